"""PF74: interacting medicines stay open."""

from cds_service.case.items.medication import ITEMS
from cds_service.logic.fact import Why
from fhir_mappings.readers.current_medicines import READER
from tests.fhir_mappings.readers.snippets import RXNORM, medication, read


def test_every_interacting_medicine_is_open_so_that_absence_cannot_close_it() -> None:
    facts = read(READER).facts
    assert set(facts) == {item.name for item in ITEMS if item.name.startswith("takes")}
    assert {fact.why for fact in facts.values()} == {Why.UNMAPPED}


def test_a_medicine_list_changes_nothing() -> None:
    assert read(READER, medication("MedicationRequest", (RXNORM, "11289"))) == read(READER)
