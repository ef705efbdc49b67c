"""Answers kept: for the quotes behind a button, and for follow-ups."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from retrieval.answers import Answer, Turn
from retrieval.as_json import from_json, to_json
from retrieval.database import Database

KEPT = 50
"""Exchanges of a conversation that are kept; those posted as a message stay for their buttons."""

_TOO_MANY = (
    "library = ? AND conversation = ? AND message IS NULL AND id < (SELECT min(id) FROM "
    "(SELECT id FROM answers WHERE library = ? AND conversation = ? ORDER BY id DESC LIMIT ?))"
)
_CITE = (
    "INSERT OR IGNORE INTO cited (answer, article_id, revision, seen) "
    "SELECT ?1, ?2, revision, revision FROM "
    "(SELECT coalesce((SELECT revision FROM articles WHERE id = ?2), 0) AS revision)"
)
"""An article that is there no more is cited at revision 0."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The message that an answer was posted as.

    `channel` is None when only its asker sees it; `titled` when it shows the question too.
    """

    message: int
    channel: int | None = None
    language: str = "en"
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept; `person` is who asked, where that is known."""

    id: int
    answer: Answer
    person: str | None
    posted: Posted | None


class Transcript:
    """The archive's memory of answers, by library and conversation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(
        self,
        answer: Answer,
        *,
        library: str,
        conversation: str,
        posted: Posted | None = None,
        person: str | None = None,
    ) -> int:
        """Store an answer without its passages; gives the id by which it is recalled.

        `posted` is the message it became, and `person` who asked, where these are known.
        """
        if posted:
            # One that did not reach its reader and was made again takes the place of the first.
            self._erase("message = ? AND library = ?", posted.message, library)
        text = json.dumps(to_json(replace(answer, passages=())), ensure_ascii=False)
        place = _place(posted) if posted else (None, None, "en", False)
        with self._database.write() as write:
            cursor = write.execute(
                "INSERT INTO answers (library, conversation, asked_at, answer, person, message, "
                "channel, language, titled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (library, conversation, _now(), text, person, *place),
            )
            if posted:
                write.executemany(
                    _CITE, [(cursor.lastrowid, c.article_id) for c in answer.citations]
                )
        self._erase(_TOO_MANY, library, conversation, library, conversation, KEPT)
        return int(cursor.lastrowid or 0)

    def recall(self, answer_id: int, library: str) -> Answer | None:
        """A stored answer, if it was given in this library and not forgotten since."""
        row = self._database.one(
            "SELECT answer FROM answers WHERE id = ? AND library = ?", answer_id, library
        )
        return from_json(json.loads(row["answer"])) if row else None

    def kept(self, answer_id: int, library: str) -> Kept | None:
        """The same, with who asked and the message that it became."""
        row = self._database.one(
            "SELECT answer, person, message, channel, language, titled FROM answers "
            "WHERE id = ? AND library = ?",
            *(answer_id, library),
        )
        if row is None:
            return None
        place = (row["channel"], row["language"], bool(row["titled"]))
        posted = Posted(row["message"], *place) if row["message"] else None
        return Kept(answer_id, from_json(json.loads(row["answer"])), row["person"], posted)

    def repeat(
        self, answer_id: int, library: str, *, conversation: str, posted: Posted
    ) -> int | None:
        """Keep an answer once more, as another message; None when it was forgotten.

        Its sources are those of the first: what befell them in between is told of this one too.
        """
        with self._database.write() as write:
            cursor = write.execute(
                "INSERT INTO answers (library, conversation, asked_at, answer, person, message, "
                "channel, language, titled) SELECT library, ?, ?, answer, person, ?, ?, ?, ? "
                "FROM answers WHERE id = ? AND library = ?",
                (conversation, _now(), *_place(posted), answer_id, library),
            )
            if cursor.rowcount != 1:
                return None
            write.execute(
                "INSERT INTO cited SELECT ?, article_id, revision, seen FROM cited "
                "WHERE answer = ?",
                (cursor.lastrowid, answer_id),
            )
        return int(cursor.lastrowid or 0)

    def share(self, answer_id: int, library: str) -> bool:
        """Note that an answer is shown to all from now on; False when it was already."""
        return self._set_shared(answer_id, library, shared=True)

    def unshare(self, answer_id: int, library: str) -> bool:
        """Note that it is not, after all."""
        return self._set_shared(answer_id, library, shared=False)

    def _set_shared(self, answer_id: int, library: str, *, shared: bool) -> bool:
        with self._database.write() as write:
            changed = write.execute(
                "UPDATE answers SET shared = ? WHERE id = ? AND library = ? AND shared != ?",
                (shared, answer_id, library, shared),
            )
            return changed.rowcount == 1

    def conversation_of(self, message: int, library: str) -> str | None:
        """The conversation that a message of ours belongs to."""
        row = self._database.one(
            "SELECT conversation FROM answers WHERE message = ? AND library = ?", message, library
        )
        return str(row["conversation"]) if row else None

    def history(
        self, conversation: str, library: str, limit: int = 6, *, but: int = 0
    ) -> list[Turn]:
        """The latest exchanges of a conversation, oldest first, `but` that of one message of ours.

        A question that is answered again does not follow on itself.
        """
        rows = self._database.read(
            "SELECT answer FROM answers WHERE conversation = ? AND library = ? "
            "AND message IS NOT ? ORDER BY id DESC LIMIT ?",
            *(conversation, library, but, limit),
        )
        return [_turn(from_json(json.loads(row["answer"]))) for row in reversed(rows)]

    def forget(self, conversation: str, library: str) -> int:
        """Erase a conversation; returns how many answers went."""
        return self._erase("conversation = ? AND library = ?", conversation, library)

    def forget_person(self, person: str, library: str | None) -> int:
        """Erase what somebody asked in a library, or with None in any; returns how many went."""
        return self._erase("person = ? AND library = coalesce(?, library)", person, library)

    def forget_library(self, library: str | None) -> int:
        """Erase all that was asked in a library, or with None in any; returns how many went."""
        return self._erase("library = coalesce(?, library)", library)

    def expire(self, before: datetime, library: str | None = None) -> int:
        """Erase what was asked before an aware moment; returns how many answers went."""
        moment = before.astimezone(UTC).isoformat(timespec="seconds")
        return self._erase("asked_at < ? AND library = coalesce(?, library)", moment, library)

    def _erase(self, which: str, *values: object) -> int:
        # Looked first: erasing folds the log in, which is too dear to do for nothing.
        if self._database.one(f"SELECT 1 FROM answers WHERE {which} LIMIT 1", *values) is None:
            return 0
        with self._database.erasing() as write:
            return write.execute(f"DELETE FROM answers WHERE {which}", values).rowcount


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _place(posted: Posted) -> tuple[int, int | None, str, bool]:
    return posted.message, posted.channel, posted.language, posted.titled


def _turn(answer: Answer) -> Turn:
    meant = answer.understood
    return Turn(
        question=meant.question,
        answer=answer.text,
        asked=answer.question,
        about=answer.citations[0].title if answer.citations else "",
        # What was set by hand is set anew for each question.
        windows=tuple(window for window in meant.windows if window.words),
        outlets=() if meant.only else meant.outlets,
    )
