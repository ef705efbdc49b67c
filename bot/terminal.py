"""An answer as lines for the terminal: pure, and safe with text nobody vouches for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from bot import understood
from bot.dates import in_words
from bot.differing import OPINION, by_number, head, is_opinion, one_text, told
from bot.wording import REFUSAL, authorship, by_article, plural, web
from ingest.text import one_line
from retrieval.answers import Answer, AnswerSentence, AsOf, Citation, Difference, Headline, Status
from retrieval.news import Draft

NO_NEWS = (
    "There is no news here yet: bring some in with “newsdesk ingest FILE-OR-URL”, "
    "or try “newsdesk demo”."
)
CORRECT = "(--since, --until and --outlet set it by hand)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of output, how far it is set in, and a label that wrapped text stays clear of."""

    text: Text
    indent: int = 0
    label: Text | None = None

    @property
    def plain(self) -> str:
        """The line as it looks when piped."""
        label = f"{self.label.plain} " if self.label else ""
        return f"{' ' * self.indent}{label}{self.text.plain}".rstrip()


def plain(lines: Iterable[Line]) -> str:
    """The lines as plain text, as they look when piped."""
    return "".join(f"{line.plain}\n" for line in lines)


def answer_lines(
    answer: Answer, *, quotes: bool = False, hyperlinks: bool = False, correctable: bool = False
) -> list[Line]:
    """An answer with its sources, or a refusal with what came closest.

    It is `correctable` by options when a command asked, and not a conversation.
    """
    lines = _understood(answer, correctable=correctable)
    if answer.status is Status.ANSWERED:
        lines.append(Line(body(answer.sentences, answer.citations)))
        lines += _differences(answer)
        lines += [Line(Text()), Line(Text("Sources", "bold"))]
        lines += source_lines(answer.citations, quotes=quotes, hyperlinks=hyperlinks)
    elif answer.status is Status.EMPTY_LIBRARY:
        return [Line(Text(NO_NEWS, "bold yellow"))]
    else:
        lines += _refusal(answer.closest, hyperlinks=hyperlinks)
    lines += [Line(Text()), Line(Text(as_of(answer.as_of), "dim"))]
    if written := authorship(answer):
        lines.append(Line(Text(one_line(written), "dim")))
    lines += [Line(Text(f"Note: {one_line(note)}", "dim")) for note in answer.notes]
    return lines


def source_lines(
    citations: Iterable[Citation], *, quotes: bool = False, hyperlinks: bool = False
) -> list[Line]:
    """The sources, one entry an article; with `quotes` the exact words of each citation."""
    lines: list[Line] = []
    for cited in by_article(citations):
        first = cited[0]
        lines.append(_source(cited))
        if copies := one_text(first):
            lines.append(Line(Text(one_line(copies), "dim"), 6))
        lines += _link(first.url, first.link or first.url, hyperlinks=hyperlinks)
        if quotes:
            lines += [_quote(citation) for citation in cited]
    return lines


def headline_text(
    title: str, outlet: str | None, dated: str, *, title_style: str | Style = "bold"
) -> Text:
    """Outlet · date · Title."""
    known = [one_line(outlet)] if outlet else []
    text = Text(" · ".join([*known, dated, ""]))
    return text.append(one_line(title), title_style)


def dated_words(told: Citation | Draft) -> str:
    """When a text was published and, if that was later, updated."""
    updated = told.updated
    if updated and told.published and updated <= told.published:
        updated = None
    return in_words(told.published, told.precision, guessed=told.guessed, updated=updated)


def as_of(scope: AsOf) -> str:
    """How much news stood behind an answer, in words."""
    counted = f"{plural(scope.articles, 'article')} by {plural(scope.outlets, 'outlet')}"
    newest = f"newest {in_words(scope.newest, 'day')}" if scope.newest else "none of them dated"
    return f"As of {in_words(scope.asked_at)}: {counted}, {newest}."


def body(sentences: Iterable[AnswerSentence], citations: Iterable[Citation] = ()) -> Text:
    """Sentences with the numbers of their sources, and what of them is opinion."""
    cited = by_number(citations)
    return Text(" ").join(
        _sentence(sentence, opinion=is_opinion(sentence, cited)) for sentence in sentences
    )


def failure(error: object) -> Text:
    """A failure's one sentence, in red."""
    return Text(one_line(str(error)), "bold red")


def _understood(answer: Answer, *, correctable: bool) -> list[Line]:
    words = understood.line(answer)
    if not words:
        return []
    hint = f" {CORRECT}" if correctable and understood.by_words(answer.understood) else ""
    return [Line(Text(words + hint, "dim italic")), Line(Text())]


def _differences(answer: Answer) -> list[Line]:
    """A line for each thing that is reported differently, below the answer."""
    cited = by_number(answer.citations)
    lines = [Line(_difference(one, cited)) for one in answer.differences]
    return [Line(Text()), *lines] if lines else []


def _difference(difference: Difference, cited: Mapping[int, Citation]) -> Text:
    text = Text().append(f"{head(difference, one_line(difference.about))} ", "yellow")
    for one in told(difference, cited):
        text.append(one.before).append(one_line(one.value), "bold")
        if one.source:
            outlet = one_line(one.source.outlet or "") or "outlet unknown"
            text.append(f" ({outlet}, {dated_words(one.source)}{one.remark}) ")
            text.append(f"[{one.source.n}]", "bold cyan")
    return text


def _sentence(sentence: AnswerSentence, *, opinion: bool = False) -> Text:
    text = Text(one_line(sentence.text))
    if not sentence.supported:
        text.append(" (its source does not bear this out)", "yellow")
    if opinion:
        text.append(f" ({OPINION})", "yellow")
    for n in sentence.citations:
        text.append(" ").append(f"[{n}]", "bold cyan")
    return text


def _source(cited: list[Citation]) -> Line:
    first = cited[0]
    label = Text(" ").join(Text(f"[{citation.n}]", "bold cyan") for citation in cited)
    shown = headline_text(first.title, first.outlet, dated_words(first))
    return Line(shown.append(f" · {OPINION}", "yellow") if first.opinion else shown, 2, label)


def _quote(citation: Citation) -> Line:
    quote = Text(f"“{one_line(citation.quote)}”", "italic")
    return Line(quote, 6, Text(f"[{citation.n}]", "cyan"))


def _link(shown: str | None, target: str | None, *, hyperlinks: bool) -> list[Line]:
    words, address = web(shown), web(target)
    if words is None or address is None:
        return []
    if not hyperlinks:
        return [Line(Text(one_line(address)), 6)]
    # A terminal that knows hyperlinks jumps to the words; the others show an address to copy.
    return [Line(Text(one_line(words), Style(color="blue", link=one_line(address))), 6)]


def _refusal(closest: Iterable[Headline], *, hyperlinks: bool) -> list[Line]:
    lines = [Line(Text(REFUSAL, "bold yellow"))]
    headlines = list(closest)
    if headlines:
        lines += [Line(Text()), Line(Text("Closest:", "bold"))]
    for headline in headlines:
        dated = in_words(headline.published, headline.precision, guessed=headline.guessed)
        text = headline_text(headline.title, headline.outlet, dated)
        lines.append(Line(text, 2, Text("•", "dim")))
        lines += _link(headline.url, headline.url, hyperlinks=hyperlinks)
    return lines
