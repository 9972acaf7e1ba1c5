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
    served,
    suggested_order,
    translate,
    with_site_maps,
)

LOCAL = "https://hospital.example.org/codes"
LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"


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
    """Our terminology with a site's maps: "site.json", "site2.json" …"""
    origins = ("site.json", *(f"site{number}.json" for number in range(2, len(resources) + 1)))
    site_maps = [read_site_map(each, origin=origin) for each, origin in zip(resources, origins, strict=True)]
    return with_site_maps(load_terminology(), site_maps)


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
    (said,) = refusals(site_map("mri-of-everything", "X", LOCAL, source=NET_ORDER))
    assert said.startswith("site.json: group[0].element[0].target[0] mri-of-everything of ")
    assert said.endswith("is not a code of ours; `net-cds terminology list` shows those that are")


def test_a_target_that_is_not_read_is_refused_with_its_place_and_remedy() -> None:
    (said,) = refusals(site_map("KI67", "99999-9"))
    assert said.startswith("site.json: group[0].element[0].target[0] has the target 99999-9 of http://loinc.org")
    assert said.endswith("which is not read here; use a code that `net-cds terminology search` finds")


def test_a_target_in_a_system_that_is_not_read_is_told_apart() -> None:
    (said,) = refusals(site_map("KI67", "X1", "https://elsewhere.example.org"))
    assert "a system from which nothing is read here" in said


@pytest.mark.parametrize("equivalence", ["narrower", "inexact", "relatedto", "specializes"])
def test_a_target_that_says_more_than_the_local_code_is_refused(equivalence: str) -> None:
    (said,) = refusals(site_map("NET", "C7A.025", ICD10CM, equivalence))
    assert said.startswith(f"site.json: group[0].element[0].target[0].equivalence is {equivalence}, and the target may")
    assert "give equal, equivalent, wider or subsumes" in said


def test_a_site_cannot_change_what_a_code_of_ours_means() -> None:
    (said,) = refusals(site_map("g1", "g3", NET_VALUE, source=NET_VALUE))
    assert "is read here already and keeps its meaning; remove the line" in said


def test_a_site_cannot_make_a_look_alike_the_real_thing() -> None:
    (said,) = refusals(site_map("85319-2", "29593-1", source=LOINC))
    assert "85319-2 of http://loinc.org is HER2; public files mislabel it as Ki-67; remove the line" in said


def test_one_local_code_with_two_meanings_is_refused_at_the_second() -> None:
    (said,) = refusals(site_map("G", "g1", NET_VALUE), site_map("G", "g2", NET_VALUE))
    assert "G of https://hospital.example.org/codes already means G1 in grade and cannot also mean G2" in said


def test_a_line_that_stands_twice_is_refused_and_names_the_first() -> None:
    twice = [read_site_map({**site_map("KI67", "29593-1"), "id": name}, origin=f"{name}.json") for name in ("a", "b")]
    with pytest.raises(SiteMapError) as refused:
        with_site_maps(load_terminology(), twice)
    assert str(refused.value) == (
        "b.json: group[0].element[0].target[0] repeats a.json: group[0].element[0].target[0]; remove one of the two"
    )


def test_one_local_code_may_have_two_targets_that_agree() -> None:
    resource = site_map("SIGNET", "C7A.025", ICD10CM)
    other = site_map("SIGNET", "8240/3", "http://terminology.hl7.org/CodeSystem/icd-o-3")
    terminology = merged({**resource, "group": resource["group"] + other["group"]})
    local = Coding(system=LOCAL, code="SIGNET")
    assert translate(terminology.concept_maps["primary-site"], local) == "sigmoid"
    assert translate(terminology.concept_maps["differentiation"], local) == "well"


@pytest.mark.parametrize("relation", ["unmatched", "disjoint"])
def test_lines_without_a_counterpart_are_left_out(relation: str) -> None:
    resource = site_map("KI67", "29593-1")
    resource["group"][0]["element"][0]["target"] = [{"equivalence": relation}]
    site = read_site_map(resource, origin="site.json")
    assert (site.lines, site.problems) == ((), ())


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("status", "FHIR R4 requires it"),
        ("group[0].source", "give the URI of the system whose codes are mapped"),
        ("group[0].target", "give the URI of the system of the target codes"),
        ("group[0].element[0].code", "give the local code"),
        ("group[0].element[0].target[0].equivalence", "give equal, equivalent, wider or subsumes"),
        ("group[0].element[0].target[0].code", "or set equivalence to unmatched"),
    ],
)
def test_what_is_missing_is_told_with_its_path_and_remedy(path: str, part: str) -> None:
    resource = site_map("KI67", "29593-1")
    _remove(resource, path)
    (said,) = refusals(resource)
    assert said.startswith(f"site.json: {path} is missing; ")
    assert part in said


def test_every_problem_of_every_map_is_told_at_once() -> None:
    broken = site_map("KI67", "29593-1", equivalence="narrower")
    del broken["group"][0]["source"]
    assert len(refusals(broken, site_map("KI67", "99999-9"), site_map("g1", "g3", NET_VALUE, source=NET_VALUE))) == 4


def test_the_relation_of_r5_is_told_as_such() -> None:
    resource = site_map("KI67", "29593-1")
    target = resource["group"][0]["element"][0]["target"][0]
    target["relationship"] = target.pop("equivalence")
    assert [said for said in refusals(resource) if "relationship is not an element of FHIR R4 here; R5 has it" in said]


def test_a_map_under_an_id_of_ours_is_refused() -> None:
    (said,) = refusals({**site_map("KI67", "29593-1"), "id": "grade"})
    assert said == "site.json: id grade is taken by a ConceptMap of this service; give this map another"


def test_a_map_without_id_is_served_under_the_name_of_its_file() -> None:
    site = read_site_map(site_map("KI67", "29593-1"), origin="our lab (2026).json")
    assert served([site])["ConceptMap"]["our-lab-2026-"]["id"] == "our-lab-2026-"


def test_maps_are_read_from_a_folder_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps(site_map("B", "29593-1")), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(site_map("A", "29593-1")), encoding="utf-8")
    (tmp_path / "readme.txt").write_text("not a map", encoding="utf-8")
    assert [each.origin for each in read_site_maps(tmp_path)] == ["a.json", "b.json"]


def test_a_map_that_its_owner_has_retired_is_refused() -> None:
    with pytest.raises(SiteMapError, match=r"site\.json: status is retired; take the map out"):
        merged({**site_map("KI67", "29593-1"), "status": "retired"})


def test_a_line_that_holds_under_a_condition_only_is_refused() -> None:
    resource = site_map("KI67", "29593-1")
    target = resource["group"][0]["element"][0]["target"][0]
    target["dependsOn"] = [{"property": "http://hospital.example.org/specimen", "value": "colon"}]
    with pytest.raises(SiteMapError, match=r"group\[0\]\.element\[0\]\.target\[0\]\.dependsOn makes the line depend"):
        merged(resource)


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "site.json").write_text(json.dumps(site_map("KI67", "29593-1")), encoding="utf-8-sig")
    assert [line.source.code for line in read_site_maps(tmp_path)[0].lines] == ["KI67"]


def test_without_a_folder_there_are_no_maps() -> None:
    assert read_site_maps(None) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,\n "b": }', "broken.json: is not JSON in UTF-8 at line 2; correct it or move it out of the folder"),
        ("[" * 100_000, "broken.json: is not JSON in UTF-8; correct it or move it out of the folder"),
        ("[]", "broken.json: resourceType is not ConceptMap; this folder holds FHIR R4 ConceptMaps only"),
        (
            '{"resourceType": "ValueSet"}',
            "broken.json: resourceType is not ConceptMap; this folder holds FHIR R4 ConceptMaps only",
        ),
    ],
)
def test_a_file_that_is_not_a_concept_map_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    with pytest.raises(SiteMapError) as refused:
        with_site_maps(load_terminology(), read_site_maps(tmp_path))
    assert str(refused.value) == said


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (site,) = read_site_maps(tmp_path)
    assert [str(problem).partition(" (")[0] for problem in site.problems] == ["folder.json: cannot be read"]


def refusals(*resources: dict[str, Any]) -> list[str]:
    """What the error says about maps that cannot be used, line by line."""
    with pytest.raises(SiteMapError) as refused:
        merged(*resources)
    return str(refused.value).splitlines()


def _remove(resource: Any, path: str) -> None:
    *above, last = path.replace("]", "").replace("[", ".").split(".")
    for step in above:
        resource = resource[int(step)] if step.isdigit() else resource[step]
    del resource[last]
