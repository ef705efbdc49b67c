"""An article's paragraphs on a page: none lost, nothing else kept."""

import json

import pytest

from ingest.page import blocks, extract, gaps, pruned

BODY = [
    "The lighthouse keeper of Skarn counted eleven seals on the pier on Tuesday morning.",
    "“They come for the sun,” said Ada Brandt, who has kept the light for thirty years.",
    "The harbour office asked walkers to stay twenty metres away from the animals.",
    "A seal bit a tourist last year; the tourist had tried to feed it a waffle.",
    "The office will count the animals again in spring, when the herring are back.",
    "Until then the pier stays open, and the café at its end sells waffles as before.",
]


def paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def read(inside):
    html = (
        "<!doctype html><html lang='en'><head><title>Seals</title></head><body>"
        "<nav><a href='/'>Home</a></nav><main><article><h1>Seals take over the pier</h1>"
        f"{inside}</article></main><footer>© 2019 Skarn Daily</footer></body></html>"
    )
    return extract.article(html).text.split("\n\n")


def test_subheads_lists_and_quotations_stay():
    """What structures an article is part of it."""
    inside = (
        f"<div class='text'>{paragraphs(BODY[:2])}<h2>What the office says</h2>"
        f"{paragraphs(BODY[2:4])}<ul><li>No feeding</li><li>No dogs on the pier</li></ul>"
        f"<blockquote><p>Leave them be.</p></blockquote>{paragraphs(BODY[4:])}</div>"
    )
    kept = read(inside)
    extras = ["What the office says", "No feeding", "No dogs on the pier", "Leave them be."]
    assert sorted(kept) == sorted([*BODY, *extras])
    assert kept.index("What the office says") == 2


def test_embedded_posts_are_quotations():
    """What a post says, put into the article by its author, is kept where it stands."""
    post = "<blockquote class='twitter-tweet'><p>Seals again!</p>— Ada (@ada) May 3</blockquote>"
    kept = read(f"<div class='text'>{paragraphs(BODY[:3])}{post}{paragraphs(BODY[3:])}</div>")
    assert kept[3:5] == ["Seals again!", "— Ada (@ada) May 3"]


def test_the_second_half_is_found():
    """An article laid out in several boxes of one kind is read to its end."""
    halves = [
        f"<div class='row'><div class='chunk'>{paragraphs(half)}</div><aside>Ad</aside></div>"
        for half in (BODY[:3], BODY[3:])
    ]
    assert read("".join(halves)) == BODY


def test_the_next_article_is_not_its_second_half():
    """Boxes of the same kind in another article stay outside."""
    page = blocks.parsed(
        f"<article><div class='c'>{paragraphs(BODY[:3])}</div></article>"
        f"<article><div class='c'>{paragraphs(BODY[3:])}</div></article>"
    )
    assert gaps.filled(BODY[:3], list(blocks.laid_out(page))) == BODY[:3]


def test_links_between_paragraphs_go():
    """A paragraph that is one link to another story goes; a link in a sentence stays."""
    link = "<p><a href='/x'>GULLS STEAL CHIPS FROM A MINISTER</a></p>"
    linked = BODY[3].replace("a tourist", "<a href='/t'>a tourist</a>", 1)
    inside = f"<div>{paragraphs(BODY[:3])}{link}<p>{linked}</p>{paragraphs(BODY[4:])}</div>"
    assert read(inside) == BODY


def prune(lines, html="", titles=()):
    tree = blocks.parsed(html or "<p></p>")
    return pruned.pruned(lines, list(blocks.laid_out(tree)), titles)


def test_the_headline_goes_at_the_top_only():
    """Above the first prose a line like the headline is the headline; below it is the article's."""
    title = "Seals take over the pier"
    assert prune([title, BODY[0], title, BODY[1]], titles=[title]) == [BODY[0], title, BODY[1]]


def test_bylines_and_template_lines_go():
    """Who and when, times for machines, and rules drawn with signs are no text."""
    lines = ["By Ada Brandt", "2026-05-03T10:00:00Z", "___", *BODY, "https://x.example/a.jpg"]
    assert prune(lines) == BODY


def test_a_text_that_stands_twice_is_taken_once():
    """Some pages hold their article again for other uses."""
    assert prune([*BODY, "seals", *BODY]) == [*BODY, "seals"]


def test_a_question_asked_again_stays():
    """A sentence repeated alone is the article's own way of speaking."""
    question = "What would you change about the pier if you were the mayor of Skarn?"
    lines = [question, BODY[0], question, BODY[1], question, BODY[2]]
    assert prune(lines) == lines


@pytest.mark.parametrize("heading", ["Most read in world news", "You may also like..."])
def test_lists_of_links_go(heading):
    """Under their heading, links go; lines that are none stay."""
    html = "<ul><li><a href='/1'>Gulls steal chips</a><li><a href='/2'>Pier shut</a></ul>"
    lines = [*BODY, heading, "Gulls steal chips", "Pier shut"]
    assert prune(lines, html) == BODY
    subhead = [BODY[0], "Up next", "Skarn: play Vale on Friday.", BODY[1]]
    assert prune(subhead) == subhead


def test_a_body_told_to_machines_serves_where_the_page_shows_none():
    """A page that is put together by scripts often carries its text in JSON-LD."""
    told = json.dumps(
        {"@type": "NewsArticle", "headline": "Seals", "articleBody": paragraphs(BODY)}
    )
    html = f"<script type='application/ld+json'>{told}</script><body><div id='app'></div></body>"
    assert extract.article(html).text.split("\n\n") == BODY


def test_short_articles_keep_their_paragraphs():
    """What the extractor gives as one line is parted as the page parts it."""
    lines = [
        "スカーン港の新しいフェリー乗り場が6月に開業すると港湾当局が月曜日に発表した。",
        "「入札で間違いを犯した」と港湾当局のアダ・ブラント氏は述べた。",
        "最初のフェリーは7月に北の島々へ出航する予定だ。",
    ]
    html = (
        "<!doctype html><html lang='ja'><head><title>フェリー乗り場、6月に開業</title></head>"
        f"<body><article><h1>フェリー乗り場、6月に開業</h1>{paragraphs(lines)}</article></body></html>"
    )
    assert extract.article(html).text.split("\n\n") == lines


@pytest.mark.parametrize("tag", ["p", "div"])
def test_short_pages_keep_headline_byline_and_prompt_out(tag):
    """What little a paywalled page shows comes without what stands around it."""
    lines = ["By Ada Brandt", *BODY[:2], "Subscribe to continue reading this article."]
    inside = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    assert read(inside) == BODY[:2]
