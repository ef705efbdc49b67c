"""What is typed or pressed on the panel of settings, and how the panel looks in every state."""

from datetime import UTC, datetime

import pytest

from bot.guild.choices import ChoiceImpossible, budget_typed, picked, switched, zone_typed
from bot.guild.guilds import GuildSettings
from bot.guild.panel import Circumstances, panel
from bot.words import LANGUAGES, words_in

FULL = GuildSettings(
    channels=frozenset(range(10, 40)),
    askers=frozenset(range(50, 60)),
    ingesters=frozenset(range(50, 80)),
    threads=True,
    language="de",
    timezone="America/Argentina/ComodRivadavia",
    budget=999_999_999_999,
    unmentioned=True,
)
FOUND = Circumstances(
    now=datetime(2026, 3, 1, 9, 5, tzinfo=UTC),
    zone="America/Argentina/ComodRivadavia",
    message_content=False,
    chat_model=False,
    tokens=500_000,
    channels=frozenset(range(10, 36)),
    roles=frozenset(range(50, 76)),
    mute=tuple(f"<#{one}>" for one in range(10, 36)),
)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("", None),
        ("  ", None),
        ("berlin", "Europe/Berlin"),
        ("America/New_York", "America/New_York"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Kathmandu", "Asia/Kathmandu"),
    ],
)
def test_a_zone_is_typed_by_name_or_city(typed, zone):
    """Nothing typed is the operator's."""
    assert zone_typed(typed) == {"timezone": zone}


@pytest.mark.parametrize(("typed", "told"), [("Atlantis", "no time zone"), ("Indiana", "Which")])
def test_a_zone_that_is_none_or_several_is_asked_back(typed, told):
    """Rather than guessed."""
    with pytest.raises(ChoiceImpossible, match=told):
        zone_typed(typed)


@pytest.mark.parametrize(
    ("typed", "budget"),
    [("", None), ("0", 0), ("50000", 50_000), ("50,000", 50_000), (" 50 000 ", 50_000)],
)
def test_a_budget_is_a_number_of_tokens(typed, budget):
    """As it is written in any of the languages; 0 is none at all."""
    assert budget_typed(typed, None) == budget_typed(typed, 50_000) == {"budget": budget}


@pytest.mark.parametrize("typed", ["lots", "-1", "1e6", "5" * 13, "²", "1.5", "50,00"])
def test_anything_else_is_no_budget(typed):
    """One sentence says what to write."""
    with pytest.raises(ChoiceImpossible, match="number of tokens"):
        budget_typed(typed, None)


def test_no_budget_is_above_the_operator_s():
    """Who pays decides."""
    with pytest.raises(ChoiceImpossible, match="50,000 tokens"):
        budget_typed("50001", 50_000)


def test_only_what_the_panel_offers_can_be_picked():
    """Discord lets anybody send anything."""
    assert picked("askers", ["5", "6"]) == {"askers": frozenset({5, 6})}
    assert picked("language", ["auto"]) == {"language": None}
    with pytest.raises(ChoiceImpossible):
        picked("language", ["tlh"])
    with pytest.raises(ChoiceImpossible, match="MESSAGE_CONTENT"):
        switched("unmentioned", on=True, message_content=False)
    assert switched("unmentioned", on=False, message_content=False) == {"unmentioned": False}


@pytest.mark.asyncio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_fullest_panel_is_one_that_discord_takes(language):
    """At most 40 components and 4,000 characters, 25 chosen in a menu, labels within theirs."""
    view = panel(FULL, FOUND, words_in(language), told="x" * 100)
    assert view.total_children_count <= 40
    assert view.content_length() <= 4000
    assert view.is_finished()
    for item in view.walk_children():
        given = item.to_component_dict()
        assert len(given.get("default_values", [])) <= 25
        assert len(given.get("label", "")) <= 80
        assert len(given.get("placeholder", "")) <= 150
