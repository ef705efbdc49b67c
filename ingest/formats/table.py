"""The table of formats: a line for each, and everything that is said of formats made from it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The forms of news that can be read."""

    HTML = "html"
    MHTML = "mhtml"
    FEED = "feed"
    JSON_FEED = "json-feed"
    SITEMAP = "sitemap"
    OPML = "opml"
    MARKDOWN = "markdown"
    TEXT = "text"
    PDF = "pdf"
    MAIL = "mail"
    WORD = "word"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    ZIP = "zip"
    GZIP = "gzip"

    @property
    def streams(self) -> bool:
        """Whether it is a dump of articles, read record by record however long it is."""
        return self in {Kind.JSONL, Kind.CSV}

    @property
    def packed(self) -> bool:
        """Whether other files are packed in it."""
        return self in {Kind.ZIP, Kind.GZIP}


@dataclass(frozen=True, slots=True)
class Format:
    """A form of news: what people call it, how files and servers name it, and who reads it.

    `adapter` is the module of this package whose `read(content, hint)` gives a Reading; it is
    imported when the first document of its kind comes.
    """

    kind: Kind
    words: str
    suffixes: tuple[str, ...]
    types: tuple[str, ...]
    adapter: str


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = (
    Format(Kind.HTML, "web pages", (".html", ".htm", ".xhtml"), ("text/html", "xhtml+xml"), "page"),
    Format(
        Kind.MHTML, "saved web pages (MHTML)", (".mhtml", ".mht"), ("multipart/related",), "mhtml"
    ),
    Format(
        Kind.FEED,
        "RSS, Atom and JSON feeds",
        (".xml", ".rss", ".atom", ".rdf"),
        ("rss+xml", "atom+xml", "rdf+xml", "text/xml", "application/xml"),
        "feed",
    ),
    Format(Kind.JSON_FEED, "RSS, Atom and JSON feeds", (), ("feed+json",), "json_feed"),
    Format(Kind.SITEMAP, "sitemaps", (), (), "sitemap"),
    Format(Kind.OPML, "OPML lists", (".opml",), ("text/x-opml",), "opml"),
    Format(Kind.MARKDOWN, "Markdown", (".md", ".markdown"), ("text/markdown",), "prose"),
    Format(Kind.TEXT, "plain text", (".txt",), ("text/plain",), "prose"),
    Format(Kind.PDF, "PDF", (".pdf",), ("application/pdf", "application/x-pdf"), "pdf"),
    Format(Kind.MAIL, "mails (EML)", (".eml",), ("message/rfc822",), "mail"),
    Format(Kind.WORD, "Word documents (DOCX)", (".docx",), (_WORD,), "word"),
    Format(
        Kind.JSON, "articles in JSON, JSONL and CSV", (".json",), ("application/json",), "records"
    ),
    Format(
        Kind.JSONL,
        "articles in JSON, JSONL and CSV",
        (".jsonl", ".ndjson"),
        ("application/jsonl", "jsonlines", "ndjson"),
        "records",
    ),
    Format(
        Kind.CSV,
        "articles in JSON, JSONL and CSV",
        (".csv", ".tsv"),
        ("text/csv", "application/csv", "text/tab-separated-values"),
        "records",
    ),
    Format(Kind.ZIP, "ZIP and GZIP files of these", (".zip",), ("application/zip",), "packed"),
    Format(Kind.GZIP, "ZIP and GZIP files of these", (".gz",), ("application/gzip",), "packed"),
)


def _readable() -> str:
    *most, last = dict.fromkeys(row.words for row in FORMATS)
    return f"newsdesk reads {', '.join(most)} and {last}"


BY_KIND = {row.kind: row for row in FORMATS}
SUFFIXES = {suffix: row.kind for row in FORMATS for suffix in row.suffixes}
READABLE = _readable()
