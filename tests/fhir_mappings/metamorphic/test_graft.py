"""NET content grafted onto records of other people: their case gains the grafted facts, and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cds_service.logic.fact import Fact
from tests.fhir_mappings.metamorphic.third_party import FIXTURES, Patient, third_party_patients
from tests.fhir_mappings.representations.table import Body, said
from tests.fhir_mappings.variations.patients import entry, resources

pytestmark = pytest.mark.skipif(not FIXTURES.exists(), reason="../shared/fixtures-third-party is not here")
every_patient = pytest.mark.parametrize("person", third_party_patients(), ids=str)


def graft(person: Patient) -> list[Body]:
    """Our NET record without its Patient, as this patient's."""
    grafted = [one for one in resources() if one["resourceType"] != "Patient"]
    for body in grafted:
        for element in {"subject", "patient"} & body.keys():
            body[element] = {"reference": f"Patient/{person.id}"}
    return [entry({**body, "id": f"graft-{body['id']}"}) for body in grafted]


def is_grafted(fact: Fact) -> bool:
    """Whether a grafted resource is among the evidence."""
    return any("/graft-" in one.reference for one in fact.evidence)


@every_patient
def test_nobody_of_them_has_a_net(person: Patient) -> None:
    facts = person.case(person.entries()).facts
    assert str(facts["nenConfirmed"].possible) != "{true}"


@every_patient
def test_the_grafted_facts_are_found_where_their_record_is_silent(person: Patient) -> None:
    before, after, alone = _three(person)
    silent = [name for name, fact in alone.items() if is_grafted(fact) and not before[name].evidence]
    assert "nenConfirmed" in silent
    assert [(name, said(after[name])) for name in silent] == [(name, said(alone[name])) for name in silent]


@every_patient
def test_where_their_record_speaks_too_the_graft_is_heard(person: Patient) -> None:
    before, after, alone = _three(person)
    both = [name for name, fact in alone.items() if is_grafted(fact) and before[name].evidence]
    assert [name for name in both if not is_grafted(after[name])] == []


@every_patient
def test_no_other_fact_changes_but_for_what_is_now_known_to_be_about_another_tumour(person: Patient) -> None:
    before, after, alone = _three(person)
    others = [name for name, fact in alone.items() if not is_grafted(fact) and not is_grafted(after[name])]
    changed = [name for name in others if said(after[name]) != said(before[name])]
    assert [name for name in changed if after[name].evidence or not before[name].evidence] == []


def _three(person: Patient) -> tuple[Mapping[str, Fact], Mapping[str, Fact], Mapping[str, Fact]]:
    """The facts of the record, of the record with the graft, and of the patient with nothing but the graft."""
    sent = person.entries()
    patient = [one for one in sent if one["resource"]["resourceType"] == "Patient"]
    cases = (person.case(sent), person.case([*sent, *graft(person)]), person.case([*patient, *graft(person)]))
    return cases[0].facts, cases[1].facts, cases[2].facts
