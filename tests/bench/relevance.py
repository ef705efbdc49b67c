"""Measure retrieval, refusal and answers on questions with known answers.

    python -m tests.bench.relevance ARTICLES.jsonl QUESTIONS.jsonl… [--archive FOLDER]

Articles have `text` and, where known, `id title url outlet published`; questions have `question`,
`answerable`, `answers`, `evidence`, `asked_at`. A passage is a hit when it holds a piece of
evidence, or without evidence an accepted answer. The archive is kept in FOLDER for the next run.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.progress import track
from sklearn.metrics import roc_auc_score

from ingest import chunk
from retrieval import extractive, relevance
from retrieval.archive import Archive
from retrieval.embeddings import Embedder
from retrieval.news import SHARED, Draft
from retrieval.query import understand
from retrieval.retriever import retrieve
from retrieval.words import telling, words

LIBRARIES = frozenset({SHARED})
Row = dict[str, Any]


def main() -> None:
    """Build the archive when it is new, then ask every question."""
    parser = argparse.ArgumentParser(description="Measure retrieval, refusal and answers.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--archive", type=Path, default=Path("data/bench"))
    given = parser.parse_args()
    embedder = Embedder(cache=given.archive / "models")
    with Archive.open(given.archive, embedder, holder="the bench") as archive:
        build(archive, given.articles)
        asked = [question for file in given.questions for question in rows(file)]
        report([judged(archive, question) for question in track(asked, "Asking")])


def rows(file: Path) -> Iterator[Row]:
    """The objects of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def build(archive: Archive, file: Path) -> None:
    """Put the articles in that are not there yet."""
    embedder = archive.embedder
    for number, row in enumerate(track(list(rows(file)), "Reading")):
        address = row.get("id") or row.get("url") or str(number)
        text = row["text"].strip()
        if not text or archive.at_address(SHARED, address):
            continue
        draft = Draft(
            title=row.get("title") or "Untitled",
            text=text,
            address=address,
            outlet=row.get("outlet"),
            published=moment(row.get("published")),
        )
        spans = chunk.passages(draft.title, text, embedder.count, embedder.max_tokens)
        archive.put(SHARED, draft, spans)


def judged(archive: Archive, row: Row) -> Row:
    """What one question found: the rank of its first hit, its relevance, its answer."""
    question = row["question"]
    understood = understand(question, archive.outlets(LIBRARIES))
    vector = archive.embedder.embed([question])[0]
    asked_at = moment(row.get("asked_at"))
    found = retrieve(archive, understood, LIBRARIES, asked_at=asked_at, vector=vector)
    rarity = archive.rarity(telling(question), LIBRARIES)
    ranked = extractive.candidates(question, vector, found, rarity, archive.embedder)
    wanted = [folded(piece["text"]) for piece in row.get("evidence", [])] or answers(row)
    said = [folded(one.text) for one in extractive.choose(ranked)]
    return {
        "answerable": row["answerable"],
        "rank": first([folded(hit.passage.text) for hit in found], wanted),
        "answered": first(said, answers(row)) is not None,
        "probability": relevance.probability(relevance.signs(ranked, found, rarity)),
    }


def report(results: list[Row]) -> None:
    """Print the measures, each with how many questions it is over."""
    answerable = [one for one in results if one["answerable"]]
    hit = [one for one in answerable if one["rank"] is not None]
    others = [one for one in results if not one["answerable"]]
    count = len(answerable) or 1
    for k in (1, 4, 10):
        print(f"Hits@{k:<3} {sum(one['rank'] < k for one in hit) / count:.3f}  of {count}")
    print(f"MRR@10   {sum(1 / (1 + one['rank']) for one in hit) / count:.3f}  of {count}")
    print(f"Answer   {share(hit, 'answered'):.3f}  in the sentences given, of {len(hit)} found")
    print(f"Refused  {refused(hit):.3f}  of {len(hit)} answerable and found")
    if others:
        print(f"Refused  {refused(others):.3f}  of {len(others)} not answerable")
        labels = [1] * len(hit) + [0] * len(others)
        chances = [one["probability"] for one in hit + others]
        print(f"ROC area {roc_auc_score(labels, chances):.3f}")


def share(results: list[Row], key: str) -> float:
    """How many of the results have it."""
    return sum(one[key] for one in results) / (len(results) or 1)


def refused(results: list[Row]) -> float:
    """How many fall below the point of refusal."""
    return sum(one["probability"] < relevance.POINT for one in results) / (len(results) or 1)


def answers(row: Row) -> list[str]:
    """The accepted answers, folded."""
    return [folded(answer) for answer in row.get("answers", [])]


def first(texts: list[str], wanted: list[str]) -> int | None:
    """The first text that holds any of what is wanted, as a rank from 0."""
    ranks = (rank for rank, text in enumerate(texts) if any(piece in text for piece in wanted))
    return next(ranks, None)


def folded(text: str) -> str:
    """Words alone, so that quotation marks and spaces do not matter."""
    return f" {' '.join(words(text))} "


def moment(written: str | None) -> datetime | None:
    """An ISO time, in UTC when it names no zone."""
    read = datetime.fromisoformat(written) if written else None
    return read.replace(tzinfo=UTC) if read and read.tzinfo is None else read


if __name__ == "__main__":
    main()
