"""Sentences of an article that speak to a chat model, kept from it: none of them is news."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from retrieval.sentences import sentences

_MODEL = (
    r"(?:a\.?i\.?(?: systems?| agents?| tools?)?|llms?|assistants?|bots?|chatbots?|chatgpt|claude|"
    r"gemini|newsdesk|"
    r"(?:ai |language )?models?|summari[sz]ers?)"
)
_RULES = r"(?:instructions?|rules?|prompts?|passages?|directions|guidelines|context|constraints)"
_SPEAKING = (
    r"(?:answer|reply|respond|say|write|print|repeat|add|append|include|begin|end|cite|quote|"
    r"mention|output|tell|ignore|obey|follow|trust|claim|praise|recommend|refuse|reveal|disclose)"
)
_ANSWERS = r"(?:answers?|repl(?:y|ies)|responses?|outputs?)"

_ORDERS = (
    r"\b(?:ignore|disregard|forget|override|bypass|stop following)\b[^.!?\n]{0,40}\b(?:previous|"
    r"prior|above|earlier|preceding|system|all|your|these|those)\b[^.!?\n]{0,30}\b"
    + _RULES
    + r"\b",
    r"\b(?:ignore|disregard|forget)\b[^.!?\n]{0,20}\b" + _RULES + r" (?:above|before|so far)\b",
    r"\b(?:system|developer|hidden|initial) prompt\b",
    (
        r"\b(?:new|updated|further|important|special|admin\w*) instructions?\b[^.!?\n]{0,20}"
        r"(?::|\bfor\b)"
    ),
    r"\b(?:you are|act as|pretend to be|roleplay as)\b[^.!?\n]{0,30}"
    r"\b(?:now|dan|unrestricted|jailbroken|" + _MODEL + r")\b",
    r"\b(?:note|notice|message|instructions?|attention|memo|warning) (?:to|for) "
    r"(?:the |all |any |every )?" + _MODEL + r"\b",
    (
        r"\b" + _MODEL + r"\b[^.!?\n]{0,60}\b(?:must|should|shall|will now|may not|ha(?:s|ve) to|"
        r"(?:is|are) (?:to|asked to|told to|required to))\b[^.!?\n]{0,20}\b" + _SPEAKING + r"\b"
    ),
    r"\bto [^.!?\n]{0,30}\b" + _MODEL + r"\s?:",
    r"\b(?:dear|hey|hello|attention),? " + _MODEL + r"\b",
)
"""Orders, by what they say."""

_TURNS = (
    (
        r"^\W{0,6}(?:system|assistant|user|human|developer|ai|tool|instructions?|reader|question)"
        r"\s?[:>\]]"
    ),
)
"""What plays a turn of the conversation."""

_TAGS = (
    r"<\|?/?\s?(?:im_start|im_end|system|assistant|user|passages?|question|endoftext|eot_id)\b",
    r"\[/?(?:INST|SYS|SYSTEM|ASSISTANT)\]|<<SYS>>",
    r"^#{2,4}\s?(?:system|instruction|response|user|assistant)\b",
    r"\b(?:BEGIN|END) (?:OF )?(?:SYSTEM|PASSAGES?|CONTEXT|PROMPT|INSTRUCTIONS?)\b",
)
"""What plays the end of the passages, or the signs between turns; the words behind are theirs."""

_COMMANDS = (
    (
        r"^\W{0,6}(?:(?:please|now|then|and|instead|always|only|from now on|simply|just),? ){0,3}"
        r"(?:reply|respond|answer)\b[^.!?\n]{0,40}(?:\b(?:with|in|as|only)\b|:)"
    ),
    r"^\W{0,6}(?:(?:please|now|then|and|instead|always|only|from now on|simply|just),? ){0,3}"
    r"(?:output|print|repeat|say|write|include|append|insert|add|render|display)\b[^.!?\n]{0,40}"
    r"(?:\bthe (?:following|words?|phrase|text|link|line|sentence|image)\b|\bexactly\b|"
    r"\bverbatim\b|\bonly\b|\bto (?:your|the|every|each) " + _ANSWERS + r"\b|"
    r"https?:|!?\[|[\"“'‘:@])",
    (
        r"^\W{0,6}(?:please )?(?:do not|don['’]t|never) "
        r"(?:cite|answer|mention|reveal|refuse|tell the (?:user|reader))\b"
    ),
    r"\bin (?:your|every|each|all) " + _ANSWERS + r"\b",
    r"\b(?:ping|mention|tag|notify) (?:@|everyone\b|here\b)",
)
"""Orders, by how they begin or what they are about."""

_BEFORE = (
    r"pr[ée]c[ée]dent\w{0,4}|ant[ée]r(?:ior|ieur)\w{0,3}|pr[eé]vi\w{0,4}|ci-dessus|toutes? |"
    r"todas? |tutte |tus |sus |vos |alle |vorherig\w{0,2}|bisherig\w{0,2}|obig\w{0,2}|deine |ihre "
)
_ABROAD = (
    r"\b(?:ignor(?:e|ez|a|ad|en|i|ier|iere|iert|ieren)|oublie[zr]?|olvid[ae]n?|vergiss|vergessen|"
    r"missachten?|dimentica|esque[cç]a|desconsidere)\b(?=[^.!?\n]{0,60}(?:" + _BEFORE + r"))"
    r"[^.!?\n]{0,60}\b(?:instruc\w{3,8}|instruç\w{3,6}|consignes?|anweisung\w{0,2}|istruzioni|"
    r"vorgaben|regeln|r[eè]gles|reglas|regole|regras)\b",
    (
        r"\b(?:r[ée]pond(?:s|ez)|[ée]cri(?:s|vez)|antworten?|schreiben?|respond[ae]n?|escrib[ae]n?|"
        r"rispondi|scrivi|escreva)\b[^.!?\n]{0,30}\b(?:uniquement|seulement|nur|[úu]nicamente|s[óo]lo|"
        r"solamente|apenas|soltanto)\b"
    ),
)
"""Orders in other languages than English."""

_OURS = re.compile(r"NOT IN THE NEWS|NOT SAID:")
"""What the model itself says when the news does not answer."""

_GOES_ON = re.compile(
    r"^\W{0,6}(?:\w{1,8} \d{1,2}\W{1,4})?"
    r"(?:(?:please|now|then|and|instead|also|just|finally),? ){0,3}"
    r"(?:answer|reply|respond|say|write|print|output|repeat|add|include|append|end|begin|tell|cite|"
    r"use|claim|state|never|don['’]t|do not)\b",
    re.IGNORECASE,
)
"""How orders go on behind a first one."""
_SCRAP = 3
"""Words; what is shorter says nothing behind an order."""

_STEERS = re.compile("|".join((*_ORDERS, *_TURNS, *_TAGS, *_COMMANDS, *_ABROAD)), re.IGNORECASE)
_TAGGED = re.compile("|".join(_TAGS), re.IGNORECASE)
_LATIN = str.maketrans(
    "аеоорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅοανικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeoopcyxijshdqwABEKMHOPCTXIJSoaviKptuxABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that look like Latin ones."""


def steers(sentence: str) -> bool:
    """Whether a sentence gives orders to a model, or plays a turn of a conversation with one."""
    return _STEERS.search(_spelt(sentence)) is not None or _OURS.search(sentence) is not None


def without_orders(text: str) -> str:
    """The text with blanks where a sentence steers, so that every other word keeps its place."""
    kept = list(text)
    for start, end in _broken(text):
        kept[start:end] = " " * (end - start)
    led = tagged = False
    for span in sentences(text):
        sentence = text[span.start : span.end]
        led = tagged or steers(sentence) or (led and _goes_on(sentence))
        tagged = _TAGGED.search(sentence) is not None
        if led:
            kept[span.start : span.end] = " " * (span.end - span.start)
    return "".join(kept)


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """Where two lines are an order only together, as they are read once they stand in one line."""
    spans = sentences(text)
    for one, other in pairwise(spans):
        parts = text[one.start : one.end], text[other.start : other.end]
        if parts[0][-1] in ".!?…" or any(map(steers, parts)):
            continue
        if steers(" ".join(parts)):
            yield one.start, other.end


def _goes_on(sentence: str) -> bool:
    return _GOES_ON.search(sentence) is not None or len(sentence.split()) < _SCRAP


def _spelt(sentence: str) -> str:
    """The sentence in the Latin letters that its wide, fancy, Cyrillic and Greek ones look like."""
    return unicodedata.normalize("NFKC", sentence).translate(_LATIN)
