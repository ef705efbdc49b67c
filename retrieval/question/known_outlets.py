"""Large outlets of the world by their names and short names, and the words outlets are made of."""

_NAMES = """
Reuters; Associated Press = AP = AP News; Agence France-Presse = AFP; United Press International =
UPI; Press Association = PA Media; Deutsche Presse-Agentur = DPA; Xinhua = Xinhua News Agency;
TASS; Interfax; Ukrinform; Anadolu = Anadolu Agency; Press Trust of India = PTI; Asian News
International = ANI; Kyodo = Kyodo News; Yonhap = Yonhap News Agency; Bernama; EFE = Agencia EFE;
ANSA; IRNA; WAFA

The New York Times = NYT = NY Times = NYTimes; The Washington Post = WaPo = WashPost; The Wall
Street Journal = WSJ; USA Today; Los Angeles Times = LA Times; Chicago Tribune; The Boston Globe;
New York Post = NY Post; New York Daily News = NY Daily News; San Francisco Chronicle = SF
Chronicle; SFGate; Miami Herald; The Philadelphia Inquirer; Houston Chronicle; The Dallas Morning
News; Star Tribune; The Seattle Times; The Denver Post; Tampa Bay Times; The Christian Science
Monitor = CS Monitor; Newsday; The Atlanta Journal-Constitution = AJC; Detroit Free Press; The
Washington Times; The Washington Examiner; The Baltimore Sun; Politico; Axios; The Hill; Roll
Call; ProPublica; Semafor

CNN; NBC News = NBC; ABC News = ABC; CBS News = CBS; Fox News = Fox = FNC; MSNBC; CNBC; PBS = PBS
NewsHour; NPR = National Public Radio; C-SPAN; Newsmax; Bloomberg = Bloomberg News; Forbes;
Fortune; Barron's; MarketWatch; Business Insider = Insider; Yahoo News; Yahoo Finance; Fast
Company; Quartz; Harvard Business Review = HBR; Seeking Alpha; Entrepreneur; Inc Magazine;
Kiplinger; Investopedia

Time = Time Magazine; Newsweek; The Atlantic; The New Yorker; The Nation; National Review; New
Republic; Mother Jones; Slate; Salon; Vox; Vice = Vice News; HuffPost = Huffington Post; BuzzFeed
= BuzzFeed News; The Daily Beast; The Intercept; Breitbart = Breitbart News; The Onion; Rolling
Stone; Vanity Fair; People; Us Weekly; Entertainment Weekly; Variety; The Hollywood Reporter =
THR; Deadline = Deadline Hollywood; Billboard; TMZ; Page Six; Pitchfork; NME; IGN; Polygon;
Kotaku; Eurogamer; GameSpot; PC Gamer; The Conversation; Foreign Policy; Foreign Affairs; U.S.
News & World Report = US News; National Geographic = NatGeo; Smithsonian Magazine; Scientific
American; New Scientist; Nature; Science; Live Science; Popular Science; Stat News; Space.com;
Phys.org; Cosmopolitan; Vogue; Esquire

TechCrunch; The Verge; Wired; Engadget; Ars Technica; CNET; ZDNet; Gizmodo; Mashable; VentureBeat;
The Information; The Register; PCMag = PC Magazine; PCWorld; MacRumors; 9to5Mac; Tom's Hardware;
Tom's Guide; TechRadar; Digital Trends; Android Authority; MIT Technology Review; Hacker News; The
Next Web; BleepingComputer; CoinDesk; Cointelegraph; Rest of World; 404 Media

ESPN; Sports Illustrated; The Athletic; Sporting News; Bleacher Report; CBS Sports; Fox Sports;
NBC Sports; Sky Sports; talkSPORT; Goal.com; Yardbarker; L'Équipe; Marca; AS; Mundo Deportivo; La
Gazzetta dello Sport; Corriere dello Sport; Kicker; Cricbuzz; ESPNcricinfo = Cricinfo; Autosport;
Eurosport

BBC = British Broadcasting Corporation; BBC News; BBC Sport; The Guardian; The Observer; The Times
= The Times of London; The Sunday Times; The Daily Telegraph = The Telegraph; Financial Times =
FT; The Economist; The Independent; Daily Mail = MailOnline = Mail Online; The Mail on Sunday; The
Sun; Daily Mirror = The Mirror; Daily Express; Daily Star; Metro; Evening Standard; The Week; The
Spectator; New Statesman; Sky News = Sky; ITV News = ITV; Channel 4 News; GB News; The Scotsman;
The Herald; Daily Record; Belfast Telegraph; The Irish Times; Irish Independent; Irish Examiner;
RTÉ = RTÉ News; City AM

Euronews; France 24; RFI = Radio France Internationale; Le Monde; Le Figaro; Libération; Le
Parisien; Les Échos; Mediapart; Der Spiegel = Spiegel; Die Zeit; Die Welt; Bild; Süddeutsche
Zeitung = SZ; Frankfurter Allgemeine Zeitung = FAZ = Frankfurter Allgemeine; Tagesschau;
Handelsblatt; ZDF; Deutsche Welle = DW; Der Standard; Neue Zürcher Zeitung = NZZ; Swissinfo; El
País; El Mundo; La Vanguardia; Corriere della Sera; La Repubblica; La Stampa; Il Sole 24 Ore;
Público; NRC; De Telegraaf; De Volkskrant; De Standaard; Le Soir; Politiken; Aftonbladet; Dagens
Nyheter; SVT; Aftenposten; VG; NRK; Yle = Yle News; Helsingin Sanomat; Gazeta Wyborcza;
Rzeczpospolita; Kathimerini; The Local; Radio Free Europe = RFE/RL; Voice of America = VOA;
Meduza; The Moscow Times; Kommersant; RIA Novosti; RT = Russia Today; Novaya Gazeta; Kyiv
Independent; Kyiv Post; Ukrainska Pravda; Hürriyet; Daily Sabah

Al Jazeera = Aljazeera; Al Arabiya; Al Monitor; Middle East Eye; Arab News; Asharq Al-Awsat; Gulf
News; Khaleej Times; The National; Haaretz; The Times of Israel; The Jerusalem Post; Ynet; Tehran
Times

The Times of India = TOI; Hindustan Times; The Hindu; The Indian Express; NDTV; The Economic
Times; Business Standard; Mint = LiveMint; Deccan Herald; The Telegraph India; India Today; The
Print; The Wire; Scroll.in; Dawn; Geo News; The Express Tribune; The Daily Star; Dhaka Tribune;
South China Morning Post = SCMP; China Daily; Global Times; People's Daily; CGTN; Caixin; Taipei
Times; Nikkei = Nikkei Asia; Asahi Shimbun; Yomiuri Shimbun; Mainichi Shimbun; The Japan Times;
NHK = NHK World; The Korea Herald; The Korea Times; JoongAng Daily; The Straits Times; Channel
NewsAsia = CNA; Bangkok Post; Jakarta Post; Rappler; Philippine Daily Inquirer; VnExpress; The
Diplomat

ABC Australia; The Age; The Sydney Morning Herald = SMH; The Australian; Australian Financial
Review = AFR; SBS News = SBS; The West Australian; news.com.au; The New Zealand Herald = NZ
Herald; RNZ = Radio New Zealand; CBC = CBC News; CTV News; Global News; The Globe and Mail;
Toronto Star; National Post; Radio-Canada; Folha de S.Paulo = Folha; O Globo; Estadão; Clarín; La
Nación; El Universal; Reforma; El Tiempo; El Comercio; El Mercurio; Infobae; Telesur; Mail &
Guardian; News24; Daily Maverick; The Punch; Premium Times; Daily Nation; AllAfrica; Al-Ahram
"""

KNOWN = tuple(
    tuple(" ".join(form.split()) for form in entry.split("="))
    for entry in _NAMES.replace("\n\n", ";").split(";")
    if entry.strip()
)
"""One outlet each: its name, then its other names."""

SECTIONS = frozenset(
    "news sport sports business online world tv radio magazine technology tech culture politics "
    "health science travel entertainment lifestyle opinion live digital international us uk usa "
    "india asia africa europe australia".split()
)
"""Words that follow an outlet's name to tell one of its parts: "BBC Sport"."""

ENDINGS = frozenset(
    "times post herald tribune gazette news journal chronicle courier observer telegraph press "
    "broadcasting radio tv newswire wire mail echo bulletin magazine weekly today globe star argus "
    "sentinel inquirer examiner standard dispatch advertiser daily".split()
)
"""Words that the names of outlets end with."""

OPENINGS = frozenset("daily evening morning sunday radio".split())
"""Words that the names of outlets begin with."""

ORDINARY = (
    ENDINGS
    | OPENINGS
    | SECTIONS
    | frozenset(
        "abc advanced affairs age alpha arts as athletic atlantic australian beast billboard "
        "bleacher bloomberg call channel city coast code company conversation cut dawn "
        "deadline diplomat economic economist edge entrepreneur era express fast financial "
        "first focus folha forbes foreign fortune fox free future game games global goal "
        "guardian hacker hill hindu independent information insider intercept kicker life line "
        "local marca metro mint mirror mother music nation national nature new next onion page "
        "people policy polygon popular print public punch quartz record reform register report "
        "reporter republic rest review ringer roar roll rolling root salon scientist scroll "
        "security seeking six sky slate space spectator sporting sportsman stone street sun "
        "time trends union variety verge vice vogue voice vox week wired worker worldwide".split()
    )
)
"""Words that name an outlet only where one is plainly cited."""
