"""A crowd that asks the real program through a stand-in Discord, and what came of it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from retrieval.archive import Archive
from retrieval.embeddings import Embedder
from retrieval.news import SHARED
from tests.bench.facts import Fact, facts, store
from tests.models import MODELS
from tests.servers.askers import Asker, Exchange, crowd
from tests.servers.discord_server import DiscordServer
from tests.servers.program import TOKEN, Program, newsdesk_bot
from tests.servers.trouble import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many ask for how long, how long they read an answer, and whether things go wrong."""

    askers: int = 50
    seconds: float = 60.0
    guilds: int = 5
    channels: int = 2
    articles: int = 200
    reads: tuple[float, float] = (8.0, 14.0)
    patience: float = 60.0
    trouble: bool = False


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it all."""

    exchanges: Sequence[Exchange]
    lost: Sequence[Exchange]
    doubled: Sequence[Exchange]
    wrong: Sequence[Exchange]
    strayed: Sequence[Exchange]
    limited: int
    cpu: float
    took: float
    happened: dict[str, int]
    output: str

    @property
    def answered(self) -> list[Exchange]:
        """Those that got what they asked for."""
        return [one for one in self.exchanges if one.right]

    @property
    def refused(self) -> list[Exchange]:
        """Those whose turn it was not."""
        return [one for one in self.exchanges if one.refused]

    @property
    def unheard(self) -> list[Exchange]:
        """Commands that reached the program too late or never, as its connection was down."""
        return [one for one in self.exchanges if one.unheard]


async def run(folder: Path, plan: Plan) -> Came:
    """Fill an archive, start the program over it, and let the crowd ask."""
    told = facts(plan.articles)
    await asyncio.to_thread(_fill, folder / "data", told)
    async with DiscordServer(TOKEN) as server:
        askers = _crowd(server, told, plan)
        async with newsdesk_bot(folder, server) as program:
            await program.ready()
            await _warm(server, told[0])
            return await _watched(server, program, askers, told, plan)


def spread(taken: Sequence[float]) -> tuple[float, float, float]:
    """The middle, the one in twenty that took longest, and the longest."""
    if len(taken) < 2:
        only = next(iter(taken), float("nan"))
        return only, only, only
    cuts = quantiles(taken, n=20, method="inclusive")
    return cuts[9], cuts[18], max(taken)


def _fill(data: Path, told: Sequence[Fact]) -> None:
    embedder = Embedder(cache=MODELS)
    embedder.warm()
    with Archive.open(data, embedder, holder="the crowd") as archive:
        store(archive, told, SHARED)


def _crowd(server: DiscordServer, told: Sequence[Fact], plan: Plan) -> list[Asker]:
    return crowd(
        server,
        told[1:],
        plan.askers,
        guilds=plan.guilds,
        channels=plan.channels,
        reads=plan.reads,
        patience=plan.patience,
        takes_back=0.05 if plan.trouble else 0.0,
    )


async def _warm(server: DiscordServer, fact: Fact) -> None:
    """Ask once, so that the model is loaded."""
    asked = await server.say(server.general, server.reader, fact.question)
    await server.answer_to(asked, 120, until=lambda message: message.components)


async def _watched(
    server: DiscordServer,
    program: Program,
    askers: Sequence[Asker],
    told: Sequence[Fact],
    plan: Plan,
) -> Came:
    rooms = list(dict.fromkeys(asker.channel for asker in askers))
    trouble = Trouble(server, rooms, random.Random(7))
    cpu, begun = program.cpu, time.monotonic()
    until = begun + plan.seconds
    going_wrong = [trouble.make(until)] if plan.trouble else []
    await asyncio.gather(*(asker.ask_on(server, until) for asker in askers), *going_wrong)
    cpu, took = program.cpu - cpu, time.monotonic() - begun
    exchanges = [exchange for asker in askers for exchange in asker.asked]
    return Came(
        exchanges,
        lost=[
            one
            for one in exchanges
            if one.final is None and not (plan.trouble and _excused(one, trouble))
        ],
        doubled=[one for one in exchanges if len(one.answers(server)) > 1],
        wrong=[one for one in exchanges if one.final is not None and not _fair(one, trouble)],
        strayed=[one for one in exchanges if _strayed(one, told)],
        limited=sum(1 for request in server.requests() if request.status == 429),
        cpu=cpu,
        took=took,
        happened=trouble.happened,
        output=program.output,
    )


def _excused(exchange: Exchange, trouble: Trouble) -> bool:
    """Whether no answer was to be expected: it could not be written, or we never heard of it."""
    silenced = trouble.was_silenced(exchange.channel, exchange.begun, time.monotonic())
    return exchange.unheard or exchange.taken_back or silenced


def _fair(exchange: Exchange, trouble: Trouble) -> bool:
    return exchange.right or exchange.refused or _excused(exchange, trouble)


def _strayed(exchange: Exchange, told: Sequence[Fact]) -> bool:
    """Whether an answer tells what somebody else asked for."""
    others = (fact for fact in told if fact is not exchange.fact)
    return exchange.right and any(fact.told_in(exchange.said) for fact in others)
