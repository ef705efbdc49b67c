"""One process at a time in the data folder, and a clear word to the second one."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import ArchiveLocked


class FolderLock:
    """Hold the data folder until closed; raises ArchiveLocked when another process does."""

    def __init__(self, folder: Path, holder: str) -> None:
        self._note = folder / "holder.json"
        self._lock = FileLock(folder / ".lock", thread_local=False)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ArchiveLocked(_sentence(folder, self._note)) from None
        started = datetime.now(UTC).isoformat(timespec="seconds")
        note = {"holder": holder, "pid": os.getpid(), "since": started}
        self._note.write_text(json.dumps(note), encoding="utf-8")

    def close(self) -> None:
        """Let the next process in."""
        self._note.unlink(missing_ok=True)
        self._lock.release()


def _sentence(folder: Path, note: Path) -> str:
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        who = f"{said['holder']} (process {said['pid']}, since {said['since']})"
    except (OSError, ValueError, KeyError):
        who = "another newsdesk process"
    return (
        f"The archive in {folder} is held by {who}: ask or ingest through that one (in Discord: "
        "/ask, /ingest), stop it first, or share the archive by running a Chroma server and "
        "setting CHROMA_URL."
    )
