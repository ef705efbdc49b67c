"""Feeds and what a look at them came to, in words for the terminal and for Discord: pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from rich import box
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.answers.cards import CARD_LIMIT
from bot.markup import link, safe
from bot.newsroom.reports import outcome
from bot.notes import said
from bot.paging import page_count, page_line
from bot.terminal import Line
from bot.wording import shortened, web
from bot.words import IN_ENGLISH, Words, phrase
from ingest.report import Outcome, Summary
from ingest.text import one_line
from retrieval.news import Article

if TYPE_CHECKING:
    from ingest.feeds.polling import Check
    from retrieval.feeds import Feed

NO_FEEDS = "No feed is followed yet: add one with “newsdesk feeds add ADDRESS”."
NONE_HERE = phrase("No feed is followed here yet: add one with `/feeds add`.")
STYLES = {"ok": "green", "failing": "yellow", "gone": "bold red"}
LONGEST = 200
"""How much of a name is shown; some feeds have a paragraph for one."""
LONGEST_SHOWN = (LONGEST, 80, 40)
"""How much is shown of names and reasons: less where a page would be too long."""
PAGE = 10
"""Feeds on a page."""
MOST = 200
"""Feeds that a server may follow: all of them are looked at in turn."""
LISTED = 25
"""How many failing feeds a message names."""


def name(feed: "Feed") -> str:
    """What a feed calls itself, or else its address."""
    called = one_line(feed.title) or one_line(feed.url)
    return shortened(called, LONGEST)


def health(feed: "Feed", words: Words = IN_ENGLISH) -> str:
    """How a feed is faring, in words."""
    if feed.state == "gone":
        return words("gone")
    if feed.failures:
        return words.count("failed once", "failed {n} times", feed.failures)
    return words("works") if feed.last_ok else words("not read yet")


def merged(checks: "Iterable[Check]") -> Summary:
    """What several looks took in, as one summary."""
    found = [check.summary for check in checks]
    counts: Counter[Outcome] = Counter()
    for summary in found:
        counts.update(summary.counts)
    results = tuple(result for summary in found for result in summary.results)
    return Summary(results, counts, sum(summary.stored for summary in found))


def feeds_table(feeds: "Iterable[Feed]") -> Table:
    """Feeds in a table, each with its health in words and colour, and when it has news."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)
    table.add_column("Id", style="cyan", no_wrap=True)
    # Times stand under the health: columns of their own would leave 80 signs no room for names.
    table.add_column("Feed", ratio=3, overflow="fold")
    table.add_column("Health (times in UTC)", ratio=2, overflow="fold")
    for feed in feeds:
        address = web(feed.url)
        called = Text(name(feed), Style(link=address and one_line(address)))
        if feed.title:
            called.append(f"\n{one_line(feed.url)}", "dim")
        table.add_row(Text(feed.id), called, _health(feed))
    return table


def feeds_lines(feeds: "Iterable[Feed]") -> list[Line]:
    """The same for a pipe: tab-separated, times in ISO 8601."""
    return [Line(Text("\t".join(_fields(feed)))) for feed in feeds]


def as_json(feed: "Feed") -> dict[str, object]:
    """A feed as programs read it: times in ISO 8601, no server's private marks."""
    hidden = ("etag", "modified")
    return {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in asdict(feed).items()
        if key not in hidden
    }


def failures_lines(checks: "Iterable[Check]") -> list[Line]:
    """The feeds that could not be read, each with its reason, for the terminal."""
    return [
        Line(Text.assemble((name(check.feed), "bold"), ": ", (one_line(check.error), "red")))
        for check in checks
        if check.error
    ]


def feeds_page(feeds: "Sequence[Feed]", page: int, words: Words = IN_ENGLISH) -> str:
    """One page of the feeds as Discord shows them, from page 0, times in each reader's zone."""
    if not feeds:
        return words(NONE_HERE)
    head = words.count("**{n} feed**", "**{n} feeds**", len(feeds))
    shown = feeds[page * PAGE : (page + 1) * PAGE]
    below = page_line(page, page_count(len(feeds), PAGE), words)
    text = ""
    for longest in LONGEST_SHOWN:
        entries = [_entry(feed, words, longest) for feed in shown]
        text = "\n".join([head, *entries, *below])
        if len(text) <= CARD_LIMIT:
            break
    return text


def followed(added: "Sequence[Feed]", known: "Sequence[Feed]", words: Words = IN_ENGLISH) -> str:
    """One line on the feeds that are followed from now on."""
    if len(added) == 1:
        return words("Following **{feed}** from now on.", feed=safe(name(added[0])))
    if added:
        return words.count(
            "Following {n} feed from now on; it is read in a minute.",
            "Following {n} feeds from now on; they are read in a minute.",
            len(added),
        )
    if len(known) == 1:
        return words("**{feed}** is followed already.", feed=safe(name(known[0])))
    return words("They are all followed already.")


def report(
    checks: "Sequence[Check]",
    firsts: Mapping[str, Article],
    words: Words = IN_ENGLISH,
    *,
    cut_short: bool = False,
    cancelled: bool = False,
) -> str:
    """What came of looking at feeds, for Discord; each feed that failed with its reason."""
    summary = merged(checks)
    came = any(n for kind, n in summary.counts.items() if kind is not Outcome.UNCHANGED)
    early = cut_short or cancelled
    told = (
        outcome(summary, firsts, words, cut_short=cut_short, cancelled=cancelled)
        if came or early
        else []
    )
    failed = [check for check in checks if check.error]
    lines = [
        f"- **{safe(name(one.feed))}**: {safe(said(one.error or '', words))}"
        for one in failed[:LISTED]
    ]
    if left := max(len(failed) - LISTED, 0):
        lines.append(words.count("- and {n} more failed", "- and {n} more failed", left))
    if not told and len(failed) < len(checks):
        told = [words("Nothing new.")]
    # A look that was cancelled leaves the rest to the next one, as a long feed does.
    rest = words("The rest of it is read by itself in the next minutes.")
    return "\n".join([*told, *lines, *([rest] if _more(checks) else [])])


def _more(checks: "Sequence[Check]") -> bool:
    return any(check.feed.last_ok == check.feed.next_check for check in checks)


def _entry(feed: "Feed", words: Words, longest: int) -> str:
    # An address as long as some are would leave no room for other feeds.
    url = feed.url if len(feed.url) <= 2 * longest else None
    parts = [f"- {link(shortened(name(feed), longest), url)}", health(feed, words)]
    if feed.last_new:
        parts.append(words("last new {when}", when=_relative(feed.last_new)))
    parts.append(words("next look {when}", when=_relative(feed.next_check)))
    why = shortened(said(feed.last_error or "", words), longest)
    return " · ".join(parts) + (f"\n  {safe(why)}" if why else "")


def _relative(when: datetime) -> str:
    return f"<t:{int(when.timestamp())}:R>"


def _health(feed: "Feed") -> Text:
    style = STYLES[feed.state] if feed.last_ok or feed.failures else "dim"
    lines = [
        one_line(feed.last_error or ""),
        f"last new {feed.last_new:%Y-%m-%d %H:%M}" if feed.last_new else "",
        f"next look {feed.next_check:%Y-%m-%d %H:%M}",
    ]
    return Text("\n").join(
        [Text(health(feed), style), *(Text(line, "dim") for line in lines if line)]
    )


def _fields(feed: "Feed") -> tuple[str, ...]:
    new = feed.last_new.isoformat(timespec="seconds") if feed.last_new else "never"
    due = feed.next_check.isoformat(timespec="seconds")
    return (feed.id, health(feed), new, due, one_line(feed.title), one_line(feed.url))
