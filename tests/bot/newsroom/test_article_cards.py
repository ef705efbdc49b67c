"""What Discord shows of articles, whatever they hold."""

from dataclasses import replace

import pytest

from bot.article import Known
from bot.newsroom.article_cards import article_blocks, found_page
from bot.newsroom.looking_up import older, suggestion
from retrieval.catalogue import Titled
from retrieval.news import SHARED
from tests.bot.conftest import STRIKE


@pytest.mark.usefixtures("news")
def test_older_articles_are_suggested_by_finished_words(desk):
    """Those that are no longer in memory."""
    assert [one.title for one in older(desk, "dockers str", [SHARED])] == [STRIKE.title]
    assert older(desk, "dockers zeb", [SHARED]) == []


def test_a_suggestion_fits():
    """Discord takes a hundred signs."""
    long = Titled("a1", "Word " * 60, "An outlet with a very long name indeed, of somewhere", None)
    assert len(suggestion(long)) == 100


def test_no_card_is_too_long(news):
    """Whatever the articles hold."""
    title, text = "[*_x_*](y) " * 60, "# Heading *of* _it_ [x](y). " * 3000
    long = replace(news[0], title=title, text=text, authors=("A. Writer",) * 90, outlet="O" * 300)
    others = [replace(long, id=f"{n:016x}") for n in range(40)]
    before = replace(long, text=text.replace("Heading", "Title"))
    known = Known(long, revisions=[before, long], copies=others, story=others)
    assert sum(map(len, article_blocks(known))) <= 4000
    page = found_page(others[:8], total=200, page=0, typed="x", complete=False)
    assert len(page) <= 4000


def test_what_is_hostile_in_an_article_shows_as_it_is(news):
    """No heading, no mention and no link but its own."""
    bad = replace(news[0], title="@everyone [x](https://e.example)", text="# Big\n@here now.")
    [head, beginning] = article_blocks(Known(bad))
    assert "@everyone" not in head
    assert "](https://e.example)" not in head
    assert beginning.splitlines()[0] == "\\# Big"
    assert "@here" not in beginning
