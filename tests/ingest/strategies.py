"""Documents that are nearly valid: good ones, broken in the ways the world breaks them."""

import gzip
from collections.abc import Iterator

from hypothesis import strategies as st

from tests.ingest.good import GOOD, unzipped, zipped

_WORDS = rb"""
<![CDATA[ ]]> <!-- --> <?x <!DOCTYPE <!ENTITY &b; &#x110000; &#xD800; &#0; &lt;script&gt; <script>
<svg><style><p> <template> <math><mtext> <noscript> <frameset> <base/href="x"> <a/href="//[::1"> />
\ud800 \u0000 \x null true false [] {} "" -1 0 1e999 NaN Infinity -Infinity ,, :: ;; @ # ' " ` \ %
0001-01-01T00:00:00+14:00 9999-12-31T23:59:59-14:00 2026-13-45 99/99/9999 -62135596800 253402300800
2026-02-30T25:61:61Z 24:00 +9999 now tomorrow 1.1.1 PT5M
http://[ http://[::1] http://a:99999999/ http://a:b@c/ javascript:alert(1) file:///etc/passwd // /..
http://xn--/ http://\uff0e\u2488/ HTTPS://EXAMPLE.COM/%zz%00?# mailto:a data:,x http: ? ..
utf-7 idna punycode base64 zlib unicode_escape utf-16 undefined
=?utf-8?b?/w==?= =?x?q?=ZZ?= =ED=A0=80 =0 --=== boundary=" multipart/mixed; message/rfc822
trailer startxref xref /Parent /Kids[3/0/R] /Length/-1 endstream endobj << >> 99999999999/0/obj
""".split()
_LONG = r"""
<div> </div> <p> <b> <table><tr><td> <ul><li> < > & &amp; [ ] { } {"a": ( * _*[ ` ![]( '"' a a, 9 /x
あ
""".encode().split()
_SPACED = (b" ", b"\t", b"\n", b"\r\n\r\n", b"> ", b"- ", b"By ", b"a ", b"A. ", b"=\n", b"\x00")
_SIGNS = (
    "\u202e\u2066 \u0301 \u200b\ufeff\u00ad \u2028\u2029\u0085 \U000e0041\ufffd\uffff ﬁ①Ａ \u0344"
)
_BYTES = (b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\x0b\x0c\x1c\x85")


def _nasty() -> Iterator[bytes]:
    yield from _WORDS
    yield from _SIGNS.encode().split(b" ")
    yield from _BYTES
    yield from (piece * times for piece in (*_LONG, *_SPACED) for times in (3, 700))
    yield b"<a " + b"b=c " * 2000 + b">"
    yield b"e" + "\u0301".encode() * 900


NASTY = tuple(_nasty())
"""Pieces that broke a parser somewhere once, or might."""

ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp037", "shift_jis")


@st.composite
def broken(draw: st.DrawFn, good: bytes) -> bytes:
    """Break a good document in up to six places."""
    content = good
    for _ in range(draw(st.integers(1, 6))):
        first = draw(st.integers(0, len(content)))
        second = min(first + draw(st.integers(0, 60) | st.integers(0, 9000)), len(content))
        piece = content[first:second]
        match draw(st.integers(0, 8)):
            case 0:
                content = content[:second]
            case 1:
                content = content[:first] + content[second:]
            case 2:
                content = content[:second] + piece[:2000] * 9 + content[second:]
            case 3:
                flipped = bytes(byte ^ (1 << draw(st.integers(0, 7))) for byte in piece[:1])
                content = content[:first] + flipped + content[first + 1 :]
            case 4 | 5:
                content = content[:first] + draw(st.sampled_from(NASTY)) + content[first:]
            case 6:
                content = _with_value(draw, content)
            case 7:
                other = GOOD[draw(st.sampled_from(sorted(GOOD)))]()
                content = content[:first] + other[: draw(st.integers(0, 4000))] + content[first:]
            case _:
                content = content[:first] + draw(st.binary(max_size=40)) + content[second:]
    if draw(st.integers(0, 9)) == 0:
        encoding = draw(st.sampled_from(ENCODINGS))
        return content.decode("utf-8", "replace").encode(encoding, "replace")
    return content


def _with_value(draw: st.DrawFn, content: bytes) -> bytes:
    """Put something nasty in the place of one value: what stands in quotes, or between tags."""
    ends = [at for at, byte in enumerate(content) if byte in b"\"'<>;\n"]
    if len(ends) < 2:
        return content
    at = draw(st.integers(0, len(ends) - 2))
    start, end = ends[at] + 1, ends[at + 1]
    return content[:start] + draw(st.sampled_from(NASTY)) + content[end:]


@st.composite
def documents(draw: st.DrawFn, name: str) -> bytes:
    """Break a good document of a kind, in its packing or inside it."""
    good = GOOD[name]()
    if name.endswith((".zip", ".docx")) and draw(st.booleans()):
        members = unzipped(good)
        chosen = draw(st.sampled_from(sorted(members)))
        return zipped(members | {chosen: draw(broken(members[chosen]))})
    if name.endswith(".gz") and draw(st.booleans()):
        return gzip.compress(draw(broken(gzip.decompress(good))), mtime=0)
    return draw(broken(good))
