"""What counts as Discord not being reached."""

import aiohttp
import pytest

from bot.delivery.reaching import unreached


@pytest.mark.asyncio
async def test_who_has_left_reaches_nobody():
    """A question that came while we were leaving is answered after the restart."""
    session = aiohttp.ClientSession()
    await session.close()
    with pytest.raises(RuntimeError) as caught:
        await session.get("http://127.0.0.1:1/")
    assert unreached(caught.value)
    assert not unreached(RuntimeError("another"))
