"""An embedding model run by sentence-transformers: any model, and a GPU where there is one."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import EmbeddingModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

_TOGETHER = 16
"""Texts embedded in one go on a CPU: of 8 to 128, 8 and 16 ran fastest, 128 a quarter slower."""
_TOGETHER_ELSEWHERE = 32
_STEP = 32
_EVEN = {"text": {"pad_to_multiple_of": _STEP}}
"""Batches of ever new lengths leave holes in the heap: 50 to 200 MB more after some hundred texts,
and no more speed."""
_BF16 = ("avx512_bf16", "amx_bf16")
"""Instructions of x86 processors with which bfloat16 was 3 times as fast as float32."""


class TorchModel:
    """A loaded sentence-transformers model; raises EmbeddingModelMissing when it cannot be."""

    def __init__(self, source: str, name: str) -> None:
        self._model = loaded(source, name)
        self._on_cpu = self._model.device.type == "cpu"
        self.together = _TOGETHER if self._on_cpu else _TOGETHER_ELSEWHERE
        self.width = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 512)

    @property
    def tokenizer(self) -> "Tokenizer":
        """A tokenizer of the caller's own, as the model's cuts words."""
        from tokenizers import Tokenizer

        return Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str())

    def encode(self, batch: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of one batch of texts."""
        even: dict[str, Any] = {"processing_kwargs": _EVEN} if self._fills_up(batch) else {}
        with self._precision():
            vectors = self._model.encode(
                list(batch),
                batch_size=len(batch),
                normalize_embeddings=True,
                show_progress_bar=False,
                **even,
            )
        return np.asarray(vectors, dtype=np.float32)

    def _fills_up(self, batch: Sequence[str]) -> bool:
        """Whether a batch is a full one, of a run, which its model reads in even lengths."""
        return (
            self._on_cpu
            and len(batch) == self.together
            and hasattr(self._model[0], "processing_kwargs")
            and self.max_tokens % _STEP == 0
        )

    def _precision(self) -> AbstractContextManager[object]:
        """Compute in bfloat16 where the processor has instructions for it; vectors stay float32."""
        import torch

        if self._on_cpu and has_bf16():
            return torch.autocast("cpu", dtype=torch.bfloat16)
        return nullcontext()


def loaded(source: str, name: str, device: str | None = None) -> "SentenceTransformer":
    """The model of a folder or of the hub; raises EmbeddingModelMissing."""
    # Importing it costs seconds, which commands that embed nothing should not pay.
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it has no types
    try:
        return SentenceTransformer(source, device=device)
    except (OSError, ValueError) as error:
        raise missing(name) from error


def missing(name: str) -> EmbeddingModelMissing:
    """The failure that says there is no such model, and what to do."""
    return EmbeddingModelMissing(
        f"The embedding model {name!r} cannot be loaded; set EMBEDDING_MODEL to a "
        "sentence-transformers name that this machine can download, or to a model's folder."
    )


def has_bf16() -> bool:
    """Whether this processor multiplies bfloat16 numbers itself."""
    import torch

    can = torch.cpu.get_capabilities()
    return any(can.get(name, False) for name in _BF16)


def has_gpu() -> bool:
    """Whether torch sees a CUDA GPU; it is imported only where the system shows one.

    On Linux the driver makes /dev/nvidia0 and on, under Windows' Linux /dev/dxg.
    """
    devices = Path("/dev")
    if version("torch").endswith("+cpu") or not any(
        [*devices.glob("nvidia[0-9]*"), *devices.glob("dxg")]
    ):
        return False
    import torch

    return torch.cuda.is_available()
