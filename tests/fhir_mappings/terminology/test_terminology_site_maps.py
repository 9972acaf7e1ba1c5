"""A site's ConceptMaps add local codes and change nothing of ours."""

import json
from pathlib import Path
from typing import Any

import pytest

from fhir_mappings.terminology import (
    NET_ORDER,
    NET_VALUE,
    Coding,
    SiteMapError,
    Terminology,
    coding_for_output,
    includes,
    load_terminology,
    read_site_map,
    read_site_maps,
    suggested_order,
    translate,
    with_site_maps,
)

LOCAL = "https://hospital.example.org/codes"
LOINC = "http://loinc.org"


def site_map(
    code: str,
    target: str,
    system: str = LOINC,
    equivalence: str = "equivalent",
    source: str = LOCAL,
) -> dict[str, Any]:
    """A ConceptMap of one line."""
    element = {"code": code, "target": [{"code": target, "equivalence": equivalence}]}
    group = {"source": source, "target": system, "element": [element]}
    return {"resourceType": "ConceptMap", "status": "active", "group": [group]}


def merged(*resources: dict[str, Any]) -> Terminology:
    """Our terminology with a site's maps."""
    return with_site_maps(load_terminology(), [read_site_map(each, origin="site.json") for each in resources])


def test_a_local_observation_code_joins_the_value_set_of_its_target() -> None:
    terminology = merged(site_map("KI67", "29593-1"))
    assert includes(terminology.value_sets["ki67-observations"], Coding(system=LOCAL, code="KI67"))


def test_a_local_answer_takes_the_answer_of_its_target_in_every_map() -> None:
    terminology = merged(site_map("POS", "positive", NET_VALUE))
    local = Coding(system=LOCAL, code="POS")
    assert translate(terminology.concept_maps["sstr-status"], local) == "positive"
    assert translate(terminology.concept_maps["pregnancy-answer"], local) == "pregnant"
    assert translate(terminology.concept_maps["grade"], local) is None


def test_a_local_diagnosis_means_all_that_its_target_means() -> None:
    terminology = merged(site_map("SIGNET", "C7A.025", "http://hl7.org/fhir/sid/icd-10-cm"))
    local = Coding(system=LOCAL, code="SIGNET")
    assert translate(terminology.concept_maps["primary-site"], local) == "sigmoid"
    assert translate(terminology.concept_maps["neuroendocrine-histology"], local) == "nen"


def test_spellings_of_both_sides_are_normalised() -> None:
    terminology = merged(site_map("SIGNET", "C7A025", "urn:oid:2.16.840.1.113883.6.90"))
    local = Coding(system=LOCAL, code="SIGNET")
    assert translate(terminology.concept_maps["primary-site"], local) == "sigmoid"


def test_merging_leaves_our_terminology_as_it_was() -> None:
    merged(site_map("KI67", "29593-1"))
    ours = load_terminology().value_sets["ki67-observations"]
    assert ours.codings == {(LOINC, "29593-1")}


def test_a_local_code_is_never_what_we_send_for_a_value_set() -> None:
    terminology = merged(site_map("KI67", "29593-1"))
    assert coding_for_output(terminology, "ki67-observations").system == LOINC


def test_a_site_can_add_its_own_orderable_and_it_comes_first() -> None:
    terminology = merged(site_map("sstr-pet", "NM-DOTA", LOCAL, source=NET_ORDER))
    codings = suggested_order(terminology, "sstr-pet").codings
    assert [coding.system for coding in codings] == [LOCAL, NET_ORDER]


def test_an_orderable_for_an_unknown_order_is_refused() -> None:
    with pytest.raises(SiteMapError, match="is not a code of"):
        merged(site_map("mri-of-everything", "X", LOCAL, source=NET_ORDER))


def test_a_target_we_do_not_know_is_refused_with_its_name() -> None:
    with pytest.raises(SiteMapError, match=r"site\.json: target 99999-9"):
        merged(site_map("KI67", "99999-9"))


@pytest.mark.parametrize("equivalence", ["narrower", "inexact", "relatedto", "specializes"])
def test_a_target_that_says_more_than_the_local_code_is_refused(equivalence: str) -> None:
    with pytest.raises(SiteMapError, match="may not say more"):
        merged(site_map("NET", "C7A.025", "http://hl7.org/fhir/sid/icd-10-cm", equivalence))


def test_a_site_cannot_change_what_a_code_of_ours_means() -> None:
    with pytest.raises(SiteMapError, match="already means"):
        merged(site_map("g1", "g3", NET_VALUE, source=NET_VALUE))


def test_one_local_code_with_two_meanings_is_refused() -> None:
    with pytest.raises(SiteMapError, match="cannot also mean"):
        merged(site_map("G", "g1", NET_VALUE), site_map("G", "g2", NET_VALUE))


def test_lines_marked_unmatched_are_left_out() -> None:
    resource = site_map("KI67", "29593-1")
    resource["group"][0]["element"][0]["target"] = [{"equivalence": "unmatched"}]
    assert read_site_map(resource, origin="site.json").lines == ()


def test_a_map_that_is_not_fhir_is_refused_with_file_and_remedy() -> None:
    with pytest.raises(SiteMapError, match=r"site\.json: not a FHIR R4 ConceptMap"):
        read_site_map({"group": [{"element": [{"code": "x"}]}]}, origin="site.json")


def test_maps_are_read_from_a_folder_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps(site_map("B", "29593-1")), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(site_map("A", "29593-1")), encoding="utf-8")
    (tmp_path / "readme.txt").write_text("not a map", encoding="utf-8")
    assert [each.origin for each in read_site_maps(tmp_path)] == ["a.json", "b.json"]


@pytest.mark.parametrize("text", ["{", "[]", '{"resourceType": "ValueSet"}'])
def test_a_file_that_is_not_a_concept_map_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    with pytest.raises(SiteMapError, match=r"broken\.json"):
        read_site_maps(tmp_path)
