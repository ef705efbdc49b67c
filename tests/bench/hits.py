"""How many questions find a passage that holds their evidence."""

from collections.abc import Sequence
from typing import Any

from tests.bench.relevance import answers, first, folded


def share(questions: Sequence[dict[str, Any]], found: Sequence[Sequence[str]]) -> float:
    """Of the answerable questions, the share with a piece of evidence among what was found."""
    pairs = [(row, texts) for row, texts in zip(questions, found, strict=True) if row["answerable"]]
    hits = sum(_hit(row, texts) for row, texts in pairs)
    return hits / (len(pairs) or 1)


def _hit(row: dict[str, Any], texts: Sequence[str]) -> bool:
    wanted = [folded(piece["text"]) for piece in row.get("evidence", [])] or answers(row)
    return first([folded(text) for text in texts], wanted) is not None
