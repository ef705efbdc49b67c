"""The exported graph: it says what the model says, and stands in for it without torch."""

import json
import logging
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from retrieval import exporting, models
from retrieval.embeddings import Embedder
from retrieval.errors import EmbeddingModelMissing
from retrieval.exported import GRAPH, ExportedModel, NotExported
from retrieval.models import PREPARING
from tests.retrieval.test_embeddings import NEWS

TEXTS = [*NEWS, "Årsmøtet på Tromsøya – «ja»!", "市議会は 🙂 予算案を可決した。", "\n  blanks \t"]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz .,"]
WORDS += [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
SCRIPT = """
import sys
from pathlib import Path
from retrieval.embeddings import Embedder
told = []
embedder = Embedder(sys.argv[1] or None, Path(sys.argv[2]), lambda *said: told.append(said))
embedder.count(["one"])
embedder.embed(["one", "two"])
print(*told, *sys.modules)
"""


@pytest.fixture
def tiny(tmp_path):
    """Makes a small random BERT with the pooling asked for; gives its folder."""

    def make(name="tiny", pooling="mean", seed=0, **saved):
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import (
            Normalize,
            Pooling,
            Transformer,
        )
        from transformers import BertConfig, BertModel, BertTokenizer

        torch.manual_seed(seed)
        folder = tmp_path / name
        folder.mkdir()
        vocabulary = folder / "vocab.txt"
        vocabulary.write_text("\n".join(WORDS), "utf-8")
        BertTokenizer(vocab_file=str(vocabulary)).save_pretrained(folder / "bert")
        sizes: dict[str, Any] = {
            "hidden_size": 32,
            "intermediate_size": 64,
            "max_position_embeddings": 64,
        }
        depth: dict[str, Any] = {"num_hidden_layers": 2, "num_attention_heads": 2}
        config = BertConfig(vocab_size=len(WORDS), **sizes, **depth)
        BertModel(config).save_pretrained(folder / "bert")
        parts = [Transformer(str(folder / "bert"), max_seq_length=48), Pooling(32, pooling)]
        if saved.pop("normalize", False):
            parts.append(Normalize())
        SentenceTransformer(modules=parts, device="cpu", **saved).save(str(folder / "model"))
        return folder / "model"

    return make


@pytest.fixture
def at_hand(monkeypatch):
    """Exports in this process, which has torch already: what a process of its own would write."""

    def export(source, _name, folder):
        assert exporting.main(source, folder) == 0

    monkeypatch.setattr(models, "_export", export)


def told_by(embedder):
    """What an embedder told of while it embedded."""
    told = []
    embedder._on_progress = lambda what, _done, _total: told.append(what)
    embedder.embed(["one"])
    return told


def exported(cache):
    return [one for one in cache.iterdir() if one.is_dir()]


def test_the_bundled_models_vectors_are_near_torchs(embedder):
    """8-bit weights keep the vectors of news within a cosine of .97, on average .99."""
    cosines = (embedder.embed(TEXTS) * Embedder().embed(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.95
    assert cosines.mean() > 0.985


@pytest.mark.parametrize(
    "made", [{"pooling": "cls"}, {"normalize": True}, {"pooling": "max"}], ids=str
)
def test_an_exact_graph_says_what_the_model_says(tiny, tmp_path, monkeypatch, made):
    """Pooling and normalising are in the graph, whatever the model's are."""
    monkeypatch.setattr(exporting, "INT8", False)
    folder = tmp_path / "graph"
    source = str(tiny(**made))
    assert exporting.main(source, folder) == 0
    graph, torch = ExportedModel(folder), Embedder(source)
    expected = torch.embed(TEXTS)
    assert (graph.encode(TEXTS) * expected).sum(axis=1).min() > 0.999
    assert graph.max_tokens == torch.max_tokens == 48
    assert graph.width == expected.shape[1]
    assert len(graph.tokenizer.encode("a b c").ids) == torch.count(["a b c"])[0]


def test_a_model_is_exported_once_and_told_of(tiny, tmp_path):
    """The first use tells of it and leaves a graph; the second finds the graph."""
    model, cache = str(tiny()), tmp_path / "models"
    assert told_by(Embedder(model, cache)) == [PREPARING]
    assert told_by(Embedder(model, cache)) == []


def test_how_a_model_runs_is_told_in_words(tiny, tmp_path, at_hand):
    """Before its first use, after it, and where it cannot be exported."""
    cache = tmp_path / "models"
    plain = Embedder(str(tiny()), cache)
    assert models.in_words(plain.fingerprint, cache) == "prepared on first use"
    plain.warm()
    assert models.in_words(plain.fingerprint, cache) == "ready without torch"
    prompted = Embedder(str(tiny("other", prompts={"q": "a "}, default_prompt_name="q")), cache)
    prompted.warm()
    told = models.in_words(prompted.fingerprint, cache)
    assert told == "run by torch: it puts a prompt before each text"


def test_each_model_has_a_graph_of_its_own(tiny, tmp_path, at_hand):
    """Two models share a cache and are not taken for each other."""
    cache = tmp_path / "models"
    for name, seed in (("one", 1), ("two", 2)):
        made = str(tiny(name, seed=seed))
        found, expected = Embedder(made, cache).embed(TEXTS), Embedder(made).embed(TEXTS)
        assert (found * expected).sum(axis=1).min() > 0.95
    assert len(exported(cache)) == 2


def test_an_exported_model_needs_no_torch(embedder):
    """Neither the export nor the use of its graph brings torch into the process."""
    embedder.warm()
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, "", embedder._cache],
        capture_output=True,
        text=True,
        check=True,
    )
    assert PREPARING not in ran.stdout
    assert not {"torch", "transformers", "sentence_transformers", "onnx"} & set(ran.stdout.split())


@pytest.mark.parametrize("keep", [0, 1_000], ids=["emptied", "cut"])
def test_a_damaged_graph_is_made_anew(tiny, tmp_path, at_hand, keep):
    """A graph that is not whole is exported again, not believed."""
    model, cache = str(tiny()), tmp_path / "models"
    expected = Embedder(model, cache).embed(TEXTS)
    file = exported(cache)[0] / GRAPH
    file.write_bytes(file.read_bytes()[:keep])
    again = Embedder(model, cache)
    assert told_by(again) == [PREPARING]
    assert np.allclose(again.embed(TEXTS), expected)


def test_one_wrong_byte_is_noticed(tiny, tmp_path, at_hand):
    """A graph that still loads but is not what was written is no graph."""
    model, cache = str(tiny()), tmp_path / "models"
    Embedder(model, cache).warm()
    file = exported(cache)[0] / GRAPH
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(NotExported):
        ExportedModel(file.parent)


def test_a_model_with_a_prompt_stays_with_torch(tiny, tmp_path, at_hand, caplog):
    """What cannot be exported is said once, remembered, and run by torch."""
    model = str(tiny(prompts={"query": "a "}, default_prompt_name="query"))
    cache = tmp_path / "models"
    with caplog.at_level(logging.WARNING):
        first = Embedder(model, cache).embed(TEXTS)
    assert [one.message for one in caplog.records if one.name == "retrieval.models"] == [
        f"The model {model} stays with torch, which is slower: it puts a prompt before each text."
    ]
    caplog.clear()
    again = Embedder(model, cache)
    assert told_by(again) == []
    assert np.allclose(first, again.embed(TEXTS), atol=1e-3)
    assert "stays with torch" not in caplog.text


def test_a_model_that_cannot_be_traced_stays_with_torch(tiny, tmp_path, monkeypatch):
    """Whatever the exporter raises, the reason is kept and no graph."""

    def fail(*_given):
        raise RuntimeError("no such operator\nand more")

    monkeypatch.setattr(exporting, "_write_graph", fail)
    assert exporting.main(str(tiny()), tmp_path / "graph") == 0
    about = json.loads((tmp_path / "graph" / "about.json").read_text("utf-8"))
    assert about == {"reason": "RuntimeError: no such operator"}


def test_a_graph_that_disagrees_is_not_used(tiny, tmp_path, monkeypatch):
    """Vectors that differ from torch's are a reason to stay with torch."""
    monkeypatch.setattr(exporting, "_agreement", lambda *_given: 0.5)
    exporting.main(str(tiny()), tmp_path / "graph")
    with pytest.raises(NotExported, match="differ from torch's"):
        ExportedModel(tmp_path / "graph")


def test_weights_stay_exact_where_8_bits_say_something_else(tiny, tmp_path, monkeypatch):
    """8-bit weights that change the vectors are not kept."""
    cosines = iter([1.0, 0.5])
    monkeypatch.setattr(exporting, "_agreement", lambda *_given: next(cosines))
    exporting.main(str(tiny()), tmp_path / "graph")
    assert "weights" not in json.loads((tmp_path / "graph" / "about.json").read_text("utf-8"))
    ExportedModel(tmp_path / "graph")
    assert sorted(file.name for file in (tmp_path / "graph").iterdir()) == [
        "about.json",
        "model.onnx",
        "tokenizer.json",
    ]


def test_what_a_killed_export_left_does_no_harm(tiny, tmp_path, at_hand):
    """A part of a graph is no graph, and the next export clears it away."""
    model, cache = str(tiny()), tmp_path / "models"
    Embedder(model, cache).warm()
    whole = exported(cache)[0]
    part = whole.with_suffix(".part")
    whole.rename(part)
    (part / "about.json").unlink()
    assert told_by(Embedder(model, cache)) == [PREPARING]
    assert exported(cache) == [whole]


def test_two_processes_export_once(tiny, tmp_path):
    """Two that need the same graph at the same time both get it."""
    model, cache = str(tiny()), tmp_path / "models"
    command = [sys.executable, "-c", SCRIPT, model, cache]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate()[0].split() for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert not any("torch" in one for one in said)
    assert len(exported(cache)) == 1


def test_a_folder_that_cannot_be_written_leaves_torch(tiny, tmp_path, caplog):
    """Without room for a graph, the model runs as it did before."""
    (tmp_path / "models").write_text("a file, no folder", "utf-8")
    vectors = Embedder(str(tiny()), tmp_path / "models").embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 32)
    assert "stays with torch" in caplog.text


def test_a_missing_model_is_said_as_ever(tmp_path):
    """A name that nothing is behind raises what it always raised."""
    with pytest.raises(EmbeddingModelMissing, match="set EMBEDDING_MODEL"):
        Embedder("nobody/nothing", tmp_path / "models").warm()
