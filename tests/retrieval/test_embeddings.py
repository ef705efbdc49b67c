"""Vectors: what they promise whatever the processor computes them with."""

import time
from threading import Thread

import numpy as np
import pytest

from retrieval import torch_model
from retrieval.embeddings import Embedder

NEWS = [
    "The ferry between the two islands will run again from Monday, the harbour master said.",
    "Ministers agreed on a budget of 4.2 billion crowns after eleven hours of talks.",
    "Rain.",
    "“We lost the match in the first half,” the coach said, and named no one. " * 6,
    "A fire in a paper mill at Norrby was put out on Thursday; nobody was hurt.",
    "",
    "The court heard that the signature on the contract was made with a stamp. " * 30,
]


@pytest.fixture(scope="module")
def torch_embedder():
    """The bundled model through torch, as it runs without a cache."""
    return Embedder()


@pytest.fixture(params=["exported", "torch"])
def either(request, embedder, torch_embedder):
    """The bundled model, run either way."""
    return embedder if request.param == "exported" else torch_embedder


def test_vectors_are_float32_of_unit_length_in_the_order_of_their_texts(either):
    """One row a text, in order, each float32 and of unit length, however they were batched."""
    texts = NEWS * 7
    vectors = either.embed(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = np.vstack([either.embed([text]) for text in NEWS])
    assert (vectors[: len(NEWS)] * alone).sum(axis=1).min() > 0.97
    assert (vectors[-len(NEWS) :] * alone).sum(axis=1).min() > 0.97


def test_no_text_has_no_vector(either):
    """Nothing to embed gives an empty table of the model's width."""
    assert either.embed([]).shape == (0, either.embed(["one"]).shape[1])


def test_bfloat16_says_the_same_as_float32(torch_embedder, monkeypatch):
    """Where the processor has bfloat16, its vectors agree with float32 to a cosine of .999."""
    if not torch_model.has_bf16():
        pytest.skip("this processor has no bfloat16 instructions, so all vectors are float32's")
    quick = torch_embedder.embed(NEWS)
    monkeypatch.setattr(torch_model, "has_bf16", lambda: False)
    exact = torch_embedder.embed(NEWS)
    assert not np.array_equal(quick, exact)
    assert (quick * exact).sum(axis=1).min() >= 0.999


def test_a_question_goes_before_the_rest_of_a_long_run(either):
    """A text asked for while many are embedded is not kept until all of them are done."""
    either.warm()
    done = []

    def embed_many():
        either.embed(NEWS * 30)
        done.append("many")

    many = Thread(target=embed_many)
    many.start()
    time.sleep(0.05)
    either.embed(["Who put the fire out?"])
    done.append("question")
    many.join()
    assert done == ["question", "many"]


def test_many_threads_get_the_vectors_of_their_own_texts(embedder):
    """Texts embedded at the same time do not get each other's vectors."""
    alone = {text: embedder.embed([text])[0] for text in NEWS}
    found = {}

    def embed(text):
        found[text] = [embedder.embed([text])[0] for _ in range(5)]

    threads = [Thread(target=embed, args=[text]) for text in NEWS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.allclose(one, alone[text], atol=1e-5) for text in NEWS for one in found[text])
