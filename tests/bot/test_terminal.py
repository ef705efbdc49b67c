"""How answers look in a terminal and in a pipe."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from bot.screen import Screen, _Done
from bot.terminal import Line, answer_lines, failure, plain
from retrieval.answers import (
    Answer,
    AnswerSentence,
    AsOf,
    Citation,
    Difference,
    Headline,
    Report,
    Status,
    Understood,
    Window,
)
from tests.bot.looking import seen

FIRST = Citation(
    n=1,
    article_id="a1",
    revision=1,
    title="Ferry runs aground off Tarnholt",
    outlet="Harbour Post",
    url="https://harbour.example/ferry",
    published=datetime(2026, 10, 7, tzinfo=UTC),
    precision="day",
    guessed=False,
    updated=None,
    quote="Fourteen people were hurt.",
    start=0,
    end=26,
    link="https://harbour.example/ferry#:~:text=Fourteen%20people",
)
SECOND = replace(FIRST, n=2, quote="The ferry carried 212 passengers.")
OTHER = replace(
    FIRST,
    n=3,
    article_id="b1",
    title="Coastguard statement",
    outlet=None,
    url=None,
    link=None,
    published=None,
    quote="All are ashore.",
)
ANSWER = Answer(
    question="How many were hurt?",
    status=Status.ANSWERED,
    mode="extractive",
    understood=Understood("How many were hurt?"),
    as_of=AsOf(datetime(2026, 11, 8, 9, 30, tzinfo=UTC), 29, 7, datetime(2026, 11, 7, tzinfo=UTC)),
    sentences=(
        AnswerSentence("Fourteen people were hurt.", (1, 2)),
        AnswerSentence("All are ashore.", (3,)),
    ),
    citations=(FIRST, SECOND, OTHER),
    notes=("The vector index is being rebuilt.",),
)
LAST_WEEK = Window(
    datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC), "last week"
)
OF_LAST_WEEK = replace(
    ANSWER,
    understood=Understood(ANSWER.question, windows=(LAST_WEEK,), outlets=("Harbour Post",)),
)


def on_terminal(answer: Answer, *, width: int = 80, **how: bool) -> str:
    """What a colour terminal receives."""
    shown = StringIO()
    out = Console(
        file=shown,
        force_terminal=True,
        color_system="standard",
        width=width,
        highlight=False,
        markup=False,
        _environ={},
    )
    Screen(out, out).lines(answer_lines(answer, hyperlinks=True, **how))
    return shown.getvalue()


def test_an_answer_shows_text_then_sources_then_scope_then_notes():
    """The whole of a piped answer, citations of one article on one line."""
    assert (
        plain(answer_lines(ANSWER))
        == """\
Fourteen people were hurt. [1] [2] All are ashore. [3]

Sources
  [1] [2] Harbour Post · 7 October 2026 · Ferry runs aground off Tarnholt
      https://harbour.example/ferry#:~:text=Fourteen%20people
  [3] undated · Coastguard statement

As of 8 November 2026, 09:30 UTC: 29 articles by 7 outlets, newest 7 November 2026.
Note: The vector index is being rebuilt.
"""
    )


def test_quotes_show_the_exact_words_of_each_number():
    """With quotes every citation carries its own words."""
    shown = plain(answer_lines(ANSWER, quotes=True))
    assert "      [1] “Fourteen people were hurt.”\n" in shown
    assert "      [2] “The ferry carried 212 passengers.”\n" in shown


def test_a_refusal_names_what_came_closest():
    """A refusal is one sentence and the nearest headlines."""
    closest = Headline("a1", "Ferry aground", "Harbour Post", None, FIRST.published, "day")
    refused = replace(
        ANSWER,
        status=Status.NOT_IN_NEWS,
        sentences=(),
        citations=(),
        closest=(closest,),
        notes=(),
    )
    shown = plain(answer_lines(refused))
    assert shown.startswith(
        "The news at hand does not answer this.\n\nClosest:\n"
        "  • Harbour Post · 7 October 2026 · Ferry aground\n"
    )


def test_an_empty_library_says_how_to_begin():
    """Without news the answer is the way to bring some in."""
    empty = replace(ANSWER, status=Status.EMPTY_LIBRARY, sentences=(), citations=())
    assert "newsdesk ingest" in plain(answer_lines(empty))
    assert "Sources" not in plain(answer_lines(empty))


def test_a_follow_up_shows_how_it_was_understood():
    """A question completed from the conversation is shown in its completed form."""
    asked = replace(
        ANSWER, question="And dead?", understood=Understood("How many were dead?", follow_up=True)
    )
    assert plain(answer_lines(asked)).startswith(
        "Understood: searched as “How many were dead?”\n\nFourteen"
    )


def test_what_was_understood_stands_above_the_answer_with_the_way_to_correct_it():
    """It wraps at words in a narrow window; what was set by hand needs no hint."""
    shown = seen(*answer_lines(OF_LAST_WEEK, correctable=True))
    assert [line.rstrip() for line in shown.splitlines()[:3]] == [
        "Understood: published 16–22 November 2026 (“last week”) · outlet Harbour Post",
        "(--since, --until and --outlet set it by hand)",
        "",
    ]
    by_hand = replace(OF_LAST_WEEK.understood, windows=(), only=("Harbour Post",))
    shown = plain(answer_lines(replace(OF_LAST_WEEK, understood=by_hand), correctable=True))
    assert shown.startswith("Understood: only Harbour Post\n\n")


def test_a_refusal_too_shows_what_was_understood():
    """It may be the reason; where there is no news at all it is none."""
    refused = replace(OF_LAST_WEEK, status=Status.NOT_IN_NEWS)
    assert plain(answer_lines(refused)).startswith("Understood: published 16–22 November 2026")
    assert "--since" not in plain(answer_lines(refused))
    empty = replace(OF_LAST_WEEK, status=Status.EMPTY_LIBRARY)
    assert "Understood" not in plain(answer_lines(empty))


def test_a_sentence_its_source_does_not_bear_out_is_marked():
    """Doubt is shown where it belongs."""
    doubted = replace(ANSWER, sentences=(AnswerSentence("Ninety.", (1,), supported=False),))
    assert "Ninety. (its source does not bear this out) [1]" in plain(answer_lines(doubted))


def test_an_update_is_dated():
    """A corrected article shows when it was corrected."""
    later = replace(FIRST, updated=datetime(2026, 10, 8, 6, 5, tzinfo=UTC))
    shown = plain(answer_lines(replace(ANSWER, citations=(later,))))
    assert "7 October 2026, updated 8 October 2026, 06:05 UTC" in shown


TWELVE = replace(FIRST, quote="Twelve were hurt.")
NINE = replace(
    OTHER,
    n=2,
    outlet="Meridian Wire",
    published=datetime(2026, 10, 8, 16, 5, tzinfo=UTC),
    precision="time",
)


def test_reports_that_differ_stand_below_the_answer_each_with_its_source():
    """Oldest first; which one is newer is said, and no figure is left out."""
    differing = Difference("differ", "people injured", (Report("12", 1), Report("nine", 2, True)))
    shown = plain(answer_lines(replace(ANSWER, citations=(TWELVE, NINE), differences=(differing,))))
    assert shown.split("\n\n")[1] == (
        "Reports differ on people injured: 12 (Harbour Post, 7 October 2026) [1]; "
        "nine (Meridian Wire, 8 October 2026, 16:05 UTC, newer) [2]"
    )


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (1, "first 12 (Harbour Post, 7 October 2026) [1], then nine (Meridian Wire"),
        (2, "first 12, then nine (Meridian Wire"),
    ],
)
def test_a_correction_is_told_as_one(first, words):
    """The old figure and the new one, once for both when one sentence tells both."""
    corrected = Difference(
        "corrected", "people injured", (Report("12", first), Report("nine", 2, True))
    )
    shown = plain(answer_lines(replace(ANSWER, citations=(TWELVE, NINE), differences=(corrected,))))
    line = shown.split("\n\n")[1]
    assert line.startswith(f"Corrected on people injured: {words}")
    assert line.endswith("8 October 2026, 16:05 UTC) [2]")


def test_a_figure_of_an_earlier_version_says_so():
    """The article that had it has another one now."""
    now = replace(TWELVE, n=2, revision=2, updated=datetime(2026, 10, 9, 8, 0, tzinfo=UTC))
    corrected = Difference("corrected", "people injured", (Report("12", 1), Report("nine", 2)))
    shown = plain(answer_lines(replace(ANSWER, citations=(TWELVE, now), differences=(corrected,))))
    assert shown.split("\n\n")[1] == (
        "Corrected on people injured: "
        "first 12 (Harbour Post, 7 October 2026, earlier version) [1], "
        "then nine (Harbour Post, 7 October 2026, updated 9 October 2026, 08:00 UTC) [2]"
    )


def test_outlets_of_one_text_are_counted_as_one_source():
    """They are named below the source; a crowd of them is counted."""
    some = replace(FIRST, also=("Echo", "Meridian Wire"))
    assert "      3 outlets, one text: Harbour Post, Echo, Meridian Wire\n" in plain(
        answer_lines(replace(ANSWER, citations=(some,)))
    )
    crowd = replace(FIRST, also=tuple(f"Paper {n:02}" for n in range(40)))
    shown = plain(answer_lines(replace(ANSWER, citations=(crowd,))))
    assert "41 outlets, one text: Harbour Post, Paper 00," in shown
    assert "Paper 06, and 33 more\n" in shown
    assert "one text" not in plain(answer_lines(ANSWER))


def test_opinion_is_called_opinion():
    """In its source's line, and behind a sentence that rests on nothing else."""
    view = replace(FIRST, n=2, article_id="v1", opinion=True)
    sentences = (AnswerSentence("It was mended.", (2,)), AnswerSentence("It rang.", (1, 2)))
    shown = plain(
        answer_lines(replace(ANSWER, sentences=sentences, citations=(replace(FIRST, n=1), view)))
    )
    assert shown.startswith("It was mended. (opinion) [2] It rang. [1] [2]\n")
    assert (
        "  [2] Harbour Post · 7 October 2026 · Ferry runs aground off Tarnholt · opinion\n" in shown
    )
    assert "  [1] Harbour Post · 7 October 2026 · Ferry runs aground off Tarnholt\n" in shown


def test_a_terminal_gets_colour_and_a_link_that_jumps_to_the_words():
    """The address is a hyperlink to the quoted words; its text is the address itself."""
    shown = on_terminal(ANSWER)
    assert "\x1b[1;36m[1]\x1b[0m" in shown
    assert ";https://harbour.example/ferry#:~:text=Fourteen%20people\x1b\\" in shown
    assert "https://harbour.example/ferry\x1b[0m\x1b]8;;" in shown


def test_lines_stay_readable_on_a_wide_terminal():
    """Text is wrapped at a hundred columns, however wide the window is."""
    long = replace(ANSWER, sentences=(AnswerSentence("word " * 100, (1,)),), notes=())
    widest = max(
        len(line) for line in on_terminal(long, width=200).split("\x1b[1mSources")[0].splitlines()
    )
    assert widest <= 100


@pytest.mark.parametrize(
    "words", ["\x1b[31mred\x1b]0;title\x07", "a\x9b2Jb", "\u202ereversed", "a\rb", "\x00", "\ud800"]
)
def test_text_of_others_cannot_steer_the_terminal(words):
    """Escapes, carriage returns and direction marks never reach the screen."""
    hostile = replace(
        ANSWER,
        sentences=(AnswerSentence(words, (1,)),),
        citations=(replace(FIRST, title=words, outlet=words, quote=words),),
        notes=(words,),
        understood=Understood(
            words,
            outlets=(words,),
            windows=(replace(LAST_WEEK, words=words),),
            follow_up=True,
        ),
    )
    shown = plain(answer_lines(hostile, quotes=True)) + failure(words).plain
    assert not set(shown) & set("\x1b\x9b\u202e\r\x00\x07\ud800")


def test_text_of_others_cannot_use_markup():
    """Square brackets in a headline are square brackets."""
    hostile = replace(ANSWER, citations=(replace(FIRST, title="[red]no[/red] [link=x]y[/link]"),))
    assert "[red]no[/red] [link=x]y[/link]" in on_terminal(hostile)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_only_web_addresses_become_links(url):
    """What is not http or https is not shown as an address to follow."""
    hostile = replace(ANSWER, citations=(replace(FIRST, url=url, link=url),))
    assert url not in on_terminal(hostile)
    assert url not in plain(answer_lines(hostile))


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [(3, 90, "3/90"), (0, None, ""), (1200, None, "1,200, 120/s"), (5, None, "5, 30/min")],
)
def test_progress_shows_no_total_that_nobody_knows(done, total, words):
    """Of a dump: how many so far and how fast, over the whole time."""
    clock = [0.0]
    out = Console(file=StringIO(), force_terminal=True, width=80, _environ={})
    with Screen(out, out).progress() as bar:
        bar.get_time = lambda: clock[0]
        task = bar.add_task("reading", total=total, counts="")
        clock[0] = 10.0
        bar.update(task, completed=done)
        assert _Done().render(bar.tasks[0]).plain == words


def test_a_long_address_beside_a_label_keeps_its_end():
    """It has no blank to break at, and a shortened one leads nowhere."""
    address = f"https://n.example/{'x' * 100}/end"
    shown = seen(Line(Text(address), 2, Text("[1]")), width=80)
    assert f"[1]{address}" == "".join(shown.split())
