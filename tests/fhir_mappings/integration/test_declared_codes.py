"""The table for integrators cannot lie: readers look up exactly what they declare, and nothing published is idle."""

import ast

import pytest

from fhir_mappings.orders.kinds import CODES as ORDER_CODES
from fhir_mappings.reader import Reader, Sources
from fhir_mappings.readers import READERS
from fhir_mappings.terminology import load_terminology, published
from tests.architecture.source import files
from tests.fhir_mappings.integration.everything import noting, records

TERMINOLOGY, SETS, MAPS = noting()
RECORDS: tuple[Sources, ...] = tuple(records(TERMINOLOGY))

# Value sets and maps by which no fact is read, and why they are published all the same.
NO_FACT = "recognised, so that it is not listed as a gap; no fact of the case depends on it"
STUDY = "tells which study a report is of; its findings are narrative, which is not read"
SAME = "the same question in one list; readers ask the concept map or the smaller sets"
OTHERWISE: dict[str, tuple[str, ...]] = {
    NO_FACT: (
        *("advanced-kidney-disease-conditions", "alt-observations", "ast-observations", "body-height-observations"),
        *("bradycardia-conditions", "chromogranin-a-mass-observations", "chromogranin-a-molar-observations"),
        *("chromogranin-a-units-observations", "cirrhosis-conditions", "complete-remission-answers"),
        *("history-of-net-conditions", "hormone-observations", "interferon-alfa", "liver-transplant-status-conditions"),
        *("long-qt-conditions", "lvef-observations", "merkel-cell-conditions", "other-hormone-syndrome-conditions"),
        *("palliative-care-referrals", "pasireotide", "portal-hypertension-conditions", "potassium-observations"),
        *("staging-methods", "treatment-stop-reasons"),
    ),
    STUDY: (
        *("cross-sectional-imaging-studies", "echocardiographies", "fdg-pet-studies", "pathology-reports"),
        *("sstr-imaging-studies", "sstr-tracers"),
    ),
    SAME: (
        *("embolisation-orders", "everolimus-orders", "fluoropyrimidines", "liver-metastasis-conditions"),
        *("long-acting-ssa", "neuroendocrine-neoplasm-conditions", "prior-systemic-therapies", "sigmoid-body-sites"),
        "ssa-allergy-substances",
    ),
    "reporting of feedback in the terms of HL7": ("override-reasons-hl7",),
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.read.__module__.rpartition(".")[2])
def test_a_reader_looks_up_exactly_the_value_sets_and_maps_that_it_declares(reader: Reader) -> None:
    SETS.asked.clear()
    MAPS.asked.clear()
    for sources in RECORDS:
        reader.read(sources)
    assert SETS.asked | MAPS.asked == set(reader.codes)


def test_every_value_set_and_map_is_read_ordered_or_sent_by_or_has_its_reason() -> None:
    everything = load_terminology().value_sets.keys() | load_terminology().concept_maps.keys()
    explained = {identifier for listed in OTHERWISE.values() for identifier in listed}
    assert everything - _used() - explained == set()


def test_no_reason_is_given_for_what_is_used() -> None:
    assert {identifier for listed in OTHERWISE.values() for identifier in listed} & _used() == set()


def test_the_reasons_are_about_what_exists() -> None:
    everything = load_terminology().value_sets.keys() | load_terminology().concept_maps.keys()
    assert {identifier for listed in OTHERWISE.values() for identifier in listed} <= everything


def _used() -> frozenset[str]:
    """What readers declare, what the source and the table of order kinds name, and what all these import."""
    mappings = (file for file in files() if file.path.startswith("fhir_mappings/"))
    named = {node.value for file in mappings for node in ast.walk(file.tree) if isinstance(node, ast.Constant)}
    waiting = [*{code for reader in READERS for code in reader.codes}, *(load_terminology().value_sets.keys() & named)]
    waiting += load_terminology().concept_maps.keys() & named
    waiting += ORDER_CODES
    used: set[str] = set()
    while waiting:
        identifier = waiting.pop()
        if identifier not in used:
            used.add(identifier)
            waiting += _imports(identifier)
    return frozenset(used)


def _imports(identifier: str) -> list[str]:
    included = published("ValueSet").get(identifier, {"compose": {"include": []}})["compose"]["include"]
    return [url.rpartition("/")[2] for include in included for url in include.get("valueSet", ())]
