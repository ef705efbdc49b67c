"""An embedding model as an exported graph, run by onnxruntime without importing torch.

A folder holds the graph, its tokenizer, and `about.json`, which tells what they are.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ABOUT, GRAPH, TOKENIZER = "about.json", "model.onnx", "tokenizer.json"
FORMAT = 1
"""Counted up when what is exported changes; folders of another format are not looked at."""


class NotExported(Exception):
    """The folder holds no graph: none was made, it is damaged, or `reason` says why none can be."""

    def __init__(self, reason: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason


class ExportedModel:
    """A model's graph and tokenizer held open; raises NotExported."""

    together = 8
    """Texts embedded in one go: 4 to 16 were equally fast, and 8 took 50 MB less than 16."""

    def __init__(self, folder: Path) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        about = _about(folder)
        options = SessionOptions()
        # Threads that spin while they wait took a third more of the processor, and no less time.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self.width, self.max_tokens = int(about["width"]), int(about["max_tokens"])
            self._session = InferenceSession(
                folder / GRAPH, options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # each of the three has exceptions of its own
            raise NotExported from error
        self._inputs = [one.name for one in self._session.get_inputs()]

    @property
    def tokenizer(self) -> "Tokenizer":
        """A tokenizer of the caller's own, as the model's cuts words."""
        from tokenizers import Tokenizer

        return Tokenizer.from_str(self._tokenizer.to_str())

    def encode(self, batch: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of one batch of texts."""
        read = self._tokenizer.encode_batch(list(batch))
        features = {
            "input_ids": [one.ids for one in read],
            "attention_mask": [one.attention_mask for one in read],
            "token_type_ids": [one.type_ids for one in read],
        }
        fed = {name: np.array(features[name], dtype=np.int64) for name in self._inputs}
        return np.asarray(self._session.run(None, fed)[0], dtype=np.float32)


def folder_of(fingerprint: str, cache: Path) -> Path:
    """Where the graph of a model is kept, by the model's fingerprint."""
    digest = hashlib.sha256(f"{FORMAT} {fingerprint}".encode()).hexdigest()
    return cache / digest[:32]


def seal(folder: Path, about: dict[str, Any]) -> None:
    """Write what a folder holds, by which damage is known later."""
    hashes = {name: _hash(folder / name) for name in (GRAPH, TOKENIZER)}
    (folder / ABOUT).write_text(json.dumps({**about, **hashes}, indent=1), "utf-8")


def _about(folder: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text("utf-8"))
        if reason := about.get("reason"):
            raise NotExported(reason)
        whole = all(about[name] == _hash(folder / name) for name in (GRAPH, TOKENIZER))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise NotExported from error
    if not whole:
        raise NotExported
    return about


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
