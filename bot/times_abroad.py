"""Times typed in German, French or Spanish, said in English, in which they are understood.

Only what is typed by itself, such as an option of a command: every word of it has to be known.
"""

import re

from retrieval.question.words import fold

_MONTHS = {
    "january": "januar janner janvier enero",
    "february": "februar feber fevrier febrero",
    "march": "marz mars marzo",
    "april": "april avril abril",
    "may": "mai mayo",
    "june": "juni juin junio",
    "july": "juli juillet julio",
    "august": "august aout agosto",
    "september": "september septembre septiembre setiembre",
    "october": "oktober octobre octubre",
    "november": "november novembre noviembre",
    "december": "dezember decembre diciembre",
}
# By the English word, without accents; what means nothing of its own stands by an empty one. No
# word means two things in two of the languages.
_SPELT = {
    "": "am im in der die das den dem vom le la les l du de des d en ci el los las del al au",
    "since": "seit ab depuis desde",
    "ago": "vor hace",
    "last": "letzte letzten letzter letztes vergangene vergangenen vergangener vergangenes "
    "vorige vorigen voriger voriges dernier derniere derniers dernieres passe passee passes "
    "pasado pasada pasados pasadas ultimo ultima ultimos ultimas",
    "this": "diese diesen dieser dieses diesem ce cet cette este esta",
    "today": "heute hoy",
    "yesterday": "gestern hier ayer",
    "the day before yesterday": "vorgestern anteayer antier",
    "hour": "stunde stunden heure heures hora horas",
    "day": "tag tage tagen jour jours dia dias",
    "week": "woche wochen semaine semaines semana semanas",
    "weekend": "wochenende weekend finde",
    "month": "monat monate monaten mois mes meses",
    "year": "jahr jahre jahren an ans annee annees ano anos",
    "spring": "fruhling fruhjahr printemps primavera",
    "summer": "sommer ete verano",
    "autumn": "herbst automne otono",
    "winter": "winter hiver invierno",
    "monday": "montag lundi lunes",
    "tuesday": "dienstag mardi martes",
    "wednesday": "mittwoch mercredi miercoles",
    "thursday": "donnerstag jeudi jueves",
    "friday": "freitag vendredi viernes",
    "saturday": "samstag sonnabend samedi sabado",
    "sunday": "sonntag dimanche domingo",
    **_MONTHS,
    "1": "ein eine einem einer un une una",
    "2": "zwei deux dos",
    "3": "drei trois tres",
    "4": "vier quatre cuatro",
    "5": "funf cinq cinco",
    "6": "sechs six seis",
    "7": "sieben sept siete",
}
_ENGLISH = {word: english for english, spelt in _SPELT.items() for word in spelt.split()}
_TOGETHER = {
    "aujourd'hui": "heute",
    "avant-hier": "vorgestern",
    "antes de ayer": "vorgestern",
    "il y a": "vor",
    "week-end": "weekend",
    "fin de semana": "weekend",
}
_UNITS = frozenset({"hour", "day", "week", "month", "year"})
_NUMBER = re.compile(r"(\d+)(?:er|o)?")
# What is written with slashes begins with the month in America.
_DATE = re.compile(r"(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4})?)?")


def in_english(written: str) -> str:
    """The time in English; empty when a word of it is not known."""
    text = fold(" ".join(written.replace("’", "'").split()))
    if date := _DATE.fullmatch(text):
        return _day_first(date)
    for spelt, word in _TOGETHER.items():
        text = re.sub(rf"\b{spelt}\b", word, text)
    said = [_word(word) for word in re.findall(r"\w+", text)]
    return "" if None in said else _in_order([word for word in said if word])


def _day_first(date: re.Match[str]) -> str:
    """A date in figures, which begins with the day where it is written with points."""
    day, month, year = date.groups()
    if not 1 <= int(month) <= len(_MONTHS):
        return ""
    if year:
        return f"{year}-{int(month):02}-{int(day):02}"
    # Without a point behind it, it may be a fraction, or hours.
    return f"{int(day)} {list(_MONTHS)[int(month) - 1]}" if date[0].endswith(".") else ""


def _word(word: str) -> str | None:
    number = _NUMBER.fullmatch(word)
    return number[1] if number else _ENGLISH.get(word)


def _in_order(said: list[str]) -> str:
    """The words as English has them: "last" before what it is said of, "ago" behind it."""
    place = {"since": 0, "last": 1, "this": 1, "ago": 3}
    ordered = sorted(said, key=lambda word: place.get(word, 2))
    several = [word.isdigit() and word != "1" for word in ["", *ordered]]
    return " ".join(
        f"{word}s" if many and word in _UNITS else word
        for word, many in zip(ordered, several, strict=False)
    )
