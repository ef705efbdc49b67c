"""A good document of every kind that is read."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from importlib import import_module

TITLE = "Harbour reopens after the storm"
PARAGRAPHS = """\
The harbour of Lower Wexley reopened on Tuesday, nine days after a storm tore two of its cranes \
from their rails, the port authority said.
“We had hoped for Friday, but the divers found a third hull,” said Marta Eklund, who runs the \
authority. Ferries to the islands sail again from noon, at half their usual number.
Insurers put the damage at 14.2 million euros. The council will vote on 3 March on whether to \
raise the sea wall by 80 centimetres, as engineers asked in 2021.""".splitlines()
_META = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2026-02-24T09:30:00+01:00",
    "dateModified": "2026-02-24T11:00:00Z",
    "author": [{"@type": "Person", "name": "Jo Lindqvist"}],
    "publisher": {"@type": "Organization", "name": "The Wexley Courier"},
    "articleSection": "Ports",
}
_BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
_PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{TITLE} | Courier</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Courier">
<meta property="article:published_time" content="2026-02-24T09:30:00+01:00">
<link rel="canonical" href="https://courier.example/ports/harbour?utm_source=x">
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
<script type="application/ld+json">{json.dumps(_META)}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/ports">Ports</a></li></ul></nav>
<article><h1>{TITLE}</h1><p class="byline">By Jo Lindqvist</p>{_BODY}<h2>What comes next</h2>
<ul><li>The council votes on 3 March.</li><li>The wall grows by 80 centimetres.</li></ul>
<blockquote>The sea does not wait.</blockquote></article>
<aside>Subscribe to our newsletter</aside><footer>© The Wexley Courier</footer></body></html>"""
_RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Courier</title>
<link>https://courier.example/</link><ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>
<item><title>{TITLE}</title><link>https://courier.example/ports/harbour</link>
<guid isPermaLink="false">c-1</guid><pubDate>Tue, 24 Feb 2026 09:30:00 +0100</pubDate>
<dc:creator>Jo Lindqvist</dc:creator><description>The harbour reopened.</description>
<content:encoded><![CDATA[{_BODY}]]></content:encoded></item>
<item><title>Bridge closed</title><link>/bridge</link><description>&lt;p&gt;The old bridge is
closed until May.&lt;/p&gt;</description></item></channel></rss>"""
_ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Courier</title><id>urn:c</id><updated>2026-02-24T11:00:00Z</updated>
<entry><title type="html">{TITLE}</title><id>urn:c:1</id>
<link rel="alternate" href="https://courier.example/ports/harbour"/>
<published>2026-02-24T09:30:00+01:00</published><updated>2026-02-24T11:00:00Z</updated>
<author><name>Jo Lindqvist</name></author><summary>The harbour reopened.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_BODY}</div></content>
</entry></feed>"""
_RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://courier.example/"><title>Courier</title></channel>
<item rdf:about="https://courier.example/ports/harbour"><title>{TITLE}</title>
<link>https://courier.example/ports/harbour</link><description>{PARAGRAPHS[0]}</description>
<dc:date>2026-02-24T09:30:00+01:00</dc:date></item></rdf:RDF>"""
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Courier",
    "home_page_url": "https://courier.example/",
    "items": [
        {
            "id": "c-1",
            "url": "https://courier.example/ports/harbour",
            "title": TITLE,
            "content_html": _BODY,
            "date_published": "2026-02-24T09:30:00+01:00",
            "date_modified": "2026-02-24T11:00:00Z",
            "authors": [{"name": "Jo Lindqvist"}],
            "language": "en",
        },
        {"id": 2, "content_text": PARAGRAPHS[0], "external_url": "https://courier.example/b"},
    ],
}
_SITEMAP = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://courier.example/ports/harbour</loc><lastmod>2026-02-24</lastmod><news:news>
<news:publication><news:name>Courier</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-02-24T09:30:00+01:00</news:publication_date>
<news:title>{TITLE}</news:title></news:news></url>
<url><loc>https://courier.example/bridge</loc></url></urlset>"""
_INDEX = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://courier.example/news.xml</loc><lastmod>2026-02-24</lastmod></sitemap>
<sitemap><loc>https://courier.example/old.xml.gz</loc></sitemap></sitemapindex>"""
_OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Papers</title></head><body>
<outline text="Coast"><outline text="Courier" type="rss" xmlUrl="https://courier.example/feed.xml"
 htmlUrl="https://courier.example/"/></outline></body></opml>"""
_MARKDOWN = f"""---
title: {TITLE}
date: 2026-02-24
author: Jo Lindqvist
---
# {TITLE}

{PARAGRAPHS[0]}

> {PARAGRAPHS[1]}

* one [link](https://courier.example/)
* two ![picture](x.png)

{PARAGRAPHS[2]}
"""
_LINES = ("Home News Ports\n" + TITLE, "By Jo Lindqvist", "24 February 2026", *PARAGRAPHS)
_TEXT = "\n\n".join(_LINES)
_RECORD = {
    "id": "c-1",
    "title": TITLE,
    "text": "\n\n".join(PARAGRAPHS),
    "url": "https://courier.example/ports/harbour",
    "published": "2026-02-24T09:30:00+01:00",
    "outlet": "Courier",
    "authors": ["Jo Lindqvist"],
}
_JSONL = "\n".join(
    json.dumps(record)
    for record in (_RECORD, {"body": _BODY, "date": "24.02.2026"}, {"content": 7}, [], "x")
)
_CSV = (
    "title;text;link;date;author\r\n"
    f'{TITLE};"{PARAGRAPHS[0]}\n{PARAGRAPHS[2]}";https://courier.example/a;2026-02-24;Jo\r\n'
    "Short;;;;\r\n"
)


@cache
def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"] = "Courier desk <desk@courier.example>"
    mail["Subject"] = TITLE
    mail["Date"] = "Tue, 24 Feb 2026 09:30:00 +0100"
    mail.set_content("\n\n".join(PARAGRAPHS))
    mail.add_alternative(f"<html><body><h1>{TITLE}</h1>{_BODY}</body></html>", subtype="html")
    mail.add_attachment(_TEXT.encode(), maintype="text", subtype="plain", filename="näch.txt")
    return _bounded(mail)


def _bounded(mail: EmailMessage) -> bytes:
    """Write a mail with the same boundaries each time; chance would make failures hard to redo."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"part-{number}")
    return mail.as_bytes()


@cache
def _mhtml() -> bytes:
    mail = EmailMessage()
    mail["From"] = "<Saved by a browser>"
    mail["Snapshot-Content-Location"] = "https://courier.example/ports/harbour"
    mail["Subject"] = TITLE
    mail.set_content(_PAGE, subtype="html", cte="quoted-printable")
    mail["Content-Location"] = "https://courier.example/ports/harbour"
    mail.make_related()
    return _bounded(mail)


@cache
def _pdf() -> bytes:
    platypus = import_module("reportlab.platypus")
    styles = import_module("reportlab.lib.styles").getSampleStyleSheet()
    flow = [platypus.Paragraph(TITLE, styles["Title"])]
    flow += [platypus.Paragraph(paragraph, styles["BodyText"]) for paragraph in PARAGRAPHS * 2]
    made = io.BytesIO()
    platypus.SimpleDocTemplate(made, title=TITLE, author="Jo Lindqvist", invariant=1).build(flow)
    return made.getvalue()


@cache
def _word() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = "Jo Lindqvist"
    document.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Damage", "14.2 million euros"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """Pack files into a zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # Made this way, a file carries no time of day.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Unpack a zip archive that is trusted."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


GOOD: dict[str, Callable[[], bytes]] = {
    "page.html": _PAGE.encode,
    "page.mhtml": _mhtml,
    "rss.xml": _RSS.encode,
    "atom.xml": _ATOM.encode,
    "rdf.xml": _RDF.encode,
    "feed.json": json.dumps(_JSON_FEED).encode,
    "sitemap.xml": _SITEMAP.encode,
    "index.xml": _INDEX.encode,
    "papers.opml": _OPML.encode,
    "text.md": _MARKDOWN.encode,
    "text.txt": _TEXT.encode,
    "paper.pdf": _pdf,
    "mail.eml": _mail,
    "paper.docx": _word,
    "dump.json": json.dumps([_RECORD]).encode,
    "dump.jsonl": _JSONL.encode,
    "dump.csv": _CSV.encode,
    "dump.zip": lambda: zipped({"a/text.txt": _TEXT.encode(), "dump.jsonl": _JSONL.encode()}),
    "dump.jsonl.gz": lambda: gzip.compress(_JSONL.encode(), mtime=0),
}
"""A good document of every kind, by a name that tells the kind."""
