"""How what was found is weighed, limited and put in order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.answers import Understood, Window
from retrieval.archive import Archive
from retrieval.news import SHARED, Article, Passage, Retrieved
from retrieval.question.query import understand
from retrieval.scope import Scope
from retrieval.search import POOL, Sought, apart, embedded, scope_of, search
from retrieval.weights import Weights
from tests.retrieval.drafts import Dice, day, draft, passage_ids, put

NOTHING = Weights(dense=0, lexical=0, outlet=0, window=0, recency=0, latest=0)
TODAY = day(21)
SIXTH = Window(day(6), day(7), "on 6 March")


def weights(**more) -> Weights:
    return replace(NOTHING, **more)


def sought(archive, question, vector=None) -> Sought:
    asked = question if isinstance(question, Understood) else None
    asked = asked or understand(question, archive.outlets([SHARED]), asked_at=TODAY)
    return Sought(asked, archive.embedder.embed([asked.question])[0] if vector is None else vector)


def found(archive, question, *sides, vector=None, **more) -> dict[str, Retrieved]:
    """What is found, by the last word of its article's address."""
    asked = [sought(archive, question, vector), *(sought(archive, side) for side in sides)]
    hits = search(archive, asked, [SHARED], **more)
    return {str(hit.article.address).rsplit("/", 1)[1]: hit for hit in hits}


def scores(archive, question, *sides, **more) -> dict[str, float]:
    hits = found(archive, question, *sides, **more)
    return {slug: round(hit.score, 4) for slug, hit in hits.items()}


@pytest.fixture
def pair(archive):
    """Two articles, the vector of the second, and the cosine between them."""
    ids = [
        passage_ids(archive, put(archive, draft(text, slug=slug)))[0]
        for slug, text in [("ferry", "The ferry ran aground."), ("rain", "It rained all day.")]
    ]
    ferry, rain = (archive.dense.vectors([id_], [SHARED])[id_] for id_ in ids)
    return rain, float(ferry @ rain)


@pytest.fixture
def dated(archive):
    """News of five days, and some that carries no date."""
    for number in (1, 6, 7, 14, 21):
        put(archive, draft("It rained.", slug=str(number), published=day(number)))
    put(archive, draft("It rained.", slug="undated"))
    return archive


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    with Archive.open(tmp_path_factory.mktemp("many"), Dice(), holder="a test") as archive:
        put(archive, draft(" ".join(f"Rain number {n}." for n in range(200))))
        yield archive


def test_scores_are_added_by_their_weights(archive, pair):
    """With the rain's vector and the word "ferry", each half prefers its own."""
    vector, cosine = pair
    hits = found(archive, "Ferry?", vector=vector, weights=weights(dense=0.25, lexical=0.75))
    assert hits["ferry"].score == pytest.approx(0.25 * cosine + 0.75, abs=1e-5)
    assert hits["rain"].score == pytest.approx(0.25, abs=1e-5)
    assert list(hits) == ["ferry", "rain"]


def test_weights_decide_the_order(archive, pair):
    """The other way round, the nearer vector comes first."""
    vector, cosine = pair
    hits = found(archive, "Ferry?", vector=vector, weights=weights(dense=0.9, lexical=0.1))
    assert hits["ferry"].score == pytest.approx(0.9 * cosine + 0.1, abs=1e-5)
    assert list(hits) == ["rain", "ferry"]


def test_scores_of_each_half_lie_between_0_and_1(archive, pair):
    """The best match of words has 1, the exact vector 1; what points away has 0."""
    hits = found(archive, "Ferry?", vector=pair[0])
    assert (hits["ferry"].lexical, hits["rain"].lexical) == (1.0, 0.0)
    assert hits["rain"].dense == pytest.approx(1.0, abs=1e-5)
    assert all(hit.dense == 0.0 for hit in found(archive, "Ferry?", vector=-pair[0]).values())


def test_a_passage_with_half_the_best_match_of_words_has_half(archive):
    """Lexical scores are shares of the best one."""
    put(archive, draft("The ferry ran aground off Skerry."))
    asked = sought(archive, "ferry skerry rye")
    put(archive, draft("Rye bread won.", slug="bread"))
    raw = dict(
        archive.words.matching(["ferry", "skerry", "rye"], (1, 2, 2, 1), Scope.of([SHARED]), 9)
    )
    low, high = sorted(raw.values())
    hits = search(archive, [asked], [SHARED], weights=weights(lexical=1.0))
    assert [hit.score for hit in hits] == pytest.approx([1.0, low / high])


def test_names_and_quotations_are_looked_for_as_phrases(archive):
    """Who has both words side by side is found before who has them apart."""
    put(archive, draft("Anna met Mr Holm.", slug="apart"))
    put(archive, draft("Mr Anna Holm met.", slug="phrase"))
    for question in ("Where is Anna Holm?", "Who wrote “anna holm”?"):
        hits = found(archive, question, weights=weights(lexical=1.0))
        assert list(hits) == ["phrase", "apart"]
        assert hits["apart"].score < 1.0


def test_an_outlet_named_is_preferred(archive):
    """The outlet's news gets the boost, and only it."""
    put(archive, draft("It rained.", slug="a", outlet="Vale Herald"))
    put(archive, draft("It poured.", slug="b", outlet="The Lantern"))
    put(archive, draft("It drizzled.", slug="c"))
    asked = "What did the Lantern say of rain?"
    assert scores(archive, asked, weights=weights(outlet=0.3)) == {"b": 0.3, "a": 0.0, "c": 0.0}


def test_freshness_halves_with_age(archive):
    """Today's news counts whole, ten days old news half, twenty days old news a quarter."""
    for number in (1, 11, 21):
        put(archive, draft("It rained.", slug=str(number), published=day(number)))
    given = weights(recency=1.0, half_life_days=10)
    assert scores(archive, "rain", asked_at=TODAY, weights=given) == {
        "21": 1.0,
        "11": 0.5,
        "1": 0.25,
    }


def test_asking_for_the_latest_weighs_freshness_more(archive):
    """A question for the latest uses a weight of its own."""
    put(archive, draft("It rained.", slug="a", published=day(11)))
    given = weights(recency=0.1, latest=0.8, half_life_days=10)
    assert scores(archive, "rain", asked_at=TODAY, weights=given) == {"a": 0.05}
    assert scores(archive, "latest rain", asked_at=TODAY, weights=given) == {"a": 0.4}


def test_news_of_a_time_named_is_preferred(dated):
    """What is of it gets the boost, what came a week after half of it, what came before none."""
    asked = Understood("rain", windows=(SIXTH,))
    given = weights(window=0.4, aftermath_days=7)
    assert scores(dated, asked, asked_at=TODAY, weights=given) == {
        "6": 0.4,  # its first moment is of it
        "7": 0.4,  # its end is not, but no time has gone by
        "14": 0.2,
        "21": 0.1,
        "1": 0.0,
        "undated": 0.0,
    }


def test_a_time_without_end_or_beginning_is_open(dated):
    """Since a day, all that came later is of it; until a day, all that came before."""
    since = Understood("rain", windows=(Window(day(7), None, "since 7 March"),))
    before = Understood("rain", windows=(Window(None, day(7), "before 7 March"),))
    given = weights(window=1.0, aftermath_days=7)
    found_since = scores(dated, since, asked_at=TODAY, weights=given)
    assert found_since == {"7": 1, "14": 1, "21": 1, "1": 0, "6": 0, "undated": 0}
    found_before = scores(dated, before, asked_at=TODAY, weights=given)
    assert found_before == {"1": 1, "6": 1, "7": 0, "14": 0, "21": 0, "undated": 0}


def test_of_several_times_the_nearest_counts(dated):
    """Boosts are not added up."""
    asked = Understood("rain", windows=(SIXTH, Window(day(14), day(15), "on 14 March")))
    given = weights(window=1.0, aftermath_days=7)
    assert scores(dated, asked, asked_at=TODAY, weights=given) == {
        "6": 1.0,
        "14": 1.0,
        "7": 1.0,
        "21": round(0.5 ** (6 / 7), 4),
        "1": 0.0,
        "undated": 0.0,
    }


def test_a_time_named_takes_no_freshness(dated):
    """Of news about last year the newest is not the best, even of its latest."""
    given = weights(recency=1.0, latest=1.0)
    for latest in (False, True):
        asked = Understood("rain", windows=(SIXTH,), latest=latest)
        assert set(scores(dated, asked, asked_at=TODAY, weights=given).values()) == {0.0}


def test_a_time_chosen_by_hand_limits_and_adds_nothing(dated):
    """What is of it is searched like all news, freshness and all."""
    asked = Understood("rain", windows=(Window(day(6), day(14)),))
    given = weights(window=1.0, recency=1.0, half_life_days=14)
    assert scores(dated, asked, asked_at=TODAY, weights=given) == {
        "7": 0.5,
        "6": round(0.5 ** (15 / 14), 4),
        "undated": 0.0,
    }


def test_news_from_the_future_is_hidden(archive):
    """With asked_at, what was published over a day later is not known yet."""
    for slug, published in [("5", day(5)), ("6", day(6) - timedelta(seconds=1)), ("7", day(7))]:
        put(archive, draft("It rained.", slug=slug, published=published))
    assert found(archive, "rain", asked_at=day(5)).keys() == {"5", "6"}
    assert len(found(archive, "rain")) == 3


def test_later_news_does_not_crowd_out_what_was_known(archive):
    """However much came later, what was known when asked is found."""
    put(archive, draft("It rained in a far corner of the vale.", slug="then", published=day(1)))
    later = " ".join(f"Rain rain {number}." for number in range(80))
    put(archive, draft(later, slug="later", title="Rain", published=day(20)))
    assert found(archive, "Rain?", asked_at=day(1)).keys() == {"then"}


def test_undated_news_is_neither_dropped_nor_taken_for_new(archive):
    """Undated news is found, also with asked_at, and gets nothing for freshness."""
    put(archive, draft("It rained.", slug="undated"))
    put(archive, draft("It rained.", slug="old", published=TODAY - timedelta(days=365)))
    hits = found(archive, "latest rain", asked_at=TODAY, weights=weights(latest=1.0))
    assert hits["undated"].score == 0.0
    assert hits["old"].score > 0.0


@pytest.fixture
def stories(archive):
    """Two stories told in two articles each: the first always has more of the words."""
    first = put(archive, draft("Ferry ferry aground.", slug="a1"))
    put(archive, draft("Ferry ferry aground!", slug="a2"), story=first.story)
    second = put(archive, draft("A ferry was aground once more.", slug="b1"))
    put(archive, draft("A ferry was aground once more, twice.", slug="b2"), story=second.story)
    return archive


def order(archive, question, *sides, **more):
    hits = list(found(archive, question, *sides, weights=weights(lexical=1.0, **more)))
    return [slug[0] for slug in hits], len(hits)


def test_one_passage_of_a_story_comes_first(stories):
    """Each story's best before a second of any; nothing is lost."""
    assert order(stories, "ferry aground") == (["a", "b", "a", "b"], 4)
    hits = found(stories, "ferry aground", count=2, weights=weights(lexical=1.0))
    assert {slug[0] for slug in hits} == {"a", "b"}


def test_a_comparison_and_several_times_need_no_different_stories(stories):
    """There the best passages come first, of whatever story."""
    assert order(stories, "ferry aground", "ferry aground", "ferry")[0] == ["a", "a", "b", "b"]
    times = (SIXTH, Window(day(14), day(15), "on 14 March"))
    assert order(stories, Understood("ferry aground", windows=times))[0] == ["a", "a", "b", "b"]
    assert order(stories, Understood("ferry aground", windows=times[:1]))[0] == ["a", "b"] * 2


def test_a_further_passage_of_an_article_counts_less(archive):
    """One that has the words often leaves room for another that is not much worse."""
    put(archive, draft("Ferry ferry one. Ferry ferry two. Ferry ferry three.", slug="a"))
    put(archive, draft("A ferry was once here and there.", slug="b"))
    near = search(archive, [sought(archive, "ferry")], [SHARED], weights=weights(lexical=1.0))
    gap = next(1 - hit.lexical for hit in near if str(hit.article.address).endswith("b"))
    given = replace(NOTHING, lexical=1.0, retold=0, mixed=0)
    for again, expected in [(gap - 0.01, ["a", "a"]), (gap + 0.01, ["a", "b"])]:
        asked = [sought(archive, "ferry")]
        hits = search(archive, asked, [SHARED], count=2, weights=replace(given, again=again))
        assert [str(hit.article.address)[-1] for hit in hits] == expected


def test_outlets_are_mixed(archive):
    """Of two that are as good, the one of another outlet comes first."""
    for slug, outlet in [("a", "The Lantern"), ("b", "The Lantern"), ("c", "Vale Herald")]:
        put(archive, draft("The ferry.", slug=slug, outlet=outlet))
    given = replace(NOTHING, lexical=1.0)
    hits = search(archive, [sought(archive, "ferry")], [SHARED], count=2, weights=given)
    assert {hit.article.outlet for hit in hits} == {"The Lantern", "Vale Herald"}


def test_the_sides_of_a_comparison_are_joined(archive):
    """The whole's score, and half of the better side's; the sides are searched by themselves."""
    for slug, text in [
        ("ferry", "The ferry."),
        ("rain", "It rained."),
        ("both", "Skerry."),
        ("none", "Bread."),
    ]:
        put(archive, draft(text, slug=slug, title="Notes"))
    found_so = scores(
        archive, "skerry", "ferry", "rain rained", weights=weights(lexical=1.0, side=0.5)
    )
    assert found_so == {"both": 1.0, "ferry": 0.5, "rain": 0.5, "none": 0.0}


def test_of_two_sides_the_better_counts(archive, pair):
    """A passage near both sides gets the nearer one's share, not both."""
    rain, cosine = pair
    whole, side, other = (Sought(Understood("x"), vector) for vector in (rain, rain, -rain))
    hits = search(archive, [whole, side, other], [SHARED], weights=weights(dense=1.0, side=0.5))
    assert [hit.score for hit in hits] == pytest.approx([1.5, cosine + 0.5 * cosine], abs=1e-5)


def test_each_side_has_its_own_outlet_names_and_times(archive):
    """What the question names counts for the side that names it."""
    for slug, outlet in [("a", "The Lantern"), ("b", "Vale Herald")]:
        put(archive, draft("It rained.", slug=slug, outlet=outlet))
    asked = understand(
        "Does the Lantern's report on Anna Holm suggest rain, while the Vale Herald's report on "
        "Ivo Trask suggests snow?",
        archive.outlets([SHARED]),
        asked_at=TODAY,
    )
    whole, *sides = embedded(archive.embedder, asked)
    assert whole.understood == asked
    assert [side.understood.outlets for side in sides] == [("The Lantern",), ("Vale Herald",)]
    assert ["Anna Holm" in side.understood.names for side in sides] == [True, False]
    assert len(embedded(archive.embedder, understand("Where is the ferry?", []))) == 1


def test_no_more_than_asked_for_are_given(archive):
    """`count` passages at most, best first."""
    put(archive, draft(" ".join(f"Rain {n}." for n in range(20))))
    hits = search(archive, [sought(archive, "rain")], [SHARED], count=7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_candidates_are_bounded(many):
    """However many are asked for, no more are weighed than both halves give."""
    hits = search(many, [sought(many, "rain")], [SHARED], count=1_000)
    assert POOL <= len(hits) <= 2 * POOL


def test_the_same_question_gives_the_same_order(many):
    """What scores the same has a fixed order."""
    first, second = (search(many, [sought(many, "rain")], [SHARED]) for _ in range(2))
    assert first == second


@given(st.text())
@example("NEAR(\0 OR*")
@example("“\0 a”")
@example('"" “”')
@example("a" * 5_000)
@example('Does “*” say "\'" while «:» says ‘-’?')
@example("between 31 February 99999 and 0000-00-00")
@example("Between the Lantern's report and the Herald's report, was it or was it not?")
def test_any_question_can_be_asked(many, question):
    """No question breaks the search."""
    understood = understand(question, ["The Lantern"], asked_at=TODAY)
    search(many, embedded(many.embedder, understood), [SHARED], asked_at=TODAY)


def test_an_empty_archive_gives_nothing(archive):
    """Nothing kept, nothing found."""
    assert search(archive, [sought(archive, "rain")], [SHARED]) == []


def test_windows_and_outlets_set_by_hand_limit_the_scope():
    """The asker meant them; together with the day of asking the earlier end counts."""
    chosen = Understood("rain", only=("The Lantern",), windows=(Window(day(3), day(9)),))
    assert scope_of(chosen, [SHARED]) == Scope(
        frozenset({SHARED}), since=day(3), until=day(9), outlets=("The Lantern",)
    )
    assert scope_of(chosen, [SHARED], asked_at=day(4)).until == day(5)
    assert scope_of(chosen, [SHARED], asked_at=day(20)).until == day(9)


def test_windows_and_outlets_told_in_words_do_not():
    """They are preferred: what was understood may have been misunderstood."""
    told = Understood("rain", outlets=("The Lantern",), windows=(SIXTH,))
    assert scope_of(told, [SHARED, "guild-1"]) == Scope.of([SHARED, "guild-1"])
    assert scope_of(told, [SHARED], asked_at=day(4)) == Scope(frozenset({SHARED}), until=day(5))


def test_what_was_known_by_a_day_limits_the_scope():
    """As of a day asked about, nothing later counts."""
    assert scope_of(Understood("rain", as_of=day(3)), [SHARED]).as_of == day(3)


def retrieved(number: int | None) -> Retrieved:
    """A passage of an article of a day in March."""
    article = Article(
        title="Rain",
        text="It rained.",
        id=str(number),
        library=SHARED,
        revision=1,
        first_seen=day(1),
        story=str(number),
        published=day(number) if number else None,
    )
    return Retrieved(Passage("p", article.id, 1, 0, 10, "It rained."), article, 1.0)


def days(found):
    return [[hit.article.published and hit.article.published.day for hit in part] for part in found]


def test_a_strict_window_is_answered_by_what_is_of_it():
    """What is dated in it, or within the week that tells of it; then, apart, the undated."""
    hits = [retrieved(number) for number in (20, 6, None, 5, 13, 14, 15, 7)]
    assert days(apart(hits, [SIXTH])) == [[6, 13, 14, 7], [None]]


def test_several_strict_windows_are_answered_by_any():
    """Each time asked about may be told of."""
    hits = [retrieved(number) for number in (1, 6, 20, 29)]
    assert days(apart(hits, [SIXTH, Window(day(20), day(21), "on 20 March")])) == [[6, 20], []]


def test_other_windows_are_answered_by_all():
    """When a thing happened may be told much later; without a window there is nothing to set."""
    hits = [retrieved(number) for number in (20, None, 1)]
    lenient = replace(SIXTH, strict=False)
    assert days(apart(hits, [])) == days(apart(hits, [lenient])) == [[20, None, 1]]


def test_a_strict_window_with_nothing_in_it_leaves_nothing():
    """Older and much later news is no answer."""
    assert apart([retrieved(1), retrieved(28)], [SIXTH]) == [[], []]
    assert apart([], [SIXTH]) == [[], []]


def test_what_came_after_an_open_end_cannot_answer(archive):
    """Before a vote leaves no room for the days after it; last week does."""
    put(archive, draft("It rained.", slug="after", published=day(8)))
    (late,) = search(archive, [sought(archive, "rain")], [SHARED])
    until = Window(None, day(7), "before 7 March")
    week = Window(day(1), day(7), "last week")
    assert apart([late], [until]) == [[], []]
    assert apart([late], [week]) == [[late], []]
