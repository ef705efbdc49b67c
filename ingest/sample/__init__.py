"""The invented news that newsdesk carries with it, for the demo and the tests."""

from importlib.resources import files
from pathlib import Path

QUESTION = "How many people were injured when the Grey Heron ran aground?"


def folder() -> Path:
    """The folder of the sample news, one subfolder an outlet."""
    return Path(str(files(__package__)))
