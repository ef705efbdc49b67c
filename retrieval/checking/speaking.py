"""Whether passages let the one speak whom a sentence lets speak."""

from collections.abc import Sequence

from retrieval.checking.faults import Fault, Kind
from retrieval.checking.looking import Claim, Look
from retrieval.checking.names import home_keys
from retrieval.checking.reading import NAME
from retrieval.checking.tokens import tokens
from retrieval.speech import attributed, speaker

_SOME = 2
"""So many words of a sentence, besides the speaker's name, are something that was said."""
_BEFORE = 2
"""How many sentences before its words a speaker may be named, where the words are reported."""


def not_theirs(claim: Claim, looks: Sequence[Look]) -> list[Fault]:
    """The speaker to whom a sentence gives words that no passage gives them.

    Where most of the words stand, or right before it where it reports speech, the speaker must be
    named; an outlet speaks in all that it publishes. Speakers without a name are not looked up.
    """
    told = speaker(claim.text)
    start = claim.text.find(told) if told else -1
    if told is None or start < 0:
        return []
    end = start + len(told)
    units = claim.reading.units
    rest = frozenset(n for n, unit in enumerate(units) if not start <= unit.start < end)
    named = [
        place
        for place, part in enumerate(claim.reading.parts)
        if part.mask == NAME and start <= part.start < end
    ]
    outlet = set(home_keys(tokens(told))) - {"the"}
    if not named or any(
        outlet & one.material.outlet or _speaks(one, named, rest, looks) for one in looks
    ):
        return []
    return [Fault(Kind.NAME, told)]


def _speaks(one: Look, named: Sequence[int], rest: frozenset[int], looks: Sequence[Look]) -> bool:
    """Whether one of the passage's sentences with most of the words is the speaker's."""
    heard = {fit.sentence for place in named for fit in one.fits[place] if fit.same}
    if any(
        len(one.covers[n] & rest) >= _SOME and attributed(_words(one, n)) for n in heard if n >= 0
    ):
        return True  # as where two sentences were made one
    most = max((len(units & rest) for each in looks for units in each.covers.values()), default=0)
    best = [n for n, units in one.covers.items() if n >= 0 and len(units & rest) == most]
    return any(_is_theirs(one, n, heard) for n in best)


def _is_theirs(one: Look, number: int, heard: set[int]) -> bool:
    if number in heard:
        return True
    said = _words(one, number)
    if not heard & set(range(number - _BEFORE, number)):
        return False
    # "the mayor said" may well be the one named before, "the Saltmere harbourmaster said" is not.
    other = (speaker(said) or "").removeprefix("The ")
    return other == other.lower() and (attributed(said) or said[:1] in "“\"‘'")


def _words(one: Look, number: int) -> str:
    span = one.material.sentences[number].span
    return one.material.text[span.start : span.end]
