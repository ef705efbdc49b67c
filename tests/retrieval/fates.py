"""What may befall a library's articles, in any order, for what must hold whatever happens."""

from dataclasses import dataclass

from hypothesis import strategies as st

from retrieval import articles, writes
from retrieval.database import Database
from retrieval.news import Article
from retrieval.sentences import sentences
from retrieval.writes import Entry
from tests.retrieval.drafts import Dice, draft

TEXTS = (
    "The ferry is late.",
    "The ferry is late. It rained.",
    "It rained. The ferry is late. Nobody came.",
    "Nobody came.",
)
OUTLETS = (None, "The Lantern", "Vale Herald")


@dataclass(frozen=True)
class Fate:
    """One thing that happens to the article of an address, if it can."""

    what: str
    slug: str
    text: str
    outlet: str | None


fates = st.lists(
    st.builds(
        Fate,
        st.sampled_from(["put", "put", "add", "withdraw", "remove"]),
        st.sampled_from("abc"),
        st.sampled_from(TEXTS),
        st.sampled_from(OUTLETS),
    ),
    max_size=15,
)


def befall(database: Database, library: str, fate: Fate) -> None:
    """Let it happen as an ingest would: a text that another article has is a copy of it."""
    made = draft(fate.text, slug=fate.slug, outlet=fate.outlet)
    held = articles.at_address(database, library, str(made.address))
    match fate.what:
        case "put" | "add":
            original = _original(database, library, made.text, held)
            spans = [] if original else sentences(made.text)
            entry = Entry(library, made, spans, duplicate_of=original)
            if fate.what == "add" and (held is None or held.withdrawn):
                writes.add(database, entry)
            else:
                writes.store(database, Dice(), entry)
        case "withdraw" if held and not held.withdrawn:
            writes.withdraw(database, Dice(), held)
        case "remove" if held:
            writes.remove(database, Dice(), held)


def _original(database: Database, library: str, text: str, held: Article | None) -> str | None:
    """The article that this text is a copy of, as the ingest decides it."""
    same = articles.with_text(database, library, text)
    if held and not held.withdrawn and held.text == text:
        return held.duplicate_of
    others = [one for one in same if not held or one.id != held.id]
    return (others[0].duplicate_of or others[0].id) if others else None
