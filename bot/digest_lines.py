"""A digest and the matches of a topic as lines for the terminal: pure, like bot.terminal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rich.text import Text

from bot.terminal import NO_NEWS, Line, as_of, source_lines
from bot.understood import in_words
from bot.wording import plural
from ingest.text import one_line
from retrieval.answers import Window
from retrieval.following import Match
from retrieval.story.digest import Digest, DigestStory

_WHY = 6
"""Words named as the reason of a match, at most."""


def digest_lines(found: Digest, *, quotes: bool = False, hyperlinks: bool = False) -> list[Line]:
    """The stories of a window by how many outlets tell them, with their sources; or that none is.

    Copies of one text count as one telling.
    """
    if not found.as_of.articles and not found.stories:
        return [Line(Text(NO_NEWS, "bold yellow"))]
    if not found.stories:
        return [Line(Text(nothing(found), "bold yellow")), Line(Text()), _dim(as_of(found.as_of))]
    lines = [Line(Text(heading(found), "bold")), Line(Text()), *_stories(found.stories)]
    if found.left_out:
        more = "more story" if found.left_out == 1 else "more stories"
        lines.append(_dim(f"and {found.left_out:,} {more}; --most shows more."))
    lines += [Line(Text()), Line(Text("Sources", "bold"))]
    lines += source_lines(found.citations, quotes=quotes, hyperlinks=hyperlinks)
    return [*lines, Line(Text()), _dim(told_of(found)), _dim(as_of(found.as_of))]


def match_lines(
    topic: str, found: Sequence[Match], since: datetime, *, hyperlinks: bool = False
) -> list[Line]:
    """What a follow of a topic would have posted, the oldest first, and why."""
    shown = f"“{one_line(topic)}”"
    if not found:
        none = f"A follow of {shown} would have posted nothing {in_words(Window(since, None))}."
        hint = "What was read before then is looked at with --since, such as --since October."
        return [Line(Text(none, "bold yellow")), _dim(hint)]
    posted = plural(len(found), "article")
    lines = [Line(Text(f"A follow of {shown} would have posted {posted}:", "bold"))]
    for number, one in enumerate(found, start=1):
        lines += [Line(Text()), *_match(number, one, hyperlinks=hyperlinks)]
    return lines


def heading(found: Digest) -> str:
    """Of what and of when the digest is, in words."""
    of = f"News of “{one_line(found.topic)}”" if found.topic else "News"
    return f"{of}, {when(found)}"


def nothing(found: Digest) -> str:
    """That there is no news of the window."""
    of = f" of “{one_line(found.topic)}”" if found.topic else ""
    return f"No news{of} here, {when(found)}."


def when(found: Digest) -> str:
    """The window in words."""
    return in_words(Window(found.since, found.until))


def told_of(found: Digest) -> str:
    """How much news there was in the window, in words."""
    stories = len(found.stories) + found.left_out
    return f"{plural(found.articles, 'article')} in {_count(stories)}."


def _stories(stories: Sequence[DigestStory]) -> list[Line]:
    """A line each, beside how many outlets tell it."""
    told = [plural(max(1, len(one.outlets)), "outlet") for one in stories]
    width = max(map(len, told))
    return [
        Line(_said(one), 0, Text(label.ljust(width), "cyan"))
        for one, label in zip(stories, told, strict=True)
    ]


def _said(one: DigestStory) -> Text:
    text = Text(one_line(one.line.text))
    for n in one.line.citations:
        text.append(" ").append(f"[{n}]", "bold cyan")
    return text


def _match(number: int, one: Match, *, hyperlinks: bool) -> list[Line]:
    cited = replace(one.citation, n=number)
    why = f"{one.score:.0%} likely about it"
    if one.why:
        why += f" · has {', '.join(map(one_line, one.why[:_WHY]))}"
    if one.also:
        why += f" · also {', '.join(map(one_line, one.also))}"
    lines = source_lines([cited], quotes=True, hyperlinks=hyperlinks)
    return [*lines, Line(Text(why, "dim"), 6)]


def _count(stories: int) -> str:
    return f"{stories:,} {'story' if stories == 1 else 'stories'}"


def _dim(words: str) -> Line:
    return Line(Text(words, "dim"))
