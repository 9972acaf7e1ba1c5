"""What a code means here: where it is listed, whether it is sent, which facts it feeds."""

import pytest

from fhir_mappings.integration.code_meaning import CodeMeaning, meanings, why_left_out
from fhir_mappings.terminology import load_terminology, look_alikes, read_site_map, with_site_maps

TERMINOLOGY = load_terminology()
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"


def the(code: str, system: str | None = None) -> CodeMeaning:
    (meaning,) = meanings(TERMINOLOGY, code, system)
    return meaning


def codes_of(meaning: CodeMeaning) -> set[str]:
    return {item.code for item in meaning.facts}


def test_the_sigmoid_net_feeds_histology_and_site() -> None:
    found = the("C7A.025")
    assert codes_of(found) == {"PF10", "PF11"}
    assert {each.id: target.code for each, target in found.answers} == {
        "neuroendocrine-histology": "nen",
        "primary-site": "sigmoid",
    }
    assert found.coding.display == "Malignant carcinoid tumor of the sigmoid colon"


@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("C7A025", None),
        ("c7a.025", "urn:oid:2.16.840.1.113883.6.90"),
        ("C7A025", "icd-10-cm"),
        (" C7A.025 ", "https://hl7.org/fhir/sid/icd-10-cm/"),
    ],
)
def test_spellings_of_code_and_system_are_found(code: str, system: str | None) -> None:
    assert the(code, system).coding.key == (ICD10CM, "C7A.025")


def test_a_code_of_several_systems_is_told_for_each_of_them() -> None:
    systems = {found.coding.system.rpartition("/")[2] for found in meanings(TERMINOLOGY, "C18.7")}
    assert systems == {"icd-10-cm", "icd-10", "icd-o-3"}


def test_a_code_confirmed_twice_may_be_sent_and_one_confirmed_once_may_not() -> None:
    assert the("29593-1").may_be_sent
    assert not the("1288033004").may_be_sent


def test_a_code_that_is_only_sent_names_its_order() -> None:
    assert [order.code for order in the("88360").orders] == ["ki67"]
    assert the("88360").facts == ()


def test_a_fact_that_only_looks_at_a_code_is_told_apart_from_the_facts_it_is_about() -> None:
    prrt = the("A9513")
    assert codes_of(prrt) == {"PF55"}
    assert "PF54" in {item.code for item in prrt.also}


@pytest.mark.parametrize("code", ["99999-9", "", "29593"])
def test_what_nothing_knows_has_no_meaning(code: str) -> None:
    assert meanings(TERMINOLOGY, code) == ()


def test_a_code_of_another_system_than_the_one_asked_for_is_not_found() -> None:
    assert meanings(TERMINOLOGY, "29593-1", "snomed") == ()


def test_a_local_code_means_what_the_map_of_the_site_says() -> None:
    target = {"code": "29593-1", "equivalence": "equivalent"}
    group = {"source": "urn:lab", "target": LOINC, "element": [{"code": "KI67", "target": [target]}]}
    local = read_site_map({"resourceType": "ConceptMap", "status": "active", "group": [group]}, origin="lab.json")
    (found,) = meanings(with_site_maps(TERMINOLOGY, [local]), "KI67")
    assert (found.coding.system, codes_of(found), found.may_be_sent) == ("urn:lab", {"PF15"}, False)


def test_a_code_left_out_on_purpose_says_why() -> None:
    assert why_left_out("85319-2") == "is HER2; public files mislabel it as Ki-67"
    assert why_left_out("85319-2", "snomed") is None
    assert why_left_out("29593-1") is None


def test_no_code_left_out_on_purpose_is_read() -> None:
    for system, code in look_alikes():
        assert meanings(TERMINOLOGY, code, system) == (), code
