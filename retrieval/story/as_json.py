"""A timeline or the changes of a topic as plain values for JSON."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from retrieval.story.changes import Changes
from retrieval.story.timeline import Timeline


def to_json(found: Timeline | Changes) -> dict[str, Any]:
    """All that was found, under the names it has here; dates and times in ISO 8601."""
    plain = _plain(found)
    assert isinstance(plain, dict)
    window = next(iter(plain["understood"]["windows"]), None)
    plain["understood"]["window"] = window
    return {"topic": found.topic, "status": _status(found)} | plain


def _status(found: Timeline | Changes) -> str:
    """As of an answer; of changes it is whether anything is new."""
    told = found.any if isinstance(found, Changes) else bool(found.lines or found.undated)
    if told:
        return "answered"
    return "not_in_news" if found.as_of.articles else "empty_library"


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value
