"""Passages: exact offsets, nothing lost, never more than the model reads."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunk import passages
from retrieval.sentences import sentences

WORDS = st.text("abcdefg éß", min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: " ".join(words) + ".")
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=9)


def count(texts):
    """Count as a model does: a token a word, and two more for every text."""
    return [len(text.split()) + 2 for text in texts]


@settings(max_examples=150, deadline=None)
@given(TEXTS.map("\n\n".join), WORDS, st.integers(24, 256))
def test_passages_hold_what_they_promise(text, title, limit):
    """Offsets are exact, in order, within the cap with the title line, and cover every sentence."""
    spans = passages(title, text, count, limit)
    covered = set()
    for span in spans:
        passage = text[span.start : span.end]
        assert passage
        assert passage == passage.strip()
        assert count([f"{title}\n{passage}"])[0] <= limit
        covered.update(range(span.start, span.end))
    assert [span.start for span in spans] == sorted({span.start for span in spans})
    assert [span.end for span in spans] == sorted({span.end for span in spans})
    for sentence in sentences(text):
        letters = (n for n in range(sentence.start, sentence.end) if not text[n].isspace())
        assert covered.issuperset(letters)


def test_short_article_is_one_passage():
    """An article that fits is not cut."""
    text = "One came.\n\nTwo came."
    (span,) = passages("Seals", text, count, 256)
    assert text[span.start : span.end] == text


def test_passages_overlap_by_a_sentence():
    """Each passage begins with the sentence before it, where that fits."""
    text = "\n\n".join(f"Sentence {n} " + "word " * 38 + "end." for n in range(12))
    spans = passages("Seals", text, count, 256)
    assert len(spans) > 1
    assert all(after.start < before.end for before, after in pairwise(spans))


def test_overlong_sentence_is_cut_at_spaces():
    """A sentence longer than the model reads is cut between words, and nothing of it is lost."""
    text = "word " * 999 + "end."
    spans = passages("Seals", text, count, 256)
    assert " ".join(text[span.start : span.end] for span in spans) == text


def test_sentences_are_counted_in_one_call():
    """Counting is the slow part: one batch, unless a sentence must be cut."""
    calls = []

    def counting(texts):
        calls.append(texts)
        return count(texts)

    text = "\n\n".join("Some words stand here." for _ in range(200))
    passages("Seals", text, counting, 256)
    assert len(calls) == 1


def test_real_tokens(embedder):
    """The bundled model's own count stays within its limit, also for scripts it does not know."""
    text = "\n\n".join(
        ["Eleven seals came to the pier." * 9, "海豹来到码头。" * 80, "x" * 3000] * 4
    )
    title = "Seals take over the pier at Skarn"
    spans = passages(title, text, embedder.count, embedder.max_tokens)
    embedded = [f"{title}\n{text[span.start : span.end]}" for span in spans]
    assert max(embedder.count(embedded)) <= embedder.max_tokens


def test_no_text():
    """No text, no passages."""
    assert passages("Seals", "", count, 256) == []
