"""A job to the articles in it, and to further jobs: fetching and reading, nothing stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import BytesIO

from yarl import URL

from ingest import addresses
from ingest.formats import packed
from ingest.formats.dumps import Bad
from ingest.found import Found, Visit, on_page, placed, via
from ingest.jobs import Broken, Document, Job, Page, Record, largest, spread
from ingest.kinds import Kind, kind_of
from ingest.known import home, stand_in
from ingest.reader.readers import Readers
from ingest.reading import Hint, Lead, Reading
from ingest.sources import LARGEST_FILE, Upload, within_limit
from ingest.web.fetch import Fetched, Fetcher, Validators
from retrieval.archive import Archive
from retrieval.errors import PageGone, SourceUnreadable
from retrieval.news import Article, Draft

_HEAD = 1 << 16
_DEEPEST = 3
"""Feeds on the way to an article: a front page, its index of sitemaps, a sitemap."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run reads with, and for whom."""

    web: Fetcher
    readers: Readers
    archive: Archive
    library: str
    cancelled: Callable[[], bool]
    follow: bool = True
    conditional: bool = True


@dataclass(frozen=True, slots=True)
class Obtained:
    """What a job gave: articles and further jobs; or what is known of it already.

    `known` is the article the page held before; `gone` says that the publisher took it down,
    `removed` that a person did, and neither says that it has not changed.
    """

    found: tuple[Found, ...] = ()
    jobs: Iterable[Job] = ()
    known: Article | None = None
    gone: bool = False
    removed: bool = False


def obtain(job: Job, means: Means) -> Obtained:
    """Do a job; raise SourceUnreadable with the reason when nothing comes of it."""
    if isinstance(job, Broken):
        raise SourceUnreadable(job.reason)
    if isinstance(job, Record):
        return Obtained((Found(placed(job.draft, None)),))
    if isinstance(job, Document):
        return _document(job, means)
    return _page(job, means)


def _document(job: Document, means: Means) -> Obtained:
    reading = means.readers.read(job.content, job.hint)
    # Of several in one file none lives at a place of its own: lists are reordered and cut.
    lives_at = job.home if len(reading.drafts) == 1 else None
    found = [Found(placed(draft, None, lives_at)) for draft in reading.drafts]
    files = [
        Document(f"{job.source} ({file.name})", file.content, Hint(name=file.name), _inside(job, n))
        for n, file in enumerate(reading.files, start=1)
    ]
    led_to = _led_to(reading, means, job.source, 0)
    return Obtained((*found, *led_to.found), (*files, *led_to.jobs))


def _inside(job: Document, number: int) -> str | None:
    return f"{job.home}#attachment-{number}" if job.home else None


def _page(job: Page, means: Means) -> Obtained:
    lead, archive = job.lead, means.archive
    place = addresses.canonical(job.url) if addresses.web(job.url) else job.url
    known = archive.at_address(means.library, place) or stand_in(place, archive, means.library)
    if lead and _removed(lead, means):
        return Obtained(known=known, removed=True)
    seen = known or archive.at_address(means.library, via(place))
    try:
        conditions = _validators(place, seen, means)
        page = means.web.fetch(job.url, known=conditions, cancelled=means.cancelled)
        if page.not_modified:
            return Obtained(known=seen)
        return _of_page(job, page, known, means)
    except PageGone:
        if known is None or home(known) != place:
            raise
        return Obtained(known=known, gone=True)
    except SourceUnreadable as refusal:
        if lead is None or lead.entry is None or not lead.entry.text:
            raise
        # The feed may be read though its page may not.
        return Obtained((_from_feed(lead, lead.entry, str(refusal)),))


def _of_page(job: Page, page: Fetched, known: Article | None, means: Means) -> Obtained:
    content, kind, hint = _opened(page)
    if kind.packed or kind.streams:
        if job.depth or job.lead:
            # Its records speak for any site; that is for a person to believe, not for a feed.
            raise SourceUnreadable("It is no article but many; give its address by itself.")
        return Obtained(jobs=spread([Upload(page.url, page.content, kind)]))
    reading = means.readers.read(within_limit(content, largest(kind)), hint)
    if reading.drafts and not reading.leads:
        visit = Visit.of(job.url, page)
        return Obtained(tuple(_on_page(draft, job, page, visit) for draft in reading.drafts))
    if job.lead or known:
        raise SourceUnreadable("The page holds no article any more; check the link.")
    if kind is Kind.HTML:
        # A front page offers several feeds; the first is the one of all its news.
        reading = replace(reading, feeds=reading.feeds[:1])
    led_to = _led_to(reading, means, job.source, job.depth)
    found = (_on_page(draft, job, page, None) for draft in reading.drafts)
    return Obtained((*found, *led_to.found), led_to.jobs)


def _opened(page: Fetched) -> tuple[bytes, Kind, Hint]:
    """Tell what a page is; one document that is packed by itself, as sitemaps are, is unpacked."""
    name = URL(page.url).path
    kind = kind_of(page.content[:_HEAD], declared=page.content_type, name=name)
    hint = Hint(url=page.url, content_type=page.content_type, encoding=page.encoding)
    if kind is not Kind.GZIP:
        return page.content, kind, hint
    members = packed.members(BytesIO(page.content), kind, name)  # which close with their iterator
    member = next(members)
    if isinstance(member, Bad):
        raise SourceUnreadable(member.reason)
    inner, stream = member
    content = stream.read(LARGEST_FILE + 1)
    inside = kind_of(content[:_HEAD], name=inner)
    if inside.streams:  # a dump is unpacked as it is read
        return page.content, kind, hint
    return content, inside, Hint(name=inner, url=page.url)


def _on_page(draft: Draft, job: Page, page: Fetched, visit: Visit | None) -> Found:
    if draft.address:
        # Only a feed's entry has one before it is placed: an entry without a page of its own.
        return Found(draft, key=draft.address, from_feed=True)
    lead = job.lead
    whole = on_page(draft, lead.entry if lead else None, page.url)
    return Found(whole, key=lead.key if lead else "", visit=visit)


def _led_to(reading: Reading, means: Means, source: str, depth: int) -> Obtained:
    """Turn a feed's entries into pages to fetch, or into what the feed itself has of them."""
    if not means.follow:
        entries = ((lead, lead.entry) for lead in reading.leads)
        return Obtained(tuple(_from_feed(lead, entry, None) for lead, entry in entries if entry))
    if (reading.leads or reading.feeds) and depth >= _DEEPEST:
        raise SourceUnreadable("It leads from feed to feed; give the feed of the articles itself.")
    pages = [Page(lead.url, lead.url, lead, depth + 1) for lead in reading.leads]
    feeds = [Page(f"{source} → {url}", url, None, depth + 1) for url in reading.feeds]
    return Obtained(jobs=(*pages, *feeds))


def _from_feed(lead: Lead, entry: Draft, reason: str | None) -> Found:
    return Found(entry, key=lead.key, from_feed=True, reason=reason)


def _removed(lead: Lead, means: Means) -> bool:
    places = filter(None, (addresses.canonical(lead.url), lead.key))
    return any(means.archive.pages.removed(means.library, place) for place in places)


def _validators(place: str, seen: Article | None, means: Means) -> Validators | None:
    """Ask for a page only if it changed, where what is held of it is all there."""
    if not means.conditional or seen is None or seen.withdrawn or seen.extent != "full":
        return None
    held = means.archive.pages.validators(means.library, place)
    return Validators(*held) if held else None
