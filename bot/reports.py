"""What Discord shows of an ingest: the count while it runs, and what came of it at the end."""

from collections.abc import Mapping

from bot.dates import for_discord
from bot.markup import link, pages, safe
from ingest.pipeline import Outcome, Result, Summary
from retrieval.news import Article

LISTED = 10
"""How many articles are named one by one; a feed may bring hundreds."""

CUT_SHORT = "I am being restarted, so this may not be all; give me the same again in a minute."


def tally(done: int, total: int, counts: Mapping[Outcome, int]) -> str:
    """One line on an ingest at work: how far it is and what came of it so far."""
    return f"Reading {done} of {total} · {_counts(counts)}" if done else f"Reading 1 of {total}…"


def outcome(summary: Summary, *, cut_short: bool = False) -> list[str]:
    """What an ingest came to, each failure with its reason, as ordinary messages."""
    counts = {kind: summary.count(kind) for kind in Outcome}
    verdict = CUT_SHORT if cut_short else _verdict(summary)
    lines = [f"{verdict} {_counts(counts)}", *_articles(summary)]
    lines += [f"- **{safe(one.source)}**: {safe(one.reason or '')}" for one in summary.failed]
    return pages("\n".join(lines))


def _verdict(summary: Summary) -> str:
    if not summary.results:
        return "There was no article in that."
    if not summary.failed:
        return "Done."
    alone = len(summary.failed) == len(summary.results)
    return "Nothing came in." if alone else "Done, but some failed."


def _counts(counts: Mapping[Outcome, int]) -> str:
    return " · ".join(f"{counts.get(kind, 0)} {kind.value}" for kind in Outcome)


def _articles(summary: Summary) -> list[str]:
    came = [(one, one.article) for one in summary.results if one.article is not None]
    lines = [_article(one, article) for one, article in came[:LISTED]]
    left = len(came) - LISTED
    return [*lines, f"- and {left} more"] if left > 0 else lines


def _article(result: Result, article: Article) -> str:
    dated = for_discord(article.published, article.precision, guessed=article.guessed)
    outlet = f"**{safe(article.outlet)}**" if article.outlet else "*outlet unknown*"
    title = link(article.title or "untitled", article.url)
    return f"- {result.outcome.value}: {outlet} · {dated} · {title}"
