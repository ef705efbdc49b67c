"""Answers kept, and their one form as JSON."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answerer import answer
from retrieval.answers import (
    Answer,
    AnswerSentence,
    AsOf,
    Citation,
    Difference,
    Headline,
    Report,
    Status,
    Turn,
    Understood,
    Usage,
    Window,
)
from retrieval.archive import Archive
from retrieval.as_json import from_json, to_json
from retrieval.database import Database
from retrieval.news import SHARED
from retrieval.transcript import KEPT, Posted, Transcript
from tests.retrieval.drafts import day, draft, put

TEXT = st.text(max_size=20)
TIMES = st.datetimes(timezones=st.just(UTC))
PRECISION = st.sampled_from(["day", "time"])
COUNT = st.integers(0, 1_000)
ANSWERS = st.builds(
    Answer,
    question=TEXT,
    status=st.sampled_from(Status),
    mode=TEXT,
    understood=st.builds(
        Understood,
        question=TEXT,
        outlets=st.tuples(TEXT, TEXT) | st.just(()),
        windows=st.tuples(
            st.builds(Window, TIMES | st.none(), TIMES | st.none(), TEXT, st.booleans())
        )
        | st.just(()),
        as_of=TIMES | st.none(),
        quoted=st.tuples(TEXT) | st.just(()),
        latest=st.booleans(),
    ),
    as_of=st.builds(AsOf, asked_at=TIMES, articles=COUNT, outlets=COUNT, newest=TIMES | st.none()),
    sentences=st.tuples(st.builds(AnswerSentence, TEXT, st.tuples(COUNT), st.booleans())),
    citations=st.tuples(
        st.builds(
            Citation,
            n=COUNT,
            article_id=TEXT,
            revision=COUNT,
            title=TEXT,
            outlet=TEXT | st.none(),
            url=TEXT | st.none(),
            published=TIMES | st.none(),
            precision=PRECISION,
            guessed=st.booleans(),
            updated=TIMES | st.none(),
            quote=TEXT,
            start=COUNT,
            end=COUNT,
            link=TEXT | st.none(),
            also=st.tuples(TEXT, TEXT) | st.just(()),
            opinion=st.booleans(),
        )
    ),
    closest=st.tuples(
        st.builds(
            Headline,
            article_id=TEXT,
            title=TEXT,
            outlet=TEXT | st.none(),
            url=TEXT | st.none(),
            published=TIMES | st.none(),
            precision=PRECISION,
        )
    ),
    differences=st.tuples(
        st.builds(
            Difference,
            st.sampled_from(["differ", "corrected"]),
            TEXT,
            st.tuples(st.builds(Report, TEXT, COUNT, st.booleans())),
        )
    )
    | st.just(()),
    notes=st.tuples(TEXT) | st.just(()),
    usage=st.builds(Usage, COUNT, COUNT, COUNT, st.none(), st.booleans()) | st.none(),
    timings_ms=st.dictionaries(TEXT, st.floats(0, 1e6), max_size=2),
)


def said(question: str, text: str = "It rained.") -> Answer:
    return Answer(
        question=question,
        status=Status.ANSWERED,
        mode="extractive",
        understood=Understood(f"{question} (understood)"),
        as_of=AsOf(day(1), 1, 1, None),
        sentences=(AnswerSentence(text, (1,)),),
    )


@given(ANSWERS)
def test_json_keeps_an_answer(one):
    """An answer comes back from its JSON as it was."""
    assert from_json(json.loads(json.dumps(to_json(one)))) == one


def test_json_has_what_tools_rely_on(archive):
    """The object's keys, and those of its parts."""
    put(archive, draft("It rained. It poured.", published=day(2)))
    form = json.loads(
        json.dumps(to_json(answer(archive, "Did it rain?", [SHARED], refusal_point=0)))
    )
    assert form.keys() >= set(
        "question status mode text sentences citations passages understood as_of closest notes "
        "timings_ms likelihood differences usage".split()
    )
    assert form["status"] == "answered"
    assert form["text"].endswith("]")
    assert form["sentences"][0].keys() >= {"text", "citations", "supported"}
    assert form["citations"][0].keys() >= set(
        "n article_id title outlet url published quote start end link".split()
    )
    assert form["citations"][0]["published"] == "2026-03-02T09:00:00+00:00"
    assert form["passages"][0].keys() >= {"article_id", "start", "end", "text", "score"}


def test_an_answer_is_recalled(archive):
    """A remembered answer comes back by its id, all but the passages it was made from."""
    put(archive, draft("It rained.", published=day(2)))
    one = answer(archive, "Did it rain?", [SHARED], refusal_point=0.0)
    id_ = archive.transcript.remember(one, library=SHARED, conversation="c")
    assert archive.transcript.recall(id_, SHARED) == replace(one, passages=())


def test_an_answer_is_recalled_only_in_its_library(archive):
    """Another guild's answer, and one that never was, are None."""
    transcript = archive.transcript
    id_ = transcript.remember(said("Who?"), library="guild-1", conversation="c", posted=Posted(7))
    assert transcript.recall(id_, "guild-2") is None
    assert transcript.recall(id_ + 1, "guild-1") is None
    assert transcript.conversation_of(7, "guild-2") is None
    assert transcript.history("c", "guild-2") == []


def test_a_message_leads_to_its_conversation(archive):
    """A reply to a message of ours goes on with its conversation."""
    archive.transcript.remember(said("Who?"), library=SHARED, conversation="c", posted=Posted(7))
    assert archive.transcript.conversation_of(7, SHARED) == "c"
    assert archive.transcript.conversation_of(8, SHARED) is None


def test_no_answer_has_the_number_of_one_that_was_forgotten(archive):
    """Buttons under the older one are still there, and would lead to the newer one."""
    first = archive.transcript.remember(said("Who?"), library=SHARED, conversation="c")
    archive.transcript.forget("c", SHARED)
    assert archive.transcript.remember(said("Why?"), library=SHARED, conversation="c") > first


def test_a_message_is_one_answer(archive):
    """One made again, as the first did not reach its reader, takes its place."""
    kept, posted = archive.transcript, Posted(7, 3)
    given_twice = [
        kept.remember(said("Who?"), library=SHARED, conversation="c", posted=posted)
        for _ in range(2)
    ]
    assert [kept.kept(one, SHARED) is None for one in given_twice] == [True, False]
    assert len(kept.history("c", SHARED)) == 1


def test_what_is_answered_again_does_not_follow_on_itself(archive):
    """Its first answer, which was kept and never seen, is no part of the talk."""
    kept = archive.transcript
    kept.remember(said("Who?"), library=SHARED, conversation="c", posted=Posted(7, 3))
    kept.remember(said("And why?"), library=SHARED, conversation="c", posted=Posted(8, 3))
    kept.remember(said("In the terminal?"), library=SHARED, conversation="c")
    assert [turn.asked for turn in kept.history("c", SHARED, but=8)] == [
        "Who?",
        "In the terminal?",
    ]


def test_history_is_the_latest_exchanges_oldest_first(archive):
    """Questions as they were understood, with their answers, of one conversation."""
    transcript = archive.transcript
    for question in ("First?", "Second?", "Third?"):
        transcript.remember(said(question), library=SHARED, conversation="c")
    transcript.remember(said("Elsewhere?"), library=SHARED, conversation="d")
    assert transcript.history("c", SHARED, limit=2) == [
        Turn("Second? (understood)", "It rained. [1]", asked="Second?"),
        Turn("Third? (understood)", "It rained. [1]", asked="Third?"),
    ]
    assert transcript.history("new", SHARED) == []


def test_history_has_the_times_and_outlets_that_were_named(archive):
    """A follow-up may stay within them; what was set by hand is set anew for each question."""
    week = Window(day(2), day(9), "last week")
    read = replace(
        said("A?"), understood=Understood("A?", outlets=("The Lantern",), windows=(week,))
    )
    chosen = Understood("B?", only=("The Lantern",), outlets=("The Lantern",))
    by_hand = replace(chosen, windows=(Window(day(2), day(9)),))
    for one in (read, replace(said("B?"), understood=by_hand)):
        archive.transcript.remember(one, library=SHARED, conversation="c")
    first, second = archive.transcript.history("c", SHARED)
    assert (first.windows, first.outlets) == ((week,), ("The Lantern",))
    assert (second.windows, second.outlets) == ((), ())


def test_a_long_conversation_is_kept_in_part(archive):
    """The newest fifty exchanges stay; of older ones those with a message, for their buttons."""
    transcript = archive.transcript
    posted = transcript.remember(
        said("Posted?"), library=SHARED, conversation="c", posted=Posted(7)
    )
    typed = transcript.remember(said("Typed?"), library=SHARED, conversation="c")
    other = transcript.remember(said("Other?"), library="guild-1", conversation="c")
    for number in range(KEPT):
        transcript.remember(said(f"No {number}?"), library=SHARED, conversation="c")
    assert transcript.recall(typed, SHARED) is None
    assert transcript.recall(posted, SHARED) == said("Posted?")
    assert transcript.recall(other, "guild-1") == said("Other?")
    assert len(transcript.history("c", SHARED, limit=2 * KEPT)) == KEPT + 1


def test_a_conversation_is_forgotten(archive):
    """All of it, and in its library alone; how much went is told."""
    transcript = archive.transcript
    for library in (SHARED, "guild-1"):
        transcript.remember(said("Who?"), library=library, conversation="c", posted=Posted(7))
    transcript.remember(said("When?"), library=SHARED, conversation="d")
    assert transcript.forget("c", SHARED) == 1
    assert transcript.forget("c", SHARED) == 0
    assert transcript.history("c", SHARED) == []
    assert transcript.conversation_of(7, SHARED) is None
    assert len(transcript.history("c", "guild-1")) == len(transcript.history("d", SHARED)) == 1


def test_a_person_is_forgotten(archive):
    """In one library or in all; others' answers and those of nobody known stay."""
    transcript = archive.transcript
    mine = {
        library: transcript.remember(said("Who?"), library=library, conversation="c", person="1")
        for library in (SHARED, "guild-1", "guild-2")
    }
    hers = transcript.remember(said("Who?"), library="guild-1", conversation="c", person="11")
    nobody = transcript.remember(said("Who?"), library="guild-1", conversation="c")
    assert transcript.forget_person("1", "guild-1") == 1
    assert transcript.recall(mine["guild-1"], "guild-1") is None
    assert transcript.recall(mine["guild-2"], "guild-2") is not None
    assert transcript.forget_person("1", None) == 2
    assert transcript.recall(hers, "guild-1") is not None
    assert transcript.recall(nobody, "guild-1") is not None


def test_what_was_asked_long_ago_is_forgotten(archive):
    """What is older than the moment goes, in one library or in all."""
    transcript = archive.transcript
    for library in (SHARED, "guild-1", "guild-2"):
        transcript.remember(said("Who?"), library=library, conversation="c")
    now = datetime.now(UTC)
    assert transcript.expire(now - timedelta(minutes=1)) == 0
    assert transcript.expire(now + timedelta(minutes=1), "guild-1") == 1
    elsewhere = timezone(timedelta(hours=9))
    assert transcript.expire((now - timedelta(minutes=1)).astimezone(elsewhere)) == 0
    assert transcript.expire((now + timedelta(minutes=1)).astimezone(elsewhere)) == 2


def test_a_library_is_forgotten(archive):
    """One library's answers, or all."""
    transcript = archive.transcript
    for library in (SHARED, "guild-1", "guild-2"):
        transcript.remember(said("Who?"), library=library, conversation="c")
    assert transcript.forget_library("guild-1") == 1
    assert transcript.forget_library(None) == 2


def test_what_is_forgotten_stands_in_no_file(tmp_path):
    """Neither the archive's file nor its log holds the words any more; the others' they do."""
    database = Database(tmp_path / "archive.db")
    transcript = Transcript(database)
    for number in range(120):
        person = str(number % 3)
        text = "It rained on the pier. " * (1 + 40 * (number % 5))
        transcript.remember(
            said(f"Zeppelin{person}x{number}?", text),
            library=SHARED,
            conversation=f"c{number % 7}",
            posted=Posted(number),
            person=person,
        )
        if number % 40 == 39:
            assert transcript.forget_person("1", SHARED)
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Zeppelin1" not in held
    assert b"Zeppelin0x" in held
    assert b"Zeppelin2x" in held
    database.close()


def test_the_transcript_outlives_the_process(tmp_path, embedder):
    """Buttons still work after a restart."""
    with Archive.open(tmp_path, embedder, holder="a test") as archive:
        id_ = archive.transcript.remember(said("Who?"), library=SHARED, conversation="c")
    with Archive.open(tmp_path, embedder, holder="a test") as archive:
        assert archive.transcript.recall(id_, SHARED) == said("Who?")


@pytest.mark.parametrize("text", ["“Ja” – 🚢", 'quote " and \\ and \n'])
def test_any_text_is_kept(archive, text):
    """Quotes, line breaks and other scripts come back as they were."""
    id_ = archive.transcript.remember(said("Who?", text), library=SHARED, conversation="c")
    assert archive.transcript.recall(id_, SHARED) == said("Who?", text)
