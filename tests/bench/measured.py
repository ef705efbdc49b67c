"""What asking took, one way at one size, as figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

Row = dict[str, Any]

_ASKED = {"newsdesk": "newsdesk", "chroma": "(a) Chroma", "ensemble": "(b) BM25 + Chroma"}
"""How each way is called in the tables."""
HNSW = "HNSW files"
"""The kind of file that Chroma's search reads into memory."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of the middle question, and of one in twenty or slower."""

    p50: float
    p95: float

    @classmethod
    def of(cls, taken: Sequence[float]) -> "Spread":
        """The spread of what questions took."""
        return cls(median(taken), quantiles(taken, n=20)[18])

    def __str__(self) -> str:
        return f"{self.p50:,.1f} / {self.p95:,.1f}"


@dataclass(frozen=True, slots=True)
class Measured:
    """One way at one size."""

    way: str
    passages: int
    questions: int
    ready: float
    first: float
    wall: Spread
    cpu: Spread
    stages: Mapping[str, Spread]
    kinds: Mapping[str, Spread]
    memory: Mapping[str, Row] | None
    disk: Mapping[str, float]

    @classmethod
    def of(cls, way: str, passages: int, told: Row, disk: Mapping[str, float]) -> "Measured":
        """Put together what a process told of its questions."""
        asked: list[Row] = told["asked"]
        by_kind = {
            one["kind"]: [row for row in asked if row["kind"] == one["kind"]] for one in asked
        }
        names = dict.fromkeys(name for row in asked for name in row.get("stages", {}))
        return cls(
            way=way,
            passages=passages,
            questions=len(asked),
            ready=told["ready"],
            first=told["first"],
            wall=Spread.of([row["wall"] for row in asked]),
            cpu=Spread.of([row["cpu"] for row in asked]),
            stages={
                name: Spread.of([row["stages"].get(name, 0.0) for row in asked]) for name in names
            },
            kinds={
                kind: Spread.of([row["wall"] for row in rows])
                for kind, rows in by_kind.items()
                if len(rows) > 1
            },
            memory={"before": told["before"], "after": told["after"]} if told["after"] else None,
            disk=disk,
        )

    @property
    def name(self) -> str:
        """How the way is called in the tables."""
        return _ASKED[self.way]
