"""Web addresses in the one form that tells articles apart."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

# Trackers that courlan keeps.
_TRACKER = re.compile(r"(?:cmp|ncid|smid|ocid|at_\w+)", re.IGNORECASE)
_SAME_SITE = re.compile(r"^(?:www|m|amp)\.")


def web(url: object) -> str | None:
    """Give the address back when it is one a reader can follow: http or https, with a host."""
    if not isinstance(url, str):
        return None
    parts = _split(url.strip())
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return None if parts.username or parts.password else url.strip()


def canonical(url: str) -> str:
    """Strip tracking parameters and the fragment, and write the rest the usual way."""
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url))
    except ValueError:
        parts = urlsplit(url)
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKER.fullmatch(pair[0])
    ]
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", urlencode(query), ""))


def host(url: str) -> str:
    """Name the site of an address, without www and the like."""
    parts = _split(url)
    return _SAME_SITE.sub("", (parts.hostname or "") if parts else "")


def of_page(fetched: str | None, declared: str | None) -> str | None:
    """Choose a page's address: the one it declares, when it may speak for the one it came from."""
    declared = web(declared)
    if fetched is None:
        return canonical(declared) if declared else None
    if declared and host(declared) == host(fetched) and _is_as_deep(declared, fetched):
        return canonical(declared)
    return canonical(fetched)


def _is_as_deep(declared: str, fetched: str) -> bool:
    """Some sites name their front page as every page's canonical address; that is no address."""
    return urlsplit(declared).path.strip("/") != "" or urlsplit(fetched).path.strip("/") == ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
