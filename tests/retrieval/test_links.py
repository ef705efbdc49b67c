"""Links that jump to the cited words."""

from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.links import text_link

URL = "https://news.test/a"
_WORDS = st.lists(
    st.sampled_from("the Ferry ran-aground & (again), at 5% café".split()), min_size=1
)


def link(text: str, quote: str, url: str | None = URL) -> str | None:
    start = text.index(quote)
    return text_link(url, text, start, start + len(quote))


def fragment(text: str, quote: str) -> str:
    made = link(text, quote)
    assert made is not None
    return made.removeprefix(f"{URL}#:~:text=")


def test_a_short_quote_is_named_whole():
    """A quote of a few words is the fragment's text."""
    assert fragment("Rain fell. The pier was shut.", "The pier was shut.") == (
        "The%20pier%20was%20shut."
    )


def test_a_long_quote_is_named_by_its_edges():
    """Four words at each edge name a long quote when they stand there only."""
    quote = "The old pier was shut on Monday after waves broke its rails"
    assert (
        fragment(f"Rain. {quote} today", quote)
        == "The%20old%20pier%20was,waves%20broke%20its%20rails"
    )


def test_edges_grow_until_they_are_unique():
    """An edge that occurs elsewhere takes as many more words as it needs, and no more."""
    quote = "The old pier was shut on Monday after waves broke its rails"
    text = f"The old pier was pretty. {quote}"
    assert fragment(text, quote) == (
        "The%20old%20pier%20was%20shut,after%20waves%20broke%20its%20rails"
    )


def test_edges_are_unique_whatever_their_case():
    """Browsers look for a fragment without regard to case, so uniqueness does too."""
    quote = "The old pier was shut on Monday after waves broke its rails"
    text = f"They say the old pier was pretty. {quote}"
    assert fragment(text, quote).startswith("The%20old%20pier%20was%20shut,")


def test_a_quote_said_twice_is_named_whole():
    """When no edges are unique the whole quote is named."""
    quote = "The old pier was shut on Monday again"
    assert fragment(f"{quote} {quote}", quote) == quote.replace(" ", "%20")


def test_a_dash_is_encoded():
    """A dash at a part's edge would mean prefix or suffix, a comma the end of a part."""
    assert fragment("A one-off, then - nothing -", "one-off, then -") == "one%2Doff%2C%20then%20%2D"


def test_a_fragment_of_the_address_is_replaced():
    """The article's own #anchor gives way to the words."""
    assert link("Rain.", "Rain.", f"{URL}?p=1#top") == f"{URL}?p=1#:~:text=Rain."


@pytest.mark.parametrize(
    "url", [None, "", "file:///tmp/a.txt", "javascript:alert(1)", "news.test/a"]
)
def test_only_web_addresses_make_links(url):
    """What is no http(s) address gives no link."""
    assert link("Rain.", "Rain.", url) is None


@pytest.mark.parametrize("url", ["http://[half", "https://[::1/a"])
def test_a_malformed_address_makes_no_link(url):
    """An address that cannot be parsed gives no link and no failure."""
    assert link("Rain.", "Rain.", url) is None


@given(before=_WORDS, quote=_WORDS, after=_WORDS)
def test_decoded_parts_are_the_quotes_edges(before, quote, after):
    """Decoded, the first part begins the quote and the last ends it; no part has a raw dash."""
    said = " ".join(quote)
    assume(said)
    text = "\n".join([" ".join(before), said, " ".join(after)])
    start = len(" ".join(before)) + 1
    made = text_link(URL, text, start, start + len(said))
    assert made is not None
    parts = made.removeprefix(f"{URL}#:~:text=").split(",")
    assert len(parts) <= 2
    assert said.startswith(unquote(parts[0]))
    assert said.endswith(unquote(parts[-1]))
    assert "-" not in "".join(parts)
