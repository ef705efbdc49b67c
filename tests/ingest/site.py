"""A small invented news site for the tests: its pages and its feeds."""

from html import escape

LEAD = (
    "The lighthouse keeper of Skarn counted {n} seals on the pier on Tuesday morning, more than "
    "in any year before."
)
RANGER = (
    "A ranger from the coast guard station will stand at the gate until the end of the month, "
    "and dogs must be kept on a lead along the whole of the sea wall."
)
HISTORY = (
    "Seals come ashore at Skarn each October to rest before the winter storms, said Ingrid "
    "Vold, who has kept the lighthouse for nineteen years."
)
WALKERS = "The harbour office asked walkers to stay twenty metres away from them."


def paragraphs(n="eleven"):
    return [LEAD.format(n=n), WALKERS, HISTORY, RANGER]


def body(n="eleven"):
    return "\n\n".join(paragraphs(n))


def page(n="eleven", *, title="Seals take over the pier", outlet="Skarn Daily", head=""):
    lines = "".join(f"<p>{escape(line)}</p>" for line in paragraphs(n))
    return (
        f"<!doctype html><head><title>{title}</title>{head}"
        f"<meta property='og:site_name' content='{outlet}'>"
        "<meta property='article:published_time' content='2026-10-05T14:30:00Z'></head>"
        f"<body><article><h1>{title}</h1>{lines}</article></body>"
    )


def feed(*entries, title="Skarn Daily"):
    """An RSS feed; each entry a mapping of its elements, `link` and `guid` among them."""
    items = "".join(
        "<item>"
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in entry.items())
        + "</item>"
        for entry in entries
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{items}</channel></rss>"
    )
