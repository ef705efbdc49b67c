"""Articles that tell the same event, put together: however many outlets tell it."""

from collections.abc import Sequence

import numpy as np

from retrieval.embeddings import Vectors
from retrieval.story.recent import Recent, means

_SAME = 0.72
"""The likeness from which two articles, or two groups on average, tell the same event."""


def grouped(found: Sequence[Recent]) -> list[list[Recent]]:
    """Articles by what they tell, each group and the groups in the order given."""
    if not found:
        return []
    groups = _joined(_by_story(found), means(found))
    return [[found[row] for row in sorted(group)] for group in sorted(groups, key=min)]


def _by_story(found: Sequence[Recent]) -> list[list[int]]:
    stories: dict[str, list[int]] = {}
    for row, one in enumerate(found):
        stories.setdefault(one.article.story, []).append(row)
    return list(stories.values())


def _joined(groups: list[list[int]], rows: Vectors) -> list[list[int]]:
    """Join the two most alike again and again, while they are alike on average."""
    likeness = rows @ rows.T
    kept = dict(enumerate(groups))
    firsts = np.array([group[0] for group in groups])
    near = np.argwhere(np.triu(likeness[np.ix_(firsts, firsts)], 1) >= _SAME)
    order = sorted(near.tolist(), key=lambda pair: -likeness[firsts[pair[0]], firsts[pair[1]]])
    at = {place: place for place in kept}
    for one, other in order:
        mine, yours = at[one], at[other]
        if mine != yours and likeness[np.ix_(kept[mine], kept[yours])].mean() >= _SAME:
            kept[mine] += kept.pop(yours)
            at = {place: mine if now == yours else now for place, now in at.items()}
    return list(kept.values())
