"""What the ingest tests share: a publisher on loopback."""

import pytest

from tests.servers.publisher import Publisher


@pytest.fixture
def publisher():
    with Publisher() as running:
        yield running
