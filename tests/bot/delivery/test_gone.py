"""Questions in a channel that goes while they are answered."""

import logging

import pytest

pytestmark = pytest.mark.asyncio

STRIKE = "How long did the strike of the dockers at Portmere last?"


@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("PATCH", "/*")])
@pytest.mark.parametrize("way", ["mention", "command"])
async def test_a_channel_that_is_deleted_meanwhile_is_one_line(
    start, news, caplog, method, path, way
):
    """There is nobody left to tell, and nothing that could be tried again."""
    async with start() as place:
        place.env.inject_error(
            method, f"/channels/*/messages{path}", status=404, code=10003, times=9
        )
        place.env.inject_error(method, "/webhooks/*/*/messages/*", status=404, code=10003, times=9)
        if way == "mention":
            await place.mention(STRIKE)
        else:
            await place.alice.slash(place.channel, "ask", question=STRIKE)
        assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
        assert place.desk.archive.mentions.unfinished() == []
        assert not place.env.bot._at_work._open
