"""Times typed in German, French or Spanish mean what they mean in English."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.choices import PERIODS, times
from bot.limits import Limits
from bot.times_abroad import _SPELT, in_english
from bot.words import words_in
from retrieval.errors import NewsdeskError
from tests.bot.catalogues import OTHERS

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("english", "spelt"),
    [
        ("yesterday", ["gestern", "hier", "Ayer"]),
        ("today", ["heute", "aujourd'hui", "aujourd’hui", "hoy"]),
        ("the day before yesterday", ["vorgestern", "avant-hier", "anteayer", "antes de ayer"]),
        ("last week", ["letzte Woche", "vorige Woche", "la semaine dernière", "la semana pasada"]),
        ("last weekend", ["letztes Wochenende", "le week-end dernier", "el fin de semana pasado"]),
        ("this month", ["diesen Monat", "dieser Monat", "ce mois-ci", "este mes"]),
        ("last year", ["letztes Jahr", "l'année dernière", "l’an dernier", "el año pasado"]),
        ("last 7 days", ["die letzten 7 Tage", "les 7 derniers jours", "los últimos siete días"]),
        ("3 days ago", ["vor drei Tagen", "il y a 3 jours", "hace 3 días"]),
        ("Monday", ["Montag", "am Montag", "lundi", "el lunes"]),
        ("last Monday", ["letzten Montag", "lundi dernier", "el lunes pasado"]),
        ("since Monday", ["seit Montag", "depuis lundi", "desde el lunes"]),
        ("May 2026", ["Mai 2026", "im Mai 2026", "mai 2026", "mayo de 2026"]),
        (
            "1 May 2026",
            ["1. Mai 2026", "1.5.2026", "01.05.2026", "1er mai 2026", "1 de mayo de 2026"],
        ),
        ("3 May", ["3. Mai", "am 3. Mai", "3.5.", "le 3 mai", "3 de mayo"]),
        ("summer 2025", ["Sommer 2025", "été 2025", "verano de 2025"]),
        ("March", ["März", "mars", "marzo"]),
    ],
)
def test_a_time_is_the_same_in_each_language(english, spelt):
    """Its beginning and, where it has one, its end."""
    for one in spelt:
        for meant in (Limits().begun, Limits().ended):
            if "since" not in english or meant.__name__ == "begun":
                assert meant(one, NOW) == meant(english, NOW), one


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_proposed_is_understood(language):
    """Each time in the reader's language, as the one in English."""
    words = words_in(language)
    for one in PERIODS:
        assert Limits().begun(words(one), NOW) == Limits().begun(one, NOW), words(one)
    value = words("last week")
    assert value in [chosen for _, chosen in times(value[:7].upper(), NOW, words, begins=True)]


@pytest.mark.parametrize(
    "written",
    ["03/05/2026", "3.5", "31.2.2026", "bis Montag", "nach der Wahl", "der", "el", "3"],
)
def test_what_is_not_wholly_known_is_refused(written):
    """A date with slashes is another one in America."""
    with pytest.raises(NewsdeskError, match="is not a time"):
        Limits().begun(written, NOW)


def test_no_word_means_two_things():
    """So nobody has to say in which language they type."""
    spelt = " ".join(_SPELT.values()).split()
    assert len(spelt) == len(set(spelt))
    assert in_english("") == ""
