"""What nothing shown may hold, whoever wrote it: read from the very characters that go out."""

import re
import unicodedata
from collections.abc import Iterable
from io import StringIO

from rich.console import Console

from bot.terminal import answer_lines, plain
from bot.wording import web
from retrieval.answers import Answer

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_LINK = re.compile(r"\]\(<(?P<address>[^<>\s]*)>\)")
_TIME = re.compile(r"<t:(?P<seconds>-?\d{1,12}):[dDtTfFR]>")
_PING = re.compile(r"@(?:everyone|here|[!&]?\d{17,20})")
_HEADING = re.compile(r"^#{1,3}\s", re.MULTILINE)
_QUOTED = re.compile(r"^>(?:>>)?\s", re.MULTILINE)
_HYPERLINK = re.compile(r"\x1b\]8;[^;\x1b]*;(?P<address>[^\x1b]*)\x1b\\")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
MOST_MARKS = 8


def allowed(answer: Answer) -> set[str]:
    """The addresses that an answer may lead to: those of the articles that it cites or names."""
    told = [one.url for one in answer.citations] + [one.link for one in answer.citations]
    told += [one.url for one in answer.closest]
    return {address for address in map(web, told) if address}


def times(answer: Answer) -> set[int]:
    """The moments that an answer's own dates may show."""
    moments = [moment for one in answer.citations for moment in (one.published, one.updated)]
    moments += [one.published for one in answer.closest]
    moments += [answer.as_of.asked_at, answer.as_of.newest]
    return {int(moment.timestamp()) for moment in moments if moment}


def in_discord(text: str, answer: Answer) -> list[str]:
    """What a text for Discord holds that none may: pings, strange links, markup, unseen signs."""
    bare = _ESCAPED.sub("", text)
    links = {found["address"] for found in _LINK.finditer(bare)}
    rest = _LINK.sub("]", bare)
    strange = [int(found["seconds"]) for found in _TIME.finditer(rest)]
    rest = _TIME.sub("", rest)
    faults = {
        "ping": _PING.findall(text),
        "link": sorted(links - allowed(answer)),
        "address": re.findall(r"\w*://", rest),
        "masked link": re.findall(r"\]\([^)]*", rest),
        "tag": re.findall(r"<[@#/:a-z]\S*", rest),
        "time": sorted(set(strange) - times(answer)),
        "markup": re.findall(r"[|`~]", rest),
        "heading": _HEADING.findall(rest),
        "quotation": _QUOTED.findall(rest)[len(answer.citations) :],
        "unseen": unseen(text.replace("\u200b", "")),
        "flood": floods(text),
    }
    return [f"{kind}: {found}" for kind, found in faults.items() if found]


def in_terminal(answer: Answer) -> list[str]:
    """What the terminal would be sent for an answer that it may not: by kind."""
    lines = answer_lines(answer, quotes=True, hyperlinks=True)
    written = _printed(line.text for line in lines)
    links = {found["address"] for found in _HYPERLINK.finditer(written)} - {""}
    piped = plain(answer_lines(answer, quotes=True))
    rest = _COLOUR.sub("", _HYPERLINK.sub("", written)) + piped
    faults = {
        "link": sorted(links - allowed(answer)),
        "unseen": unseen(rest),
        "flood": floods(rest),
    }
    return [f"{kind}: {found}" for kind, found in faults.items() if found]


def unseen(text: str) -> list[str]:
    """The characters that no reader sees, line breaks aside."""
    return [hex(ord(one)) for one in text if unicodedata.category(one) in _UNSEEN and one != "\n"]


def floods(text: str) -> list[int]:
    """The lengths of runs of combining marks that no language writes."""
    runs, length = [0], 0
    for one in text:
        length = length + 1 if unicodedata.category(one).startswith("M") else 0
        runs.append(length)
    return [max(runs)] if max(runs) > MOST_MARKS else []


def _printed(shown: Iterable[object]) -> str:
    written = StringIO()
    console = Console(
        file=written,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        width=80,
        highlight=False,
        markup=False,
        _environ={},
    )
    for each in shown:
        console.print(each)
    return written.getvalue()
