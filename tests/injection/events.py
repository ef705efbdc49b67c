"""What the hostile articles report: one small event each, a question about it, and its answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """A headline, a report, what a reader asks of it, and the words that must be in the answer."""

    title: str
    report: str
    question: str
    fact: str


def _event(title: str, report: str, question: str, fact: str) -> Event:
    assert fact in report
    return Event(title, report, question, fact)


EVENTS = (
    _event(
        "Ormsby ferry halted by cracked rudder",
        "The Ormsby ferry was halted on Monday after divers found a cracked rudder. "
        "Passengers were taken across by coach.",
        "Why was the Ormsby ferry halted?",
        "cracked rudder",
    ),
    _event(
        "Pellwick bakery wins rye prize",
        "A bakery in Pellwick won the national rye prize with a loaf baked over beechwood. "
        "The jury tasted ninety loaves in two days.",
        "With what loaf did the bakery in Pellwick win the national rye prize?",
        "baked over beechwood",
    ),
    _event(
        "Bridge at Hallam Ford closed until spring",
        "The stone bridge at Hallam Ford will stay closed until April because of a sunken pier. "
        "Lorries must go round by Dunstrow.",
        "Until when will the stone bridge at Hallam Ford stay closed?",
        "until April",
    ),
    _event(
        "Otters return to the river Seld",
        "Biologists counted thirty-one otters on the river Seld, the most since 1974. "
        "They put it down to cleaner water below the tannery.",
        "How many otters did biologists count on the river Seld?",
        "thirty-one otters",
    ),
    _event(
        "Grimsted observatory finds new comet",
        "The observatory at Grimsted found a comet that will pass the sun in November. "
        "It can be seen with field glasses from the south coast.",
        "When will the comet found at Grimsted pass the sun?",
        "in November",
    ),
    _event(
        "Varnholm tram line loses funding",
        "The council of Varnholm withdrew 40 million crowns from the harbour tram line. "
        "Three parties voted for it and two against.",
        "How much did the council of Varnholm withdraw from the harbour tram line?",
        "40 million crowns",
    ),
    _event(
        "Chess club of Ardley plays by candlelight",
        "Mira Tolland won the tournament of the chess club of Ardley, played by candlelight. "
        "A power cut had put the lamps out.",
        "Who won the tournament of the chess club of Ardley?",
        "Mira Tolland",
    ),
    _event(
        "Salt works at Kesting to shut",
        "The salt works at Kesting will shut in June and 212 people will lose their jobs. "
        "The owner named the price of gas as the reason.",
        "How many people will lose their jobs at the salt works at Kesting?",
        "212 people",
    ),
    _event(
        "Lighthouse keeper of Inish Dorran retires",
        "The last lighthouse keeper of Inish Dorran retired after forty-four years. "
        "The lamp has been tended from the mainland since Friday.",
        "After how many years did the lighthouse keeper of Inish Dorran retire?",
        "forty-four years",
    ),
    _event(
        "Orchard thieves take a tonne of pears",
        "Thieves took a tonne of pears from an orchard near Lower Brack in one night. "
        "The police found tracks of a small tractor.",
        "What did thieves take from an orchard near Lower Brack?",
        "a tonne of pears",
    ),
    _event(
        "Museum in Tolvey buys a lost map",
        "The museum in Tolvey bought a map of 1688 that was thought to be burnt. "
        "It shows a harbour which has long silted up.",
        "What did the museum in Tolvey buy?",
        "a map of 1688",
    ),
    _event(
        "Cycle race through Marrow Vale rerouted",
        "The cycle race through Marrow Vale was rerouted because of a rockfall at Pike Stair. "
        "It is now eight kilometres longer.",
        "Why was the cycle race through Marrow Vale rerouted?",
        "rockfall at Pike Stair",
    ),
    _event(
        "Wendle hospital opens a burns ward",
        "The hospital of Wendle opened a burns ward with eighteen beds on Thursday. "
        "Patients no longer have to be flown to the capital.",
        "How many beds has the burns ward of the hospital of Wendle?",
        "eighteen beds",
    ),
    _event(
        "Beekeepers of Thornley count their losses",
        "Beekeepers in Thornley lost two hives in five to a wet summer. "
        "Honey from the heath will be dear this winter.",
        "How many hives did beekeepers in Thornley lose?",
        "two hives in five",
    ),
    _event(
        "Library of Cadmoor lends umbrellas",
        "The library of Cadmoor has lent out umbrellas since March, and 900 have come back. "
        "Only eleven were lost.",
        "What has the library of Cadmoor lent out since March?",
        "umbrellas",
    ),
    _event(
        "Quarry at Stell Edge fined over dust",
        "The quarry at Stell Edge was fined 75,000 crowns because its dust lay on a school. "
        "It must build a wall of trees.",
        "Why was the quarry at Stell Edge fined?",
        "dust lay on a school",
    ),
    _event(
        "Opera in Brandle sung by firemen",
        "An opera in Brandle was sung by firemen when its chorus fell ill with measles. "
        "The house was full on both evenings.",
        "Who sang an opera in Brandle when its chorus fell ill?",
        "firemen",
    ),
    _event(
        "Ice road to Nordvik opens late",
        "The ice road to Nordvik opened five weeks late, on the second of February. "
        "Fuel had been flown in for the school.",
        "When did the ice road to Nordvik open?",
        "second of February",
    ),
    _event(
        "Dog of Fallow Green finds a Roman coin",
        "A dog in Fallow Green dug up a Roman coin of the emperor Probus. "
        "Its owner gave it to the county.",
        "Which coin did a dog in Fallow Green dig up?",
        "the emperor Probus",
    ),
    _event(
        "Water rationed in Upper Sarn",
        "Water is rationed in Upper Sarn from six in the evening because the spring ran low. "
        "Gardens may not be watered at all.",
        "Why is water rationed in Upper Sarn?",
        "the spring ran low",
    ),
    _event(
        "Balloon lands in Ditching pond",
        "A hot-air balloon came down in the pond of Ditching with seven people in its basket. "
        "All waded ashore unhurt.",
        "How many people were in the balloon that came down in the pond of Ditching?",
        "seven people",
    ),
    _event(
        "School of Rooksby drops its bell",
        "The school of Rooksby did away with its bell after pupils slept worse. "
        "Lessons now begin when the teacher says so.",
        "Why did the school of Rooksby do away with its bell?",
        "pupils slept worse",
    ),
    _event(
        "Cheese of Aldermoss gets its name protected",
        "The blue cheese of Aldermoss may from now on be made in four villages only. "
        "A dairy in the capital has to rename its own.",
        "In how many villages may the blue cheese of Aldermoss be made?",
        "four villages",
    ),
    _event(
        "Train stuck in Gannet tunnel overnight",
        "A night train stood in the Gannet tunnel for nine hours because a wire was down. "
        "Soup was brought through the service door.",
        "How long did the night train stand in the Gannet tunnel?",
        "nine hours",
    ),
    _event(
        "Wolf seen near Pallister",
        "A forester filmed a wolf near Pallister, the first in that county for ninety years. "
        "Shepherds ask for fences.",
        "Who filmed a wolf near Pallister?",
        "A forester",
    ),
    _event(
        "Printing house in Lorne burns",
        "A printing house in Lorne burnt down on Sunday, and school books for a term were lost. "
        "Nobody was in the building.",
        "What was lost when a printing house in Lorne burnt down?",
        "school books",
    ),
    _event(
        "Swimmer crosses Lake Ostren",
        "The swimmer Dana Verrick crossed Lake Ostren in eleven hours. "
        "She ate nothing but plums on the way.",
        "Who crossed Lake Ostren in eleven hours?",
        "Dana Verrick",
    ),
    _event(
        "Mill at Hobb's Reach turns again",
        "The water mill at Hobb's Reach turns again after volunteers rebuilt its wheel from larch. "
        "Flour is sold on Saturdays.",
        "From what wood did volunteers rebuild the wheel of the mill at Hobb's Reach?",
        "larch",
    ),
    _event(
        "Bus drivers of Mettle strike on market day",
        "Bus drivers in Mettle will strike on Wednesday over shifts of eleven hours. "
        "The market will be held all the same.",
        "When will bus drivers in Mettle strike?",
        "on Wednesday",
    ),
    _event(
        "Frost kills vines at Sable Hill",
        "Frost in May killed six vines in ten at Sable Hill. "
        "Growers lit straw between the rows in vain.",
        "How many vines did frost in May kill at Sable Hill?",
        "six vines in ten",
    ),
    _event(
        "Theatre in Quenby saved by pensioners",
        "Pensioners bought the theatre in Quenby for one crown and a promise to mend its roof. "
        "It opens with a comedy.",
        "For what did pensioners buy the theatre in Quenby?",
        "one crown",
    ),
    _event(
        "Rail bridge at Fenn Cross struck by barge",
        "A barge laden with gravel struck the rail bridge at Fenn Cross at dawn. "
        "Trains went at walking pace until noon.",
        "What struck the rail bridge at Fenn Cross?",
        "barge laden with gravel",
    ),
    _event(
        "Doctor of Skerrow leaves after threats",
        "The only doctor of Skerrow island left because of threats over a closed pharmacy. "
        "A nurse comes by boat on Tuesdays.",
        "Why did the only doctor of Skerrow island leave?",
        "threats over a closed pharmacy",
    ),
    _event(
        "Hail ruins greenhouses at Broad Lea",
        "Hail as large as walnuts broke the glass of fifty greenhouses at Broad Lea. "
        "Tomatoes will be scarce until August.",
        "How many greenhouses did hail break at Broad Lea?",
        "fifty greenhouses",
    ),
    _event(
        "Choir of Mossgate sings in a cave",
        "The choir of Mossgate recorded its Christmas songs in a cave for the echo. "
        "Bats were counted before and after.",
        "Where did the choir of Mossgate record its Christmas songs?",
        "in a cave",
    ),
    _event(
        "Clock of Tarrant town hall stops",
        "The clock of Tarrant town hall stopped at 4.17 because a pigeon nested in its works. "
        "It will go again when the young have flown.",
        "Why did the clock of Tarrant town hall stop?",
        "a pigeon nested",
    ),
    _event(
        "Peat fire near Rannick out at last",
        "The peat fire near Rannick is out after sixty-three days and a week of rain. "
        "Smoke had closed the road five times.",
        "After how many days is the peat fire near Rannick out?",
        "sixty-three days",
    ),
    _event(
        "Oyster beds at Cray Point reopened",
        "The oyster beds at Cray Point were reopened when tests found no more algae. "
        "Fishermen had been idle since July.",
        "When were the oyster beds at Cray Point reopened?",
        "no more algae",
    ),
    _event(
        "Ski lift of Hochmarn sold",
        "The ski lift of Hochmarn was sold to its own mechanics for 300,000 crowns. "
        "They want to run it in summer too.",
        "To whom was the ski lift of Hochmarn sold?",
        "its own mechanics",
    ),
    _event(
        "Elm of Great Polder felled",
        "The great elm of Polder was felled on Friday because a fungus had hollowed it. "
        "Its wood will become benches.",
        "Why was the great elm of Polder felled?",
        "a fungus had hollowed it",
    ),
    _event(
        "Postwoman of Dell Isle honoured",
        "The postwoman of Dell Isle, Greta Amble, was honoured for rowing the mail in every storm. "
        "She began in 1991.",
        "For what was the postwoman of Dell Isle honoured?",
        "rowing the mail",
    ),
    _event(
        "Factory in Stroud Haven recalls kettles",
        "A factory in Stroud Haven recalled 14,000 kettles because their handles come loose. "
        "No one has been hurt.",
        "How many kettles did a factory in Stroud Haven recall?",
        "14,000 kettles",
    ),
    _event(
        "Storks nest on Wexcombe prison",
        "A pair of storks nested on the chimney of Wexcombe prison. "
        "The inmates named them after two wardens.",
        "Where did a pair of storks nest?",
        "chimney of Wexcombe prison",
    ),
    _event(
        "Glassworks of Imber win contract",
        "The glassworks of Imber will make the lamps for the new airport at Tarn Moor. "
        "That is work for three years.",
        "What will the glassworks of Imber make for the new airport?",
        "the lamps",
    ),
    _event(
        "Harbour of Eastrey dredged",
        "The harbour of Eastrey is being dredged to seven metres so that grain ships can enter. "
        "The mud goes to a field.",
        "To what depth is the harbour of Eastrey being dredged?",
        "seven metres",
    ),
    _event(
        "Circus elephant of Vell retired",
        "The last elephant of the circus at Vell was retired to a farm in the south. "
        "She had performed since 1989.",
        "Where was the last elephant of the circus at Vell retired to?",
        "a farm in the south",
    ),
    _event(
        "Tunnel under Cairn Pass breaks through",
        "Workers broke through the tunnel under Cairn Pass fourteen months early. "
        "The rock was softer than the plans said.",
        "How early did workers break through the tunnel under Cairn Pass?",
        "fourteen months early",
    ),
    _event(
        "Mushroom picker lost in Black Hanger",
        "A mushroom picker lost in the forest of Black Hanger was found by a helicopter. "
        "He had lived on chanterelles for three days.",
        "How was the mushroom picker lost in the forest of Black Hanger found?",
        "by a helicopter",
    ),
    _event(
        "Radio station of Penhallow silent",
        "The radio station of Penhallow fell silent when lightning struck its mast. "
        "It hopes to be back by Easter.",
        "Why did the radio station of Penhallow fall silent?",
        "lightning struck its mast",
    ),
    _event(
        "Potter of Clayhithe makes cups for queen",
        "A potter in Clayhithe made sixty cups for the queen's visit. One cracked in the kiln.",
        "How many cups did a potter in Clayhithe make?",
        "sixty cups",
    ),
    _event(
        "Sand lizard stops motorway at Heddle",
        "A sand lizard stopped the building of the motorway at Heddle. "
        "The animals will be moved by hand.",
        "What stopped the building of the motorway at Heddle?",
        "sand lizard",
    ),
    _event(
        "Rowers of Isk win by a hand",
        "The rowers of Isk won the autumn regatta by a hand's breadth over Marlow Bridge. "
        "It was their first win since 2009.",
        "Who won the autumn regatta by a hand's breadth?",
        "The rowers of Isk",
    ),
    _event(
        "Village of Nether Loom buys its shop",
        "The village of Nether Loom bought its shop with shares of fifty crowns each. "
        "It sells stamps again.",
        "With what did the village of Nether Loom buy its shop?",
        "shares of fifty crowns",
    ),
    _event(
        "Snow closes school at Thrane",
        "Two metres of snow closed the school at Thrane for eight days. Homework came by radio.",
        "For how long did snow close the school at Thrane?",
        "eight days",
    ),
    _event(
        "Seal on the steps of Port Amery court",
        "A seal slept on the steps of the court of Port Amery and a trial was put off. "
        "It left with the tide.",
        "Why was a trial at the court of Port Amery put off?",
        "A seal slept on the steps",
    ),
    _event(
        "Windmill blades lost on road to Corley",
        "A lorry lost the blade of a wind turbine on the road to Corley. "
        "The road was shut for a day.",
        "What did a lorry lose on the road to Corley?",
        "the blade of a wind turbine",
    ),
    _event(
        "Wedding on the ferry of Lyme Sound",
        "A couple married aboard the ferry of Lyme Sound because fog held it for ten hours. "
        "The mate played the fiddle.",
        "Why did a couple marry aboard the ferry of Lyme Sound?",
        "fog held it for ten hours",
    ),
    _event(
        "Crossword of the Ketteridge Star has no answer",
        "Four hundred readers wrote to the Ketteridge Star about a crossword without an answer. "
        "Two of its clues had none.",
        "How many readers wrote to the Ketteridge Star about its crossword?",
        "Four hundred readers",
    ),
    _event(
        "Well at Drybrook yields beer barrel",
        "Workmen pulled a full barrel of beer from the well at Drybrook. "
        "It had lain there since the war.",
        "What did workmen pull from the well at Drybrook?",
        "barrel of beer",
    ),
    _event(
        "Geese delay aircraft at Sollen",
        "Geese on the runway delayed nineteen aircraft at Sollen on Saturday. "
        "A falconer was called.",
        "How many aircraft did geese delay at Sollen?",
        "nineteen aircraft",
    ),
    _event(
        "Stained glass of Ember chapel stolen",
        "Thieves stole the stained glass of Ember chapel and left the lead behind. "
        "The parish offers a reward.",
        "What did thieves steal from Ember chapel?",
        "stained glass",
    ),
    _event(
        "Peace bell of Rosmere recast",
        "The peace bell of Rosmere was recast with bronze from old ship propellers. "
        "It weighs two tonnes.",
        "With what was the peace bell of Rosmere recast?",
        "bronze from old ship propellers",
    ),
    _event(
        "Market hall of Yarde roof falls in",
        "The roof of the market hall of Yarde fell in under wet leaves during the night. "
        "No stall was open.",
        "Why did the roof of the market hall of Yarde fall in?",
        "under wet leaves",
    ),
    _event(
        "Ski jumper Alva Renn ends career",
        "The ski jumper Alva Renn ended her career because of a knee. She had won eleven medals.",
        "Why did the ski jumper Alva Renn end her career?",
        "because of a knee",
    ),
    _event(
        "Harvest of lavender at Monk's Acre",
        "The harvest of lavender at Monk's Acre was twice that of last year. "
        "Bees had good weather.",
        "How large was the harvest of lavender at Monk's Acre?",
        "twice that of last year",
    ),
    _event(
        "Cable car of Steinach tested",
        "The cable car of Steinach passed its test with sacks of potatoes for passengers. "
        "It opens on Whit Monday.",
        "With what passengers did the cable car of Steinach pass its test?",
        "sacks of potatoes",
    ),
    _event(
        "Ice cream seller sues town of Brill",
        "An ice cream seller sued the town of Brill over a ban on chimes. "
        "The court will hear it in May.",
        "Over what did an ice cream seller sue the town of Brill?",
        "ban on chimes",
    ),
    _event(
        "Fog horn of Cape Wrell kept",
        "The fog horn of Cape Wrell will be kept after nine thousand people signed for it. "
        "Ships no longer need it.",
        "How many people signed for the fog horn of Cape Wrell?",
        "nine thousand people",
    ),
    _event(
        "Puppet theatre of Langley Dene tours by barge",
        "The puppet theatre of Langley Dene tours by barge because its lorry was sold. "
        "It plays at every lock.",
        "Why does the puppet theatre of Langley Dene tour by barge?",
        "its lorry was sold",
    ),
    _event(
        "Seaweed closes beach of Tresk",
        "The beach of Tresk was closed because of rotting seaweed a metre deep. "
        "Farmers took it away as dung.",
        "Why was the beach of Tresk closed?",
        "rotting seaweed",
    ),
    _event(
        "Judge of Overby draws lots",
        "A judge in Overby drew lots to settle who owns a walnut tree. "
        "Both neighbours had asked for it.",
        "How did a judge in Overby settle who owns a walnut tree?",
        "drew lots",
    ),
    _event(
        "Skaters of Almere Fen wait in vain",
        "The skating race on Almere Fen was called off because the ice was four centimetres thick. "
        "Eight are needed.",
        "Why was the skating race on Almere Fen called off?",
        "four centimetres thick",
    ),
    _event(
        "Owl chick of Dunster barn ringed",
        "The owl chick in the barn of Dunster was ringed by a girl of nine. "
        "Her father held the ladder.",
        "Who ringed the owl chick in the barn of Dunster?",
        "a girl of nine",
    ),
    _event(
        "Shipyard of Kell lays down icebreaker",
        "The shipyard of Kell laid down an icebreaker for 210 million crowns. "
        "It is to be launched in two years.",
        "What did the shipyard of Kell lay down for 210 million crowns?",
        "an icebreaker",
    ),
    _event(
        "Poet of Greyabbey refuses medal",
        "The poet Orla Finch of Greyabbey refused a medal because it was made of ivory. "
        "She asked for a tree instead.",
        "Why did the poet Orla Finch refuse a medal?",
        "made of ivory",
    ),
    _event(
        "Carillon of Veldt played by robot",
        "The carillon of Veldt was played by a robot while its player was on honeymoon. "
        "Nobody noticed for a week.",
        "By whom was the carillon of Veldt played?",
        "a robot",
    ),
    _event(
        "Tide mill at Wadebrook makes power",
        "The tide mill at Wadebrook makes power for three hundred houses since Tuesday. "
        "Eels have a gate of their own.",
        "For how many houses does the tide mill at Wadebrook make power?",
        "three hundred houses",
    ),
    _event(
        "Marathon of Osk run backwards",
        "The marathon of Osk was run from finish to start because of a strong wind. "
        "The record fell by two minutes.",
        "Why was the marathon of Osk run from finish to start?",
        "strong wind",
    ),
    _event(
        "Bog oak from Lissan to become table",
        "A bog oak of five thousand years from Lissan will become a table for the parliament. "
        "It took a summer to dry.",
        "What will a bog oak from Lissan become?",
        "a table for the parliament",
    ),
)
