"""The command `newsdesk`, run in this process with streams and a data folder of its own."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from tests.models import MODELS

ROOT = Path(__file__).parents[2]

FERRY = """\
Ferry runs aground off Tarnholt

The ferry Grey Heron ran aground off Tarnholt on Tuesday morning with 212 passengers aboard.
Fourteen people were injured, the coastguard said.
Captain Ines Marlow had commanded the ferry since 2019.
"""
TURTLE = """\
Giant turtle found on Wexley beach

A leatherback turtle as long as a rowing boat was found on Wexley beach on Friday.
Volunteers kept it wet for nine hours until the tide returned.
"""


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def run(*words: str, data: Path, stdin: str = "", **environment: str) -> Ran:
    """Run a command with piped streams, in the folder that holds its data folder."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(data.parent)
        patch.setattr(sys, "argv", ["newsdesk", *words])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        patch.setattr("bot.desk.MODELS", MODELS)  # an absolute path, where a name is joined on
        patch.delenv("DISCORD_TOKEN", raising=False)
        for name, value in {"NEWSDESK_DATA": str(data), **environment}.items():
            patch.setenv(name, value)
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        try:
            main()
        except SystemExit as left:
            code = left.code
    out, err = (_written(stream) for stream in streams.values())
    return Ran(code if isinstance(code, int) else 0, out, err)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def write_news(folder: Path) -> Path:
    """Two articles as files, in a folder of their own."""
    news = folder / "news"
    news.mkdir()
    (news / "ferry.txt").write_text(FERRY, "utf-8")
    (news / "turtle.txt").write_text(TURTLE, "utf-8")
    return news
