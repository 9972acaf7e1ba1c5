"""The JSON files are valid FHIR, agree with their names, and hold verified codes only."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.codesystem import CodeSystem as FhirCodeSystem
from fhir.resources.R4B.conceptmap import ConceptMap as FhirConceptMap
from fhir.resources.R4B.valueset import ValueSet as FhirValueSet

from fhir_mappings.terminology import CANONICAL_BASE, load_terminology, published
from fhir_mappings.terminology.canonical import MATCH_ONLY

_ROOM = Path(__file__).resolve().parents[3] / "fhir_mappings" / "terminology"
_MODELS: dict[str, Any] = {
    "CodeSystem": FhirCodeSystem,
    "ValueSet": FhirValueSet,
    "ConceptMap": FhirConceptMap,
}
_FILES = sorted(_ROOM.glob("*s/*.json"))

AJCC = "http://cancerstaging.org"
_AJCC_NOTATION = re.compile(r"[cp]?(0|([1-4]|I|II|III|IV)[ABC]?|M0|M1[abc]?)")
_STANDARD_ANSWERS = {
    ("http://hl7.org/fhir/sid/icd-10-cm", "C19"),
    ("http://hl7.org/fhir/sid/icd-10", "C19"),
    ("http://terminology.hl7.org/CodeSystem/icd-o-3", "C19.9"),
    ("http://snomed.info/sct", "52101004"),
    ("http://snomed.info/sct", "2667000"),
}
_NOT_EMITTED_BY_DECISION = {("http://hl7.org/fhir/sid/icd-10-cm", "E34.0")}
_TARGETS_ELSEWHERE = {"order-codes", "override-reasons-hl7"}


def _read(path: Path) -> dict[str, Any]:
    resource: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return resource


def _value_set_concepts() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for identifier, resource in published("ValueSet").items():
        for include in resource["compose"]["include"]:
            for concept in include.get("concept", ()):
                yield identifier, include["system"], concept


def _map_concepts() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for identifier, resource in published("ConceptMap").items():
        for group in resource["group"]:
            for element in group["element"]:
                yield identifier, group["source"], element
                for target in element["target"]:
                    if "code" in target:
                        yield identifier, group["target"], target


def _is_ours(system: str) -> bool:
    return system.startswith(CANONICAL_BASE)


def _is_standard_answer(system: str, code: str) -> bool:
    is_notation = system == AJCC and _AJCC_NOTATION.fullmatch(code) is not None
    return is_notation or (system, code) in _STANDARD_ANSWERS


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_is_valid_fhir_and_named_after_its_id(path: Path) -> None:
    resource = _read(path)
    kind = resource["resourceType"]
    _MODELS[kind].model_validate(resource)
    assert resource["id"] == path.stem
    assert resource["url"] == f"{CANONICAL_BASE}/{kind}/{path.stem}"
    assert re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", resource["name"])
    for element in ("purpose", "version", "status", "description", "title"):
        assert resource[element].strip()


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_is_printed_with_two_blanks(path: Path) -> None:
    pretty = json.dumps(_read(path), indent=2, ensure_ascii=False) + "\n"
    assert path.read_text(encoding="utf-8") == pretty


def test_every_set_and_map_names_where_its_codes_come_from() -> None:
    for kind in ("ValueSet", "ConceptMap", "CodeSystem"):
        for identifier, resource in published(kind).items():
            assert resource.get("copyright"), identifier


def test_no_concept_stands_twice_in_a_value_set() -> None:
    listed = [(identifier, system, concept["code"]) for identifier, system, concept in _value_set_concepts()]
    assert len(listed) == len(set(listed))


def test_no_source_stands_twice_in_a_concept_map_and_none_has_two_answers() -> None:
    for identifier, resource in published("ConceptMap").items():
        sources = [(group["source"], element["code"]) for group in resource["group"] for element in group["element"]]
        assert len(sources) == len(set(sources)), identifier
        assert all(len(element["target"]) == 1 for group in resource["group"] for element in group["element"]), (
            identifier
        )


def test_code_systems_are_complete_and_case_sensitive() -> None:
    for resource in published("CodeSystem").values():
        codes = [concept["code"] for concept in resource["concept"]]
        assert resource["caseSensitive"]
        assert resource["content"] == "complete"
        assert resource["count"] == len(codes) == len(set(codes))


def test_every_code_of_ours_exists_with_its_display() -> None:
    systems = {each.url: each.displays for each in load_terminology().code_systems.values()}
    for identifier, system, concept in (*_value_set_concepts(), *_map_concepts()):
        if _is_ours(system):
            assert systems[system][concept["code"]] == concept["display"], identifier


def test_every_answer_is_a_net_value() -> None:
    answers = load_terminology().code_systems["net-value"].displays
    for identifier, concept_map in load_terminology().concept_maps.items():
        if identifier not in _TARGETS_ELSEWHERE:
            assert concept_map.answers <= answers.keys(), identifier


def test_an_answer_never_says_more_than_the_code() -> None:
    for identifier, resource in published("ConceptMap").items():
        if identifier in _TARGETS_ELSEWHERE:
            continue
        relations = {
            target["equivalence"]
            for group in resource["group"]
            for element in group["element"]
            for target in element["target"]
        }
        assert relations <= {"equivalent", "wider"}, identifier


def test_every_foreign_code_is_verified_and_shown_with_the_verified_display(
    verified_codes: dict[tuple[str, str], dict[str, str]],
) -> None:
    for identifier, system, concept in (*_value_set_concepts(), *_map_concepts()):
        key = (system, concept["code"])
        if _is_ours(system) or _is_standard_answer(*key):
            continue
        assert key in verified_codes, (identifier, key)
        assert verified_codes[key]["verified"] in {"yes", "match", "single"}, (identifier, key)
        verified = verified_codes[key]["display"].removeprefix("(CMS short descriptor) ")
        assert verified == concept["display"], (identifier, key)


def test_codes_confirmed_once_or_for_matching_are_marked_as_match_only(
    verified_codes: dict[tuple[str, str], dict[str, str]],
) -> None:
    for identifier, system, concept in _value_set_concepts():
        key = (system, concept["code"])
        marked = {"url": MATCH_ONLY, "valueBoolean": True} in concept.get("extension", ())
        if _is_ours(system):
            expected = False
        elif _is_standard_answer(*key) or key in _NOT_EMITTED_BY_DECISION:
            expected = True
        else:
            expected = verified_codes[key]["verified"] != "yes"
        assert marked == expected, (identifier, key)


def test_orders_are_sent_with_codes_confirmed_twice_only(
    verified_codes: dict[tuple[str, str], dict[str, str]],
) -> None:
    for targets in load_terminology().concept_maps["order-codes"].targets.values():
        for target in targets:
            is_ours = target.system.startswith(CANONICAL_BASE)
            assert is_ours or verified_codes[target.key]["verified"] == "yes", target


def test_every_order_has_a_line_in_the_map_of_order_codes() -> None:
    lines = {
        element["code"] for group in published("ConceptMap")["order-codes"]["group"] for element in group["element"]
    }
    assert lines == load_terminology().code_systems["net-order"].displays.keys()


def test_snomed_codes_carry_their_check_digit() -> None:
    for identifier, system, concept in (*_value_set_concepts(), *_map_concepts()):
        if system == "http://snomed.info/sct":
            assert _verhoeff_holds(concept["code"]), (identifier, concept["code"])


def test_loinc_codes_carry_their_check_digit() -> None:
    for identifier, system, concept in (*_value_set_concepts(), *_map_concepts()):
        if system == "http://loinc.org" and not concept["code"].startswith("LA"):
            number, digit = concept["code"].split("-")
            assert _mod_ten(number) == int(digit), (identifier, concept["code"])


def test_no_clinical_code_stands_in_python() -> None:
    shapes = re.compile(r"\b(\d{6,18}|\d{1,5}-\d|[A-Z]\d[0-9A-Z]\.\d+|8\d{3}/3)\b")
    for path in _ROOM.glob("*.py"):
        code = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not shapes.findall(code), path.name


def _verhoeff_holds(number: str) -> bool:
    turn = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    check = 0
    for place, letter in enumerate(reversed(number)):
        digit = int(letter)
        for _ in range(place % 8):
            digit = turn[digit]
        check = _dihedral(check, digit)
    return check == 0


def _dihedral(left: int, right: int) -> int:
    if left < 5:
        return (left + right) % 5 if right < 5 else 5 + (left + right) % 5
    return 5 + (left - right) % 5 if right < 5 else (left - right) % 5


def _mod_ten(number: str) -> int:
    doubled = "".join(str(int(letter) * (2 if place % 2 == 0 else 1)) for place, letter in enumerate(reversed(number)))
    return -sum(map(int, doubled)) % 10
