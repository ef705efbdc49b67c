"""Importing costs little."""

import subprocess
import sys

SCRIPT = "import sys, retrieval.archive, retrieval.answerer; print(*sys.modules)"


def test_importing_loads_no_model_and_no_vector_store():
    """The heavy libraries are loaded when they are first needed, not on import."""
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    heavy = {"torch", "sentence_transformers", "transformers", "chromadb", "tokenizers"}
    assert not heavy & set(ran.stdout.split())


def test_opening_an_archive_loads_no_model(tmp_path):
    """A listing needs neither torch nor Chroma."""
    script = (
        "import sys; from pathlib import Path; from retrieval.archive import Archive; "
        "from retrieval.embeddings import Embedder\n"
        "with Archive.open(Path(sys.argv[1]), Embedder(), holder='a test') as archive:\n"
        "    archive.articles(['shared'])\n"
        "print(*sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True
    )
    assert not {"torch", "sentence_transformers"} & set(ran.stdout.split())
