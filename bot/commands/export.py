"""Give the articles back: as JSONL, which `newsdesk ingest` reads again."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.text import Text

from bot.commands.asking import Libraries, json_line
from bot.commands.opening import opened
from bot.screen import screen
from bot.wording import plural
from retrieval.errors import NewsdeskError
from retrieval.news import SHARED, Article


def export(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|-", help="Where to; - or nothing is standard output."),
    ] = "-",
    *,
    library: Libraries = [SHARED],  # noqa: B006  (typer copies it)
) -> None:
    """Write the articles held as JSONL, one object a line, as “newsdesk ingest” reads it."""
    here = screen()
    with opened(here, "newsdesk export") as desk:
        articles = desk.archive.chronicle.every(library)
        if file == "-":
            count = _write(articles, sys.stdout.buffer)
        else:
            with here.status(f"writing {file}…"):
                count = _write_file(articles, Path(file).expanduser())
    here.complain(Text(f"Exported {plural(count, 'article')}."))


def as_record(article: Article) -> dict[str, object]:
    """An article as one object of a dump; its date as exact and as sure as it is known."""
    day = article.published is not None and article.precision == "day"
    part = {} if article.extent == "full" else {"extent": article.extent}
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "published": _when(article),
        **({"precision": "day"} if day else {}),
        **({"guessed": True} if article.guessed else {}),
        "updated": _iso(article.updated),
        "section": article.section,
        "language": article.language,
        **part,
        **({"paywalled": True} if article.paywalled else {}),
    }


def _when(article: Article) -> str | None:
    at = article.published
    if at and article.precision == "day" and at.time() == time.min:
        return at.date().isoformat()
    return _iso(at)  # of some days an hour is kept that sorts within the day


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _write(articles: Iterable[Article], out: BinaryIO) -> int:
    count = 0
    for article in articles:
        out.write(json_line(as_record(article)).encode())
        count += 1
    out.flush()
    return count


def _write_file(articles: Iterable[Article], path: Path) -> int:
    """Write beside the file and put it in place at the end: half a dump looks like a whole one."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            count = _write(articles, out)
        part.replace(path)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise NewsdeskError(f"{path} cannot be written ({reason}); name another file.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count
