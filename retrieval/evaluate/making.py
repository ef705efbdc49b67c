"""News to claims: of every sentence taken, one that is true and one that is damaged."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from random import Random

from retrieval.evaluate.claims import Changed, Claim, Group, Make, Taken, Text
from retrieval.evaluate.damage import FALSE, unlike
from retrieval.evaluate.sampling import material, source, taken
from retrieval.evaluate.truths import TRUE, headline
from retrieval.progress import OnProgress, silent
from retrieval.verify import Source

MOVED, HEADLINE, ELSEWHERE = "wrong passage cited", "headline", "only others cited"
KINDS = (*TRUE, *FALSE, ELSEWHERE, MOVED, HEADLINE)
_ONE_IN = 10
"""Of so many sentences one has its citation to be moved, and one its article's headline checked."""

_Claiming = Callable[[Taken, Random], Claim | None]


def made(
    texts: Sequence[Text], count: int, seed: int, on_progress: OnProgress = silent
) -> list[Claim]:
    """Claims of so many sentences, the same ones for the same seed.

    Each sentence gives one true claim and one damaged one, of whichever kind there are fewest of
    so far: kinds that few sentences allow are taken where they can be had.
    """
    chance = Random(seed)  # noqa: S311  (the same sentences each time, nothing secret)
    chosen = islice(taken(material(texts), chance), count)
    claims: list[Claim] = []
    used: Counter[str] = Counter()
    for done, one in enumerate(chosen):
        on_progress("rewriting and damaging", done, count)
        claims += _of(one, used, chance)
        if done % _ONE_IN == 0:
            claims += filter(None, (_misplaced(one, chance), _headed(one, chance)))
    on_progress("rewriting and damaging", count, count)
    return claims


def _of(one: Taken, used: Counter[str], chance: Random) -> Iterator[Claim]:
    damaging: Mapping[str, _Claiming] = {
        **{kind: _changing("damaged", kind, make) for kind, make in FALSE.items()},
        ELSEWHERE: _unsourced,
    }
    rewriting = {kind: _changing("true", kind, make) for kind, make in TRUE.items()}
    for ways in (rewriting, damaging):
        for kind in sorted(ways, key=lambda kind: used[kind]):
            if claim := ways[kind](one, chance):
                used[kind] += 1
                yield claim
                break


def _changing(group: Group, kind: str, make: Make) -> _Claiming:
    def claiming(one: Taken, chance: Random) -> Claim | None:
        changed = make(one, chance)
        return _claim(one, changed, group, kind, one.sources, chance) if changed else None

    return claiming


def _claim(
    one: Taken, changed: Changed, group: Group, kind: str, shown: Sequence[Source], chance: Random
) -> Claim:
    """A claim that cites the first of the passages, which come in an order of chance."""
    order = chance.sample(range(len(shown)), len(shown))
    sources = tuple(shown[place] for place in order)
    right = frozenset(n for n, each in enumerate(sources) if one.sentence in each.text)
    cited = (order.index(0),)
    return Claim(changed.sentence, cited, sources, group, kind, right, one.sentence, changed.change)


def _unsourced(one: Taken, chance: Random) -> Claim | None:
    """The sentence with passages of other articles alone."""
    shown = _others(one)
    if not shown or not unlike(one.sentence, [each.text for each in shown]):
        return None
    changed = Changed(one.sentence, "its own passage is not shown")
    return _claim(one, changed, "damaged", ELSEWHERE, shown, chance)


def _misplaced(one: Taken, chance: Random) -> Claim | None:
    """The sentence with another article's passage cited, its own beside it."""
    wrong = [each for each in _others(one) if unlike(one.sentence, [each.text])]
    if not wrong:
        return None
    shown = [wrong[0], *(each for each in one.sources if each is not wrong[0])]
    changed = Changed(one.sentence, "another passage is cited")
    return _claim(one, changed, "move", MOVED, shown, chance)


def _headed(one: Taken, chance: Random) -> Claim | None:
    """The headline over the beginning of its article, which is shown without it."""
    changed = headline(one)
    if changed is None:
        return None
    own = [each for each in one.sources[: one.beside + 1] if each.text != one.lead]
    untitled = [replace(each, title="") for each in (source(one.text, one.lead), *own)]
    return _claim(one, changed, "headline", HEADLINE, [*untitled, *_others(one)], chance)


def _others(one: Taken) -> Sequence[Source]:
    return one.sources[one.beside + 1 :]
