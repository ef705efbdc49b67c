"""Where the tests keep the exported embedding model: it is exported once for all of them."""

from pathlib import Path

MODELS = Path(__file__).parents[1] / ".pytest_cache" / "models"


def lend(data: Path) -> None:
    """Let a data folder have the exported model that the tests keep."""
    kept = data / "models"
    if not kept.exists():
        MODELS.mkdir(parents=True, exist_ok=True)
        data.mkdir(parents=True, exist_ok=True)
        kept.symlink_to(MODELS, target_is_directory=True)
