"""The words before a time that say how it bounds: since, before the vote on, as of, at 3 pm."""

import re
from dataclasses import dataclass

from retrieval.question.points import before

CLOCK = r"(?:at|around|about) \d{1,2}(?:(?:[:.]\d\d)? ?[ap]\.?m\b\.?|:\d\d| o['’]clock)"
_EVENT = r"the (?:[\w’'-]+ ){1,5}(?P<cut>on|in|of)"
_LEADS = {
    name: re.compile(rf"\b{form}(?:(?<= ){CLOCK}(?: on)? )?$", re.IGNORECASE)
    for name, form in {
        "as of": r"(?P<cut>as of(?: the (?:morning|evening|night|end) of)?|as at|"
        r"as (?:things|matters|it|they) (?:stood|were)(?: on| in)?) ",
        "known": r"kno(?:wn|w)(?: (?:so far|publicly|then|already))? (?P<cut>(?:(?:on|by|in) )?)",
        "since the": rf"since {_EVENT} ",
        "after the": rf"after {_EVENT} ",
        "before the": rf"before {_EVENT} ",
        "until the": rf"(?:until|till) {_EVENT} ",
        "since": r"(?P<cut>(?:ever )?since) ",
        "after": r"(?P<cut>after) ",
        "before": r"(?P<cut>before|prior to) ",
        "until": r"(?P<cut>up until|until|till|up to(?: and including)?|by|through|no later than) ",
        "from": r"(?P<cut>from) ",
        "between": r"(?P<cut>between) ",
        "in": r"(?P<cut>in|on|during|over|for|throughout|within|of|dated|at) ",
        "at": rf"(?P<cut>(?={CLOCK}))",
    }.items()
}
_NO_EVENT = re.compile(
    r"\b(?:articles?|reports?|reported|published|story|stories|court|judge|jury|committee|panel|"
    r"house|senate|parliament|inquiry|tribunal|commission|board|council)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a time: what they make of it, where they stand, what of them can go."""

    name: str
    start: int
    cut: int


def lead_of(text: str, start: int, floor: int) -> Lead:
    """The lead between the time before and a place; one without a name when there is none."""
    near = before(text, start)
    near = near[max(0, len(near) - (start - floor)) :]
    offset = start - len(near)
    for name, form in _LEADS.items():
        lead = form.search(near)
        if lead and not (name.endswith(" the") and _NO_EVENT.search(lead.group())):
            return Lead(name, offset + lead.start(), offset + lead.start("cut"))
    return Lead("", start, start)
