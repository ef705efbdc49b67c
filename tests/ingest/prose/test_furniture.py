"""Single lines: furniture in several languages, and prose that looks a little like it."""

import pytest

from ingest.prose.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Have your say in the comments below",
        "Do not sell or share my personal information",
        "Sign up for our daily e-mail",
        "Follow us on Facebook",
        "Follow Ada Brandt on X @ada",
        "Artikel teilen",
        "Lesen Sie auch: Streik der Fähren endet",
        "Abonnieren Sie unseren Newsletter.",
        "Partager cet article",
        "À lire aussi : La grève des ferries prend fin",
        "Inscrivez-vous à notre newsletter",
        "Compartir en Facebook",
        "Lea también: Termina la huelga",
        "Suscríbete a nuestro boletín",
    ],
)
def test_furniture(line):
    """What a page says of itself and of its readers is furniture."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Have your say at the public meeting on 5 May, the council told residents.",
        "Do not sell your shares yet, analysts at the bank told their clients.",
        "Register to vote by e-mail before Friday, the council said.",
        "Sign up for the workshop by e-mail: events@skarn.example.",
        "Join us at the library at seven on Friday.",
        "Find us on the corner of Main Street.",
        "Reporting by the paper showed that the mayor knew.",
        "Terms of use of the new hall were agreed on Monday by the council.",
        "Teilen fällt vielen Kindern schwer, sagt die Lehrerin.",
        "Partager le pain est une vieille coutume ici.",
    ],
)
def test_prose(line):
    """In doubt a line is the article's."""
    assert not is_furniture(line)
