"""Two invented passages that the tests of the check are held against."""

from datetime import UTC, datetime

from retrieval.verify import Source, Verdict, check

WEDNESDAY = datetime(2026, 3, 11, 9, tzinfo=UTC)

BRIDGE = Source(
    "Mayor Ada Okafor reopened the Tarnholt swing bridge on Monday, nearly two years after a "
    "freighter tore away its northern span. Repairs cost $5.2 million, about $800,000 more than "
    "planned, the harbour board said. Nine people were injured and two were killed when the Marlow "
    "Star struck the bridge on 14 June 2024. “We waited far too long for this day,” Okafor told a "
    "crowd of roughly 1,500 residents. The board's chairman, Ben Pellham, did not attend the "
    "ceremony. He resigned last week after an audit found that 12 inspections had been skipped.",
    "Tarnholt bridge reopens after two years",
    "Tarnholt Gazette",
    WEDNESDAY,
)
FISHING = Source(
    "Former President Ilse Marrow criticised the United Nations report, which said that two-thirds "
    "of fishing villages in Kessia had lost income since 2019. President Odd Brandal, who defeated "
    "her in November, accepted its findings. The UN Food Programme expects catches to fall by 15 "
    "percent next year. Kessian trawlers landed 4,310 tonnes in 2025, down from 5,100 a year "
    "earlier. “No village will be left behind,” Brandal said at a news conference in Port Ansel on "
    "Tuesday. Opposition lawmakers said the pledge was not enough.",
    "UN report: Kessia's fishing villages lose income",
    "Northern Wire",
    WEDNESDAY,
)


def against(sentence: str, *sources: Source) -> Verdict:
    """The verdict on a sentence that cites the first of the sources."""
    return check(sentence, [0], sources)


def kinds(sentence: str, source: Source) -> set[str]:
    """The kinds of its faults."""
    return {fault.kind.value for fault in against(sentence, source).faults}
