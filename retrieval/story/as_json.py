"""A timeline or the changes of a topic as plain values for JSON."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from retrieval.story.changes import Changes
from retrieval.story.timeline import Timeline


def to_json(found: Timeline | Changes) -> dict[str, Any]:
    """All that was found, under the names it has here; dates and times in ISO 8601."""
    shown = plain(found)
    assert isinstance(shown, dict)
    window = next(iter(shown["understood"]["windows"]), None)
    shown["understood"]["window"] = window
    return {"topic": found.topic, "status": _status(found)} | shown


def _status(found: Timeline | Changes) -> str:
    """As of an answer; of changes it is whether anything is new."""
    told = found.any if isinstance(found, Changes) else bool(found.lines or found.undated)
    if told:
        return "answered"
    return "not_in_news" if found.as_of.articles else "empty_library"


def plain(value: object) -> object:
    """What was found as objects, lists, texts and numbers, whatever it is made of."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value
