"""What the library holds of a page already, and who may say so: a name is easily given."""

from collections.abc import Iterator

from ingest import addresses
from ingest.found import Found, via
from retrieval.archive import Archive
from retrieval.news import Article, Draft
from retrieval.shingles import containment

_SAME_PAGE = 0.3
"""How much of the shorter text two pages share when one has moved to the other's address."""
_A_FEEDS = {"feed", "summary"}


def already_known(draft: Draft, found: Found, archive: Archive, library: str) -> Article | None:
    """Find the article this is another reading of: by its address, then by other names of it."""
    for place in filter(None, (draft.address, found.draft.address)):
        article = archive.at_address(library, place)
        if article and (article.address == place or _may_be(article, draft)):
            return article
    for place, sure in _other_names(found):
        article = archive.at_address(library, place)
        if article and _may_be(article, draft, sure=sure):
            return article
    return None if found.from_feed else stand_in(draft.address, archive, library)


def stand_in(address: str | None, archive: Archive, library: str) -> Article | None:
    """Find what another site's feed told of a page that could not be read then."""
    article = archive.at_address(library, via(address)) if address else None
    told = article and article.extent in _A_FEEDS and home(article) == address
    return article if told else None


def home(article: Article) -> str | None:
    """Tell where an article's page is: what becomes of its other addresses says nothing of it."""
    return addresses.canonical(article.url) if article.url else article.address


def stands(article: Article, found: Found) -> bool:
    """Whether what is known stands, whatever a feed's text says.

    Only its page brings back what was taken down, and only its own site changes what was read.
    """
    if not found.from_feed:
        return False
    strangers = article.address == found.key and article.extent in _A_FEEDS
    return article.withdrawn is not None or (found.by_stranger and not strangers)


def _other_names(found: Found) -> Iterator[tuple[str, bool]]:
    """Give the feed's name for it, and the addresses that have moved for good to this one.

    A site's own feed may be believed that an entry is the same one at another address.
    """
    if found.key:
        feed = found.key.removeprefix("feed:").partition(" ")[0]
        own = addresses.web(feed) and found.draft.url
        yield found.key, bool(own and addresses.same_site(feed, found.draft.url or ""))
    if found.visit and found.visit.moved:
        for hop in found.visit.hops:
            yield addresses.canonical(hop), False


def _may_be(article: Article, draft: Draft, *, sure: bool = False) -> bool:
    """A feed names anything, and a site sends what it deleted to its front page.

    Pasted text has no place of its own, and is known by its words alone.
    """
    if article.address is None:
        return False
    if article.url and draft.url:
        if not addresses.same_site(article.url, draft.url):
            return False
        sure = sure or home(article) == addresses.canonical(draft.url)
    return sure or containment(article.text, draft.text) >= _SAME_PAGE
