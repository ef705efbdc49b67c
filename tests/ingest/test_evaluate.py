"""The benchmark's measure, on pages small enough to reckon by hand."""

import gzip
import json

import pytest

from ingest import evaluate
from retrieval.errors import SourceUnreadable


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "html").mkdir()
    return tmp_path


def saved(folder, **articles):
    truth = {}
    for key, (html, body) in articles.items():
        (folder / "html" / f"{key}.html.gz").write_bytes(gzip.compress(html.encode()))
        truth[key] = {"articleBody": body, "url": f"https://skarn.example/{key}"}
    (folder / "ground-truth.json").write_text(json.dumps(truth))
    return evaluate.pages(folder)


def test_shares_of_a_page(folder):
    """Right, wrong and missed runs of four words are shares of all of them."""
    [page] = saved(folder, a=("", "one two three four five six"))
    got = evaluate.score(page, "two three four five six seven")
    assert (got.right, got.wrong, got.missed) == (0.5, 0.25, 0.25)
    assert got.f1 == pytest.approx(2 / 3)


def test_runs_are_counted_as_often_as_they_stand():
    """A paragraph given twice is once too often; a short text is one run; none has none."""
    assert evaluate.shingles("a b c d a b c d")["a", "b", "c", "d"] == 2
    assert evaluate.shingles("a, b!") == {("a", "b"): 1}
    assert not evaluate.shingles(" … ")


def test_folder_averages(folder):
    """Precision leaves out the pages that gave nothing; F1 is of the two averages."""
    found = saved(folder, a=("x", "one two three four"), b=("y", "one two three four"))
    texts = {"x": "one two three four", "y": ""}
    pages = list(evaluate.scored(found, lambda html, _url: texts[html]))
    scores = evaluate.summed(pages, seconds=2)
    assert (scores.precision.value, scores.recall.value) == (1.0, 0.5)
    assert scores.f1.value == pytest.approx(2 / 3)
    assert (scores.empty, scores.pages_per_second) == (1, 1.0)
    assert scores.recall.deviation == pytest.approx(0.35, abs=0.05)
    assert [page.key for page in scores.worst(1)] == ["b"]


def test_a_refused_page_is_an_empty_one(folder):
    """What cannot be read scores nothing, and the rest is scored."""

    def refuse(_html, _url):
        raise SourceUnreadable("No.")

    [page] = evaluate.scored(saved(folder, a=("x", "one two three four")), refuse)
    assert (page.right, page.missed, page.empty) == (0, 1, True)


@pytest.mark.parametrize(
    "truth",
    [None, "{broken", "[]", "3", "{}", '{"a": {}}', '{"a": 3}', '{"a": {"articleBody": 1}}'],
)
def test_other_folders_are_named(folder, truth):
    """A folder that is no benchmark's is told in one sentence that names the form."""
    if truth is not None:
        (folder / "ground-truth.json").write_text(truth)
    with pytest.raises(SourceUnreadable, match=r"html/\*\.html\.gz\.$"):
        evaluate.pages(folder)


def test_a_page_that_cannot_be_unpacked(folder):
    """A damaged file is named."""
    saved(folder, a=("x", "one two three four"))
    (folder / "html" / "a.html.gz").write_bytes(b"no gzip")
    with pytest.raises(SourceUnreadable, match=r"a\.html\.gz cannot be unpacked"):
        list(evaluate.scored(evaluate.pages(folder), lambda html, _url: html))
