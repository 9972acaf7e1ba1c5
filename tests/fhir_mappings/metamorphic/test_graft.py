"""NET content grafted onto records of other people: their case gains the grafted facts, and nothing else changes."""

from __future__ import annotations

import pytest

from cds_service.logic.fact import Fact
from tests.fhir_mappings.metamorphic.third_party import FIXTURES, Patient, third_party_patients
from tests.fhir_mappings.representations.table import Body
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
def test_the_grafted_facts_are_found_and_no_others_change(person: Patient) -> None:
    before, after = person.case(person.entries()).facts, person.case([*person.entries(), *graft(person)]).facts
    own = person.case([one for one in person.entries() if one["resource"]["resourceType"] == "Patient"] + graft(person)).facts
    for name, fact in after.items():
        if is_grafted(own[name]):
            assert is_grafted(fact), name
            assert (fact.possible, fact.why) == (own[name].possible, own[name].why), name
        elif not is_grafted(fact):
            assert (fact.possible, fact.why) == (before[name].possible, before[name].why), name
