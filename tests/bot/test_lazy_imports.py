"""Nothing heavy is loaded before it is needed."""

import json
import os
import subprocess
import sys

import pytest

from tests.bot.running import ROOT, run, write_news
from tests.models import lend

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
    "matplotlib",
}
OF_THE_MODEL = {"torch", "transformers", "sentence_transformers", "sklearn", "scipy"}
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


def loaded(*words: str, **environment: str) -> set[str]:
    """The top-level modules in memory after a command has run."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=words)],
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": "", **environment},
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
        ["timeline", "--help"],
        ["changes", "--help"],
        ["--version"],
        ["bot"],
        ["ask"],
    ],
)
def test_help_and_wrong_use_load_nothing_heavy(words):
    """Help, the version and a sentence on wrong use come at once."""
    assert not loaded(*words) & HEAVY


def test_a_question_is_answered_without_torch(tmp_path):
    """On a ready archive, a whole question neither imports torch nor what stands on it."""
    data = tmp_path / "data"
    assert run("ingest", str(write_news(tmp_path)), data=data).code == 0
    lend(data)
    found = loaded("ask", "How many people were injured?", NEWSDESK_DATA=str(data))
    assert "onnxruntime" in found
    assert not found & OF_THE_MODEL


def test_importing_the_desk_loads_nothing_heavy():
    """The desk is put together only when it is opened."""
    script = "import sys, bot.desk, bot.settings; print([n for n in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {name.split(".")[0] for name in eval(ran.stdout)} & HEAVY
