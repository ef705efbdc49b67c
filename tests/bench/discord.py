"""Let a crowd ask the real program through a stand-in Discord, once in peace and once in trouble.

    python -m tests.bench.discord --askers 50 --seconds 60

Everybody asks for a fact of their own, by mention, by reply or by command, waits for the answer,
reads it and asks again. Trouble is Discord's: failed requests, cut lines, sessions that end,
commands that come late, channels where the bot may not write for a moment, questions taken back.
"""

import argparse
import asyncio
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.crowd import Came, Plan, run, spread


def main() -> None:
    """Do what the command line says."""
    words = argparse.ArgumentParser(description="A crowd that asks through Discord.")
    words.add_argument("--askers", type=int, default=50)
    words.add_argument("--seconds", type=float, default=60.0)
    words.add_argument("--guilds", type=int, default=5)
    words.add_argument("--channels", type=int, default=2, help="of each guild")
    words.add_argument("--reads", type=float, nargs=2, default=(8.0, 14.0), help="seconds")
    words.add_argument("--only", choices=("peace", "trouble"), help="one of the two runs")
    words.add_argument("--log", action="store_true", help="show what the program wrote")
    given = words.parse_args()
    for name in (given.only,) if given.only else ("peace", "trouble"):
        plan = Plan(
            askers=given.askers,
            seconds=given.seconds,
            guilds=given.guilds,
            channels=given.channels,
            reads=tuple(given.reads),
            trouble=name == "trouble",
        )
        with tempfile.TemporaryDirectory() as folder:
            came = asyncio.run(run(Path(folder), plan))
        print(f"\n{plan.askers} askers, {plan.seconds:.0f} s, in {name}")
        print("\n".join(table(came)), flush=True)
        if given.log:
            print(came.output)


def table(came: Came) -> Iterator[str]:
    """What came of it, line by line."""
    asked = Counter(one.way for one in came.exchanges)
    yield f"  asked          {len(came.exchanges)} ({_counts(asked)})"
    yield f"  answered       {len(came.answered)}, each with the fact asked for"
    yield f"  refused        {len(came.refused)}, not their turn"
    yield f"  unheard        {len(came.unheard)}, commands that came too late, or to no connection"
    yield f"  lost           {len(came.lost)}"
    yield f"  doubled        {len(came.doubled)}"
    yield f"  wrong          {len(came.wrong)}, something else was said"
    yield f"  strayed        {len(came.strayed)}, with what another asked for"
    yield _line("sign of life", [one.first for one in came.answered])
    yield _line("answer", [one.final for one in came.answered])
    yield f"  rate limits    {came.limited} requests answered by 429"
    yield f"  processor      {came.cpu:.1f} s in {came.took:.0f} s; load {os.getloadavg()[0]:.1f}"
    if came.happened:
        yield f"  trouble        {_counts(came.happened)}"
    for one in [*came.lost, *came.doubled, *came.wrong][:10]:
        yield f"    {one.way}: {one.fact.question} -> {one.said[:160]!r}"


def _line(name: str, taken: list[float | None]) -> str:
    middle, slow, slowest = spread([one for one in taken if one is not None])
    return f"  {name:<14} p50 {middle:.2f} s, p95 {slow:.2f} s, longest {slowest:.2f} s"


def _counts(counted: Mapping[Any, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counted.items()))


if __name__ == "__main__":
    main()
