"""How many questions find a passage that holds their evidence."""

from collections.abc import Sequence
from typing import Any

from retrieval.evaluate.gold import folded, holds


def share(questions: Sequence[dict[str, Any]], found: Sequence[Sequence[str]]) -> float:
    """Of the answerable questions, the share with a piece of evidence among what was found."""
    pairs = [(row, texts) for row, texts in zip(questions, found, strict=True) if row["answerable"]]
    hits = sum(_hit(row, texts) for row, texts in pairs)
    return hits / (len(pairs) or 1)


def _hit(row: dict[str, Any], texts: Sequence[str]) -> bool:
    wanted = [piece["text"] for piece in row.get("evidence", [])] or row.get("answers", [])
    pieces = [folded(one) for one in wanted]
    return any(holds(text, pieces) for text in texts)
