"""Measure how well the check of answers finds sentences that their passages do not carry."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from bot.commands.evaluate_claims import held
from bot.commands.evaluate_material import AsJson, watched
from bot.commands.evaluate_tables import figure, rounded, say, show
from bot.screen import Screen, screen
from bot.terminal import Line
from ingest.text import one_line
from retrieval.errors import NewsdeskError

if TYPE_CHECKING:
    from retrieval.evaluate.citations import Judged, Sums, Tally
    from retrieval.evaluate.claims import Claim, Group

_HEADS = ("sentences", "number", "flagged", "95 % interval", "cited right", "flagged for")
_GROUPS: "Mapping[Group, str]" = {
    "true": "true",
    "damaged": "false",
    "move": "true",
    "headline": "unsure",
}


def citations(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Articles, questions or claims as JSONL.", show_default=False
        ),
    ],
    *,
    count: Annotated[
        int, typer.Option(min=1, help="Take so many sentences of articles or evidence.")
    ] = 2_000,
    seed: Annotated[int, typer.Option(help="Take others, and change others.")] = 1,
    shown: Annotated[
        int,
        typer.Option("--show", min=0, metavar="N", help="Also print N misses of each kind."),
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Score how well the check of answers finds sentences that their passages do not carry.

    FILE is JSONL (- for standard input), of one of three forms, told apart by their fields.

    Articles (text title outlet published): true sentences are made of theirs, as they stand or in
    other words, and damaged ones, with one thing changed that makes them false.

    Questions (question evidence): the same, of the texts that are their evidence.

    Claims (sentence sources cited supported kind): scored as they stand. The sources are texts or
    objects with text, title, outlet and published (or one as “source”), “cited” has their numbers
    from 1 on, all when left out, “supported” is true or false, and “kind” is a name of your own
    to report them under.
    """
    here, given = screen(), held(file)
    from retrieval.evaluate.citations import judged
    from retrieval.evaluate.making import made

    with watched(here) as advance:
        claims = [*given.claims, *made(given.texts, count, seed, advance)]
        if not claims:
            raise NewsdeskError(
                f"There is no sentence to check in {file}: give it articles with whole sentences."
            )
        found = judged(claims, advance)
    if as_json:
        print(json.dumps(_as_object(found, shown)))  # noqa: T201  # one line for a pipe
    else:
        _show(here, found, shown)


def _show(here: Screen, found: "Sequence[Judged]", shown: int) -> None:
    from retrieval.evaluate.citations import sums, tallies

    counted, total = tallies(found), sums(found)
    groups = [[_row(one) for one in counted if one.group == group] for group in _GROUPS]
    show(here, _HEADS, *filter(None, groups))
    show(
        here,
        ("over all", "share"),
        [
            ["precision: flagged sentences that are false", figure(total.precision)],
            ["recall: false sentences that are flagged", figure(total.recall)],
        ],
        [["evidence on the sentence itself, of true ones that pass", figure(total.pointed)]],
    )
    say(here, _notes(total, counted))
    here.lines(_misses(found, shown))


def _row(one: "Tally") -> list[str]:
    low, high = one.interval
    named = ", ".join(f"{kind.value} {count}" for kind, count in one.named.items())
    moved = figure(one.moved / one.count) if one.group == "move" else ""
    return [
        f"{_GROUPS[one.group]}: {one.kind}",
        str(one.count),
        figure(one.flagged / one.count),
        f"{low:.3f} to {high:.3f}",
        moved,
        named,
    ]


def _notes(total: "Sums", counted: "Sequence[Tally]") -> list[str]:
    mixed = f"{total.true:,} true and {total.damaged:,} false sentences"
    notes = [f"Over {mixed}; another mixture of them has another precision."]
    groups = {one.group for one in counted}
    if "move" in groups:
        notes.append(
            "Not in the sum: true sentences that cite a wrong passage beside the right one, which "
            "the check is to cite instead."
        )
    if "headline" in groups:
        notes.append(
            "Not in the sum: headlines over the beginning of their own article. An editor may say "
            "what the text does not, so some flags among them are right."
        )
    return notes


def _misses(found: "Sequence[Judged]", shown: int) -> Iterator[Line]:
    """Some of what went wrong, kind by kind, for a person to look at."""
    for (group, kind), missed in _missed(found, shown).items():
        yield Line(Text())
        yield Line(Text(one_line(f"{_GROUPS[group]}: {kind}"), "bold"))
        for one in missed:
            yield from _miss(one)


def _missed(found: "Sequence[Judged]", shown: int) -> "dict[tuple[Group, str], list[Judged]]":
    missed: dict[tuple[Group, str], list[Judged]] = {}
    for one in found:
        listed = missed.setdefault((one.claim.group, one.claim.kind), [])
        if one.wrong and len(listed) < shown:
            listed.append(one)
    return {kind: listed for kind, listed in missed.items() if listed}


def _miss(one: "Judged") -> Iterator[Line]:
    claim = one.claim
    yield Line(Text(one_line(claim.sentence)), 2)
    if claim.change:
        yield Line(Text(one_line(f"changed: {claim.change}"), "dim"), 4)
    if faults := "; ".join(f"{each.kind.value} “{each.words}”" for each in one.verdict.faults):
        yield Line(Text(one_line(f"flagged for: {faults}"), "yellow"), 4)
    else:
        cited = [claim.sources[n].text for n in one.verdict.cited]
        yield Line(Text("not flagged", "yellow"), 4)
        yield from (Line(Text(one_line(f"cites: {_begin(text)}"), "dim"), 4) for text in cited)


def _begin(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:160].rstrip()}…"


def _as_object(found: "Sequence[Judged]", shown: int) -> dict[str, Any]:
    from retrieval.evaluate.citations import sums, tallies

    total = sums(found)
    return {
        "true": total.true,
        "false": total.damaged,
        "false_alarms": total.alarms,
        "caught": total.caught,
        "precision": rounded(total.precision),
        "recall": rounded(total.recall),
        "evidence_on_sentence": rounded(total.pointed),
        "kinds": [_kind(one) for one in tallies(found)],
        "misses": [
            _miss_object(one.claim, one)
            for missed in _missed(found, shown).values()
            for one in missed
        ],
    }


def _kind(one: "Tally") -> dict[str, Any]:
    low, high = one.interval
    return {
        "group": one.group,
        "kind": one.kind,
        "number": one.count,
        "flagged": one.flagged,
        "share": rounded(one.flagged / one.count),
        "low": rounded(low),
        "high": rounded(high),
        "flagged_for": {kind.value: count for kind, count in one.named.items()},
        **({"cited_right": one.moved} if one.group == "move" else {}),
    }


def _miss_object(claim: "Claim", one: "Judged") -> dict[str, Any]:
    return {
        "group": claim.group,
        "kind": claim.kind,
        "sentence": claim.sentence,
        "original": claim.original,
        "change": claim.change,
        "flagged_for": [{"kind": each.kind, "words": each.words} for each in one.verdict.faults],
        "cited": [n + 1 for n in one.verdict.cited],
    }
