"""What Discord shows of a digest: a card with as many stories as it holds, or one small line."""

from dataclasses import replace

from bot.answers import cards
from bot.dates import for_discord, moment
from bot.differing import OPINION, by_number, one_text
from bot.markup import marker, safe
from bot.words import IN_ENGLISH, Words
from retrieval.answers import Answer, Citation, Status, Understood
from retrieval.story.digest import Digest, DigestStory


def digest_blocks(found: Digest, words: Words = IN_ENGLISH) -> list[str]:
    """The stories, the most covered first, each with its sources, and the extent of the news.

    As many stories as a card holds; the rest is counted.
    """
    if not found.stories:
        return [nothing(found, words)]
    for shown in range(len(found.stories), 0, -1):
        blocks = _blocks(_first(found, shown), words)
        if sum(map(len, blocks)) <= cards.CARD_LIMIT:
            break
    return blocks


def nothing(found: Digest, words: Words = IN_ENGLISH) -> str:
    """That there is no news of a stretch of time, in one small line."""
    since, until = moment(found.since), moment(found.until)
    if found.topic:
        said = words(
            "No news of “{topic}” from {since} to {until}.",
            topic=safe(found.topic),
            since=since,
            until=until,
        )
    else:
        said = words("No news from {since} to {until}.", since=since, until=until)
    return f"-# {said}"


def _first(found: Digest, number: int) -> Digest:
    stories = found.stories[:number]
    cited = {n for story in stories for n in story.line.citations}
    return replace(
        found,
        stories=stories,
        citations=tuple(one for one in found.citations if one.n in cited),
        left_out=found.left_out + len(found.stories) - number,
    )


def _blocks(found: Digest, words: Words) -> list[str]:
    cited = by_number(found.citations)
    told = [_story(story, cited, words) for story in found.stories]
    if found.left_out:
        more = words.count("and {n} more story", "and {n} more stories", found.left_out)
        told.append(f"-# {more}")
    return [_head(found, words), *told, *_extent(found, words)]


def _head(found: Digest, words: Words) -> str:
    title = safe(found.topic) if found.topic else words("The news in short")
    span = words("{since} to {until}", since=moment(found.since), until=moment(found.until))
    count = words.count("{n} article", "{n} articles", found.articles)
    return f"**{title}**\n-# {span} · {count}"


def _story(story: DigestStory, cited: dict[int, Citation], words: Words) -> str:
    """The line with the words it rests on, and below it who else tells the story in theirs."""

    def told_by(one: Citation) -> str:
        return f"{cards.outlet_name(one.outlet, words)} {marker(one.n, one.link)}"

    first, *others = [cited[n] for n in story.line.citations if n in cited]
    dated = for_discord(
        first.published, first.precision, guessed=first.guessed, updated=first.updated, words=words
    )
    small = [f"{cards.outlet_name(first.outlet, words)} · {dated}"]
    if copies := one_text(first, words):
        small.append(safe(copies))
    if others:
        named = ", ".join(
            f"{cards.outlet_name(o.outlet, words)} {marker(o.n, o.link)}" for o in others
        )
        small.append(words("also in {outlets}", outlets=named))
    if (left := len(story.outlets) - 1 - len(others)) > 0:
        small.append(words.count("and {n} more outlet", "and {n} more outlets", left))
    view = f" *({words(OPINION)})*" if first.opinion else ""
    line = f"{safe(story.line.text)}{view} {marker(first.n, first.link)}"
    return f"{line}\n-# {' · '.join(small)}"


def _extent(found: Digest, words: Words) -> list[str]:
    """The as-of line, as an answer has it."""
    bare = Answer(
        found.topic,
        Status.ANSWERED,
        "extractive",
        Understood(found.topic),
        found.as_of,
    )
    return cards.plain(bare, words=words)
