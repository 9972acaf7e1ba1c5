"""The traps of the terminology review (§15) on whole records: what the codes must not make of a patient."""

from __future__ import annotations

import pytest

from cds_service.case.record import Case
from cds_service.case.settling import settle
from cds_service.logic.fact import Fact
from fhir_mappings.reading import read
from tests.fhir_mappings.readers.record import (
    AS_OF,
    Body,
    amount,
    answer,
    concept,
    condition,
    morphology,
    observation,
    procedure,
    sources,
)

NET = condition("icd|C7A.025")


def case(*bodies: Body) -> Case:
    """The case of a patient with exactly these resources."""
    return settle(read(sources(*bodies)), AS_OF, {})


def fact(name: str, *bodies: Body) -> Fact:
    """One fact of that patient."""
    return case(*bodies).facts[name]


def said(name: str, *bodies: Body) -> str:
    """The fact in short: "{true}", or why it is open."""
    found = fact(name, *bodies)
    return found.why.value if found.why else str(found.possible)


def grade(*codes: str) -> Body:
    """A histologic grade."""
    return observation("loinc|33732-9", answer(*codes))


@pytest.mark.parametrize(("code", "read_as"), [("54102005", "{G1}"), ("1663004", "{G2}"), ("61026006", "{G3}")])
def test_trap_01_a_grade_is_read_as_itself(code: str, read_as: str) -> None:
    assert said("gradeText", NET, grade(f"sct|{code}")) == read_as


def test_trap_01_a_grade_that_cannot_be_assessed_is_open() -> None:
    assert fact("gradeText", NET, grade("sct|12619005")).why is not None


def test_trap_02_ecog_interpretation_is_ecog_and_karnofsky_is_mapped() -> None:
    assert said("ecog", observation("loinc|89262-0", answer("loinc|LA9623-5"))) == "[1,1]"
    assert (
        fact("ecog", observation("loinc|89243-0", {"valueInteger": 90})).possible
        == fact("ecog", observation("loinc|89247-1", {"valueInteger": 1})).possible
    )


def test_trap_03_the_header_of_the_carcinoid_syndrome_still_speaks() -> None:
    assert fact("functional", condition("icd|E34.0")).evidence
    assert fact("functional", condition("icd|E34.00")).evidence


@pytest.mark.parametrize("code", ["C7A.1", "C7A.8", "C7A.029", "C7A.00"])
def test_trap_04_a_net_of_any_site_leaves_the_site_open(code: str) -> None:
    assert said("nenConfirmed", condition(f"icd|{code}")) == "{true}"
    assert fact("site", condition(f"icd|{code}")).why is not None


def test_trap_04_the_pancreatic_islet_cell_tumour_is_a_net_of_another_site() -> None:
    assert said("site", condition("icd|C25.4")) == "{other}"


def test_trap_05_cancer_of_the_sigmoid_colon_with_liver_metastases_is_no_net() -> None:
    assert fact("nenConfirmed", condition("icd|C18.7"), condition("icd|C78.7")).why is not None


def test_trap_05_with_neuroendocrine_morphology_it_is_one_of_the_sigmoid_colon() -> None:
    tumour = {**condition("icd|C18.7"), **morphology("icdo|8240/3")}
    assert (said("nenConfirmed", tumour), said("site", tumour)) == ("{true}", "{sigmoid}")


@pytest.mark.parametrize("code", ["D3A.025", "Z85.030"])
def test_trap_05_a_benign_carcinoid_or_a_history_is_no_net(code: str) -> None:
    assert fact("nenConfirmed", condition(f"icd|{code}")).why is not None


def test_trap_06_the_same_code_means_two_things_in_two_systems() -> None:
    assert said("stageIV", NET, condition("icd|C80.0")) == "{true}"
    who = {**condition(), "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "C80.0"}]}}
    assert fact("stageIV", NET, who).why is not None


@pytest.mark.parametrize("code", ["sct|94392001", "icd|C77.2"])
def test_trap_07_a_nodal_metastasis_alone_is_no_stage_iv(code: str) -> None:
    assert fact("stageIV", NET, condition(code)).why is not None


def test_trap_07_a_distant_node_is_stage_iv() -> None:
    assert said("stageIV", NET, condition("icd|C7B.01")) == "{true}"


def test_trap_08_the_old_net_g3_leaves_differentiation_open() -> None:
    old = {**NET, **morphology("sct|127574006")}
    assert said("gradeText", old) == "{G3}"
    assert fact("differentiation", old).why is not None


@pytest.mark.parametrize(("code", "read_as"), [("8246/3", "{poor}"), ("8041/3", "{poor}"), ("8244/3", "{mixed}")])
def test_trap_08_carcinoma_and_mixed_neoplasm_are_not_well_differentiated(code: str, read_as: str) -> None:
    assert said("differentiation", {**NET, **morphology(f"icdo|{code}")}) == read_as


@pytest.mark.parametrize("method", ["897275008", "1269566009"])
def test_trap_09_stage_iv_counts_by_either_edition(method: str) -> None:
    stage = observation("sct|399390009", answer("sct|1222837003"), method=concept(f"sct|{method}"))
    assert said("stageIV", NET, stage) == "{true}"


@pytest.mark.parametrize("code", ["33055-5", "85319-2", "85300-2"])
def test_trap_10_no_other_code_is_the_ki67_percentage(code: str) -> None:
    assert fact("ki67", NET, observation(f"loinc|{code}", amount(4, "%"))).why is not None


def test_trap_10_the_breast_code_counts_for_another_organ_only() -> None:
    breast = observation("loinc|85330-9", amount(4, "%"))
    assert fact("ki67", NET, breast).why is not None
    assert said("ki67", NET, {**breast, "bodySite": concept("sct|10200004")}) == "[4,4]"


@pytest.mark.parametrize("code", ["31203-3", "25971-3", "1694-9", "11145-0", "44288-9"])
def test_trap_11_a_concentration_of_5_hiaa_is_no_daily_excretion(code: str) -> None:
    assert fact("hiaa", observation(f"loinc|{code}", amount(60, "umol/d"))).why is not None


@pytest.mark.parametrize(("score", "read_as"), [("1", "{negative}"), ("2", "{positive}"), ("3", "{positive}")])
def test_trap_13_uptake_like_the_liver_is_positive(score: str, read_as: str) -> None:
    assert said("sstr", NET, observation("net|sstr-krenning-score", answer(f"value|{score}"))) == read_as


@pytest.mark.parametrize("code", ["2597052", "1534772"])
def test_trap_14_another_lutetium_is_no_prrt(code: str) -> None:
    rxnorm = {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": code}
    given: Body = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "medicationCodeableConcept": {"coding": [rxnorm]},
        "effectiveDateTime": "2026-05-01",
    }
    lutathera = {**given, "medicationCodeableConcept": {"coding": [{**rxnorm, "code": "1999687"}]}}
    assert str(fact("priorPrrt", NET, given).possible) == "[0,0]"
    assert str(fact("priorPrrt", NET, lutathera).possible) == "[1,∞)"


@pytest.mark.parametrize("code", ["78815", "78816"])
def test_trap_16_a_billed_pet_tells_nothing_about_receptors(code: str) -> None:
    assert fact("sstr", NET, procedure(f"cpt|{code}")).why is not None


def test_trap_16_a_billed_embolisation_is_no_radioembolisation() -> None:
    assert str(fact("priorTare", NET, procedure("cpt|37243")).possible) == "{false}"


def test_trap_17_a_course_of_radiotherapy_is_no_prrt() -> None:
    assert str(fact("priorPrrt", NET, procedure("sct|1217123003")).possible) == "[0,0]"


def test_trap_18_without_dot_and_with_https_it_is_the_same_patient() -> None:
    undotted = {**NET, "code": {"coding": [{"system": "urn:oid:2.16.840.1.113883.6.90", "code": "C7A025"}]}}
    stage = observation("sct|399390009", answer("ajcc|4"))
    other = observation(
        "sct|399390009", {"valueCodeableConcept": {"coding": [{"system": "https://cancerstaging.org/", "code": "4"}]}}
    )
    assert case(undotted, other).facts == case(NET, stage).facts
    assert said("stageIV", NET, stage) == "{true}"
