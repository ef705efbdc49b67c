"""`newsdesk bot` as a process of its own, pointed at a stand-in Discord."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.models import lend
from tests.servers.discord_server import DiscordServer

ROOT = Path(__file__).parents[2]
TOKEN = "MTA5.a-token.for-tests"


class Program:
    """`newsdesk bot`, running."""

    def __init__(
        self, process: asyncio.subprocess.Process, written: Path, earlier: int = 0
    ) -> None:
        self._process = process
        self._written = written
        self._earlier = earlier

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    @property
    def output(self) -> str:
        return self._written.read_text("utf-8")

    @property
    def cpu(self) -> float:
        """Seconds of processor that it has taken, where the system tells."""
        file = Path(f"/proc/{self._process.pid}/stat")
        if not file.exists():
            return float("nan")
        fields = file.read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def ready(self, within: float = 150.0) -> None:
        """Wait until it says that questions may come; one that ended will never say it."""
        try:
            async with asyncio.timeout(within):
                while b"Ready as" not in self._written.read_bytes()[self._earlier :]:
                    assert self._process.returncode is None, self.output
                    await asyncio.sleep(0.05)
        except TimeoutError as error:
            raise TimeoutError(f"not ready within {within} s; it wrote:\n{self.output}") from error

    async def ended(self, within: float = 45.0) -> int:
        """Its exit status, once it has left by itself."""
        return await asyncio.wait_for(self._process.wait(), within)

    async def terminated(self) -> int:
        """Its exit status after a polite request to leave."""
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def newsdesk_bot(
    folder: Path, server: DiscordServer | None = None, **settings: str
) -> AsyncIterator[Program]:
    """Start the program in a folder of its own; it is gone at the end, whatever happens."""
    chosen = {
        "DISCORD_TOKEN": TOKEN,
        "LOG_LEVEL": "INFO",  # it says there when it is ready
        "NEWSDESK_ALLOW_PRIVATE": "1",
        "NEWSDESK_DATA": str(folder / "data"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    if server is not None:
        chosen["NEWSDESK_DISCORD_API"] = server.base
    lend(folder / "data")
    written = folder / "output.txt"
    earlier = written.stat().st_size if written.exists() else 0
    with written.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.servers.starting", "bot"),
            cwd=folder,
            env=os.environ | chosen | settings,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    program = Program(process, written, earlier)
    try:
        yield program
    finally:
        await program.kill()
