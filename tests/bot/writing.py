"""The command `newsdesk` where somebody writes before an answer is there.

`python -m tests.bot.writing ask …` writes twelve sentences, one every fifth of a second.
"""

import time

from bot.cli import main
from bot.desk import Desk
from retrieval.answers import AnswerSentence

SENTENCE = "Sentence-{} of what is being written, long enough to fill one line of a terminal."

answered = Desk.ask


def written(self, *asked, on_sentence=None, **more):
    """Answer as ever, and then write in no hurry."""
    answer = answered(self, *asked, **more)
    for number in range(1, 13) if on_sentence else ():
        on_sentence(AnswerSentence(SENTENCE.format(number), (number,)))
        time.sleep(0.2)
    return answer


if __name__ == "__main__":
    Desk.ask = written
    main()
