"""How much each sign of relevance counts in a search.

Chosen on the development halves of two public sets: 206 questions over 609 articles of 37 outlets
(MultiHop-RAG, Tang & Yang 2024), and weekly quizzes with the day of asking (RealTimeQA, Kasai et
al. 2023). Reciprocal rank fusion was worse throughout.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of relevance counts; scores are 0 to 1 before weighting."""

    dense: float = 0.4
    lexical: float = 0.6
    outlet: float = 0.3
    window: float = 0.2
    recency: float = 0.3
    latest: float = 0.6
    half_life_days: float = 10.0
    aftermath_days: float = 7.0
    """The half-life of what was published after a window: things are told when they are over."""
    side: float = 0.5
    """What a comparison's sides, each searched by itself, add to the search for the whole."""
    fields: tuple[float, float, float, float] = (1.0, 2.0, 2.0, 1.0)
    """BM25 weights of title, outlet, date and text."""
    again: float = 0.06
    """What each further passage of an article counts less, so that other articles come up."""
    retold: float = 0.3
    """What another article of a story counts less: copies of one text are one source."""
    mixed: float = 0.01
    """What each further article of an outlet counts less."""


WEIGHTS = Weights()
