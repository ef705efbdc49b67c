"""The stretch of a flattened page that is its article, between the menus and the comments."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.prose.furniture import is_sentence

_WORDS_OF_AN_ITEM, _WORDS_OF_A_REMARK = 8, 4
_DIRTY, _LONG_PAGE = 0.7, 20
_MENU, _MOSTLY_MENU = 8, 0.5
_MOST_OF_A_LINE, _COST, _MOST_COST = 50, 8, 120
_SHORTEST_TABLE, _LONGEST_TABLE, _FIGURES = 4, 50, 0.5
_LEAD = 2
_PROSE_BEFORE_COMMENTS = 5
_DIGIT = re.compile(r"\d")
_COMMENTS = re.compile(
    r"(?:\d[\d,.]* )?(?:reader |user |all )?(?:comments?|responses?|replies|kommentare|commentaires"
    r"|comentarios|comentários|комментарии|conversation)(?: ?[(:] ?\d*\)?| \d+)?(?: (?:on|to) .*)?"
    r"|(?:leave|post|write|add) a (?:comment|reply)\b.*|join the (?:conversation|discussion)\b.*"
    r"|(?:view|show|see|load) (?:all |\d+ )?comments\b.*|comments are closed\b.*"
    r"|you must (?:be )?log(?:ged)? in to .*comment.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines of one kind that stand together, and what taking them is worth."""

    start: int
    end: int
    worth: int


def without_comments(lines: Sequence[str]) -> list[str]:
    """End a page where its readers begin to speak: what they write reads like an article."""
    prose = 0
    if not _is_dirty(lines):
        return list(lines)
    for number, line in enumerate(lines):
        if prose >= _PROSE_BEFORE_COMMENTS and _COMMENTS.fullmatch(line):
            return list(lines[:number])
        prose += is_sentence(line)
    return list(lines)


def densest(lines: Sequence[str]) -> range:
    """Find the stretch with the most prose of a page that has menus.

    A text that is mostly prose is left whole: there the step could only lose lines. Lines of
    figures cost nothing: results, prices and dates of concerts are an article's own lists.
    """
    if not _is_dirty(lines):
        return range(len(lines))
    best, start, total, chosen = 0, 0, 0, (0, len(lines))
    for run in _runs(lines):
        if total <= 0:
            start, total = run.start, 0
        total += run.worth
        if total > best:
            best, chosen = total, (start, run.end)
    return range(_from(lines, chosen[0]), _to(lines, chosen[1]))


def _is_dirty(lines: Sequence[str]) -> bool:
    if len(lines) < _LONG_PAGE:
        return False
    prose = sum(len(line) for line in lines if len(line.split()) >= _WORDS_OF_AN_ITEM)
    if prose < _DIRTY * sum(map(len, lines)):
        return True
    runs = [(good, len(list(run))) for good, run in itertools.groupby(map(is_sentence, lines))]
    others = [length for good, length in runs if not good]
    return max(others, default=0) >= _MENU and sum(others) >= _MOSTLY_MENU * len(lines)


def _runs(lines: Sequence[str]) -> list[_Run]:
    runs: list[_Run] = []
    for good, group in itertools.groupby(lines, key=is_sentence):
        run = list(group)
        start = runs[-1].end if runs else 0
        if good:
            worth = sum(min(_MOST_OF_A_LINE, len(line.split())) for line in run)
        else:
            worth = 1 if _is_table(run) else -min(_MOST_COST, _COST * len(run))
        runs.append(_Run(start, start + len(run), worth))
    return runs


def _is_table(run: Sequence[str]) -> bool:
    figures = sum(_DIGIT.search(line) is not None for line in run)
    return _SHORTEST_TABLE <= len(run) <= _LONGEST_TABLE and figures >= _FIGURES * len(run)


def _from(lines: Sequence[str], start: int) -> int:
    """Begin with the lead, though it may lack its full stop."""
    near = range(start - 1, max(-1, start - 1 - _LEAD), -1)
    return next((at for at in near if _may_be_prose(lines[at])), start)


def _to(lines: Sequence[str], end: int) -> int:
    while end < len(lines) and _may_be_prose(lines[end]):
        end += 1
    return end


def _may_be_prose(line: str) -> bool:
    """Tell a line that is long, or short with its full stop."""
    words = len(line.split())
    return words >= _WORDS_OF_AN_ITEM or (
        words >= _WORDS_OF_A_REMARK and line.endswith((".", ".”", '."', "!", "?", "。"))
    )
