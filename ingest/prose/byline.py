"""The line under a headline that says who wrote it, for whom and when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.dates import Moment, from_machine, from_words
from ingest.prose.furniture import is_furniture

_PARTS = re.compile(
    r"\s*[|·•]\s*|\s+[–—-]\s+|(?<!last)[,;.]?\s+(?=(?:last\s+)?(?:updated|modified)\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:first |originally )?(?:published|posted)|date|publié(?:e)?|veröffentlicht|publicado"
    r"|pubblicato|gepubliceerd|stand|(?P<change>(?:last )?(?:updated|modified)|mis à jour"
    r"|(?:zuletzt )?aktualisiert|actualizado|aggiornato|bijgewerkt))"
    r"(?:\s+(?:on|at|le|am|el|il|op))?\s*:?\s+(?P<date>\S.*)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|por)[: ]\s*(.+)", re.IGNORECASE)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|de|da|di|van|von|der|al|la)){1,3}"
)
_IN_TOWN = re.compile(r" (?:in|aus|à|en) [^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)?$")
_DATE_BEHIND = re.compile(
    r"(?P<by>\D+?),?\s+(?P<date>(?:\w+day,? )?(?:\d{1,2}\.? \w+\.?|\w+\.? \d{1,2},) \d{4}\b.*)"
)
# Who publishes in these languages writes the day first.
_DAY_FIRST = re.compile(
    r"publi(?:é|cado)|veröff|pubbl|gepubl|stand|mis à|zuletzt|aktual|actual|aggi|bijg",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_AND = re.compile(r",?\s+(?:and|&|und|et|y)\s+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?: ?(?:[ap]\.?m\.?|uhr|h))?(?: [A-Z]{2,4})?", re.IGNORECASE)
_ROLE = re.compile(r"\b(?:editor|correspondent|reporter|writer|columnist|staff)$", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:chronicle|courier|daily|echo|gazette|globe|herald|journal|mail|news|observer|post|press"
    r"|radio|record|standard|sun|telegraph|times|tribune|tv|weekly|wire)$",
    re.IGNORECASE,
)
_WORDS_OF_A_NAME = 5
_LONGEST, _WIDEST = 20, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What such a line told; `stated` is whether the date stood behind a label."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: Moment | None = None
    stated: bool = False
    updated: Moment | None = None


def read(line: str) -> Byline | None:
    """Read a line that is a byline or a date from end to end; anything else is None."""
    if len(line) > _WIDEST or len(line.split()) > _LONGEST:
        return None
    parts = [piece for part in _PARTS.split(line) if part for piece in _by_and_date(part)]
    read_parts = [_part(part) for part in parts]
    unknown = [part for part, found in zip(parts, read_parts, strict=True) if found is None]
    told = merged(found for found in read_parts if found is not None)
    if told == Byline():
        return None
    named = [part for part in unknown if not _BY.match(part)]
    if not named:  # "By admin" says nothing, but it is a byline where a date stands beside it
        return told
    return _with_names(told, named)


def merged(lines: Iterable[Byline]) -> Byline:
    """Put several lines' findings together; what was told first, or behind a label, holds."""
    whole = Byline()
    for line in lines:
        better = line.published and (whole.published is None or (line.stated and not whole.stated))
        whole = Byline(
            authors=whole.authors or line.authors,
            outlet=whole.outlet or line.outlet,
            published=line.published if better else whole.published,
            stated=line.stated if better else whole.stated,
            updated=whole.updated or line.updated,
        )
    return whole


def _by_and_date(part: str) -> list[str]:
    """Part "By Jane Doe, The Daily, 5 October 2026" before its date, and "Vale Courier, 5 May"."""
    pieces = part.split(", ")
    opens = _BY.match(part) or _PAPER.search(pieces[0])
    for number in range(1, len(pieces) if opens else 0):
        if from_words(date := ", ".join(pieces[number:])):
            return [*pieces[:number], date]
    if _BY.match(part) and (match := _DATE_BEHIND.fullmatch(part)) and from_words(match["date"]):
        return [match["by"], match["date"]]
    return [part]


def _part(part: str) -> Byline | None:
    if match := _LABEL.fullmatch(part):
        date = match["date"]
        if _DAY_FIRST.match(part):
            date = _SLASHED.sub(r"\1.\2.\3", date)
        moment = from_machine(date)
        if match["change"]:
            return Byline(updated=moment) if moment else None
        return Byline(published=moment, stated=True) if moment else None
    if moment := from_machine(part):
        return Byline(published=moment)
    if match := _BY.fullmatch(part):
        authors = tuple(name for name in _names(match[1]) if _NAME.fullmatch(name))
        return Byline(authors=authors) if authors else None
    known = is_furniture(part) or _ROLE.search(part) or _CLOCK.fullmatch(part)
    return Byline() if known else None


def _names(people: str) -> list[str]:
    """Part a list of names; a comma with no "and" behind it opens a role or a place."""
    *listed, last = _AND.split(people)
    first = [name for part in listed for name in part.split(", ")]
    return [*first, _IN_TOWN.sub("", last.split(", ")[0])]


def _with_names(told: Byline, unknown: list[str]) -> Byline | None:
    """Beside a date, short capitalised parts are the writer and the outlet, in that order."""
    dated = told.published or told.updated
    named = all(part[:1].isupper() and len(part.split()) <= _WORDS_OF_A_NAME for part in unknown)
    if not dated or not named or len(unknown) > 2:
        return None
    *author, last = unknown
    is_outlet = bool(author or told.authors or last.startswith("The ") or _PAPER.search(last))
    names = Byline(authors=tuple(author), outlet=last) if is_outlet else Byline(authors=(last,))
    return merged((told, names))
