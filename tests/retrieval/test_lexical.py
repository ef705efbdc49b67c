"""The lexical half of a search: what words and phrases find, and how telling they are."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import lexical, writes
from retrieval.database import Database
from retrieval.lexical import Lexicon
from retrieval.news import SHARED
from retrieval.scope import Scope
from retrieval.sentences import sentences
from retrieval.writes import Entry
from tests.retrieval.drafts import Dice, day, draft, passage_ids, put
from tests.retrieval.fates import befall, fates

OURS, THEIRS = "guild-1", "guild-2"
EVEN = (1.0, 1.0, 1.0, 1.0)
HOSTILE = [
    *('"', '""', '" OR "ferry', "fer*", "NEAR(ferry skerry, 2)", "title:ferry", "ferry AND NOT"),
    *(
        "late -ferry",
        "late ^ferry",
        "{title text}: ferry",
        "ferry\0late",
        "\0",
        "'; DROP TABLE words; --",
    ),
    *("", " ", "“”", "%", "\\", "late) ferry", "\N{COMBINING ACUTE ACCENT}", "🚢", "a" * 5_000),
]


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """A lexicon with one sentence to be found, whatever is done to the query."""
    database = Database(tmp_path_factory.mktemp("words") / "archive.db")
    made = draft("The ferry is late.")
    writes.store(database, Dice(), Entry(SHARED, made, sentences(made.text)))
    yield Lexicon(database)
    database.close()


def matching(archive, *terms, scope=None, count=100):
    return [
        id_ for id_, _ in archive.words.matching(terms, EVEN, scope or Scope.of([SHARED]), count)
    ]


def test_the_best_match_comes_first(archive):
    """Of two passages the one with more of the words, and the rarer ones; scores fall."""
    kept = put(archive, draft("The ferry came. The ferry ran aground off Skerry. It rained."))
    found = archive.words.matching(["ferry", "skerry"], EVEN, Scope.of([SHARED]), 10)
    first, second, _ = passage_ids(archive, kept)
    assert [id_ for id_, _ in found] == [second, first]
    assert found[0][1] > found[1][1] > 0


@pytest.mark.parametrize(
    ("weights", "slug"),
    [
        ((9, 1, 1, 1), "title"),
        ((1, 9, 1, 1), "outlet"),
        ((1, 1, 9, 1), "date"),
        ((1, 1, 1, 9), "text"),
    ],
)
def test_each_field_has_its_weight(archive, weights, slug):
    """A word counts by where it stands: in the title, the outlet's name, the date or the text."""
    put(archive, draft("One two.", slug="title", title="March notes"))
    put(archive, draft("One two.", slug="outlet", title="Some notes", outlet="March Herald"))
    put(archive, draft("One two.", slug="date", title="Some notes", published=day(3)))
    put(archive, draft("One march.", slug="text", title="Some notes"))
    best, _ = archive.words.matching(["march"], weights, Scope.of([SHARED]), 1)[0]
    wanted = archive.at_address(SHARED, f"https://news.test/{slug}")
    assert [best] == passage_ids(archive, wanted)


@pytest.mark.parametrize("form", ["ferries", "Ferry", "FERRY", "férry"])
def test_any_form_of_a_word_matches(archive, form):
    """Endings, capitals and accents make no difference."""
    put(archive, draft("The ferry is late."))
    assert len(matching(archive, form)) == 1


def test_phrases_match_as_phrases(archive):
    """Several words must follow each other in that order, in any of their forms."""
    kept = put(
        archive,
        draft("Anna Holm left. Holm met Anna. Anna saw Mr Holm. It is the Anna  Holm’s turn."),
    )
    first, _, _, last = passage_ids(archive, kept)
    assert set(matching(archive, "Anna Holm")) == {first, last}
    assert len(matching(archive, "anna", "holm")) == 4


def test_no_more_than_asked_for_are_given(archive):
    """`count` passages at most; none for no words."""
    put(archive, draft(" ".join(f"Ferry {n}." for n in range(20))))
    assert len(matching(archive, "ferry", count=7)) == 7
    assert matching(archive) == []


@pytest.mark.parametrize("term", HOSTILE)
def test_no_term_is_syntax(words, term):
    """Whatever stands in a term is looked for, and never obeyed."""
    assert words.matching([term], EVEN, Scope.of([SHARED]), 5) == []
    assert not words.has(term, [SHARED])
    assert len(words.matching([term, "ferry"], EVEN, Scope.of([SHARED]), 5)) == 1


@given(st.lists(st.text(), max_size=5))
def test_any_terms_can_be_looked_for(words, terms):
    """No text breaks the search, and none finds what has no word of it."""
    words.matching(terms, EVEN, Scope.of([SHARED]), 5)
    words.rarity(terms, [SHARED])


def test_thousands_of_words_can_be_looked_for(words):
    """A question as long as a book is only slow."""
    terms = [f"word{n}" for n in range(3_000)]
    assert len(words.matching([*terms, "ferry"], EVEN, Scope.of([SHARED]), 5)) == 1


def test_the_rarest_words_are_weighed(archive, monkeypatch):
    """Past the budget common words find nothing more; within it all of them do."""
    put(archive, draft(" ".join(f"The ferry is late {n}." for n in range(10)), slug="ferry"))
    put(archive, draft("It rained. Rain again.", slug="rain"))
    assert len(matching(archive, "ferry", "rain")) == 12
    monkeypatch.setattr(lexical, "_WEIGHED", 5)
    assert len(matching(archive, "ferry", "rain")) == 2
    assert len(matching(archive, "ferry", "rain", "nowhere")) == 2


def test_the_rarest_word_that_occurs_is_always_weighed(archive, monkeypatch):
    """Words that are nowhere do not use the budget up, nor does one word too common for it."""
    put(archive, draft(" ".join(f"The ferry is late {n}." for n in range(10))))
    monkeypatch.setattr(lexical, "_WEIGHED", 5)
    assert len(matching(archive, "nowhere", "ferry")) == 10


def test_a_word_is_the_more_telling_the_rarer_it_is(archive):
    """The logarithm of passages in all to those that have the word, one more than there are."""
    put(archive, draft("The ferry is late. The ferry is red. It rained."))
    assert archive.words.rarity(["ferry", "rained", "nowhere"], [SHARED]) == pytest.approx(
        {"ferri": math.log1p(3 / 3), "rain": math.log1p(3 / 2), "nowher": math.log1p(3 / 1)}
    )


def test_only_passages_of_these_libraries_count(archive):
    """Another library's news makes no word common, and gives no word away."""
    put(archive, draft("The ferry is late. It rained."), OURS)
    put(archive, draft(" ".join(f"Skerry ferry {n}." for n in range(20))), THEIRS)
    assert archive.words.rarity(["ferry", "skerry"], [OURS]) == pytest.approx(
        {"ferri": math.log1p(2 / 2), "skerri": math.log1p(2 / 1)}
    )
    assert archive.words.has("ferry", [OURS])
    assert not archive.words.has("skerry", [OURS])
    assert not archive.words.has("skerry", [SHARED, OURS])
    assert archive.words.has("skerry", [OURS, THEIRS])
    assert not archive.words.has("skerry", [])


def test_only_current_passages_count(archive):
    """Words of an earlier revision, of what waits and of what was withdrawn are not there."""
    put(archive, draft("The ferry is late."))
    put(archive, draft("The boat is late."))
    archive.withdraw(put(archive, draft("It rained.", slug="rain")).id, SHARED)
    archive.add(SHARED, draft("Snow fell.", slug="snow"), sentences("Snow fell."))
    assert [archive.words.has(word, [SHARED]) for word in ("ferry", "rained", "snow", "boat")] == [
        *(False, False, False),
        True,
    ]
    assert archive.words.rarity(["boat"], [SHARED]) == pytest.approx({"boat": math.log1p(1 / 2)})
    assert matching(archive, "ferry", "rained", "snow") == []


def test_counts_are_renewed_when_passages_come_in(archive):
    """What was counted before is counted again."""
    put(archive, draft("It rained."))
    assert not archive.words.has("ferry", [SHARED])
    before = archive.words.rarity(["rained"], [SHARED])
    put(archive, draft("The ferry is late.", slug="ferry"))
    assert archive.words.has("ferry", [SHARED])
    assert archive.words.rarity(["rained"], [SHARED])["rain"] > before["rain"]


def test_counts_are_renewed_when_what_waits_is_embedded(archive):
    """Someone may ask while a first batch is still embedded."""
    archive.add(SHARED, draft("The ferry is late."), sentences("The ferry is late."))
    assert archive.words.rarity(["ferry"], [SHARED]) == {"ferri": 0.0}
    archive.embed_pending()
    assert archive.words.rarity(["ferry"], [SHARED]) == pytest.approx({"ferri": math.log1p(1 / 2)})


def test_counts_are_renewed_when_one_article_takes_anothers_place(archive):
    """Though there are as many passages as before, under the same numbers."""
    kept = put(archive, draft("It rained."))
    assert not archive.words.has("ferry", [SHARED])
    archive.remove(kept.id, [SHARED])
    put(archive, draft("The ferry is late.", slug="ferry"))
    assert archive.words.has("ferry", [SHARED])


def test_counts_are_renewed_by_a_revision(archive):
    """A word of a new outlet's name is there, though no passage came in."""
    put(archive, draft("It rained."))
    assert not archive.words.has("lantern", [SHARED])
    put(archive, draft("It rained.", outlet="The Lantern"))
    assert archive.words.has("lantern", [SHARED])


def test_a_common_word_is_counted_over_all_libraries(archive, monkeypatch):
    """Past `_EXACTLY` the share is taken to be the same, and no more than all there is."""
    put(archive, draft("The ferry is late. It rained."), OURS)
    put(archive, draft(" ".join(f"Skerry ferry {n}." for n in range(20))), THEIRS)
    monkeypatch.setattr(lexical, "_EXACTLY", 10)
    assert archive.words.rarity(["ferry"], [OURS]) == pytest.approx({"ferri": math.log1p(2 / 3)})


def test_a_common_word_of_another_library_is_in_no_other(archive, monkeypatch):
    """However often it stands there."""
    monkeypatch.setattr(lexical, "_EXACTLY", 0)
    put(archive, draft("The ferry is late."), THEIRS)
    assert not archive.words.has("ferry", [OURS])
    assert archive.words.has("ferry", [THEIRS])


@pytest.mark.parametrize("libraries", [[OURS], [SHARED, OURS], []])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"outlets": ("The Lantern",)},
        {"since": day(1), "until": day(9)},
        {"as_of": day(9).replace(year=2100)},
    ],
)
def test_words_of_another_library_are_not_found(archive, libraries, more):
    """However narrow the scope."""
    put(archive, draft("The ferry.", outlet="The Lantern", published=day(3)), THEIRS)
    put(archive, draft("The ferry!", outlet="The Lantern", published=day(3)))
    found = matching(archive, "ferry", scope=Scope(frozenset(libraries), **more))
    assert len(found) == (SHARED in libraries)


@settings(max_examples=60)
@given(fates)
def test_the_index_has_exactly_what_stands(tmp_path_factory, happened):
    """However articles come, change, go and come back, no word is lost or left behind."""
    database = Database(tmp_path_factory.mktemp("fates") / "archive.db")
    try:
        for fate in happened:
            befall(database, SHARED, fate)
        with database.write() as write:  # SQLite compares its index with the view it was made from
            write.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    finally:
        database.close()
