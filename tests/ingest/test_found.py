"""A page completed with what a feed says of it."""

from datetime import UTC, datetime

import pytest

from ingest.found import on_page
from retrieval.news import Draft
from tests.ingest.site import body


@pytest.mark.parametrize(("extent", "chosen"), [("part", "feed"), ("full", "full")])
def test_a_feed_completes_a_page_that_is_cut_short(extent, chosen):
    """Its text is taken where it is as long as what the page shows; for a whole page, hardly."""
    url = "https://skarn.co.uk/seals"
    cut = Draft(title="Seals", text=body().rsplit(" ", 20)[0], extent=extent)
    whole = Draft(title="Seals", text=body(), address=url, url=url, extent="feed")
    assert on_page(cut, whole, url).extent == chosen


def test_a_strangers_date_is_a_guess():
    """The site's own feed is believed; of another's word the date stays, marked as a guess."""
    url, day = "https://skarn.co.uk/seals", datetime(2026, 10, 5, tzinfo=UTC)
    undated = Draft(title="Seals", text=body())
    for address, guessed in ((url, False), ("feed:https://elsewhere.org/rss 1", True)):
        entry = Draft(title="Seals", text="Seals!", address=address, url=url, published=day)
        found = on_page(undated, entry, url)
        assert (found.published, found.guessed) == (day, guessed)
