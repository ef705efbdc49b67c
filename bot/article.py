"""One article in full, for the terminal: where it came from, what became of it, its text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from bot.dates import in_words
from bot.terminal import Line, dated_words, headline_text
from bot.wording import extent, plural
from ingest.text import one_line, word_count
from retrieval.news import Article

if TYPE_CHECKING:
    from retrieval.archive import Archive

LISTED = 10
"""How many revisions, addresses or relatives are named; a wire story may have hundreds."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article and what the archive knows beside it.

    `revisions` are all of them, oldest first; `addresses` are where it is found besides its own;
    `copies` ran the same text; `story` are other articles that tell it in nearly the same words.
    """

    article: Article
    revisions: Sequence[Article] = ()
    addresses: Sequence[str] = ()
    copies: Sequence[Article] = ()
    story: Sequence[Article] = ()


def looked_up(archive: "Archive", article: Article) -> Known:
    """Look up what the archive knows beside an article."""
    library = [article.library]
    return Known(
        article,
        revisions=archive.revisions(article.id, library),
        addresses=archive.pages.of(article),
        copies=archive.copies(article),
        story=archive.stories.of(article.story, library),
    )


def article_lines(known: Known) -> list[Line]:
    """The article in full, with where it came from, its revisions and its relatives."""
    article = known.article
    copied = {copy.id for copy in known.copies}
    told = [other for other in known.story if other.id not in copied and other.id != article.id]
    return [
        Line(Text(one_line(article.title), "bold")),
        *(_fact(name, value) for name, value in _facts(known) if value),
        *_section("revisions", [_revision(one) for one in _earlier(known)]),
        *_section("also published by", [_other(copy) for copy in known.copies]),
        *_section("same story", [_other(other) for other in told]),
        Line(Text()),
        *(Line(Text(one_line(row))) for row in article.text.splitlines()),
    ]


def _facts(known: Known) -> list[tuple[str, str | None]]:
    article, count = known.article, len(known.revisions)
    others = [place for place in known.addresses if place not in {article.url, article.address}]
    return [
        ("outlet", article.outlet),
        ("published", dated_words(article)),
        ("authors", ", ".join(article.authors)),
        ("section", article.section),
        ("language", article.language),
        ("read", extent(article)),
        ("withdrawn", in_words(article.withdrawn) if article.withdrawn else None),
        ("address", article.url or article.address),
        *(("also at", place) for place in others[:LISTED]),
        ("also at", _left(others)),
        ("library", article.library),
        ("first seen", in_words(article.first_seen)),
        ("copy of", article.duplicate_of),
        ("revision", f"{article.revision} of {count}" if count > 1 else None),
    ]


def _earlier(known: Known) -> list[Article]:
    return list(reversed(known.revisions)) if len(known.revisions) > 1 else []


def _section(name: str, entries: Sequence[Text]) -> Iterable[Line]:
    if not entries:
        return
    yield Line(Text(f"{name}:", "dim"))
    for entry in entries[:LISTED]:
        yield Line(entry, 2)
    if left := _left(entries):
        yield Line(Text(left, "dim"), 2)


def _left(entries: Sequence[object]) -> str | None:
    return f"and {len(entries) - LISTED:,} more" if len(entries) > LISTED else None


def _revision(article: Article) -> Text:
    words = f"{article.revision} · {dated_words(article)} · {plural(_length(article), 'word')} · "
    return Text(words).append(one_line(article.title))


def _length(article: Article) -> int:
    return word_count(article.text)


def _other(article: Article) -> Text:
    text = Text(f"{article.id} ", "cyan")
    title = headline_text(article.title, article.outlet, dated_words(article), title_style="")
    return text.append_text(title)


def _fact(name: str, value: str | None) -> Line:
    return Line(Text.assemble((f"{name}: ", "dim"), one_line(value or "")))
