"""Sentences of an article that speak to a chat model, kept from it: none of them is news."""

import re

from retrieval.sentences import sentences

_MODEL = (
    r"(?:a\.?i\.?|llms?|assistants?|bots?|chatbots?|chatgpt|claude|gemini|newsdesk|"
    r"(?:ai |language )?models?|summari[sz]ers?)"
)
_RULES = r"(?:instructions?|rules?|prompts?|passages?|directions|guidelines|context|constraints)"
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
    r"\b" + _MODEL + r",? (?:must|should|shall|has to|is to|is required to|will now|may not)\b",
    r"\b(?:dear|hey|hello|attention),? " + _MODEL + r"\b",
)
"""Orders, by what they say."""

_TURNS = (
    (
        r"^\W{0,6}(?:system|assistant|user|human|developer|ai|tool|instructions?|reader|question)"
        r"\s?[:>\]]"
    ),
    r"<\|?/?\s?(?:im_start|im_end|system|assistant|user|passages?|question|endoftext|eot_id)\b",
    r"\[/?(?:INST|SYS|SYSTEM|ASSISTANT)\]|<<SYS>>",
    r"^#{2,4}\s?(?:system|instruction|response|user|assistant)\b",
    r"\b(?:BEGIN|END) (?:OF )?(?:SYSTEM|PASSAGES?|CONTEXT|PROMPT|INSTRUCTIONS?)\b",
)
"""What plays a turn of the conversation, or the end of the passages."""

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

_STEERS = re.compile("|".join((*_ORDERS, *_TURNS, *_COMMANDS)), re.IGNORECASE)


def steers(sentence: str) -> bool:
    """Whether a sentence gives orders to a model, or plays a turn of a conversation with one."""
    return _STEERS.search(sentence) is not None


def without_orders(text: str) -> str:
    """The text with blanks where a sentence steers, so that every other word keeps its place."""
    kept = list(text)
    for span in sentences(text):
        if steers(text[span.start : span.end]):
            kept[span.start : span.end] = " " * (span.end - span.start)
    return "".join(kept)
