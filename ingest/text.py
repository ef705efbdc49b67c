"""Text in the form the archive keeps: NFC, nothing unseen, a blank line between paragraphs."""

import codecs
import re
import unicodedata
from collections.abc import Iterable

# Control, zero-width and bidirectional characters, soft hyphens, tag characters, and the lone
# surrogates that JSON escapes can smuggle in: none is seen by a reader, some break a database.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")
_MOST_MARKS = 8
# Combining marks and signs; the marks among them are told apart only where many stand together.
_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{9,}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The web says latin-1 and means windows-1252, and often says either and sends UTF-8.
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})


def one_line(text: str) -> str:
    """Make a text one clean line: no unseen characters, single spaces."""
    return _SPACE.sub(" ", _normal(_UNSEEN.sub("", text))).strip()


def _normal(text: str) -> str:
    """Normalise to NFC, which sorts a run of marks in the square of its length: keep runs short."""
    if _MARKS.search(text):
        text = _MARKS.sub(lambda run: _shortened(run[0]), text)
    return unicodedata.normalize("NFC", text)


def _shortened(run: str) -> str:
    """Keep the first marks of a letter, and every sign that is none."""
    kept, marks = [], 0
    for character in run:
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def joined(paragraphs: Iterable[str]) -> str:
    """Join paragraphs into a stored text, leaving out the empty ones."""
    return "\n\n".join(line for line in map(one_line, paragraphs) if line)


def folded(text: str) -> str:
    """Reduce a text to what makes two spellings of it the same line."""
    return " ".join(_WORD.findall(one_line(text).casefold()))


def word_count(text: str) -> int:
    """Count words; in scripts without spaces two characters count as one word."""
    characters = len(_CJK.findall(text))
    return characters // 2 + len(_WORD.findall(_CJK.sub(" ", text)))


def decoded(content: bytes, declared: str | None = None) -> str:
    """Decode bytes by byte-order mark, declared encoding, UTF-8, or the likeliest guess."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) if encoding == "utf-8" else 0 :].decode(encoding, "replace")
    name = _codec(declared)
    order = ("utf-8", "cp1252") if name in _LATIN else (name, "utf-8")
    for encoding in filter(None, order):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return _guessed(content)


def _codec(declared: str | None) -> str | None:
    """Look a declared encoding up; names of what is no text encoding (base64, zlib) are None."""
    if not declared:
        return None
    try:
        "x".encode(declared.strip())
        return codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    return str(best) if best is not None else content.decode("cp1252", "replace")
