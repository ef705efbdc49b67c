"""Documents that are nearly valid: whatever comes, an article or one clear refusal."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.good import GOOD
from tests.ingest.invariants import parse
from tests.ingest.strategies import documents

# What a good document of each kind gives; a sitemap index and an OPML list give feeds alone.
_BARREN = {"index.xml", "papers.opml", "sitemap.xml"}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_good_document_of_every_kind_is_read(name):
    """Each of the documents that are broken here gives its article as long as it is whole."""
    drafts = parse(GOOD[name](), name)
    assert name in _BARREN or any("two of its cranes" in draft.text for draft in drafts)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_broken_document_is_read_or_refused(name):
    """No broken document raises anything but a refusal, and what is read of it is clean."""

    @settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
    @given(documents(name))
    def try_it(content):
        parse(content, name)

    try_it()


@settings(max_examples=60, database=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(GOOD)))
def test_any_bytes_are_read_or_refused(content, name):
    """Bytes that are no document at all raise nothing but a refusal, whatever they are called."""
    parse(content, name)
