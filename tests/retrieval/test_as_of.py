"""What was known on an earlier day: the words that stood then, and no others."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import articles, dense, writes
from retrieval.answerer import answer
from retrieval.answers import Status, Understood
from retrieval.archive import Archive
from retrieval.database import Database
from retrieval.news import SHARED
from retrieval.progress import silent
from retrieval.scope import Scope
from retrieval.search import embedded, search
from retrieval.sentences import sentences
from retrieval.standing import Standing
from retrieval.writes import Entry
from tests.retrieval.drafts import Dice, Refusing, by_words, day, draft, put, set_clock
from tests.retrieval.fates import TEXTS

TODAY = day(20)
REVISIONS = {
    2: "The ferry ran aground. Nine people were hurt. The captain was asleep.",
    4: "Late news. The ferry ran aground. Eleven people were hurt. The captain was asleep.",
    6: "The ferry ran aground. Nine people were hurt.",
}


def split(made):
    return sentences(made.text)


def read_on(archive, monkeypatch, number, text, **more):
    """Let the archive read an article, or what it became, on a day in March."""
    set_clock(monkeypatch, day(number))
    given: dict[str, Any] = {"slug": "ferry", "published": day(1)} | more
    return put(archive, draft(text, **given))


@pytest.fixture
def ferry(archive, monkeypatch):
    """An article read three times; one sentence came back, one went, one moved."""
    for number, text in REVISIONS.items():
        kept = read_on(archive, monkeypatch, number, text)
    return kept


def known(archive, number, about="ferry aground people hurt captain news"):
    """What a search as of a day's noon gives, as texts, each proven to stand in its article."""
    asked = Understood(about, as_of=day(number) + timedelta(hours=3))
    hits = search(archive, embedded(archive.embedder, asked), [SHARED], count=50, asked_at=TODAY)
    for hit in hits:
        text = hit.article.text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert hit.passage.revision == hit.article.revision
    return {hit.passage.text for hit in hits}


def told(text):
    return {text[span.start : span.end] for span in sentences(text)}


@pytest.mark.parametrize("few", [dense._FEW, 3])
@pytest.mark.parametrize("reindexed", [False, True])
def test_the_words_that_stood_then_are_found(archive, ferry, few, reindexed, monkeypatch):
    """Not those added or changed later, but those taken out later; after a reindex too."""
    monkeypatch.setattr(dense, "_FEW", few)
    if reindexed:
        archive.reindex(split)
    assert known(archive, 2) == known(archive, 3) == told(REVISIONS[2])
    assert known(archive, 4) == known(archive, 5) == told(REVISIONS[4])
    assert known(archive, 6) == known(archive, 19) == told(REVISIONS[6])


def test_without_a_day_only_what_stands_is_found(archive, ferry):
    """Earlier words are in no other search."""
    hits = search(
        archive, embedded(archive.embedder, Understood("captain eleven hurt")), [SHARED], count=50
    )
    assert {hit.passage.text for hit in hits} == told(REVISIONS[6])
    assert by_words(archive, "captain") == by_words(archive, "eleven") == []


@pytest.mark.parametrize(("number", "said"), [(3, "Nine"), (5, "Eleven"), (8, "Nine")])
def test_an_answer_quotes_the_revision_of_then(archive, ferry, number, said):
    """The citation's offsets and revision are those of the text that stood on that day."""
    asked = f"What was known on {number} March about how many people were hurt?"
    given = answer(archive, asked, [SHARED], asked_at=TODAY, refusal_point=0.0)
    assert given.understood.as_of
    assert any(sentence.text.startswith(f"{said} people") for sentence in given.sentences)
    revisions = {one.revision: one.text for one in archive.revisions(ferry.id, [SHARED])}
    for citation in given.citations:
        text = revisions[citation.revision]
        assert citation.quote == text[citation.start : citation.end]
    stood = max(day for day in REVISIONS if day <= number)
    said_by = {n for sentence in given.sentences for n in sentence.citations}
    stated = {revisions[one.revision] for one in given.citations if one.n in said_by}
    assert stated == {REVISIONS[stood]}
    assert max(one.revision for one in given.citations) <= 1 + sorted(REVISIONS).index(stood)
    assert given.notes == ()


@pytest.mark.parametrize("number", [3, 5, 7])
def test_what_is_gone_is_gone_from_every_day(archive, ferry, number):
    """What a person removed or the publisher took down answers for no day."""
    archive.withdraw(ferry.id, SHARED)
    assert known(archive, number) == set()
    put(archive, draft(REVISIONS[2], slug="ferry", published=day(1)))
    archive.remove(ferry.id, [SHARED])
    assert known(archive, number) == set()
    assert archive._database.read("SELECT 1 FROM passages UNION SELECT 1 FROM vectors") == []


def test_what_was_published_later_was_not_known(archive, monkeypatch):
    """By its own date, or when it has none, by when it was first read."""
    read_on(archive, monkeypatch, 5, "The ferry is late.", published=day(5))
    read_on(archive, monkeypatch, 5, "The ferry is red.", slug="red", published=None)
    assert known(archive, 4) == set()
    assert known(archive, 5) == {"The ferry is late.", "The ferry is red."}


def test_what_was_read_later_stands_in_as_it_was_first_read(archive, monkeypatch):
    """It was out by then, and nobody knows how it stood; the answer says so."""
    read_on(archive, monkeypatch, 8, "The ferry ran aground. Nine people were hurt.")
    read_on(archive, monkeypatch, 9, "The ferry ran aground. Eleven people were hurt.")
    assert known(archive, 3) == told("The ferry ran aground. Nine people were hurt.")
    asked = "What was known on {} March about the people hurt on the ferry?"
    given = answer(archive, asked.format(3), [SHARED], asked_at=TODAY, refusal_point=0.0)
    assert given.status is Status.ANSWERED
    assert {citation.revision for citation in given.citations} == {1}
    assert any("first read after" in note for note in given.notes)
    later = answer(archive, asked.format(10), [SHARED], asked_at=TODAY, refusal_point=0.0)
    assert later.citations[0].revision == 2
    assert later.notes == ()


def test_words_that_wait_for_their_vectors_were_not_known_yet(archive, monkeypatch):
    """What was never searchable is found for no day until it is embedded."""
    set_clock(monkeypatch, day(2))
    made = draft("The ferry is late.", published=day(1))
    archive.add(SHARED, made, sentences(made.text))
    assert known(archive, 3) == set()
    archive.embed_pending()
    assert known(archive, 3) == {"The ferry is late."}


@settings(max_examples=80)
@given(
    read=st.lists(st.tuples(st.integers(2, 12), st.sampled_from(TEXTS)), min_size=1, max_size=6),
    reindexed=st.booleans(),
)
def test_any_history_is_known_as_it_was(tmp_path_factory, read, reindexed):
    """For each day what stands is what was read last by then, sentence for sentence."""
    database = Database(tmp_path_factory.mktemp("history") / "archive.db")
    read = sorted(dict(read).items())
    with pytest.MonkeyPatch.context() as patch:
        for number, text in read:
            set_clock(patch, day(number))
            made = draft(text, published=day(1))
            writes.store(database, Dice(), Entry(SHARED, made, sentences(text)))
    if reindexed:
        writes.embed_all_again(database, Dice(), split, silent)
    ids = [row["id"] for row in database.read("SELECT id FROM passages")]
    for number in range(1, 14):
        scope = Scope(frozenset({SHARED}), as_of=day(number))
        found = Standing(database).of(ids, scope).values()
        stood = [text for at, text in read if at <= number] or [read[0][1]]
        wanted = told(stood[-1]) if number > 1 else set()  # on the first it was not out yet
        assert {passage.text for passage, _ in found} == wanted
        for passage, article in found:
            assert article.text[passage.start : passage.end] == passage.text
    database.close()


def test_a_copy_remembers_its_own_earlier_words(archive, monkeypatch):
    """A text that became another's copy is known as it was, whatever model reads it again."""
    original = read_on(archive, monkeypatch, 2, "It rained all day.", slug="rain")
    read_on(archive, monkeypatch, 2, "The ferry ran aground.")
    set_clock(monkeypatch, day(4))
    made = draft("It rained all day.", slug="ferry", published=day(1))
    put(archive, made, duplicate_of=original.id)
    archive.embedder = Narrow()
    assert archive.reindex(split) == 2
    assert known(archive, 3) == {"It rained all day.", "The ferry ran aground."}
    assert known(archive, 5) == {"It rained all day."}
    assert archive.holdings([SHARED]).passages == 1


class Narrow(Dice):
    """Another model, with vectors of eight numbers."""

    def embed(self, texts):
        vectors = super().embed(texts)[:, :8]
        return vectors / ((vectors**2).sum(axis=1, keepdims=True) ** 0.5)


def test_an_heir_takes_over_only_what_stands(archive, monkeypatch):
    """A copy gets the passages of the text it shares, not those of earlier words."""
    original = read_on(archive, monkeypatch, 2, REVISIONS[4])
    original = read_on(archive, monkeypatch, 4, REVISIONS[2])
    copy = put(archive, draft(REVISIONS[2], slug="copy"), duplicate_of=original.id)
    archive.remove(original.id, [SHARED])
    rows = archive._database.read("SELECT text FROM passages JOIN passage_words USING (number)")
    assert [row["text"] for row in rows] == [
        copy.text[span.start : span.end] for span in sentences(copy.text)
    ]


def test_chroma_holds_only_what_stands(archive, ferry):
    """Earlier words have their vectors in SQLite alone."""
    assert archive._index._index.count(SHARED) == archive.holdings([SHARED]).passages == 2
    archive.reindex(split)
    assert archive._index._index.count(SHARED) == 2


def test_a_damaged_index_is_rebuilt_with_only_what_stands(tmp_path, monkeypatch):
    """And what was known is still known."""
    with Archive.open(tmp_path, Dice(), holder="a test") as archive:
        for number, text in REVISIONS.items():
            read_on(archive, monkeypatch, number, text)
    (tmp_path / "chroma/1/chroma.sqlite3").write_bytes(b"junk " * 1_000)
    with Archive.open(tmp_path, Refusing(), holder="a test") as archive:
        assert (tmp_path / "chroma/damaged").is_dir()
        assert archive._index._index.count(SHARED) == 2
        archive.embedder = Dice()
        assert known(archive, 3) == told(REVISIONS[2])


def test_words_lost_while_they_settle_stay_lost(archive, monkeypatch):
    """A revision may come between Chroma's taking a vector and the note that it has it."""
    upsert = archive._index._index.upsert

    def slowly(*vectors):
        upsert(*vectors)
        monkeypatch.setattr(archive._index._index, "upsert", upsert)
        entry = Entry(SHARED, draft(REVISIONS[6]), sentences(REVISIONS[6]))
        writes.store(archive._database, archive.embedder, entry)

    monkeypatch.setattr(archive._index._index, "upsert", slowly)
    put(archive, draft(REVISIONS[4]))
    assert by_words(archive, "eleven") == []
    assert archive._index._index.count(SHARED) == archive.holdings([SHARED]).passages == 2


def test_no_library_knows_what_another_knew(archive, ferry):
    """Nor how it stood."""
    scope = Scope(frozenset({"guild-1"}), as_of=day(3))
    ids = [row["id"] for row in archive._database.read("SELECT id FROM passages")]
    assert archive.standing.of(ids, scope) == {}
    assert archive.standing.hits(ids, scope) == []
    assert articles.as_they_stood(archive._database, [ferry.id], ["guild-1"], day(3)) == []


AS_OF = "What was known as of 4 March 2026 about the grounded ferry?"


def test_what_its_publisher_changed_later_is_not_known(archive, monkeypatch):
    """First read after the day asked about, when it had been changed after that day too."""
    read_on(archive, monkeypatch, 6, "The ferry ran aground, it said.", updated=day(3))
    read_on(archive, monkeypatch, 6, "Ferry captain jailed.", slug="jailed", updated=day(5))
    assert known(archive, 4) == {"The ferry ran aground, it said."}


def test_what_was_read_by_then_is_known_though_it_was_changed_later(archive, monkeypatch):
    """Its words stand in the newer revision too."""
    read_on(archive, monkeypatch, 2, "The ferry ran aground.")
    read_on(archive, monkeypatch, 6, "The ferry ran aground. Late news.", updated=day(5))
    assert known(archive, 4) == {"The ferry ran aground."}


def test_the_latest_is_the_latest_by_then(archive, monkeypatch):
    """Years later, news of the day before still counts more than that of last month."""
    for slug, published in (("old", day(1) - timedelta(days=60)), ("new", day(3))):
        read_on(archive, monkeypatch, 3, "The ferry ran aground.", slug=slug, published=published)
    asked = Understood("ferry aground", as_of=day(4), latest=True)
    sought = embedded(archive.embedder, asked)
    hits = search(archive, sought, [SHARED], asked_at=day(4) + timedelta(days=2_000))
    assert hits[0].article.published == day(3)
    assert hits[0].score > hits[1].score + 0.4


def test_an_answer_tells_of_no_later_news(archive, monkeypatch):
    """Neither as the newest nor as another that ran the same text; the day is the one named."""
    text = "The grounded ferry ran aground at Kelp Head."
    original = read_on(archive, monkeypatch, 6, text, outlet="Harbour Post")
    set_clock(monkeypatch, day(8))
    midnight = day(5).replace(hour=0)
    copy = draft(text, slug="copy", outlet="Late Wire", published=midnight)
    put(archive, copy, duplicate_of=original.id)
    given = answer(archive, AS_OF, [SHARED], asked_at=TODAY, refusal_point=0.0)
    assert given.status is Status.ANSWERED
    assert given.as_of.newest == day(1)
    assert given.notes == (
        "Some of this was first read after 4 March 2026: its text may have changed since.",
    )


def test_what_was_read_by_then_is_known_though_it_was_dated_anew(archive, monkeypatch):
    """With the date that it had."""
    read_on(archive, monkeypatch, 2, "The ferry ran aground.")
    read_on(archive, monkeypatch, 6, "The ferry ran aground. Late news.", published=day(6))
    assert known(archive, 4) == {"The ferry ran aground."}
