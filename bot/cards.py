"""What Discord shows of an answer: the card, the same in plain messages, and the exact quotes."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot import understood
from bot.dates import day, for_discord, moment
from bot.differing import OPINION, by_number, head, is_opinion, one_text, told
from bot.markup import link, marker, pages, safe
from bot.wording import REFUSAL, authorship, by_article, plural
from retrieval.news import Answer, AnswerSentence, Citation, Difference, Headline, Status

EMPTY = (
    "There is no news here yet. Whoever manages this server can bring some in with "
    "`/ingest url` or `/ingest file`."
)
CARD_LIMIT = 4000
DRAFT_LIMIT = 1950
WRITING = "-# still writing…"
QUOTE_LIMIT = 1500
COLOURS = {
    Status.ANSWERED: discord.Colour.from_rgb(45, 125, 210),
    Status.NOT_IN_NEWS: discord.Colour.from_rgb(130, 138, 150),
    Status.EMPTY_LIBRARY: discord.Colour.from_rgb(130, 138, 150),
}


def card(
    answer: Answer,
    *buttons: discord.ui.Item[Any],
    asked: str | None = None,
) -> discord.ui.LayoutView | None:
    """The answer as a card, or None when it holds more than a card can.

    `asked` is the question, for where the reader does not see it above the answer.
    """
    blocks = _blocks(answer, asked)
    if sum(map(len, blocks)) > CARD_LIMIT:
        return None
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        *_spaced(blocks), accent_colour=COLOURS[answer.status]
    )
    if buttons:
        container.add_item(discord.ui.ActionRow(*buttons))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def plain(answer: Answer, *, asked: str | None = None) -> list[str]:
    """The same answer as ordinary messages, for where a card cannot be shown."""
    return pages("\n\n".join(_blocks(answer, asked)))


def draft(sentences: Sequence[AnswerSentence], asked: str | None = None) -> str:
    """What is written of an answer so far, as one ordinary message; its numbers are no links."""
    text = _question(asked) + " ".join(_drafted(sentence) for sentence in sentences)
    if len(text) <= DRAFT_LIMIT:
        return f"{text}\n{WRITING}"
    return f"{pages(text, DRAFT_LIMIT)[0]} …\n{WRITING}"


def quotes(answer: Answer) -> list[str]:
    """The exact words behind each number, as ordinary messages."""
    return pages("\n\n".join(_quote(citation) for citation in answer.citations))


def _question(asked: str | None) -> str:
    return f"**{safe(asked)}**\n\n" if asked else ""


def _drafted(sentence: AnswerSentence) -> str:
    return " ".join((_sentence(sentence, {}), *(marker(n, None) for n in sentence.citations)))


def _blocks(answer: Answer, asked: str | None) -> list[str]:
    said = "\n\n".join(filter(None, (_body(answer), _differences(answer))))
    parts = (_question(asked) + said, _sources(answer), _footer(answer))
    return [part for part in parts if part]


def _spaced(blocks: list[str]) -> Iterator[discord.ui.Item[Any]]:
    for number, block in enumerate(blocks):
        if number:
            # The line parts the answer from its sources; what is small below needs none.
            yield discord.ui.Separator(visible=number == 1 and len(blocks) > 2)
        yield discord.ui.TextDisplay(block)


def _body(answer: Answer) -> str:
    if answer.status is Status.EMPTY_LIBRARY:
        return EMPTY
    if answer.status is Status.NOT_IN_NEWS:
        return REFUSAL
    cited = {citation.n: citation for citation in answer.citations}
    return " ".join(_sentence(sentence, cited) for sentence in answer.sentences)


def _sentence(sentence: AnswerSentence, cited: dict[int, Citation]) -> str:
    markers = " ".join(marker(n, cited[n].link) for n in sentence.citations if n in cited)
    doubt = "" if sentence.supported else " *(its sources do not bear this out)*"
    view = f" *({OPINION})*" if is_opinion(sentence, cited) else ""
    return f"{safe(sentence.text)}{doubt}{view} {markers}".rstrip()


def _differences(answer: Answer) -> str:
    cited = by_number(answer.citations)
    return "\n".join(_difference(one, cited) for one in answer.differences)


def _difference(difference: Difference, cited: dict[int, Citation]) -> str:
    words = f"**{head(difference)} {safe(difference.about)}:** "
    for one in told(difference, cited):
        words += f"{one.before}{safe(one.value)}"
        if one.source:
            words += f" ({_origin(one.source, ', ')}{one.remark}) "
            words += marker(one.source.n, one.source.link)
    return words


def _sources(answer: Answer) -> str:
    if answer.status is Status.NOT_IN_NEWS and answer.closest:
        return "\n".join(("**Closest headlines**", *map(_headline, answer.closest)))
    if not answer.citations:
        return ""
    return "\n".join(("**Sources**", *_source_lines(answer.citations)))


def _source_lines(citations: tuple[Citation, ...]) -> Iterator[str]:
    for together in by_article(citations):
        first = together[0]
        numbers = " ".join(f"[{citation.n}]" for citation in together)
        view = f" · *{OPINION}*" if first.opinion else ""
        yield f"{numbers} {_origin(first)} · {link(_title(first.title), first.url)}{view}"
        if copies := one_text(first):
            yield f"-# {safe(copies)}"


def _origin(citation: Citation, between: str = " · ") -> str:
    dated = for_discord(
        citation.published,
        citation.precision,
        guessed=citation.guessed,
        updated=citation.updated,
    )
    return f"{_outlet(citation.outlet)}{between}{dated}"


def _headline(headline: Headline) -> str:
    dated = for_discord(headline.published, headline.precision, guessed=headline.guessed)
    title = link(_title(headline.title), headline.url)
    return f"- {_outlet(headline.outlet)} · {dated} · {title}"


def _footer(answer: Answer) -> str:
    if answer.status is Status.EMPTY_LIBRARY:
        return "\n".join(f"-# {safe(note)}" for note in answer.notes)
    as_of = answer.as_of
    said = f"As of {moment(as_of.asked_at)} · {plural(as_of.articles, 'article')} from "
    said += plural(as_of.outlets, "outlet")
    if as_of.newest is not None:
        said += f", the newest of {day(as_of.newest)}"
    lines = (
        understood.line(answer, understood.for_discord, safe),
        said,
        safe(authorship(answer)),
        *map(safe, answer.notes),
    )
    return "\n".join(f"-# {line}" for line in lines if line)


def _quote(citation: Citation) -> str:
    words = safe(citation.quote)
    if len(words) > QUOTE_LIMIT:
        words = f"{words[:QUOTE_LIMIT].rsplit(' ', 1)[0]} …"
    title = link(_title(citation.title), citation.url)
    return f"{marker(citation.n, citation.link)} {_origin(citation)} · {title}\n> {words}"


def _outlet(name: str | None) -> str:
    return f"**{safe(name)}**" if name and name.strip() else "*outlet unknown*"


def _title(title: str) -> str:
    short = title if len(title) <= 150 else f"{title[:149].rstrip()}…"
    return short.strip() or "untitled"
