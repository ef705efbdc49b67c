"""The links of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import addresses
from ingest.links import MOST, links_in

PLACE = "https://news.example/2026/08/ferry"


@pytest.mark.parametrize(
    "message",
    [
        PLACE,
        f"See {PLACE}.",
        f"({PLACE})",
        f"Have you read {PLACE}?!",
        f"<{PLACE}>",
        f"[The ferry]({PLACE})",
        f"[The ferry](<{PLACE}>)",
        f'[The ferry]({PLACE} "with a title")',
        f"[{PLACE}]({PLACE})",
        f"**{PLACE}** ||{PLACE}|| ~~{PLACE}~~",
        f"“{PLACE}”, «{PLACE}»",
        f'<a href="{PLACE}">The ferry</a>',
        f"`{PLACE}`",
        f"1. {PLACE};\n2. {PLACE},\n3. {PLACE}…",
        f"Siehe {PLACE}。",
        f"{PLACE}\u200b and on",
    ],
)
def test_a_link_is_found_however_it_is_written(message):
    """Brackets, quotation marks and punctuation round a link are none of it."""
    assert links_in(message) == [PLACE]


@pytest.mark.parametrize(
    "link",
    [
        "https://en.example/wiki/Ferry_(ship)",
        "https://news.example/a?x=1&y=[2]",
        "https://web.example/web/2026/https://news.example/a",
        "HTTP://NEWS.EXAMPLE/A",
        "https://news.example/a,b;c:d!e",
        "https://news.example/ä/日本",
        "http://news.example:8080/#part-2",
        "https://news.example/a_",
    ],
)
def test_what_belongs_to_a_link_stays(link):
    """Brackets that it opened itself, punctuation inside it, another address in its path."""
    assert links_in(f"[one]({link}), two") == [link]
    assert links_in(f"{link} and on") == [link]


@pytest.mark.parametrize(
    "message",
    [
        "no link at all",
        "https://",
        "http:// news.example",
        "ftp://news.example/a javascript:alert(1) www.news.example",
        "https://me:secret@news.example/a",
        "xhttps://news.example/a",
        f"https://news.example/{'a' * 3000}",
        "https://[not-an-address/a",
    ],
)
def test_what_is_no_link_is_left(message):
    """No other scheme, no password, nothing longer than an address can be."""
    assert links_in(message) == []


def test_links_come_in_order_each_once_and_twenty_at_most():
    """A message is a handful of articles; a repeated one is read once."""
    many = [f"https://news.example/{number}" for number in range(30)]
    assert links_in(" ".join(many[:5] + many[:5])) == many[:5]
    assert links_in("\n".join(many)) == many[:MOST]
    assert links_in("\n".join(many), 30) == many


def test_links_set_close_together_are_told_apart():
    """Markdown needs no space between two links."""
    message = "[a](https://a.example/1)[b](https://b.example/2),<https://c.example/3>"
    assert links_in(message) == [
        "https://a.example/1",
        "https://b.example/2",
        "https://c.example/3",
    ]


def test_escaped_ampersands_are_read_as_what_they_mean():
    """Text copied out of a page's source has them."""
    assert links_in("https://news.example/?a=1&amp;b=2") == ["https://news.example/?a=1&b=2"]


PIECES = st.sampled_from(
    [
        *(" ", "\n", "\u202e"),
        *'https:// http:// a.example /x ( ) [ ] < > . , &amp; @ : | * \\ " # ? é % _ {'.split(),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_a_message_says_each_link_is_a_web_address(message):
    """Nothing else comes out, nothing twice, nothing that the message does not say."""
    found = links_in(message)
    assert len(found) == len(set(found)) <= MOST
    for link in found:
        assert addresses.web(link) == link
        assert not set(link) & set(' \n<>"`')
        assert link in message.replace("&amp;", "&")


@given(
    st.lists(st.text("abcXYZ019-_~%/()=&+", min_size=1, max_size=20), min_size=1, max_size=5),
    st.sampled_from(["{}", "<{}>", "[title](<{}>)", "see {} now", "\n{}\n"]),
)
def test_any_link_survives_its_wrapping(paths, wrapping):
    """What is put between blanks or angle brackets comes out letter by letter."""
    links = [f"https://news.example/{path.replace('(', '').replace(')', '')}z" for path in paths]
    message = " ".join(wrapping.format(link) for link in links)
    assert links_in(message) == list(dict.fromkeys(links))
