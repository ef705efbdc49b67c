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

    `types` are words of its MIME types. `reader` names a module of this package and its function
    (content, hint) -> Reading; it is imported when the first document of its kind comes.
    """

    kind: Kind
    words: str
    suffixes: tuple[str, ...]
    types: tuple[str, ...]
    reader: str


_RECORDS = "articles in JSON, JSONL and CSV"
_PACKED = "ZIP and GZIP files of these"
_FEEDS = "RSS, Atom and JSON feeds"
_ROWS = (
    (Kind.HTML, "web pages", ".html .htm .xhtml", "text/html xhtml+xml", "page.read"),
    (Kind.MHTML, "saved web pages (MHTML)", ".mhtml .mht", "multipart/related", "mhtml.read"),
    (Kind.FEED, _FEEDS, ".xml .rss .atom .rdf", "rss+xml atom+xml rdf+xml /xml", "feed.read"),
    (Kind.JSON_FEED, _FEEDS, "", "feed+json", "json_feed.read"),
    (Kind.SITEMAP, "sitemaps", "", "", "sitemap.read"),
    (Kind.OPML, "OPML lists", ".opml", "text/x-opml", "opml.read"),
    (Kind.MARKDOWN, "Markdown", ".md .markdown", "markdown", "prose.markdown"),
    (Kind.TEXT, "plain text", ".txt", "text/plain", "prose.plain"),
    (Kind.PDF, "PDF", ".pdf", "application/pdf application/x-pdf", "pdf.read"),
    (Kind.MAIL, "mails (EML)", ".eml", "message/rfc822", "mail.read"),
    (Kind.WORD, "Word documents (DOCX)", ".docx", "wordprocessingml.document", "word.read"),
    (Kind.JSON, _RECORDS, ".json", "application/json", "records.document"),
    (Kind.JSONL, _RECORDS, ".jsonl .ndjson", "jsonl jsonlines ndjson", "records.jsonl"),
    (Kind.CSV, _RECORDS, ".csv .tsv", "csv tab-separated-values", "records.csv"),
    (Kind.ZIP, _PACKED, ".zip", "application/zip x-zip-compressed", "records.packed"),
    (Kind.GZIP, _PACKED, ".gz", "application/gzip application/x-gzip", "records.packed"),
)
FORMATS = tuple(
    Format(kind, words, tuple(suffixes.split()), tuple(types.split()), reader)
    for kind, words, suffixes, types, reader in _ROWS
)


def _readable() -> str:
    *most, last = dict.fromkeys(row.words for row in FORMATS)
    return f"newsdesk reads {', '.join(most)} and {last}"


BY_KIND = {row.kind: row for row in FORMATS}
SUFFIXES = {suffix: row.kind for row in FORMATS for suffix in row.suffixes}
READABLE = _readable()
