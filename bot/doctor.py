"""What newsdesk needs, checked one by one, each with what to do when it is missing."""

import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from bot import settings as settings_of
from bot.desk import MODELS
from bot.settings import Settings
from retrieval.errors import ArchiveLocked, NewsdeskError
from retrieval.news import SHARED

State = Literal["ok", "warn", "fail"]

LITTLE, TOO_LITTLE = 1_000_000_000, 100_000_000
"""Bytes of free disk: some ten thousand articles, and the least that a rebuilt index needs."""

_SECONDS = 30
"""How long the chat model may take for a word."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, how it is, and what was found or what to do."""

    name: str
    state: State
    detail: str


def examine(env_file: Path | None = Path(".env")) -> Iterator[Check]:
    """Look at everything newsdesk needs, in the order it needs it."""
    yield _python()
    try:
        settings = settings_of.load(env_file)
    except NewsdeskError as error:
        yield Check("settings", "fail", str(error))
        return
    yield Check("settings", "ok", "every setting makes sense")
    for name, look in LOOKS.items():
        try:
            yield look(settings)
        except OSError as error:
            yield Check(name, "fail", f"cannot be looked at: {error.strerror or error}")


def _python() -> Check:
    version = platform.python_version()
    if sys.version_info >= (3, 14):
        return Check("Python", "warn", f"{version}; newsdesk is tried on 3.11 to 3.13")
    return Check("Python", "ok", version)


def _folder(settings: Settings) -> Check:
    folder = settings.data
    place = _existing(folder)
    try:
        # Permissions alone do not tell: the disk may be read-only, full, or no disk at all.
        with TemporaryFile(dir=place) as file:
            file.write(b"newsdesk")
    except OSError as error:
        reason = error.strerror or "unknown error"
        detail = f"{place} cannot be written ({reason}); set NEWSDESK_DATA to a folder of yours"
        return Check("data folder", "fail", detail)
    made = "" if folder.is_dir() else ", made on first use"
    return Check("data folder", "ok", f"{folder.resolve()}{made}")


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(_existing(settings.data)).free
    room = f"{free / 1e9:.1f} GB free"
    if free < TOO_LITTLE:
        return Check("disk", "fail", f"{room}; make room, or set NEWSDESK_DATA to another disk")
    if free < LITTLE:
        return Check("disk", "warn", f"{room}; enough for now, make room soon")
    return Check("disk", "ok", room)


def _existing(folder: Path) -> Path:
    place = folder.resolve()
    # A parent that may not be read ends the way up here: trying to write there tells why.
    with suppress(OSError):
        while not place.exists() and place != place.parent:
            place = place.parent
    return place


def _model(settings: Settings) -> Check:
    from retrieval.embeddings import Embedder
    from retrieval.models import in_words

    wanted = settings.embedding_model
    if wanted and wanted.startswith(("/", ".", "~")) and not Path(wanted).is_dir():
        detail = f"{wanted} is no folder; mend EMBEDDING_MODEL, or unset it for the bundled model"
        return Check("embedding model", "fail", detail)
    try:
        embedder = Embedder(wanted)
        if embedder.fingerprint.startswith("hub:"):
            detail = f"{embedder.name}, from the model hub or its cache on first use"
            return Check("embedding model", "warn", detail)
        tokens = embedder.max_tokens
    except NewsdeskError as error:
        return Check("embedding model", "fail", str(error))
    way = in_words(embedder.fingerprint, settings.data / MODELS)
    detail = f"{embedder.name}, reads {tokens} tokens, {way}"
    return Check("embedding model", "ok", detail)


def _reranker(settings: Settings) -> Check:
    from retrieval.reranker import Reranker

    wanted = settings.reranker_model
    if wanted is None:
        return Check("reranker", "ok", "none set; the search's own order is kept")
    if not wanted.startswith(("/", ".", "~")) and not Path(wanted).is_dir():
        return Check("reranker", "warn", f"{wanted}, from the model hub or its cache on first use")
    try:
        Reranker(wanted).score("Does it work?", ["It does."])
    except NewsdeskError as error:
        return Check("reranker", "warn", f"answers come without it. {error}")
    return Check("reranker", "ok", f"{wanted} works")


def _chat_model(settings: Settings) -> Check:
    from retrieval.chat_model import opened, streamed

    wanted = settings.chat_model
    if wanted is None:
        return Check("chat model", "ok", "none set; answers are the news’s own sentences")
    try:
        model = opened(wanted, settings.chat_base_url, settings.chat_key)
        # Streamed, as an answer will be: some servers and keys allow only the other.
        streamed(model, "Write the one word yes.", _SECONDS, lambda _: None, patience=_SECONDS)
    except NewsdeskError as error:
        return Check("chat model", "warn", f"answers come without it. {error}")
    return Check("chat model", "ok", f"{wanted} answers")


def _archive(settings: Settings) -> Check:
    from bot.desk import Desk

    if not (settings.data / "archive.db").exists():
        return Check("archive", "ok", "none yet; newsdesk demo or newsdesk ingest makes one")
    try:
        with Desk.open(settings, holder="newsdesk doctor") as desk:
            held = desk.archive.holdings([SHARED])
    except ArchiveLocked as error:
        return Check("archive", "warn", f"in use, so not looked into. {error}")
    except NewsdeskError as error:
        return Check("archive", "fail", str(error))
    return Check("archive", "ok", f"{held.articles:,} articles in the shared library")


def _chroma(settings: Settings) -> Check:
    import chromadb

    if settings.chroma_url is None:
        return Check("Chroma", "ok", f"{chromadb.__version__}, kept in the data folder")
    from retrieval.vectors import VectorIndex

    try:
        VectorIndex(settings.data / "chroma", settings.chroma_url).count(SHARED)
    except NewsdeskError as error:
        return Check("Chroma", "fail", str(error))
    return Check("Chroma", "ok", f"{chromadb.__version__}, server answers")


def _token(settings: Settings) -> Check:
    if settings.discord_token is None:
        detail = "not set; newsdesk bot needs it, the terminal does not"
        return Check("DISCORD_TOKEN", "warn", detail)
    return Check("DISCORD_TOKEN", "ok", "set (not shown)")


LOOKS: Mapping[str, Callable[[Settings], Check]] = {
    "data folder": _folder,
    "disk": _disk,
    "embedding model": _model,
    "reranker": _reranker,
    "chat model": _chat_model,
    "archive": _archive,
    "Chroma": _chroma,
    "DISCORD_TOKEN": _token,
}
"""What is looked at, in the order it is needed."""
