"""The dense half of a search: the same hits by Chroma as by comparing every vector."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import dense
from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.scope import Scope
from tests.retrieval.drafts import Dice, day, draft, passage_ids, put

OURS, THEIRS = "guild-1", "guild-2"
OUTLETS = ("The Lantern", "Vale Herald", None)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Some 300 passages of three libraries, outlets and weeks, after revisions and removals."""
    with Archive.open(tmp_path_factory.mktemp("many"), Dice(), holder="a test") as archive:
        for number in range(36):
            library = (SHARED, OURS, THEIRS)[number % 3]
            made = draft(
                " ".join(f"Boat {number}.{n} is late." for n in range(12)),
                slug=str(number),
                outlet=OUTLETS[number % 5 % 3],
                published=day(1 + number % 28) if number % 7 else None,
            )
            kept = put(archive, made, library)
            if number % 4 == 0:
                shorter = draft(made.text[: len(made.text) // 2], slug=str(number))
                put(archive, shorter, library)
            if number % 9 == 0:
                archive.remove(kept.id, [library])
            if number % 11 == 0:
                archive.withdraw(kept.id, library)
        yield archive


scopes = st.builds(
    Scope,
    st.frozensets(st.sampled_from([SHARED, OURS, THEIRS]), min_size=1),
    since=st.none() | st.integers(1, 28).map(day),
    until=st.none() | st.integers(1, 28).map(day),
    outlets=st.sampled_from([(), ("The Lantern",), ("The Lantern", "Vale Herald"), ("None",)]),
    as_of=st.none() | st.just(day(1).replace(year=2100)),
)


def by_hand(archive, vector, scope, count):
    """What must come out: every passage that stands, filtered and sorted in the plain way."""
    standing = []
    for library in scope.libraries:
        for article in archive.articles([library], limit=1_000):
            dated = article.published is None or (
                (scope.since is None or article.published >= scope.since)
                and (scope.until is None or article.published < scope.until)
            )
            if dated and (not scope.outlets or article.outlet in scope.outlets):
                standing += passage_ids(archive, article)
    vectors = archive.dense.vectors(standing, scope.libraries)
    scored = [(id_, float(np.dot(vector, own))) for id_, own in vectors.items()]
    return sorted(scored, key=lambda hit: -hit[1])[:count]


def assert_same(hits, wanted):
    assert [id_ for id_, _ in hits] == [id_ for id_, _ in wanted]
    assert [score for _, score in hits] == pytest.approx([s for _, s in wanted], abs=1e-5)


@given(scope=scopes, about=st.text(max_size=20), count=st.integers(1, 400))
def test_few_are_compared_exactly(many, scope, about, count):
    """What is found is what a comparison with every vector gives, in its order."""
    vector = many.embedder.embed([about])[0]
    assert_same(many.dense.nearest(vector, scope, count), by_hand(many, vector, scope, count))


@settings(max_examples=40)
@given(scope=scopes, about=st.text(max_size=20), count=st.integers(1, 20))
def test_chroma_gives_the_same(many, scope, about, count):
    """Asked for more than is wanted, it loses nothing of it, whatever was deleted before."""
    vector = many.embedder.embed([about])[0]
    few = dense._FEW
    dense._FEW = 0
    try:
        hits = many.dense.nearest(vector, scope, count)
    finally:
        dense._FEW = few
    assert_same(hits, by_hand(many, vector, scope, count))


def test_earlier_words_are_found_beside_chromas(archive, monkeypatch):
    """Chroma holds what stands; the words of then are compared one by one."""
    monkeypatch.setattr(dense, "_FEW", 1)
    for slug, text in [
        ("a", "The ferry is late. It rained."),
        ("a", "The ferry is here. It rained."),
        ("b", "Snow fell. Nobody came."),
    ]:
        put(archive, draft(text, slug=slug, published=day(1)))
    rows = archive._database.read("SELECT id FROM passages WHERE ready < 0")
    vector = archive.dense.vectors([rows[0]["id"]], [SHARED])[rows[0]["id"]]
    scope = Scope(frozenset({SHARED}), as_of=day(2))  # the first revisions stand in
    hits = archive.dense.nearest(vector, scope, 10)
    assert hits[0] == (rows[0]["id"], pytest.approx(1.0, abs=1e-5))
    assert len(hits) == 4
    assert [score for _, score in hits] == sorted((s for _, s in hits), reverse=True)


def test_named_passages_get_the_same_similarity(many):
    """A passage that only words found is judged as if vectors had found it."""
    vector = many.embedder.embed(["anything"])[0]
    scope = Scope.of([SHARED, OURS])
    hits = dict(by_hand(many, vector, scope, 300))
    assert many.dense.similarities(list(hits), vector, scope) == pytest.approx(hits, abs=1e-5)
    assert many.dense.similarities(["nothing"], vector, scope) == {}
    assert many.dense.similarities([], vector, scope) == {}


def test_nothing_kept_nothing_found(archive):
    """An empty archive, and a scope that nothing is in, give no hits."""
    vector = archive.embedder.embed(["ferry"])[0]
    assert archive.dense.nearest(vector, Scope.of([SHARED]), 5) == []
    put(archive, draft("The ferry is late.", published=day(3)))
    assert archive.dense.nearest(vector, Scope(frozenset({SHARED}), until=day(1)), 5) == []
    assert archive.dense.nearest(vector, Scope.of([]), 5) == []
