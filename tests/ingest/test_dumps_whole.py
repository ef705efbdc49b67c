"""Dumps and packed files through the whole pipeline, record by record."""

import csv
import gzip
import io
import json
import zipfile

import pytest

from ingest.behind import MANY
from ingest.pipeline import Outcome, ingest
from ingest.sources import Address, LocalPath, Piped, Upload
from retrieval.news import SHARED
from tests.ingest.site import body, page

NUMBERS = ("two", "three", "four", "five")


def take(archive, *given, **options):
    return ingest(given, archive, library=SHARED, allow_private=True, host_delay=0, **options)


def rows():
    return [
        {
            "title": f"Seals: {n}",
            "text": body(n),
            "url": f"https://skarn.example/{n}",
            "date": "2026-10-05T14:30:00Z",
            "source": "Skarn Daily",
            "author": "Ingrid Vold",
        }
        for n in NUMBERS
    ]


def jsonl():
    return "".join(json.dumps(row) + "\n" for row in rows()).encode()


def test_jsonl_twice(archive, tmp_path):
    """Each line is an article with its fields; a second reading changes nothing."""
    file = tmp_path / "dump.jsonl"
    file.write_bytes(jsonl())
    summary = take(archive, LocalPath(file))
    assert [result.outcome for result in summary.results] == [Outcome.NEW] * 4, summary.results
    article = summary.results[0].article
    assert (article.title, article.text, article.outlet) == (
        "Seals: two",
        body("two"),
        "Skarn Daily",
    )
    assert (article.url, article.authors) == ("https://skarn.example/two", ("Ingrid Vold",))
    assert take(archive, LocalPath(file)).count(Outcome.UNCHANGED) == 4


def test_bad_lines_are_told_and_passed_over(archive):
    """A line that is no article is named by its number; the others come in."""
    lines = jsonl().splitlines(keepends=True)
    dump = b"".join([lines[0], b"{broken\n", lines[1]])
    summary = take(archive, Upload("dump.jsonl", dump))
    assert (summary.count(Outcome.NEW), summary.count(Outcome.FAILED)) == (2, 1)
    assert "line 2" in summary.failed[0].source


@pytest.mark.parametrize("name", ["dump.jsonl", "dump.csv", "dump.json"])
def test_records_without_an_address(archive, tmp_path, name):
    """Records that have nothing but a text are articles each, and known again by their words."""
    file = tmp_path / name
    for some in (NUMBERS, NUMBERS[::-1]):
        file.write_text(written(name, [{"title": f"Seals: {n}", "text": body(n)} for n in some]))
        before = len(archive.articles([SHARED]))
        summary = take(archive, LocalPath(file))
        assert summary.count(Outcome.UNCHANGED if before else Outcome.NEW) == len(NUMBERS)
    assert len(archive.articles([SHARED])) == len(NUMBERS)


def written(name, texts):
    """Records in the form that a file's name tells."""
    written = io.StringIO()
    if name.endswith("json"):
        json.dump(texts, written)
    elif name.endswith("csv"):
        writer = csv.DictWriter(written, ["title", "text"])
        writer.writeheader()
        writer.writerows(texts)
    else:
        written.writelines(json.dumps(row) + "\n" for row in texts)
    return written.getvalue()


@pytest.mark.parametrize("name", ["dump.jsonl", "dump.csv"])
def test_dump_at_an_address_that_does_not_name_it(archive, publisher, name):
    """What a server says that it sends is believed where the address ends in nothing telling."""
    kinds = {"dump.jsonl": "application/jsonl", "dump.csv": "text/csv"}
    dump = written(name, [{"title": f"Seals: {n}", "text": body(n)} for n in NUMBERS])
    url = publisher.publish("/export?id=3", dump, content_type=kinds[name])
    summary = take(archive, Address(url))
    assert summary.count(Outcome.NEW) == len(NUMBERS), summary.failed


def test_csv_packed_and_piped(archive, tmp_path):
    """CSV, gzip, zip and standard input give the same articles."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows()[0]))
    writer.writeheader()
    writer.writerows(rows())
    table = tmp_path / "dump.csv"
    table.write_text(text.getvalue())
    assert take(archive, LocalPath(table)).count(Outcome.NEW) == 4
    squeezed = tmp_path / "dump.jsonl.gz"
    squeezed.write_bytes(gzip.compress(jsonl()))
    assert take(archive, LocalPath(squeezed)).count(Outcome.UNCHANGED) == 4
    packed = tmp_path / "dump.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("news/dump.jsonl", jsonl())
        members.writestr("news/page.html", page("nine"))
        members.writestr("news/picture.png", b"\x89PNG\r\n\x1a\n")
    summary = take(archive, LocalPath(packed))
    assert (summary.count(Outcome.UNCHANGED), summary.count(Outcome.NEW)) == (4, 1), summary.failed
    assert take(archive, Piped("standard input", io.BytesIO(jsonl()))).count(Outcome.UNCHANGED) == 4


def test_long_dump_is_counted_not_kept(archive):
    """Of a long dump the summary counts everything, and names only the first."""
    lines = "".join(
        json.dumps({"title": f"Note {n}", "text": f"Note number {n} says the ferry was late."})
        + "\n"
        for n in range(1300)
    )
    summary = take(archive, Piped("standard input", io.BytesIO(lines.encode())))
    assert (summary.count(Outcome.NEW), len(summary.results)) == (1300, 1000)
    assert archive.holdings([SHARED]).articles == 1300
    assert archive.pending == 0


def test_known_records_are_told_as_they_come(archive):
    """After one new record a thousand known ones do not wait in memory for its passages."""
    record = json.dumps({"title": "Note", "text": "The ferry to Skarn was late."}) + "\n"
    begun, late = 0, []

    def heard(step):
        nonlocal begun
        begun += step.result is None
        late.append(begun - step.done)

    dump = io.BytesIO(record.encode() * 1300)
    summary = take(archive, Piped("standard input", dump), on_progress=heard)
    assert (summary.count(Outcome.NEW), summary.count(Outcome.UNCHANGED)) == (1, 1299)
    assert max(late) <= 2 * MANY + 1
