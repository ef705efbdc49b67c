"""What is said to the desk itself, told from what asks something of the news."""

import pytest

from retrieval.question.courtesy import Courtesy, courtesy, without_courtesy
from retrieval.question.query import understand

SAID = {
    Courtesy.GREETING: "hello|Hi there! 👋|hey <:wave:12345>|Guten Morgen zusammen|¡Hola!|Bonsoir",
    Courtesy.THANKS: "Thanks!|ok, thank you so much :D|Danke schön|merci beaucoup|¡Gracias!|cool",
    Courtesy.LEAVE: "bye|Thanks, bye!|Tschüss|À bientôt !|Hasta luego",
    Courtesy.ABILITIES: "What can you do?|Hi bot, who are you?|help|Was kannst du?|"
    "Wer bist du denn?|Qu'est-ce que tu peux faire ?|¿Qué puedes hacer?|Merci, comment ça marche ?",
}
ASKED = """
    Who resigned?
    Hello Kitty
    Why?
    and now?
    so?
    What happened?
    What is this?
    How does it work?
    Thanks! And when was that?
    Help the aged
    Good Morning Britain
    Who are you voting for, asked the mayor
    Please
""".strip().splitlines()


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, one) for kind, texts in SAID.items() for one in texts.split("|")]
)
def test_a_courtesy_is_known_in_four_languages(kind, text):
    """Whatever its signs and capitals, and whomever it speaks to."""
    assert courtesy(text) is kind


@pytest.mark.parametrize("text", [line.strip() for line in ASKED])
def test_what_asks_something_is_no_courtesy(text):
    """One word of a question is enough."""
    assert courtesy(text) is None


@pytest.mark.parametrize("text", ["", "👋", "hello " * 5_000, "hello, " * 12 + "a" * 20_000])
def test_a_hostile_text_is_no_courtesy(text):
    """Nothing, and what goes on without end."""
    assert courtesy(text) is None
    assert without_courtesy(text).strip() in text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello, who resigned?", "who resigned?"),
        ("Good morning! Thanks. And when was that?", "And when was that?"),
        ("Who resigned? Thank you!", "Who resigned?"),
        ("Hello Kitty, what is new?", "Hello Kitty, what is new?"),
        ("St. Helens: who won?", "St. Helens: who won?"),
        ("Thanks!", "Thanks!"),
    ],
)
def test_a_question_is_understood_without_its_courtesies(text, left):
    """They would be looked for in the news."""
    assert without_courtesy(text) == left
    assert understand(text, []).question == left
