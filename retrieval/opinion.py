"""Whether an article is opinion: by its section, its address, or how its title begins."""

import re
from urllib.parse import unquote, urlsplit

from retrieval.news import Draft
from retrieval.question.words import fold

_SECTIONS = frozenset(
    "opinion opinions comment commentary commentisfree editorial editorials op-ed op-eds oped "
    "letters columnists columns viewpoint viewpoints meinung kommentar kommentare tribune tribunes "
    "editoriales".split()
)
_LABELS = r"opinions?|editorials?|op-?eds?|commentary|viewpoint|guest column|meinung|kommentar"
_BEGINS = re.compile(
    rf"\s{{0,9}}(?:(?:{_LABELS})\s{{0,3}}(?:[:|]|[-–—](?=\s))"  # "Opinion - " but not "Op-ed-free"
    r"|(?:comment|letters?|column|leader)\s{0,3}[:|]"
    r"|letters? to the editor\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"\s[|–—-]\s{{0,3}}(?:{_LABELS})\s{{0,9}}\Z", re.IGNORECASE)
_PARTS = re.compile(r"[/|>›»,;&]")
_HOST = re.compile(r"(?:opinion|opinions|comment)\.", re.IGNORECASE)


def is_opinion(article: Draft) -> bool:
    """Whether its publisher marks it as opinion; an "Opinion poll" in a title is no mark."""
    return (
        _is_section(article.section)
        or _is_address(article.url or article.address)
        or _BEGINS.match(article.title) is not None
        or _ENDS.search(article.title[-60:]) is not None
    )


def _is_section(section: str | None) -> bool:
    parts = _PARTS.split(section or "")
    return any(_name(part) in _SECTIONS for part in parts)


def _is_address(address: str | None) -> bool:
    try:
        parts = urlsplit(address or "")
    except ValueError:  # a bracket that opens no IPv6 address
        return False
    if parts.scheme not in {"http", "https"}:
        return False
    # The last part names the article itself: "/news/comment" may be its readers' comments.
    folders = parts.path.split("/")[:-1]
    named = any(_name(unquote(folder)) in _SECTIONS for folder in folders)
    return named or _HOST.match(parts.netloc) is not None


def _name(words: str) -> str:
    return "-".join(fold(words).split())
