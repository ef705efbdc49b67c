"""The forms one page's address takes: for phones, as AMP, out of a cache, and with tracking."""

import re
from urllib.parse import unquote_plus, urlsplit

from tld import get_fld

_CACHE = re.compile(
    r"https?://[\w-]+\.cdn\.ampproject\.org/(?:[a-z]/)?(?P<rest>s?/?.+)", re.IGNORECASE
)
_VIEWER = re.compile(
    r"https?://(?:www\.)?(?:google\.[a-z.]{2,6}|bing\.com)/amp/(?P<rest>.+)", re.IGNORECASE
)
_MOST_WRAPPINGS, _LONGEST_PATH = 3, 2000
_FOR_PHONES = re.compile(r"(?:m|mobile|amp|touch)\.(?P<rest>.+)")
_LANGUAGE_FOR_PHONES = re.compile(r"(?P<language>[a-z]{2,3})\.m\.(?P<rest>.+)")
_AMP_END = re.compile(
    r"(?<=[^/])/amp(?P<slash>/?)$|(?<=[^/])\.amp(?P<suffix>\.html?)?$", re.IGNORECASE
)
_AMP_START = re.compile(r"^/amp(?=/[^/])", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|y|tw|tt|s)clid|gclsrc|[gw]braid|msclkid|igsh(?:id)?|li_fat_id|epik"
    r"|mc_[ce]id|mkt_tok|_g[al]|_gac|ga_\w+|at_\w+|cmp(?:id)?|ncid|ocid|smid|smtyp|sr_share|cvid"
    r"|xtor|(?:itm|mtm|pk|piwik|matomo|hsa|vero|oly|wt|ns)_\w+|wt\.?z?mc|icid|icmp|s_cid"
    r"|soc_(?:src|trk)|guccounter|guce_referrer(?:_sig)?|ref_(?:src|url)|__twitter_impression"
    r"|fb_(?:action_ids|action_types|source|ref)|action_\w+_map|dicbo|traffic_source|emc"
    r"|amp_(?:js_v|gsa|ct|tf)|usqp|_hs(?:enc|mi)|__s|trk(?:campaign|email|sid)?|spm|ito",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:ref|referr?er|source|src|via|partner|from|origin|share)", re.IGNORECASE)
_PLACES = frozenset(
    "rss feed twitter facebook fb tw linkedin instagram whatsapp telegram reddit email mail social"
    " newsletter home homepage share google googlenews yahoo msn flipboard applenews x".split()
)
_AMP_VALUES = frozenset({"", "1", "true", "amp"})


def unwrapped(url: str) -> str:
    """Take a page's own address out of that of an AMP cache or viewer."""
    for _ in range(_MOST_WRAPPINGS):
        match = _CACHE.fullmatch(url) or _VIEWER.fullmatch(url)
        if match is None:
            break
        rest = match["rest"]
        secure = rest.startswith("s/")
        inner = f"http{'s' if secure else ''}://{rest[2:] if secure else rest}"
        if not _has_domain(inner):
            break
        url = inner
    return url


def full_screen(host: str) -> str:
    """Give the host of the page for full screens: www.skarn.example of m.skarn.example."""
    if match := _LANGUAGE_FOR_PHONES.fullmatch(host):
        name = f"{match['language']}.{match['rest']}"
        return name if _domain(name) else host
    match = _FOR_PHONES.fullmatch(host)
    # Of amp.dev or m.me nothing would be left.
    if match is None or not (domain := _domain(match["rest"])):
        return host
    return f"www.{domain}" if match["rest"] == domain else match["rest"]


def without_amp(path: str) -> str:
    """Take the mark of an AMP page out of a path, unless it is all of it."""
    if len(path) > _LONGEST_PATH:
        return path
    shorter = _AMP_END.sub(lambda mark: mark["slash"] or mark["suffix"] or "", path)
    return _AMP_START.sub("", shorter)


def is_tracking(name: str, pair: str) -> bool:
    """Tell whether a parameter says only how a reader came; what is unsure is kept."""
    value = unquote_plus(pair.partition("=")[2]).lower()
    if name.lower() in {"amp", "outputtype"}:
        return value in _AMP_VALUES
    if _FROM.fullmatch(name):
        return value in _PLACES
    return _TRACKING.fullmatch(name) is not None


def _has_domain(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return _domain(parts.hostname or "") is not None


def _domain(host: str) -> str | None:
    if "." not in host:
        return None
    found: str | None = get_fld(f"http://{host}", fail_silently=True)
    return found if found and host.endswith(found) else None
