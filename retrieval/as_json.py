"""An answer as JSON, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from retrieval.answers import (
    Answer,
    AnswerSentence,
    AsOf,
    Citation,
    Difference,
    Headline,
    Report,
    Status,
    Understood,
    Usage,
    Window,
)
from retrieval.news import Article, Passage, Retrieved


def to_json(answer: Answer) -> dict[str, Any]:
    """An answer as the one JSON object that tools rely on."""
    return {
        "question": answer.question,
        "status": str(answer.status),
        "mode": answer.mode,
        "text": answer.text,
        "sentences": [_plain(asdict(sentence)) for sentence in answer.sentences],
        "citations": [_plain(asdict(citation)) for citation in answer.citations],
        "passages": [_retrieved(retrieved) for retrieved in answer.passages],
        "understood": _understanding(answer.understood),
        "as_of": _plain(asdict(answer.as_of)),
        "closest": [_plain(asdict(headline)) for headline in answer.closest],
        "differences": [asdict(difference) for difference in answer.differences],
        "notes": list(answer.notes),
        "likelihood": answer.likelihood,
        "usage": asdict(answer.usage) if answer.usage else None,
        "timings_ms": dict(answer.timings_ms),
    }


def from_json(said: Mapping[str, Any]) -> Answer:
    """An answer from its JSON; retrieved passages come back without their articles' texts."""
    return Answer(
        question=said["question"],
        status=Status(said["status"]),
        mode=said["mode"],
        understood=_understood(said["understood"]),
        as_of=AsOf(**_times(said["as_of"])),
        sentences=tuple(AnswerSentence(**_lists(s)) for s in said["sentences"]),
        citations=tuple(Citation(**_lists(_times(c))) for c in said["citations"]),
        closest=tuple(Headline(**_times(h)) for h in said["closest"]),
        differences=tuple(_difference(d) for d in said.get("differences", ())),
        notes=tuple(said["notes"]),
        likelihood=said.get("likelihood"),
        usage=Usage(**said["usage"]) if said.get("usage") else None,
        timings_ms=said["timings_ms"],
    )


def _difference(said: Mapping[str, Any]) -> Difference:
    return Difference(**{**said, "reports": tuple(Report(**one) for one in said["reports"])})


def _retrieved(found: Retrieved) -> dict[str, Any]:
    passage: Passage = found.passage
    article: Article = found.article
    return {
        "article_id": article.id,
        "title": article.title,
        "url": article.url,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(found.score, 4),
        "dense": round(found.dense, 4),
        "lexical": round(found.lexical, 4),
    }


def _understood(said: Mapping[str, Any]) -> Understood:
    windows = tuple(Window(**_times(window)) for window in said.get("windows", ()))
    plain = {key: value for key, value in said.items() if key not in {"window", "windows"}}
    return Understood(**_lists(_times(plain)), windows=windows)


def _understanding(understood: Understood) -> dict[str, Any]:
    """With `window` beside `windows`, for those who ask about one stretch of time at most."""
    windows = [_plain(asdict(window)) for window in understood.windows]
    window = windows[0] if windows else None
    return _plain(asdict(understood) | {"window": window, "windows": windows})


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in fields.items()
    }


def _lists(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}


def _times(fields: Mapping[str, Any]) -> dict[str, Any]:
    moments = {"published", "updated", "asked_at", "newest", "since", "until", "as_of"}
    return {
        key: datetime.fromisoformat(value) if key in moments and value else value
        for key, value in fields.items()
    }
