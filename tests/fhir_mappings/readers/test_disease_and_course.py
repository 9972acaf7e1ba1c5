"""Diagnosis, extent, grade, receptors, function and course: what each representation says, and the traps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cds_service.case.settling import settle
from cds_service.logic.fact import Fact
from fhir_mappings.reader import sources_of
from fhir_mappings.reading import read
from fhir_mappings.resources import LISTS, collect
from fhir_mappings.terminology import load_terminology
from tests.fhir_mappings.readers.snippets import (
    ANSWER,
    AS_OF,
    ICD10,
    LOINC,
    NCIT,
    NET,
    SNOMED,
    concept,
    condition,
    measured,
    observation,
    procedure,
)

Json = dict[str, Any]
ICDO3 = "http://terminology.hl7.org/CodeSystem/icd-o-3"
MORPHOLOGY = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior"
KI67, STAGE, M_CATEGORY = (LOINC, "29593-1"), (SNOMED, "399390009"), (SNOMED, "399387003")


def facts_of(*resources: Json) -> dict[str, Fact]:
    """The settled facts of a patient about whom these resources, and complete lists, were sent."""
    lists: dict[str, Any] = {key: {"resourceType": "Bundle", "entry": []} for key in LISTS}
    keys = {kind: key for key, kind in LISTS.items()}
    lists["patient"] = {"resourceType": "Patient", "id": "p"}
    for resource in resources:
        lists[keys[resource["resourceType"]]]["entry"].append({"resource": resource})
    sources = sources_of(collect("p", lists, None), load_terminology(), AS_OF)
    return dict(settle(read(sources), AS_OF, {}).facts)


def said(fact: Fact) -> str:
    """The possible values, or the reason when the fact is open."""
    return fact.why.value if fact.why else str(fact.possible)


def coded(code: str, answer: str, name: str = "o1", when: str = "2026-11-20", **more: Any) -> Json:
    """An Observation under one of our codes with one of our answers."""
    return observation((NET, code), name, when, valueCodeableConcept=concept((ANSWER, answer)), **more)


def answered(code: tuple[str, str], answer: tuple[str, str], name: str = "o1", **more: Any) -> Json:
    return observation(code, name, valueCodeableConcept=concept(answer), **more)


def with_morphology(body: Json, code: tuple[str, str]) -> Json:
    return {**body, "extension": [{"url": MORPHOLOGY, "valueCodeableConcept": concept(code)}]}


SIGMOID_NET = condition((ICD10, "C7A.025"))
CANCER = condition((ICD10, "C18.7"))

DIAGNOSIS: list[tuple[str, list[Json], dict[str, str]]] = [
    (
        "a coder's carcinoid is a NEN of the sigmoid whose differentiation is open",
        [SIGMOID_NET],
        {"nenConfirmed": "{true}", "site": "{sigmoid}", "differentiation": "not recorded"},
    ),
    ("a code without its dot is the same code", [condition((ICD10, "C7A025"))], {"site": "{sigmoid}"}),
    ("C18.7 alone is not a NEN", [CANCER], {"nenConfirmed": "not recorded", "site": "not recorded"}),
    (
        "C18.7 with a NET morphology is a well-differentiated sigmoid NEN",
        [with_morphology(CANCER, (ICDO3, "8240/3"))],
        {"nenConfirmed": "{true}", "site": "{sigmoid}", "differentiation": "{well}"},
    ),
    (
        "C18.7 with a NET histology result is a sigmoid NEN",
        [CANCER, answered((LOINC, "59847-4"), (ICDO3, "8249/3"))],
        {"nenConfirmed": "{true}", "site": "{sigmoid}", "differentiation": "{well}"},
    ),
    ("C7A.1 is a NEC without a site", [condition((ICD10, "C7A.1"))], {"differentiation": "{poor}", "grade": "{G3}"}),
    (
        "a MiNEN is not a NEN of this guidance",
        [with_morphology(CANCER, (ICDO3, "8244/3"))],
        {"nenConfirmed": "{false}", "differentiation": "{mixed}"},
    ),
    (
        "the old NET G3 morphology is grade 3 of open differentiation",
        [with_morphology(SIGMOID_NET, (SNOMED, "127574006"))],
        {"grade": "{G3}", "differentiation": "not recorded"},
    ),
    ("a benign carcinoid says nothing", [condition((ICD10, "D3A.025"))], {"nenConfirmed": "not recorded"}),
    ("a history code says nothing", [condition((ICD10, "Z85.030"))], {"nenConfirmed": "not recorded"}),
    ("colon NOS leaves the site open", [condition((ICD10, "C7A.029"))], {"site": "not recorded"}),
    ("another segment is another site", [condition((ICD10, "C7A.022"))], {"site": "{other}"}),
    (
        "an unconfirmed diagnosis is no diagnosis",
        [condition((ICD10, "C7A.025"), verification="provisional")],
        {"nenConfirmed": "preliminary"},
    ),
    (
        "a refuted diagnosis never was one",
        [condition((ICD10, "C7A.025"), verification="refuted")],
        {"nenConfirmed": "not recorded"},
    ),
    (
        "a resolved primary is still the NET",
        [condition((ICD10, "C7A.025"), clinical="resolved")],
        {"nenConfirmed": "{true}"},
    ),
    (
        "two morphologies that disagree are a conflict",
        [with_morphology(CANCER, (ICDO3, "8240/3")), with_morphology({**CANCER, "id": "c2"}, (ICDO3, "8246/3"))],
        {"differentiation": "conflicting"},
    ),
]

EXTENT: list[tuple[str, list[Json], dict[str, str]]] = [
    ("stage IV by AJCC qualifier", [answered(STAGE, (SNOMED, "1222837003"))], {"stageIV": "{true}"}),
    ("a lower stage is not stage IV", [answered(STAGE, (SNOMED, "1222802001"))], {"stageIV": "{false}"}),
    (
        "M1a is liver only",
        [answered(M_CATEGORY, (SNOMED, "1229904003"))],
        {
            "stageIV": "{true}",
            "liverMets": "{true}",
            "extraAbd": "{false}",
            "extrahepAbd": "{none}",
            "liverDom": "{exclusive}",
        },
    ),
    ("M1b has no liver metastases", [answered(M_CATEGORY, (SNOMED, "1229907005"))], {"liverMets": "{false}"}),
    (
        "M1b beside a liver metastasis is a conflict",
        [answered(M_CATEGORY, (SNOMED, "1229907005")), condition((ICD10, "C7B.02"))],
        {"liverMets": "conflicting"},
    ),
    (
        "M0 beside a metastasis is a conflict",
        [answered(M_CATEGORY, (SNOMED, "1229901006")), condition((ICD10, "C7B.02"))],
        {"stageIV": "conflicting"},
    ),
    ("a liver metastasis makes stage IV", [condition((ICD10, "C7B.02"))], {"stageIV": "{true}", "liverMets": "{true}"}),
    ("lymph nodes are not distant by themselves", [condition((ICD10, "C77.2"))], {"stageIV": "not recorded"}),
    ("any bone is outside the abdomen", [condition((ICD10, "C79.51"))], {"extraAbd": "{true}"}),
    ("no Condition of it is no absence", [condition((ICD10, "C7B.02"))], {"extraAbd": "not recorded"}),
    (
        "the stated absence expires after six months",
        [observation((NET, "extra-abdominal-metastasis"), when="2026-05-01", valueBoolean=False)],
        {"extraAbd": "stale"},
    ),
    (
        "the stated presence does not expire",
        [observation((NET, "extra-abdominal-metastasis"), when="2024-05-01", valueBoolean=True)],
        {"extraAbd": "{true}"},
    ),
    (
        "a peritoneal metastasis is at least limited",
        [condition((ICD10, "C7B.04"))],
        {"extrahepAbd": "{extensive,limited}"},
    ),
    ("predominance by the MDT", [coded("disease-predominance", "liver-predominant")], {"liverDom": "{predominant}"}),
    (
        "liver burden as a bound",
        [observation((NET, "hepatic-tumor-burden-percent"), valueString="<50 %")],
        {"liverPct": "[0,50)"},
    ),
    (
        "a verdict of resectability",
        [coded("resectability", "cytoreduction-feasible")],
        {"resectVerdict": "{cytoreduction}"},
    ),
    (
        "a verdict on another organ is not one on the liver",
        [coded("resectability", "unresectable", bodySite=concept((SNOMED, "60184004")))],
        {"resectVerdict": "not recorded"},
    ),
    ("a colectomy removed the primary", [procedure((SNOMED, "84604002"))], {"primaryInSitu": "{false}"}),
    ("a right colectomy did not", [procedure((SNOMED, "359571009"))], {"primaryInSitu": "not recorded"}),
    (
        "a complication persists for ninety days",
        [coded("primary-tumor-complication", "bleeding", when="2026-09-01")],
        {"primaryComplication": "{bleeding}"},
    ),
    (
        "and is open, never gone, after that",
        [coded("primary-tumor-complication", "bleeding", when="2026-08-01")],
        {"primaryComplication": "stale"},
    ),
]

GRADE: list[tuple[str, list[Json], dict[str, str]]] = [
    ("Ki-67 as a quantity", [measured(KI67, 8, "%")], {"ki67": "[8,8]", "grade": "{G2}"}),
    ("Ki-67 as a text with a bound", [observation(KI67, valueString="<3 %")], {"ki67": "[0,3)", "grade": "{G1}"}),
    ("Ki-67 as a fraction of one", [measured(KI67, 0.02, "1")], {"ki67": "[2,2]"}),
    (
        "the higher of two specimens",
        [measured(KI67, 4, "%", "a", when="2026-01-01"), measured(KI67, 28, "%", "b")],
        {"ki67": "[28,28]", "grade": "{G3}"},
    ),
    ("HER2 is not Ki-67", [measured((LOINC, "85319-2"), 80, "%")], {"ki67": "not recorded"}),
    ("presence is not a percentage", [measured((LOINC, "33055-5"), 80, "%")], {"ki67": "not recorded"}),
    ("Ki-67 above 100 % is unreadable", [measured(KI67, 300, "%")], {"ki67": "unreadable", "grade": "unreadable"}),
    ("preliminary Ki-67 is open", [measured(KI67, 3, "%", status="preliminary")], {"ki67": "preliminary"}),
    ("AJCC grade 2", [answered((NCIT, "C18000"), (SNOMED, "1228850007"))], {"gradeText": "{G2}", "ki67": "[3,20]"}),
    ("12619005 is GX and not G1", [answered((NCIT, "C18000"), (SNOMED, "12619005"))], {"gradeText": "not recorded"}),
    (
        "high grade without a WHO method says nothing",
        [answered((NCIT, "C18000"), (SNOMED, "1155707008"))],
        {"gradeText": "not recorded"},
    ),
    (
        "high grade by WHO is G3",
        [answered((NCIT, "C18000"), (SNOMED, "1155707008"), method=concept((SNOMED, "1149430001")))],
        {"gradeText": "{G3}"},
    ),
]

COURSE: list[tuple[str, list[Json], dict[str, str]]] = [
    ("receptors by status", [coded("sstr-status", "heterogeneous")], {"sstr": "{mixed}", "recentSstrScan": "{true}"}),
    ("Krenning 2 is positive", [observation((NET, "sstr-krenning-score"), valueInteger=2)], {"sstr": "{positive}"}),
    ("Krenning 1 is negative", [observation((NET, "sstr-krenning-score"), valueInteger=1)], {"sstr": "{negative}"}),
    (
        "status and score of one day that contradict are a conflict",
        [coded("sstr-status", "negative"), observation((NET, "sstr-krenning-score"), "o2", valueInteger=4)],
        {"sstr": "conflicting"},
    ),
    ("a positive scan expires", [coded("sstr-status", "positive", when="2025-11-23")], {"sstr": "stale"}),
    ("a negative scan does not", [coded("sstr-status", "negative", when="2023-11-23")], {"sstr": "{negative}"}),
    ("function as stated", [coded("net-functional-status", "non-functioning")], {"functional": "{false}"}),
    ("a syndrome without biochemistry is open", [condition((ICD10, "E34.00"))], {"functional": "not recorded"}),
    (
        "a syndrome with raised 5-HIAA is function",
        [
            condition((ICD10, "E34.00")),
            measured(
                (LOINC, "14573-0"), 90, "umol/(24.h)", referenceRange=[{"high": {"value": 45, "unit": "umol/(24.h)"}}]
            ),
        ],
        {"functional": "{true}"},
    ),
    ("carcinoid heart disease is at least mild", [condition((ICD10, "E34.01"))], {"chd": "{mild,moderate,severe}"}),
    (
        "RECIST PD is progression",
        [coded("recist-1-1-response", "PD")],
        {"progressing": "{true}", "stableMonths": "[0,0]"},
    ),
    ("worsened is progression", [answered((LOINC, "97509-4"), (SNOMED, "271299001"))], {"progressing": "{true}"}),
    (
        "stability is counted from the first to the last read",
        [coded("recist-1-1-response", "SD", "a", when="2026-05-20"), coded("recist-1-1-response", "PR", "b")],
        {"progressing": "{false}", "stableMonths": "[6,600]"},
    ),
    (
        "months of stability as recorded",
        [observation((NET, "stable-disease-months"), valueString="about 6")],
        {"stableMonths": "[4.5,7.5]"},
    ),
]

ROWS = [*DIAGNOSIS, *EXTENT, *GRADE, *COURSE]


@pytest.mark.parametrize(("resources", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_record_is_read_as(resources: list[Json], expected: dict[str, str]) -> None:
    facts = facts_of(*resources)
    assert {name: said(facts[name]) for name in expected} == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["coding", "code", "value"]), inner),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damage_anywhere_never_stops_the_reading(data: st.DataObject) -> None:
    body = dict(data.draw(st.sampled_from([resource for _, resources, _ in ROWS for resource in resources])))
    body[data.draw(st.sampled_from(sorted(set(body) - {"resourceType"})))] = data.draw(JSON)
    assert facts_of(body)
