"""What becomes of an answer's sources after it was given."""

from dataclasses import replace

import pytest

from retrieval.aftermath import Fate
from retrieval.answers import Citation
from retrieval.news import SHARED
from retrieval.sentences import sentences
from retrieval.transcript import Posted
from tests.retrieval.drafts import draft
from tests.retrieval.test_transcript import said

FIRST = "Twelve people were hurt when the Grey Heron ran aground. The harbour stays open."
QUOTE = "Twelve people were hurt when the Grey Heron ran aground."


def put(archive, text, library=SHARED, name="heron"):
    """An article at an address, or its next revision."""
    told = draft(text=text, address=f"https://post.example/{name}", title="Ferry aground")
    return archive.put(library, told, sentences(text))


def cited(article, quote=QUOTE, n=1):
    """A citation of words that an article begins with."""
    return Citation(
        n=n,
        article_id=article.id,
        revision=article.revision,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        precision=article.precision,
        guessed=False,
        updated=None,
        quote=quote,
        start=0,
        end=len(quote),
        link=None,
    )


def answered(archive, *articles, channel=5, quote=QUOTE, library=SHARED, message=7):
    """Keep an answer that cites words of articles; returns its id."""
    citations = tuple(cited(one, quote, n) for n, one in enumerate(articles, 1))
    answer = replace(said("How many were hurt?", quote), citations=citations)
    posted = Posted(message, channel)
    return archive.transcript.remember(answer, library=library, conversation="c", posted=posted)


@pytest.fixture
def told(archive):
    """An archive with one article, and an answer that rests on its first sentence."""
    return archive, answered(archive, put(archive, FIRST))


def fates(archive):
    return [(one.answer_id, one.fate) for one in archive.aftermath.outdated()]


def test_nothing_changed_is_nothing_to_mark(told):
    """An answer stands as long as its sources do."""
    archive, _ = told
    assert fates(archive) == []


def test_an_answer_is_corrected_when_the_cited_words_changed(told):
    """The words it rests on stand in the article no longer."""
    archive, answer = told
    put(archive, FIRST.replace("Twelve", "Nine"))
    assert fates(archive) == [(answer, Fate.CORRECTED)]


def test_a_revision_elsewhere_in_the_article_corrects_nothing(told):
    """Nor is it looked at again: a later change of the cited words still is."""
    archive, answer = told
    put(archive, FIRST.replace("stays open", "is closed"))
    assert fates(archive) == []
    put(archive, "Nine people were hurt. The harbour is closed.")
    assert fates(archive) == [(answer, Fate.CORRECTED)]


def test_an_answer_is_withdrawn_with_its_article(told):
    """Whether its publisher took it down or a person removed it."""
    archive, answer = told
    article = put(archive, FIRST)
    other = answered(archive, put(archive, FIRST, name="other"), message=8)
    archive.withdraw(article.id, SHARED)
    assert fates(archive) == [(answer, Fate.WITHDRAWN)]
    archive.remove(archive.at_address(SHARED, "https://post.example/other").id, [SHARED])
    assert fates(archive) == [(answer, Fate.WITHDRAWN), (other, Fate.WITHDRAWN)]


def test_what_is_marked_is_not_marked_again(told):
    """Until something else befalls it: corrected first, it may be withdrawn."""
    archive, answer = told
    article = put(archive, FIRST.replace("Twelve", "Nine"))
    archive.aftermath.mark(archive.aftermath.outdated()[0])
    assert fates(archive) == []
    archive.withdraw(article.id, SHARED)
    assert fates(archive) == [(answer, Fate.WITHDRAWN)]
    archive.aftermath.mark(archive.aftermath.outdated()[0])
    assert fates(archive) == []


def test_what_was_marked_before_is_told_again_with_what_is_new(archive):
    """The card shows one mark, which loses nothing that the one before it said."""
    first, other = put(archive, FIRST), put(archive, FIRST, name="other")
    third = put(archive, FIRST, name="third")
    answered(archive, first, other, third)
    put(archive, FIRST.replace("Twelve", "Nine"))
    archive.aftermath.mark(archive.aftermath.outdated()[0])
    put(archive, FIRST.replace("Twelve", "Nine"), name="other")
    [one] = archive.aftermath.outdated()
    assert [citation.n for citation in one.with_fate(Fate.CORRECTED)] == [1, 2]
    archive.aftermath.mark(one)
    archive.withdraw(third.id, SHARED)
    [one] = archive.aftermath.outdated()
    assert one.fate is Fate.WITHDRAWN
    assert [citation.n for citation in one.with_fate(Fate.WITHDRAWN)] == [3]
    assert [citation.n for citation in one.with_fate(Fate.CORRECTED)] == [1, 2]
    archive.aftermath.mark(one)
    put(archive, FIRST.replace("Twelve", "Nine").replace("stays open", "is closed"))
    assert fates(archive) == []


def test_what_changes_while_a_card_is_being_marked_is_not_missed(archive):
    """Only what was looked at counts as seen."""
    answered(archive, put(archive, FIRST), put(archive, FIRST, name="other"))
    put(archive, FIRST.replace("Twelve", "Nine"))
    [one] = archive.aftermath.outdated()
    put(archive, FIRST.replace("Twelve", "Nine"), name="other")
    archive.aftermath.mark(one)
    [one] = archive.aftermath.outdated()
    assert [citation.n for citation, _ in one.befallen] == [1, 2]


def test_an_answer_shown_again_is_marked_by_what_befell_the_first(archive):
    """Also when that was before it was shown again."""
    private = answered(archive, put(archive, FIRST), channel=None)
    put(archive, FIRST.replace("Twelve", "Nine"))
    again = archive.transcript.repeat(private, SHARED, conversation="d", posted=Posted(8, 5))
    assert fates(archive) == [(again, Fate.CORRECTED)]


def test_an_answer_that_only_its_asker_saw_is_left_alone(archive):
    """Discord lets nobody edit it after a quarter of an hour."""
    answered(archive, put(archive, FIRST), channel=None)
    put(archive, FIRST.replace("Twelve", "Nine"))
    assert fates(archive) == []


def test_words_cited_of_an_earlier_version_are_not_corrected_anew(archive):
    """An answer that told of the correction itself is up to date."""
    first = put(archive, FIRST)
    put(archive, FIRST.replace("Twelve", "Nine"))
    answered(archive, first)
    assert fates(archive) == []
    put(archive, "Nine people were hurt. The harbour is closed.")
    assert fates(archive) == []
