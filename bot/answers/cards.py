"""What Discord shows of an answer: the card, and the same in plain messages."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot import understood
from bot.answers.buttons import rows
from bot.dates import day, for_discord, moment
from bot.differing import OPINION, by_number, head, is_opinion, one_text, told
from bot.markup import link, marker, pages, safe
from bot.notes import said
from bot.wording import REFUSAL, authorship, by_article
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.answers import Answer, AnswerSentence, AsOf, Citation, Difference, Headline, Status

EMPTY = phrase(
    "There is no news here yet. Whoever manages this server can bring some in with "
    "`/ingest url` or `/ingest file`."
)
CARD_LIMIT = 4000
DRAFT_LIMIT = 1950
WRITING = phrase("-# still writing…")
COLOURS = {
    Status.ANSWERED: discord.Colour.from_rgb(45, 125, 210),
    Status.NOT_IN_NEWS: discord.Colour.from_rgb(130, 138, 150),
    Status.EMPTY_LIBRARY: discord.Colour.from_rgb(130, 138, 150),
}


def card(
    answer: Answer,
    *buttons: discord.ui.Item[Any],
    asked: str | None = None,
    mark: str | None = None,
    by: str = "",
    words: Words = IN_ENGLISH,
) -> discord.ui.LayoutView | None:
    """The answer as a card, or None when it holds more than a card can.

    `asked` is the question, for where the reader does not see it above the answer; `mark` is a
    sentence in Markdown on what became of its sources since.
    """
    whole = cards(answer, *buttons, asked=asked, mark=mark, by=by, words=words)
    return whole[0] if len(whole) == 1 else None


def cards(
    answer: Answer,
    *buttons: discord.ui.Item[Any],
    asked: str | None = None,
    mark: str | None = None,
    by: str = "",
    words: Words = IN_ENGLISH,
) -> list[discord.ui.LayoutView]:
    """The answer as one card or, where it is long, as several; the last has the buttons.

    `by` is a line above the first, such as who shared it.
    """
    shared_out = _by_card(blocks(answer, asked, mark, words), CARD_LIMIT - len(by))
    boxes = [discord.ui.Container[Any](*_spaced(parts)) for parts in shared_out]
    for row in rows(buttons):
        boxes[-1].add_item(row)
    for box in boxes:
        box.accent_colour = COLOURS[answer.status]
    return [_view(box, by if box is boxes[0] else "") for box in boxes]


def _by_card(whole: list[str], limit: int) -> list[list[str]]:
    """The parts, shared out among as many cards as they take."""
    found: list[list[str]] = [[]]
    for part in (part for block in whole for part in pages(block, limit)):
        if sum(map(len, found[-1])) + len(part) > limit:
            found.append([])
        found[-1].append(part)
    return found


def _view(box: discord.ui.Container[Any], by: str) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    if by:
        view.add_item(discord.ui.TextDisplay(by))
    view.add_item(box)
    return view


def plain(
    answer: Answer,
    *,
    asked: str | None = None,
    mark: str | None = None,
    words: Words = IN_ENGLISH,
) -> list[str]:
    """The same answer as ordinary messages, for where a card cannot be shown."""
    return pages("\n\n".join(blocks(answer, asked, mark, words)))


def blocks(
    answer: Answer, asked: str | None = None, mark: str | None = None, words: Words = IN_ENGLISH
) -> list[str]:
    """The parts of an answer: what it says, its sources, and what is small below, always."""
    told = "\n\n".join(filter(None, (_body(answer, words), _differences(answer, words))))
    first = _marked(mark) + _question(asked) + told
    return [part for part in (first, _sources(answer, words), _footer(answer, words)) if part]


def draft(
    sentences: Sequence[AnswerSentence], asked: str | None = None, words: Words = IN_ENGLISH
) -> str:
    """What is written of an answer so far, as one ordinary message; its numbers are no links."""
    text = _question(asked) + " ".join(_drafted(sentence, words) for sentence in sentences)
    if len(text) > DRAFT_LIMIT:
        text = f"{pages(text, DRAFT_LIMIT)[0]} …"
    return f"{text}\n{words(WRITING)}"


def heading(citation: Citation, words: Words = IN_ENGLISH, *, linked: bool = True) -> str:
    """A citation's number and where its words stand: outlet, date and title."""
    number = marker(citation.n, citation.link if linked else None)
    title = link(_title(citation.title, words), citation.url if linked else None)
    return f"{number} {_origin(citation, words)} · {title}"


def outlet_name(name: str | None, words: Words = IN_ENGLISH) -> str:
    """An outlet's name in bold, or that it is not known."""
    return f"**{safe(name)}**" if name and name.strip() else f"*{words('outlet unknown')}*"


def _question(asked: str | None) -> str:
    return f"**{safe(asked)}**\n\n" if asked else ""


def _marked(mark: str | None) -> str:
    return f"⚠ {mark}\n\n" if mark else ""


def _drafted(sentence: AnswerSentence, words: Words) -> str:
    numbers = (marker(n, None) for n in sentence.citations)
    return " ".join((_sentence(sentence, {}, words), *numbers))


def _spaced(parts: list[str]) -> Iterator[discord.ui.Item[Any]]:
    for number, part in enumerate(parts):
        if number:
            # The line parts the answer from its sources; what is small below needs none.
            yield discord.ui.Separator(visible=number == 1 and len(parts) > 2)
        yield discord.ui.TextDisplay(part)


def _body(answer: Answer, words: Words) -> str:
    if answer.status is Status.EMPTY_LIBRARY:
        return words(EMPTY)
    if answer.status is Status.NOT_IN_NEWS:
        return words(REFUSAL)
    cited = {citation.n: citation for citation in answer.citations}
    return " ".join(_sentence(sentence, cited, words) for sentence in answer.sentences)


def _sentence(sentence: AnswerSentence, cited: dict[int, Citation], words: Words) -> str:
    markers = " ".join(marker(n, cited[n].link) for n in sentence.citations if n in cited)
    doubt = "" if sentence.supported else f" *({words('its sources do not bear this out')})*"
    view = f" *({words(OPINION)})*" if is_opinion(sentence, cited) else ""
    return f"{safe(sentence.text)}{doubt}{view} {markers}".rstrip()


def _differences(answer: Answer, words: Words) -> str:
    cited = by_number(answer.citations)
    return "\n".join(_difference(one, cited, words) for one in answer.differences)


def _difference(difference: Difference, cited: dict[int, Citation], words: Words) -> str:
    line = f"**{head(difference, safe(difference.about), words)}** "
    for one in told(difference, cited, words):
        line += f"{one.before}{safe(one.value)}"
        if one.source:
            line += f" ({_origin(one.source, words, ', ')}{one.remark}) "
            line += marker(one.source.n, one.source.link)
    return line


def _sources(answer: Answer, words: Words) -> str:
    if answer.status is Status.NOT_IN_NEWS and answer.closest:
        closest = (_headline(one, words) for one in answer.closest)
        return "\n".join((f"**{words('Closest headlines')}**", *closest))
    if not answer.citations:
        return ""
    return "\n".join((f"**{words('Sources')}**", *_source_lines(answer.citations, words)))


def _source_lines(citations: tuple[Citation, ...], words: Words) -> Iterator[str]:
    for together in by_article(citations):
        first = together[0]
        numbers = " ".join(f"[{citation.n}]" for citation in together)
        view = f" · *{words(OPINION)}*" if first.opinion else ""
        title = link(_title(first.title, words), first.url)
        yield f"{numbers} {_origin(first, words)} · {title}{view}"
        if copies := one_text(first, words):
            yield f"-# {safe(copies)}"


def _origin(citation: Citation, words: Words, between: str = " · ") -> str:
    dated = for_discord(
        citation.published,
        citation.precision,
        guessed=citation.guessed,
        updated=citation.updated,
        words=words,
    )
    return f"{outlet_name(citation.outlet, words)}{between}{dated}"


def _headline(headline: Headline, words: Words) -> str:
    dated = for_discord(
        headline.published, headline.precision, guessed=headline.guessed, words=words
    )
    title = link(_title(headline.title, words), headline.url)
    return f"- {outlet_name(headline.outlet, words)} · {dated} · {title}"


def _footer(answer: Answer, words: Words) -> str:
    notes = [safe(said(note, words)) for note in answer.notes]
    lines = [
        understood.line(answer, understood.for_discord, safe, words),
        _as_of(answer.as_of, words),
        safe(authorship(answer, words)),
    ]
    shown = notes if answer.status is Status.EMPTY_LIBRARY else [*lines, *notes]
    return "\n".join(f"-# {line}" for line in shown if line)


def _as_of(scope: AsOf, words: Words) -> str:
    given = {
        "moment": moment(scope.asked_at),
        "articles": words.count("{n} article", "{n} articles", scope.articles),
        "outlets": words.count("{n} outlet", "{n} outlets", scope.outlets),
    }
    if scope.newest is None:
        return words("As of {moment} · {articles} from {outlets}", **given)
    newest = day(scope.newest, words)
    return words(
        "As of {moment} · {articles} from {outlets}, the newest of {day}", day=newest, **given
    )


def _title(title: str, words: Words) -> str:
    short = title if len(title) <= 150 else f"{title[:149].rstrip()}…"
    return short.strip() or words("untitled")
