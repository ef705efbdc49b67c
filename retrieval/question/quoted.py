"""The phrases a question puts in quotation marks."""

import re
from collections.abc import Sequence

from retrieval.news import Span

_ELIDED = r"(?!(?:\d\ds?|tis|twas|em|til|cause|n)\b)"
"""What an apostrophe may begin: "'90s", "'em"."""
_PHRASE = re.compile(
    r"[“„](?P<curly>[^“”„\"]+)[”“\"]"
    r"|(?<![\w=])[\"”](?=\S)(?P<straight>[^\"“”„]+)(?<=\S)[\"”](?!\w)"
    r"|«(?P<french>[^«»]+)»|»(?=\S)(?P<german>[^«»]+)(?<=\S)«|‹(?P<swiss>[^‹›]+)›"
    rf"|(?<!\w)[‘‚]{_ELIDED}(?=\S)(?P<single>(?:[^‘’]|’(?=\w))+)(?<=\S)[’‘](?!\w)"
    rf"|(?<!\w)'{_ELIDED}(?=[^\s'])(?P<plain>(?:[^']|'(?=\w))+)(?<=\S)'(?!\w)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[\s,;.?!…]+\Z")
_PAIRS = ('""', "“”", "„“", "‘’", "''", "«»")


def quoted(question: str, ignoring: Sequence[Span] = ()) -> tuple[str, ...]:
    """Find the phrases in quotation marks, each once, without the marks.

    Of marks within marks the outer count; an apostrophe and a mark left open are none. A phrase
    that is no more than what stands in `ignoring`, as an outlet's name, is left out.
    """
    found = (
        _bare(match.group(match.lastgroup or 0))
        for match in _PHRASE.finditer(question)
        if not _is_ignored(question, match, ignoring)
    )
    return tuple(dict.fromkeys(phrase for phrase in found if sum(map(str.isalpha, phrase)) > 1))


def _is_ignored(question: str, match: re.Match[str], ignoring: Sequence[Span]) -> bool:
    inside = [span for span in ignoring if match.start() < span.start and span.end < match.end()]
    rest = match.group()
    for span in inside:
        rest = rest.replace(question[span.start : span.end], "")
    return bool(inside) and not re.search(r"(?!the\b)\b\w", rest, re.IGNORECASE)


def _bare(phrase: str) -> str:
    """The phrase without spaces and marks around it, or what ends a sentence before the mark."""
    phrase = _ENDS.sub("", phrase.strip())
    while len(phrase) > 1 and phrase[0] + phrase[-1] in _PAIRS:
        phrase = phrase[1:-1].strip()
    return phrase
