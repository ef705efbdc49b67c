"""A mail to the newsletter or article in it, and to the documents attached."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import islice
from pathlib import PurePath

from ingest.dates import from_machine
from ingest.formats import forwarded, parts, written
from ingest.formats.forwarded import Forwarded
from ingest.formats.table import SUFFIXES
from ingest.page import blocks, extract
from ingest.page.dating import believed
from ingest.prose import clean
from ingest.reading import Hint, Reading
from ingest.sources import Upload
from ingest.text import decoded, folded, word_count
from retrieval.errors import SourceUnreadable
from retrieval.news import Draft

_MOST_FILES = 20
_FEWEST_BESIDE_FILES = 25
"""Words: a mail that says less and brings documents is a covering note, and no article."""
_FORWARDED = re.compile(r"(?:(?:fwd?|wg|tr|rv)\s*:\s*)", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:(?:re|aw|antw|sv|fwd?|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:> ?)+")
_OF_OUTLET = re.compile(
    r"(?P<author>.{3,60}?)\s*(?:\s(?:from|at|von|de|via)\s|[|@–])\s*(?P<outlet>.+)"
)
_FURNITURE = re.compile(
    r"(?:(?:to )?unsubscribe"
    r"|(?:view|read|open)(?: this| it)?(?: e?-?mail| newsletter)? (?:in|on) (?:(?:a|your|the) )?"
    r"(?:web )?(?:browser|web|online)"
    r"|(?:manage|update|change)(?: your)?(?: e?-?mail)? (?:preferences|settings|subscription)"
    r"|forward to a friend|you(?:'re|’re| are) receiving this|no longer want to receive)\b.{0,150}",
    re.IGNORECASE,
)


def read(content: bytes, _hint: Hint) -> Reading:
    """Read a mail's text, its HTML before its plain one, and hand on what is attached to it."""
    mail = parts.message(content)
    files = tuple(islice(_files(mail), _MOST_FILES))
    draft = _article(mail)
    words = word_count(draft.text)
    if not words and not files:
        raise SourceUnreadable("The mail holds no text.")
    if files and words < _FEWEST_BESIDE_FILES:
        return Reading(files=files)
    return Reading((draft,), files=files)


def _article(mail: EmailMessage) -> Draft:
    subject = parts.header(mail, "Subject")
    forwards = _FORWARDED.match(subject) is not None
    title = _ANSWERED.sub("", subject, count=1) if _ANSWERED.match(subject) else subject
    draft, first = _body(mail, title, forwards=forwards)
    if not forwards:
        return _signed(_sent(draft, parts.header(mail, "Date")), *_sender(mail))
    # When it was forwarded, and by whom, is not when and by whom it was written.
    draft = _sent(draft, first.date)
    if draft.published is None:
        draft = replace(_sent(draft, parts.header(mail, "Date")), guessed=True)
    return _signed(draft, _name(first.sender), listed=False)


def _sent(draft: Draft, date: str) -> Draft:
    sent = believed(from_machine(date))
    return replace(draft, published=sent.at, precision=sent.precision) if sent else draft


def _sender(mail: EmailMessage) -> tuple[str, bool]:
    """Name who sent a mail, and tell whether it went to a list."""
    listed = parts.header(mail, "List-Id") or parts.header(mail, "List-Unsubscribe")
    return _name(parts.header(mail, "From")), bool(listed)


def _name(sender: str) -> str:
    return parseaddr(sender)[0].strip("\"' ")


def _signed(draft: Draft, sender: str, listed: bool) -> Draft:
    """Name outlet and author by the sender: a list's is an outlet, another may be a person."""
    if match := _OF_OUTLET.fullmatch(sender):
        author, outlet = written.sane_author(match["author"]), match["outlet"]
    elif listed:
        author, outlet = (), sender
    else:
        author, outlet = written.sane_author(sender), ""
    return replace(draft, outlet=draft.outlet or outlet or None, authors=draft.authors or author)


def _body(mail: EmailMessage, title: str, *, forwards: bool) -> tuple[Draft, Forwarded]:
    shown = [part for part in parts.parts(mail) if not _is_attached(part)]
    for kind in ("text/html", "text/plain"):
        texts = (_text(part) for part in shown if part.get_content_type() == kind)
        if text := next((text for text in texts if text.strip()), ""):
            html = kind == "text/html"
            lines = blocks.paragraphs(text) if html else _unquoted(text)
            first = forwarded.parted(lines) if forwards else Forwarded("", "", lines)
            draft = _newsletter(text, title, first.lines) if html else _letter(title, first.lines)
            return draft, first
    return Draft(title=title, text=""), Forwarded("", "", ())


def _text(part: EmailMessage) -> str:
    return decoded(parts.content(part), parts.charset(part))


def _unquoted(text: str) -> list[str]:
    """Give the lines of a plain text without the signs of quotation, down to the signature."""
    lines = text.splitlines()
    end = next((number for number, line in enumerate(lines) if line == "-- "), len(lines))
    return [_QUOTED.sub("", line) for line in lines[:end]]


def _letter(title: str, lines: Sequence[str]) -> Draft:
    """Read plain text, whose lines may be broken at a fixed width, under the mail's subject."""
    draft = clean.article("\n".join([title, "", *lines]))
    body = [line for line in draft.text.split("\n\n") if folded(line) != folded(title)]
    return replace(draft, title=title or draft.title, text="\n\n".join(body))


def _newsletter(html: str, title: str, lines: Sequence[str]) -> Draft:
    """Take the article of the HTML where it has one; a newsletter of many bits is taken whole."""
    draft = extract.article(html)
    said = [line for line in lines if not _FURNITURE.fullmatch(line)]
    whole = written.article(title, said)
    found = draft.text.split("\n\n")
    # A table's rows are no paragraphs: that is how mails are laid out.
    rows = set(map(folded, found)) - set(map(folded, said))
    if rows or word_count(draft.text) * 2 < word_count(whole.text):
        return whole
    kept = "\n\n".join(line for line in found if folded(line) != folded(title))
    return replace(whole, text=kept, language=draft.language)


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(parts.name(part))


def _files(mail: EmailMessage) -> Iterator[Upload]:
    """Give the attached documents that can be read; pictures and archives are passed over."""
    for part in parts.parts(mail):
        name = parts.name(part) or ("attached.eml" if parts.is_mail(part) else "")
        kind = SUFFIXES.get(PurePath(name).suffix.lower())
        if kind and not kind.packed and (content := parts.content(part)):
            yield Upload(name, content)
