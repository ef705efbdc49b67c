"""Web addresses in the one form that tells articles apart."""

import re
from contextlib import suppress
from string import punctuation
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

from tld import get_fld

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

    parts = urlsplit(url)
    query = _query(parts.query)
    with suppress(ValueError):
        parts = urlsplit(normalize_url(parts._replace(query="").geturl()))
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def _query(query: str) -> str:
    """Sort what is no tracker by name; the values stay as written, in whatever encoding."""
    from courlan.clean import TRACKERS_RE

    names = {pair: unquote_plus(pair.partition("=")[0]) for pair in query.split("&") if pair}
    kept = [
        pair
        for pair, name in names.items()
        if not _TRACKER.fullmatch(name) and not TRACKERS_RE.search(name.lower())
    ]
    return quote("&".join(sorted(kept, key=names.__getitem__)), safe=punctuation)


def host(url: str) -> str:
    """Name the site of an address, without www and the like."""
    parts = _split(url)
    return _SAME_SITE.sub("", (parts.hostname or "") if parts else "")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one owner: feeds.example.org and www.example.org do.

    By the Public Suffix List, its private part too: two blogs on one blog host do not.
    """
    return _owner(one) == _owner(other)


def _owner(url: str) -> str:
    return get_fld(url, search_private=True, fail_silently=True) or host(url)


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
