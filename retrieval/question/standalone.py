"""How a question that leans on an earlier one is said so that it stands alone."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from retrieval.answers import Turn
from retrieval.question.antecedents import Kind, Named, kind, named, named_in
from retrieval.question.bound import To
from retrieval.question.follow_up import PART, carried, is_bare, own_words, part
from retrieval.question.names import names
from retrieval.question.pointers import Pointer, pointers
from retrieval.question.when import times
from retrieval.question.words import fold, words

_CONTEXT = 6
_WORDS = 4
"""Words of the earlier question that are joined where it is what is asked on about."""
_OWN = 2
"""Telling words with which a follow-up has a matter of its own."""
_LEANT = re.compile(r"(?P<own>.*?)\s*\((?P<on>[^()]*)\)", re.DOTALL)
"""A follow-up as it was made to stand alone before."""
_LEANT_ON_LONGEST = 30
"""Words of an earlier question that are taken over as they stand."""
_PLACES = frozenset({"in", "at", "near", "from", "around", "outside", "across"})
_WHO = re.compile(r"\s*(?:who|whose|which|what)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\s*(?:which|what (?:ship|ferry|company|party|team|film|book|town|city|club|bank|country)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*[?!.]*(?P<tail>(?:\s*\([^()]*\))?)$")
_FITS = {
    To.PERSON: (Kind.PERSON,),
    To.THING: (Kind.THING, Kind.PLACE),
    To.PLACE: (Kind.PLACE, Kind.THING),
}


def standing(asked: str, before: Turn, asked_at: datetime) -> str:
    """The question as it stands alone: "Will Osric Pellham appeal? (Tarnholt)".

    A part of one ("and in Britain?") is put into the question before; a pronoun gives way to whom
    it fits. Behind it, in brackets, stands the question before where this one says nothing itself
    ("why?"), or what of that exchange may matter else.
    """
    whole = _whole(asked, before, asked_at)
    if whole is not None:
        return whole
    known, points = named(before), pointers(asked)
    said, used = _filled(asked, points, known, before)
    if not used and not own_words(asked) and (earlier := _asked_before(before, known)):
        return f"{said} ({earlier})"
    others = [one.name for one in known if one not in used and one.name not in said]
    context = _context(asked, others, used, before, _topic(before, asked, said)[:_WORDS])
    return f"{said} ({', '.join(context)})" if context else said


def _context(
    asked: str, others: Sequence[str], used: Sequence[Named], before: Turn, topic: list[str]
) -> list[str]:
    """What of the exchange before may matter: its `others`, not named again, and its topic."""
    points = pointers(asked)
    if part(asked) is not None and names(asked):
        return []  # it is about somebody or somewhere else
    if _has_own_matter(asked, points, used) and (asked_of := named_in(before)):
        # All that was said before would drown it: "and how much diesel was spilled?"
        there = any(one.kind is Kind.PLACE for one in used)
        return [name for name in others if name in asked_of][:_CONTEXT] + (topic if there else [])
    of_it_all = not others or _asks_of_it_all(asked, points, used)
    return [*others[:_CONTEXT], *(topic if of_it_all else [])]


def _parted(question: str) -> tuple[str, str]:
    """A question before, and what it leaned on itself."""
    match = _LEANT.fullmatch(question.strip())
    return (match["own"], match["on"]) if match else (question, "")


def _asked_before(before: Turn, known: Sequence[Named]) -> str:
    """The question before as one may lean on it: what it asked, of what, and whom that named.

    Nothing when it is very long.
    """
    own, on = _parted(before.question)
    said = " ".join(filter(None, (carried(own) if own_words(own) else "", on)))
    if len(said.split(maxsplit=_LEANT_ON_LONGEST)) > _LEANT_ON_LONGEST or "(" in said:
        return ""
    unsaid = [one.name for one in known if one.name not in said]
    told = unsaid[:1] if _WHO.match(said) and not on else []
    return " ".join((said, *told))


def _whole(asked: str, before: Turn, asked_at: datetime) -> str | None:
    """The earlier question with a part or its time exchanged for that of this one."""
    match = part(asked)
    if match is None:
        return None
    told = times(asked[match.start() :].strip(" ?!."), asked_at)
    if not told.windows:
        return _exchanged(before.question, match, before)
    earlier = times(before.question, asked_at).rest
    when = " ".join(window.words for window in told.windows)
    inner = PART.fullmatch(told.rest) if told.rest else None
    if inner:
        changed = _exchanged(earlier, inner, before)
        return _with(changed, when) if changed else None
    return None if told.rest else _with(earlier, when)


def _exchanged(earlier: str, match: re.Match[str], before: Turn) -> str | None:
    """The earlier question about another place, person or thing; None when none fits there."""
    where, what = match["where"], match["what"]
    found = names(f"about {what}")
    if found and fold(found[0]) != fold(what):
        return None
    here = (where or "").lower() in _PLACES
    sort, sure = (Kind.PLACE, True) if here else kind(what)
    alone = len(what.split()) == 1 and sort is Kind.PLACE  # typed without its capital
    if not (found or alone):
        return None
    asked = names(earlier)
    known = [one for one in reversed(named(before)) if one.name in asked]
    known.sort(key=lambda one: earlier.rfind(one.name))
    if not (sure or match["the"]):
        known.sort(key=lambda one: one.kind is Kind.PLACE)  # "and Wexley?" is a place more often
    same = [one for one in known if one.kind is sort] if sure or match["the"] else known
    if same:
        old = same[-1].name
        at = earlier.rfind(old)
        return f"{earlier[:at]}{what}{earlier[at + len(old) :]}"
    return _with(earlier, f"{where or 'in'} {what}") if sort is Kind.PLACE else None


def _with(question: str, added: str) -> str:
    """The question with some words at its end, before what stands there in brackets."""
    match = _TAIL.search(question)
    if match is None:
        return f"{question} {added}?"
    return f"{question[: match.start()]} {added}?{match['tail']}"


def _filled(
    asked: str, points: Sequence[Pointer], known: Sequence[Named], before: Turn
) -> tuple[str, list[Named]]:
    """The question with names in place of pronouns, and the names used."""
    said, used = asked, list[Named]()
    meant = _asked_about(before, known)
    for pointer in reversed(points):
        word = fold(asked[pointer.span.start : pointer.span.end])
        fit = next(_fitting(pointer.to, word, meant if pointer.to is To.THING else known), None)
        if fit is None:
            continue
        put = fit.name
        if pointer.to is To.PLACE:
            put = f"{'in' if fit.kind is Kind.PLACE else 'at'} {fit.name}"
        put += "’s" if pointer.owns else ""
        said = f"{said[: pointer.span.start]}{put}{said[pointer.span.end :]}"
        used.append(fit)
    return said, used


def _asked_about(before: Turn, known: Sequence[Named]) -> list[Named]:
    """The names in the question before, and in the answer where it asked "which ship"."""
    asked, which = named_in(before), _WHICH.match(before.question)
    only = len(_topic(before, "", "")) <= 1  # "Where is Kelp Head?" is about the place itself
    return [
        one
        for one in known
        if (one.name in asked or (which and one.sure)) and (only or one.kind is not Kind.PLACE)
    ]


def _fitting(to: To, word: str, known: Sequence[Named]) -> Iterator[Named]:
    """The names that a pronoun may mean, the likeliest first."""
    man, woman = word in {"he", "him", "his"}, word in {"she", "her", "hers"}
    for wanted in _FITS.get(to, ()):
        for one in known:
            wrong = (man and one.woman) or (woman and one.man)
            if one.kind is wanted and one.sure and not wrong:
                yield one
    if to in {To.PERSON, To.THING}:
        yield from (one for one in known if not one.sure and one.kind is Kind.THING)


def _asks_of_it_all(asked: str, points: Sequence[Pointer], used: Sequence[Named]) -> bool:
    """Whether it asks about what happened rather than about someone named."""
    event = any(pointer.to in {To.EVENT, To.OTHER} for pointer in points)
    return not used or event or part(asked) is not None or is_bare(asked)


def _has_own_matter(asked: str, points: Sequence[Pointer], used: Sequence[Named]) -> bool:
    """Whether it tells enough of something else of the same, and whom it points to is known."""
    leans = len(used) < len(points) or part(asked) is not None or is_bare(asked)
    return not leans and len(own_words(asked)) >= _OWN


def _topic(before: Turn, asked: str, said: str = "") -> list[str]:
    """The telling words of the earlier question that no name among its own has.

    What asks something of its own leans on what the earlier one leaned on, not on what that asked.
    """
    on = _parted(before.question)[1]
    leant = on if on and own_words(asked) else before.question
    known = {word for name in named_in(before) for word in words(name)}
    told = set(words(said)) | set(words(asked)) | known
    return [word for word in own_words(leant) if word not in told]
