"""Links as documents write them, made whole by the address they stand at."""

from urllib.parse import urljoin


def absolute(base: str, link: str | None) -> str:
    """Make a link whole; one that no address can be made of gives none."""
    try:
        return urljoin(base, (link or "").strip())
    except ValueError:  # brackets that hold no IPv6 address
        return ""
