"""Countries and unions by all that they and their people are called."""

from retrieval.question.words import fold

_CALLED = """
us: united states, usa, america, american, americans, us, vereinigte staaten,
vereinigten staaten, états unis, estados unidos, stati uniti, verenigde staten |
uk: united kingdom, britain,
great britain, british, briton, britons, uk | un: united nations, vereinte nationen,
vereinten nationen, nations unies, naciones unidas, nazioni unite, nações unidas, verenigde
naties | eu: european union, europäische union, europäischen union, union européenne, unión
europea, unione europea, união europeia, europese unie |
england: english | scotland: scottish, scots, scot | wales: welsh | ireland: irish | france:
french, frenchman, frenchwoman | germany: german, germans | italy: italian, italians | spain:
spanish, spaniard, spaniards | portugal: portuguese | netherlands: dutch, holland | belgium:
belgian, belgians | switzerland: swiss | austria: austrian, austrians | denmark: danish, dane,
danes | sweden: swedish, swede, swedes | norway: norwegian, norwegians | finland: finnish, finn,
finns | iceland: icelandic, icelanders | poland: polish, pole, poles | czech republic: czech,
czechs, czechia | hungary: hungarian, hungarians | romania: romanian, romanians | bulgaria:
bulgarian, bulgarians | greece: greek, greeks | turkey: turkish, turk, turks, türkiye | russia:
russian, russians, russian federation | ukraine: ukrainian, ukrainians | belarus: belarusian,
belarusians | serbia: serbian, serb, serbs | croatia: croatian, croat, croats | israel: israeli,
israelis | palestine: palestinian, palestinians | lebanon: lebanese | syria: syrian, syrians |
iraq: iraqi, iraqis | iran: iranian, iranians | saudi arabia: saudi, saudis, saudi arabian |
yemen: yemeni, yemenis | qatar: qatari, qataris | egypt: egyptian, egyptians | libya: libyan,
libyans | tunisia: tunisian, tunisians | morocco: moroccan, moroccans | algeria: algerian,
algerians | nigeria: nigerian, nigerians | kenya: kenyan, kenyans | ethiopia: ethiopian,
ethiopians | somalia: somali, somalis | sudan: sudanese | south africa: south african, south
africans | ghana: ghanaian, ghanaians | india: indian, indians | pakistan: pakistani, pakistanis |
afghanistan: afghan, afghans | bangladesh: bangladeshi, bangladeshis | nepal: nepalese, nepali |
sri lanka: sri lankan, sri lankans | china: chinese | japan: japanese | south korea: south korean,
south koreans | north korea: north korean, north koreans | korea: korean, koreans | taiwan:
taiwanese | vietnam: vietnamese | thailand: thai, thais | myanmar: burma, burmese | indonesia:
indonesian, indonesians | malaysia: malaysian, malaysians | singapore: singaporean | philippines:
filipino, filipinos, philippine | australia: australian, australians | new zealand: new
zealander, new zealanders | canada: canadian, canadians | mexico: mexican, mexicans | brazil:
brazilian, brazilians | argentina: argentine, argentinian, argentines | colombia: colombian,
colombians | venezuela: venezuelan, venezuelans | chile: chilean, chileans | peru: peruvian,
peruvians | cuba: cuban, cubans | haiti: haitian, haitians | europe: european, europeans |
africa: african, africans | asia: asian, asians | democrat: democratic, democrats, dem, dems |
republican: republicans, gop | christian: christians, christianity | muslim: muslims, islam,
islamic | jew: jewish, jews
"""

PEOPLES: dict[tuple[str, ...], str] = {
    tuple(fold(name).split()): home.strip()
    for home, names in (line.split(":") for line in " ".join(_CALLED.split()).split("|"))
    for name in (home.strip(), *(each.strip() for each in names.split(",")))
}
"""The words of each name, folded, and what all names of that place are counted as."""

LONGEST = max(len(name) for name in PEOPLES)
"""How many words the longest of them has."""
