"""Reported speech: whether a sentence tells what somebody said, and who that was."""

import re
from dataclasses import dataclass

from retrieval.question.words import STOP_WORDS, fold, stem, words

_CLAIMS = frozenset(
    "said says say claimed alleged alleges denied denies deny warned warns warn accused accuses "
    "accuse believes believed believe told tells insisted insists argued argues stated predicted "
    "predicts suggested suggests maintained maintains contended contends asserted asserts promised "
    "pledged vowed thinks".split()
)
"""Verbs after which a sentence is somebody's word, and not a fact."""
_SAYS = _CLAIMS | frozenset(
    "saying telling added adds admitted admits announced announces declared declares explained "
    "explains noted replied replies wrote writes confirmed confirms recalled recalls joked "
    "asked asks repeated repeats conceded concedes acknowledged acknowledges stressed urged urges "
    "claiming alleging denying warning arguing insisting adding".split()
)
_FINITE = frozenset(word for word in _SAYS if not word.endswith("ing"))
_PRONOUNS = frozenset(
    "he she they it i we you who which that this these those him her them his their its there what "
    "one some many others everyone nobody everybody someone anyone".split()
)
_BEING = frozenset("is are was were be been being am".split())
_BETWEEN = frozenset(
    "has have had also later then earlier again since yesterday today monday tuesday wednesday "
    "thursday friday saturday sunday on only simply repeatedly himself herself would will did not "
    "never always already publicly privately previously initially immediately still".split()
)
"""What may stand between a speaker and the verb, or between a verb and the speaker."""
_BREAKS = frozenset("that as when which and but while because if after before where so".split())

_NOBODY = frozenset(
    "a an the of for to in by with from on at his her their its and or no another two three four "
    "five six seven eight nine ten several all any".split()
)
"""What stands before "alleged" or "confirmed" where those are no verbs."""

_MARKS = '"“”«»„'
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|[,;:()–—\"“”«»„]")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{1,1500})[\"”“»]")
_WHEN = re.compile(
    r"\A(?:on|in|by|at|later on|earlier on) [A-Z]\w+ (?:\d{1,4} )?(?=\S)", re.IGNORECASE
)
_JOINED = re.compile(r"\s(?:and|but|or)\Z", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,5}")
_ACCORDING = re.compile(r"\baccording to\s", re.IGNORECASE)
_LONGEST = 12
"""Words that a speaker may be called by: more is a clause that was misread."""
_A_QUOTATION = 5
"""Words from which quotation marks hold speech, and not a name or a doubtful word."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """Who says it, and the stretch of the sentence that is only their word."""

    speaker: str
    start: int
    end: int
    claimed: bool


def attributed(sentence: str) -> bool:
    """Whether a sentence says that someone said it."""
    if _ACCORDING.search(sentence):
        return True
    outside = _outside_quotations(sentence)
    return any(fold(match.group()) in _SAYS for match in _TOKEN.finditer(outside))


def speaker(sentence: str) -> str | None:
    """The words that a sentence names its speaker with; None when a pronoun does, or nothing."""
    telling = _telling(sentence)
    return telling.speaker if telling else None


def needs_speaker(sentence: str) -> bool:
    """Whether a sentence quotes somebody, or says "he said", without saying who that is."""
    if speaker(sentence) is not None:
        return False
    if _is_cut_quotation(sentence):
        return True
    return _says_a_pronoun(sentence) or any(
        len(match[1].split()) >= _A_QUOTATION for match in _QUOTED.finditer(sentence)
    )


def loses_speaker(sentence: str, source_sentence: str) -> str | None:
    """Whom a sentence must name: it states flatly what its source only reports as their claim.

    None when it names them or says that somebody said so, or rests on what the source itself says.
    """
    telling = _telling(source_sentence)
    if telling is None or not telling.claimed or attributed(sentence):
        return None
    said = _content(sentence)
    if said & _content(telling.speaker) or not said:
        return None
    claim = _content(source_sentence[telling.start : telling.end])
    rest = _content(source_sentence[: telling.start] + " " + source_sentence[telling.end :])
    if len(said & claim) < 0.5 * len(said) or len(said & claim) <= len(said & rest):
        return None
    return telling.speaker


def _content(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word not in STOP_WORDS and len(word) > 1}


def _outside_quotations(sentence: str) -> str:
    """The sentence with what stands in quotation marks blanked, its places unchanged."""
    return _QUOTED.sub(lambda match: f'"{" " * (len(match.group()) - 2)}"', sentence)


def _is_cut_quotation(sentence: str) -> bool:
    """Whether a quotation begins or ends outside the sentence."""
    plain = sentence.count('"') % 2 == 1
    typographic = sentence.count("“") != sentence.count("”") and "„" not in sentence
    return plain or typographic


def _says_a_pronoun(sentence: str) -> bool:
    tokens = [fold(match.group()) for match in _TOKEN.finditer(_outside_quotations(sentence))]
    for place, token in enumerate(tokens):
        if token not in _FINITE:
            continue
        before = [word for word in tokens[max(0, place - 3) : place] if word not in _BETWEEN]
        if before and before[-1] in {"he", "she", "they", "it"}:
            return True
        quoted = bool(before) and before[-1] in _MARKS
        if quoted and tokens[place + 1 : place + 2] in (["he"], ["she"], ["they"], ["it"]):
            return True
    return False


def _telling(sentence: str) -> _Telling | None:
    outside = _outside_quotations(sentence)
    if (match := _ACCORDING.search(outside)) and (named := _phrase(outside, match.end())):
        rest = match.start() > 3
        start, end = (0, match.start()) if rest else (match.end() + len(named), len(sentence))
        return _Telling(named, start, end, claimed=True)
    tokens = list(_TOKEN.finditer(outside))
    for place, token in enumerate(tokens):
        if fold(token.group()) in _FINITE and (found := _around(sentence, outside, tokens, place)):
            return found
    return None


def _around(
    sentence: str, outside: str, tokens: list[re.Match[str]], place: int
) -> _Telling | None:
    """The speaker before a verb, or behind it after a quotation."""
    verb = tokens[place]
    claimed = fold(verb.group()) in _CLAIMS
    last = place - 1
    while last >= max(0, place - _LONGEST) and fold(tokens[last].group()) in _BETWEEN:
        last -= 1
    if last >= 0 and fold(tokens[last].group()) in _BEING:
        return None  # "was told", "is believed": whose word it is stands elsewhere
    if last < 0:
        return None  # "Asked for the papers, ..."
    if tokens[last].group() in _MARKS or _inverted(tokens, last):
        named = _phrase(outside, verb.end())
        return _Telling(named, 0, verb.start(), claimed) if named else None
    first = _begin(tokens, last)
    named = _named(sentence[tokens[first].start() : tokens[last].end()])
    if named is None:
        return None
    before = outside[: tokens[first].start()]
    tagged = bool(before.strip(f" ,;:–—{_MARKS}")) and before.rstrip()[-1:] in {",", *_MARKS}
    span = (0, tokens[first].start()) if tagged else (verb.end(), len(sentence))
    return _Telling(named, *span, claimed)


def _inverted(tokens: list[re.Match[str]], last: int) -> bool:
    """Whether a comma that closes a quotation stands right before the verb."""
    return tokens[last].group() == "," and last > 0 and tokens[last - 1].group() in _MARKS


def _begin(tokens: list[re.Match[str]], last: int) -> int:
    """Where the words before a verb that name a speaker begin; through "X, the minister, "."""
    lowest = max(0, last - 2 * _LONGEST)
    place = last
    if tokens[last].group() == ",":  # an apposition, or "who" after a comma
        place = last - 1
        while place > lowest and not _stops(tokens[place]):
            place -= 1
        place -= 1
    while place > lowest and not _stops(tokens[place - 1]):
        place -= 1
    return max(0, place)


def _stops(token: re.Match[str]) -> bool:
    return token.group() in f",;:()–—{_MARKS}" or fold(token.group()) in _BREAKS


def _phrase(text: str, start: int) -> str | None:
    """The words from `start` until the clause ends, when they name somebody."""
    end = start
    previous = start
    for match in _TOKEN.finditer(text, start, min(len(text), start + 200)):
        between = text[previous : match.start()]
        if previous > start and "." in between:
            break
        if _stops(match) or fold(match.group()) in _BETWEEN | {"who", "in", "at", "to"}:
            break
        end = previous = match.end()
    return _named(text[start:end])


def _named(found: str) -> str | None:
    """The words when they may name a speaker: no pronoun, no clause."""
    named = _WHEN.sub("", found.strip(f" ,;:–—{_MARKS}"))
    if _JOINED.search(named):  # "Hanlow disputes it and says": who it is stands in front
        run = _CAPITALS.match(named)
        named = run.group() if run else ""
    parts = named.split()
    if not parts or len(parts) > _LONGEST or any(mark in named for mark in _MARKS):
        return None
    first = fold(parts[0].strip(".,'’"))
    if first in _PRONOUNS or not re.search(r"[^\W\d_]", named):
        return None
    if any(fold(part) in _BEING for part in parts) or fold(parts[-1]) in _NOBODY | _SAYS:
        return None
    return named
