"""Pairs of words that say the opposite, by their stems."""

from retrieval.question.words import stem

_PAIRS = """
rise fall | increase decrease | increase reduce | grow shrink | gain lose | win lose | more less |
more fewer | most least | most fewest | higher lower | high low | highest lowest | best worst |
better worse | stronger weaker | strong weak | strongest weakest | largest smallest |
larger smaller | large small | big small | biggest smallest | bigger smaller | first last |
early late | earlier later | open close | opened closed |
reopen close | reopen shut | open shut | support oppose | approve reject |
accept reject | guilty innocent | convict acquit | buy sell | raise lower | raise cut |
north south | east west | northern southern | eastern western | alive dead | above below |
inside outside | positive negative | legal illegal | success failure | succeed fail | start end |
begin end | arrive leave | join leave | man woman | men women | male female | son daughter |
father mother | brother sister | husband wife | allow ban | allow forbid | permit ban |
allow prevent | majority minority | maximum minimum | profit loss | optimistic pessimistic |
hot cold | warm cool | hotter colder | warmer cooler | long short | longer shorter |
longest shortest | fast slow | faster slower | cheap expensive | cheaper costlier | old young |
older younger | oldest youngest | rich poor | left right | agree disagree | confirm deny |
admit deny | likely unlikely | able unable | possible impossible | improve worsen | expand shrink |
surge plunge | soar plummet | jump drop | rise drop | increase drop | rise decline |
increase decline | climb fall | ally enemy | hire fire | add remove | include exclude |
public private | victory defeat | ahead behind | upper lower | senior junior | import export |
lead trail | safe dangerous | easy difficult | easier harder | heavy light | full empty |
popular unpopular | legal unlawful | encourage discourage | strengthen weaken | widen narrow |
praise criticise | praise criticize | borrow lend | deny grant | enter exit | rising falling |
increasing decreasing | growing shrinking | highest fewest | remember forget | alone together |
friend enemy | love hate | morning evening | summer winter | day night | tighten loosen
"""

OPPOSITES: dict[str, frozenset[str]] = {}
"""The stems of what says the opposite, for each stem."""

for _pair in _PAIRS.split("|"):
    _one, _other = (stem(word) for word in _pair.split())
    OPPOSITES[_one] = OPPOSITES.get(_one, frozenset()) | {_other}
    OPPOSITES[_other] = OPPOSITES.get(_other, frozenset()) | {_one}
