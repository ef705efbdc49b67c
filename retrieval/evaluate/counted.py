"""One thing after the other, with a word on how far it is."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from retrieval.progress import OnProgress

T = TypeVar("T")


def counted(each: Sequence[T], what: str, on_progress: OnProgress) -> Iterator[T]:
    """The same, one by one; tells before each how many are done."""
    for done, one in enumerate(each):
        on_progress(what, done, len(each))
        yield one
    on_progress(what, len(each), len(each))
