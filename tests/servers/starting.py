"""The command `newsdesk` where Discord names its servers all at once, as the stand-in does.

`python -m tests.servers.starting bot`: discord.py waits half a second for more, instead of two.
"""

from functools import partialmethod

from discord.state import ConnectionState

from bot.cli import main

if __name__ == "__main__":
    named = partialmethod(ConnectionState.__init__, guild_ready_timeout=0.5)
    ConnectionState.__init__ = named  # type: ignore[assignment]
    main()
