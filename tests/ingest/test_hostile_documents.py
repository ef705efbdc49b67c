"""Documents made to hang, to swell or to crash whoever reads them, under small limits."""

import pytest

from ingest.reader.readers import Readers
from ingest.reading import Hint
from retrieval.errors import SourceUnreadable
from tests.ingest.good import GOOD
from tests.ingest.hostile import HOSTILE
from tests.ingest.invariants import assert_line, check


@pytest.fixture(scope="module")
def readers():
    with Readers(count=1, seconds=1, memory=400 << 20) as running:
        yield running


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_document_ends_within_its_limits(readers, name, caplog):
    """What was made to hang, swell or crash a parser ends read or refused, by no bug of ours."""
    try:
        check(readers.read(HOSTILE[name](), Hint(name=name, url="https://courier.example/x")))
    except SourceUnreadable as error:
        told = str(error)
    else:
        told = ""
    assert_line(told)
    assert "unexpectedly" not in told, caplog.text


def test_the_next_document_is_read(readers):
    """Whatever happened before, a good document is read."""
    assert readers.read(GOOD["page.html"](), Hint(name="page.html")).drafts
