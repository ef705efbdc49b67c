"""What Discord shows of an ingest: the count while it runs, and what came of it at the end."""

from collections.abc import Mapping

from bot.dates import for_discord
from bot.markup import link, pages, safe
from bot.wording import extent, kinship, waiting
from ingest.report import Outcome, Result, Summary
from retrieval.news import Article

LISTED = 10
"""How many articles are named one by one; a feed may bring hundreds."""
FAILURES = 20
"""How many failures are; a dump may be of another form altogether."""
AGAIN = frozenset({Outcome.NEW, Outcome.DUPLICATE})
"""What may be news that another outlet told before."""

UNNAMED = frozenset({Outcome.KEPT_OUT, Outcome.FAILED})
"""What has no article to show."""
ALWAYS = frozenset(Outcome) - {Outcome.WITHDRAWN, Outcome.KEPT_OUT}
"""What is told even when there is none of it; the rest happens to feeds and pages read again."""

CUT_SHORT = "I am being restarted, so this may not be all; give me the same again in a minute."


def tally(done: int, total: int | None, counts: Mapping[Outcome, int]) -> str:
    """One line on an ingest at work: how far it is and what came of it so far."""
    if not done:
        return f"Reading 1 of {total}…" if total else "Reading…"
    far = f"Reading {done:,} of {total:,}" if total else f"Read {done:,} so far"
    return f"{far} · {_counts(counts)}"


def outcome(
    summary: Summary,
    firsts: Mapping[str, Article] | None = None,
    *,
    cut_short: bool = False,
) -> list[str]:
    """What an ingest came to, each failure with its reason, as ordinary messages.

    `firsts` are the articles whose story or text others tell again, by id.
    """
    verdict = CUT_SHORT if cut_short else _verdict(summary)
    lines = [f"{verdict} {_counts(summary.counts)}", *_articles(summary, firsts or {})]
    failed = summary.failed[:FAILURES]
    lines += [f"- **{safe(one.source)}**: {safe(one.reason or '')}" for one in failed]
    left = summary.count(Outcome.FAILED) - len(failed)
    stored = [waiting(summary.stored)] if summary.stored else []
    return pages("\n".join([*lines, *_more(left, "failed"), *stored]))


def _verdict(summary: Summary) -> str:
    failed = summary.count(Outcome.FAILED)
    if not summary.total:
        return "There was no article in that."
    if not failed:
        return "Done."
    return "Nothing came in." if failed == summary.total else "Done, but some failed."


def _counts(counts: Mapping[Outcome, int]) -> str:
    numbers = [(counts.get(kind, 0), kind) for kind in Outcome]
    return " · ".join(f"{n:,} {kind.value}" for n, kind in numbers if n or kind in ALWAYS)


def _articles(summary: Summary, firsts: Mapping[str, Article]) -> list[str]:
    named = [one for one in summary.results if one.outcome not in UNNAMED][:LISTED]
    lines = [_article(one, one.article, firsts) for one in named if one.article is not None]
    total = sum(n for kind, n in summary.counts.items() if kind not in UNNAMED)
    return [*lines, *_more(total - len(named))]


def _more(left: int, what: str = "") -> list[str]:
    return [f"- and {left:,} more {what}".rstrip()] if left > 0 else []


def _article(result: Result, article: Article, firsts: Mapping[str, Article]) -> str:
    dated = for_discord(article.published, article.precision, guessed=article.guessed)
    outlet = f"**{safe(article.outlet)}**" if article.outlet else "*outlet unknown*"
    title = link(article.title or "untitled", article.url)
    again = kinship(article, firsts) if result.outcome in AGAIN else ""
    more = [safe(words) for words in (extent(article), again, result.reason) if words]
    return " · ".join([f"- {result.outcome.value}: {outlet}", dated, title, *more])
