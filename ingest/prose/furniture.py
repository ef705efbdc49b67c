"""The lines of a news page that are no news: share bars, prompts, notices, link lists."""

import re

from ingest.text import folded, word_count

_NETWORKS = frozenset(
    "twitter facebook reddit pinterest whatsapp linkedin telegram tumblr instagram youtube x "
    "messenger flipboard bluesky mastodon threads snapchat tiktok viber xing".split()
)
_SHARE_WORDS = _NETWORKS | frozenset(
    "share shares this article story on via by with to save email e mail print copy link url "
    "follow us tweet post pin it send like comment comments more sms app and the or".split()
)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]」』）]*$")
_WORDS_OF_A_SENTENCE = 8
_LONGEST, _WIDEST = 25, 300
_PATTERNS = (
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|search|footer).*",
    r"(?:main )?menu|navigation|search|close|home|back to top|toggle navigation|open menu",
    r"sections",
    r"(?:log|sign) ?(?:in|up|out)(?: now| here| free)?|register(?: now)?",
    r"subscribe(?: now| today)?|my account|advertisement|advertising|sponsored(?: content)?",
    r"anzeige|publicité|publicidad",
    r"(?:share|save|print|email|listen to) (?:this )?(?:article|story|page)(?: (?:on|by|via) .*)?",
    r"(?:copy|get) link|link copied.*|share(?: this)?|print|save|email|comments?",
    r"gift this article",
    r"\d[\d,.]* ?(?:comments?|shares?|views?)|(?:\d+|\w+)[ -]min(?:ute)?s? (?:read|listen|watch)",
    r"reading time:? .*|est\. reading time.*",
    r"(?:this (?:site|website)|we|our (?:site|website)) (?:and our partners )?uses? cookies.*",
    r"by (?:continuing|using|browsing).* you (?:agree|accept|consent).*",
    r"(?:accept|reject|manage|allow)(?: all)?(?: (?:cookies|preferences|settings|choices))?",
    r"cookie (?:policy|settings|notice|preferences)",
    r"(?:your )?privacy (?:policy|settings|choices)",
    r"terms (?:of use|(?:and|&) conditions|of service)(?: (?:and|&|apply)\b.*)?|ad ?choices",
    r"do not sell (?:or share )?my\b.*",
    r"(?:sign up|subscribe|register) (?:for|to|now|here|today)\b.*\b(?:newsletters?|inbox)\b.*",
    r"sign up (?:for|to)\b.*\b(?:our\b.* e-?mails?|e-?mail (?:alerts?|updates?|digest))\b.*",
    r"(?:sign up|subscribe) (?:for|to)\b.*(?:briefing|alerts?|unlimited|access|account).*",
    r"have your say(?: (?:below|in (?:the|our) (?:comments?|poll))\b.*)?",
    r"(?:get|receive) .*(?:by e-?mail|newsletter|in(?:to)? your inbox|breaking news alerts?).*",
    r"(?:our )?(?:daily |weekly |free )?newsletters?|enter your e-?mail.*",
    r"thank(?:s| you) for (?:subscribing|signing up).*|keep an eye on your inbox.*",
    r"there was an error processing your .*|please enter a valid e-?mail.*",
    r"subscribe to (?:the|our) .*\b(?:newsletter|channel|podcast)\b.*",
    r"(?:click|tap) here (?:for|to (?:get|subscribe|sign up|download|read|see|view)).*",
    r"get the latest .*\b(?:newsletters?|inbox)\b.*",
    r"this (?:slideshow|content|video|page) requires (?:javascript|cookies).*|click to tweet",
    rf"follow (?:[\w.@'’-]+ ){{1,4}}on (?:{'|'.join(sorted(_NETWORKS))})\b.{{0,40}}",
    # A name follows, and no word of prose: "Reporting by the paper showed …" is news.
    r"(?:additional )?reporting (?:and writing |and editing )?by (?-i:[A-Z])[^.]*\.?",
    r"sources?: (?:[\w.&'’-]+ ?){1,4}",
    r"if you (?:buy|purchase) .*\b(?:commission|share of the sale)\b.*",
    r"(?:©|\(c\)|copyright (?:©|\(c\)|\d)).*|all rights reserved.*|(?:.* )?all rights reserved\.?",
    rf"(?:follow|like|find|join|contact) us(?: on (?:{'|'.join(sorted(_NETWORKS))})\b.*)?",
    r"contact us (?:at|via) .*|contact|about(?: us)?|careers",
    r"advertise(?: with us)?|help(?: centre| center)?|site ?map|rss(?: feeds?)?|faqs?",
    r"(?:download|get) (?:our|the) .*\bapp\b.*|(?:open|read|view) in (?:the )?app",
    r"(?:read|see|learn|find out|show|load|view) more|continue reading.*|click here.*|tap here.*",
    r"(?:read (?:more|also|next)|see also|also read|related|more on this|recommended)\s*[:|].*",
    r"(?:watch|listen)\s*[:|].*",
    r"(?:file )?(?:photo|image|picture|photograph)s?(?: (?:by|credit|source))? ?[:/|].*",
    r"(?:photo |image )?credits? ?[:/|].*",
    r"getty images|image source.*|image caption.*",
    r"(?:next|previous)(?: (?:article|story|post|page))?",
    r"the post .+ (?:appeared first on|first appeared on) .+",
    r"(?:leave|post|write|add) a (?:comment|reply)|view (?:all )?comments",
    r"join the (?:conversation|discussion)|report (?:an error|a typo).*",
    r"(?:tags?|topics?|filed under|categories|keywords)\s*:.*|topics",
    # The same in German, French and Spanish.
    r"(?:artikel|beitrag|seite) (?:teilen|drucken|merken|versenden)|teilen|drucken|kommentare?",
    r"(?:(?:lesen sie|das könnte sie) auch(?: interessieren)?|mehr zum thema)\s*[:|].*",
    r"(?:jetzt )?(?:hier )?(?:abonnieren sie|bestellen sie|melden sie sich)\b.*\bnewsletter\b.*",
    r"(?:jetzt )?(?:zum )?newsletter (?:abonnieren|bestellen|anmelden).*",
    r"(?:wir|diese (?:web)?seite) (?:verwenden|nutzen|verwendet|nutzt) cookies.*|zur startseite",
    r"(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados).*",
    r"(?:alle (?:cookies )?akzeptieren|datenschutz(?:erklärung)?|impressum|agb)",
    r"partager(?: (?:cet article|sur .*))?|imprimer|commenter|réagir|commentaires?",
    r"(?:(?:à )?lire (?:aussi|également)|voir aussi|sur le même sujet)\s*[:|].*",
    r"(?:inscrivez-vous|abonnez-vous) (?:à|gratuitement)\b.*\b(?:newsletters?|lettre).*",
    r"(?:nous utilisons|ce site utilise) des cookies.*|tout accepter|mentions légales",
    r"compartir(?: (?:este artículo|en .*))?|imprimir|comentarios?",
    r"(?:lea|lee|leer|ver|te puede interesar) ?(?:también|además)?\s*[:|].*",
    r"(?:suscríbete|suscríbase|apúntate) (?:a|gratis)\b.*\b(?:newsletters?|boletín).*",
    r"(?:utilizamos|este sitio (?:web )?utiliza) cookies.*|aceptar todo|aviso legal",
)
_FURNITURE = re.compile(rf"(?:{'|'.join(_PATTERNS)})[\s.!:>»→]*", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:related|recommended|popular|trending|latest|top|most|more|other|similar|further|also)"
    r"(?: (?:related|popular|read|viewed|shared|recent|latest|top|from|on|in|by|news|world|local"
    r"|stories|story|articles?|posts?|topics?|content|links?|reading|headlines|videos?|this|now"
    r"|the|our|site|for|you|us|today|like|of|week))*"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|enjoy).*|read next|up next|what to read"
    r"(?: next)?|don'?t miss|editor'?s picks?|in other news|around the web|from the web|see also"
    r"|more from .{1,40}|more stories.*|(?:à )?lire (?:aussi|également)|sur le même sujet"
    r"|mehr zum thema|lesen sie auch"
    r"|das könnte sie auch interessieren|lea también|te puede interesar|más noticias"
    r"|comments?(?: \(\d+\))?",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is furniture; long lines are taken for prose about it."""
    if len(line) > _WIDEST or len(line.split()) > _LONGEST:
        return False
    return is_share_bar(line) or _FURNITURE.fullmatch(line) is not None


def is_share_bar(line: str) -> bool:
    """Tell whether a line holds nothing but sharing words, with a network among them."""
    words = set(folded(line).split())
    return bool(words & _NETWORKS) and words <= _SHARE_WORDS and words != {"x"}


def opens_tail(line: str) -> bool:
    """Tell whether a line heads a list of links to other articles."""
    return (
        len(line) <= _WIDEST
        and len(line.split()) <= 8
        and _TAIL.fullmatch(line.rstrip(" :>»→")) is not None
    )


def is_sentence(line: str) -> bool:
    """Tell whether a line reads like prose: enough words, and a full stop or the like."""
    enough = len(line.split()) >= _WORDS_OF_A_SENTENCE or (
        not line.isascii() and word_count(line) >= _WORDS_OF_A_SENTENCE
    )
    return enough and bool(_SENTENCE_END.search(line))
