"""The open desk: settings in, archive, answers and ingest out, closed in order."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.given import worded
from bot.models import Models
from bot.settings import Settings
from retrieval.answers import Answer, AnswerSentence, Asker, Turn, Understood
from retrieval.news import Article, Draft, Span

if TYPE_CHECKING:
    from ingest.pipeline import Ingester, Overrides, Progress, Summary
    from ingest.sources import Given
    from retrieval.archive import Archive
    from retrieval.embeddings import Embedder
    from retrieval.transcript import Transcript

OnProgress = Callable[[str, int, int], None]

MENTIONS_KEPT = timedelta(days=7)
"""How long it is known that a message was answered; it comes again within an hour, if ever."""
MODELS = "models"
"""The folder, in the data folder, where an exported embedding model is kept."""


class Desk:
    """Everything both doors need, held open; thread-safe and synchronous."""

    def __init__(self, settings: Settings, archive: "Archive", embedder: "Embedder") -> None:
        self.settings = settings
        self.archive = archive
        self.models = Models(settings, embedder)
        self._ingester: Ingester | None = None
        self._opening = threading.Lock()

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        holder: str,
        on_progress: OnProgress | None = None,
        reindexing: bool = False,
    ) -> Self:
        """Open the archive in the data folder, making it when there is none.

        `holder` names this process to another one that finds the folder locked; `reindexing`
        opens an archive made with another embedding model, for nothing but `archive.reindex`.
        """
        # Chroma and the model's library take seconds to import: not before they are needed.
        from retrieval.archive import Archive
        from retrieval.embeddings import Embedder
        from retrieval.progress import silent

        told = on_progress or silent
        embedder = Embedder(settings.embedding_model, settings.data / MODELS, told)
        archive = Archive.open(
            settings.data,
            embedder,
            holder=holder,
            chroma_url=settings.chroma_url,
            on_progress=told,
            reindexing=reindexing,
        )
        desk = cls(settings, archive, embedder)
        desk.forget_old()
        return desk

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ingester, then the archive it writes to, and let go of the data folder."""
        with self._opening:
            if self._ingester is not None:
                self._ingester.close()
        self.archive.close()

    def warm(self) -> None:
        """Load the models now rather than with the first question."""
        self.models.warm()

    def ask(
        self,
        question: str,
        libraries: Collection[str],
        *,
        history: Sequence[Turn] = (),
        asked_at: datetime | None = None,
        chosen: Understood | None = None,
        asker: Asker | None = None,
        zone: tzinfo | None = None,
        tokens: int | None = None,
        on_sentence: Callable[[AnswerSentence], None] | None = None,
        on_reading: Callable[[int, int], None] | None = None,
    ) -> Answer:
        """Answer a question from the news of these libraries, or of what was `chosen` of it.

        `asker` is on whose account a chat model writes, with `tokens` a day at most where the
        settings would allow it more. Days are those of `zone`, or else of the settings' own.
        `on_sentence` hears each sentence that it wrote and that was checked; the answer itself may
        still have others. `on_reading` hears how many passages of how many articles it reads.
        """
        from retrieval import relevance
        from retrieval.answerer import answer
        from retrieval.notes import OWN_WORDS

        point = self.settings.refusal
        given = answer(
            self.archive,
            worded(question),
            libraries,
            history=history,
            asked_at=asked_at,
            zone=zone or self.settings.zone,
            chosen=chosen,
            refusal_point=relevance.POINT if point is None else point,
            reranker=self.models.reranker,
            writer=self.models.writer(self.archive.budget, asker or Asker(), tokens),
            on_sentence=on_sentence,
            on_reading=on_reading,
        )
        unopened = self.models.unopened
        if unopened and given.sentences:
            return replace(given, notes=(*given.notes, f"{unopened} {OWN_WORDS}"))
        return given

    @property
    def ingester(self) -> "Ingester":
        """What reads and takes in articles, opened when first needed and then kept.

        It knows what each site asks for and when it was last visited.
        """
        from ingest.pipeline import Ingester

        with self._opening:
            if self._ingester is None:
                self._ingester = Ingester(
                    self.archive,
                    allow_private=self.settings.allow_private,
                    host_delay=self.settings.host_delay,
                    contact=self.settings.contact,
                )
            return self._ingester

    def ingest(
        self,
        given: "Sequence[Given]",
        library: str,
        *,
        overrides: "Overrides | None" = None,
        follow: bool = True,
        on_progress: "Callable[[Progress], None] | None" = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> "Summary":
        """Take what a person gave into a library, article by article.

        With `follow`, a feed's entries lead to their pages; without, its own texts are taken.
        """
        from ingest.report import Overrides

        return self.ingester.take(
            given,
            library=library,
            overrides=overrides or Overrides(),
            follow=follow,
            on_progress=on_progress or (lambda _progress: None),
            cancelled=cancelled or (lambda: False),
        )

    def recheck(
        self,
        libraries: Collection[str],
        *,
        since: datetime | None = None,
        on_progress: "Callable[[Progress], None] | None" = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> "Summary":
        """Read the pages of the articles first seen since then again, where they changed."""
        from ingest.feeds.recheck import recheck

        return recheck(
            self.ingester,
            libraries,
            since=since,
            on_progress=on_progress or (lambda _progress: None),
            cancelled=cancelled or (lambda: False),
        )

    def relatives(
        self, articles: Iterable[Article], libraries: Collection[str]
    ) -> dict[str, Article]:
        """The articles, by id, whose story or text these tell again."""
        ids = {id_ for article in articles for id_ in (article.story, article.duplicate_of) if id_}
        return self.archive.articles_by_id(ids, libraries) if ids else {}

    def reindex(self, on_progress: OnProgress | None = None) -> int:
        """Cut and embed every article again; returns how many there were."""
        from ingest import chunk
        from retrieval.progress import silent

        model = self.archive.embedder

        def split(draft: Draft) -> list[Span]:
            return chunk.passages(draft.title, draft.text, model.count, model.max_tokens)

        return self.archive.reindex(split, on_progress or silent)

    @property
    def transcript(self) -> "Transcript":
        """The answers kept, for their buttons and for follow-ups."""
        return self.archive.transcript

    def forget_old(self) -> int:
        """Erase what was asked longer ago than the settings keep it; returns how many went."""
        from retrieval.statistics import KEPT_DAYS

        self.archive.budget.forget_old()
        self.archive.statistics.expire(datetime.now(UTC) - timedelta(days=KEPT_DAYS))
        self.archive.mentions.expire(datetime.now(UTC) - MENTIONS_KEPT)
        kept = timedelta(days=self.settings.history_days)
        return self.archive.transcript.expire(datetime.now(UTC) - kept)

    def note(self, key: str) -> str | None:
        """A small value kept between runs."""
        return self.archive.note(key)

    def set_note(self, key: str, value: str) -> None:
        """Keep a small value between runs."""
        self.archive.set_note(key, value)
