"""A reading as JSON and bytes, and back: checked, for its writer has handled hostile documents."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from ingest.reader.frames import Head
from ingest.reading import Hint, Lead, Reading
from ingest.sources import Upload
from retrieval.news import Draft, Extent, Precision

_LONGEST_TEXT = 4_000_000
_LONGEST_WORDS = 100_000
_MOST = 100_000
_WEB = ("http://", "https://")

T = TypeVar("T")


def hint_to_json(hint: Hint) -> Head:
    """Write what is known of a document beside its bytes."""
    return asdict(hint)


def hint_from_json(head: Head) -> Hint:
    """Read what is known of a document beside its bytes."""
    return Hint(**head)


def to_json(reading: Reading) -> tuple[Head, bytes]:
    """Write a reading as JSON, and the content of its files one after the other."""
    head = {
        "drafts": [_draft_to_json(draft) for draft in reading.drafts],
        "leads": [
            [lead.url, lead.entry and _draft_to_json(lead.entry), lead.key]
            for lead in reading.leads
        ],
        "feeds": reading.feeds,
        "files": [[file.name, len(file.content)] for file in reading.files],
        "title": reading.title,
        "every": reading.every,
    }
    return head, b"".join(file.content for file in reading.files)


def _draft_to_json(draft: Draft) -> Head:
    fields = asdict(draft)
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in fields.items()
    }


def from_json(head: object, tail: bytes) -> Reading:
    """Read a reading, trusting nothing; raise ValueError where it makes no sense."""
    try:
        return _reading(_object(head), tail)
    except (TypeError, KeyError, OverflowError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _reading(head: Head, tail: bytes) -> Reading:
    every = head["every"]
    return Reading(
        drafts=tuple(_draft(each) for each in _list(head["drafts"])),
        leads=tuple(_lead(each) for each in _list(head["leads"])),
        feeds=tuple(_web(each) for each in _list(head["feeds"])),
        files=_files(_list(head["files"]), tail),
        title=_maybe(head["title"]),
        every=None if every is None else _seconds(every),
    )


def _draft(given: object) -> Draft:
    fields = _object(given)
    return Draft(
        title=_words(fields["title"]),
        text=_words(fields["text"], _LONGEST_TEXT),
        address=_maybe(fields["address"]),
        url=_maybe(fields["url"]),  # as the page declares it; nothing follows it unseen
        outlet=_maybe(fields["outlet"]),
        authors=tuple(_words(author) for author in _list(fields["authors"])),
        published=_time(fields["published"]),
        precision=_one_of(get_args(Precision), fields["precision"]),
        guessed=_of(bool, fields["guessed"]),
        updated=_time(fields["updated"]),
        section=_maybe(fields["section"]),
        language=_maybe(fields["language"]),
        extent=_one_of(get_args(Extent), fields["extent"]),
        paywalled=_of(bool, fields["paywalled"]),
    )


def _lead(given: object) -> Lead:
    url, entry, key = _list(given)
    return Lead(_web(url), None if entry is None else _draft(entry), _words(key))


def _files(named: list[Any], tail: bytes) -> tuple[Upload, ...]:
    files, start = [], 0
    for name, given in named:
        length = _of(int, given)
        if not 0 <= length <= len(tail) - start:
            raise ValueError("a file is longer than what came")
        files.append(Upload(_words(name), tail[start : start + length]))
        start += length
    return tuple(files)


def _object(value: object) -> Head:
    return _of(dict, value)


def _list(value: object) -> list[Any]:
    found: list[Any] = _of(list, value)
    if len(found) > _MOST:
        raise ValueError("a list is longer than any feed")
    return found


def _of(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError(f"not {kind.__name__}")
    return value


def _words(value: object, longest: int = _LONGEST_WORDS) -> str:
    words = _of(str, value)
    if len(words) > longest:
        raise ValueError("a text is longer than any article")
    words.encode()  # a lone surrogate breaks databases, and shows here
    return words


def _maybe(value: object) -> str | None:
    return None if value is None else _words(value)


def _web(value: object) -> str:
    address = _words(value)
    if not address.lower().startswith(_WEB):
        raise ValueError("not an address of the web")
    return address


def _seconds(value: object) -> float:
    seconds = float(value) if type(value) is int else _of(float, value)
    if not 0 <= seconds < float("inf"):
        raise ValueError("not a number of seconds")
    return seconds


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    time = datetime.fromisoformat(_of(str, value))
    if time.tzinfo is None:
        raise ValueError("a time without its zone")
    return time.astimezone(UTC)


def _one_of(known: tuple[T, ...], value: object) -> T:
    for each in known:
        if each == value:
            return each
    raise ValueError("not one of the known words")
