"""The terminal commands round ingest, run whole: real sites, files, archive and model."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.commands.export import as_record
from bot.desk import Desk
from bot.settings import Settings
from ingest.formats import fields
from retrieval.news import SHARED, Article, Draft
from retrieval.opening import LEFT
from retrieval.sentences import sentences
from tests.bot import running
from tests.bot.running import FERRY, TURTLE, write_news
from tests.servers.publisher import Publisher

FERRY_PAGE, TURTLE_PAGE = (
    f"<!doctype html><html lang='en'><head><title>{title}</title>"
    "<meta property='og:site_name' content='Harbour Post'></head><body><nav><a href='/'>Home</a>"
    f"</nav><article><h1>{title}</h1><p>{'</p><p>'.join(lines)}</p></article></body></html>"
    for title, _, *lines in (FERRY.splitlines(), TURTLE.splitlines())
)
MORE = "<p>The harbour office said on Wednesday that the ferry had been refloated at high tide.</p>"

WHOLE = Article(
    id="a",
    library="shared",
    revision=1,
    first_seen=datetime(2026, 10, 8, tzinfo=UTC),
    story="a",
    title="Ferry",
    text=FERRY,
)

run = partial(running.run, NEWSDESK_ALLOW_PRIVATE="on", NEWSDESK_HOST_DELAY="0")


@pytest.fixture
def data(tmp_path):
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def site():
    """A publisher's site with two articles and a feed of them."""
    with Publisher() as publisher:
        publisher.publish("/ferry", FERRY_PAGE, etag='"1"')
        publisher.publish("/turtle", TURTLE_PAGE, etag='"2"')
        entries = "".join(
            f"<item><title>{title}</title><link>{publisher.url(path)}</link>"
            f"<guid>{path}</guid><description>{text}</description></item>"
            for path, title, text in (
                ("/ferry", "Ferry runs aground", "The ferry Grey Heron ran aground off Tarnholt."),
                ("/turtle", "Giant turtle found", "A leatherback turtle was found on the beach."),
            )
        )
        feed = f"<rss version='2.0'><channel><title>Post</title>{entries}</channel></rss>"
        publisher.publish("/feed.xml", feed, content_type="application/rss+xml")
        yield publisher


def listed(data, *words):
    """The rows of `newsdesk articles list`."""
    shown = run("articles", "list", *words, data=data).out
    return [line.split("\t") for line in shown.splitlines()]


def test_every_link_of_a_text_is_read_instead_of_it(data, site, tmp_path):
    """From files and from standard input, each link once."""
    message = tmp_path / "mail.txt"
    message.write_text(f"See [the ferry]({site.url('/ferry')}) and <{site.url('/turtle')}>.")
    stdin = f"Again: {site.url('/ferry')}, and {site.url('/missing')}!"
    ran = run("ingest", "--links", str(message), "-", data=data, stdin=stdin)
    assert ran.code == 1
    assert "2 new · 1 failed" in ran.out
    assert [row[2] for row in listed(data)] == ["Harbour Post"] * 2


@pytest.mark.parametrize("words", [["-"], ["no-such-file.txt"], ["https://news.example/a"]])
def test_a_text_without_links_is_wrong_use(data, words):
    """Nothing is opened."""
    ran = run("ingest", "--links", *words, data=data, stdin="No link here.")
    assert ran.code == 2
    assert not data.exists()


def test_a_feed_is_followed_to_its_pages_or_taken_as_it_is(data, site):
    """--no-follow asks for no page, and its articles say that they are summaries."""
    ran = run("ingest", "--no-follow", site.url("/feed.xml"), data=data)
    assert "2 new" in ran.out, ran.out
    assert ran.out.count("summary only") == 2
    assert not [request for request in site.requests if request.path in {"/ferry", "/turtle"}]
    assert [row[4] for row in listed(data)] == ["summary only"] * 2
    followed = run("ingest", site.url("/feed.xml"), data=data)
    assert "2 revised" in followed.out, followed.out
    assert [row[4:] for row in listed(data)] == [[], []]


def test_recheck_shows_what_was_corrected_and_what_was_taken_down(data, site):
    """The rest is asked about in a word and not named."""
    run("ingest", site.url("/ferry"), site.url("/turtle"), data=data)
    same = run("articles", "recheck", data=data)
    assert (same.code, same.out) == (0, "2 unchanged\n")
    assert site.requests[-1].headers.get("If-None-Match")
    site.publish("/ferry", FERRY_PAGE.replace("</article>", f"{MORE}</article>"), etag='"3"')
    site.publish("/turtle", "Gone.", status=410)
    ran = run("articles", "recheck", "--days", "1", data=data)
    assert ran.code == 0, ran.err
    told = {line.split("\t")[0] for line in ran.out.splitlines()}
    assert told == {"revised", "withdrawn", "1 revised · 1 withdrawn"}
    assert len(listed(data)) == 1
    [gone] = listed(data, "--withdrawn")
    shown = run("articles", "show", gone[0], data=data).out
    assert "withdrawn: " in shown
    assert "revisions:" in run("articles", "show", listed(data)[0][0], data=data).out
    assert run("ask", "How long was the turtle kept wet?", data=data).code == 3


def test_what_a_person_removed_stays_out_until_a_person_brings_it(data, site):
    """The feed does not bring it back; its own address does."""
    run("ingest", site.url("/feed.xml"), data=data)
    [ferry] = listed(data, "--matching", "ferry")
    removed = run("articles", "remove", "--yes", ferry[0], data=data)
    assert "Feeds will not bring it back" in removed.out
    again = run("ingest", site.url("/feed.xml"), data=data)
    assert "1 kept out" in again.out, again.out
    assert len(listed(data)) == 1
    assert "1 new" in run("ingest", site.url("/ferry"), data=data).out
    assert len(listed(data)) == 2


def test_copies_and_other_addresses_are_shown(data, tmp_path):
    """Each outlet that ran the text is named."""
    news = write_news(tmp_path)
    run("ingest", str(news / "ferry.txt"), "--outlet", "Harbour Post", data=data)
    (news / "copy.txt").write_text(FERRY)
    ran = run("ingest", str(news / "copy.txt"), "--outlet", "City Wire", data=data)
    assert "1 duplicate" in ran.out
    assert "same text as Harbour Post" in ran.out
    [first] = listed(data, "--matching", "Harbour Post")
    shown = run("articles", "show", first[0], data=data).out
    assert "also published by:\n" in shown
    assert "City Wire" in shown


def test_what_is_exported_can_be_read_in_again(data, site, tmp_path):
    """As JSONL to a file or to standard output; the second archive holds the same."""
    run("ingest", site.url("/ferry"), "--date", "2026-10-07", data=data)
    run("ingest", "-", "--outlet", "Vale Herald", data=data, stdin=TURTLE)
    file = tmp_path / "all.jsonl"
    assert run("export", str(file), data=data).code == 0
    assert not list(tmp_path.glob("*.part"))
    piped = run("export", data=data)
    assert piped.out == file.read_text()
    assert "Exported 2 articles." in piped.err
    records = [json.loads(line) for line in piped.out.splitlines()]
    keys = "id title text url outlet authors published updated section language".split()
    assert sorted(map(list, records)) == sorted([keys, [*keys[:7], "precision", *keys[7:]]])
    other = tmp_path / "other"
    ran = run("ingest", str(file), data=other)
    assert ran.out.endswith("2 new\n"), ran.out
    assert [row[1:] for row in listed(other)] == [row[1:] for row in listed(data)]
    again = [json.loads(line) for line in run("export", data=other).out.splitlines()]
    for record in (*records, *again):
        del record["id"]
    assert sorted(map(str, again)) == sorted(map(str, records))


def test_what_is_not_the_whole_article_is_so_after_a_round_trip(data, site, tmp_path):
    """A summary read in again is no full article."""
    run("ingest", "--no-follow", site.url("/feed.xml"), data=data)
    file = tmp_path / "all.jsonl"
    run("export", str(file), data=data)
    run("ingest", str(file), data=tmp_path / "other")
    assert [row[4] for row in listed(tmp_path / "other")] == ["summary only"] * 2
    assert as_record(replace(WHOLE, paywalled=True))["paywalled"] is True


@pytest.mark.parametrize("guessed", [True, False])
@pytest.mark.parametrize("precision", ["day", "time"])
@pytest.mark.parametrize(
    "published",
    [None, datetime(2026, 7, 7, tzinfo=UTC), datetime(2026, 7, 7, 9, 30, 1, tzinfo=UTC)],
)
def test_a_date_is_as_sure_and_exact_after_a_round_trip(published, precision, guessed):
    """A guess stays one, a day stays a day, and sorts where it did."""
    known = published is not None
    article = replace(WHOLE, published=published, precision=precision, guessed=guessed and known)
    again = fields.article(json.loads(json.dumps(as_record(article))), "all.jsonl")
    assert (again.published, again.guessed) == (published, guessed and known)
    assert again.precision == (precision if known else "time")


def test_recheck_leaves_to_feeds_what_only_they_told(data, site):
    """No page is asked for that was never read; it may not be."""
    run("ingest", "--no-follow", site.url("/feed.xml"), data=data)
    site.publish("/ferry", "No.", status=403)
    asked = len(site.requests)
    ran = run("articles", "recheck", data=data)
    assert (ran.code, len(site.requests)) == (0, asked), ran.out


def test_an_archive_says_what_it_must_finish_first(data):
    """Also where stderr is no terminal, and once only."""
    run("ingest", "-", data=data, stdin=FERRY)
    with Desk.open(Settings(data=data), holder="a test") as desk:
        for number in range(80):
            text = f"Boat {number} is late."
            made = Draft(title=f"Boat {number}", text=text, address=f"file:///{number}")
            desk.archive.add(SHARED, made, sentences(text))
    ran = run("articles", "list", data=data)
    assert ran.err == f"{LEFT}: 80…\n"
    assert run("articles", "list", data=data).err == ""


def test_an_export_that_cannot_be_written_leaves_what_was_there(data, tmp_path):
    """One sentence, exit code 1, and no half of a file."""
    run("ingest", "-", data=data, stdin=TURTLE)
    ran = run("export", str(tmp_path / "no" / "such" / "folder.jsonl"), data=data)
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert ran.err.count("\n") == 1


def test_the_help_of_ingest_lists_the_formats_and_the_fields(data):
    """Made from the tables that the reading goes by."""
    shown = " ".join(run("ingest", "--help", data=data).out.split())
    for words in ("Newsdesk reads web pages", "PDF", "published published publishedat", "headline"):
        assert words in shown
