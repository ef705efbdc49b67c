"""A page's headline without its site's name, and the site's name without decoration."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tld import get_tld

from ingest.text import folded, one_line

_WIDEST = 500
_SUFFIX = re.compile(r"^(.+?)\s+(?:[|–—·»-]|::)\s+([^|–—·»]{2,40})$")
_PREFIX = re.compile(r"^([^|:–—»]{2,40}?)\s*(?:[|–—»]|::?)\s+(.+)$")
_CUT_SHORT = ("…", "...")
_NO_NAME = re.compile(
    r"^(?:https?:|//|@)|^(?:blogger|wordpress(?:\.com)?|medium|home(?:page)?)$", re.IGNORECASE
)
_AGENCIES = frozenset(
    "associated press|the associated press|ap|reuters|thomson reuters|afp|agence france-presse|dpa"
    "|pa media|press association|bloomberg|pti|ani|ians|xinhua|tass|efe|ansa".split("|")
)


@dataclass(frozen=True, slots=True)
class Named:
    """A page's headline and whose page it is."""

    title: str | None
    outlet: str | None


def named(
    titles: Sequence[str | None],
    heading: str | None,
    page_title: str | None,
    outlets: Sequence[str | None],
    address: str | None,
) -> Named:
    """Choose the headline, best source first, and the outlet that the page bears out."""
    site = _label(address)
    known = [name for name in map(_plain, outlets) if name]
    given = [one_line(title)[:_WIDEST] for title in (*titles, page_title) if title]
    whole = [title for title in given if title and not title.endswith(_CUT_SHORT)]
    parted = [_parted(title, heading, [*known, site]) for title in (whole or given)]
    if not parted:
        return Named(heading, _outlet(known, [], site))
    title = parted[0][0]
    behind = [end for _, end in parted if end]
    behind += [end for end in [_parted(page_title or "", title, [*known, site])[1]] if end]
    # A title that was cut short may stand whole above the article.
    if title.endswith(_CUT_SHORT) and heading and heading.startswith(title.rstrip("….")):
        title = heading
    return Named(title, _outlet(known, behind, site))


def _parted(title: str, heading: str | None, known: Iterable[str | None]) -> tuple[str, str | None]:
    """Part "Headline | Site", when the page shows elsewhere that the end is not the headline's."""
    sites = {_squeezed(name) for name in known if name}
    for pattern, head, end in ((_SUFFIX, 1, 2), (_PREFIX, 2, 1)):
        if match := pattern.match(title):
            shown = heading is not None and folded(heading) == folded(match[head])
            if _squeezed(match[end]) in sites or (shown and end == 2):
                return match[head], match[end]
    return title, None


def _outlet(known: Sequence[str], behind: Sequence[str], site: str | None) -> str | None:
    """Take the first name that the page's title or its address bears out, else the first.

    An agency is the outlet of its own pages only: elsewhere its name says whose report it is.
    """
    shown = {_squeezed(end) for end in behind}
    borne = (name for name in known if _squeezed(name) in shown or _is_site(name, site))
    houses = (name for name in known if name.lower() not in _AGENCIES)
    sites = (name for name in behind if _is_site(name, site))
    return next(itertools.chain(borne, sites, houses, behind, known), None)


def _is_site(name: str, site: str | None) -> bool:
    own = _squeezed(name)
    initials = "".join(word[0] for word in folded(name).split() if word != "the")
    return site is not None and (site in {own, initials} or (len(own) > 3 and own in site))


def _plain(name: str | None) -> str | None:
    """Take a site's name without its slogan; addresses, handles and programs are no names."""
    plain = one_line(name or "").split(" | ")[0].strip()
    return plain if plain and not _NO_NAME.search(plain) else None


def _label(address: str | None) -> str | None:
    """Give the name in an address's host: skarndaily of www.skarndaily.co.uk."""
    found = get_tld(address or "", as_object=True, fail_silently=True)
    domain = getattr(found, "domain", "") or (urlsplit(address).hostname or "" if address else "")
    return _squeezed(domain) or None


def _squeezed(name: str) -> str:
    """The Hill, TheHill and TheHill.com are one name."""
    return folded(name).replace(" ", "").removesuffix("com").removeprefix("the")
