"""A question that compares, taken apart: one search for each of its sides."""

import re
from collections.abc import Sequence
from itertools import islice

from retrieval.news import Span
from retrieval.question.names import names
from retrieval.question.words import fold, telling

_PIECE = r"(?:articles?|reports?|coverage|stor(?:y|ies)|pieces?|editorials?)"
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)"
_ASKING = rf"(?:{_AUXILIARY}|which|what|who|how|whose|where|when|why)"
_WORDS = r"(?:(?!and\b)[^\s,]+\s+){0,7}?"
_ANOTHER = (
    rf"(?:(?:the|an?|another|its|that)\s+{_WORDS}{_PIECE}\b|"
    rf"(?:the|an?)\s[^,]{{0,99}}?\b(?:reported|covered|published)\s+by\b|"
    rf"[\"'“‘][^\"'”’]+[\"'”’]\s+{_PIECE}\b|(?:the|that)\s+(?:one|same|subsequent|depiction)\b)"
)
"""How a second article is named: "the Herald's report", "another article", "the one"."""
_TELLS = re.compile(
    rf"\b{_PIECE}\b|\b(?:suggest|claim|report|indicat|impl[iy]|discuss|mention|describ|credit|"
    r"focus|confirm|portray|depict|highlight|said\b|says?\b|stat(?:e[sd]?|ing)\b|detail|"
    r"cit(?:es?|ing)\b)|\b(?:covered|published|told|written)\s+by\b",
    re.IGNORECASE,
)
_POLAR = re.compile(
    rf"(?:according to [^,]+,\s+)?(?:{_AUXILIARY}|(?:what|how)\s+(?:do|does|did))\b", re.IGNORECASE
)
_OR_NOT = re.compile(
    rf",\s+or\s+{_ASKING}\b.*$|\s+or\s+not\b.*$|,?\s+(?:in)?consistent or .*$", re.IGNORECASE
)
_OPENING = re.compile(
    rf"^\W*(?:(?:{_ASKING}|and|but|both|each|between|after|there|any|no|whether|then)\b\s*)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"^(?P<lead>.*?)\bbetween\s+(?P<a>.+?),?\s+and\s+(?P<b>{_ANOTHER}.*?)"
    rf"(?:,\s+(?P<tail>{_ASKING}\b.+))?$",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"^.*?\b(?:difference|differences|similarities|comparison|gap)\s+(?P<of>.*?)"
    r"between\s+(?P<a>.+?)\s+and\s+(?P<b>.+?)(?P<tail>\s+(?:in|on|about|regarding|over)\s.+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"^after\s+(?P<a>.+?),\s+(?P<b>{_ASKING}\b.+)$", re.IGNORECASE)
_AGAIN = re.compile(
    rf",?\s+and\s+(?:again\s+)?(?={_ANOTHER}|on\s|[A-Z][^,]*?\b(?:report|shar|highlight|discuss))"
)
_CLAUSE = re.compile(
    rf",?\s+(?:while|whereas)\s+|,\s+and\s+(?={_AUXILIARY}\b|another\b|{_ANOTHER})", re.IGNORECASE
)
_ONE_THE_OTHER = re.compile(
    r"^(?P<lead>.+?),?\s+with\s+(?:one|the former)\s+(?P<a>.+?)\s+and\s+(?:the other|the latter|"
    r"another)\s+(?P<b>.+)$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"^(?:(?:what|how|where|when|why)\s+)?{_AUXILIARY}\s+(?P<pair>.+?\s+and\s+.+?)\s+"
    r"(?:both|each|(?P<verb>(?-i:agree|disagree|differ|say|think|want|propose|report|cover|describe)))\b\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"^{_AUXILIARY}\s+both\s+(?P<a>.+?),?\s+and\s+(?P<b>{_ANOTHER}.*)$", re.IGNORECASE
)
_COMPARE = re.compile(
    r"^(?:please\s+)?(?:compare|contrast)\s+(?P<a>.+?)\s+(?:and|with|to|against|versus|vs\.?)\s+"
    r"(?P<b>.+)$",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"^(?P<stem>.*?\b(?:which|what|who|whose|where)\b.+?)[,:]\s+(?P<all>(?:[^,]+,\s+)*[^,]+?),?"
    r"\s+or\s+(?P<last>[^,]+)$",
    re.IGNORECASE,
)
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*)(?:\s+[^\W\d_a-z][\w.'’-]*){0,3}"
_NAME_OR_NAME = re.compile(rf"(?<=\s)(?P<a>{_NAME})\s+or\s+(?:(?:in|at|by|from)\s+)?(?P<b>{_NAME})")
_OPPOSED = re.compile(
    r",?\s+(?:as\s+)?(?:compare[sd]?\s+(?:to|with)|opposed\s+to|"
    r"in\s+(?:contrast|comparison)\s+(?:to|with)|(?:similar|identical)(?:ly)?\s+to(?:\s+how)?|"
    r"in\s+a\s+similar\s+(?:manner|way)\s+(?:to(?:\s+how)?|as)|(?:dis)?agrees?\s+with|"
    r"aligns?\s+with|contradicts?|(?:in)?consistent\s+with|"
    r"differ(?:s|ent|ently)?\s+(?:from|than|to)(?:\s+how)?|"
    r"in\s+the\s+same\s+(?:manner|way)\s+(?:that|as)|than)\s+",
    re.IGNORECASE,
)
_VERSUS = re.compile(r",?\s+(?:versus|vs\.?)\s+", re.IGNORECASE)
_TOLD_BEFORE = re.compile(rf",?\s+(?:before|after|as(?=\s+{_ANOTHER}))\s+", re.IGNORECASE)
_CONTEST = re.compile(
    r"\b(?:games?|match|score[ds]?|fight|bout|final|play(?:ed|s)?|w[io]ns?|beat|case|court|debate)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(r"\b(?:it|them|this|so)$", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:more|less|fewer|rather|other)$", re.IGNORECASE)
_MOST = 8
"""Each side is a search of its own: a longer list is searched for as a whole."""


def sides(question: str, outlets: Sequence[Span] = ()) -> tuple[str, ...]:
    """Take a comparison apart into what each of its sides asks; nothing when none is made.

    `outlets` are the places of the outlets named in the question: the only one is put to every
    side.
    """
    asked = _OR_NOT.sub("", " ".join(question.split()).rstrip("?.! "))
    rules = (_between, _difference, _after, _one_the_other, _clauses, _pair, _compare, _either)
    found = next((parts for rule in (*rules, _opposed) if (parts := rule(asked))), [])
    parts = [bare for part in found if (bare := _OPENING.sub("", part).strip(" ,;"))]
    named = {question[span.start : span.end] for span in outlets}
    if len(named) == 1:
        parts = [part if min(named) in part else f"{min(named)} {part}" for part in parts]
    return tuple(parts) if len(set(map(fold, parts))) > 1 and len(parts) <= _MOST else ()


def _between(asked: str) -> list[str]:
    """What is asked between the report on A and the report on B belongs to both."""
    match = _BETWEEN.match(asked)
    if not match or not _TELLS.search(match["a"]):
        return []
    lead, tail = _OPENING.sub("", match["lead"]), match["tail"] or ""
    if lead:
        return [f"{match['a']} {lead}", f"{match['b']} {tail} {lead}"]
    return [f"{match[side]} {_OPENING.sub('', tail)}" for side in ("a", "b")]


def _difference(asked: str) -> list[str]:
    """What is the difference in C between A and B?"""
    match = _DIFFERENCE.match(asked)
    if not match:
        return []
    shared = f"{match['of']}{match['tail'] or ''}".strip()
    return [f"{match[side]} {shared}" for side in ("a", "b")]


def _after(asked: str) -> list[str]:
    """After A reported it, did B report it? Or: after A reported it, and again, was it so?"""
    match = _AFTER.match(asked)
    if not match or not _TELLS.search(match["a"]):
        return []
    for again in _AGAIN.finditer(match["a"]):
        parts = match["a"][: again.start()], match["a"][again.end() :]
        if _TELLS.search(parts[0]):
            return [f"{part} {_OPENING.sub('', match['b'])}" for part in parts]
    return [match["a"], match["b"]] if _TELLS.search(match["b"]) else []


def _one_the_other(asked: str) -> list[str]:
    """Do both say this, with one saying A and the other B?"""
    match = _ONE_THE_OTHER.match(asked)
    return [f"{match['lead']} {match[side]}" for side in ("a", "b")] if match else []


def _clauses(asked: str) -> list[str]:
    """Does A say this, while B says that, and another C?"""
    parts = [part for part in _CLAUSE.split(asked) if _TELLS.search(part)]
    return parts if len(parts) > 1 and _POLAR.match(asked) else []


def _pair(asked: str) -> list[str]:
    """What do A and B each say of C?"""
    if both := _BOTH.match(asked):
        return [both["a"], both["b"]]
    match = _PAIR.match(asked)
    if not match:
        return []
    pair, verb = match["pair"], match["verb"] or ""
    splits = [*re.finditer(rf",?\s+and\s+(?={_ANOTHER})", pair), *re.finditer(r"\s+and\s+", pair)]
    a, b = pair[: splits[0].start()], pair[splits[0].end() :]
    apart = verb != "agree" or _TELLS.search(pair)  # two who agree on something did so together
    if verb and not (apart and _is_named(a) and _is_named(b)):
        return []
    return [f"{part} {verb} {match['rest']}" for part in (a, b)]


def _compare(asked: str) -> list[str]:
    """Compare A's and B's C."""
    match = _COMPARE.match(asked)
    if not match:
        return []
    a, b = match["a"], match["b"]
    if re.fullmatch(rf"(?:how\s+)?(?:the\s+)?{_NAME}", a):
        rest = re.match(rf"(?:.+?['’]s?|(?:the\s+)?{_NAME})\s+(?P<what>.+)$", b)
        return [f"{a} {rest['what']}" if rest else a, b]
    return [a, b]


def _either(asked: str) -> list[str]:
    """Which is longer, A or B? Or: did A or B do it?"""
    if match := _EITHER.match(asked):
        parts = [*re.split(r",\s+", match["all"]), match["last"]]
        if max(len(part.split()) for part in parts) < 7:
            return [f"{match['stem']} {part}" for part in parts]
    if match := _NAME_OR_NAME.search(asked):
        return [asked[: match.start()] + match[side] + asked[match.end() :] for side in ("a", "b")]
    return []


def _opposed(asked: str) -> list[str]:
    """Is A more than B, does A agree with B, did A report it before B did?"""
    for sign in (_OPPOSED, _VERSUS, _TOLD_BEFORE):
        for match in islice(sign.finditer(asked), _MOST):
            a, b = asked[: match.start()], asked[match.end() :]
            another = sign is _OPPOSED and re.match(_ANOTHER, b)
            told = (another or _TELLS.search(a)) and _TELLS.search(b) and _POLAR.match(asked)
            if told and (sign is not _TOLD_BEFORE or (_is_named(a) and _is_named(b))):
                return [a, _filled(b, a) if _LEANS.search(b) else b]
            if sign is not _TOLD_BEFORE and _is_plainly_opposed(asked, a, b):
                return [a, _filled(b, a)]
    return []


def _filled(part: str, other: str) -> str:
    """A short side with what the other says of it too: "in Skerry" -> "fares higher in Skerry"."""
    if len(telling(part)) > 3:
        return part
    own = {*telling(part), *(word for name in names(f"a, {other}") for word in telling(name))}
    return " ".join([*(word for word in telling(other) if word not in own), part])


def _is_plainly_opposed(asked: str, a: str, b: str) -> bool:
    """Whether two who are named are compared, rather than having met in a game or a court."""
    polar = _POLAR.match(asked) or re.match(r"how\b|\S+ vs?\b|\S+ versus\b", asked, re.IGNORECASE)
    return bool(polar and _is_named(a) and _is_named(b)) and not (
        _CONTEST.search(asked) or _COUNTED.search(a)
    )


def _is_named(part: str) -> bool:
    return bool(names(f"a, {part}"))
