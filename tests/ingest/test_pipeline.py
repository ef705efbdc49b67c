"""The whole way of an article, with a real archive and a real publisher."""

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from ingest import sample
from ingest.pipeline import Outcome, Overrides, ingest
from ingest.sources import Address, LocalPath, Piped, Upload, from_words
from retrieval.archive import Archive
from retrieval.news import SHARED

BODY = (
    "The lighthouse keeper of Skarn counted {n} seals on the pier on Tuesday morning, more than "
    "in any year before.\n\nThe harbour office asked walkers to stay twenty metres away from them."
)
TEXT = "Seals take over the pier\n\n" + BODY.format(n="eleven")


def page(n="eleven", outlet="Skarn Daily"):
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.format(n=n).split("\n\n"))
    return (
        f"<!doctype html><head><meta property='og:site_name' content='{outlet}'>"
        "<meta property='article:published_time' content='2026-10-05T14:30:00Z'></head>"
        f"<body><article><h1>Seals take over the pier</h1>{paragraphs}</article></body>"
    )


def outcomes(archive, *given, **options):
    summary = ingest(given, archive, library=SHARED, allow_private=True, host_delay=0, **options)
    return [result.outcome for result in summary.results], summary.results


def test_page_revision_and_withdrawal(archive, publisher):
    """A page is new, then unchanged, then revised, then gone, then there again."""
    url = publisher.publish("/seals", page())
    assert outcomes(archive, Address(url))[0] == [Outcome.NEW]
    assert outcomes(archive, Address(url + "#top"))[0] == [Outcome.UNCHANGED]
    publisher.publish("/seals", page("nine"))
    (outcome,), (result,) = outcomes(archive, Address(url))
    assert outcome is Outcome.REVISED
    assert result.article.revision == 2
    publisher.withdraw("/seals")
    (outcome,), (result,) = outcomes(archive, Address(url))
    assert outcome is Outcome.WITHDRAWN
    assert archive.articles([SHARED]) == []
    assert archive.holdings([SHARED]).passages == 0
    assert len(archive.revisions(result.article.id, [SHARED])) == 2
    assert outcomes(archive, Address(url))[0] == [Outcome.WITHDRAWN]
    publisher.publish("/seals", page("nine"))
    assert outcomes(archive, Address(url))[0] == [Outcome.REVISED]
    assert len(archive.articles([SHARED])) == 1
    assert archive.holdings([SHARED]).passages == 1


def test_passages_are_the_articles_own_words(archive, publisher):
    """What the archive holds is the text as read, outlet and time with it."""
    _, (result,) = outcomes(archive, Address(publisher.publish("/seals", page())))
    article = result.article
    assert article.text == BODY.format(n="eleven")
    assert (article.outlet, article.url) == ("Skarn Daily", publisher.url("/seals"))
    assert article.published == datetime(2026, 10, 5, 14, 30, tzinfo=UTC)
    assert archive.holdings([SHARED]).passages == 1


def test_copies_of_other_outlets(archive, publisher):
    """The same words at another outlet are a copy."""
    first = publisher.publish("/seals", page())
    second = publisher.publish("/copy", page(outlet="Fjord Post"))
    found, (_, copy) = outcomes(archive, Address(first), Address(second))
    assert found == [Outcome.NEW, Outcome.DUPLICATE]
    assert copy.article.duplicate_of is not None
    assert outcomes(archive, Address(second))[0] == [Outcome.UNCHANGED]
    assert archive.holdings([SHARED]).passages == 1


def test_pasted_copies_do_not_collide(archive):
    """The same pasted words of two outlets are two articles, each known again."""
    paste = Upload("paste", TEXT.encode())
    for outlet, expected in [
        ("A", Outcome.NEW),
        ("B", Outcome.DUPLICATE),
        ("B", Outcome.UNCHANGED),
    ]:
        assert outcomes(archive, paste, overrides=Overrides(outlet=outlet))[0] == [expected]
    assert len(archive.articles([SHARED])) == 2


def test_overrides_win_and_mend(archive, tmp_path):
    """What the person says wins, and a date given later mends an undated article."""
    file = tmp_path / "seals.txt"
    file.write_text(TEXT)
    _, (first,) = outcomes(archive, LocalPath(file))
    assert first.article.published is None
    assert first.article.address == file.as_uri()
    day = datetime(2026, 10, 5, tzinfo=UTC)
    (outcome,), (second,) = outcomes(archive, LocalPath(file), overrides=Overrides(published=day))
    assert outcome is Outcome.REVISED
    assert (second.article.published, second.article.precision) == (day, "day")
    assert outcomes(archive, LocalPath(file))[0] == [Outcome.UNCHANGED]


def test_what_was_said_stays(archive, publisher):
    """What the person says about a page is stored, and kept when the page is read again."""
    url = publisher.publish("/seals", page())
    assert outcomes(archive, Address(url))[0] == [Outcome.NEW]
    day = datetime(2026, 10, 1, tzinfo=UTC)
    said = Overrides(title="Seals!", outlet="Fjord Post", published=day)
    assert outcomes(archive, Address(url), overrides=said)[0] == [Outcome.REVISED]
    assert outcomes(archive, Address(url), overrides=said)[0] == [Outcome.UNCHANGED]
    found, (result,) = outcomes(archive, Address(url))
    assert found == [Outcome.UNCHANGED]
    kept = result.article
    assert (kept.title, kept.outlet, kept.published) == ("Seals!", "Fjord Post", day)
    assert (kept.revision, kept.text) == (2, BODY.format(n="eleven"))


def test_address_said_later(archive, tmp_path):
    """An address given later is put on the article that is there, also when its text changed."""
    file = tmp_path / "seals.txt"
    file.write_text(TEXT)
    said = Overrides(url="https://skarn.example/seals")
    assert outcomes(archive, LocalPath(file))[0] == [Outcome.NEW]
    assert outcomes(archive, LocalPath(file), overrides=said)[0] == [Outcome.REVISED]
    file.write_text(TEXT.replace("eleven", "nine"))
    assert outcomes(archive, LocalPath(file), overrides=said)[0] == [Outcome.REVISED]
    assert outcomes(archive, LocalPath(file))[0] == [Outcome.UNCHANGED]
    (article,) = archive.articles([SHARED])
    assert (article.url, article.address) == (said.url, file.as_uri())


def test_feed_does_not_shorten_its_pages(archive, publisher):
    """A feed's teaser of an article that was read from its page changes nothing."""
    url = publisher.publish("/seals", page())
    teaser = BODY.format(n="eleven").split("\n\n", maxsplit=1)[0]
    feed = publisher.publish(
        "/rss",
        "<rss version='2.0'><channel><title>Skarn Daily</title><item><title>Seals</title>"
        f"<link>{url}</link><description>{teaser[:40]}…</description></item></channel></rss>",
        content_type="application/rss+xml",
    )
    found, _ = outcomes(archive, *map(Address, [url, feed, url, feed]))
    assert found == [Outcome.NEW] + [Outcome.UNCHANGED] * 3


def test_writers_at_once(archive):
    """Two who paste one text as two outlets at the same moment are both kept."""
    start = threading.Barrier(2)

    def paste(outlet):
        start.wait()
        return outcomes(
            archive, Upload("paste", TEXT.encode()), overrides=Overrides(outlet=outlet)
        )[0][0]

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(paste, "AB")) == [Outcome.DUPLICATE, Outcome.NEW]
    assert archive.outlets([SHARED]) == ["A", "B"]


def test_cancelling_ends_a_hanging_page(archive, publisher):
    """When the run is cancelled, a page that hangs is not waited for; what came before stays."""
    hanging = publisher.publish("/seals", page(), delay=20)
    seen = []
    started = time.perf_counter()

    found, _ = outcomes(
        archive,
        Upload("paste", TEXT.encode()),
        Address(hanging),
        on_progress=seen.append,
        cancelled=lambda: any(step.result for step in seen) and time.perf_counter() > started + 1,
    )
    assert found == [Outcome.NEW]
    assert time.perf_counter() - started < 15


def test_url_override_gives_the_address(archive):
    """An address given for pasted text is its link and its identity."""
    said = Overrides(url="https://skarn.example/seals?utm_source=x", title="Seals!")
    _, (result,) = outcomes(archive, Upload("paste", TEXT.encode()), overrides=said)
    assert result.article.title == "Seals!"
    assert result.article.address == "https://skarn.example/seals"


def test_title_fits_one_article_only(archive):
    """One headline cannot be given to two articles."""
    paste = Upload("paste", TEXT.encode())
    found, results = outcomes(archive, paste, paste, overrides=Overrides(title="Seals"))
    assert found == [Outcome.FAILED] * 2
    assert "one article only" in results[0].reason


def test_progress_of_a_folder_that_is_refused_whole(archive, tmp_path):
    """A headline for a folder is refused once, and that is all there was to do."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT)
    seen = []
    said = Overrides(title="Seals")
    outcomes(archive, LocalPath(tmp_path), overrides=said, on_progress=seen.append)
    assert [(step.done, step.total) for step in seen] == [(0, 1), (1, 1)]


def test_failures_are_told_and_the_rest_goes_on(archive, publisher, tmp_path):
    """Each failing source has its reason; the others are taken in."""
    (tmp_path / "report.exe").write_bytes(b"MZ")
    (tmp_path / "empty").mkdir()
    found, results = outcomes(
        archive,
        Address(publisher.url("/nothing")),
        LocalPath(tmp_path / "missing.txt"),
        LocalPath(tmp_path / "report.exe"),
        LocalPath(tmp_path / "empty"),
        Upload("short", b"Three little words."),
        Upload("paste", TEXT.encode()),
    )
    assert found == [Outcome.FAILED] * 5 + [Outcome.NEW]
    reasons = [result.reason for result in results]
    for reason, words in zip(
        reasons,
        ("404", "no such file", "newsdesk reads", "newsdesk reads", "3 words"),
        strict=False,
    ):
        assert words in reason


def test_unexpected_failures_are_told_too(archive, monkeypatch, caplog):
    """A fault of ours ends one source, is logged in full, and is told in a sentence."""
    monkeypatch.setattr("ingest.chunk.passages", lambda *_: 1 / 0)
    found, results = outcomes(archive, Upload("paste", TEXT.encode()))
    assert found == [Outcome.FAILED]
    assert "ZeroDivisionError" in results[0].reason
    assert "Traceback" in caplog.text


def test_a_stream_that_breaks_ends_alone(archive, caplog):
    """A fault met while a source is spread out ends that source, and those behind it come."""

    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OverflowError("seals")

    given = Piped("standard input", Broken()), Upload("seals.txt", TEXT.encode())
    found, (broken, _) = outcomes(archive, *given)
    assert found == [Outcome.FAILED, Outcome.NEW]
    assert "unexpectedly (OverflowError); see the log" in broken.reason
    assert "seals" in caplog.text


def test_folders(archive, tmp_path):
    """A folder is read deeply and in order; hidden and other files are passed over."""
    for name in ("b/2.md", "a/1.txt", ".hidden/3.txt", "a/.4.txt", "a/5.bin"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.replace("pier", name))
    _, results = outcomes(archive, LocalPath(tmp_path / "news"))
    assert [result.source.rsplit("/", 1)[1] for result in results] == ["1.txt", "2.md"]


def test_progress(archive):
    """Progress counts up to the total: each source is named before it is done."""
    pastes = [Upload(f"paste {n}", TEXT.replace("eleven", str(n)).encode()) for n in range(4)]
    seen = []
    found, _ = outcomes(archive, *pastes, on_progress=seen.append)
    assert found == [Outcome.NEW] * 4
    assert {step.total for step in seen} == {4}
    assert [step.done for step in seen if step.result] == [1, 2, 3, 4]
    assert [step.current for step in seen if not step.result] == [str(paste) for paste in pastes]


def test_cancelling_keeps_what_is_done(archive, tmp_path, embedder):
    """What was told as done before a run was cancelled answers; what was only stored will."""
    pastes = [Upload(f"paste {n}", TEXT.replace("eleven", str(n)).encode()) for n in range(200)]
    done = []

    def heard(step):
        done.extend([step.result] if step.result else [])

    summary = ingest(
        pastes, archive, library=SHARED, on_progress=heard, cancelled=lambda: len(done) >= 3
    )
    assert 3 <= summary.total < 200
    assert archive.holdings([SHARED]).passages >= summary.total
    held = archive.holdings([SHARED]).articles
    assert held == summary.total + summary.stored
    archive.close()
    with Archive.open(tmp_path / "data", embedder, holder="a test") as again:
        assert (again.pending, again.holdings([SHARED]).articles) == (0, held)


def test_what_a_cancelled_run_left_is_found_after_the_next(archive):
    """A run that meets it unchanged finds it answerable, though it adds nothing itself."""
    pastes = [Upload(f"paste {n}", TEXT.replace("eleven", str(n)).encode()) for n in range(200)]
    done = []

    def heard(step):
        done.extend([step.result] if step.result else [])

    outcomes(archive, *pastes, on_progress=heard, cancelled=lambda: len(done) >= 3)
    assert archive.pending > 0
    stored = archive.holdings([SHARED]).articles
    found, _ = outcomes(archive, *pastes[:stored])
    assert set(found) == {Outcome.UNCHANGED}
    assert archive.pending == 0


def test_encodings(archive, tmp_path):
    """Files in older encodings and with byte-order marks read as meant."""
    for encoding in ("cp1252", "utf-8-sig", "utf-16"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(TEXT.replace("Skarn", f"Skärn {encoding}").encode(encoding))
        _, (result,) = outcomes(archive, LocalPath(file))
        assert result.outcome is Outcome.NEW, result.reason
        assert "Skärn" in result.article.text


def test_words_of_the_command_line():
    """A dash is standard input, web addresses are fetched, anything else is a path."""
    given = from_words(["-", "HTTPS://skarn.example/", "news"], io.BytesIO(TEXT.encode()))
    assert [type(source) for source in given] == [Piped, Address, LocalPath]


def test_bundled_news(archive):
    """The bundled news comes in whole, with every headline, and a second time nothing changes."""
    found, results = outcomes(archive, LocalPath(sample.folder()), follow=False)
    assert Outcome.FAILED not in found, [result.reason for result in results]
    assert len(found) >= 24
    assert all(result.article.outlet for result in results)
    for word in ("Sign up", "cookies", "All rights reserved", "Pinterest"):
        assert not [r.source for r in results if word in r.article.text]
    again, _ = outcomes(archive, LocalPath(sample.folder()), follow=False)
    assert set(again) == {Outcome.UNCHANGED}


def test_library_is_kept_apart(archive):
    """What one library takes in, another does not hold."""
    ingest([Upload("paste", TEXT.encode())], archive, library="guild-1")
    assert archive.articles([SHARED]) == []
    assert len(archive.articles(["guild-1"])) == 1
