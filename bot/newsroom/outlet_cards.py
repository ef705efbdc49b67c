"""Whose news is held, in words for Discord: pure."""

from collections.abc import Sequence

from bot.dates import day
from bot.markup import safe
from bot.newsroom.article_cards import EMPTY
from bot.paging import page_count, page_line
from bot.wording import shortened
from bot.words import IN_ENGLISH, Words
from retrieval.statistics import Source

PAGE = 20
"""Outlets on a page."""
LONGEST = 80


def sources_page(sources: Sequence[Source], page: int, words: Words = IN_ENGLISH) -> str:
    """One page of the outlets of which there is news, from page 0; those with most come first."""
    if not sources:
        return words(EMPTY)
    articles = sum(one.articles for one in sources)
    named = [one for one in sources if one.outlet]
    held = words.count("{n} article", "{n} articles", articles)
    head = words.count(
        "{articles} by {n} outlet", "{articles} by {n} outlets", len(named), articles=held
    )
    shown = sources[page * PAGE : (page + 1) * PAGE]
    lines = [f"**{head}**", *(_source(one, words) for one in shown)]
    return "\n".join([*lines, *page_line(page, page_count(len(sources), PAGE), words)])


def _source(source: Source, words: Words) -> str:
    name = (
        f"**{safe(shortened(source.outlet, LONGEST))}**"
        if source.outlet
        else f"*{words('outlet unknown')}*"
    )
    parts = [name, words.count("{n} article", "{n} articles", source.articles)]
    if source.newest:
        parts.append(words("the newest of {day}", day=day(source.newest, words)))
    return f"- {' · '.join(parts)}"
