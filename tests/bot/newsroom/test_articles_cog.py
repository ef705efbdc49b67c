"""The articles held, looked through and removed from Discord."""

from dataclasses import replace

import pytest

from bot.client import NewsBot
from bot.newsroom.article_buttons import TYPED
from retrieval.news import SHARED
from retrieval.sentences import sentences
from tests.bot.conftest import STRIKE

pytestmark = pytest.mark.asyncio


def put(place, draft, library=None):
    return place.desk.archive.put(library or place.library, draft, sentences(draft.text))


def numbered(number, **changes):
    title = f"Dockers meet for the time {number:02}"
    text = f"Dockers of Portmere met at the harbour for the time {number:02}, their union said."
    address = f"https://post.example/{number}"
    return replace(STRIKE, title=title, text=text, address=address, url=address, **changes)


@pytest.mark.usefixtures("news")
async def test_a_search_shows_the_articles_with_all_the_words(start, shown):
    """Privately, of the shared library and the server's own, and of no other server's."""
    async with start() as place:
        put(place, numbered(1))
        put(place, numbered(2), "guild-7")
        found = await place.alice.slash(place.channel, "articles search", words="dockers portmere")
        assert found.ephemeral
        text = shown(found.response)
        assert text.startswith("**2 articles with “dockers portmere”**")
        assert "[Dockers end strike at Portmere](<https://post.example/strike>)" in text
        assert "for the time 01" in text
        nothing = await place.alice.slash(place.channel, "articles search", words="dockers zebra")
        assert shown(nothing.response) == "There is no article with all of these words here."


@pytest.mark.usefixtures("news")
async def test_a_search_without_words_shows_the_newest(start, shown):
    """Or says how news comes in."""
    async with start() as place:
        newest = await place.alice.slash(place.channel, "articles search")
        lines = shown(newest.response).splitlines()
        assert lines[0] == "**The newest articles**"
        assert "Dockers end strike" in lines[1]
        assert "Town library" in lines[2]


async def test_pages_turn_even_after_a_restart(start, shown):
    """Forth and back, from the names of the buttons alone."""
    async with start() as place:
        for number in range(20):
            put(place, numbered(number))
        words = "dockers “of\\port: 100%".ljust(TYPED, ".")
        found = await place.alice.slash(place.channel, "articles search", words="dockers harbour")
        assert "Page 1 of 3" in shown(found.response)
        await place.env.restart_bot(NewsBot(place.desk, place.desk.settings))
        await place.alice.click(found.response, label="▶")
        assert "Page 2 of 3" in shown(found.response)
        await place.alice.click(found.response, label="▶")
        assert "Page 3 of 3" in shown(found.response)
        await place.alice.click(found.response, label="◀")
        assert "Page 2 of 3" in shown(found.response)
        strange = await place.alice.slash(place.channel, "articles search", words=words)
        assert shown(strange.response).startswith("There is no article")


@pytest.mark.usefixtures("news")
async def test_an_article_is_chosen_from_a_page(start, shown):
    """It is shown beside the page: its source, how it begins, where it is kept."""
    async with start() as place:
        found = await place.alice.slash(place.channel, "articles search", words="flood")
        [article] = place.desk.archive.articles([SHARED], matching="library")
        chosen = await place.alice.select(found.response, [article.id])
        text = shown(chosen.response)
        assert chosen.ephemeral
        assert text.startswith(
            "**[Town library reopens after flood](<https://wire.example/library>)**\n"
            "**Ellsworth Wire** · 3 August 2026"
        )
        assert "The town library of Ellsworth reopened on Monday" in text
        assert "shared library" in text
        assert "Remove" not in str(chosen.response.components)


async def test_an_article_is_named_by_title_address_or_id(start, shown):
    """What fits several is shown as a page to choose from; what fits none, with a sentence."""
    async with start() as place:
        one, _ = put(place, numbered(1)), put(place, numbered(2))

        async def shows(word):
            asked = await place.alice.slash(place.channel, "articles show", article=word)
            return shown(asked.response)

        for word in (one.title.upper(), one.url, one.id, "dockers 01"):
            assert (await shows(word)).startswith(f"**[{one.title}](")
        assert (await shows("dockers harbour")).startswith("**2 articles with")
        assert "no such article" in await shows("zebras")
        assert "no such article" in await shows("https://post.example/none")
        assert place.env.errors


async def test_a_long_title_that_several_articles_have_is_a_choice(start, shown):
    """Of a search as long as that, the buttons keep whole words only."""
    async with start() as place:
        title = "Dockers of Portmere call off their strike after the authority raises wages"
        for number in (1, 2):
            put(place, replace(numbered(number), title=title))
        asked = await place.alice.slash(place.channel, "articles show", article=title)
        text = shown(asked.response)
        assert text.startswith(
            "**2 articles with “Dockers of Portmere call off their strike after the”**"
        )


async def test_what_was_changed_last_is_shown_by_sentence(start, shown):
    """The sentences of the revision before, and those that took their place."""
    async with start() as place:
        put(place, STRIKE)
        text = STRIKE.text.replace("4.5 percent", "5 percent")
        article = put(place, replace(STRIKE, text=text))
        asked = await place.alice.slash(place.channel, "articles show", article=article.id)
        told = shown(asked.response)
        assert "2 revisions · first read" in told
        assert (
            "**What the last revision changed**\n"
            "- before: The port authority agreed to raise wages by 4.5 percent from October.\n"
            "- now: The port authority agreed to raise wages by 5 percent from October."
        ) in told


async def test_staff_remove_an_article_after_a_question(start, shown):
    """It is gone from search, and no feed brings it back; to keep it shows it again."""
    async with start() as place:
        article = put(place, STRIKE)
        asked = await place.boss.slash(place.channel, "articles show", article=article.id)
        await place.boss.click(asked.response, label="Remove…")
        assert "Remove this article?" in shown(asked.response)
        assert "No feed brings it back" in shown(asked.response)
        await place.boss.click(asked.response, label="Keep it")
        assert "voted on Tuesday" in shown(asked.response)
        removing = await place.boss.slash(place.channel, "articles remove", article=article.id)
        await place.boss.click(removing.response, label="Remove")
        assert shown(removing.response).startswith("Removed **Dockers end strike at Portmere**.")
        assert not place.desk.archive.articles([place.library])
        assert place.desk.archive.pages.removed(place.library, STRIKE.address)


@pytest.mark.usefixtures("news")
async def test_the_shared_library_is_the_operators(start, shown):
    """Its articles can be shown and not removed; who can is said."""
    async with start() as place:
        [article] = place.desk.archive.articles([SHARED], matching="strike")
        removing = await place.boss.slash(place.channel, "articles remove", article=article.id)
        text = shown(removing.response)
        assert "only whoever runs me can remove it" in text
        assert f"`newsdesk articles remove {article.id}`" in text
        assert "Keep it" not in str(removing.response.components)


async def test_who_may_not_remove_is_refused(start):
    """By the command and in its suggestions, of which there are none."""
    async with start() as place:
        article = put(place, STRIKE)
        refused = await place.alice.slash(place.channel, "articles remove", article=article.id)
        assert refused.ephemeral
        assert "Manage Server" in refused.response.content
        offered = await place.alice.autocomplete(place.channel, "articles remove", "article", "do")
        assert offered == []
        assert place.desk.archive.article(article.id, [place.library])
        assert place.env.errors


async def test_a_button_asks_anew_who_presses_it(start):
    """Who lost the role since may not remove any more."""
    async with start() as place:
        article = put(place, STRIKE)
        removing = await place.boss.slash(place.channel, "articles remove", article=article.id)
        member = place.env.backend.get_guild(place.guild.id).members[place.boss.id]
        member.role_ids.clear()
        pressed = await place.boss.click(removing.response, label="Remove")
        assert "Manage Server" in pressed.response.content
        assert place.desk.archive.article(article.id, [place.library])


@pytest.mark.usefixtures("news")
async def test_who_may_not_ask_may_not_look(start):
    """Neither by command nor by suggestion; staff always may."""
    async with start() as place:
        role = place.guild.create_role("Readers")
        place.env.bot.guild_settings.change(place.guild.id, askers=frozenset({role.id}))
        for command in ("articles search", "sources"):
            refused = await place.alice.slash(place.channel, command)
            assert refused.ephemeral
            assert "may look at my articles" in refused.response.content
        typed = (place.channel, "articles show", "article", "dock")
        assert await place.alice.autocomplete(*typed) == []
        assert await place.boss.autocomplete(*typed) != []
        assert place.env.errors


@pytest.mark.usefixtures("news")
async def test_who_searches_a_lot_waits(start, shown, monkeypatch):
    """By command and by page alike; staff never."""
    monkeypatch.setattr("bot.reading.SEARCHES", 2)
    async with start() as place:
        for number in range(20):
            put(place, numbered(number))
        found = await place.alice.slash(place.channel, "articles search", words="dockers")
        await place.alice.click(found.response, label="▶")
        assert "Page 2 of" in shown(found.response)
        turned = await place.alice.click(found.response, label="▶")
        assert turned.ephemeral
        refused = await place.alice.slash(place.channel, "articles show", article="dockers")
        assert refused.ephemeral
        for told in (turned, refused):
            assert "That was a lot at once" in told.response.content
        for _ in range(3):
            still = await place.boss.slash(place.channel, "articles search", words="dockers")
            assert "articles with" in shown(still.response)
        assert place.env.errors


@pytest.mark.usefixtures("news")
async def test_titles_are_suggested_while_they_are_typed(start):
    """By any part of title and outlet; those of other servers are not, nor to remove the shared."""
    async with start() as place:
        own, _ = put(place, numbered(3)), put(place, numbered(4), "guild-7")
        show = (place.channel, "articles show", "article")
        offered = await place.alice.autocomplete(*show, "ocke post")
        assert [one["name"] for one in offered] == [
            "Dockers meet for the time 03 · The Harbour Post · 2026-08-04",
            "Dockers end strike at Portmere · The Harbour Post · 2026-08-04",
        ]
        assert offered[0]["value"] == own.id
        remove = (place.channel, "articles remove", "article")
        assert [one["value"] for one in await place.boss.autocomplete(*remove, "dock")] == [own.id]
