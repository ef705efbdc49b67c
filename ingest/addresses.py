"""Web addresses in the one form that tells articles apart."""

import re
from contextlib import suppress
from string import punctuation
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

from tld import get_fld
from yarl import URL

from ingest import forms

_PORTS = {"http": 80, "https": 443}
_SAME_SITE = re.compile(r"^(?:www|m|amp|mobile)\.")


def web(url: object) -> str | None:
    """Give the address back when it is one a reader can follow: http or https, with a host."""
    if not isinstance(url, str):
        return None
    parts = _split(url.strip())
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return None if parts.username or parts.password else url.strip()


def canonical(url: str) -> str:
    """Write an address the usual way: no tracking, no fragment, and the page for full screens.

    Whether http and https, or with and without www, are one page is the publisher's to say, in
    rel=canonical; and what may name an article stays.
    """
    url = url.strip()
    while (shorter := _plainer(url)) != url:
        url = shorter
    return url


def _plainer(url: str) -> str:
    parts = urlsplit(forms.unwrapped(url))
    scheme, name = parts.scheme, forms.full_screen(_ascii(parts.hostname or ""))
    port = parts.port
    at = f"[{name}]" if ":" in name else name
    if port is not None and port != _PORTS.get(scheme):
        at = f"{at}:{port}"
    path = quote(forms.without_amp(parts.path) or "/", safe=punctuation)
    return urlunsplit((scheme, at, path, _query(parts.query), ""))


def _ascii(name: str) -> str:
    """Write a host in the letters that DNS knows; one that has no such form stays."""
    name = name.rstrip(".") or name
    if not name.isascii():
        with suppress(ValueError):
            return URL.build(scheme="http", host=name).raw_host or name
    return name


def _query(query: str) -> str:
    """Sort what is no tracker by name; the values stay as written, in whatever encoding."""
    names = {pair: unquote_plus(pair.partition("=")[0]) for pair in query.split("&") if pair}
    kept = [pair for pair, name in names.items() if not forms.is_tracking(name, pair)]
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
    here = canonical(fetched)
    if declared and host(canonical(declared)) == host(here) and _is_as_deep(declared, here):
        return canonical(declared)
    return here


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
