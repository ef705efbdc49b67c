"""Whether a name stands where one cites an outlet: "according to …", "…'s report on"."""

import re

from retrieval.question.words import STOP_WORDS, fold

_PIECE = (
    r"(?:articles?|reports?|stor(?:y|ies)|coverage|pieces?|columns?|editorials?|op-eds?|reporting)"
)
_SORT = (
    r"(?:(?:first|second|latest|recent|new|own|original|earlier|later|same|other|lead|news)\s+)?"
)
_TOLD = (
    r"(?:reported|published|covered|discussed|mentioned|featured|highlighted|detailed|noted|quoted|"
    r"described|revealed|stated|cited|written|carried|claimed|suggested)"
)
_QUOTE = r"[\s\"'“”‘’«»„]*"
_BEFORE = rf"\s{_QUOTE}(?:both\s+)?{_QUOTE}(?:the\s+|an?\s+)?{_QUOTE}$"

_REPORTED = re.compile(rf"\b{_TOLD}\s+(?:by|in){_BEFORE}", re.IGNORECASE)
_PIECE_IN = re.compile(
    rf"\b(?:{_PIECE}|another|one)(?:\s+\w+){{0,2}}?\s+(?:by|from|in){_BEFORE}", re.IGNORECASE
)
_ACCORDING = re.compile(rf"\b(?:according\s+to|as\s+per|per|citing){_BEFORE}", re.IGNORECASE)
_SOURCE_ENDS = re.compile(rf"{_QUOTE}(?:[^\w\s'’-]|$|(\w+))")
_OWN_PIECE = re.compile(rf"(?:['’]s?)?{_QUOTE}\s{_SORT}{_PIECE}\b", re.IGNORECASE)
_REPORTS = re.compile(
    r"[\"'’”]?\s+(?:(?:has|have|had|also|first|itself)\s+)*(?:reported|reports?|wrote|writes)\b"
)
_LOOSELY_BEFORE = re.compile(rf"\b(?:by|in|from|via|including){_BEFORE}", re.IGNORECASE)
_LOOSELY_AFTER = re.compile(
    r"[\"'’”]?\s+(?:magazine|newspaper|paper|website|site|newsletter|podcast|"
    r"(?:(?:has|have|had|also|first)\s+)*"
    r"(?:sa(?:y|ys|id)|writ(?:e|es|ten)|publish\w*|claim\w*|not(?:e|es|ed)|state[sd]|"
    r"suggest\w*|describ\w*|mention\w*|discuss\w*|reveal\w*|indicat\w*|impl(?:y|ies|ied)|"
    r"argu\w*|accus\w*|detail\w*|focus\w*|confirm\w*|point\w*\s+out|quot\w*|cit(?:e|es|ed)))\b"
)
_OWN_WORK = re.compile(
    r"['’]s\W*$|(?:['’]s?\s+(?:\w+\s+)?|\s+)(?:interviews?|investigations?|reviews?|analys[ie]s|headlines?|"
    r"journalists?|reporters?|correspondents?|website|account|take|guide|newsroom|list|poll)\b"
)
_BEGINNERS = frozenset("compare whether like unlike per via citing cite quote magazine".split())
_LISTED = re.compile(
    rf"{_QUOTE},?(?:{_QUOTE}(?:and|or|&|as\s+well\s+as))?(?:\s+(?:by|from|in|to))?"
    rf"(?:\s+(?:both|the|another|an?))*{_QUOTE}",
    re.IGNORECASE,
)


def cited(text: str, start: int, end: int) -> bool:
    """Whether the name at that place is cited as an outlet, whatever the name is.

    "According to" cites persons and firms too; that the name is an outlet's is for the caller to
    know. "According to BBC presenter …" cites the presenter.
    """
    before, after = text[:start], text[end:]
    if _OWN_PIECE.match(after) or _REPORTS.match(after):
        return True
    if _REPORTED.search(before) or _PIECE_IN.search(before):
        return _is_whole(after)
    return _ACCORDING.search(before) is not None and _is_whole(after)


def _is_whole(after: str) -> bool:
    """Whether the source ends here: no "'s lawyers", no further noun of the same name."""
    found = _SOURCE_ENDS.match(after)
    follows = found.group(1) if found else None
    return found is not None and (
        not follows or fold(follows) in STOP_WORDS or follows.endswith(("ing", "ed"))
    )


def mentioned(text: str, start: int, end: int) -> bool:
    """Whether the name stands where an outlet may: enough for one that the archive has."""
    before, after = text[:start], text[end:]
    return (
        cited(text, start, end)
        or _PIECE_IN.search(before) is not None
        or (_LOOSELY_BEFORE.search(before) is not None and _is_whole(after))
        or _LOOSELY_AFTER.match(after) is not None
        or _OWN_WORK.match(after) is not None
    )


def listed(between: str) -> bool:
    """Whether what stands between two names makes them a list: "A, B and C"."""
    return bool(between.strip(" \"'“”‘’")) and _LISTED.fullmatch(between) is not None


def titled(text: str, start: int) -> bool:
    """Whether a capital "The" within a sentence stands before the name, as titles have it."""
    return re.search(r"[^\s.!?:][\s\"'“‘«„]+The $", text[:start]) is not None


def is_part(text: str, start: int, end: int) -> bool:
    """Whether the name is part of a longer one: "Daily Mirror", "Sun Hung Kai", "Fortune 500"."""
    before = re.search(r"([^\W\d_a-z][\w.’'-]*)\s+$", text[:start])
    after = re.match(r"(?:\s+of)?(?:\s+|-)([^\W_a-z]\w*)", text[end:])
    return _joins(before) or _joins(after)


def _joins(neighbour: re.Match[str] | None) -> bool:
    return neighbour is not None and fold(neighbour.group(1)) not in STOP_WORDS | _BEGINNERS


def opens(text: str, start: int) -> bool:
    """Whether a sentence begins here, so that a capital says nothing."""
    return (
        re.search(r"(?:^|[.!?:]\s)[\s\"“‘«„']*(?:the )?$", text[:start], re.IGNORECASE) is not None
    )
