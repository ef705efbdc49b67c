"""Sentences that were made further down, said in the reader's language.

Retrieval and ingest speak English and know nothing of languages: what they say is found again
by its words.
"""

from bot.words import Words


def said(sentence: str, words: Words) -> str:
    """One of our sentences in the reader's language; as it is when there is none."""
    return words(sentence)
