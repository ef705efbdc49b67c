"""Nothing heavy is loaded before it is needed."""

import json
import os
import subprocess
import sys

import pytest

from tests.bot.running import ROOT

HEAVY = {
    "torch",
    "sentence_transformers",
    "transformers",
    "chromadb",
    "langchain",
    "langchain_core",
    "trafilatura",
    "discord",
    "numpy",
}
LOADED = """
import json, sys
sys.argv = ["newsdesk", *{words!r}]
from bot.cli import main
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


def loaded(*words: str) -> set[str]:
    """The top-level modules in memory after a command has run."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=words)],
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["ask", "--help"],
        ["articles", "list", "--help"],
        ["--version"],
        ["bot"],
        ["ask"],
    ],
)
def test_help_and_wrong_use_load_nothing_heavy(words):
    """Help, the version and a sentence on wrong use come at once."""
    assert not loaded(*words) & HEAVY


def test_importing_the_desk_loads_nothing_heavy():
    """The desk is put together only when it is opened."""
    script = "import sys, bot.desk, bot.settings; print([n for n in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {name.split(".")[0] for name in eval(ran.stdout)} & HEAVY
