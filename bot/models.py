"""The models that a desk holds open, each loaded when it is first needed and then kept."""

import logging
from functools import cached_property
from typing import TYPE_CHECKING

from bot.settings import Settings
from retrieval.answers import Asker
from retrieval.budget import Budget
from retrieval.errors import ChatModelUnavailable
from retrieval.reranker import Reranker

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from retrieval.embeddings import Embedder
    from retrieval.writer import Writer

log = logging.getLogger(__name__)


class Models:
    """The embedding model, and what orders and what writes where the settings name one.

    `unopened` says why there is no chat model although one is set, once that has been tried.
    """

    def __init__(self, settings: Settings, embedder: "Embedder") -> None:
        self._settings = settings
        self._embedder = embedder
        self.unopened = ""

    def warm(self) -> None:
        """Load the models now rather than with the first question."""
        self._embedder.warm()
        if self.reranker:
            self.reranker.warm()

    @cached_property
    def reranker(self) -> Reranker | None:
        """What orders what was found, when one is set; it loads its model when first used."""
        chosen = self._settings.reranker_model
        return Reranker(chosen) if chosen else None

    @cached_property
    def chat_model(self) -> "BaseChatModel | None":
        """The chat model, when one is set and can be opened; else the log and answers say why."""
        from retrieval.chat_model import opened

        chosen = self._settings
        if chosen.chat_model is None:
            return None
        try:
            return opened(chosen.chat_model, chosen.chat_base_url, chosen.chat_key)
        except ChatModelUnavailable as error:
            log.warning("%s Answers are made without it.", error)
            self.unopened = str(error)
            return None

    def writer(self, accounts: Budget, asker: Asker, tokens: int | None) -> "Writer | None":
        """The chat model on somebody's account, when there is one."""
        from retrieval.writer import Writer

        chosen = self._settings
        name, model = chosen.chat_model, self.chat_model
        if name is None or model is None:
            return None
        budget = accounts.limited(chosen.chat_limits.at_most(tokens), chosen.chat_prices)
        return Writer(model, name, budget, asker, chosen.chat_seconds)
