"""Prompts to subscribe, and prose that only speaks of subscribing."""

import pytest

from ingest.page.paywall import is_prompt


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "Continue reading with a free trial",
        "To continue reading, please subscribe or log in.",
        "To read the full story, subscribe to the Skarn Daily.",
        "Create your free account or sign in to continue",
        "Start your free trial to read the full story.",
        "You must be logged in to read this article.",
        "You need to subscribe to read more.",
        "This story is available exclusively to subscribers",
        "Already a subscriber? Log in",
        "Already have an account? Sign in",
        "You've reached your limit of free articles.",
        "Want to read more? Subscribe now.",
        "Dieser Artikel ist exklusiv für Abonnenten.",
        "La suite est réservée aux abonnés.",
        "Déjà abonné ? Connectez-vous",
    ],
)
def test_prompts(line):
    """What asks readers to pay or to log in for the rest is a prompt."""
    assert is_prompt(line)


@pytest.mark.parametrize(
    "line",
    [
        "Residents registered to keep bees in town.",
        "He had to register with the police to keep his gun.",
        "Parents need an account to access the school's new app.",
        "Already a member of the council, she ran for mayor.",
        "Members of the club may continue to read to children.",
        "You have read all the books in the library.",
        "Keep reading aloud to your children, teachers told parents.",
        "Want to read more? Libraries across the county open on Sundays.",
        "Sign up to see the new post office on Friday, the council said.",
        "She asked members to continue to pay.",
    ],
)
def test_prose_about_joining(line):
    """News about members, accounts and reading is no prompt."""
    assert not is_prompt(line)
