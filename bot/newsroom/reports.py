"""What Discord shows of an ingest: the count while it runs, and what came of it at the end."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.dates import for_discord
from bot.markup import link, pages, safe
from bot.notes import said
from bot.wording import extent, kinship, shortened, waiting
from bot.words import IN_ENGLISH, Words, phrase
from ingest.report import Outcome, Result, Summary
from retrieval.news import Article

LISTED = 10
"""How many articles are named one by one; a feed may bring hundreds."""
FAILURES = 10
"""How many failures are; a dump may be of another form altogether."""
REASONS = 5
"""How many reasons the rest of them are counted by."""
LONGEST_NAME, LONGEST_REASON = 120, 240
AGAIN = frozenset({Outcome.NEW, Outcome.DUPLICATE})
"""What may be news that another outlet told before."""

UNNAMED = frozenset({Outcome.KEPT_OUT, Outcome.FAILED})
"""What has no article to show."""
ALWAYS = frozenset({Outcome.NEW})
"""What is told even when there is none of it."""

OUTCOMES = {
    Outcome.NEW: phrase("new"),
    Outcome.UNCHANGED: phrase("unchanged"),
    Outcome.REVISED: phrase("revised"),
    Outcome.DUPLICATE: phrase("duplicate"),
    Outcome.WITHDRAWN: phrase("withdrawn"),
    Outcome.KEPT_OUT: phrase("kept out"),
    Outcome.FAILED: phrase("failed"),
}
CUT_SHORT = phrase(
    "I am being restarted, so this may not be all; give me the same again in a minute."
)
CANCELLED = phrase("Cancelled; what came in stays.")
NOTHING_YET = phrase("Cancelled; nothing had come in.")


def tally(
    done: int, total: int | None, counts: Mapping[Outcome, int], words: Words = IN_ENGLISH
) -> str:
    """One line on an ingest at work: how far it is and what came of it so far."""
    if not done:
        first = words("Reading 1 of {total}…", total=words.number(total or 0))
        return first if total else reading(words)
    if total:
        far = words("Reading {done} of {total}", done=words.number(done), total=words.number(total))
    else:
        far = words("Read {done} so far", done=words.number(done))
    return f"{far} · {_counts(counts, words)}"


def reading(words: Words = IN_ENGLISH) -> str:
    """The line before anything is known of what there is to read."""
    return words("Reading…")


def outcome(
    summary: Summary,
    firsts: Mapping[str, Article] | None = None,
    words: Words = IN_ENGLISH,
    *,
    cut_short: bool = False,
    cancelled: bool = False,
) -> list[str]:
    """What an ingest came to, each failure with its reason, as ordinary messages.

    `firsts` are the articles whose story or text others tell again, by id. It may have been cut
    short by a restart, or cancelled by a person.
    """
    if cut_short:
        verdict = words(CUT_SHORT)
    elif cancelled:
        came = summary.total > summary.count(Outcome.FAILED) or summary.stored
        verdict = words(CANCELLED) if came else words(NOTHING_YET)
    else:
        verdict = _verdict(summary, words)
    lines = [
        f"{verdict} {_counts(summary.counts, words)}",
        *_articles(summary, firsts or {}, words),
        *_failures(summary, words),
    ]
    stored = [waiting(summary.stored, words)] if summary.stored else []
    return pages("\n".join([*lines, *stored]))


def _verdict(summary: Summary, words: Words) -> str:
    failed = summary.count(Outcome.FAILED)
    if not summary.total:
        return words("There was no article in that.")
    if not failed:
        return words("Done.")
    if failed == summary.total:
        return words("Nothing came in.")
    return words("Done, but some failed.")


def _counts(counts: Mapping[Outcome, int], words: Words) -> str:
    numbers = [(counts.get(kind, 0), kind) for kind in Outcome]
    shown = [(n, kind) for n, kind in numbers if n or kind in ALWAYS]
    return " · ".join(_count(n, kind, words) for n, kind in shown)


def _count(n: int, kind: Outcome, words: Words) -> str:
    if kind is Outcome.DUPLICATE:
        return words.count("{n} duplicate", "{n} duplicates", n)
    return f"{words.number(n)} {words(OUTCOMES[kind])}"


def _articles(summary: Summary, firsts: Mapping[str, Article], words: Words) -> list[str]:
    named = [one for one in summary.results if one.outcome not in UNNAMED][:LISTED]
    lines = [_article(one, one.article, firsts, words) for one in named if one.article is not None]
    total = sum(n for kind, n in summary.counts.items() if kind not in UNNAMED)
    left = total - len(named)
    more = words.count("- and {n} more", "- and {n} more", left)
    return [*lines, *([more] if left > 0 else [])]


def _failures(summary: Summary, words: Words) -> list[str]:
    """The first failures by name, and of the rest how many have which reason."""
    shown = summary.failed[:FAILURES]
    lines = [
        f"- **{safe(shortened(one.source, LONGEST_NAME))}**: {_reason(one, words)}" for one in shown
    ]
    left = summary.count(Outcome.FAILED) - len(shown)
    if left <= 0:
        return lines
    more = words.count("- and {n} more failed", "- and {n} more failed", left)
    return [*lines, more, *_reasons(summary.failed[FAILURES:], words)]


def _reasons(rest: Sequence[Result], words: Words) -> list[str]:
    often = Counter(_reason(one, words) for one in rest).most_common(REASONS)
    return [f"  - {words.number(n)} × {reason}" for reason, n in often]


def _reason(result: Result, words: Words) -> str:
    return safe(shortened(said(result.reason or "", words), LONGEST_REASON))


def _article(result: Result, article: Article, firsts: Mapping[str, Article], words: Words) -> str:
    dated = for_discord(article.published, article.precision, guessed=article.guessed, words=words)
    outlet = f"**{safe(article.outlet)}**" if article.outlet else f"*{words('outlet unknown')}*"
    title = link(article.title or words("untitled"), article.url)
    again = kinship(article, firsts, words) if result.outcome in AGAIN else ""
    reason = said(result.reason, words) if result.reason else ""
    more = [safe(text) for text in (extent(article, words), again, reason) if text]
    return " · ".join([f"- {words(OUTCOMES[result.outcome])}: {outlet}", dated, title, *more])
