"""What was understood of a question, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.understood import by_words, for_discord, in_words, line
from bot.words import words_in
from retrieval.answers import Answer, AsOf, Status, Understood, Window

LONDON = ZoneInfo("Europe/London")
TOKYO = ZoneInfo("Asia/Tokyo")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
LAST_WEEK = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))


def window(since=None, until=None, zone=LONDON):
    """A window from ISO times."""
    begins, ends = (
        datetime.fromisoformat(side).replace(tzinfo=zone) if side else None
        for side in (since, until)
    )
    return Window(begins, ends)


def answered(**understood):
    """An answer to a question of which that was understood."""
    meant = Understood(**{"question": "Who won?", **understood})
    asked = AsOf(datetime(2026, 11, 24, tzinfo=UTC), 30, 7, None)
    return Answer("Who won?", Status.ANSWERED, "extractive", meant, asked)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-11-16", None, "since 16 November 2026"),
        (None, "2026-11-23", "until 22 November 2026"),
        ("2026-05-03", "2026-05-04", "on 3 May 2026"),
        ("2026-03-29", "2026-03-30", "on 29 March 2026"),  # of 23 hours
        ("2026-11-16", "2026-11-23", "16–22 November 2026"),
        ("2026-10-28", "2026-11-04", "28 October – 3 November 2026"),
        ("2026-12-28", "2027-01-04", "28 December 2026 – 3 January 2027"),
        ("2025-11-16", "2026-11-17", "16 November 2025 – 16 November 2026"),
        ("2014-06-01", "2014-07-01", "June 2014"),
        ("2014-06-01", "2014-09-01", "June–August 2014"),
        ("2013-12-01", "2014-03-01", "December 2013 – February 2014"),
        ("2014-01-01", "2014-02-01", "January 2014"),
        ("2014-01-01", "2015-01-01", "2014"),
        ("2010-01-01", "2020-01-01", "2010–2019"),
        ("2026-06-01", "2026-06-16", "1–15 June 2026"),
        ("2026-05-03T14:00", "2026-05-03T17:30", "on 3 May 2026, 14:00–17:30 BST"),
        ("2026-05-03T14:00", "2026-05-04", "on 3 May 2026, 14:00–24:00 BST"),
        ("2026-05-02T18:00", "2026-05-03T12:00", "2 May 2026, 18:00 – 3 May 2026, 12:00 BST"),
        ("2026-05-03T14:05", None, "since 3 May 2026, 14:05 BST"),
        (None, "2026-01-03T14:05", "until 3 January 2026, 14:05 GMT"),
        (None, None, "at any time"),
    ],
)
def test_a_window_is_written_shortly(since, until, words):
    """The last day included, months and years by their names, hours only where they count."""
    assert in_words(window(since, until)) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        (TOKYO, "since 3 May 2026, 14:05 JST"),
        (SAO_PAULO, "since 3 May 2026, 14:05 UTC-03"),
        (timezone(timedelta(hours=2)), "since 3 May 2026, 14:05 UTC+02:00"),
        (UTC, "since 3 May 2026, 14:05 UTC"),
    ],
)
def test_hours_name_their_own_zone(zone, words):
    """Also a zone that has no letters."""
    assert in_words(window("2026-05-03T14:05", zone=zone)) == words


def test_discord_shows_hours_in_the_readers_zone_and_days_as_they_are():
    """As a moment, a day in Tokyo would be the day before in Europe."""
    assert for_discord(window("2026-05-03", "2026-05-04", TOKYO)) == "on 3 May 2026"
    assert for_discord(window("2026-05-03T14:00", "2026-05-04", UTC)) == (
        "<t:1777816800:f> – <t:1777852800:f>"
    )
    assert for_discord(window("2026-05-03T14:00", zone=UTC)) == "since <t:1777816800:f>"
    assert for_discord(window(None, "2026-05-03T14:00", UTC)) == "until <t:1777816800:f>"


def test_nothing_understood_is_no_line():
    """Names and quotations were looked for as they stand."""
    assert line(answered(names=("Hanna Okafor",), quoted=("a fair deal",))) == ""
    assert line(answered(absent=("The Kelp Herald",))) == ""  # a note tells it


def test_everything_understood_is_one_line():
    """In the order of how much it leaves out."""
    found = answered(
        question="Who won? (Calloway)",
        windows=(replace(LAST_WEEK, words="last week"),),
        outlets=("BBC News", "The Guardian"),
        as_of=datetime(2026, 5, 4, tzinfo=UTC),
        latest=True,
        compared=("a", "b"),
        follow_up=True,
    )
    assert line(found) == (
        "Understood: published 16–22 November 2026 (“last week”) · "
        "outlets BBC News, The Guardian · as known on 3 May 2026 · the latest · "
        "compares 2 sides · searched as “Who won? (Calloway)”"
    )


def test_when_a_thing_happened_is_not_called_when_it_was_published():
    """It may be told much later."""
    day = replace(window("2026-05-03", "2026-05-04"), words="on 3 May", strict=False)
    june = replace(window("2014-06-01", "2014-07-01"), words="in June 2014", strict=False)
    assert line(answered(windows=(day, june))) == (
        "Understood: around 3 May 2026 (“on 3 May”) · around June 2014 (“in June 2014”)"
    )


def test_what_was_set_by_hand_has_no_words_and_leaves_out_the_rest():
    """Outlets chosen are the only ones."""
    found = answered(windows=(LAST_WEEK,), outlets=("BBC News",), only=("BBC News",))
    assert line(found) == "Understood: published 16–22 November 2026 · only BBC News"
    assert not by_words(found.understood)


@pytest.mark.parametrize(
    "understood",
    [{"outlets": ("BBC News",)}, {"windows": (replace(LAST_WEEK, words="last week"),)}],
)
def test_what_was_read_from_words_can_be_corrected(understood):
    """A time or an outlet."""
    assert by_words(answered(**understood).understood)


def test_a_follow_up_that_stood_alone_was_searched_as_it_was_asked():
    """Only another question is worth showing."""
    assert line(answered(follow_up=True)) == ""


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (
            "de",
            [
                "16.–22. November 2026",
                "am 3. Mai 2026",
                "Juni–August 2014",
                "seit dem 3. Mai 2026",
                "bis zum 31. Dezember 2025",
            ],
        ),
        (
            "fr",
            [
                "16–22 novembre 2026",
                "le 3 mai 2026",
                "juin–août 2014",
                "depuis le 3 mai 2026",
                "jusqu’au 31 décembre 2025",
            ],
        ),
        (
            "es",
            [
                "16–22 de noviembre de 2026",
                "el 3 de mayo de 2026",
                "junio–agosto de 2014",
                "desde el 3 de mayo de 2026",
                "hasta el 31 de diciembre de 2025",
            ],
        ),
    ],
)
def test_a_window_is_written_as_in_the_language(language, written):
    """What both its ends have in common is said once there too."""
    windows = (
        ("2026-11-16", "2026-11-23"),
        ("2026-05-03", "2026-05-04"),
        ("2014-06-01", "2014-09-01"),
        ("2026-05-03", None),
        (None, "2026-01-01"),
    )
    words = words_in(language)
    assert [in_words(window(*sides), words) for sides in windows] == written
    assert in_words(window("2026-05-03", "2026-05-04"), words, bare=True) == written[1][3:]
