"""What every test may ask for: the bundled model, loaded once, and an archive of its own."""

import os
import sys

import pytest
from hypothesis import settings

from retrieval.archive import Archive
from retrieval.embeddings import Embedder
from tests.models import MODELS

# A busy machine is no failure.
settings.register_profile("newsdesk", deadline=None)
settings.load_profile("newsdesk")


def pytest_configure():
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["NO_COLOR"] = "1"
    # The program is started, and the bot's cogs are loaded, hundreds of times: what compiles them
    # anew each time, where this variable is set, costs a third of the run.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.fixture(scope="session")
def embedder():
    return Embedder(cache=MODELS)


@pytest.fixture
def archive(tmp_path, embedder):
    with Archive.open(tmp_path / "data", embedder, holder="a test") as opened:
        yield opened
