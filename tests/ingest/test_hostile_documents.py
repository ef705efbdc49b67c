"""Documents made to hang, to swell or to crash whoever reads them, under small limits."""

import pytest

from ingest.child import ReaderFailed
from ingest.readers import Readers
from ingest.reading import Hint
from retrieval.errors import SourceUnreadable
from tests.ingest.good import GOOD
from tests.ingest.hostile import HOSTILE
from tests.ingest.invariants import assert_line, check


@pytest.fixture(scope="module")
def readers():
    with Readers(count=1, seconds=2, memory=400 << 20) as running:
        yield running


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_document_ends_within_its_limits(readers, name, caplog):
    """What was made to hang, swell or crash a parser ends read or refused, and the next is read."""
    try:
        check(readers.read(HOSTILE[name](), Hint(name=name, url="https://courier.example/x")))
    except ReaderFailed:
        pytest.fail(caplog.text)
    except SourceUnreadable as error:
        assert_line(str(error))
    assert readers.read(GOOD["page.html"](), Hint(name="page.html")).drafts
