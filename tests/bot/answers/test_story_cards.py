"""What Discord shows of a topic over time, as the parts and the text of its cards."""

import pytest

from bot.answers.cards import CARD_LIMIT
from bot.answers.story_cards import changes_card, changes_messages, timeline_card, timeline_messages
from bot.delivery.replies import Picture
from retrieval.news import SHARED
from retrieval.story.changes import changes
from retrieval.story.timeline import timeline
from tests.bot.conftest import texts
from tests.retrieval.drafts import day, draft, put

CLOSED = (
    "The Orrin Bridge was closed on Tuesday after divers found a crack. "
    "Twelve workers were injured at the Orrin Bridge, the county said."
)
COUNTED = "Nine workers were injured at the Orrin Bridge, the county said after a recount."


@pytest.fixture
def bridge(archive):
    """A bridge closed, and a figure corrected two days later."""
    for slug, text, number in (("closed", CLOSED, 4), ("counted", COUNTED, 6)):
        url = f"https://vale.example/{slug}"
        made = draft(text, slug=slug, title=slug.title(), url=url, published=day(number))
        put(archive, made)
    return archive


def components(card):
    assert card is not None
    return card.to_components()


def told(archive, topic="Orrin Bridge", **more):
    return timeline(archive, topic, [SHARED], asked_at=day(20), **more)


def test_a_card_tells_events_with_linked_numbers_and_sources(bridge):
    """Each with its day; a day that is only that of the report says so."""
    shown = "\n".join(texts(components(timeline_card(told(bridge)))))
    assert "**3 Mar 2026** · The Orrin Bridge was closed on Tuesday" in shown
    assert "*reported* **6 Mar 2026** · Nine workers were injured" in shown
    assert "[[1]](<https://vale.example/closed#:~:text=" in shown
    assert "**Sources**\n[1] " in shown
    assert "2 articles found about it" in shown


def test_messages_have_what_the_card_has(bridge):
    """For where a card cannot be shown; each short enough to be sent."""
    found = told(bridge)
    whole = "\n\n".join(texts(components(timeline_card(found))))
    messages = timeline_messages(found)
    assert "\n\n".join(messages).split() == whole.split()
    assert all(len(message) <= 2000 for message in messages)


def test_a_picture_is_shown_in_the_card(bridge):
    """By the name of the file attached, and described; without one there is none."""
    drawn = Picture("bridge.png", b"", "Two articles")
    shown = str(components(timeline_card(told(bridge), picture=drawn)))
    assert "attachment://bridge.png" in shown
    assert "Two articles" in shown
    assert "attachment://" not in str(components(timeline_card(told(bridge))))


def test_what_is_too_long_for_a_card_is_messages(archive):
    """Discord refuses a card of more."""
    for number in range(1, 20):
        text = f"The Orrin Bridge {'shook and swayed and rang ' * 18}on the {number}th try."
        put(archive, draft(text, slug=str(number), title="Bridge", published=day(number)))
    found = told(archive)
    assert timeline_card(found) is None
    assert sum(map(len, timeline_messages(found))) > CARD_LIMIT


def test_changes_show_both_figures(bridge):
    """What is new, the figure before and now, and what was known."""
    found = changes(bridge, "Orrin Bridge", [SHARED], since=day(5), asked_at=day(20))
    shown = "\n".join(texts(components(changes_card(found))))
    assert "**New since 5 March 2026, 09:00 UTC**" in shown
    assert "- Twelve workers were injured [[" in shown
    assert "→ **Nine workers were injured** [[" in shown
    assert "**Known before**" in shown
    assert "\n\n".join(changes_messages(found)).split() == shown.split()


def test_nothing_new_is_said(bridge):
    """With how new the newest is."""
    found = changes(bridge, "Orrin Bridge", [SHARED], since=day(10), asked_at=day(20))
    shown = texts(components(changes_card(found)))[0]
    assert shown.startswith("**Nothing new about “Orrin Bridge” since")


def test_a_topic_the_news_is_silent_on_names_what_is_closest(bridge):
    """As a refused question does."""
    found = told(bridge, "Volcano on Mount Hesper")
    shown = "\n".join(texts(components(timeline_card(found))))
    assert "**Closest headlines**" in shown
    assert "Volcano on Mount Hesper" in shown


def test_untrusted_words_are_shown_as_they_are(archive):
    """No formatting, no link and no mention comes from an article or the topic."""
    text = "The Orrin Bridge **was** [closed](https://evil.example) on Tuesday @everyone."
    put(archive, draft(text, title="Orrin Bridge", published=day(4)))
    shown = "\n".join(timeline_messages(told(archive, "Orrin Bridge @everyone **x**")))
    assert "\\*\\*was\\*\\*" in shown
    assert "](https://evil" not in shown
    assert "@everyone" not in shown
