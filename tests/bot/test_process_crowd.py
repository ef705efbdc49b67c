"""A small crowd asks the real program while Discord has trouble of every kind."""

import pytest

from tests.bench.crowd import Plan, run

pytestmark = [pytest.mark.asyncio, pytest.mark.process]


async def test_nothing_is_lost_or_doubled_whatever_discord_does(tmp_path):
    """Everybody gets one answer to what they asked, and nobody another's."""
    came = await run(
        tmp_path,
        Plan(
            askers=12,
            seconds=10,
            guilds=2,
            articles=61,
            reads=(0.5, 2.0),
            patience=90,
            trouble=True,
        ),
    )
    assert came.answered
    assert [one.fact.question for one in came.lost] == []
    assert [one.fact.question for one in came.doubled] == []
    assert [(one.fact.question, one.said) for one in came.wrong] == []
    assert [one.fact.question for one in came.strayed] == []
    assert "Traceback" not in came.output
