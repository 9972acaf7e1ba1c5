"""The rules for every resource: case-representation.md §1, one sentence each, on a few facts that stand for all."""

from __future__ import annotations

from typing import Any

import pytest

from cds_service.logic.fact import Why
from fhir_mappings.resources import LISTS
from tests.fhir_mappings.representations.table import (
    ACTIVE,
    Body,
    Row,
    amount,
    answer,
    case_from,
    case_of,
    concept,
    condition,
    days_ago,
    done,
    dose,
    each,
    meaning,
    measured,
    observation,
    request,
    row,
    said,
)

SERVER = "https://ehr.example/fhir"
NET = condition("sct|1288033004")
LIVER_PCT = "net|hepatic-tumor-burden-percent"


def haemoglobin(value: Any = 12, ago: int | None = 3, status: str = "final", **more: Any) -> Body:
    """A haemoglobin in g/dL; `ago` None: undated."""
    return observation("loinc|718-7", amount(value, "g/dL"), None if ago is None else days_ago(ago), status, **more)


def burden(value: Body, **more: Any) -> Body:
    """A liver burden."""
    return observation(LIVER_PCT, value, days_ago(20), **more)


def verdict(word: str, ago: int = 20, **more: Any) -> Body:
    """A resectability verdict."""
    return observation("net|resectability", answer(f"value|{word}"), days_ago(ago), **more)


def whose(reference: str | None, *, server: str | None = SERVER, url: str | None = None) -> str:
    """The haemoglobin of a record whose only haemoglobin has this subject."""
    subject = {"subject": {"reference": reference} if reference else {"display": "somebody"}}
    entries = [{"resource": {"resourceType": "Patient", "id": "p"}, **({"fullUrl": url} if url else {})}]
    entries += [{"resource": {**haemoglobin(), "id": "h", **subject}}]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return said(case_from(dict.fromkeys(LISTS, bundle), server).facts["hb"])


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("Patient/p", None),
        ("Patient/p/_history/3", None),
        (f"{SERVER}/Patient/p", None),
        (f"{SERVER}/Patient/p/_history/3", None),
        ("urn:uuid:5b1c", "urn:uuid:5b1c"),
    ],
)
def test_a_subject_is_resolved_in_every_way_fhir_knows(reference: str, url: str | None) -> None:
    assert whose(reference, url=url) == "[12,12]"


@pytest.mark.parametrize("reference", ["Patient/other", "Group/p"])
def test_what_is_anothers_is_never_used(reference: str) -> None:
    assert whose(reference) == "not recorded"


@pytest.mark.parametrize("reference", ["https://elsewhere.example/fhir/Patient/p", None])
def test_what_may_be_the_patients_is_not_used_and_puts_its_list_in_doubt(reference: str | None) -> None:
    assert whose(reference) == "not retrieved"


def test_what_is_left_out_is_noted() -> None:
    notes = " ".join(note.text for note in case_of({**haemoglobin(), "subject": {"reference": "Patient/x"}}).notes)
    assert "another patient's" in notes


STATUS = (
    *(row(f"a {word} result counts", "hb", "[12,12]", haemoglobin(status=word)) for word in ("final", "amended")),
    row("a corrected result counts", "hb", "[12,12]", haemoglobin(status="corrected")),
    *(row(f"a {w} result is open", "hb", "preliminary", haemoglobin(status=w)) for w in ("preliminary", "registered")),
    *(
        row(f"a result with the status {word} never counts", "hb", "not recorded", haemoglobin(status=word))
        for word in ("entered-in-error", "cancelled", "unknown", "entered-in-error ")
    ),
    *(
        row(f"a {word} Condition never counts", "liverMets", "not recorded", condition("icd|C78.7", sure=word))
        for word in ("refuted", "entered-in-error")
    ),
    *(
        row(f"a {word} Condition is open", "liverMets", "preliminary", condition("icd|C78.7", sure=word))
        for word in ("unconfirmed", "provisional", "differential")
    ),
    row("no verification counts as asserted", "liverMets", "{true}", condition("icd|C78.7", sure=None)),
    *(
        row(
            f"a primary that is {word} is still the disease",
            "nenConfirmed",
            "{true}",
            {**NET, "clinicalStatus": concept(f"clinical|{word}")},
        )
        for word in ("inactive", "remission", "resolved")
    ),
    *(
        row(f"a procedure that is {word} counts", "priorTare", "{true}", done("sct|764677008", status=word))
        for word in ("completed", "in-progress")
    ),
    *(
        row(f"a procedure that is {word} never counts", "priorTare", "{false}", done("sct|764677008", status=word))
        for word in ("preparation", "not-done", "entered-in-error")
    ),
    *(
        row(f"a procedure that is {word} is open", "priorTare", "preliminary", done("sct|764677008", status=word))
        for word in ("stopped", "on-hold", "unknown")
    ),
    *(
        row(f"a {word} order tells exposure", "priorSystemic", "{true}", request("atc|L01AX03", status=word))
        for word in ("active", "completed", "stopped")
    ),
    *(
        row(f"a {word} order does not", "priorSystemic", "{false}", request("atc|L01AX03", status=word))
        for word in ("draft", "cancelled", "entered-in-error")
    ),
    *(
        row(
            f"an order that is {word} leaves it open",
            "priorSystemic",
            "preliminary",
            request("atc|L01AX03", status=word),
        )
        for word in ("on-hold", "unknown")
    ),
    row("a completed administration is a dose", "priorPrrt", "[1,∞)", dose("hcpcs|A9513")),
    *(
        row(f"an administration that is {word} is open", "priorPrrt", "preliminary", dose("hcpcs|A9513", status=word))
        for word in ("stopped", "on-hold", "unknown")
    ),
    row("an administration not done is no dose", "priorPrrt", "[0,0]", dose("hcpcs|A9513", status="not-done")),
)
CODES = (
    row("all codings are read", "site", "{sigmoid}", condition("local|1", "icd|C7A.029", "sct|1288033004")),
    row("codings that disagree are a conflict", "site", "conflicting", condition("icd|C7A.025", "icd|C7A.012")),
    row(
        "a display is never matched",
        "nenConfirmed",
        "not recorded",
        {**condition(), "code": {"coding": [{"system": "urn:local", "code": "1", "display": "Carcinoid of sigmoid"}]}},
    ),
    row(
        "a code without its system is no code",
        "nenConfirmed",
        "not recorded",
        {**condition(), "code": {"coding": [{"code": "C7A.025"}]}},
    ),
    *(
        row(
            f"{system} is an address of its system",
            "nenConfirmed",
            "{true}",
            {**condition(), "code": {"coding": [{"system": system, "code": code}]}},
        )
        for system, code in (
            ("http://snomed.info/sct|http://snomed.info/sct/731000124108", "1288033004"),
            ("http://snomed.info/sct/900000000000207008", "1288033004"),
            ("https://snomed.info/sct/", "1288033004"),
            ("urn:oid:2.16.840.1.113883.6.96", "1288033004"),
            ("urn:oid:2.16.840.1.113883.6.90", "C7A.025"),
            ("http: //snomed.info/sct ", "1288033004"),
        )
    ),
    row(
        "text alone settles nothing",
        "resectVerdict",
        "unreadable",
        observation("net|resectability", answer(text="resectable"), days_ago(2)),
    ),
    row(
        "an answer whose code is not known is unmapped",
        "resectVerdict",
        "unmapped",
        observation("net|resectability", answer("local|17"), days_ago(2)),
    ),
)
VALUES = (
    row("a quantity", "liverPct", "[30,30]", burden(amount(30, "%"))),
    row(
        "a quantity with its unit as text",
        "liverPct",
        "[30,30]",
        burden({"valueQuantity": {"value": 30, "unit": "percent"}}),
    ),
    *(
        row(f"a quantity with {sign}", "liverPct", means, burden(amount(30, "%", comparator=sign)))
        for sign, means in (("<", "[0,30)"), ("<=", "[0,30]"), (">", "(30,100]"), (">=", "[30,100]"))
    ),
    row(
        "a range",
        "liverPct",
        "[10,20]",
        burden({"valueRange": {"low": {"value": 10, "unit": "%"}, "high": {"value": 20, "unit": "%"}}}),
    ),
    row(
        "a range without a lower end",
        "liverPct",
        "[0,20]",
        burden({"valueRange": {"high": {"value": 20, "unit": "%"}}}),
    ),
    row("a whole number", "liverPct", "[30,30]", burden({"valueInteger": 30})),
    row(
        "a ratio",
        "liverPct",
        "[30,30]",
        burden({"valueRatio": {"numerator": {"value": 3, "unit": "mL"}, "denominator": {"value": 10, "unit": "mL"}}}),
    ),
    *(
        row(f"a text: {text}", "liverPct", means, burden({"valueString": text}))
        for text, means in (("<30%", "[0,30)"), ("30-40 %", "[30,40]"), ("~20", "[15,25]"), ("2,5 %", "[2.5,2.5]"))
    ),
    row("a fraction of one", "liverPct", "[30,30]", burden(amount(0.3, "1"))),
    row(
        "a component of a panel",
        "liverPct",
        "[30,30]",
        observation("local|report", {"component": [{"code": concept(LIVER_PCT), **amount(30, "%")}]}, days_ago(2)),
    ),
    row("a reason for absence", "liverPct", "not recorded", burden({"dataAbsentReason": concept("local|unknown")})),
    row("two values at once", "liverPct", "conflicting", burden({**amount(30, "%"), "valueString": "30 %"})),
    row("a value outside what is possible", "liverPct", "unreadable", burden(amount(300, "%"))),
    row("a unit of something else", "liverPct", "unreadable", burden(amount(30, "mg"))),
    row(
        "a boolean",
        "flrOk",
        "{true}",
        observation("net|future-liver-remnant-adequate", {"valueBoolean": True}, days_ago(2)),
    ),
    row(
        "a coded yes",
        "flrOk",
        "{true}",
        observation("net|future-liver-remnant-adequate", answer("sct|373066001"), days_ago(2)),
    ),
    row(
        "known spellings of a count",
        "platelets",
        "[180,180]",
        observation("loinc|777-3", {"valueQuantity": {"value": 180, "unit": "K/uL"}}, days_ago(2)),
    ),
    row(
        "another spelling of a count",
        "platelets",
        "[180,180]",
        observation("loinc|777-3", {"valueQuantity": {"value": 180, "unit": "x10^9/L"}}, days_ago(2)),
    ),
)
DATES = (
    row(
        "a period counts by its end",
        "hb",
        "[12,12]",
        {**haemoglobin(ago=None), "effectivePeriod": {"start": days_ago(60), "end": days_ago(2)}},
    ),
    row(
        "an instant counts", "hb", "[12,12]", {**haemoglobin(ago=None), "effectiveInstant": f"{days_ago(2)}T08:00:00Z"}
    ),
    row(
        "without them the day of issue counts",
        "hb",
        "[12,12]",
        {**haemoglobin(ago=None), "issued": f"{days_ago(2)}T08:00:00Z"},
    ),
    row("an undated result with a freshness limit is stale", "hb", "stale", haemoglobin(ago=None)),
    row("an undated result without one counts", "ki67", "[2,2]", observation("loinc|29593-1", amount(2, "%"), None)),
    row("a result of its last fresh day counts", "hb", "[12,12]", haemoglobin(ago=30)),
    row("a result a day older is stale", "hb", "stale", haemoglobin(ago=31)),
    row(
        "a partial date is as old as it may be",
        "hb",
        "stale",
        {**haemoglobin(ago=None), "effectiveDateTime": "2026-10"},
    ),
    row(
        "a partial date may be fresh throughout",
        "hb",
        "[12,12]",
        {**haemoglobin(ago=None), "effectiveDateTime": "2026-11"},
    ),
    row("a date after today opens the fact", "hb", "unreadable", haemoglobin(ago=-1)),
)
SEVERAL = (
    row("the latest settled one wins", "hb", "[9,9]", haemoglobin(12, 10), haemoglobin(9, 2)),
    row("a newer preliminary one yields to it", "hb", "[12,12]", haemoglobin(12, 10), haemoglobin(9, 2, "preliminary")),
    row("a newer one that cannot be believed opens it", "hb", "unreadable", haemoglobin(12, 10), haemoglobin(2, 2)),
    row("a newer one that stands for missing does not", "hb", "[12,12]", haemoglobin(12, 10), haemoglobin(-1, 2)),
    row("of one day the safer wins", "hb", "[9,9]", haemoglobin(12), haemoglobin(9)),
    row(
        "a verdict of one day that disagrees is the safer",
        "resectVerdict",
        "{unresectable}",
        verdict("resectable"),
        verdict("unresectable"),
    ),
    row(
        "specimens are combined by the higher grade",
        "grade",
        "{G2}",
        observation("loinc|29593-1", amount(12, "%"), "2020-01-01"),
        observation("loinc|29593-1", amount(2, "%")),
    ),
)
UNITS = (
    row("creatinine in moles", "creatinine", "[2,2]", measured("loinc|2160-0", 176.8, "umol/L")),
    row("bilirubin in moles", "bilirubin", "[2,2]", measured("loinc|1975-2", 34.2, "umol/L")),
    row("5-HIAA in mass", "hiaa", "[100,100]", measured("loinc|1695-6", 19.118, "mg/(24.h)")),
    row("glucose in moles", "glucose", "[180.16,180.16]", measured("loinc|2345-7", 10, "mmol/L")),
    row("haemoglobin in moles", "hb", "[16.114,16.114]", measured("loinc|718-7", 10, "mmol/L")),
    row(
        "HbA1c of the IFCC",
        "hba1c",
        "[6.726,6.726]",
        measured("loinc|4548-4", 50, "mmol/mol"),
    ),
    row(
        "a multiple of the limit in the same Observation",
        "bilirubinUln",
        "[3,3]",
        measured("loinc|1975-2", 51, "umol/L", referenceRange=[{"high": {"value": 17}}]),
    ),
    row(
        "a multiple of a limit in words",
        "bilirubinUln",
        "[3,3]",
        measured("loinc|1975-2", 51, "umol/L", referenceRange=[{"text": "3 - 17 umol/L"}]),
    ),
)


@each((*STATUS, *CODES, *VALUES, *DATES, *SEVERAL, *UNITS))
def test_the_rules_hold(line: Row) -> None:
    assert meaning(line) == line.means


def test_a_dangerous_value_stands_against_a_newer_one_that_cannot_be_believed() -> None:
    scans = [
        observation("net|sstr-krenning-score", {"valueInteger": score}, days_ago(ago))
        for score, ago in ((1, 30), (7, 2))
    ]
    assert said(case_of(*scans).facts["sstr"]) == "{negative}"


WHYS = (
    row("nothing was sent about it", "hb", "not recorded"),
    row(
        "its answer cannot be read",
        "hb",
        "unreadable",
        observation("loinc|718-7", {"valueString": "see report"}, days_ago(2)),
    ),
    row(
        "its answer has a code that is not known",
        "resectVerdict",
        "unmapped",
        observation("net|resectability", answer("local|17"), days_ago(2)),
    ),
    row(
        "its answers contradict each other",
        "sstr",
        "conflicting",
        *(observation("net|sstr-status", answer(f"value|{word}"), days_ago(2)) for word in ("positive", "negative")),
    ),
    row("its answer is too old", "hb", "stale", haemoglobin(ago=400)),
    row("its answer is preliminary", "hb", "preliminary", haemoglobin(status="preliminary")),
)


@each(WHYS)
def test_an_open_fact_says_why_it_is_open_and_on_what_evidence(line: Row) -> None:
    fact = case_of(*line.given).facts[line.item]
    assert said(fact) == line.means
    assert {one.reference for one in fact.evidence} == {f"Observation/r{n + 1}" for n in range(len(line.given))}


def test_a_list_that_was_not_sent_is_not_retrieved() -> None:
    facts = case_from({"patient": {"resourceType": "Patient", "id": "p"}}).facts
    assert {facts[name].why for name in ("hb", "nenConfirmed", "onSsa", "priorTare")} == {Why.NOT_RETRIEVED}


def test_every_reason_is_among_these() -> None:
    assert {line.means for line in WHYS} | {Why.NOT_RETRIEVED.value} == {why.value for why in Why}


def test_an_active_condition_needs_its_status() -> None:
    stones = condition("icd|K80.20")
    assert said(case_of(stones).facts["gallstones"]) == "not recorded"
    assert said(case_of({**stones, **ACTIVE}).facts["gallstones"]) == "{true}"
