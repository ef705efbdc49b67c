"""Who said it."""

import pytest

from retrieval.speech import attributed, loses_speaker, needs_speaker, speaker

NAMED = [
    ("Harbourmaster Lena Voss said twelve people had been hurt.", "Harbourmaster Lena Voss"),
    ("The last one left at nine, the coastguard said.", "the coastguard"),
    ("The minister, Ruta Hale, told parliament that she would pay.", "The minister, Ruta Hale"),
    ('"It would have saved the ship," said Dr Imre Castor, who led it.', "Dr Imre Castor"),
    ("“We went home by bus,” Fink told reporters.", "Fink"),
    ("According to the coastguard, 65 tonnes leaked.", "the coastguard"),
    ("Seven had gone home, according to Dr Phoebe Ark, a doctor.", "Dr Phoebe Ark"),
    ("On Friday the mayor said the bridge would close.", "the mayor"),
    ("Asked for papers, Hanley said they were lost.", "Hanley"),
    ("The company has always denied the charge.", "The company"),
    ("Northern Lines disputes it and says the fuel was moved.", "Northern Lines"),
    ("The report also claimed that the lamp was out.", "The report"),
]
NAMELESS = [
    '"Nobody is missing and nobody is in danger," she told a crowd.',
    "He said that the captain had been on the bridge.",
    "They added that more would come.",
    '"The sea did all the rest," he said.',
    'It usually does, if you let it."',
    "“I have counted the list twice and I will again.”",
    '"We lost the boat and the nets," said he.',
]
PLAIN = [
    "The dam was built in 1911.",
    'The film "The Long Way Home" won.',
    'The room is called "Little Siberia".',
    "An alleged thief was caught.",
    "Pellham was accused of forging charts.",
    "There are 38 confirmed cases.",
    "",
    "said",
]


@pytest.mark.parametrize(("sentence", "named"), NAMED)
def test_a_named_speaker_is_found(sentence, named):
    """By the words the sentence has for them, before the verb or behind it."""
    assert speaker(sentence) == named
    assert attributed(sentence)
    assert not needs_speaker(sentence)


@pytest.mark.parametrize("sentence", NAMELESS)
def test_a_quotation_without_a_name_needs_its_speaker(sentence):
    """So does "he said", and a quotation that began a sentence before."""
    assert speaker(sentence) is None
    assert needs_speaker(sentence)


@pytest.mark.parametrize("sentence", PLAIN)
def test_what_nobody_said_needs_no_speaker(sentence):
    """Names of films and words in doubt are no speech, and "alleged" alone no verb."""
    assert speaker(sentence) is None
    assert not needs_speaker(sentence)


@pytest.mark.parametrize(
    ("written", "source", "who"),
    [
        ("Taxes will fall.", "The minister said taxes would fall.", "The minister"),
        ("The firm spilled oil.", "The firm spilled the oil, Rask claimed.", "Rask"),
        ("The lamp was out for weeks.", "Dr Ark alleged the lamp was out for weeks.", "Dr Ark"),
        ("The bank will fail.", "Analysts warned that the bank would fail.", "Analysts"),
        ("The dam is safe.", "The dam is safe, according to the builder.", "the builder"),
    ],
)
def test_a_claim_told_as_a_fact_loses_its_speaker(written, source, who):
    """The words to name them with are given."""
    assert loses_speaker(written, source) == who


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("The minister said taxes will fall.", "The minister said taxes would fall."),
        ("Taxes will fall, according to her.", "The minister said taxes would fall."),
        ("Hale: taxes will fall.", "The minister, Ruta Hale, said taxes would fall."),
        ("The buoy was dark.", "The buoy was dark, and Hanley said nobody had told him."),
        ("The ship sank.", "The ship sank in 1911."),
        ("Pellham was accused of fraud.", "Pellham was accused of fraud."),
        ("Nine were hurt.", "He said nine were hurt."),
        ("Trams run again.", "The mayor said taxes would fall."),
        ("", "The mayor said taxes would fall."),
    ],
)
def test_a_fact_stays_a_fact(written, source):
    """Where the speaker is named, or the source itself says so, nothing is lost."""
    assert loses_speaker(written, source) is None


@pytest.mark.parametrize("text", ['"' * 30_000, "said " * 9_000, "“a " * 9_000, ", said" * 9_000])
def test_hostile_text_is_read_too(text):
    """Nothing but marks and verbs ends without a speaker."""
    assert speaker(text) is None
    assert needs_speaker(text) in {True, False}
