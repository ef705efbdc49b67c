"""What is said to the desk itself and asks nothing of the news: greetings, thanks, "who are you?".

Phrases of English, German, French and Spanish, folded; a text is one of these courtesies only when
it is made of nothing else.
"""

import re
from collections.abc import Iterator
from enum import IntEnum, auto

from retrieval.question.words import words


class Courtesy(IntEnum):
    """What is meant; of several in one text the greatest counts."""

    GREETING = auto()
    THANKS = auto()
    LEAVE = auto()
    ABILITIES = auto()
    """It asks what the desk is, or what can be done with it."""


_MOST = 14
"""Words: nobody is that polite."""
_WITH_IT = """
    there|bot|newsdesk|news desk|all|everyone|everybody|folks|team|friend|mate|again|please|pls|
    plz|so|and|oh|ah|well|d|p|xd|lol|haha|today|here|for me|for us|now|then|zusammen|leute|bitte|
    denn|du|eigentlich|ihr|hier|mir|tous|a tous|toi|stp|svp|s il te plait|s il vous plait|donc|
    todos|a todos|por favor|amigo|tu|y|und|et|alors|pues|aqui|ici
"""
"""What may stand beside a courtesy and is none."""
_PHRASES = {
    Courtesy.GREETING: """
        hi|hello|hey|hiya|howdy|yo|greetings|hello world|good morning|good afternoon|good evening|
        good day|morning|how are you|how are you doing|how r u|how s it going|
        what s up|whats up|sup|are you there|you there|anyone there|anybody there|is anyone there|
        is anybody there|nice to meet you|test|testing|ping|
        hallo|hallochen|moin|servus|gruss gott|gruss dich|gruezi|guten tag|guten morgen|guten abend|
        tach|na|wie geht s|wie gehts|wie geht es dir|wie geht es ihnen|bist du da|
        salut|bonjour|bonsoir|coucou|ca va|comment ca va|comment vas tu|comment allez vous|tu es la|
        hola|buenas|buenos dias|buenas tardes|buenas noches|que tal|como estas|como esta|
        como esta usted|como va|estas ahi
    """,
    Courtesy.THANKS: """
        thanks|thank you|thank u|many thanks|thanks a lot|thanks so much|thanks very much|
        thanks a million|thanks a bunch|thank you so much|thank you very much|thanks for that|
        thank you for that|thanks for the help|thanks for your help|thank you for your help|
        thanks for the answer|thanks for the info|thanks for everything|that helps|that helped|
        that s helpful|that was helpful|very helpful|helpful|thx|tnx|ty|tysm|cheers|appreciated|
        much appreciated|i appreciate it|good bot|good job|great job|nice job|well done|nice one|
        ok|okay|great|cool|nice|perfect|awesome|brilliant|excellent|wonderful|super|wow|got it|
        i see|understood|good|good to know|interesting|
        danke|danke schon|dankeschon|danke sehr|danke dir|danke ihnen|danke vielmals|vielen dank|
        vielen lieben dank|besten dank|herzlichen dank|tausend dank|danke fur die hilfe|
        danke fur die antwort|gut gemacht|prima|toll|klasse|sehr gut|alles klar|verstanden|
        das hilft|das hilft mir|gut|
        merci|merci beaucoup|merci bien|merci a toi|merci a vous|mille mercis|grand merci|
        merci infiniment|merci pour l aide|merci pour ton aide|merci pour votre aide|
        merci pour la reponse|je te remercie|je vous remercie|parfait|genial|tres bien|d accord|
        bien joue|
        gracias|muchas gracias|muchisimas gracias|mil gracias|gracias por la ayuda|
        gracias por tu ayuda|gracias por su ayuda|gracias por la respuesta|gracias por todo|
        te lo agradezco|perfecto|muy bien|vale|de acuerdo|bien hecho|estupendo
    """,
    Courtesy.LEAVE: """
        bye|bye bye|goodbye|good bye|good night|see you|see ya|see you later|see you soon|
        see you tomorrow|cya|ciao|take care|have a nice day|have a good day|
        tschuss|auf wiedersehen|bis bald|bis spater|bis dann|bis morgen|gute nacht|schonen tag|
        schonen tag noch|schonen abend|mach s gut|
        au revoir|a bientot|a plus|a plus tard|a demain|bonne nuit|bonne journee|bonne soiree|
        adios|hasta luego|hasta pronto|hasta manana|hasta la vista|chao|nos vemos|buen dia
    """,
    Courtesy.ABILITIES: """
        what can you do|what can you do for me|what do you do|what can you help with|
        what can you help me with|what else can you do|what are you able to do|
        what are you capable of|what are you|what are you for|what are you good for|
        what are you good at|what do you know|what do you know about|what can you tell me|
        what can you answer|what can this bot do|what does this bot do|what is this bot|
        what s this bot|what is newsdesk|what can i ask|what can i ask you|
        what can i ask you about|what can i ask about|what should i ask|what questions can i ask|
        what questions can you answer|what commands are there|what commands do you have|commands|
        what languages do you speak|what is your name|what s your name|what is your job|
        what is your purpose|who are you|who made you|who built you|are you a bot|are you a robot|
        are you human|are you a human|are you real|are you an ai|are you ai|are you chatgpt|
        how do you work|how does this bot work|
        how do i use you|how do i use this|how do i use this bot|how to use this|
        how to use this bot|how do i ask|how do i ask you|how do i ask a question|
        how can i ask a question|how can i use you|how can you help|how can you help me|
        can you help|can you help me|could you help me|will you help me|i need help|
        i need some help|help|help me|menu|
        i have a question|can i ask a question|can i ask you a question|can i ask you something|
        tell me about yourself|tell me what you can do|introduce yourself|
        was kannst du|was kannst du alles|was kannst du tun|was kannst du machen|was machst du|
        was kannst du fur mich tun|was konnen sie|was konnen sie tun|was kann ich fragen|
        was kann ich dich fragen|was kann man fragen|was kann man dich fragen|was kann der bot|
        was kann dieser bot|was ist das fur ein bot|was bist du|was weisst du|wer bist du|
        wer sind sie|wie heisst du|wie heissen sie|wie funktionierst du|wie funktioniert das|
        wie funktioniert der bot|wie frage ich|wie frage ich dich|
        wie kann ich fragen|wie benutze ich dich|bist du ein bot|bist du ein mensch|
        bist du eine ki|hilfe|hilf mir|kannst du helfen|kannst du mir helfen|
        konnen sie mir helfen|ich brauche hilfe|ich habe eine frage|befehle|
        que peux tu faire|que sais tu faire|que pouvez vous faire|que savez vous faire|
        qu est ce que tu peux faire|qu est ce que tu sais faire|qu est ce que tu fais|
        qu est ce que vous pouvez faire|tu peux faire quoi|tu sais faire quoi|tu fais quoi|
        que puis je demander|que puis je te demander|que puis je vous demander|
        qu est ce que je peux demander|qu est ce que je peux te demander|qui es tu|qui etes vous|
        tu es qui|t es qui|comment t appelles tu|comment ca marche|comment tu marches|
        comment fonctionnes tu|comment tu fonctionnes|a quoi sers tu|a quoi tu sers|
        es tu un robot|es tu un bot|es tu humain|aide|aide moi|aidez moi|peux tu m aider|
        tu peux m aider|pouvez vous m aider|j ai une question|j ai besoin d aide|commandes|
        que puedes hacer|que sabes hacer|que puede hacer|que puede hacer usted|que haces|
        que puedes hacer por mi|que puedo preguntar|que puedo preguntarte|que te puedo preguntar|
        que sabes|quien eres|quien es usted|que eres|como te llamas|como funcionas|
        como funciona esto|como te uso|como pregunto|como se usa|para que sirves|eres un bot|
        eres un robot|eres humano|ayuda|ayudame|puedes ayudarme|me puedes ayudar|
        puede ayudarme|necesito ayuda|tengo una pregunta|comandos
    """,
}
_SIGN = re.compile(r"<a?:\w+:\d+>|:\w+:")
"""A picture of Discord's, as it is written."""
_AFTER = re.compile(r"\s*[,;:.!?…]+\s+|\s+[–—-]\s+")


def _known() -> Iterator[tuple[tuple[str, ...], Courtesy | None]]:
    for phrase in _WITH_IT.split("|"):
        yield tuple(phrase.split()), None
    for kind, phrases in _PHRASES.items():
        for phrase in phrases.split("|"):
            yield tuple(phrase.split()), kind


_KNOWN = dict(_known())
_LONGEST = max(map(len, _KNOWN))


def courtesy(text: str) -> Courtesy | None:
    """What kind of courtesy a text is; None when it says or asks anything else."""
    said = words(_SIGN.sub(" ", text))
    if len(said) > _MOST:
        return None
    found, at = list[Courtesy | None](), 0
    while at < len(said):
        taken = _longest(said, at)
        if not taken:
            return None
        found.append(_KNOWN[taken])
        at += len(taken)
    return max((one for one in found if one), default=None)


def without_courtesy(text: str) -> str:
    """The text without a greeting or thanks that a sign parts from its beginning or its end.

    "Hello Kitty" is a name, and "Thanks! And when?" asks when.
    """
    left = text
    while match := _AFTER.search(left):
        first, rest = left[: match.start()], left[match.end() :]
        if not any(map(str.isalnum, rest)) or _asks(first):
            break
        left = rest
    cut = max(left.rfind(","), left.rfind(". "), left.rfind("? "), left.rfind("! "))
    if cut > 0 and not _asks(left[cut + 1 :]):
        return left[: cut + (left[cut] in ".?!")]
    return left


def _asks(text: str) -> bool:
    """Whether a text is more than a greeting, thanks or a leave."""
    kind = courtesy(text)
    return kind is None or kind is Courtesy.ABILITIES


def _longest(said: list[str], at: int) -> tuple[str, ...]:
    """The longest phrase known that begins at a word; empty when there is none."""
    for size in range(min(_LONGEST, len(said) - at), 0, -1):
        phrase = tuple(said[at : at + size])
        if phrase in _KNOWN:
            return phrase
    return ()
