"""What is typed at the prompt, and the earlier lines that the arrow keys bring back."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path


def typed_lines(history: Path) -> Iterator[str]:
    """What a person types, with the earlier lines under the arrow keys, until Ctrl-D."""
    readline = _with_history(history)
    try:
        while True:
            try:
                yield input("> ")
            except KeyboardInterrupt:
                print()
    except EOFError:
        print()
    finally:
        if readline:
            _keep_history(history)


def _with_history(history: Path) -> bool:
    try:
        import readline
    except ImportError:  # Windows, and Pythons built without it
        return False
    readline.set_auto_history(True)
    readline.set_history_length(1000)
    with suppress(OSError):
        readline.read_history_file(history)
    return True


def forget_typed(lines: Collection[str]) -> None:
    """Take lines out of those under the arrow keys, and so out of the file they are kept in."""
    try:
        import readline
    except ImportError:  # as above
        return
    for index in reversed(range(readline.get_current_history_length())):
        kept = readline.get_history_item(index + 1)  # counts from one, unlike what removes them
        if kept is not None and kept.strip() in lines:
            readline.remove_history_item(index)


def _keep_history(history: Path) -> None:
    import readline

    with suppress(OSError):
        # What someone asked is nobody else's business on a shared machine.
        history.touch(mode=0o600)
        readline.write_history_file(history)
