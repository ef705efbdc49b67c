"""What is kept of who asks, in plain words, and what is said once it is forgotten."""

from urllib.parse import urlsplit

from bot.settings import Settings
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.forgetting import Forgotten

NOTHING = phrase("I keep nothing of yours from here.")
NOTHING_ANYWHERE = phrase("I keep nothing of yours.")
STAYS = phrase("The messages themselves stay in Discord until they are deleted.")
SPENT = phrase(
    "How much a chat model was used stays as a number without a name; today’s keeps yours until "
    "tomorrow, for the daily limit."
)
AWAITED = phrase("What you are waiting for will still be answered, but not kept.")
HOW = phrase(
    "`/forget-me` erases what I keep of you here at once, and with “everywhere” in all servers and "
    "direct messages."
)
WHO = phrase(
    "People who manage this server see numbers: how many questions there were, how they ended and "
    "how long they took, votes with the reasons given, and what a chat model used. Not who asked "
    "what, and no private answer."
)
OPERATOR = phrase("Whoever runs me can read what is kept, on their own machine.")
NO_MODEL = phrase(
    "No chat model is set: answers are made of the news’s own sentences, and nothing of what you "
    "ask is sent to anybody."
)


def privacy(settings: Settings, words: Words = IN_ENGLISH) -> str:
    """What is kept, who sees it, what is sent away, and how it is forgotten."""
    parts = (
        (words("What I keep"), _kept(settings, words)),
        (words("Who sees it"), [words(WHO), words(OPERATOR)]),
        (words("What is sent to a chat model"), [_sent(settings, words)]),
        (words("How to have it forgotten"), [words(HOW), words(STAYS)]),
    )
    # Without an empty line between them, a heading would be taken into the list above it.
    return "\n\n".join(
        "\n".join([f"**{title}**", *(f"- {sentence}" for sentence in lines)])
        for title, lines in parts
    )


def _kept(settings: Settings, words: Words) -> list[str]:
    kept = [
        words.count(
            "Each question with its answer, when and where it was asked, and the Discord ID of "
            "who asked, for {n} day: for follow-ups and for the buttons under an answer.",
            "Each question with its answer, when and where it was asked, and the Discord ID of "
            "who asked, for {n} days: for follow-ups and for the buttons under an answer.",
            settings.history_days,
        ),
        words("Your votes on answers, and your reasons, as long as the answer is kept."),
        words("The topics you have me follow, with your number, until they are stopped."),
        words(
            "That something was asked, how it ended and how long it took, for a year: neither by "
            "whom nor in what words."
        ),
        words(
            "The numbers of the messages that asked something, for some days, so that none is "
            "answered twice."
        ),
    ]
    if settings.chat_model:
        kept.append(
            words("How much a chat model was used; for whom is known for two days at most.")
        )
    return kept


def _sent(settings: Settings, words: Words) -> str:
    if settings.chat_model is None:
        return words(NO_MODEL)
    provider, _, model = settings.chat_model.partition(":")
    host = urlsplit(settings.chat_base_url or "").hostname
    return words(
        "Your question, what was said before it in the conversation, and the passages of news that "
        "were found are sent to `{model}` ({place}), which writes the answer. Neither your name "
        "nor your number is.",
        model=model,
        place=host or provider,
    )


def forgotten(
    found: Forgotten,
    words: Words = IN_ENGLISH,
    *,
    awaited: int = 0,
    spent: bool = False,
    everywhere: bool = False,
) -> str:
    """What went and what stays; `awaited` answers are not kept, `spent` with a chat model set."""
    if not found.anything and not awaited:
        return words(NOTHING_ANYWHERE if everywhere else NOTHING)
    told = _gone(found, words)
    if found.follows:
        told.append(
            words.count(
                "{n} topic that you had me follow goes on, as nobody’s.",
                "{n} topics that you had me follow go on, as nobody’s.",
                found.follows,
            )
        )
    told += [words(AWAITED)] if awaited else []
    return " ".join([*told, words(STAYS), *([words(SPENT)] if spent else [])])


def _gone(found: Forgotten, words: Words) -> list[str]:
    gone = []
    if found.answers:
        gone.append(
            words.count(
                "{n} question with its answer", "{n} questions with their answers", found.answers
            )
        )
    if found.votes:
        gone.append(words.count("{n} vote", "{n} votes", found.votes))
    return [words("I have forgotten {what}.", what=words.all_of(gone))] if gone else []
