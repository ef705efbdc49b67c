"""What a sentence says that its passages do not."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of thing that is not carried."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    QUOTATION = "quotation"
    NEGATION = "negation"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a sentence, as they stand in it, that no passage it cites carries."""

    kind: Kind
    words: str
