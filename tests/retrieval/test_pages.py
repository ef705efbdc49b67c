"""Addresses: where else an article is found, what stays out, and what was asked of a page."""

import pytest

from retrieval.news import SHARED
from tests.retrieval.drafts import by_words, draft, put

FERRY = draft("The ferry ran aground.", slug="ferry", url="https://news.test/ferry?full")
SHORT = "https://news.test/f/1"
OURS = "guild-1"


def test_an_article_is_found_at_its_other_addresses(archive):
    """An alias leads to the article as its own address does, in its library alone."""
    kept = put(archive, FERRY)
    archive.pages.alias(SHARED, SHORT, kept.id)
    archive.pages.alias(SHARED, SHORT, kept.id)
    assert archive.at_address(SHARED, SHORT) == kept
    assert archive.at_address(OURS, SHORT) is None
    assert archive.pages.of(kept) == [SHORT]


def test_an_alias_may_move_to_another_article(archive):
    """The last word on an address counts."""
    put(archive, FERRY)
    kept = put(archive, draft("It rained.", slug="rain"))
    archive.pages.alias(SHARED, SHORT, archive.at_address(SHARED, FERRY.address).id)
    archive.pages.alias(SHARED, SHORT, kept.id)
    assert archive.at_address(SHARED, SHORT) == kept


def test_an_article_comes_before_an_alias(archive):
    """An address of its own wins over another article's alias, and is no alias of itself."""
    ferry, rain = put(archive, FERRY), put(archive, draft("It rained.", slug="rain"))
    archive.pages.alias(SHARED, ferry.address, rain.id)
    archive.pages.alias(SHARED, rain.address, rain.id)
    assert archive.at_address(SHARED, ferry.address) == ferry
    assert archive.pages.of(rain) == [ferry.address]


def test_no_library_names_anothers_article(archive):
    """An alias of another library's article, or of none, is not taken."""
    kept = put(archive, FERRY)
    archive.pages.alias(OURS, SHORT, kept.id)
    archive.pages.alias(SHARED, SHORT, "nothing")
    assert archive.at_address(OURS, SHORT) is archive.at_address(SHARED, SHORT) is None


def test_what_a_person_removed_stays_out(archive):
    """Every address of a removed article is remembered as removed, in its library."""
    kept = put(archive, FERRY)
    archive.pages.alias(SHARED, SHORT, kept.id)
    archive.remove(kept.id, [SHARED])
    assert archive.at_address(SHARED, SHORT) is None
    for address in (FERRY.address, FERRY.url, SHORT):
        assert archive.pages.removed(SHARED, address)
        assert not archive.pages.removed(OURS, address)
    assert not archive.pages.removed(SHARED, "https://news.test/rain")


def test_one_address_lets_all_in_again(archive):
    """A person who wants it back need not know the article's other addresses."""
    kept = put(archive, FERRY)
    archive.pages.alias(SHARED, SHORT, kept.id)
    archive.remove(kept.id, [SHARED])
    archive.remove(put(archive, draft("It rained.", slug="rain")).id, [SHARED])
    archive.pages.readmit(SHARED, SHORT)
    assert not archive.pages.removed(SHARED, FERRY.address)
    assert archive.pages.removed(SHARED, "https://news.test/rain")


def test_what_is_stored_is_let_in(archive):
    """Storing an article again ends its removal."""
    archive.remove(put(archive, FERRY).id, [SHARED])
    archive.add(SHARED, FERRY, [])
    assert not archive.pages.removed(SHARED, FERRY.address)


def test_pasted_text_leaves_nothing_to_keep_out(archive):
    """Text without an address can be pasted again."""
    pasted = draft("It rained.", address=None)
    archive.remove(put(archive, pasted).id, [SHARED])
    assert put(archive, pasted).revision == 1
    assert len(by_words(archive, "rained")) == 1


def test_validators_are_kept_by_library(archive):
    """What a page's server said last is remembered, even that it said nothing."""
    pages = archive.pages
    assert pages.validators(SHARED, SHORT) is None
    pages.note(SHARED, SHORT, '"1"', None)
    pages.note(SHARED, SHORT, '"2"', "Tue, 03 Mar 2026 09:00:00 GMT")
    assert pages.validators(SHARED, SHORT) == ('"2"', "Tue, 03 Mar 2026 09:00:00 GMT")
    assert pages.validators(OURS, SHORT) is None


@pytest.mark.parametrize("way", ["remove", "withdraw"])
def test_a_page_is_asked_for_in_full_once_its_article_is_gone(archive, way):
    """A page that has not changed says nothing of an article that is no longer held."""
    kept = put(archive, FERRY)
    archive.pages.note(SHARED, FERRY.address, '"1"', None)
    if way == "remove":
        archive.remove(kept.id, [SHARED])
    else:
        archive.withdraw(kept.id, SHARED)
    assert archive.pages.validators(SHARED, FERRY.address) is None
