"""The words of a question that carry meaning."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.words import STOP_WORDS, fold, match_any, stem, stems, telling, words
from retrieval.scope import Scope
from tests.retrieval.drafts import draft, put


def test_words_are_folded():
    """Case and accents do not count."""
    assert words("Zoë's CAFÉ in Århus") == ["zoe", "s", "cafe", "in", "arhus"]


def test_numbers_keep_their_points_and_commas():
    """A number is one word, its last full stop aside."""
    assert words("1,200 people paid 3.5 million.") == ["1,200", "people", "paid", "3.5", "million"]


def test_telling_words_are_named_once():
    """Stop words and repetitions are left out."""
    assert telling("What happened to the ferry, the ferry Anna?") == ["ferry", "anna"]


def test_a_question_of_stop_words_keeps_them():
    """When no word tells anything, all are looked for."""
    assert telling("What happened?") == ["what", "happened"]


def test_endings_do_not_count():
    """Words are compared by their stems."""
    assert stems("striking workers") == stems("strike worker")


def test_stop_words_are_folded():
    """Every stop word is written as the words it is compared with."""
    assert {fold(word) for word in STOP_WORDS} == STOP_WORDS


@given(st.text(max_size=80))
def test_no_question_breaks_the_search(question):
    """Words are words in any script: none is empty and none has a quotation mark."""
    assert all(word and '"' not in word for word in words(question))


def test_search_syntax_is_read_as_words(archive):
    """What FTS5 would read as an operator is only looked for."""
    put(archive, draft("The ferry is late."))
    for asked in ('ferry" OR', "NEAR(ferry)", "title:ferry*", "_ ferry", "ferry AND NOT -late^"):
        scope = Scope.of(["shared"])
        assert archive.words.matching(telling(asked), (1, 1, 1, 1), scope, 5), asked


def test_a_verb_is_the_same_in_all_its_forms():
    """To ask who won is to ask who wins, in the index and in sentences."""
    assert stem("won") == stem("win") == stem("winning")
    assert match_any(["won"]) == '"win" OR "won" OR "winner"'
