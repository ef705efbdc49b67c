"""What a person sets by hand: times as they are typed, outlets as they are called."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.limits import Limits
from retrieval.answers import Understood, Window
from retrieval.errors import NewsdeskError

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))
HELD = ["BBC News", "Harbour Post", "The Guardian", "The Times of Kelp", "Küstenbote"]


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=NOW.tzinfo)  # type: ignore[misc, arg-type]  # no time of day


@pytest.mark.parametrize(
    ("written", "since"),
    [
        ("2026-05-03", at(2026, 5, 3)),
        ("3 may", at(2026, 5, 3)),
        ("last week", at(2026, 11, 16)),
        (" yesterday ", at(2026, 11, 23)),
        ("2026-05-03 14:05", at(2026, 5, 3, 14, 5)),
        ("2026-05-03T14:05Z", datetime(2026, 5, 3, 14, 5, tzinfo=UTC)),
    ],
)
def test_since_is_when_that_begins(written, since):
    """In the zone of whoever asks."""
    limits = Limits().begun(written, NOW)
    assert (limits.since, limits.until) == (since, None)


@pytest.mark.parametrize(
    ("written", "until"),
    [("2026-05-03", at(2026, 5, 4)), ("last week", at(2026, 11, 23)), ("2014", at(2015, 1, 1))],
)
def test_until_is_when_that_is_over(written, until):
    """The last day included."""
    limits = Limits().ended(written, NOW)
    assert (limits.since, limits.until) == (None, until)


@pytest.mark.parametrize("written", ["someday", "the vote", "before 3 May", "\x1b[31m"])
def test_what_is_no_beginning_is_refused_with_the_way_to_write_one(written):
    """The sentence shows three."""
    with pytest.raises(NewsdeskError, match="is not a time: write 2026-05-03, 3 May or") as told:
        Limits().begun(written, NOW)
    assert "\x1b" not in str(told.value)


def test_nothing_is_asked_for():
    """An option without a value."""
    for change in (Limits().begun, Limits().ended):
        with pytest.raises(NewsdeskError, match=r"^Say when"):
            change(" ", NOW)


def test_what_ends_before_it_begins_is_refused():
    """Whichever is set last."""
    words = r"^No time is both since 9 May 2026 and until 3 May 2026\.$"
    with pytest.raises(NewsdeskError, match=words):
        Limits().begun("9 May", NOW).ended("3 May", NOW)
    with pytest.raises(NewsdeskError, match=words):
        Limits().ended("3 May", NOW).begun("9 May", NOW)


def test_what_is_to_come_begins_nothing():
    """News has not been published since then; it may well be an end."""
    with pytest.raises(NewsdeskError, match="still to come"):
        Limits().begun("next week", NOW)
    assert Limits().ended("next week", NOW).until


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("harbour post", "Harbour Post"),
        ("Guardian", "The Guardian"),
        ("the guardian", "The Guardian"),
        ("bbc", "BBC News"),
        ("HP", "Harbour Post"),
        ("kustenbote", "Küstenbote"),
    ],
)
def test_an_outlet_is_found_by_what_it_is_called(name, outlet):
    """Without regard to capitals, accents and the article."""
    assert Limits().by(name, HELD).only == (outlet,)


def test_the_very_name_wins():
    """Over those that are also called so."""
    assert Limits().by("the times", ["The Times", "Times"]).only == ("The Times",)


def test_several_outlets_are_set_one_after_the_other():
    """None of them twice."""
    limits = Limits().by("BBC", HELD).by("Guardian", HELD).by("BBC News", HELD)
    assert limits.only == ("BBC News", "The Guardian")


@pytest.mark.parametrize(
    ("name", "held", "told"),
    [
        ("Harbor Post", HELD, "There is no news of “Harbor Post” here; did you mean Harbour Post?"),
        (
            "Xyzzy",
            HELD,
            "There is no news of “Xyzzy” here; there is of BBC News, Harbour Post, Küstenbote and ",
        ),
        ("Xyzzy", ["Harbour Post"], "There is no news of “Xyzzy” here; there is of Harbour Post."),
        ("Xyzzy", [], "There is no news of “Xyzzy” here."),
        (" ", ["Harbour Post"], "Say whose news; there is of Harbour Post."),
        ("Evil\x1b[31m", ["Evil\x1b[32m"], "There is no news of “Evil[31m” here; did you mean"),
    ],
)
def test_an_unknown_outlet_is_refused_with_those_that_may_be_meant(name, held, told):
    """Or with some that there are; nothing in their names steers a terminal."""
    with pytest.raises(NewsdeskError) as caught:
        Limits().by(name, held)
    assert str(caught.value).startswith(told)
    assert "\x1b" not in str(caught.value)


def test_what_is_set_is_one_strict_window_and_the_only_outlets():
    """Nothing set is nothing chosen."""
    assert Limits().chosen("Who?") is None
    assert Limits().words == ""
    limits = Limits().begun("3 May", NOW).ended("9 May", NOW).by("BBC", HELD)
    assert limits.chosen("Who?") == Understood(
        "Who?", windows=(Window(at(2026, 5, 3), at(2026, 5, 10)),), only=("BBC News",)
    )
    assert limits.words == "published 3–9 May 2026 · only BBC News"
    assert Limits().by("BBC", HELD).chosen("Who?") == Understood("Who?", only=("BBC News",))
