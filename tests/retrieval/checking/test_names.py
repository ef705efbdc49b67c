"""Names: who a sentence speaks of, and by which office."""

import pytest

from retrieval.verify import Source
from tests.retrieval.checking.fjord import BRIDGE, FISHING, against, kinds


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Okafor reopened the bridge almost two years after it was damaged.", BRIDGE),
        ("Ben Pellham, who chairs the board, stayed away from the reopening.", BRIDGE),
        ("According to the Tarnholt Gazette, repairs cost $5.2 million.", BRIDGE),
        ("The UN report was criticised by former president Ilse Marrow.", FISHING),
        ("President Brandal accepted the findings of the U.N. report.", FISHING),
        ("Kessia's trawlers landed 4,310 tonnes in 2025.", FISHING),
    ],
)
def test_carried(sentence, source):
    """A surname, an abbreviation, a possessive and the outlet itself stand for the full name."""
    assert kinds(sentence, source) == set()


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Ben Okafor reopened the Tarnholt swing bridge.", BRIDGE),
        ("Ida Okafor reopened the Tarnholt swing bridge.", BRIDGE),
        ("Mayor Ben Pellham reopened the Tarnholt bridge on Monday.", BRIDGE),
        ("Ilse Brandal criticised the United Nations report.", FISHING),
        ("Brandal spoke at a news conference in Port Mirren on Tuesday.", FISHING),
        ("According to the Kelp Courier, repairs cost $5.2 million.", BRIDGE),
    ],
)
def test_not_carried(sentence, source):
    """Another first name, another person in the place, and a place never named are faults."""
    assert "name" in kinds(sentence, source)


def test_former_office_holder():
    """Who once held an office is not written of as holding it, nor who holds it as former."""
    assert kinds("President Ilse Marrow criticised the report.", FISHING) == {"name"}
    assert kinds("Former President Odd Brandal accepted its findings.", FISHING) == {"name"}
    assert kinds("Former President Ilse Marrow criticised the report.", FISHING) == set()


def test_name_the_passage_does_not_contain():
    """The name of a former holder is a fault where the passage names only the present one."""
    source = Source("Chancellor Mira Voss opened the canal at Dunmarrow on Friday.")
    assert kinds("Chancellor Jon Tarrick opened the canal at Dunmarrow.", source) == {"name"}


def test_exchanged_names():
    """Two names in each other's place are a fault; the passive is none."""
    source = Source("Okafor accused Pellham of hiding the inspections.")
    assert kinds("Pellham accused Okafor of hiding the inspections.", source) == {"name"}
    assert kinds("Pellham was accused by Okafor of hiding the inspections.", source) == set()
    pair = Source("Okafor and Pellham met in Tarnholt to sign the treaty.")
    assert kinds("Pellham and Okafor met in Tarnholt to sign the treaty.", pair) == set()


def test_headline_of_capitals():
    """Words that have capitals only because they stand in a headline are no names."""
    assert "name" not in kinds("Tarnholt Swing Bridge Reopened After Costly Repairs", BRIDGE)


def test_left_out_clause():
    """A name keeps its place where a clause between it and its verb is left out."""
    source = Source("Okafor, paid by the Kelp Foundation, said the bridge at Dunmarrow is safe.")
    assert kinds("Okafor said the bridge at Dunmarrow is safe.", source) == set()


def test_other_language():
    """In another language names, figures and dates still count, and nouns are no names."""
    german = "Die frühere Präsidentin Ilse Marrow kritisierte den Bericht der Vereinten Nationen."
    assert against(german, FISHING).supported
    assert "date" in kinds("Ein Schiff rammte die Brücke am 14. Juli 2024.", BRIDGE)
    assert against("Le navire a heurté le pont le 14 juin 2024.", BRIDGE).supported
