"""Vectors: what they promise whatever the processor computes them with."""

import time
from threading import Thread

import numpy as np
import pytest

from retrieval import embeddings

NEWS = [
    "The ferry between the two islands will run again from Monday, the harbour master said.",
    "Ministers agreed on a budget of 4.2 billion crowns after eleven hours of talks.",
    "Rain.",
    "“We lost the match in the first half,” the coach said, and named no one. " * 6,
    "A fire in a paper mill at Norrby was put out on Thursday; nobody was hurt.",
    "",
    "The court heard that the signature on the contract was made with a stamp. " * 30,
]


def test_vectors_are_float32_of_unit_length_in_the_order_of_their_texts(embedder):
    """One row a text, in order, each float32 and of unit length, however they were batched."""
    texts = NEWS * 7
    vectors = embedder.embed(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = np.vstack([embedder.embed([text]) for text in NEWS])
    assert (vectors[: len(NEWS)] * alone).sum(axis=1).min() > 0.999
    assert (vectors[-len(NEWS) :] * alone).sum(axis=1).min() > 0.999


def test_no_text_has_no_vector(embedder):
    """Nothing to embed gives an empty table of the model's width."""
    assert embedder.embed([]).shape == (0, embedder.embed(["one"]).shape[1])


def test_bfloat16_says_the_same_as_float32(embedder, monkeypatch):
    """Where the processor has bfloat16, its vectors agree with float32 to a cosine of .999."""
    if not embeddings.has_bf16():
        pytest.skip("this processor has no bfloat16 instructions, so all vectors are float32's")
    quick = embedder.embed(NEWS)
    monkeypatch.setattr(embeddings, "has_bf16", lambda: False)
    exact = embedder.embed(NEWS)
    assert not np.array_equal(quick, exact)
    assert (quick * exact).sum(axis=1).min() >= 0.999


def test_a_question_goes_before_the_rest_of_a_long_run(embedder):
    """A text asked for while many are embedded is not kept until all of them are done."""
    done = []

    def embed_many():
        embedder.embed(NEWS * 40)
        done.append("many")

    many = Thread(target=embed_many)
    many.start()
    time.sleep(0.05)
    embedder.embed(["Who put the fire out?"])
    done.append("question")
    many.join()
    assert done == ["question", "many"]
