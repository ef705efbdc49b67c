"""What alone may answer, as a person sets it: from when, until when, of which outlets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from functools import partial
from typing import Self

from bot.times_abroad import in_english
from bot.understood import in_words, parts
from bot.words import Phrase, phrase
from ingest.text import one_line
from retrieval.answers import Understood, Window
from retrieval.errors import NewsdeskError
from retrieval.question.outlet_index import index, key
from retrieval.question.when import iso_or_words

NOBODY = phrase("Say whose news")
TO_COME = phrase("That is still to come; say since when, for example “yesterday”.")
_LONGEST = 40
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """The stretch of time and the outlets that were set by hand, if any were."""

    since: datetime | None = None
    until: datetime | None = None
    only: tuple[str, ...] = ()

    def begun(self, written: str, now: datetime) -> Self:
        """Nothing published before what was written begins, seen from `now`."""
        since = _window(written, now, "since").since
        if since is not None and since >= now:
            raise NewsdeskError(TO_COME)
        return self._in_order(replace(self, since=since))

    def ended(self, written: str, now: datetime) -> Self:
        """Nothing published after what was written ends."""
        return self._in_order(replace(self, until=_window(written, now, "until").until))

    def by(self, name: str, held: Sequence[str]) -> Self:
        """Of this outlet too, which must be one of those held."""
        return replace(self, only=tuple(dict.fromkeys((*self.only, *_called(name, held)))))

    def chosen(self, question: str) -> Understood | None:
        """What is to be taken as understood of a question; None when nothing was set."""
        if self == Limits():
            return None
        window = Window(self.since, self.until)
        set_by_hand = window.since or window.until
        return Understood(question, windows=(window,) if set_by_hand else (), only=self.only)

    @property
    def words(self) -> str:
        """What was set, in words; empty when nothing was."""
        chosen = self.chosen("")
        return " · ".join(parts(chosen)) if chosen else ""

    def _in_order(self, changed: Self) -> Self:
        if changed.since and changed.until and changed.since >= changed.until:
            begins, ends = Window(changed.since, None), Window(None, changed.until)
            raise NewsdeskError(
                phrase(
                    "No time is both {begins} and {ends}.",
                    begins=partial(in_words, begins),
                    ends=partial(in_words, ends),
                )
            )
        return changed


def _window(written: str, now: datetime, side: str) -> Window:
    if not written.strip():
        raise NewsdeskError(phrase("Say when: 2026-05-03, 3 May or last week."))
    window = iso_or_words(written, now) or iso_or_words(in_english(written), now)
    if window is None or getattr(window, side) is None:
        raise NewsdeskError(
            phrase(
                "“{written}” is not a time: write 2026-05-03, 3 May or last week.",
                written=_shown(written),
            )
        )
    return window


def _called(name: str, held: Sequence[str]) -> tuple[str, ...]:
    """The outlets of this very name, else those that also go by it: "BBC", "guardian"."""
    exact = [outlet for outlet in held if outlet.casefold() == name.strip().casefold()]
    names = index(tuple(held))
    found = exact or names.get(key(name)) or names.get(name.strip())
    if not found:
        raise NewsdeskError(_unknown(name, held))
    return tuple(found)


def _unknown(name: str, held: Sequence[str]) -> Phrase:
    """That there is none, with the outlets that may have been meant, else some that there are."""
    shown = _shown(name)
    told = phrase("There is no news of “{name}” here", name=shown) if shown else NOBODY
    by_fold = {outlet.casefold(): one_line(outlet) for outlet in held}
    near = get_close_matches(name.strip().casefold(), by_fold, _NAMED, cutoff=0.5)
    if near:
        meant = [by_fold[one] for one in near]
        return phrase(
            "{told}; did you mean {names}?", told=told, names=lambda words: words.any_of(meant)
        )
    some = ", ".join(sorted(by_fold.values())[:_NAMED])
    if len(by_fold) > _NAMED:
        return phrase("{told}; there is of {names} and others.", told=told, names=some)
    return (
        phrase("{told}; there is of {names}.", told=told, names=some)
        if some
        else phrase("{told}.", told=told)
    )


def _shown(written: str) -> str:
    return one_line(written)[:_LONGEST]
