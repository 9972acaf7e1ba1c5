"""PF14–PF43: every representation of grade, receptors, function and course that case-representation.md §3 accepts."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.representations.table import (
    Body,
    Row,
    amount,
    answer,
    concept,
    condition,
    days_ago,
    each,
    meaning,
    measured,
    observation,
    row,
)

NET = condition("sct|1288033004")
SYNDROME, HEART = condition("icd|E34.00"), condition("icd|E34.01")
WHO_METHOD = {"method": concept("sct|1149430001")}


def ours(code: str, value: str, ago: int = 20) -> Body:
    """An answer of ours to a question of ours."""
    return observation(f"net|{code}", answer(f"value|{value}"), days_ago(ago))


def ki67(value: Body, **more: Any) -> Body:
    """A Ki-67 index."""
    return observation("loinc|29593-1", value, **more)


def grade(code: str, value: str, **more: Any) -> Body:
    """A grade as a pathologist reports it."""
    return observation(code, answer(value), **more)


def hiaa(value: float, limit: float, code: str = "loinc|14573-0", unit: str = "umol/(24.h)") -> Body:
    """A 5-HIAA with its upper limit of normal."""
    return measured(code, value, unit, referenceRange=[{"high": {"value": limit}}])


def part_of(mass: float, total: float, unit: str) -> Body:
    """A ratio."""
    return {"valueRatio": {"numerator": {"value": mass, "unit": unit}, "denominator": {"value": total, "unit": unit}}}


DIFFERENTIATION = (
    row("SNOMED well is well", "differentiation", "{well}", grade("loinc|33732-9", "sct|373375007")),
    row("SNOMED moderate is well for a NET", "differentiation", "{well}", grade("loinc|33732-9", "sct|373377004")),
    row("SNOMED poor is poor", "differentiation", "{poor}", grade("loinc|33732-9", "sct|373373000")),
    row("SNOMED undifferentiated is poor", "differentiation", "{poor}", grade("loinc|33732-9", "sct|373374006")),
    row("our answer well is well", "differentiation", "{well}", ours("differentiation", "well")),
    row("our answer poor is poor", "differentiation", "{poor}", ours("differentiation", "poor")),
    row("our answer mixed is mixed", "differentiation", "{mixed}", ours("differentiation", "mixed")),
    row("a NET G3 is well differentiated", "differentiation", "{well}", ours("who-net-grade", "g3-net")),
    row("a NEC is poorly differentiated", "differentiation", "{poor}", ours("who-net-grade", "nec")),
    row("a MiNEN is mixed", "differentiation", "{mixed}", ours("who-net-grade", "minen")),
    row("G3 without a word on the kind leaves it open", "differentiation", "not recorded", ours("who-net-grade", "g3")),
)
KI67 = (
    row("Ki-67 is a percentage", "ki67", "[2,2]", ki67(amount(2, "%"))),
    row("Ki-67 may have the unit as text", "ki67", "[2,2]", ki67({"valueQuantity": {"value": 2, "unit": "percent"}})),
    row("Ki-67 may be a fraction of one", "ki67", "[12,12]", ki67(amount(0.12, "1"))),
    row("Ki-67 may be below a number", "ki67", "[0,3)", ki67(amount(3, "%", comparator="<"))),
    row("Ki-67 may be above a number", "ki67", "(20,100]", ki67(amount(20, "%", comparator=">"))),
    row("Ki-67 may be at most a number", "ki67", "[0,2]", ki67(amount(2, "%", comparator="<="))),
    row("Ki-67 may be a whole number", "ki67", "[4,4]", ki67({"valueInteger": 4})),
    row("Ki-67 may be a ratio of cells", "ki67", "[3,3]", ki67(part_of(15, 500, "{cells}"))),
    *(
        row(f"Ki-67 may be written {text}", "ki67", means, ki67({"valueString": text}))
        for text, means in (
            ("<3%", "[0,3)"),
            ("< 1 %", "[0,1)"),
            ("3-5%", "[3,5]"),
            ("3–5 %", "[3,5]"),
            ("~2", "[1.5,2.5]"),
            ("about 2 %", "[1.5,2.5]"),
            ("2,5 %", "[2.5,2.5]"),
            ("5 to 10 percent", "[5,10]"),
            ("> 20 %", "(20,100]"),
            ("≤ 2 %", "[0,2]"),
        )
    ),
    row("Ki-67 low in words is no number", "ki67", "unreadable", ki67({"valueString": "low"})),
    row("of two specimens the higher counts", "ki67", "[25,25]", ki67(amount(2, "%")), ki67(amount(25, "%"))),
    row(
        "the code for breast counts for another organ",
        "ki67",
        "[4,4]",
        observation("loinc|85330-9", amount(4, "%"), bodySite=concept("sct|10200004")),
    ),
    row("the code for breast alone does not", "ki67", "not recorded", observation("loinc|85330-9", amount(4, "%"))),
    *(
        row(f"{code} is no Ki-67 index", "ki67", "not recorded", observation(code, amount(4, "%")))
        for code in ("loinc|33055-5", "loinc|85319-2", "loinc|85300-2")
    ),
)
GRADE = (
    row("mitoses are counted per 2 mm²", "mitoses", "[4,4]", observation("net|mitotic-rate-per-2mm2", amount(4))),
    row("per 10 HPF they are not converted", "mitoses", "not recorded", observation("loinc|44650-0", amount(4))),
    *(
        row(f"our grade {word} is {means}", "gradeText", means, ours("who-net-grade", word))
        for word, means in (("g1", "{G1}"), ("g2", "{G2}"), ("g3-net", "{G3}"), ("g3", "{G3}"), ("nec", "{G3}"))
    ),
    *(
        row(f"{value} under {code} is {means}", "gradeText", means, grade(code, value))
        for code in ("nci|C18000", "loinc|33732-9")
        for value, means in (
            ("sct|1228848004", "{G1}"),
            ("sct|1228850007", "{G2}"),
            ("sct|1228851006", "{G3}"),
            ("sct|54102005", "{G1}"),
            ("sct|1663004", "{G2}"),
            ("sct|61026006", "{G3}"),
        )
    ),
    row("GX is open", "gradeText", "not recorded", grade("loinc|33732-9", "sct|12619005")),
    row("low grade by the WHO method is G1", "gradeText", "{G1}", grade("nci|C18000", "sct|1155708003", **WHO_METHOD)),
    row("low grade by no method is open", "grade", "not recorded", grade("nci|C18000", "sct|1155708003")),
    row("a SNOMED NET G2 is G2", "gradeText", "{G2}", condition("sct|1286770005")),
    row("Ki-67 grades a specimen", "grade", "{G2}", ki67(amount(12, "%"))),
    row(
        "mitoses grade it higher",
        "grade",
        "{G3}",
        ki67(amount(12, "%")),
        observation("net|mitotic-rate-per-2mm2", amount(21)),
    ),
)
FUNCTION = (
    row("function may be stated", "functional", "{true}", ours("net-functional-status", "functioning")),
    row("its absence may be stated", "functional", "{false}", ours("net-functional-status", "non-functioning")),
    row("a syndrome without biochemistry is open", "functional", "not recorded", SYNDROME),
    row("a syndrome with raised 5-HIAA is function", "functional", "{true}", SYNDROME, hiaa(90, 47)),
    row("a SNOMED syndrome is one too", "functional", "{true}", condition("sct|35868009"), hiaa(90, 47)),
    row(
        "plasma 5-HIAA counts by its own limit",
        "functional",
        "{true}",
        SYNDROME,
        hiaa(300, 123, "loinc|50149-4", "nmol/L"),
    ),
    row("raised serotonin counts", "functional", "{true}", SYNDROME, hiaa(900, 200, "loinc|2940-5", "ng/mL")),
    row("a normal 5-HIAA does not make it function", "functional", "not recorded", SYNDROME, hiaa(20, 47)),
    row("a raised 5-HIAA alone is not known to be function", "functional", "not recorded", hiaa(90, 47)),
    row(
        "the syndrome may be uncontrolled",
        "csUncontrolled",
        "{true}",
        ours("carcinoid-syndrome-control", "uncontrolled"),
    ),
    row(
        "the syndrome may be controlled", "csUncontrolled", "{false}", ours("carcinoid-syndrome-control", "controlled")
    ),
    row("5-HIAA is read in µmol a day", "hiaa", "[90,90]", hiaa(90, 47)),
    row("5-HIAA is converted from mg a day", "hiaa", "[100,100]", hiaa(19.118, 9, "loinc|1695-6", "mg/(24.h)")),
    row("5-HIAA per creatinine is not compared", "hiaa", "not recorded", hiaa(90, 47, "loinc|11145-0", "mg/g{creat}")),
    *(
        row(f"heart disease may be {word}", "chd", f"{{{word}}}", ours("carcinoid-heart-disease-severity", word))
        for word in ("none", "mild", "moderate", "severe")
    ),
    row("an ICD-10-CM heart syndrome is at least mild", "chd", "{mild,moderate,severe}", HEART),
    row("a SNOMED heart disease is at least mild", "chd", "{mild,moderate,severe}", condition("sct|36222008")),
    row("NT-proBNP in pg/mL", "ntProBnp", "[220,220]", measured("loinc|33762-6", 220, "pg/mL")),
    row("NT-proBNP under the other code", "ntProBnp", "[220,220]", measured("loinc|83107-3", 220, "ng/L")),
    row("NT-proBNP in pmol/L", "ntProBnp", "[84.57,84.57]", measured("loinc|33762-6", 10, "pmol/L")),
)
COURSE = (
    row("a scan may be positive", "sstr", "{positive}", ours("sstr-status", "positive")),
    row("heterogeneous uptake is mixed", "sstr", "{mixed}", ours("sstr-status", "heterogeneous")),
    row("a scan may be negative", "sstr", "{negative}", ours("sstr-status", "negative")),
    *(
        row(
            f"Krenning {score} is {word}",
            "sstr",
            f"{{{word}}}",
            observation("net|sstr-krenning-score", {"valueInteger": score}),
        )
        for score, word in ((0, "negative"), (1, "negative"), (2, "positive"), (3, "positive"), (4, "positive"))
    ),
    row(
        "the later scan wins",
        "sstr",
        "{negative}",
        ours("sstr-status", "positive", 90),
        ours("sstr-status", "negative"),
    ),
    row(
        "two scans of one day that contradict are a conflict",
        "sstr",
        "conflicting",
        ours("sstr-status", "positive"),
        ours("sstr-status", "negative"),
    ),
    row(
        "staining of tissue is no scan",
        "sstr",
        "not recorded",
        {**ours("sstr-status", "positive"), "specimen": {"reference": "Specimen/s"}},
    ),
    row(
        "discordance may be there",
        "fdgMismatch",
        "{true}",
        observation("net|fdg-sstr-discordance", {"valueBoolean": True}),
    ),
    row(
        "discordance may not be there",
        "fdgMismatch",
        "{false}",
        observation("net|fdg-sstr-discordance", {"valueBoolean": False}),
    ),
    *(
        row(f"RECIST {word} is {means}", "progressing", means, ours("recist-1-1-response", word))
        for word, means in (
            ("CR", "{false}"),
            ("PR", "{false}"),
            ("SD", "{false}"),
            ("PD", "{true}"),
            ("NE", "not recorded"),
        )
    ),
    *(
        row(f"{value} under {code} is {means}", "progressing", means, observation(code, answer(value)))
        for code in ("loinc|97509-4", "loinc|88040-1")
        for value, means in (("sct|271299001", "{true}"), ("sct|359746009", "{false}"), ("sct|268910001", "{false}"))
    ),
    row(
        "stability lasts from the first to the last reading",
        "stableMonths",
        "[6,600]",
        ours("recist-1-1-response", "SD", 200),
        ours("recist-1-1-response", "PR", 10),
    ),
    row(
        "a progression before it limits it",
        "stableMonths",
        "[6,9]",
        ours("recist-1-1-response", "PD", 290),
        ours("recist-1-1-response", "SD", 200),
        ours("recist-1-1-response", "SD", 10),
    ),
    row("months may be stated", "stableMonths", "[8,8]", observation("net|stable-disease-months", {"valueInteger": 8})),
    row(
        "months stated later win",
        "stableMonths",
        "[8,8]",
        ours("recist-1-1-response", "SD", 60),
        observation("net|stable-disease-months", {"valueInteger": 8}, days_ago(2)),
    ),
)


@each((*DIFFERENTIATION, *KI67, *GRADE, *FUNCTION, *COURSE))
def test_grade_function_and_course_are_read_as_the_document_says(line: Row) -> None:
    assert meaning(line) == line.means
