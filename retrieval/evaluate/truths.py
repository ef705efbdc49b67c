"""True sentences in other words: a reader finds nothing changed in their meaning."""

import re
from collections.abc import Mapping
from random import Random

from retrieval.evaluate.claims import Changed, Make, Taken, changed, lowered, personal
from retrieval.evaluate.pieces import (
    inside,
    names,
    plain,
    quotations,
)
from retrieval.evaluate.rewrites import dates_rewritten, numbers_rewritten
from retrieval.news import Span

_JOINS = re.compile(r"(?:But|And|So|Yet|However,|Also,) ")
_SAYS_LESS = re.compile(r"\b(?:not|never|no|only|if|unless|without|nor|neither|except)\b|n[’']t\b")
_DROPPED = (
    re.compile(r" \([^()]{3,120}\)(?=[ ,.;])"),
    re.compile(
        r",? — [^—]{5,120} —(?= )|"
        r", (?:who|which|whose|where) [^,;—]{8,120},(?= [a-z])(?! (?:and|or)\b)"
    ),
    re.compile(r", (?:who|which|whose|where) [^,;—]{8,140}(?=\.$)"),
    re.compile(
        r"^(?:In|On|After|During|Despite|Following|Earlier|Last|At|As|While|Speaking|Over) "
        r"[^,;—]{4,80}, (?=\w)"
    ),
)
_LEAD = 400
"""Characters; of less of an article, no headline need be true."""
_SPOKEN = re.compile(
    r"^(?P<words>[“\"][^“”\"]{15,300}),(?P<mark>[”\"]) (?P<who>[^,.“”\"]{3,60}) (?P<said>said)\.$"
)
_INFLECTED = (
    (r"\bdidn[’']t\b", "did not"),
    (r"\bdoesn[’']t\b", "does not"),
    (r"\bwasn[’']t\b", "was not"),
    (r"\bisn[’']t\b", "is not"),
    (r"\bhasn[’']t\b", "has not"),
    (r"\bwon[’']t\b", "will not"),
    (r"\bwouldn[’']t\b", "would not"),
    (r"\bcan[’']t\b", "cannot"),
    (r"\bdid not\b", "didn't"),
    (r"\bwas not\b", "wasn't"),
    (r"\bsaid\b(?! to be)", "says"),
    (r"(?<!had )(?<!has )(?<!have )\btold\b", "has told"),
    (
        r"(?<!had )(?<!has )(?<!have )(?<!was )(?<!were )(?<!is )\bannounced\b(?= that| a | the )",
        "has announced",
    ),
    (r"(?<![Nn]o )(?<!not )\bmore than\b(?= [$€£]?\d)", "over"),
    (r"\bhas been\b", "was"),
    (r"\bdespite\b", "in spite of"),
)


def verbatim(taken: Taken, _chance: Random) -> Changed | None:
    """The sentence as it stands."""
    return Changed(taken.sentence, "")


def shortened(taken: Taken, _chance: Random) -> Changed | None:
    """Without a parenthesis, a relative clause, or what comes before the first comma."""
    said, quoted = taken.sentence, quotations(taken.sentence)
    for pattern in _DROPPED:
        found = pattern.search(said)
        if found is None or _SAYS_LESS.search(found.group()) or _SAYS_LESS.search(said):
            continue
        if inside(Span(*found.span()), quoted) or found.group().count('"') % 2:
            continue
        left = said[: found.start()] + said[found.end() :]
        if len(left.split()) >= 6:
            return Changed(left[:1].upper() + left[1:], f"without “{found.group().strip()}”")
    return None


def joined(taken: Taken, chance: Random) -> Changed | None:
    """Together with the next sentence."""
    first, second = taken.sentence, taken.following
    both = f"{first} {second}"
    if (
        second in first
        or len(second.split()) < 5
        or len(both.split()) > 60
        or not second.endswith(".")
    ):
        return None
    if any(mark in both for mark in '“”"?!…') or not first.endswith("."):
        return None
    second = lowered(_JOINS.sub("", second))
    link = chance.choice([", and ", "; "]) if second[0].islower() else "; "
    return Changed(f"{first[:-1]}{link}{second}", "two sentences joined")


def attributed(taken: Taken, chance: Random) -> Changed | None:
    """With the outlet in front, or the outlet and the day."""
    outlet, when = taken.text.outlet, taken.day
    if not outlet or personal(taken.sentence):
        return None
    said = lowered(_JOINS.sub("", taken.sentence))
    fronts = [f"According to {outlet}, "]
    if when:
        fronts.append(f"{outlet} reported on {plain(when)} that ")
    front = chance.choice(fronts)
    return Changed(front + said, f"“{front.strip()}” in front")


def turned(taken: Taken, chance: Random) -> Changed | None:
    """With a verb in another tense, a shortening written out, or the speaker named first."""
    if spoken := _SPOKEN.match(taken.sentence):
        words, mark, who = spoken["words"], spoken["mark"], spoken["who"]
        return Changed(f"{who[:1].upper()}{who[1:]} said: {words}.{mark}", "the speaker first")
    quoted = quotations(taken.sentence)
    ways = [
        (Span(*found.span()), new)
        for old, new in _INFLECTED
        for found in re.finditer(old, taken.sentence)
        if not inside(Span(*found.span()), quoted)
    ]
    if not ways:
        return None
    span, words = chance.choice(ways)
    return changed(taken.sentence, span, words)


TRUE: Mapping[str, Make] = {
    "word for word": verbatim,
    "numbers rewritten": numbers_rewritten,
    "dates rewritten": dates_rewritten,
    "shortened": shortened,
    "two joined": joined,
    "attributed": attributed,
    "turned": turned,
}


def headline(taken: Taken) -> Changed | None:
    """What its editor put over the article, unless its text says the very same."""
    title = re.split(r" [|–-] ", taken.text.title)[0].strip()
    if len(taken.lead) < _LEAD or len(title.split()) < 5:
        return None
    if title[-1] in "?…." or title in taken.text.text:
        return None
    return Changed(f"{title}.", "the headline") if names(f"{title}.") else None
