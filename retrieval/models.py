"""Which way an embedding model runs: as an exported graph, or through torch where it must."""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.exported import ExportedModel, NotExported, folder_of
from retrieval.progress import OnProgress
from retrieval.torch_model import TorchModel, has_gpu, missing

if TYPE_CHECKING:
    from tokenizers import Tokenizer

log = logging.getLogger(__name__)

PREPARING = "Preparing the embedding model, once; it takes some 20 seconds"
MISSING = 3
"""The exit code of the exporting process when there is no such model."""


class Model(Protocol):
    """A loaded model: how many texts it takes at once, and their vectors of unit length."""

    together: int
    width: int
    max_tokens: int

    @property
    def tokenizer(self) -> "Tokenizer":
        """A tokenizer of the caller's own, as the model's cuts words."""

    def encode(self, batch: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of one batch of texts."""


def load(
    source: str, name: str, fingerprint: str, cache: Path | None, on_progress: OnProgress
) -> Model:
    """Load a model; with a cache as a graph, exported when there is none, unless a GPU is there."""
    if cache is None or has_gpu():
        return TorchModel(source, name)
    folder = folder_of(fingerprint, cache)
    try:
        return ExportedModel(folder)
    except NotExported as error:
        if error.reason:  # said when it was found out
            return TorchModel(source, name)
    on_progress(PREPARING, 0, 0)
    try:
        _export(source, name, folder)
        return ExportedModel(folder)
    except NotExported as error:
        log.warning("The model %s stays with torch, which is slower: %s.", name, error.reason)
        return TorchModel(source, name)


def in_words(fingerprint: str, cache: Path) -> str:
    """How a model runs here, for a person who asks whether all is well."""
    if has_gpu():
        return "run by torch on the GPU"
    try:
        ExportedModel(folder_of(fingerprint, cache))
    except NotExported as error:
        return f"run by torch: {error.reason}" if error.reason else "prepared on first use"
    return "ready without torch"


def _export(source: str, name: str, folder: Path) -> None:
    # It finds the modules that this one has found, and none in the working directory.
    places = os.pathsep.join(str(Path(place).absolute()) for place in sys.path if place)
    # In a process of its own, so that this one never holds torch, some 300 MB and seconds of it.
    ran = subprocess.run(  # noqa: S603  (our own interpreter and module)
        [sys.executable, "-P", "-m", "retrieval.exporting", source, str(folder.absolute())],
        env={**os.environ, "PYTHONPATH": places},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == MISSING:
        raise missing(name)
    if ran.returncode:
        said = ran.stderr.strip().splitlines()
        raise NotExported(said[-1] if said else f"the export ended with {ran.returncode}")
