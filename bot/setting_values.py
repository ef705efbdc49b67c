"""A setting's written words to its value; a ValueError says what was wanted."""

import logging
import math
import re
from pathlib import Path
from urllib.parse import urlsplit

from retrieval.budget import Prices

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


def path(written: str) -> Path:
    """A file or folder, `~` being the home of who runs this."""
    return Path(written).expanduser()


def web_address(written: str) -> str:
    """An http or https address."""
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an http or https address such as http://localhost:8000")
    return written


def switch(written: str) -> bool:
    """On or off."""
    word = written.lower()
    if word not in _TRUE | _FALSE:
        raise ValueError("on or off")
    return word in _TRUE


def seconds(written: str) -> float:
    """A pause between two requests."""
    return _number(written, 60, "a number of seconds from 0 to 60, such as 1.5")


def patience(written: str) -> float:
    """How long a chat model may take."""
    # Discord's own patience with a question is 300 seconds, and two tries may wait for a turn.
    return _number(written, 120, "a number of seconds from 1 to 120, such as 30", least=1)


def tokens(written: str) -> int | None:
    """A number of tokens; None, which is no limit, for the word off."""
    if written.lower() in _FALSE - {"0"}:
        return None
    digits = written.replace("_", "").replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 12):
        raise ValueError("a number of tokens such as 50000, or off for no limit")
    return int(digits)


def prices(written: str) -> Prices:
    """What a million tokens cost, read and written."""
    wanted = "two prices in US dollars a million tokens, read and written, such as 0.25,2.00"
    read, comma, wrote = written.partition(",")
    if not comma:
        raise ValueError(wanted)
    return Prices(_number(read, 10_000, wanted), _number(wrote, 10_000, wanted))


def days(written: str) -> int:
    """How many days something is kept."""
    if not (
        written.isascii()
        and written.isdecimal()
        and len(written) < 6
        and 1 <= int(written) <= 36_500
    ):
        raise ValueError("a number of days from 1 to 36500, such as 30")
    return int(written)


def contact(written: str) -> str:
    """Whom a publisher may write to."""
    # It becomes part of a header, where brackets would end the comment that it stands in.
    if not re.fullmatch(r"[!-'*-\[\]-~ ]{1,200}", written):
        raise ValueError(
            "an e-mail or web address of at most 200 plain characters, without ( ) and \\"
        )
    return written


def token(written: str) -> str:
    """Discord's token for the bot."""
    # A common slip is to paste the header form "Bot abc"; Discord would answer 401.
    bare = written.removeprefix("Bot ").strip()
    if not bare.isascii() or any(character.isspace() for character in bare):
        raise ValueError("the bot token as the developer portal shows it, without spaces")
    return bare


def chat_model(written: str) -> str:
    """A chat model with its provider."""
    if not re.fullmatch(r"[a-z_]+:\S+", written):
        raise ValueError("provider:name, such as openai:gpt-5-mini")
    return written


def key(written: str) -> str:
    """A provider's key."""
    if not written.isascii() or any(character.isspace() for character in written):
        raise ValueError("the key as the provider shows it, without spaces")
    return written


def names(written: str) -> frozenset[str]:
    """Names, with commas between them."""
    return frozenset(name.strip() for name in written.split(",") if name.strip())


def guild(written: str) -> int:
    """A server's id."""
    if not (written.isascii() and written.isdecimal() and len(written) <= 20):
        raise ValueError("a server id, which is digits only")
    return int(written)


def shards(written: str) -> int | None:
    """A number of connections; None, which leaves it to Discord, for the word auto."""
    if written.lower() == "auto":
        return None
    digits = written.isascii() and written.isdecimal() and len(written) <= 4
    if not (digits and int(written)):
        raise ValueError("a number of connections such as 2, or auto")
    return int(written)


def log_level(written: str) -> str:
    """How much is logged."""
    level = written.upper()
    if level not in logging.getLevelNamesMapping():
        raise ValueError("DEBUG, INFO, WARNING or ERROR")
    return level


def probability(written: str) -> float:
    """How likely something must be, from 0 to 1."""
    return _number(written, 1, "a number from 0 to 1, such as 0.5")


def _number(written: str, most: float, wanted: str, *, least: float = 0) -> float:
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise ValueError(wanted)
    return number
