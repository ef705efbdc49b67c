"""The names of months and weekdays in seven languages, and their numbers."""

from retrieval.question.calendar_words import MONTHS, WEEKDAYS

_FOREIGN_MONTHS = """
januar januari janvier enero gennaio janeiro jänner | februar februari février febrero febbraio
fevereiro | märz maart mars marzo março | avril abril aprile | mei mai mayo maggio maio | juni juin
junio giugno junho | juli juillet julio luglio julho | augustus août agosto | septembre septiembre
settembre setembro | oktober octobre octubre ottobre outubro | novembre noviembre novembro |
dezember décembre diciembre dicembre dezembro
"""
_FOREIGN_DAYS = """
montag lundi lunes lunedì maandag | dienstag mardi martes martedì dinsdag | mittwoch mercredi
miércoles mercoledì woensdag | donnerstag jeudi jueves giovedì donderdag | freitag vendredi viernes
venerdì vrijdag | samstag sonnabend samedi sábado sabato zaterdag | sonntag dimanche domingo
domenica zondag
"""
MONTH = {name: n for n, name in enumerate(MONTHS, 1)} | {
    name: n for n, names in enumerate(_FOREIGN_MONTHS.split("|"), 1) for name in names.split()
}
SHORT = {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
WEEKDAY = {name: n for n, name in enumerate(WEEKDAYS)} | {
    name: n for n, names in enumerate(_FOREIGN_DAYS.split("|")) for name in names.split()
}
