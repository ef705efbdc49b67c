"""Whether a question leans on an earlier one, and how it is said so that it stands alone."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from retrieval.answers import Turn
from retrieval.question.antecedents import Kind, Named, kind, named
from retrieval.question.bound import To
from retrieval.question.names import names
from retrieval.question.pointers import Pointer, pointers
from retrieval.question.when import times
from retrieval.question.words import STOP_WORDS, fold, telling, words

_LONGEST = 20
"""Words: who writes more than that says what it is about."""
_CONTEXT = 6
_WORDS = 4
"""Words of the earlier question that are joined where it is what is asked on about."""
_OWN = 2
"""Telling words with which a follow-up has a matter of its own."""
_CARRIES_ON = re.compile(
    r"\s*(?:(?:and|but|or|so(?! (?:far|many|much)\b)|also|ok|okay)\b[\s,]*)*"
    r"(?:(?:and|but|or|so(?! (?:far|many|much)\b)|what about|how about|what of)\b)[\s,]*",
    re.IGNORECASE,
)
_WEAK_START = re.compile(r"\s*(?:so|ok|okay)\b[\s,]*(?!$)", re.IGNORECASE)
_ASKS_BARELY = re.compile(r"\s*(?:why|when|where|who|whom|how)\b", re.IGNORECASE)
_WHAT_THEN = re.compile(
    r"\s*what (?:happened|happens|comes|came|else|now|next|for|was said)\b"
    r"(?: (?:next|after|afterwards|later|to))?\W*$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\s*(?:who|what|where)(?:['’]s| is| was| are)\s+(?!(?:a|an|the|next|missing|dead|alive|guilty|"
    r"responsible|involved|hurt|shot|left|ahead|behind|right|wrong|\w+(?:ed|ing|ble))\b)\w",
    re.IGNORECASE,
)
"""As in "who is calloway?": a name typed without its capital begins anew."""
_PART = re.compile(
    r"(?:(?P<where>in|at|near|from|around|outside|across|for|on|by|with)\s+)?(?P<the>the\s+)?"
    r"(?P<what>[^\W_][^?!.,;:()]{0,60}?)\s*[?!.]*",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\s*how (?:many|much) (?:died|took|came|went|left|fell|got|won|lost|\w+ed)\b", re.IGNORECASE
)
_FRAGMENT = re.compile(r"\s*(?:in|at|near|from|around|outside)\s", re.IGNORECASE)
_FEW = 5
_NO_PART = frozenset(
    "is are was were be been do does did has have had will would can could should might must "
    "why when where who whom whose which what how not".split()
)
"""With one of these, it is a clause and no mere part of one."""
_PLACES = frozenset({"in", "at", "near", "from", "around", "outside", "across"})
_WHICH = re.compile(
    r"\s*(?:which|what (?:ship|ferry|company|party|team|film|book|town|city|club|bank|country)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*[?!.]*(?P<tail>(?:\s*\([^()]*\))?)$")
_FITS = {
    To.PERSON: (Kind.PERSON,),
    To.THING: (Kind.THING, Kind.PLACE),
    To.PLACE: (Kind.PLACE,),
}


def refers_back(question: str) -> bool:
    """Whether the question leans on an earlier one: "and …", a bare "why?", a word like "he".

    A word that points to something the question names itself does not count.
    """
    if len(question.split(maxsplit=_LONGEST)) > _LONGEST:
        return False
    own = bool(names(question))
    if _CARRIES_ON.match(question):
        return not (own and _WEAK_START.match(question) and part(question) is None)
    if _FRAGMENT.match(question) and part(question) is not None:
        return True
    if any(pointer.to is not To.OTHER or not own for pointer in pointers(question)):
        return True
    return not own and (_is_bare(question) or _WHAT_THEN.match(question) is not None)


def leaned_on(history: Sequence[Turn]) -> Turn | None:
    """The exchange that a follow-up leans on: the last one that tells of something.

    A question that was refused and names nobody tells less than an older answer.
    """
    telling_ones = (turn for turn in reversed(history) if turn.answer or names(turn.question))
    return next(telling_ones, history[-1] if history else None)


def standing(asked: str, before: Turn, asked_at: datetime) -> str:
    """The question as it stands alone: "Will Osric Pellham appeal? (Tarnholt)".

    A part of one ("and in Britain?") is put into the question before; a pronoun gives way to whom
    it fits. What else may matter of the exchange before stands behind, in brackets.
    """
    whole = _whole(asked, before, asked_at)
    if whole is not None:
        return whole
    known, points = named(before), pointers(asked)
    said, used = _filled(asked, points, known, before)
    context = [one.name for one in known if one not in used and one.name not in said]
    if _has_own_matter(asked, points) and (asked_of := names(before.question)):
        # All that was said before would drown it: "and how much diesel was spilled?"
        context = [name for name in context if name in asked_of][:_CONTEXT]
    elif not known or _asks_of_it_all(asked, points, used):
        context = [*context[:_CONTEXT], *_topic(before, said)[:_WORDS]]
    else:
        context = context[:_CONTEXT]
    return f"{said} ({', '.join(context)})" if context else said


def part(question: str) -> re.Match[str] | None:
    """What the question puts in the place of a part of the one before, if it is no clause."""
    carried = _CARRIES_ON.match(question)
    match = _PART.fullmatch(question, carried.end() if carried else 0)
    said = words(match["what"]) if match else []
    clause = len(said) > _FEW or not _NO_PART.isdisjoint(said)
    return None if clause or not said or pointers(question) else match


def _is_bare(question: str) -> bool:
    own = [word for word in words(question) if word not in STOP_WORDS]
    most = 2 if _COUNTS.match(question) else 1
    if len(own) > most or _INTRODUCES.match(question):
        return False
    return _ASKS_BARELY.match(question) is not None


def _whole(asked: str, before: Turn, asked_at: datetime) -> str | None:
    """The earlier question with a part or its time exchanged for that of this one."""
    match = part(asked)
    if match is None:
        return None
    carried = asked[match.start() :].strip(" ?!.")
    told = times(carried, asked_at)
    if not told.windows:
        return _exchanged(before.question, match, before)
    earlier = times(before.question, asked_at).rest
    when = " ".join(window.words for window in told.windows)
    inner = _PART.fullmatch(told.rest) if told.rest else None
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
        put = f"in {fit.name}" if pointer.to is To.PLACE else fit.name
        put += "’s" if pointer.owns else ""
        said = f"{said[: pointer.span.start]}{put}{said[pointer.span.end :]}"
        used.append(fit)
    return said, used


def _asked_about(before: Turn, known: Sequence[Named]) -> list[Named]:
    """The names in the question before, and in the answer where it asked "which ship"."""
    asked, which = names(before.question), _WHICH.match(before.question)
    only = len(_topic(before, "")) <= 1  # "Where is Kelp Head?" is about the place itself
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
    return not used or event or part(asked) is not None or _is_bare(asked)


def _has_own_matter(asked: str, points: Sequence[Pointer]) -> bool:
    """Whether it goes on to something else of the same: it points to nothing, and tells enough."""
    leans = points or part(asked) is not None or _is_bare(asked)
    return not leans and len(telling(asked)) >= _OWN


def _topic(before: Turn, said: str) -> list[str]:
    """The telling words of the earlier question that no name among its own has."""
    known = {word for name in names(before.question) for word in words(name)}
    return [w for w in telling(before.question) if w not in known and w not in words(said)]
