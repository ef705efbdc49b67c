"""A text pasted into a form, and given back when it could not be used."""

import pytest

from bot.newsroom.pasting import FILE, Pasted

pytestmark = pytest.mark.asyncio

TEXT = (
    "Tram fares in Ellsworth will rise by twelve cents on 1 October, the city council decided. "
    "Councillor Petra Lindqvist said that the money would pay for nine new trams."
)
TYPED = {
    "title": "Tram fares to rise",
    "text": TEXT,
    "outlet": "City Wire",
    "address": "https://wire.example/fares",
    "date": "2026-08-04",
}


async def paste(place, **changes):
    """Open the form and send it."""
    form = await place.boss.slash(place.channel, "ingest text")
    return await place.boss.submit_modal(form, TYPED | changes)


async def test_a_pasted_text_comes_in(start):
    """Under its title, with what was said of it; its first sentence is no headline."""
    async with start() as place:
        sent = await paste(place)
        assert sent.response.content.startswith("Done. 1 new")
        [article] = place.desk.archive.articles([place.library])
        assert (article.title, article.text) == (TYPED["title"], TEXT)
        assert (article.outlet, article.url) == (TYPED["outlet"], TYPED["address"])
        assert f"{article.published:%Y-%m-%d}" == TYPED["date"]


async def test_a_text_alone_is_enough(start):
    """Outlet, address and date are for who knows them."""
    async with start() as place:
        sent = await paste(place, outlet="", address="", date="")
        assert "1 new" in sent.response.content
        [article] = place.desk.archive.articles([place.library])
        assert (article.outlet, article.url, article.published) == (None, None, None)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"date": "yesterdayish"}, "is not a date"),
        ({"address": "wire.example"}, "must begin with https://"),
        ({"text": "Too short."}, "did not come in"),
    ],
)
async def test_what_was_typed_is_not_lost(start, wrong, why):
    """It comes back as a file, and in the form once more, where the mistake can be mended."""
    async with start() as place:
        sent = await paste(place, **wrong)
        back = sent.response if "text" not in wrong else sent.followups[-1]
        assert back.ephemeral
        assert why in back.content
        [file] = back.attachments
        assert file.filename == FILE
        kept = (await file.read()).decode()
        assert (TYPED | wrong)["text"] in kept
        again = await place.boss.click(back, label="Open the form again")
        values = {
            one["component"]["custom_id"]: one["component"] for one in again.modal["components"]
        }
        assert values["outlet"]["value"] == "City Wire"
        assert values["title"]["value"] == TYPED["title"]
        mended = await place.boss.submit_modal(again, TYPED)
        assert "1 new" in mended.response.content
        assert bool(place.env.errors) is ("text" not in wrong)


async def test_the_file_holds_all_that_was_typed():
    """In the order of the form, with nothing for what was left out."""
    pasted = Pasted("Title", "One.\n\nTwo.", date="2026-08-04")
    assert pasted.file().fp.read().decode() == "Title\n2026-08-04\n\nOne.\n\nTwo."
