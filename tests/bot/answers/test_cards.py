"""What a reader in Discord sees of an answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.answers.buttons import Act, AnswerButton
from bot.answers.cards import EMPTY, card, plain
from bot.answers.quoted import Quoted, quoted_messages, quoted_pages
from bot.wording import REFUSAL
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

ASKED_AT = datetime(2026, 8, 5, 9, 0, tzinfo=UTC)
PUBLISHED = ASKED_AT - timedelta(days=1)


def cite(n, article="a1", **changes):
    made = Citation(
        n=n,
        article_id=article,
        revision=1,
        title="Port strike ends",
        outlet="The Harbour Post",
        url=f"https://post.example/{article}",
        published=PUBLISHED,
        precision="time",
        guessed=False,
        updated=None,
        quote=f"Dockers voted to return to work, sentence {n}.",
        start=0,
        end=10,
        link=f"https://post.example/{article}#:~:text=Dockers,{n}",
    )
    return replace(made, **changes)


def answered(*citations, **changes):
    made = Answer(
        question="Is the strike over?",
        status=Status.ANSWERED,
        mode="extractive",
        understood=Understood("Is the strike over?"),
        as_of=AsOf(asked_at=ASKED_AT, articles=31, outlets=1, newest=PUBLISHED),
        sentences=tuple(
            AnswerSentence(f"Sentence {citation.n}.", (citation.n,)) for citation in citations
        ),
        citations=citations,
    )
    return replace(made, **changes)


def texts(view):
    return [
        item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)
    ]


def test_every_number_is_a_link_that_jumps_to_the_words():
    """The marker behind a sentence opens the article at its quote."""
    body, *_ = texts(card(answered(cite(1), cite(2, "a2"))))
    assert body == (
        "Sentence 1. [[1]](<https://post.example/a1#:~:text=Dockers,1>) "
        "Sentence 2. [[2]](<https://post.example/a2#:~:text=Dockers,2>)"
    )


def test_a_source_shows_its_number_outlet_date_and_title():
    """The title opens the article from its beginning."""
    _, sources, _ = texts(card(answered(cite(1))))
    stamp = int(PUBLISHED.timestamp())
    assert sources == (
        "**Sources**\n"
        f"[1] **The Harbour Post** · <t:{stamp}:f> · [Port strike ends](<https://post.example/a1>)"
    )


def test_numbers_of_one_article_share_a_line():
    """However far apart they come up, an article is listed once."""
    _, sources, _ = texts(card(answered(cite(1), cite(2), cite(3, "a2"), cite(4))))
    starts = [line.partition(" **")[0] for line in sources.splitlines()[1:]]
    assert starts == ["[1] [2] [4]", "[3]"]


def test_an_article_without_outlet_date_or_address_says_so():
    """Nothing unknown is filled in."""
    bare = cite(1, outlet=None, published=None, url=None, link=None)
    body, sources, _ = texts(card(answered(bare)))
    assert body == "Sentence 1. [1]"
    assert sources.endswith("[1] *outlet unknown* · undated · Port strike ends")


def test_the_card_says_as_of_when_and_from_how_much_news():
    """One small line, and the notes below it."""
    *_, footer = texts(card(answered(cite(1), notes=("Read as: strikes since Monday.",))))
    assert footer == (
        f"-# As of <t:{int(ASKED_AT.timestamp())}:f> · 31 articles from 1 outlet, "
        "the newest of 4 August 2026\n-# Read as: strikes since Monday."
    )


def test_the_card_says_what_was_understood():
    """In one small line before the others; hours show in the reader's own zone."""
    week = Window(PUBLISHED.replace(hour=0, minute=0), None, "since yesterday")
    hours = Window(PUBLISHED, ASKED_AT, "in the last 24 hours")
    meant = Understood("Is the strike over? (Portmere)", windows=(week, hours), follow_up=True)
    *_, footer = texts(card(answered(cite(1), understood=meant)))
    asked, published = int(ASKED_AT.timestamp()), int(PUBLISHED.timestamp())
    assert footer.splitlines()[0] == (
        "-# Understood: published since 4 August 2026 (“since yesterday”) · "
        f"published <t:{published}:f> – <t:{asked}:f> (“in the last 24 hours”) · "
        "searched as “Is the strike over? (Portmere)”"
    )
    assert footer.splitlines()[1].startswith("-# As of")


def test_a_sentence_its_sources_do_not_bear_out_is_marked():
    """The reader sees the doubt in the sentence's own place."""
    doubtful = (AnswerSentence("It is over.", (1,), supported=False),)
    body, *_ = texts(card(answered(cite(1), sentences=doubtful)))
    assert "It is over. *(its sources do not bear this out)*" in body


def test_reports_that_differ_stand_below_the_answer():
    """Each figure with its outlet, its date and a number that jumps to its words."""
    newer = cite(2, "a2", outlet="Meridian Wire", published=ASKED_AT, precision="day")
    differing = Difference("differ", "people *hurt*", (Report("12", 1), Report("nine", 2, True)))
    body, *_ = texts(card(answered(cite(1), newer, differences=(differing,))))
    assert body.split("\n\n")[1] == (
        "**Reports differ on people \\*hurt\\*:** "
        f"12 (**The Harbour Post**, <t:{int(PUBLISHED.timestamp())}:f>) "
        "[[1]](<https://post.example/a1#:~:text=Dockers,1>); "
        "nine (**Meridian Wire**, 5 August 2026, newer) "
        "[[2]](<https://post.example/a2#:~:text=Dockers,2>)"
    )


def test_a_correction_is_told_as_one():
    """Once for both figures when one sentence tells both."""
    corrected = Difference("corrected", "people hurt", (Report("12", 1), Report("nine", 1, True)))
    body, *_ = texts(card(answered(cite(1, precision="day"), differences=(corrected,))))
    assert "**Corrected on people hurt:** first 12, then nine (**The Harbour Post**, " in body
    assert body.count("4 August 2026") == 1


def test_outlets_of_one_text_are_counted_as_one_source():
    """In a small line below the source."""
    _, sources, _ = texts(card(answered(cite(1, also=("Echo", "@everyone")))))
    assert sources.splitlines()[2].startswith("-# 3 outlets, one text: The Harbour Post, Echo, @")
    assert "@everyone" not in sources


def test_opinion_is_called_opinion():
    """In its source's line, and behind a sentence that rests on nothing else."""
    body, sources, _ = texts(card(answered(cite(1, opinion=True), cite(2, "a2"))))
    assert body.startswith("Sentence 1. *(opinion)* [[1]]")
    assert "Sentence 2. [[2]]" in body
    ends = [line.rpartition(" · ")[2] for line in sources.splitlines()[1:]]
    assert ends == ["*opinion*", "[Port strike ends](<https://post.example/a2>)"]


def test_a_refusal_names_the_closest_headlines():
    """With outlet and date, so that the reader sees how far off they are."""
    near = Headline(
        "a1", "Tram fares rise", "City Wire", "https://wire.example/1", PUBLISHED, "day"
    )
    answer = answered(status=Status.NOT_IN_NEWS, closest=(near,))
    refusal, closest, _ = texts(card(answer))
    assert refusal == REFUSAL
    assert closest == (
        "**Closest headlines**\n"
        "- **City Wire** · 4 August 2026 · [Tram fares rise](<https://wire.example/1>)"
    )


def test_an_empty_library_says_how_to_bring_news_in():
    """It names the commands."""
    assert texts(card(answered(status=Status.EMPTY_LIBRARY))) == [EMPTY]
    assert "/ingest url" in EMPTY


def test_the_question_stands_above_the_answer_where_it_was_not_seen():
    """After a slash command others see only that it was used."""
    body, *_ = texts(card(answered(cite(1)), asked="Is the *strike* over?"))
    assert body.startswith("**Is the \\*strike\\* over?**\n\nSentence 1.")


def test_a_line_parts_the_answer_from_its_sources_and_nothing_else():
    """Without sources there is none."""

    def lines(answer):
        view = card(answer)
        assert view is not None
        parts = view.walk_children()
        return [part.visible for part in parts if isinstance(part, discord.ui.Separator)]

    assert lines(answered(cite(1))) == [True, False]
    assert lines(answered(status=Status.NOT_IN_NEWS)) == [False]
    assert lines(answered(status=Status.EMPTY_LIBRARY, notes=("a note",))) == [False]


def test_a_guessed_date_of_a_headline_is_called_a_guess():
    """Where it came closest no less than where it is cited."""
    near = Headline("a1", "Fares rise", "Wire", None, PUBLISHED, "day", guessed=True)
    assert (
        "4 August 2026 (a guess)" in plain(answered(status=Status.NOT_IN_NEWS, closest=(near,)))[0]
    )


def test_a_card_holds_no_more_than_discord_takes():
    """What is longer has no card and goes out in plain messages, each of them short enough."""
    many = [cite(n, f"a{n}", title=f"A long headline, number {n}") for n in range(1, 40)]
    answer = answered(*many)
    assert card(answer) is None
    written = plain(answer)
    assert all(len(page) <= 2000 for page in written)
    assert "number 39" in written[-1]


def test_the_card_is_valid_for_discord():
    """Characters and components stay within the limits of Components V2."""
    view = card(answered(*(cite(n, f"a{n}") for n in range(1, 9))), AnswerButton(Act.SOURCES, 7))
    assert view is not None
    assert view.content_length() <= 4000
    assert view.total_children_count <= 40
    [container] = view.to_components()
    assert container["components"][-1]["components"][0]["custom_id"] == "nd1:quotes:7"


def test_the_plain_answer_says_the_same_as_the_card():
    """Nothing is lost where a card cannot be shown."""
    answer = answered(cite(1), cite(2, "a2"), notes=("a note",))
    assert plain(answer) == ["\n\n".join(texts(card(answer)))]


@pytest.mark.parametrize("field", ["title", "outlet", "quote"])
def test_nothing_in_an_article_can_act_in_discord(field):
    """No mention, no foreign link, no formatting comes out of what a publisher wrote."""
    evil = "@everyone [click](https://evil.example) <@1> **x**\n# big"
    answer = answered(cite(1, **{field: evil}))
    meant = Understood(evil, outlets=(evil,), windows=(Window(PUBLISHED, None, evil),))
    answer = replace(answer, understood=replace(meant, follow_up=True))
    exact = quoted_messages(quoted_pages([Quoted(one) for one in answer.citations]))
    shown = "\n".join([*plain(answer), *exact])
    assert "@everyone" not in shown
    assert "](https://evil" not in shown
    assert "https://evil" not in shown
    assert "\n# big" not in shown
    assert "<@1>" not in shown.replace(r"\<@1>", "")


def test_what_became_of_the_sources_stands_at_the_top():
    """Above the question, in the card and in the plain messages."""
    answer = answered(cite(1))
    body, *_ = texts(card(answer, asked="Is it over?", mark="**Corrected:** [1] Post."))
    assert body.startswith("⚠ **Corrected:** [1] Post.\n\n**Is it over?**\n\nSentence 1.")
    assert plain(answer, mark="Gone.")[0].startswith("⚠ Gone.\n\nSentence 1.")
