"""What stands over a forwarded mail: whose it was, and when it was sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OPENING = re.compile(
    r"\W*(?:begin )?(?:forwarded|original|weitergeleitete|ursprüngliche) (?:message|nachricht)\W*"
    r"|\W*message (?:transféré|d['’]origine)\W*|\W*mensaje reenviado\W*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[*\s]*(?:(?P<sender>from|von|de)|(?P<date>date|sent|datum|gesendet|envoyé|fecha|enviado)"
    r"|subject|betreff|objet|asunto|to|an|à|para|cc|reply-to)\s?:[*\s]*(?P<value>.*)",
    re.IGNORECASE,
)
_NEAR_TOP, _FEWEST, _MOST = 60, 3, 30


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A forwarded mail: its sender and date as written, and its own lines."""

    sender: str
    date: str
    lines: Sequence[str]


def parted(lines: Sequence[str]) -> Forwarded:
    """Part a mail at the headers of the one it forwards; what stands above is a covering note."""
    for start in range(min(_NEAR_TOP, len(lines))):
        fields, end = _fields(lines, start + bool(_OPENING.fullmatch(lines[start])))
        if len(fields) >= _FEWEST and any(field["sender"] for field in fields):
            return Forwarded(_said(fields, "sender"), _said(fields, "date"), lines[end:])
    return Forwarded("", "", lines)


def _fields(lines: Sequence[str], start: int) -> tuple[list[re.Match[str]], int]:
    """Read the headers that stand together from a line on, and where they end."""
    found: list[re.Match[str]] = []
    end = min(len(lines), start + _MOST)
    for number in range(start, end):
        if match := _FIELD.fullmatch(lines[number]):
            found.append(match)
        elif found or lines[number].strip():
            return found, number
    return found, end


def _said(fields: Sequence[re.Match[str]], name: str) -> str:
    return next((field["value"].strip() for field in fields if field[name]), "")
