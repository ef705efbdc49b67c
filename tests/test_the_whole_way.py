"""newsdesk in one story: publish, ingest, ask; publish a correction, ingest, ask again."""

from datetime import UTC, datetime

from bot.desk import Desk
from bot.settings import Settings
from ingest.pipeline import Outcome
from ingest.sources import Address
from retrieval.answers import Status
from retrieval.news import SHARED
from tests.servers.publisher import Publisher

QUESTION = "How many sailors were rescued from the Petrel?"

PAGE = """<!doctype html>
<html lang="en"><head><title>{title} | Kelp Coast Courier</title>
<meta property="og:site_name" content="Kelp Coast Courier">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{title}",
  "datePublished": "2026-05-03T08:15:00+00:00", "dateModified": "{modified}"}}
</script></head>
<body><nav><a href="/">Home</a> <a href="/sea">Sea</a> <a href="/sport">Sport</a></nav>
<div class="share">Share on Facebook Twitter WhatsApp</div>
<article><h1>{title}</h1>
<p>{figure} sailors were rescued from the trawler Petrel on Sunday night, the coastguard said.</p>
<p>The Petrel had lost her rudder in a gale forty miles west of the Kelp Coast, and two lifeboats
stood by her until a helicopter could lift the crew off one by one.</p>
<p>“It was the worst sea I have seen in twenty years,” said the lifeboat's coxswain, Ada Quill.
The owners said they would try to tow the trawler in once the wind had dropped.</p>{note}
</article><footer>Cookie settings · Subscribe to our newsletter · © Kelp Coast Courier</footer>
</body></html>"""

CORRECTION = (
    "<p>Correction, 4 May: an earlier version of this article gave the number as twelve.</p>"
)


def test_an_answer_cites_the_words_and_follows_the_correction(tmp_path):
    """The new figure is given with the newer date, and the old one is kept but not answered."""
    settings = Settings(data=tmp_path, allow_private=True)
    with Publisher() as publisher, Desk.open(settings, holder="a test") as desk:
        libraries = {SHARED}

        # An empty archive says so, and says nothing else.
        assert desk.ask(QUESTION, libraries).status is Status.EMPTY_LIBRARY

        # A page is published and ingested: its article, without the furniture around it.
        page = {"title": "Crew of the Petrel saved in gale"}
        first = PAGE.format(**page, figure="Twelve", modified="2026-05-03T08:15:00Z", note="")
        publisher.publish("/petrel", first)
        given = [Address(publisher.url("/petrel"))]
        (taken,) = desk.ingest(given, SHARED).results
        assert taken.outcome is Outcome.NEW
        assert taken.article is not None
        assert taken.article.outlet == "Kelp Coast Courier"
        assert taken.article.text.startswith("Twelve sailors")
        assert "newsletter" not in taken.article.text

        # The answer is the article's own sentence, and its citation leads to those very words.
        answer = desk.ask(QUESTION, libraries)
        assert answer.text.startswith("Twelve sailors were rescued from the trawler Petrel")
        (cited, *_) = answer.citations
        assert cited.quote == taken.article.text[cited.start : cited.end]
        assert cited.published == datetime(2026, 5, 3, 8, 15, tzinfo=UTC)
        assert f"{publisher.url('/petrel')}#:~:text=Twelve%20sailors" in str(cited.link)

        # What the news does not tell is refused, with the headline that came closest.
        refusal = desk.ask("Who won the chess championship in Oslo?", libraries)
        assert refusal.status is Status.NOT_IN_NEWS
        assert [close.title for close in refusal.closest] == [page["title"]]

        # Read again, nothing has changed.
        (again,) = desk.ingest(given, SHARED).results
        assert again.outcome is Outcome.UNCHANGED

        # The publisher corrects the figure at the same address: a revision.
        publisher.publish(
            "/petrel",
            PAGE.format(**page, figure="Nine", modified="2026-05-04T10:00:00Z", note=CORRECTION),
        )
        (revised,) = desk.ingest(given, SHARED).results
        assert revised.outcome is Outcome.REVISED

        # The same question now gets the new figure, with the newer date beside it.
        corrected = desk.ask(QUESTION, libraries)
        assert corrected.text.startswith("Nine sailors were rescued from the trawler Petrel")
        assert "Twelve sailors" not in corrected.text
        assert corrected.citations[0].updated == datetime(2026, 5, 4, 10, 0, tzinfo=UTC)

        # The old text is kept, so that the earlier answer can still show what it cited.
        old, new = desk.archive.revisions(taken.article.id, libraries)
        assert old.text[cited.start : cited.end] == cited.quote
        assert new.text.startswith("Nine sailors")
