"""What a sentence says turned into its contrary."""

import re
from random import Random

from retrieval.evaluate.claims import Changed, Taken, changed
from retrieval.evaluate.pieces import (
    inside,
    quotations,
    stretch,
)
from retrieval.news import Span

_NEGATIVE = re.compile(
    r"\b(?:not|never|no|nor|none|nobody|nothing|neither|without|cannot|hardly|barely|"
    r"unless|if|whether|fails?|failed|den(?:y|ied|ies)|refus\w+)\b|n[’']t\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?<![\w’'])(?:is|are|was|were|has|have|had|will|would|can|could|should)"
    r"(?= (?!(?:not|only|just|all|always|both|more|so|as|also|already|about|still|yet|even|to)\b)"
    r"[a-z])"
)
_HOLDS_NOT = re.compile(
    r"\b(?:only|just|merely|more|yet|until|necessarily|whether|longer|least|either)\b"
)
_DENIED = (
    (
        re.compile(
            r"\b(?P<kept>do|does|did|is|are|was|were|has|have|had|would|could|should) not\b"
        ),
        "",
    ),
    (
        re.compile(
            r"\b(?P<kept>do|does|did|is|are|was|were|has|have|had|would|could|should)n[’']t\b"
        ),
        "",
    ),
    (re.compile(r"\bwon[’']t\b"), "will"),
    (re.compile(r"\bca(?:n[’']t|nnot)\b"), "can"),
    (re.compile(r"\b(?P<kept>will) not\b"), ""),
    (re.compile(r"\b(?P<kept>has|have|had|was|were) never\b"), ""),
)
_OPPOSITES = (
    "rose fell, increased decreased, increase decrease, won lost, higher lower, gained lost, "
    "largest smallest, biggest smallest, highest lowest, best worst, approved rejected, "
    "accepted rejected, opened closed, supported opposed, guilty innocent, victory defeat, "
    "above below, rising falling, improved worsened, stronger weaker, older younger, "
    "oldest youngest, hired fired, began ended, strengthened weakened, "
    "legal illegal, more less, success failure, allowed forbidden, allows forbids"
)
_OPPOSITE = {
    word: other
    for pair in _OPPOSITES.split(", ")
    for word, other in (pair.split(), reversed(pair.split()))
}
_OPPOSED = re.compile(rf"\b(?:{'|'.join(_OPPOSITE)})\b")


def negation_added(taken: Taken, _chance: Random) -> Changed | None:
    """The first verb is denied."""
    said = taken.sentence
    if _NEGATIVE.search(said) or _HOLDS_NOT.search(said):
        return None
    for found in _AUXILIARY.finditer(said):
        if inside(Span(*found.span()), quotations(said)):
            continue
        word = found.group()
        denied = "cannot" if word == "can" else f"{word} not"
        return changed(said, Span(*found.span()), denied)
    return None


def negation_dropped(taken: Taken, _chance: Random) -> Changed | None:
    """What is denied is affirmed."""
    said = taken.sentence
    found = list(_NEGATIVE.finditer(said))
    if (
        len(found) != 1
        or _HOLDS_NOT.search(said)
        or inside(Span(*found[0].span()), quotations(said))
    ):
        return None
    for pattern, affirmed in _DENIED:
        if match := pattern.search(said):
            return changed(said, Span(*match.span()), affirmed or match["kept"])
    return None


def opposite(taken: Taken, _chance: Random) -> Changed | None:
    """A word became its opposite."""
    quoted = quotations(taken.sentence)
    spans = [Span(*found.span()) for found in _OPPOSED.finditer(taken.sentence)]
    spans = [span for span in spans if not inside(span, quoted)]
    if len(spans) != 1 or _NEGATIVE.search(taken.sentence):
        return None
    return changed(taken.sentence, spans[0], _OPPOSITE[stretch(taken.sentence, spans[0])])
