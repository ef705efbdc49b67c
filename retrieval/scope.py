"""What of the news may answer a question, as conditions on the rows of passages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from retrieval.articles import marks, stamp


@dataclass(frozen=True, slots=True)
class Scope:
    """The libraries that an asker may see, and what else was chosen.

    Published from `since` until before `until`, or undated; of `outlets` alone, unless empty. With
    `as_of` nothing that was not known at that moment, and articles as they stood then.
    """

    libraries: frozenset[str]
    since: datetime | None = None
    until: datetime | None = None
    outlets: tuple[str, ...] = ()
    as_of: datetime | None = None

    @classmethod
    def of(cls, libraries: Collection[str]) -> Self:
        """All that these libraries hold."""
        return cls(frozenset(libraries))

    @property
    def narrow(self) -> bool:
        """Whether anything is left out besides other libraries."""
        return bool(self.since or self.until or self.outlets or self.as_of)

    def condition(self, *, searched: bool = False) -> tuple[str, list[object]]:
        """An SQL condition on passages called p, and its values.

        Passages are looked up by what else is asked of them, unless they are `searched` for by
        this condition: SQLite would take its index of a whole library to find ten ids.
        """
        library = "p.library" if searched else "+p.library"
        parts: list[str] = [f"{library} IN ({marks(self.libraries)})"]
        values: list[object] = [*self.libraries]
        if self.since or self.until:
            parts.append("(p.published IS NULL OR p.published >= ? AND p.published < ?)")
            values += [stamp(self.since) or "", stamp(self.until) or "9999"]
        if self.outlets:
            among = marks(self.libraries), marks(self.outlets)
            parts.append(f"p.article_id IN ({_OF_OUTLETS.format(*among)})")
            values += [*self.libraries, *self.outlets]
        if self.as_of is None:
            parts.append("p.ready > 0")
        else:
            parts.append(_KNOWN)
            values += [stamp(self.as_of)] * 3
        return " AND ".join(parts), values


_OF_OUTLETS = (
    "SELECT id FROM articles WHERE library IN ({}) AND outlet IN ({}) AND withdrawn IS NULL"
)

# What was read only later stands in for what was published by then: its first revision. What had
# been read by then was known, though its publisher has dated it anew since.
_KNOWN = (
    "p.ready != 0 AND EXISTS (SELECT 1 FROM articles a WHERE a.id = p.article_id "
    "AND min(a.first_seen, coalesce(a.published, a.first_seen)) < ? "
    "AND p.since <= max(?, a.first_seen) AND coalesce(p.gone, '9999') > max(?, a.first_seen))"
)
