"""The marks in a document's first bytes that tell its format, or that it holds no news."""

import json as standard
import re

from ingest.formats.table import READABLE, Kind
from retrieval.errors import SourceUnreadable

_NO_NEWS = (
    (re.compile(rb"\x89PNG|GIF8|\xff\xd8\xff|BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL), "an image"),
    (re.compile(rb"Rar!|7z\xbc\xaf|BZh|\xfd7zXZ|.{257}ustar", re.DOTALL), "a packed file"),
    (re.compile(rb"ID3|OggS|fLaC|RIFF|.{4}ftyp|\x1aE\xdf\xa3", re.DOTALL), "sound or film"),
    (re.compile(rb"MZ.{58}|\x7fELF", re.DOTALL), "a program"),
    (re.compile(rb"\{\\rtf"), "an RTF document"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP, _GZIP, _PDF = b"PK\x03\x04", b"\x1f\x8b", b"%PDF-"
_PDF_STARTS_WITHIN = 1024
# Of a name so many bytes tell enough; the length it claims may be anything.
_MEMBER = re.compile(rb"PK\x03\x04.{22}(..)..(?=(.{,40}))", re.DOTALL)
_OFFICE = {"xl": "a spreadsheet", "ppt": "a set of slides", "META-INF": "an e-book or program"}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_WITHIN = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):\s*(.*)")
_FIRST_HEADERS = 200
_OF_MAIL = {"message-id", "mime-version", "received", "return-path", "delivered-to"}
_OF_LETTERS = {"from", "to", "subject", "date"}
_OBJECT = re.compile(r'[\s\ufeff]*(?:\[\s*)?\{\s*"[^"\n]{1,200}"\s*:')
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')


_NO_TEXT = {Kind.PDF, Kind.WORD, Kind.ZIP, Kind.GZIP}


def binary(head: bytes, said: Kind | None) -> Kind | None:
    """Tell a binary format by its first bytes; None for text, and a refusal for all others."""
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_PDF) or (
        said is Kind.PDF and _PDF in head[:_PDF_STARTS_WITHIN]
    ):
        return Kind.PDF
    if head.startswith(_ZIP):
        return _zipped(head, said)
    if head.startswith(_GZIP):
        return Kind.GZIP
    if head.startswith(_OLE):
        raise SourceUnreadable(
            "It is a document of an old Office (.doc, .xls or .msg); save it as DOCX, PDF or text "
            "and give that."
        )
    for signature, what in _NO_NEWS:
        if signature.match(head):
            raise SourceUnreadable(f"It is {what}; {READABLE}.")
    if not _is_text(head[:_CONTROLS_WITHIN]):
        if said in _NO_TEXT:
            raise SourceUnreadable(
                "It is neither what its name says nor text: damaged, or wrongly named."
            )
        raise SourceUnreadable(f"It is not text; {READABLE}.")
    return None


def _is_text(start: bytes) -> bool:
    """Whether the first bytes are those of a text: hardly any are control characters."""
    return start[:2] in _UTF16 or len(_CONTROLS.findall(start)) * 100 <= len(start)


def _zipped(head: bytes, said: Kind | None) -> Kind:
    """Tell Word documents from ZIP files by the names of their first members."""
    names = [
        match[2][: int.from_bytes(match[1], "little")].decode("ascii", "replace")
        for match in _MEMBER.finditer(head)
    ]
    folders = {name.partition("/")[0] for name in names}
    if "word" in folders or (said is Kind.WORD and "[Content_Types].xml" in names):
        return Kind.WORD
    if what := next((_OFFICE[folder] for folder in folders if folder in _OFFICE), None):
        raise SourceUnreadable(f"It is {what}; {READABLE}.")
    if "[Content_Types].xml" in names:
        return Kind.WORD
    if names[:1] == ["mimetype"]:
        raise SourceUnreadable(f"It is an e-book or an OpenDocument; {READABLE}.")
    return Kind.ZIP


def mail(text: str, said: Kind | None) -> Kind | None:
    """Tell mails and saved pages by the headers that they open with."""
    headers: dict[str, str] = {}
    for line in text.lstrip("\ufeff\r\n").split("\n", _FIRST_HEADERS)[:_FIRST_HEADERS]:
        if match := _HEADER.match(line):
            headers.setdefault(match[1].lower(), match[2])
        elif not line.startswith((" ", "\t", "From ")):
            break
    is_mail = _OF_MAIL & headers.keys() and len(_OF_LETTERS & headers.keys()) > 1
    if "snapshot-content-location" in headers or "<saved by" in headers.get("from", "").lower():
        return Kind.MHTML
    if said is Kind.MHTML and headers:
        return Kind.MHTML
    return Kind.MAIL if is_mail or (said is Kind.MAIL and headers) else None


def json(text: str, said: Kind | None) -> Kind | None:
    """Tell the forms of JSON: a feed, one record a line, or articles in one document."""
    if not _OBJECT.match(text) or said in {Kind.JSONL, Kind.TEXT, Kind.MARKDOWN, Kind.CSV}:
        return None
    if said is Kind.JSON_FEED or _JSON_FEED.search(text):
        return Kind.JSON_FEED
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    # No JSON document goes on behind a whole object.
    return Kind.JSONL if rest.strip() and isinstance(_loaded(first), dict) else Kind.JSON


def _loaded(line: str) -> object:
    try:
        return standard.loads(line)
    except (ValueError, RecursionError):
        return None
