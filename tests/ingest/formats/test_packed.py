"""ZIP and GZIP files: member by member, and no bomb goes off."""

import gzip
import random
import struct
import zipfile
from io import BytesIO

import pytest

from ingest.formats.dumps import Bad
from ingest.formats.packed import members
from ingest.kinds import Kind, kind_of
from ingest.reading import read
from retrieval.errors import SourceUnreadable

TEXT = b"Eleven seals came to the quay."


def zipped(**files):
    return packed((name.replace("_", "."), content) for name, content in files.items())


def packed(files, method=zipfile.ZIP_DEFLATED):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def unpacked(content, kind=Kind.ZIP, name="x.zip"):
    return [
        one if isinstance(one, Bad) else (one[0], one[1].read())
        for one in members(BytesIO(content), kind, name)
    ]


def drain(found, taken):
    for one in found:
        while piece := one[1].read(65_536):
            taken.append(len(piece))


def test_zip():
    """Of an archive what is news is given, as of a folder; the rest is passed over."""
    content = packed(
        [
            ("north/", b""),
            ("north/a.txt", TEXT),
            ("__MACOSX/a.txt", TEXT),
            (".hidden/a.txt", TEXT),
            ("seal.png", b"x"),
            ("b.jsonl", b"{}"),
        ]
    )
    assert kind_of(content[:4096]) is Kind.ZIP
    assert unpacked(content) == [("north/a.txt", TEXT), ("b.jsonl", b"{}")]


def test_gzip():
    """What is packed alone has the archive's name without its ending."""
    content = gzip.compress(TEXT)
    assert kind_of(content) is Kind.GZIP
    assert unpacked(content, Kind.GZIP, "seals.jsonl.gz") == [("seals.jsonl", TEXT)]


def test_pipes():
    """An archive that comes through a pipe is read all the same."""

    class Pipe(BytesIO):
        def seekable(self):
            return False

    found = members(Pipe(zipped(a_txt=TEXT)), Kind.ZIP, "standard input")
    assert [one[1].read() for one in found if not isinstance(one, Bad)] == [TEXT]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "..\\a.txt", "b/../../a.txt"])
def test_names_that_lead_out(name):
    """A member whose name leads out of its archive is told and not opened."""
    found = unpacked(packed([(name, TEXT), ("b.txt", TEXT)]))
    assert [type(one) for one in found] == [Bad, tuple]


def test_archives_inside():
    """An archive inside an archive is told and not opened, whatever it is called."""
    inner = zipped(a_txt=TEXT)
    found = unpacked(packed([("a.zip", inner), ("b.txt", gzip.compress(TEXT)), ("c.txt", TEXT)]))
    assert [type(one) for one in found] == [Bad, Bad, tuple]
    assert isinstance(unpacked(gzip.compress(inner), Kind.GZIP, "x.gz")[0], Bad)
    with pytest.raises(SourceUnreadable, match="inside something else"):
        read(inner)


@pytest.mark.parametrize("kind", [Kind.ZIP, Kind.GZIP])
def test_bombs(kind):
    """What grows a thousand times is stopped long before its end."""
    zeros = b"0" * 50_000_000
    content = zipped(a_txt=zeros) if kind is Kind.ZIP else gzip.compress(zeros)
    taken = []
    with pytest.raises(SourceUnreadable, match="100 times"):
        drain(members(BytesIO(content), kind, "a.txt.gz"), taken)
    assert sum(taken) <= 10_000_000


def test_overlapping_members():
    """Many members that grow a little each are as much a bomb as one."""
    found = members(BytesIO(packed((f"{n}.txt", b"0" * 900_000) for n in range(60))), Kind.ZIP, "x")
    with pytest.raises(SourceUnreadable, match="100 times"):
        drain(found, [])


def test_many_members():
    """An archive of more files than anyone reads is refused."""
    content = packed(((f"{n}.txt", b"x") for n in range(10_001)), zipfile.ZIP_STORED)
    with pytest.raises(SourceUnreadable, match="10,000 files"):
        unpacked(content)


@pytest.mark.parametrize("counts", [struct.pack("<2H", 1, 1), b"PK\5\6"])
def test_a_long_list_of_files(counts):
    """A list of files that would fill the memory is not read, whatever its archive says of it."""
    row = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, *[0] * 8, 1, *[0] * 6) + b"a"
    rows = row * 200_000
    content = rows + b"PK\5\6" + bytes(4) + counts + struct.pack("<LLH", len(rows), 0, 0)
    with pytest.raises(SourceUnreadable, match="10,000 files"):
        unpacked(content)


def test_a_place_beyond_the_archive():
    """A member that is said to lie beyond any file is told as damaged."""
    whole = zipped(a_txt=TEXT)
    start, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    row = bytearray(whole[start:end]) + struct.pack("<2HQ", 1, 8, 2**64 - 1)
    row[30:32], row[42:46] = struct.pack("<H", 12), b"\xff" * 4
    ending = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(row), start, 0)
    (bad,) = unpacked(whole[:start] + row + ending)
    assert isinstance(bad, Bad)
    assert "damaged" in bad.reason


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packings(method):
    """What can only be unpacked a whole piece at a time, of any size, is not unpacked."""
    (bad,) = unpacked(packed([("a.txt", TEXT)], method))
    assert isinstance(bad, Bad)
    assert "unusual way" in bad.reason


def test_locked():
    """A member that is locked with a password says so."""
    content = bytearray(zipped(a_txt=TEXT))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    (bad,) = unpacked(bytes(content))
    assert isinstance(bad, Bad)
    assert "password" in bad.reason


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", zipped(a_png=b"x")])
def test_nothing_inside(content):
    """An archive that is damaged, or holds nothing to read, says so."""
    with pytest.raises(SourceUnreadable):
        unpacked(content)


def test_damage():
    """Damage anywhere in an archive ends in a sentence."""
    chance = random.Random(4)
    for whole, kind in ((zipped(a_txt=TEXT * 9), Kind.ZIP), (gzip.compress(TEXT * 9), Kind.GZIP)):
        for _ in range(300):
            content = bytearray(whole)
            content[chance.randrange(4, len(content))] = chance.randrange(256)
            try:
                unpacked(bytes(content), kind)
            except SourceUnreadable:
                continue
