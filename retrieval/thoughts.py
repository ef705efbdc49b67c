"""A model's text without the thoughts that some models write into it."""

from collections.abc import Iterable, Iterator

OPEN, CLOSE = "<think>", "</think>"


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a text as they come, less what stands between <think> and </think>.

    A mark may be split over pieces: what may be the beginning of one is held back until it is
    known. Blanks before the first word are left out.
    """
    held, thinking, begun = "", False, False
    for piece in pieces:
        told, held, thinking = _parted(held + piece, thinking=thinking)
        told = told if begun else told.lstrip()
        begun = begun or bool(told)
        if told:
            yield told
    if held and not thinking:
        yield held


def answer_of(text: str) -> str:
    """The text without thoughts that were closed though never opened, as some servers send it."""
    return text.rpartition(CLOSE)[2].strip()


def _parted(text: str, *, thinking: bool) -> tuple[str, str, bool]:
    """What may be told, what is held back, and whether it ends in a thought."""
    told = []
    while True:
        mark = CLOSE if thinking else OPEN
        before, found, after = text.partition(mark)
        if not found:
            kept = _beginning(text, mark)
            if not thinking:
                told.append(text[: len(text) - kept])
            return "".join(told), text[len(text) - kept :], thinking
        if not thinking:
            told.append(before)
        text, thinking = after, not thinking


def _beginning(text: str, mark: str) -> int:
    """How many characters at the end of the text may be the beginning of the mark."""
    return next((size for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), 0)
