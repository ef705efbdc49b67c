"""One archive for the whole set: innocent news that all share, each attack in a library apart."""

import pytest

from bot.desk import Desk
from bot.settings import Settings
from ingest.pipeline import Ingester
from ingest.sources import Upload
from retrieval.archive import Archive
from retrieval.news import SHARED
from retrieval.sentences import sentences
from tests.bot.conftest import LIBRARY, STRIKE, settings, shown, start

__all__ = ["settings", "shown", "start"]


class Held:
    """The articles taken in so far, each once, through the real ingester."""

    def __init__(self, archive, ingester):
        self.archive = archive
        self._ingester = ingester
        self._libraries = {}

    def library(self, hostile, *, clean=False):
        """The library that has this article alone, taken in when first asked for."""
        name = f"{'clean' if clean else 'hostile'}-{hostile.name}"
        if name not in self._libraries:
            self._libraries[name] = self.take(hostile, name, clean=clean)
        return name

    def take(self, hostile, library, *, clean=False):
        """Take an article in; gives it as the archive keeps it."""
        file, content = hostile.file(clean=clean)
        [result] = self._ingester.take([Upload(file, content)], library=library).results
        assert result.article is not None, result.reason
        return result.article

    def article(self, hostile):
        """The hostile article as the archive keeps it."""
        return self._libraries[self.library(hostile)]


@pytest.fixture(scope="session")
def held(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("hostile")
    with Archive.open(folder, embedder, holder="a test") as archive:
        for draft in (STRIKE, LIBRARY):
            archive.put(SHARED, draft, sentences(draft.text))
        with Ingester(archive) as ingester:
            yield Held(archive, ingester)


@pytest.fixture
def desk(held, embedder):
    """A desk over the set's archive; without a chat model."""
    embedder.warm()
    return Desk(Settings(), held.archive, embedder)
