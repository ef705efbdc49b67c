"""The parts of a MIME message, as mails and saved pages are, read without trust in any of it."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import islice

from ingest.text import one_line
from retrieval.errors import SourceUnreadable

_MOST = 500
# What the standard library raises on headers and encodings that nobody ought to write.
TROUBLES = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError)


def message(content: bytes) -> EmailMessage:
    """Parse a message."""
    try:
        return message_from_bytes(content.lstrip(), policy=default)
    except TROUBLES as error:
        raise SourceUnreadable("It looks like a mail, but cannot be read as one.") from error


def parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Walk the parts that hold something themselves; those of attached mails are theirs."""
    waiting: list[object] = [mail]
    seen = 0
    while waiting and seen < _MOST:
        seen += 1
        part = waiting.pop()
        if not isinstance(part, EmailMessage):
            continue
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_maintype() == "multipart":
            waiting.extend(reversed(list(islice(inner, _MOST))))
        else:
            yield part


def header(part: EmailMessage, name: str) -> str:
    """Read a header as one line; a broken one is empty."""
    try:
        return one_line(str(part.get(name) or ""))
    except TROUBLES:
        return ""


def content(part: EmailMessage) -> bytes:
    """Decode a part's content; what cannot be decoded is empty."""
    try:
        if is_mail(part) and isinstance(inner := part.get_payload(0), EmailMessage):
            return bytes(inner)
        payload = part.get_payload(decode=True)
    except TROUBLES:
        return b""
    return payload if isinstance(payload, bytes) else b""


def is_mail(part: EmailMessage) -> bool:
    """Whether a part is another mail, attached."""
    return part.get_content_type() == "message/rfc822" and part.is_multipart()


def charset(part: EmailMessage) -> str | None:
    """Name the encoding that a part says it is in."""
    try:
        return part.get_content_charset()
    except TROUBLES:
        return None


def name(part: EmailMessage) -> str:
    """Name the file that a part is."""
    try:
        return one_line(part.get_filename() or "").replace("/", "_").replace("\\", "_")
    except TROUBLES:
        return ""
