"""What was made of a question, in a line that whoever asked can check; and windows in words."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from bot.dates import day, moment
from bot.wording import plural
from ingest.text import one_line
from retrieval.news import Answer, Understood, Window

_DAY = timedelta(days=1)


def in_words(window: Window) -> str:
    """Shortly: "16–22 November 2026", "on 3 May 2026", "June 2014", "since 3 May 2026"."""
    since, until = window.since, window.until
    if since is None or until is None:
        return _open(window, _begins, _ends)
    if _of_days(window):
        return _days(since.date(), until.date() - _DAY)
    return _hours(since, until)


def for_discord(window: Window) -> str:
    """The same for Discord, where hours show in each reader's own time zone.

    A day has none, and would be another one elsewhere.
    """
    if _of_days(window):
        return in_words(window)
    if window.since and window.until:
        return f"{moment(window.since)} – {moment(window.until)}"
    return _open(window, moment, moment)


def line(
    answer: Answer,
    when: Callable[[Window], str] = in_words,
    safe: Callable[[str], str] = one_line,
) -> str:
    """What was understood; nothing when the question was taken as it stands.

    `when` writes a window, and `safe` what others wrote, in the way of the place it is shown at.
    """
    meant = answer.understood
    found = list(parts(meant, when, safe))
    if meant.follow_up and meant.question != answer.question:
        found.append(f"searched as “{safe(meant.question)}”")
    return f"Understood: {' · '.join(found)}" if found else ""


def parts(
    meant: Understood,
    when: Callable[[Window], str] = in_words,
    safe: Callable[[str], str] = one_line,
) -> Iterator[str]:
    """Each thing that was understood."""
    for window in meant.windows:
        yield _window(window, when, safe)
    if meant.only:
        yield f"only {', '.join(map(safe, meant.only))}"
    elif meant.outlets:
        noun = "outlet" if len(meant.outlets) == 1 else "outlets"
        yield f"{noun} {', '.join(map(safe, meant.outlets))}"
    if meant.as_of:
        yield f"as known on {when(Window(None, meant.as_of)).removeprefix('until ')}"
    if meant.latest:
        yield "the latest"
    if meant.compared:
        yield f"compares {plural(len(meant.compared), 'side')}"


def by_words(meant: Understood) -> bool:
    """Whether a time or an outlet was read from the question's words, and not set by hand."""
    outlets = bool(meant.outlets) and not meant.only
    return outlets or any(window.words for window in meant.windows)


def _window(window: Window, when: Callable[[Window], str], safe: Callable[[str], str]) -> str:
    # When a thing happened may be told later, so such a window does not say when it was published.
    told = f"published {when(window)}"
    if not window.strict:
        told = f"around {when(window).removeprefix('on ')}"
    return f"{told} (“{safe(window.words)}”)" if window.words else told


def _of_days(window: Window) -> bool:
    return all(side is None or _is_midnight(side) for side in (window.since, window.until))


def _is_midnight(when: datetime) -> bool:
    return when.time() == time.min


def _open(
    window: Window, begins: Callable[[datetime], str], ends: Callable[[datetime], str]
) -> str:
    if window.since:
        return f"since {begins(window.since)}"
    return f"until {ends(window.until)}" if window.until else "at any time"


def _begins(since: datetime) -> str:
    return day(since) if _is_midnight(since) else f"{day(since)}, {since:%H:%M} {_zone(since)}"


def _ends(until: datetime) -> str:
    """The last day, or the time of day before which it ends."""
    if _is_midnight(until):
        return day(until.date() - _DAY)
    return f"{day(until)}, {until:%H:%M} {_zone(until)}"


def _hours(since: datetime, until: datetime) -> str:
    last, clock = until.date(), f"{until:%H:%M}"
    if _is_midnight(until):
        last, clock = last - _DAY, "24:00"
    if since.date() == last:
        return f"on {day(last)}, {since:%H:%M}–{clock} {_zone(until)}"
    return f"{day(since)}, {since:%H:%M} – {day(last)}, {clock} {_zone(until)}"


def _zone(when: datetime) -> str:
    name = when.tzname() or "UTC"
    return f"UTC{name}" if name.startswith(("+", "-")) else name


def _days(first: date, last: date) -> str:
    """Whole days, as the months or the years that they are."""
    if first == last:
        return f"on {day(first)}"
    after = last + _DAY
    if first.day != 1 or after.day != 1:
        return _joined(day(first), day(last))
    if first.month != 1 or after.month != 1:
        return _joined(f"{first:%B %Y}", f"{last:%B %Y}")
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
