"""What the words around a figure make of it: who was hurt, what was lost, what is no count."""

from retrieval.question.words import stem

_FATES = {
    "killed": "dead died dies die dying killed kills kill killing deaths death fatalities toll",
    "injured": "injured injuring injuries injures injure hurt wounded wounding wounds",
    "missing": "missing unaccounted",
    "arrested": "arrested arrest arrests arresting detained detains",
    "rescued": "rescued rescuing rescues saved",
    "evacuated": "evacuated evacuating evacuates evacuation evacuees",
    "homeless": "homeless displaced displacing",
    "on board": "aboard board",
    "taken ill": "infected infections ill sick sickened sickening infecting",
    "in hospital": "hospitalised hospitalized hospital",
    "lost": "lost lose loses losing leaked leak leaking leaks spilled spilt spill spilling spills",
    "costs": "cost costs costing price priced",
    "cut": "cut cuts cutting axed axe axing shed shedding layoffs redundant redundancies",
    "destroyed": "destroyed destroying destroys razed",
    "stolen": "stolen stole stealing steal snatched",
    "damaged": "damaged damaging damages damage",
    "rise": "rise rises rose risen rising increase increased increases up raise raised raises grew "
    "grow grown growth climbed climb jumped jump",
    "fall": "fall falls fell fallen falling drop dropped drops decreased decrease down declined "
    "decline sank shrank",
    "votes": "votes vote voted share turnout",
    "fined": "fine fined fines",
    "prison": "jailed jail prison sentenced sentence",
    "damages": "compensation",
    "taking part": "protesters marched attended attendance spectators",
    "flooded": "flooded flooding floods",
}
FATES = {word: fate for fate, forms in _FATES.items() for word in forms.split()}
"""What became of what was counted, by each word for it."""
OF_PEOPLE = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "arrested",
        "rescued",
        "evacuated",
        "homeless",
        "on board",
        "taken ill",
        "in hospital",
        "taking part",
    }
)
"""What becomes of people; a figure without a noun counts them."""
STANDING = frozenset(
    "dead died killed deaths fatalities injured hurt wounded missing arrested arrests "
    "rescued evacuated homeless aboard infected displaced detained".split()
)
"""Words for it that may follow the figure at once."""
MOVES = frozenset({"rise", "fall"})

GENERIC = frozenset("people person persons".split())
"""Whoever they are; every other word for people is some of them."""
PERSONS = GENERIC | frozenset(
    "passenger passengers crew sailor sailors man men woman women child children boy boys "
    "girl girls pupil pupils student students teacher teachers resident residents "
    "villager villagers tourist tourists worker workers miner miners employee employees "
    "officer officers soldier soldiers firefighter firefighters civilian civilians "
    "patient patients driver drivers cyclist cyclists pedestrian pedestrians protester "
    "protesters migrant migrants hostage hostages suspect suspects adult adults teenager "
    "teenagers student baby babies guest guests fan fans fisherman fishermen victim "
    "victims survivor survivors demonstrator demonstrators climber climbers hiker hikers "
    "guard guards police troops rebels militants inmates prisoners journalists doctors "
    "nurses voters supporters bystanders".split()
)
UNITS = {
    form: unit
    for unit, forms in {
        "tonne": "tonnes tonne",
        "ton": "tons ton",
        "kilogram": "kilograms kilogram kilos kilo kg",
        "gram": "grams gram g",
        "kilometre": "kilometres kilometre kilometers kilometer km",
        "mile": "miles mile",
        "metre": "metres metre meters meter",
        "centimetre": "centimetres centimeters cm",
        "millimetre": "millimetres millimeters mm",
        "foot": "feet foot ft",
        "acre": "acres acre",
        "hectare": "hectares hectare",
        "litre": "litres litre liters liter",
        "gallon": "gallons gallon",
        "barrel": "barrels barrel",
        "megawatt": "megawatts megawatt mw",
        "degree": "degrees degree",
    }.items()
    for form in forms.split()
}
MONEY = {
    form: unit
    for unit, forms in {
        "$": "dollars dollar",
        "£": "pounds pound",
        "€": "euros euro",
        "¥": "yen",
        "crown": "crowns crown kronor kroner krona krone",
        "franc": "francs franc",
        "rupee": "rupees rupee",
        "rouble": "roubles rouble rubles ruble",
        "peso": "pesos peso",
        "yuan": "yuan",
        "rand": "rand",
    }.items()
    for form in forms.split()
}
PERCENT = frozenset("percent percentage pct".split())

PARTIAL_BEFORE = frozenset(
    "another other others further additional including include includes extra remaining "
    "every each of least".split()
)
PARTIAL_AFTER = frozenset("more other others further additional each apiece".split())
UNCERTAIN = frozenset(
    "could would might may should if unless feared fears fear expected expects forecast "
    "forecasts target targets aim aims risk risks threatened threatens capacity limit "
    "maximum minimum room normally usually average typically annually yearly".split()
)
"""Words before a figure that make it no report of what is."""
WISHED = frozenset(
    "want wants wanted demand demands demanded ask asks asked offer offers offered "
    "propose proposes proposed seek seeks sought plan plans planned hopes hoped promised "
    "pledged bid".split()
)
QUALIFIED = dict.fromkeys(
    "seriously critically severely badly gravely serious severe".split(), "gravely"
) | dict.fromkeys("slightly lightly minor mildly".split(), "slightly")
"""How badly: the gravely injured are only some of the injured."""
NAMING = frozenset(
    "no number article section chapter route highway motorway page room flight channel "
    "bus platform unit block part phase act rule gate pier berth line aged age season day "
    "week year".split()
)
"""Words before a number that it names, and does not count."""
MONTHS = frozenset(
    "january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
LINKS = frozenset(
    "has have had been being be is are was were to from at by the a an of in on now then "
    "also already remain remained later since reported reportedly confirmed left that who "
    "believed thought said either toll number figure count total least than more about "
    "some as stands stood stand rose risen climbed reached reaches puts put revised "
    "currently still so far".split()
) | frozenset(QUALIFIED)
"""What may stand between a figure and what became of what it counts."""


def fates_of(words: set[str]) -> set[str]:
    """What became of anything, as a question asks for it."""
    return {FATES[word] for word in words if word in FATES}


def noun_stem(word: str) -> str:
    """A noun's stem; empty for people in general."""
    return "" if word in GENERIC else stem(word)
