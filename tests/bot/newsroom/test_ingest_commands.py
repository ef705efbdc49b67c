"""News brought in from Discord, by those who may, into the server's own library."""

import json

import aiohttp
import discord
import pytest
from simcord.backend.errors import SetupError

from ingest.pipeline import Outcome
from tests.servers.publisher import Publisher

MENU = "Ingest links in this message"
pytestmark = pytest.mark.asyncio

TEXT = (
    "Tram fares in Ellsworth to rise in October\n\n"
    "Tram fares in Ellsworth will rise by twelve cents on 1 October, the city council decided. "
    "Councillor Petra Lindqvist said that the money would pay for nine new trams. "
    "Monthly passes will keep their price of forty-one euros until the end of the year.\n"
)
FARES = ("fares.txt", TEXT.encode())
QUESTION = "By how much will tram fares in Ellsworth rise?"
PAGE = f"""<!doctype html><html lang="en"><head><title>Tram fares to rise | City Wire</title>
<meta property="og:site_name" content="City Wire">
<meta property="article:published_time" content="2026-08-04T09:30:00+00:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Tram fares to rise</h1>
<p>{"</p><p>".join(TEXT.split(". "))}</p></article></body></html>"""


async def test_a_file_is_read_and_answers_at_once(start, shown):
    """The report names the article; the next question cites it."""
    async with start() as place:
        result = await place.boss.slash(
            place.channel, "ingest file", attachment=FARES, outlet="City Wire", date="2026-08-04"
        )
        report = result.response.content
        assert report.startswith("Done. 1 new\n")
        assert "**City Wire** · 4 August 2026 · Tram fares in Ellsworth" in report
        await place.mention(QUESTION)
        answer = shown(place.channel.last_message)
        assert "twelve cents" in answer
        assert "**City Wire** · 4 August 2026" in answer


async def test_an_article_lands_in_the_library_of_the_server_alone(start):
    """The shared library is the operator's."""
    async with start() as place:
        await place.boss.slash(place.channel, "ingest file", attachment=FARES)
        [article] = place.desk.archive.articles({place.library})
        assert article.library == place.library


async def test_the_same_file_again_is_unchanged(start):
    """It says so, and makes no second article."""
    async with start() as place:
        await place.boss.slash(place.channel, "ingest file", attachment=FARES)
        again = await place.boss.slash(place.channel, "ingest file", attachment=FARES)
        assert "1 unchanged" in again.response.content
        assert len(place.desk.archive.articles({place.library})) == 1


async def test_a_page_is_fetched_and_read(start, shown):
    """The page's own outlet and date are found, and its title links to it."""
    with Publisher() as site:
        url = site.publish("/fares", PAGE)
        async with start() as place:
            result = await place.boss.slash(place.channel, "ingest url", address=url)
            assert "1 new" in result.response.content
            assert "**City Wire**" in result.response.content
            assert f"](<{url}>)" in result.response.content
            await place.mention(QUESTION)
            assert "twelve cents" in shown(place.channel.last_message)


async def test_a_page_that_cannot_be_read_is_reported_with_its_reason(start):
    """Nothing came in, and the person learns why."""
    with Publisher() as site:
        url = site.publish("/gone", "<p>Gone.</p>", status=404)
        async with start() as place:
            result = await place.boss.slash(place.channel, "ingest url", address=url)
            head, reason = result.response.content.split("\n", 1)
            assert head.startswith("Nothing came in.")
            assert "1 failed" in head
            assert "/gone" in reason
            assert "404" in reason


async def test_the_command_is_not_offered_to_ordinary_members(start):
    """Discord hides it from who does not manage the server."""
    async with start() as place:
        with pytest.raises(SetupError, match="default-member-permissions"):
            await place.alice.slash(place.channel, "ingest file", attachment=FARES)


async def test_who_may_not_is_refused_even_when_the_server_shows_the_command(start):
    """Servers can change what Discord hides, so the bot looks for itself."""
    async with start() as place:
        command = place.env.backend.find_command("ingest", place.guild.id, type=1)
        place.guild.set_command_permissions(int(command["id"]), {place.alice: True})
        result = await place.alice.slash(place.channel, "ingest file", attachment=FARES)
        assert result.ephemeral
        assert "Manage Server" in result.response.content
        assert not place.desk.archive.articles({place.library})
        assert place.env.errors


async def test_a_role_named_in_the_settings_may_ingest(start):
    """The command is then shown to everybody, and the role decides."""
    async with start(ingest_roles=frozenset({"Editors"})) as place:
        editors = place.guild.create_role("Editors")
        ed = place.guild.add_member(place.env.create_user("ed"), roles=[editors])
        result = await ed.slash(place.channel, "ingest file", attachment=FARES)
        assert "1 new" in result.response.content
        refused = await place.alice.slash(place.channel, "ingest file", attachment=FARES)
        assert "Manage Server" in refused.response.content
        assert place.env.errors


@pytest.mark.parametrize(
    ("attachment", "sentence"),
    [
        (("big.txt", b"x" * 10_000_001), "larger than 10 MB"),
        (("big.jsonl", b"x" * 25_000_001), "larger than 25 MB"),
        (("photo.png", b"\x89PNG\r\n\x1a\n"), "newsdesk reads web pages"),
        (("notes.exe", b"MZ"), "newsdesk reads web pages"),
    ],
)
async def test_what_is_too_large_or_no_news_is_refused_before_it_is_read(
    start, attachment, sentence
):
    """By what Discord says of it, privately."""
    async with start() as place:
        result = await place.boss.slash(place.channel, "ingest file", attachment=attachment)
        assert result.ephemeral
        assert sentence in result.response.content
        assert place.env.errors


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"address": "ftp://news.example/a"}, "must begin with https://"),
        ({"address": "/etc/passwd"}, "must begin with https://"),
        ({"address": "https://news.example/a", "date": "tomorrow"}, "write 2026-08-04"),
    ],
)
async def test_a_wrong_address_or_date_is_refused_with_the_right_form(start, options, sentence):
    """One sentence, privately."""
    async with start() as place:
        result = await place.boss.slash(place.channel, "ingest url", **options)
        assert result.ephemeral
        assert sentence in result.response.content
        assert place.env.errors


async def test_several_addresses_are_read_one_after_the_other(start):
    """As they are pasted: a list of links is one command."""
    with Publisher() as site:
        one = site.publish("/fares", PAGE)
        two = site.publish("/depot", PAGE.replace("Tram", "Bus").replace("tram", "bus"))
        async with start() as place:
            result = await place.boss.slash(place.channel, "ingest url", address=f"{one}, <{two}>")
            assert result.response.content.startswith("Done. 2 new\n")


async def test_every_readable_type_is_taken(start):
    """A dump brings as many articles as it has records."""
    async with start() as place:
        records = [{"title": f"Fares {n}", "text": f"{TEXT} Part {n} of it."} for n in (1, 2)]
        dump = "\n".join(map(json.dumps, records)).encode()
        result = await place.boss.slash(
            place.channel, "ingest file", attachment=("fares.jsonl", dump)
        )
        assert "2 new" in result.response.content


async def test_the_menu_takes_every_link_and_file_of_a_message(start):
    """What cannot be news, as a photo, is passed over; each of the rest is told."""
    with Publisher() as site:
        url = site.publish("/depot", PAGE.replace("Tram", "Bus").replace("tram", "bus"))
        async with start() as place:
            message = await place.alice.send(
                place.channel,
                f"Have you seen [this]({url})? And {site.url('/gone')}.",
                attachments=[FARES, ("photo.png", b"\x89PNG\r\n\x1a\n")],
            )
            result = await place.boss.context_menu(place.channel, MENU, message)
            report = result.response.content
            assert report.startswith("Done, but some failed. 2 new")
            assert "1 failed" in report
            assert "/gone" in report
            assert len(place.desk.archive.articles({place.library})) == 2


async def test_a_file_that_discord_keeps_back_does_not_hold_the_rest(start, monkeypatch):
    """It has its reason, and the other file comes in."""
    read = discord.Attachment.read

    async def away(attachment, **options):
        if attachment.filename == "away.txt":
            raise aiohttp.ClientConnectionError
        return await read(attachment, **options)

    monkeypatch.setattr(discord.Attachment, "read", away)
    monkeypatch.setattr("bot.delivery.reaching.FIRST_WAIT", 0)
    async with start() as place:
        files = [("away.txt", b"Away."), FARES]
        message = await place.alice.send(place.channel, "Two files", attachments=files)
        result = await place.boss.context_menu(place.channel, MENU, message)
        report = result.response.content
        assert report.startswith("Done, but some failed. 1 new")
        assert "**away.txt**: Discord did not hand that file over" in report


async def test_a_message_without_links_says_so(start):
    """Privately, and nothing is read."""
    async with start() as place:
        message = await place.alice.send(place.channel, "Good morning!")
        result = await place.boss.context_menu(place.channel, MENU, message)
        assert result.ephemeral
        assert "no link" in result.response.content
        assert place.env.errors


async def test_the_menu_is_for_staff(start):
    """Discord hides it from the others, and the bot looks for itself."""
    async with start() as place:
        message = await place.alice.send(place.channel, "https://news.example/a")
        with pytest.raises(SetupError, match="default-member-permissions"):
            await place.alice.context_menu(place.channel, MENU, message)
        command = place.env.backend.find_command(MENU, place.guild.id, type=3)
        place.guild.set_command_permissions(int(command["id"]), {place.alice: True})
        result = await place.alice.context_menu(place.channel, MENU, message)
        assert result.ephemeral
        assert "Manage Server" in result.response.content
        assert place.env.errors


async def test_another_outlets_copy_of_a_story_names_the_first(start):
    """The same story told twice is seen as such at once."""
    async with start() as place:
        await place.boss.slash(
            place.channel, "ingest file", attachment=FARES, outlet="City Wire", date="2026-08-04"
        )
        told = TEXT.replace("nine new trams", "nine trams").encode() + b"\nMore is to follow.\n"
        result = await place.boss.slash(
            place.channel, "ingest file", attachment=("copy.txt", told), outlet="Ellsworth Echo"
        )
        assert "1 new" in result.response.content
        assert "same story as City Wire" in result.response.content


async def test_an_empty_file_fails_with_a_reason(start):
    """A file without words is no article."""
    async with start() as place:
        result = await place.boss.slash(
            place.channel, "ingest file", attachment=("empty.txt", b"  \n")
        )
        assert f"1 {Outcome.FAILED.value}" in result.response.content


async def test_an_ingest_longer_than_discords_patience_still_reports(start):
    """After a quarter of an hour the interaction is over, so the message itself is edited."""
    async with start() as place:
        ingest = place.desk.ingest

        def slowly(*args, **options):
            place.env.backend.clock.advance(16 * 60)
            return ingest(*args, **options)

        place.desk.ingest = slowly
        result = await place.boss.slash(place.channel, "ingest file", attachment=FARES)
        assert "1 new" in result.response.content
        assert place.requests(
            "PATCH", f"/channels/{place.channel.id}/messages/{result.response.id}"
        )
