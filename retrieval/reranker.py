"""What was found, put in order by a cross-encoder that reads question and passage together.

It is optional, and search goes on without it: when it cannot be loaded or fails, the order stays.
"""

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from retrieval.errors import RerankerUnavailable
from retrieval.news import Retrieved

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

log = logging.getLogger(__name__)

RERANKED = 20
"""So many of the best are read again; the rest follows. Not tuned: a model of six layers takes some
2.5 seconds of one processor for as many passages."""
NOTE = "Ordered without the reranking model, which does not work here."

_TOGETHER = 16
_MAX_TOKENS = 512
"""Passages are shorter; a model that could read thousands would only be slower."""


class Reranker:
    """A cross-encoder held open: any sentence-transformers name or folder, loaded on first use.

    Scoring raises RerankerUnavailable when it fails, or when the model cannot be loaded: then also
    ever after, without trying again.
    """

    def __init__(self, model: str) -> None:
        self.name = model
        self._busy = Lock()
        self._model: CrossEncoder | None = None
        self._refused: str | None = None
        self._told = False

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """How likely each text answers the question, from 0 to 1."""
        if not texts:
            return []
        with self._busy:
            return self._scores(self._loaded(), [(question, text) for text in texts])

    def warm(self) -> None:
        """Load the model now rather than with the first question; the log says if it cannot."""
        try:
            self.score("warm", ["warm"])
        except RerankerUnavailable as error:
            self.tell(error)

    def tell(self, error: RerankerUnavailable) -> None:
        """Log why answers come without the model, the first time."""
        if not self._told:
            log.warning("%s Answers are given without it.", error)
            self._told = True

    def _scores(self, model: "CrossEncoder", pairs: list[tuple[str, str]]) -> list[float]:
        from torch.nn import Sigmoid

        try:
            # Some models are saved with their bare logits, some with a sigmoid: here all get one.
            found = model.predict(
                pairs, batch_size=_TOGETHER, activation_fn=Sigmoid(), show_progress_bar=False
            )
        except Exception as error:
            message = f"The reranking model {self.name!r} failed ({type(error).__name__})."
            raise RerankerUnavailable(message) from error
        scores = [float(score) for score in found]
        if not all(map(math.isfinite, scores)):
            raise RerankerUnavailable(f"The reranking model {self.name!r} gives no numbers.")
        return scores

    def _loaded(self) -> "CrossEncoder":
        if self._refused is not None:
            raise RerankerUnavailable(self._refused)
        if self._model is None:
            try:
                self._model = _load(self.name)
            except RerankerUnavailable as error:
                self._refused = str(error)
                raise
        return self._model


@dataclass(frozen=True, slots=True)
class Reranked:
    """What was found, best first; `note` says when the model could not be asked."""

    found: Sequence[Retrieved]
    note: str | None = None


def rerank(found: Sequence[Retrieved], question: str, reranker: Reranker | None) -> Reranked:
    """Put the first of what was found in the model's order, ties as they were; the rest follows.

    Nothing but the order changes: `score`, `dense` and `lexical` stay what the search gave.
    """
    first = found[:RERANKED]
    if reranker is None or len(first) <= 1:
        return Reranked(found)
    try:
        scores = reranker.score(question, [_text(one) for one in first])
    except RerankerUnavailable as error:
        reranker.tell(error)
        return Reranked(found, NOTE)
    order = sorted(range(len(first)), key=lambda place: (-scores[place], -first[place].score))
    return Reranked([*(first[place] for place in order), *found[RERANKED:]])


def _text(found: Retrieved) -> str:
    return f"{found.article.title}\n{found.passage.text}"


def _load(name: str) -> "CrossEncoder":
    # Importing it costs seconds, which commands that search nothing should not pay.
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging as bars

    bars.disable_progress_bar()  # type: ignore[no-untyped-call]  # it has no types
    try:
        model: CrossEncoder = CrossEncoder(name)
    except Exception as error:
        raise RerankerUnavailable(
            f"The reranking model {name!r} cannot be loaded ({type(error).__name__}); set "
            "RERANKER_MODEL to a cross-encoder's name that this machine can download, or to its "
            "folder, or unset it."
        ) from error
    if not _scores_pairs(model):
        raise RerankerUnavailable(
            f"The model {name!r} does not give one score for a question and a passage; set "
            "RERANKER_MODEL to a cross-encoder for reranking, or unset it."
        )
    model.max_seq_length = min(model.max_seq_length or _MAX_TOKENS, _MAX_TOKENS)
    return model


def _scores_pairs(model: "CrossEncoder") -> bool:
    """Whether the model has one label and a trained head for it.

    An embedding model is loaded just as well, with a head of random numbers.
    """
    named = (model.config and model.config.architectures) or []
    bare = len(model) == 1 and not any(one.endswith("ForSequenceClassification") for one in named)
    return model.num_labels == 1 and not bare
