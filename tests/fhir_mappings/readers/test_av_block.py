"""PF70: AV block of second or third degree."""

import pytest

from cds_service.case.items.item import TRUE
from cds_service.logic.fact import Why
from fhir_mappings.readers.av_block import READER
from tests.fhir_mappings.readers.snippets import ICD10, SNOMED, condition, fact, read, said, texts

WHO = "http://hl7.org/fhir/sid/icd-10"
SECOND, UNTOLD = (ICD10, "I44.1"), (ICD10, "I44.30")


@pytest.mark.parametrize(
    "code", [SECOND, (ICD10, "I442"), (WHO, "I44.2"), (SNOMED, "195042002"), (SNOMED, "27885002"), (SNOMED, "28189009")]
)
def test_a_block_of_second_or_third_degree_is_one(code: tuple[str, str]) -> None:
    assert said(READER, condition(code)) == TRUE


@pytest.mark.parametrize("code", [UNTOLD, (ICD10, "I44.39"), (WHO, "I44.3"), (SNOMED, "233917008")])
def test_a_block_of_untold_degree_leaves_it_open(code: tuple[str, str]) -> None:
    found = fact(READER, condition(code))
    assert found is not None
    assert (found.why, [one.reference for one in found.evidence]) == (Why.NOT_RECORDED, ["Condition/c1"])
    assert "not of which degree" in texts(read(READER, condition(code)))


@pytest.mark.parametrize("code", [(ICD10, "I44.0"), (ICD10, "I44.7"), (ICD10, "R00.1"), (SNOMED, "270492004")])
def test_a_first_degree_block_a_bundle_branch_block_and_a_slow_heart_are_none(code: tuple[str, str]) -> None:
    assert read(READER, condition(code)).facts == {}


def test_a_told_degree_settles_it_beside_an_untold_one() -> None:
    assert said(READER, condition(UNTOLD), condition(SECOND, name="c2")) == TRUE


@pytest.mark.parametrize("verification", ["provisional", "differential"])
def test_a_suspected_block_leaves_it_open(verification: str) -> None:
    suspected = condition(SECOND, verification=verification)
    assert said(READER, suspected) is Why.PRELIMINARY
    both = fact(READER, suspected, condition(UNTOLD, name="c2"))
    assert both is not None
    assert [one.reference for one in both.evidence] == ["Condition/c1", "Condition/c2"]


def test_a_block_that_is_over_says_nothing() -> None:
    assert said(READER, condition(SECOND, clinical="resolved"), condition(UNTOLD, clinical="resolved")) is None
