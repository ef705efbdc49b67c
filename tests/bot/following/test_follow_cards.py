"""What is shown of followed topics holds to what Discord takes."""

from datetime import UTC, datetime, timedelta

from bot.answers.cards import CARD_LIMIT
from bot.following.cards import of_the_day, surest
from retrieval.answers import Citation
from retrieval.following import Match
from retrieval.news import Article

NOON = datetime(2026, 8, 4, 12, tzinfo=UTC)


def match(number, score, text="The ferry is late."):
    published = NOON + timedelta(hours=number)
    title = f"Ferry news {number}"
    article = Article(
        id=f"{number:016}",
        library="shared",
        revision=1,
        first_seen=published,
        story=f"{number:016}",
        title=title,
        text=text,
        address=f"https://wire.example/{number}",
        url=f"https://wire.example/{number}",
        outlet="Wire",
        published=published,
    )
    citation = Citation(
        n=1,
        article_id=article.id,
        revision=1,
        outlet="Wire",
        title=title,
        published=published,
        precision="time",
        guessed=False,
        updated=None,
        url=article.url,
        quote=text,
        start=0,
        end=len(text),
        link=article.url,
    )
    return Match(article, score, citation, ("ferry",), ())


def test_the_surest_are_shown_oldest_first():
    """However many there are."""
    found = [match(1, 0.9), match(2, 0.7), match(3, 0.8)]
    assert [one.score for one in surest(found, 2)] == [0.9, 0.8]


def test_a_card_too_full_leaves_the_least_sure_out():
    """And counts them."""
    long = "The ferry is late again today. " * 30
    found = [match(number, 1 - number / 100, long) for number in range(20, 0, -1)]
    blocks = of_the_day("ferry", found, 20)
    assert sum(map(len, blocks)) <= CARD_LIMIT
    assert blocks[0] == "**ferry** · 20 new articles"
    assert "Ferry news 1](" in blocks[1]
    assert "Ferry news 20](" not in "".join(blocks)
    assert blocks[-1].startswith(f"-# and {20 - len(blocks[1:-1])} more new articles")
