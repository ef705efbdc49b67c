"""The measuring commands, on a folder of two pages."""

import gzip
import json

import pytest

from tests.bot.running import run

BODY = (
    "The lighthouse keeper of Skarn counted eleven seals on the pier on Tuesday morning.\n\n"
    "“They come for the sun,” said Ada Brandt, who has kept the light for thirty years."
)
PAGE = "<html><body><article><h1>Seals</h1><p>{}</p></article></body></html>"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "html").mkdir()
    page = PAGE.format(BODY.replace("\n\n", "</p><p>")).encode()
    truth = {}
    for key, body in {"a": BODY, "b": BODY + " The pier is long."}.items():
        (tmp_path / "html" / f"{key}.html.gz").write_bytes(gzip.compress(page))
        truth[key] = {"articleBody": body, "url": f"https://skarn.example/{key}"}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    return tmp_path


def test_figures_for_a_reader(folder, tmp_path):
    """The three figures, the pages counted, and the worst of them."""
    ran = run("eval", "extraction", str(folder), "--worst", "1", data=tmp_path / "data")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()[:4]] == [
        *("F1", "precision", "recall"),
        "2",
    ]
    assert "precision 1.000 ± 0.000" in ran.out
    assert "2 pages, 0 of them empty" in ran.out
    assert ran.out.rstrip().endswith("https://skarn.example/b")


def test_figures_for_a_program(folder, tmp_path):
    """With --json one object comes out."""
    ran = run("eval", "extraction", str(folder), "--json", data=tmp_path / "data")
    told = json.loads(ran.out)
    assert (told["precision"], told["pages"], told["empty"], told["worst"]) == (1.0, 2, 0, [])


def test_no_such_folder(tmp_path):
    """A missing folder is one sentence, and exit code 1."""
    ran = run("eval", "extraction", str(tmp_path / "none"), data=tmp_path / "data")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "cannot be read: give a folder with" in ran.err
