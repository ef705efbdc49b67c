"""A process that puts articles without end and prints the id of each acknowledged one."""

import sys
from itertools import count
from pathlib import Path

from retrieval.archive import Archive
from tests.retrieval.drafts import Dice, draft, put

PASSAGES = 40
"""Of each article: the thousandth vector, at which Chroma writes its files, comes soon."""


def body(name: str) -> str:
    return " ".join(f"Boat {name} calls at pier {n}." for n in range(PASSAGES))


def main() -> None:
    folder, run = sys.argv[1:]
    with Archive.open(Path(folder), Dice(), holder=f"run {run}") as archive:
        for number in count():
            name = f"r{run}n{number}"
            kept = put(archive, draft(body(name), slug=name, title=name))
            if number % 5 == 4:  # a revision as well: deletes make Chroma write too
                put(archive, draft(f"Late. {kept.text}", slug=name, title=name))
            sys.stdout.write(f"{name} {kept.id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
