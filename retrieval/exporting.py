"""Exports a sentence-transformers model, once, as one graph with its pooling.

    python -m retrieval.exporting SOURCE FOLDER

A process of its own does it, so that the one that asked for it never holds torch.
"""

import json
import shutil
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from retrieval.errors import EmbeddingModelMissing
from retrieval.exported import ABOUT, GRAPH, TOKENIZER, ExportedModel, NotExported, seal
from retrieval.models import MISSING
from retrieval.torch_model import loaded

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

INT8 = True
"""Whether the weights are made 8-bit integers; chosen on the development half of the questions
that retrieval/retriever.py names, by vectors alone: Hits@4 .757 and Hits@10 .893 against .738 and
.888, and the same when only some of the passages or only the questions are 8-bit; 1.8 times the
passages a second. One scale a weight matrix, not one a column of it, cost four points."""
_SAME = 0.9999
_NEAR = 0.95
"""The least cosine to torch's vectors: of the graph as it is, and with 8-bit weights."""
_OPSET = 17
_PROBES = (
    "Who runs the ferry?",
    "",
    "  Rain,\tthen   SUN.\n",
    "Årsmøtet på Tromsøya – «ja», sa 73 % av de frammøtte. Ёлка; ﬁn; İstanbul.",
    "市議会は火曜日に予算案を可決した。 🙂 موازنة",
    "Ministers agreed on a budget of 4.2 billion crowns after eleven hours of talks.",
    "The harbour master said that the ferry between the two islands will run again. " * 4,
    "The court heard on Monday that the signature on the contract was made with a stamp. " * 60,
)


def main(source: str, folder: Path) -> int:
    """Export a model into a folder unless another process just did; gives the exit code."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not _wanted(folder):
            return 0
        try:
            model = loaded(source, source, "cpu")
        except EmbeddingModelMissing:
            return MISSING
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            _export(model, part)
        except (OSError, MemoryError):
            raise  # another day it may do
        except Exception as error:  # noqa: BLE001  (the exporter raises anything)
            known = error.reason if isinstance(error, NotExported) else None
            reason = known or f"{type(error).__name__}: {error}".splitlines()[0]
            (part / ABOUT).write_text(json.dumps({"reason": reason}), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    return 0


def _wanted(folder: Path) -> bool:
    try:
        ExportedModel(folder)
    except NotExported as error:
        return error.reason is None
    return False


def _export(model: "SentenceTransformer", folder: Path) -> None:
    if model.default_prompt_name:
        raise NotExported("it puts a prompt before each text")
    model.eval()
    features = model.preprocess(list(_PROBES[:2]))
    names = [name for name, value in features.items() if hasattr(value, "shape")]
    _write_graph(model, names, [features[name] for name in names], folder / GRAPH)
    # Its truncation and padding were set when it read the probes just now.
    model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    about = {"width": model.get_embedding_dimension(), "max_tokens": model.max_seq_length or 512}
    seal(folder, about)
    expected = np.asarray(model.encode(list(_PROBES), normalize_embeddings=True))
    if (cosine := _agreement(folder, expected)) < _SAME:
        raise NotExported(f"its graph's vectors differ from torch's, to a cosine of {cosine:.4f}")
    if INT8:
        _make_int8(folder, about, expected)


def _write_graph(
    model: "SentenceTransformer",
    names: Sequence[str],
    example: Sequence["torch.Tensor"],
    file: Path,
) -> None:
    import torch

    class Whole(torch.nn.Module):
        """All of the model's parts in one, from tokens to a vector of unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            vectors = self.model(dict(zip(names, tensors, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(vectors)

    axes: dict[str, Any] = {name: {0: "text", 1: "token"} for name in names}
    warnings.simplefilter("ignore")  # of what tracing would miss, which the probes would find
    torch.onnx.export(
        Whole().eval(),
        tuple(example),
        file,
        input_names=list(names),
        output_names=["vectors"],
        dynamic_axes={**axes, "vectors": {0: "text"}},
        opset_version=_OPSET,
        dynamo=False,  # the new exporter needs two packages more
    )


def _make_int8(folder: Path, about: dict[str, Any], expected: NDArray[np.float32]) -> None:
    """Put 8-bit weights in the place of the graph's own where its vectors stay near."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    exact, small = folder / "exact.onnx", folder / "int8.onnx"
    # Without the reduced range, sums overflow on processors that have no VNNI instructions.
    quantize_dynamic(
        folder / GRAPH, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    (folder / GRAPH).rename(exact)
    small.rename(folder / GRAPH)
    seal(folder, {**about, "weights": "int8"})
    if _agreement(folder, expected) < _NEAR:
        exact.replace(folder / GRAPH)
        seal(folder, about)
    exact.unlink(missing_ok=True)


def _agreement(folder: Path, expected: NDArray[np.float32]) -> float:
    """The least cosine of the exported model's vectors to torch's, alone and in a batch."""
    model = ExportedModel(folder)
    alone = np.vstack([model.encode([probe]) for probe in _PROBES])
    together = model.encode(_PROBES)
    return float(min((alone * expected).sum(axis=1).min(), (together * expected).sum(axis=1).min()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
