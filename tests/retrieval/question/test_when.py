"""The times that questions tell, read without a model."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.when import iso_or_words, times

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2024, 5, 16, 14, 30, tzinfo=BERLIN)
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]


def told(window):
    """A window's sides as a person would write them: days, and hours when it has any."""
    sides = []
    for side in (window.since, window.until):
        form = "%Y-%m-%d %H:%M" if side and (side.hour or side.minute) else "%Y-%m-%d"
        sides.append(side.strftime(form) if side else "")
    return tuple(sides)


def only(question, asked_at=THURSDAY):
    """The one window of a question."""
    [window] = times(question, asked_at).windows
    return window


STRICT = [
    ("today", "2024-05-16", "2024-05-17"),
    ("tonight", "2024-05-16", "2024-05-17"),
    ("this morning", "2024-05-16", "2024-05-17"),
    ("this afternoon", "2024-05-16", "2024-05-17"),
    ("this evening", "2024-05-16", "2024-05-17"),
    ("yesterday", "2024-05-15", "2024-05-16"),
    ("yesterday evening", "2024-05-15", "2024-05-16"),
    ("at 3 pm yesterday", "2024-05-15", "2024-05-16"),
    ("yesterday at 15:00", "2024-05-15", "2024-05-16"),
    ("the day before yesterday", "2024-05-14", "2024-05-15"),
    ("last night", "2024-05-15 18:00", "2024-05-16 12:00"),
    ("3 hours ago", "2024-05-16 10:30", "2024-05-16 14:30"),
    ("three days ago", "2024-05-13", "2024-05-14"),
    ("about a week ago", "2024-05-06", "2024-05-13"),
    ("in the last 24 hours", "2024-05-15 14:30", "2024-05-16 14:30"),
    ("in the past hour", "2024-05-16 13:30", "2024-05-16 14:30"),
    ("over the last few days", "2024-05-13", "2024-05-17"),
    ("during the past three weeks", "2024-04-25", "2024-05-17"),
    ("for the last two months", "2024-03-16", "2024-05-17"),
    ("in the past 10 years", "2014-05-16", "2024-05-17"),
    ("in the last week", "2024-05-09", "2024-05-17"),
    ("the past week", "2024-05-09", "2024-05-17"),
    ("this week", "2024-05-09", "2024-05-17"),
    ("earlier this week", "2024-05-09", "2024-05-17"),
    ("last week", "2024-05-06", "2024-05-13"),
    ("this month", "2024-05-01", "2024-05-17"),
    ("this quarter", "2024-04-01", "2024-05-17"),
    ("this year", "2024-01-01", "2024-05-17"),
    ("this decade", "2020-01-01", "2024-05-17"),
    ("last weekend", "2024-05-11", "2024-05-13"),
    ("over the weekend", "2024-05-11", "2024-05-13"),
    ("last Tuesday", "2024-05-14", "2024-05-15"),
    ("last Thursday", "2024-05-09", "2024-05-10"),
    ("on Tuesday", "2024-05-14", "2024-05-15"),
    ("on tuesday night", "2024-05-14", "2024-05-15"),
    ("Thursday", "2024-05-16", "2024-05-17"),
    ("on Friday", "2024-05-10", "2024-05-11"),
    ("this Tuesday", "2024-05-14", "2024-05-15"),
    ("on Tuesday last week", "2024-05-07", "2024-05-08"),
    ("last week on Tuesday", "2024-05-07", "2024-05-08"),
    ("since Monday", "2024-05-13", ""),
    ("since last Friday", "2024-05-10", ""),
    ("since 3 May", "2024-05-03", ""),
    ("since March", "2024-03-01", ""),
    ("since December", "2023-12-01", ""),
    ("since 2024", "2024-01-01", ""),
    ("since the start of the year", "2024-01-01", ""),
    ("from 3 May onwards", "2024-05-03", ""),
    ("after 5 November", "2023-11-06", ""),
    ("before 5 November", "", "2023-11-05"),
    ("until 5 November", "", "2023-11-06"),
    ("till Friday", "", "2024-05-11"),
    ("by Friday", "", "2024-05-11"),
    ("up to and including Friday", "", "2024-05-11"),
    ("from 3 to 9 May", "2024-05-03", "2024-05-10"),
    ("between 3 and 9 May 2023", "2023-05-03", "2023-05-10"),
    ("between 3 May and 9 May 2023", "2023-05-03", "2023-05-10"),
    ("between March and June", "2023-03-01", "2023-07-01"),
    ("from November to February", "2023-11-01", "2024-03-01"),
    ("from November 2022 to February", "2022-11-01", "2023-03-01"),
    ("from Monday to Wednesday", "2024-05-13", "2024-05-16"),
    ("from Friday to Monday", "2024-05-10", "2024-05-14"),
    ("from 2014 to 2016", "2014-01-01", "2017-01-01"),
    ("after 3 May and before 9 May", "2024-05-04", "2024-05-09"),
]
"""Asked on Thursday, 16 May 2024."""


@pytest.mark.parametrize(("words", "since", "until"), STRICT)
def test_times_that_bound_the_news(words, since, until):
    """Days and weeks told from the asking, and bounds, are strict."""
    window = only(f"What was said {words} in Rome?")
    assert (*told(window), window.words, window.strict) == (since, until, words, True)


LOOSE = [
    ("in June 2014", "2014-06-01", "2014-07-01"),
    ("June 2014", "2014-06-01", "2014-07-01"),
    ("in June", "2023-06-01", "2023-07-01"),
    ("in May", "2024-05-01", "2024-06-01"),
    ("in August last year", "2023-08-01", "2023-09-01"),
    ("in early June", "2023-06-01", "2023-06-11"),
    ("in mid-June", "2023-06-11", "2023-06-21"),
    ("at the end of June 2014", "2014-06-21", "2014-07-01"),
    ("in 2014", "2014-01-01", "2015-01-01"),
    ("in late 2023", "2023-09-01", "2024-01-01"),
    ("in the first quarter of 2023", "2023-01-01", "2023-04-01"),
    ("in Q3 2023", "2023-07-01", "2023-10-01"),
    ("in the summer of 2020", "2020-06-01", "2020-09-01"),
    ("in winter 2020", "2019-12-01", "2020-03-01"),
    ("in the 1990s", "1990-01-01", "2000-01-01"),
    ("5 November", "2023-11-05", "2023-11-06"),
    ("on November 5", "2023-11-05", "2023-11-06"),
    ("on Nov. 5th, 2023", "2023-11-05", "2023-11-06"),
    ("on 5 Nov 2023", "2023-11-05", "2023-11-06"),
    ("on the 5th of November", "2023-11-05", "2023-11-06"),
    ("on Tuesday, 5 November 2013", "2013-11-05", "2013-11-06"),
    ("on 2023-11-05", "2023-11-05", "2023-11-06"),
    ("in 2023-11", "2023-11-01", "2023-12-01"),
    ("on 25/05/2023", "2023-05-25", "2023-05-26"),
    ("on 05/25/2023", "2023-05-25", "2023-05-26"),
    ("on 25.5.2023", "2023-05-25", "2023-05-26"),
    ("on May 3-5", "2024-05-03", "2024-05-06"),
    ("on February 29", "2024-02-29", "2024-03-01"),
    ("last month", "2024-04-01", "2024-05-01"),
    ("last quarter", "2024-01-01", "2024-04-01"),
    ("last year", "2023-01-01", "2024-01-01"),
    ("last summer", "2023-06-01", "2023-09-01"),
    ("last May", "2023-05-01", "2023-06-01"),
    ("a few months ago", "2023-12-01", "2024-04-01"),
    ("a couple of weeks ago", "2024-04-15", "2024-05-13"),
    ("two years ago", "2022-01-01", "2023-01-01"),
    ("this winter", "2023-12-01", "2024-03-01"),
]


@pytest.mark.parametrize(("words", "since", "until"), LOOSE)
def test_times_that_news_may_tell_of_later(words, since, until):
    """Dates, months and years, and longer times that are over, are not strict."""
    window = only(f"What was said {words} in Rome?")
    assert (*told(window), window.words, window.strict) == (since, until, words, False)


@pytest.mark.parametrize(
    "question",
    [
        "What will happen tomorrow?",
        "What is planned for next week?",
        "Who retires next month?",
        "Who plays next Tuesday?",
        "Who plays this Friday?",
        "Who will play on Saturday?",
        "What changes later this year?",
        "What is due by the end of the year?",
        "Is it delayed until May 2026?",
        "Who visits Rome this weekend?",
        "Who visits Rome this summer?",
        "What happens in 2030?",
    ],
)
def test_what_is_to_come_gives_no_window(question):
    """News about what is to come was written before; its words are searched for."""
    found = times(question, THURSDAY)
    assert not found.windows
    assert found.rest == question.strip()


@pytest.mark.parametrize(
    "question",
    [
        "What may the mayor do?",
        "Who led the march on Rome?",
        "What does the policy of May say?",
        "What did The Sunday Times report?",
        "What did the Sunday Mirror say?",
        "Who wrote in the Mail on Sunday?",
        "Who made Friday Night Lights?",
        "Who made Friday night lights?",
        "What was sold on Black Friday?",
        "Who meets every Tuesday?",
        "Who was on the Today programme?",
        "Who hosts Last Week Tonight?",
        "Who sang “Yesterday”?",
        'What does "since Monday" mean?',
        "Which law of 2000 people?",
        "Who lost in 2000 homes?",
        "What does the 2019 law say?",
        "Who won the 2020 election?",
        "Who won Euro 2024, Expo 2025 and COP28?",
        "Who played in the 2023-24 season?",
        "What did the January 6 committee find?",
        "What came of its June 2017 launch?",
        "Which normals are from 1991-2020?",
        "What happened on 11/05/2023?",
        "What happened on 31 February 2020?",
        "What happened on 30 February?",
        "What happened from 9 to 3 May?",
        "What happened from 2016 to 2014?",
        "What rose by 3% in 2020% terms?",
        "Who retires next summer?",
        "What happened on February 29, 2023?",
        "Who signed it on July 4, 1776?",
        "Who resigned 10000000 years ago?",
        "Who resigned in the past 0 hours?",
        "What lived 3,000 years ago?",
        "Who sang 600 years ago?",
        "Who was born in May 1960?",
        "Is it the first case since 1979?",
        "Who won at the time?",
        "Who won the last two elections?",
    ],
)
def test_what_only_looks_like_a_time(question):
    """Names, verbs, numbers, impossible dates, and what tells of another time, are none."""
    found = times(question, THURSDAY)
    assert (found.windows, found.as_of, found.rest) == ((), None, question)


@pytest.mark.parametrize(
    ("question", "moment", "rest"),
    [
        ("As of 3 May, who led?", "2024-05-04", "who led?"),
        ("What was known on 3 May about it?", "2024-05-04", "What was known about it?"),
        ("By 3 May what was known?", "2024-05-04", "what was known?"),
        ("What did they know by Monday?", "2024-05-14", "What did they know?"),
        ("What was known before 3 May?", "2024-05-03", "What was known?"),
        ("As things stood on Monday, who led?", "2024-05-14", "who led?"),
        ("What is known so far on Tuesday?", "2024-05-15", "What is known so far?"),
        ("How was it as of the evening of Aug. 14?", "2023-08-15", "How was it?"),
    ],
)
def test_as_of_is_the_end_of_a_day(question, moment, rest):
    """What was known on a day is what was out by its end, and is no window."""
    found = times(question, THURSDAY)
    assert found.windows == ()
    assert found.as_of == datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    assert found.rest == rest


@pytest.mark.parametrize(
    ("question", "since", "until", "rest"),
    [
        (
            "Who led before the election on 5 November?",
            "",
            "2023-11-05",
            "Who led before the election?",
        ),
        ("Who fled after the crash on Tuesday?", "2024-05-14", "", "Who fled after the crash?"),
        ("Who led before the vote in November?", "", "2023-12-01", "Who led before the vote?"),
        (
            "Who spoke before the committee on Tuesday?",
            "2024-05-14",
            "2024-05-15",
            "Who spoke before the committee?",
        ),
    ],
)
def test_an_event_with_a_date_bounds_too(question, since, until, rest):
    """A date after a noun dates the event, which stays in what is searched for."""
    found = times(question, THURSDAY)
    assert [told(window) for window in found.windows] == [(since, until)]
    assert found.rest == rest


@pytest.mark.parametrize(
    ("question", "strict"),
    [
        ("Who won Tuesday's vote?", False),
        ("Who hosts this year’s awards?", False),
        ("What were yesterday's headlines?", True),
        ("What was in last week’s top stories?", True),
    ],
)
def test_an_event_named_by_its_time_may_be_told_later(question, strict):
    """A vote of Tuesday may be reported on Wednesday; Tuesday's news may not."""
    assert only(question).strict is strict


def test_an_event_bounds_by_its_own_date_only():
    """A bound does not reach over one time to the next."""
    found = times("Who fled since the vote on Monday and on Tuesday?", THURSDAY)
    assert [told(window) for window in found.windows] == [
        ("2024-05-13", ""),
        ("2024-05-14", "2024-05-15"),
    ]


@pytest.mark.parametrize("question", ["WHAT HAPPENED ON SUNDAY IN ROME", "what happened sunday"])
def test_letters_all_large_or_small(question):
    """Only a capital among small letters makes a name."""
    assert told(only(question)) == ("2024-05-12", "2024-05-13")


def test_several_windows():
    """A comparison keeps each of its dates, in order and once."""
    found = times(
        "Did the article published on October 7, 2023, and the report of November 6, 2023, "
        "agree on what was said on October 7, 2023?",
        THURSDAY,
    )
    assert [told(window) for window in found.windows] == [
        ("2023-10-07", "2023-10-08"),
        ("2023-11-06", "2023-11-07"),
    ]
    assert not any(window.strict for window in found.windows)
    assert found.rest == "Did the article published, and the report, agree on what was said?"


@pytest.mark.parametrize(
    ("day", "this", "the"),
    [(13, "2024-05-11", "2024-05-11"), (17, "", "2024-05-11"), (18, "2024-05-18", "2024-05-18")],
)
def test_the_weekend_by_the_day_of_asking(day, this, the):
    """This weekend is the last one on Monday, the coming one on Friday, the current one in it."""
    asked = THURSDAY.replace(day=day)
    coming = times("What happened this weekend?", asked).windows
    assert [told(window)[0] for window in coming] == ([this] if this else [])
    assert told(only("What happened at the weekend?", asked))[0] == the
    assert told(only("What happened last weekend?", asked))[0] == "2024-05-11"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("asked", "yesterday"),
    [
        ((2024, 3, 10), (2024, 3, 9)),
        ((2024, 3, 31), (2024, 3, 30)),
        ((2024, 4, 7), (2024, 4, 6)),
        ((2024, 9, 29), (2024, 9, 28)),
        ((2024, 10, 27), (2024, 10, 26)),
        ((2024, 11, 4), (2024, 11, 3)),
    ],
)
def test_days_are_local_ones_where_clocks_change(zone, asked, yesterday):
    """Yesterday is from midnight to midnight of the asker's clock, be it 23 or 25 hours."""
    zone = ZoneInfo(zone)
    today, before = (datetime.combine(date(*each), time(), zone) for each in (asked, yesterday))
    window = only("What happened yesterday?", today.replace(minute=15))
    assert (window.since, window.until) == (before, today)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2024, 10, 27), date(2024, 11, 3)])
def test_hours_pass_in_real_time(zone, day):
    """The last 24 hours are 24 hours, also when clocks change."""
    asked = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
    window = only("What happened in the last 24 hours?", asked)
    assert window.until.astimezone(UTC) - window.since.astimezone(UTC) == timedelta(hours=24)
    assert window.until == asked


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("2026-05-03", "2026-05-03", "2026-05-04"),
        ("2026-05", "2026-05-01", "2026-06-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("3 may", "2024-05-03", "2024-05-04"),
        ("may", "2024-05-01", "2024-06-01"),
        ("friday", "2024-05-10", "2024-05-11"),
        (" last  week ", "2024-05-06", "2024-05-13"),
        ("Last Week", "2024-05-06", "2024-05-13"),
        ("yesterday", "2024-05-15", "2024-05-16"),
        ("tomorrow", "2024-05-17", "2024-05-18"),
        ("next week", "2024-05-20", "2024-05-27"),
        ("next Thursday", "2024-05-23", "2024-05-24"),
        ("next weekend", "2024-05-18", "2024-05-20"),
        ("next month", "2024-06-01", "2024-07-01"),
        ("next May", "2025-05-01", "2025-06-01"),
        ("next June", "2024-06-01", "2024-07-01"),
        ("this June", "2024-06-01", "2024-07-01"),
        ("early this week", "2024-05-13", "2024-05-15"),
        ("mid last month", "2024-04-11", "2024-04-21"),
        ("since Monday", "2024-05-13", ""),
        ("3 May to 9 May", "2024-05-03", "2024-05-10"),
        ("3 hours ago", "2024-05-16 10:30", "2024-05-16 14:30"),
        ("2024-05-03T10:15", "2024-05-03 10:15", "2024-05-03 10:16"),
        ("2024-05-03 10:15:30", "2024-05-03 10:15", "2024-05-03 10:15"),
        ("2024-05-03T10:15Z", "2024-05-03 12:15", "2024-05-03 12:16"),
    ],
)
def test_a_time_typed_by_itself(written, since, until):
    """What a person gives to an option is strict and has no words of a question."""
    window = iso_or_words(written, THURSDAY)
    assert window
    assert window.since
    assert (*told(window), window.words, window.strict) == (since, until, "", True)
    assert window.since.tzinfo is BERLIN


@pytest.mark.parametrize(
    "written",
    ["", "soon", "11/05/2023", "2023-02-31", "the vote on Monday", "2024-05-03T25:00", "as of May"],
)
def test_a_time_typed_that_is_not_understood(written):
    """What is not wholly a time is refused."""
    assert iso_or_words(written, THURSDAY) is None


WRITTEN = ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b. %d %Y", "%A, %d %B %Y"]


@given(
    st.dates(date(1950, 1, 1), date(2024, 5, 15)),
    st.sampled_from(WRITTEN),
    st.sampled_from(ZONES),
)
def test_a_date_is_read_as_it_is_written(day, form, zone):
    """Every written form of a date is that day's window in the asker's zone."""
    asked = THURSDAY.astimezone(ZoneInfo(zone))
    words = day.strftime(form).replace("May.", "May")
    window = only(f"Who won on {words} in Rome?", asked)
    after = day + timedelta(days=1)
    assert window.since == datetime(day.year, day.month, day.day, tzinfo=asked.tzinfo)
    assert window.until == datetime(after.year, after.month, after.day, tzinfo=asked.tzinfo)


@given(st.dates(date(2023, 5, 17), date(2024, 5, 16)))
def test_a_day_without_a_year_is_the_latest(day):
    """Within the year before the asking, day and month tell the day."""
    assert only(f"Who won on {day.day} {day:%B}?").since.date() == day


MOMENTS = st.datetimes(
    THURSDAY.replace(year=1990, tzinfo=None),
    THURSDAY.replace(year=2090, tzinfo=None),
    timezones=st.sampled_from([ZoneInfo(zone) for zone in ZONES]),
)
PHRASES = st.sampled_from([words for words, _, _ in STRICT + LOOSE])
FILLER = st.sampled_from(
    ["", " in Rome", ", who won", " and", " or until", " “x” ", " Sunday", " 3"]
)


@given(st.lists(st.one_of(PHRASES, FILLER, st.text(max_size=8)), max_size=8), MOMENTS)
def test_what_holds_of_any_question(parts, asked):
    """Nothing raises; windows begin before they end; their words are the question's."""
    question = " ".join(parts)
    found = times(question, asked)
    tidy = " ".join(question.split())
    for window in found.windows:
        assert window.words
        assert window.words in tidy
        assert window.since or window.until
        if window.since and window.until:
            assert window.since.astimezone(UTC) < window.until.astimezone(UTC)
    assert len(found.rest) <= len(tidy)


@given(PHRASES, st.sampled_from(["Who won {} in Rome?", "{}, who won?", "who won {}"]), MOMENTS)
def test_the_rest_has_none_of_the_words(words, frame, asked):
    """What told a window is not searched for."""
    found = times(frame.format(words), asked)
    for window in found.windows:
        assert window.words not in found.rest
    assert "who won" in found.rest.lower()


@given(st.text(max_size=300), MOMENTS)
def test_any_text_is_read(text, asked):
    """No text makes the reading fail."""
    times(text, asked)
    iso_or_words(text, asked)


@pytest.mark.parametrize(
    "part",
    ["Monday ", "May 5 ", "from Monday to ", "until Monday did they ", "since the a ", "“", ", "],
)
def test_a_long_question_is_read(part):
    """Ten thousand characters of the same are no trouble."""
    assert times(part * (10_000 // len(part)), THURSDAY).rest is not None


def test_letters_beyond_ascii_are_no_times():
    """The long s matches an s when case is ignored, but names no season, month or day."""
    for text in ("in ſpring 2020", "on 5 ſep 2020", "on ſunday", "last decadeſ"):
        assert times(text, THURSDAY).windows == ()
