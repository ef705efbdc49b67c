"""The failures a person can do something about.

NewsdeskError
 +-- ArchiveLocked           another process holds the data folder
 +-- ArchiveUnreadable       the data folder cannot be opened or written
 +-- EmbeddingModelChanged   the archive was made with another model
 +-- EmbeddingModelMissing   the model cannot be loaded
 +-- VectorsUnavailable      the Chroma server or folder does not answer
 +-- RerankerUnavailable     the reranking model cannot be loaded or used
 +-- ChatModelUnavailable    the chat model cannot be opened or does not answer
 +-- OverBudget              no tokens of today's are left for what a chat model would write
 +-- SourceUnreadable        what the person gave cannot be read
 |    +-- FetchFailed        an address did not give its page
 |         +-- PageGone      its publisher says that there is no such page (404, 410)
 |         +-- TryLater      the site asks for patience, or does not work just now
 +-- SettingsInvalid         a setting has a value that makes no sense
 +-- DiscordRefused          Discord does not let the bot in

Every message is one sentence that says what to do.
"""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.answers import Usage


class NewsdeskError(Exception):
    """A failure whose message tells a person what to do."""


class ArchiveLocked(NewsdeskError):
    """Another process holds the data folder."""


class ArchiveUnreadable(NewsdeskError):
    """The data folder cannot be opened or written."""


class EmbeddingModelChanged(NewsdeskError):
    """The archive's vectors were made with another embedding model."""


class EmbeddingModelMissing(NewsdeskError):
    """The embedding model cannot be loaded."""


class VectorsUnavailable(NewsdeskError):
    """Chroma does not answer."""


class RerankerUnavailable(NewsdeskError):
    """The reranking model cannot be loaded, or fails while it is used."""


class ChatModelUnavailable(NewsdeskError):
    """The chat model cannot be opened, does not answer, or takes too long.

    `usage` is what it read and wrote before, as that is paid for; None when it was not asked.
    """

    def __init__(self, message: str, usage: "Usage | None" = None) -> None:
        super().__init__(message)
        self.usage = usage


class OverBudget(NewsdeskError):
    """A day's tokens are used up; `begins` is when the next day's may be spent."""

    def __init__(self, message: str, begins: datetime) -> None:
        super().__init__(message)
        self.begins = begins


class SourceUnreadable(NewsdeskError):
    """What the person gave cannot be read as news."""


class FetchFailed(SourceUnreadable):
    """An address did not give its page."""


class PageGone(FetchFailed):
    """The publisher says that there is no such page: HTTP 404 or 410."""


class TryLater(FetchFailed):
    """The site does not give the page now; `after` is how many seconds it asks to wait, or None."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class SettingsInvalid(NewsdeskError):
    """A setting has a value that makes no sense."""


class DiscordRefused(NewsdeskError):
    """Discord does not let the bot in."""
