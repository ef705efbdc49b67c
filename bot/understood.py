"""What was made of a question, in a line that whoever asked can check; and windows in words."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.dates import day, moment, month
from bot.words import IN_ENGLISH, Words
from ingest.text import one_line
from retrieval.answers import Answer, Understood, Window

_DAY = timedelta(days=1)


class InWords(Protocol):
    """How a window is written at a place; `bare` when its words stand before it already."""

    def __call__(self, window: Window, words: Words = ..., *, bare: bool = ...) -> str:
        """Write a window."""


def in_words(window: Window, words: Words = IN_ENGLISH, *, bare: bool = False) -> str:
    """Shortly: "16–22 November 2026", "on 3 May 2026", "June 2014", "since 3 May 2026"."""
    since, until = window.since, window.until
    if since is None or until is None:
        begins = _begins(since, words) if since else ""
        return _open(begins, _ends(until, words) if until else "", words, bare=bare)
    if _of_days(window):
        return _days(since.date(), until.date() - _DAY, words, bare=bare)
    return _hours(since, until, words, bare=bare)


def for_discord(window: Window, words: Words = IN_ENGLISH, *, bare: bool = False) -> str:
    """The same for Discord, where hours show in each reader's own time zone.

    A day has none, and would be another one elsewhere.
    """
    if _of_days(window):
        return in_words(window, words, bare=bare)
    begins, ends = (moment(side) if side else "" for side in (window.since, window.until))
    return f"{begins} – {ends}" if begins and ends else _open(begins, ends, words, bare=bare)


def line(
    answer: Answer,
    when: InWords = in_words,
    safe: Callable[[str], str] = one_line,
    words: Words = IN_ENGLISH,
) -> str:
    """What was understood; nothing when the question was taken as it stands.

    `when` writes a window, and `safe` what others wrote, in the way of the place it is shown at.
    """
    meant = answer.understood
    found = list(parts(meant, when, safe, words))
    if meant.follow_up and meant.question != answer.question:
        found.append(words("searched as “{question}”", question=safe(meant.question)))
    return words("Understood: {parts}", parts=" · ".join(found)) if found else ""


def parts(
    meant: Understood,
    when: InWords = in_words,
    safe: Callable[[str], str] = one_line,
    words: Words = IN_ENGLISH,
) -> Iterator[str]:
    """Each thing that was understood."""
    for window in meant.windows:
        yield _window(window, when, safe, words)
    if meant.only:
        yield words("only {outlets}", outlets=", ".join(map(safe, meant.only)))
    elif meant.outlets:
        names = ", ".join(map(safe, meant.outlets))
        one = len(meant.outlets) == 1
        yield words("outlet {name}", name=names) if one else words("outlets {names}", names=names)
    if meant.as_of:
        known = when(Window(None, meant.as_of), words, bare=True)
        yield words("as known on {date}", date=known)
    if meant.latest:
        yield words("the latest")
    if meant.compared:
        yield words.count("compares {n} side", "compares {n} sides", len(meant.compared))


def by_words(meant: Understood) -> bool:
    """Whether a time or an outlet was read from the question's words, and not set by hand."""
    outlets = bool(meant.outlets) and not meant.only
    return outlets or any(window.words for window in meant.windows)


def _window(window: Window, when: InWords, safe: Callable[[str], str], words: Words) -> str:
    # When a thing happened may be told later, so such a window does not say when it was published.
    if window.strict:
        told = words("published {when}", when=when(window, words))
    else:
        told = words("around {when}", when=_about(window, when, words))
    if not window.words:
        return told
    return words("{told} (“{written}”)", told=told, written=safe(window.words))


def _about(window: Window, when: InWords, words: Words) -> str:
    # "around since 3 May" keeps its word: without it, the other side would count as well.
    return when(window, words, bare=window.since is not None and window.until is not None)


def _of_days(window: Window) -> bool:
    return all(side is None or _is_midnight(side) for side in (window.since, window.until))


def _is_midnight(when: datetime) -> bool:
    return when.time() == time.min


def _open(begins: str, ends: str, words: Words, *, bare: bool) -> str:
    if bare and (begins or ends):
        return begins or ends
    if begins:
        return words("since {date}", date=begins)
    return words("until {date}", date=ends) if ends else words("at any time")


def _on(written: str, words: Words, *, bare: bool) -> str:
    return written if bare else words("on {date}", date=written)


def _begins(since: datetime, words: Words) -> str:
    written = day(since, words)
    return written if _is_midnight(since) else f"{written}, {since:%H:%M} {_zone(since)}"


def _ends(until: datetime, words: Words) -> str:
    """The last day, or the time of day before which it ends."""
    if _is_midnight(until):
        return day(until.date() - _DAY, words)
    return f"{day(until, words)}, {until:%H:%M} {_zone(until)}"


def _hours(since: datetime, until: datetime, words: Words, *, bare: bool) -> str:
    last, clock = until.date(), f"{until:%H:%M}"
    if _is_midnight(until):
        last, clock = last - _DAY, "24:00"
    ends = day(last, words)
    if since.date() == last:
        return _on(f"{ends}, {since:%H:%M}–{clock} {_zone(until)}", words, bare=bare)
    return f"{day(since, words)}, {since:%H:%M} – {ends}, {clock} {_zone(until)}"


def _zone(when: datetime) -> str:
    name = when.tzname() or "UTC"
    return f"UTC{name}" if name.startswith(("+", "-")) else name


def _days(first: date, last: date, words: Words, *, bare: bool) -> str:
    """Whole days, as the months or the years that they are."""
    if first == last:
        return _on(day(first, words), words, bare=bare)
    after = last + _DAY
    if first.day != 1 or after.day != 1:
        return _joined(day(first, words), day(last, words))
    if first.month != 1 or after.month != 1:
        return _joined(month(first, words), month(last, words))
    return _joined(f"{first:%Y}", f"{last:%Y}")


def _joined(begins: str, ends: str) -> str:
    """From one to the other; what they have in common is said once."""
    own, others = begins.split(), ends.split()
    while own and own[-1] == others[-1]:
        own.pop()
        others.pop()
    if not own:
        return ends
    return f"{' '.join(own)}{' – ' if len(own) > 1 else '–'}{ends}"
