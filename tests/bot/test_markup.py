"""Text that others wrote cannot format, link, ping or break the card it stands in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import LINK, link, marker, pages, safe
from bot.wording import web


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*bold* and _slanted_", r"\*bold\* and \_slanted\_"),
        ("[press here](https://evil.example)", r"\[press here\](https\://evil.example)"),
        ("two\nlines\r\nand\ta tab", "two lines and a tab"),
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("-# not small", r"\-# not small"),
        ("> not a quote", r"\> not a quote"),
        ("<@123> and <t:1:R> and <:a:1>", r"\<@123> and \<t:1:R> and \<:a:1>"),
        ("safe\u202etxt.exe", "safetxt.exe"),
    ],
)
def test_untrusted_text_shows_as_it_was_written(written, shown):
    """Every sign with a meaning in Discord's Markdown loses it."""
    assert safe(written) == shown


@pytest.mark.parametrize("everyone", ["@everyone", "@here"])
def test_untrusted_text_mentions_nobody(everyone):
    """The word stays readable, but is no mention any more."""
    assert everyone not in safe(f"hello {everyone}!")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://", None, ""])
def test_only_web_addresses_become_links(url):
    """Any other address leaves the words alone."""
    assert link("a title", url) == "a title"
    assert marker(3, url) == "[3]"


def test_a_link_cannot_be_ended_early():
    """Brackets, spaces and quotation marks in an address are encoded."""
    url = web('https://news.example/a_(b)?q=1 2>"3"#:~:text=x%2Dy,z')
    assert url == "https://news.example/a_%28b%29?q=1%202%3E%223%22#:~:text=x%2Dy,z"


def test_brackets_in_a_title_do_not_break_its_link():
    """They become round ones, as Discord would take them for the label's end."""
    shown = link("[Watch] storm] hits", "https://news.example/a")
    assert shown == "[(Watch) storm) hits](<https://news.example/a>)"


def test_a_web_address_in_a_title_does_not_become_a_link_of_its_own():
    """Discord shows no masked link whose label holds an address."""
    assert "https://other" not in link("see https://other.example", "https://news.example/a")


def test_text_is_cut_after_a_sentence():
    """A page ends where a sentence ends, if one does in its second half."""
    text = "One sentence here. " * 20
    for page in pages(text, 100):
        assert page.endswith(".")
        assert len(page) <= 100


@given(
    st.lists(
        st.one_of(
            st.text(alphabet="abc .!\n", min_size=1, max_size=60),
            st.integers(1, 99).map(lambda n: f"[[{n}]](<https://n.example/{'x' * n}>)"),
        ),
        max_size=30,
    )
)
def test_pages_never_cut_a_link_and_lose_no_word(parts):
    """Whatever the text, its links arrive whole and its words in order."""
    text = " ".join(parts)
    cut = pages(text, 200)
    assert all(0 < len(page) <= 200 for page in cut)
    assert re.sub(r"\s", "", "".join(cut)) == re.sub(r"\s", "", text)
    assert [found for page in cut for found in LINK.findall(page)] == LINK.findall(text)


@pytest.mark.timeout(20)
def test_a_link_longer_than_pages_is_cut_without_delay():
    """Titles come from others: one full of signs must not hold the bot up."""
    cut = pages("- " + link("N*" * 1500, f"https://n.example/{'x' * 1900}"))
    assert all(0 < len(page) <= 2000 for page in cut)


def test_a_sentence_keeps_its_numbers():
    """No page begins with a marker that belongs to the page before, nor ends in mid-sentence."""
    marks = "[[1]](<https://n.example/1>) [2]"
    text = " ".join(f"The {n}th sentence says this. {marks}" for n in range(30))
    cut = pages(text, 300)
    assert all(page.startswith("The ") and page.endswith("[2]") for page in cut)


@pytest.mark.parametrize("mark", ["#", "-", ">", "1)", "-#"])
def test_a_page_cannot_begin_with_what_was_no_line_start(mark):
    """What stands in mid-line means nothing there, and must mean nothing on the next page."""
    first, second = pages(f"{'word ' * 12}end. {mark} " + "more " * 12, 70)
    assert first.endswith("end.")
    assert second.startswith((f"\\{mark}", "1\\)"))
    assert pages(f"{'word ' * 12}end.\n{mark} " + "more " * 12, 70)[1].startswith(mark)


def test_a_word_longer_than_a_page_is_cut_all_the_same():
    """Nothing is too long to be sent."""
    assert [len(page) for page in pages("x" * 250, 100)] == [100, 100, 50]
