"""What retrieval and ingest say in English is said in the reader's language."""

import ast
import gettext
from pathlib import Path

import pytest

import ingest
from bot.notes import said
from bot.words import IN_ENGLISH, Words, words_in
from ingest.feeds.subscribing import _too_many
from ingest.formats.table import READABLE
from retrieval import notes
from retrieval.answers import Understood, Window
from tests.retrieval.drafts import day, draft, put

REFUSALS = (
    "SourceUnreadable FetchFailed PageGone TryLater BadAddress Passing Unreachable failure".split()
)
FROM_TERMINAL_ONLY = ("evaluate.py", "jobs.py")
OF_TERMINAL_ONLY = (
    "That file is no OPML list",  # lists are given to the command as files
    "It holds only links",
    "A title or address was given",
)
FILLED = {
    "READABLE": READABLE,
    "what": "an image",
    "reason": "there are no records.",
    "counted": "8 words",
}
"""What stands in some refusals is of ours too."""


class _Marked(gettext.NullTranslations):
    """Knows the phrases of the catalogues, and no other."""

    def gettext(self, message):
        return f"«{message}»" if words_in("de")(message) != message else message


MARKED = Words("de", _Marked())


def known(sentence):
    """Whether there are phrases for a sentence."""
    return said(sentence, MARKED) != sentence


@pytest.fixture
def cited(archive):
    """An article without a date, first read late."""
    return [put(archive, draft("The quay was closed on Monday.", published=None))]


def test_every_note_of_an_answer_is_known(archive, cited):
    """With its names, numbers and days in their places."""
    meant = Understood(
        "?",
        absent=("The Echo",),
        quoted=("blue whale",),
        as_of=day(3),
        windows=(Window(day(1), None),),
    )
    told = [
        *notes.of_question(archive, meant, ["shared"]),
        *notes.of_writing(1, "who paid"),
        *notes.of_writing(3, ""),
        *notes.of_sources(cited, meant),
        *notes.of_sources(cited, Understood("?")),
        notes.WORDS_ALONE,
        f"{notes.NOTHING_WRITTEN} {notes.OWN_WORDS}",
        f"{notes.NOT_BORNE_OUT} {notes.OWN_WORDS}",
        f"The chat model took longer than 30 seconds. {notes.OWN_WORDS}",
    ]
    assert len(told) >= 11
    assert [note for note in told if not known(note)] == []


def test_a_day_within_a_note_is_written_as_in_the_language():
    """It was made in English as well."""
    note = "Some of this was first read after 2 March 2026: its text may have changed since."
    assert "2. März 2026" in said(note, MARKED)


def test_a_reason_within_a_sentence_is_translated_too():
    """However deep it stands; a name before it stays as it is."""
    told = said("a.html: It is an image; " + READABLE + ".", MARKED)
    assert told.startswith("a.html: «It is «an image»; «newsdesk reads web pages")


def test_what_is_not_ours_stays_as_it_is():
    """An outlet may be called as one of our phrases is."""
    assert said("There is no news of opinion here.", MARKED).count("«") == 1
    assert said("Who knows {this}?", words_in("de")) == "Who knows {this}?"
    assert said("Nothing new.", IN_ENGLISH) == "Nothing new."


def test_every_refusal_of_ingest_is_known():
    """Those that only a terminal shows aside."""
    sentences = [
        one
        for file in sorted(Path(ingest.__file__).parent.rglob("*.py"))
        if file.name not in FROM_TERMINAL_ONLY
        for one in _refusals(ast.parse(file.read_text("utf-8")))
        if not one.startswith(OF_TERMINAL_ONLY)
    ]
    sentences += [_too_many(1, 500, 500), _too_many(9, 495, 500)]
    assert len(sentences) > 60
    assert [one for one in sentences if not known(one)] == []


def _refusals(code):
    """The sentences that are raised, with the number 7 where something stands in them."""
    constants = {
        target.id: node.value
        for node in ast.walk(code)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and node.args:
            given = node.args[0]
            given = constants.get(getattr(given, "id", ""), given)
            if sentence := _filled(given, constants):
                yield sentence


def _filled(node, constants):
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_filled(part, constants) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        name = getattr(node.value, "id", "")
        return FILLED.get(name, "7")
    return ""
