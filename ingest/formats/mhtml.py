"""A web page saved with all that belongs to it (MHTML) to the article on it."""

from dataclasses import replace

from ingest.addresses import of_page, web
from ingest.formats import page, parts
from ingest.reading import Hint, Reading
from retrieval.errors import SourceUnreadable


def read(content: bytes, hint: Hint) -> Reading:
    """Read the page itself, the first HTML in the file, under the address it was saved from."""
    whole = parts.message(content)
    main = next(
        (part for part in parts.parts(whole) if part.get_content_type() == "text/html"), None
    )
    if main is None:
        raise SourceUnreadable("The saved page holds no HTML; save it again, or give its text.")
    said = parts.header(main, "Content-Location") or parts.header(
        whole, "Snapshot-Content-Location"
    )
    url = web(said) or hint.url
    found = page.read(parts.content(main), Hint(url=url, encoding=parts.charset(main)))
    return replace(
        found,
        drafts=tuple(replace(draft, url=of_page(url, draft.url)) for draft in found.drafts),
    )
