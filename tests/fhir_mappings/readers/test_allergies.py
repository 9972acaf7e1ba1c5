"""PF75: hypersensitivity to somatostatin analogues."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_service.logic.domain import one_of
from cds_service.logic.fact import Why
from fhir_mappings.readers.allergies import READER
from tests.fhir_mappings.readers.snippets import ATC, HCPCS, RXNORM, Json, concept, damaged, fact, read, said, texts

OCTREOTIDE, LANREOTIDE = (RXNORM, "7617"), (RXNORM, "68092")
_SYSTEM = "http://terminology.hl7.org/CodeSystem/allergyintolerance"


def allergy(
    *codes: tuple[str, str],
    name: str = "a1",
    verification: str | None = "confirmed",
    clinical: str = "active",
    **more: Any,
) -> Json:
    """An AllergyIntolerance of the patient."""
    return {
        "resourceType": "AllergyIntolerance",
        "id": name,
        "patient": {"reference": "Patient/p"},
        "code": concept(*codes),
        "recordedDate": "2025-01-01",
        "clinicalStatus": concept((f"{_SYSTEM}-clinical", clinical)),
        **({"verificationStatus": concept((f"{_SYSTEM}-verification", verification))} if verification else {}),
        **more,
    }


@pytest.mark.parametrize(
    "code", [OCTREOTIDE, (ATC, "H01CB02"), (RXNORM, "898589"), (HCPCS, "J2354"), (RXNORM, "2380617")]
)
def test_any_octreotide_is_octreotide(code: tuple[str, str]) -> None:
    assert said(READER, allergy(code)) == one_of("octreotide")


@pytest.mark.parametrize("code", [LANREOTIDE, (ATC, "H01CB03"), (HCPCS, "J1930")])
def test_lanreotide_is_lanreotide(code: tuple[str, str]) -> None:
    assert said(READER, allergy(code)) == one_of("lanreotide")


def test_both_together_are_both_with_both_as_evidence() -> None:
    found = fact(READER, allergy(OCTREOTIDE), allergy(LANREOTIDE, name="a2"))
    assert found is not None
    assert found.possible == one_of("both")
    assert {one.reference for one in found.evidence} == {"AllergyIntolerance/a1", "AllergyIntolerance/a2"}


def test_one_entry_may_name_both() -> None:
    assert said(READER, allergy(OCTREOTIDE, LANREOTIDE)) == one_of("both")


def test_the_substance_of_a_reaction_counts() -> None:
    assert said(READER, allergy(reaction=[{"substance": concept(LANREOTIDE)}])) == one_of("lanreotide")


@pytest.mark.parametrize("verification", ["refuted", "entered-in-error"])
def test_a_refuted_or_mistaken_allergy_says_nothing(verification: str) -> None:
    assert said(READER, allergy(OCTREOTIDE, verification=verification)) is None


@pytest.mark.parametrize("clinical", ["inactive", "resolved"])
def test_an_allergy_that_is_over_says_nothing(clinical: str) -> None:
    assert said(READER, allergy(OCTREOTIDE, clinical=clinical)) is None


def test_a_missing_verification_counts_as_asserted() -> None:
    assert said(READER, allergy(OCTREOTIDE, verification=None)) == one_of("octreotide")


@pytest.mark.parametrize("verification", ["unconfirmed", "presumed"])
def test_an_unconfirmed_allergy_may_be_one_or_none_with_a_note(verification: str) -> None:
    found = read(READER, allergy(OCTREOTIDE, verification=verification))
    said_of_it = found.facts["ssaHypersensitivity"]
    assert (said_of_it.possible, said_of_it.why) == (one_of("none", "octreotide"), Why.PRELIMINARY)
    assert texts(found)


def test_an_unconfirmed_allergy_beside_a_confirmed_one_leaves_one_or_both() -> None:
    found = fact(READER, allergy(LANREOTIDE), allergy(OCTREOTIDE, name="a2", verification="unconfirmed"))
    assert found is not None
    assert found.possible == one_of("lanreotide", "both")
    assert found.evidence[0].reference == "AllergyIntolerance/a1"


def test_two_unconfirmed_allergies_leave_everything_open() -> None:
    two = (allergy(c, name=n, verification="unconfirmed") for c, n in ((OCTREOTIDE, "a1"), (LANREOTIDE, "a2")))
    found = fact(READER, *two)
    assert found is not None
    assert found.possible == one_of("none", "octreotide", "lanreotide", "both")


def test_a_confirmed_entry_settles_what_an_unconfirmed_one_repeats() -> None:
    found = fact(READER, allergy(OCTREOTIDE), allergy(OCTREOTIDE, name="a2", verification="unconfirmed"))
    assert found is not None
    assert (found.possible, found.why) == (one_of("octreotide"), None)


def test_an_allergy_of_tomorrow_stays_open() -> None:
    assert said(READER, allergy(OCTREOTIDE, recordedDate="2026-11-25")) is Why.UNREADABLE


def test_another_allergy_says_nothing() -> None:
    assert said(READER, allergy((ATC, "H01CB05"))) is None
    assert said(READER, allergy()) is None


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    both = (allergy(OCTREOTIDE), allergy(LANREOTIDE, name="a2", reaction=[{"substance": concept(OCTREOTIDE)}]))
    read(READER, *data.draw(damaged(*both)))
