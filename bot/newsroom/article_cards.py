"""What Discord shows of the articles held: a page of those found, one in full, its removal."""

from collections.abc import Iterable, Sequence

from bot.answers.cards import CARD_LIMIT
from bot.answers.rewritten import rewritten
from bot.article import Known
from bot.dates import for_discord, moment
from bot.markup import link, pages, safe
from bot.paging import page_count, page_line
from bot.wording import extent, shortened
from bot.words import IN_ENGLISH, Words, phrase
from retrieval.catalogue import MOST
from retrieval.news import SHARED, Article

PAGE = 8
"""Articles on a page."""
LISTED = 5
"""How many relatives are named."""
CHANGES = 4
"""How many sentences are shown of each side of a change."""
LONGEST_TITLE, LONGEST_SENTENCE = 150, 220
LONGEST_TITLES = (LONGEST_TITLE, 80, 40)
"""How much is shown of titles, addresses twice as much: less where a page would be too long."""
EXCERPT = 700

NOTHING = phrase("There is no article with all of these words here.")
NO_ARTICLE = phrase("There is no such article here; `/articles search` finds those that are.")
EMPTY = phrase(
    "There is no news here yet. Whoever manages this server can bring some in with `/ingest`."
)
NOT_ALL = phrase("Only what came in last was looked through: say more words to find older ones.")
OPERATORS = phrase(
    "This one is in the library that all servers share; only whoever runs me can remove it."
)
GOES = phrase("It goes with all its revisions and answers nothing any more.")
GONE = phrase("Removed **{title}**.")
BY_ADDRESS = phrase("No feed brings it back; only `/ingest url` with its address does.")
BY_TEXT = phrase("To have it back, give me its text again.")


def found_page(
    articles: Sequence[Article],
    *,
    total: int,
    page: int,
    typed: str,
    complete: bool,
    words: Words = IN_ENGLISH,
) -> str:
    """The articles of one page of those found, from page 0, with how many there are in all."""
    if not total:
        return words(NOTHING) if typed else words(EMPTY)
    below = page_line(page, page_count(total, PAGE), words)
    if not complete:
        below.append(f"-# {words(NOT_ALL)}")
    head, text = _found(total, typed, words), ""
    for longest in LONGEST_TITLES:
        text = "\n".join([head, *(_entry(one, words, longest) for one in articles), *below])
        if len(text) <= CARD_LIMIT:
            break
    return text


def article_blocks(known: Known, words: Words = IN_ENGLISH) -> list[str]:
    """One article: what it is, how it begins, what its last revision changed, who tells it too."""
    blocks = [_head(known, words), _beginning(known.article), _changes(known, words)]
    blocks = [block for block in (*blocks, _relatives(known, words)) if block]
    while sum(map(len, blocks)) > CARD_LIMIT:
        blocks.pop()
    return blocks


def removal_blocks(article: Article, words: Words = IN_ENGLISH) -> list[str]:
    """What is asked before an article is removed, or why it cannot be."""
    if article.library == SHARED:
        how = words(
            "In the terminal: {command}", command=f"`newsdesk articles remove {article.id}`"
        )
        return [f"**{_title(article, words)}**", f"{words(OPERATORS)}\n-# {how}"]
    ask = words("Remove this article?")
    return [f"**{ask}**\n{_entry(article, words)}", f"{words(GOES)} {_back(article, words)}"]


def removed(article: Article, words: Words = IN_ENGLISH) -> str:
    """What is said once an article was removed."""
    title = safe(_short(article.title, LONGEST_TITLE, words))
    return f"{words(GONE, title=title)} {_back(article, words)}"


def _back(article: Article, words: Words) -> str:
    """How a removed article is had again."""
    return words(BY_ADDRESS if article.url else BY_TEXT)


def _found(total: int, typed: str, words: Words) -> str:
    if not typed:
        return f"**{words('The newest articles')}**"
    number = words("{n} or more", n=words.number(total)) if total >= MOST else words.number(total)
    said = words.count(
        "{number} article with “{words}”",
        "{number} articles with “{words}”",
        total,
        number=number,
        words=safe(typed),
    )
    return f"**{said}**"


def _entry(article: Article, words: Words, longest: int = LONGEST_TITLE) -> str:
    title = _title(article, words, longest)
    parts = [_outlet(article, words, longest), _dated(article, words), title]
    parts += filter(None, [extent(article, words)])
    return f"- {' · '.join(parts)}"


def _head(known: Known, words: Words) -> str:
    article = known.article
    facts = [_outlet(article, words), _dated(article, words, updated=True)]
    facts += [safe(_short(", ".join(article.authors), LONGEST_TITLE, words))] * bool(
        article.authors
    )
    facts += [safe(_short(article.section, 80, words))] if article.section else []
    facts += filter(None, [extent(article, words)])
    lines = [f"**{_title(article, words)}**", " · ".join(facts)]
    if article.withdrawn:
        gone = words("Taken down by its publisher; found {when}.", when=moment(article.withdrawn))
        lines.append(f"*{gone}*")
    return "\n".join([*lines, f"-# {_kept(known, words)}"])


def _kept(known: Known, words: Words) -> str:
    article, count = known.article, len(known.revisions)
    shared = article.library == SHARED
    parts = [
        words("first read {when}", when=moment(article.first_seen)),
        words("shared library") if shared else words("this server’s library"),
        article.id,
    ]
    if count > 1:
        parts.insert(0, words.count("{n} revision", "{n} revisions", count))
    return " · ".join(parts)


def _beginning(article: Article) -> str:
    paragraphs = [safe(one) for one in article.text.splitlines() if one.strip()]
    whole = "\n".join(paragraphs)
    if len(whole) <= EXCERPT:
        return whole
    return f"{pages(whole, EXCERPT)[0]} …"


def _changes(known: Known, words: Words) -> str:
    if len(known.revisions) < 2:
        return ""
    changes = rewritten(*known.revisions[-2:])
    if not changes.gone and not changes.come:
        return ""
    head = words("What the last revision changed")
    before, now = words("before"), words("now")
    lines = [*_sentences(changes.gone, before, words), *_sentences(changes.come, now, words)]
    return "\n".join([f"**{head}**", *lines])


def _sentences(said: Sequence[str], name: str, words: Words) -> Iterable[str]:
    for one in said[:CHANGES]:
        yield f"- {name}: {safe(_short(one, LONGEST_SENTENCE, words))}"
    if left := max(len(said) - CHANGES, 0):
        more = words.count("and {n} more sentence", "and {n} more sentences", left)
        yield f"- {name}: {more}"


def _relatives(known: Known, words: Words) -> str:
    copied = {copy.id for copy in known.copies} | {known.article.id}
    others = [one for one in known.story if one.id not in copied]
    kinds = ((words("The same text"), known.copies), (words("The same story"), others))
    return "\n".join(_kin(head, articles, words) for head, articles in kinds if articles)


def _kin(head: str, articles: Sequence[Article], words: Words) -> str:
    lines = [_entry(one, words) for one in articles[:LISTED]]
    if left := max(len(articles) - LISTED, 0):
        lines.append(words.count("- and {n} more", "- and {n} more", left))
    return "\n".join([f"**{head}**", *lines])


def _outlet(article: Article, words: Words, longest: int = LONGEST_TITLE) -> str:
    name = article.outlet
    if not name or not name.strip():
        return f"*{words('outlet unknown')}*"
    return f"**{safe(_short(name, longest, words))}**"


def _dated(article: Article, words: Words, *, updated: bool = False) -> str:
    return for_discord(
        article.published,
        article.precision,
        guessed=article.guessed,
        updated=article.updated if updated else None,
        words=words,
    )


def _title(article: Article, words: Words, longest: int = LONGEST_TITLE) -> str:
    # An address as long as Discord allows would leave no room for other articles.
    url = article.url if article.url and len(article.url) <= 2 * longest else None
    return link(_short(article.title, longest, words), url)


def _short(text: str, longest: int, words: Words) -> str:
    return shortened(text.strip() or words("untitled"), longest)
