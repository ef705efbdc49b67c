"""The command `newsdesk` with a desk at which somebody writes before an answer is there.

`python -m tests.bot.writing ask …` writes twelve sentences, one every fifth of a second.
"""

import time

from bot.cli import main
from bot.commands import opening
from bot.desk import Desk
from retrieval.news import AnswerSentence

SENTENCE = "Sentence-{} of what is being written, long enough to fill one line of a terminal."


class Writing(Desk):
    """A desk that is in no hurry."""

    def ask(self, *asked, on_sentence=None, **more):
        answer = super().ask(*asked, **more)
        for number in range(1, 13) if on_sentence else ():
            on_sentence(AnswerSentence(SENTENCE.format(number), (number,)))
            time.sleep(0.2)
        return answer


if __name__ == "__main__":
    opening.Desk = Writing
    main()
