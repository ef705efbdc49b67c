"""What a sentence says no to, and whether another says no to the same."""

import re
from collections.abc import Sequence

from retrieval.checking.tokens import Token

_NOT = frozenset(
    "not no never nor neither none nobody nothing without cannot cant wont dont doesnt didnt isnt "
    "arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt aint".split()
)
_VERBS = frozenset(
    "deny denies denied denying refuse refuses refused refusing reject rejects rejected rejecting "
    "fail fails failed failing decline declines declined declining".split()
)
_AFTERWARDS = frozenset(
    "only just least doubt matter later fewer less more longer necessarily".split()
)
"""Words after "not" or "no" with which it denies nothing."""
_SCOPE = 3
"""How many content words after a "not" it reaches."""
_BREAK = re.compile(r"[,;:.!?—–()]")


def denied(words: Sequence[Token], text: str) -> dict[str, tuple[int, int]]:
    """The stems a sentence denies, each with the place of the word that does.

    `text` is what the words' offsets count in.
    """
    found: dict[str, tuple[int, int]] = {}
    for at, token in enumerate(words):
        if not _denies(words, at):
            continue
        for reached in _reached(words, at, text):
            if reached.stem in found:
                del found[reached.stem]  # said no to twice
            else:
                found[reached.stem] = (token.start, token.end)
    return found


def denying(words: Sequence[Token]) -> set[int]:
    """Where the words begin that do nothing but deny: "nobody", and "one" behind "no"."""
    return {
        token.start
        for at, token in enumerate(words)
        if token.key in _NOT or (token.key == "one" and at and words[at - 1].key == "no")
    }


def _denies(words: Sequence[Token], at: int) -> bool:
    key = words[at].key
    after = words[at + 1].key if at + 1 < len(words) else ""
    if key == "no" and (after.isdigit() or after == "one"):
        return after == "one"
    return (key in _NOT and after not in _AFTERWARDS) or key in _VERBS


def _reached(words: Sequence[Token], at: int, text: str) -> list[Token]:
    """The content words that a denial reaches: some few after it in its clause."""
    found: list[Token] = []
    last = words[at].end
    for token in words[at + 1 :]:
        # "not very, very strong" goes on, "He did not, for the bridge was shut" does not
        broken = _BREAK.search(text[last : token.start])
        if len(found) == _SCOPE or (broken and (found or not _goes_on(words[at + 1 :], token))):
            break
        if token.content:
            found.append(token)
        last = token.end
    return found


def _goes_on(after: Sequence[Token], token: Token) -> bool:
    """Whether a word after a comma only says the word before it again."""
    return token in after[1:2] and token.key == after[0].key
