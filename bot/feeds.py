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

from bot.markup import link, pages, safe
from bot.reports import outcome
from bot.terminal import Line
from bot.wording import plural, web
from ingest.report import Outcome, Summary
from ingest.text import one_line
from retrieval.news import Article

if TYPE_CHECKING:
    from ingest.feeds.polling import Check
    from retrieval.feeds import Feed

NO_FEEDS = "No feed is followed yet: add one with “newsdesk feeds add ADDRESS”."
NONE_HERE = "No feed is followed here yet: add one with `/feeds add`."
STYLES = {"ok": "green", "failing": "yellow", "gone": "bold red"}
LONGEST = 200
"""How much of a name is shown; some feeds have a paragraph for one."""
LISTED = 25
"""How many failing feeds a message names."""


def name(feed: "Feed") -> str:
    """What a feed calls itself, or else its address."""
    called = one_line(feed.title) or one_line(feed.url)
    return called if len(called) <= LONGEST else f"{called[: LONGEST - 1]}…"


def health(feed: "Feed") -> str:
    """How a feed is faring, in words."""
    if feed.state == "gone":
        return "gone"
    if feed.failures:
        return "failed once" if feed.failures == 1 else f"failed {feed.failures} times"
    return "works" if feed.last_ok else "not read yet"


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


def listing(feeds: "Sequence[Feed]") -> list[str]:
    """Feeds as Discord shows them, their times in each reader's own zone."""
    if not feeds:
        return [NONE_HERE]
    return pages("\n".join([f"**{plural(len(feeds), 'feed')}**", *map(_entry, feeds)]))


def followed(added: "Sequence[Feed]", known: "Sequence[Feed]") -> str:
    """One line on the feeds that are followed from now on."""
    if len(added) == 1:
        return f"Following **{safe(name(added[0]))}** from now on."
    if added:
        return f"Following {plural(len(added), 'feed')} from now on; they are read in a minute."
    if len(known) == 1:
        return f"**{safe(name(known[0]))}** is followed already."
    return "They are all followed already."


def report(checks: "Sequence[Check]", firsts: Mapping[str, Article], *, cut_short: bool) -> str:
    """What came of looking at feeds, for Discord; each feed that failed with its reason."""
    summary = merged(checks)
    came = any(n for kind, n in summary.counts.items() if kind is not Outcome.UNCHANGED)
    told = outcome(summary, firsts, cut_short=cut_short) if came or cut_short else []
    failed = [check for check in checks if check.error]
    lines = [f"- **{safe(name(one.feed))}**: {safe(one.error or '')}" for one in failed[:LISTED]]
    if not told and len(failed) < len(checks):
        told = ["Nothing new."]
    more = ["The rest of it is read by itself in the next minutes."] if _more(checks) else []
    return "\n".join([*told, *lines, *more])


def _more(checks: "Sequence[Check]") -> bool:
    return any(check.feed.last_ok == check.feed.next_check for check in checks)


def _entry(feed: "Feed") -> str:
    parts = [f"- {link(name(feed), feed.url)}", health(feed)]
    if feed.last_new:
        parts.append(f"last new {_relative(feed.last_new)}")
    parts.append(f"next look {_relative(feed.next_check)}")
    return " · ".join(parts) + (f"\n  {safe(feed.last_error)}" if feed.last_error else "")


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
