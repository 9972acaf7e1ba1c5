"""PF10–PF28: every representation of diagnosis and extent that case-representation.md §2 accepts."""

from __future__ import annotations

from tests.fhir_mappings.representations.table import (
    Body,
    Row,
    amount,
    answer,
    concept,
    condition,
    done,
    each,
    meaning,
    morphology,
    observation,
    row,
)

NET, COLON = condition("sct|1288033004"), condition("icd|C18.7")
LIVER, BONE, PERITONEUM = condition("icd|C7B.02"), condition("icd|C7B.03"), condition("icd|C7B.04")


def histology(code: str, value: str = "icdo|8240/3") -> Body:
    """A pathology result under this code."""
    return observation(code, answer(value))


def m_category(value: str, code: str = "sct|399387003") -> Body:
    """An M category."""
    return observation(code, answer(value))


def ours(code: str, value: str) -> Body:
    """An answer of ours to a question of ours."""
    return observation(f"net|{code}", answer(f"value|{value}"))


def yes(code: str, *, said: bool = True) -> Body:
    """A yes-or-no answer to a question of ours."""
    return observation(f"net|{code}", {"valueBoolean": said})


DIAGNOSIS: tuple[Row, ...] = (
    row("an ICD-10-CM code of a malignant carcinoid is a NEN", "nenConfirmed", "{true}", condition("icd|C7A.025")),
    row("the same code without its dot is a NEN", "nenConfirmed", "{true}", condition("icd|C7A025")),
    row("a SNOMED diagnosis is a NEN", "nenConfirmed", "{true}", NET),
    row("an NCIt diagnosis is a NEN", "nenConfirmed", "{true}", condition("nci|C5697")),
    row("a neuroendocrine metastasis is a NEN", "nenConfirmed", "{true}", LIVER),
    row(
        "the mCODE histology extension makes a colon cancer a NEN",
        "nenConfirmed",
        "{true}",
        condition("icd|C18.7", **morphology("icdo|8240/3")),
    ),
    row(
        "a SNOMED morphology in the extension does so too",
        "nenConfirmed",
        "{true}",
        condition("icd|C18.7", **morphology("sct|1286768001")),
    ),
    row("a histology Observation is a NEN", "nenConfirmed", "{true}", COLON, histology("loinc|31206-6")),
    row("a morphology Observation is a NEN", "nenConfirmed", "{true}", COLON, histology("loinc|59847-4")),
    row(
        "a member of a tumour morphology panel is a NEN",
        "nenConfirmed",
        "{true}",
        COLON,
        observation("loinc|77753-2", {"hasMember": [{"reference": "Observation/r3"}]}),
        histology("loinc|31206-6"),
    ),
    row(
        "a component of that panel is a NEN",
        "nenConfirmed",
        "{true}",
        COLON,
        observation("loinc|77753-2", {"component": [{"code": concept("loinc|59847-4"), **answer("icdo|8240/3")}]}),
    ),
    row(
        "adenocarcinoma in the sigmoid is not known to be a NEN",
        "nenConfirmed",
        "not recorded",
        condition("icd|C18.7", **morphology("icdo|8140/3")),
    ),
    row(
        "goblet-cell adenocarcinoma is no NEN",
        "nenConfirmed",
        "{false}",
        condition("icd|C18.7", **morphology("icdo|8243/3")),
    ),
    row(
        "mixed histology is outside the source's population",
        "nenConfirmed",
        "{false}",
        condition("icd|C18.7", **morphology("icdo|8244/3")),
    ),
    row("a benign carcinoid is no malignant one", "nenConfirmed", "not recorded", condition("icd|D3A.025")),
    row("a history of a carcinoid is not the disease", "nenConfirmed", "not recorded", condition("icd|Z85.030")),
    row(
        "words alone are a candidate to be confirmed",
        "nenConfirmed",
        "unmapped",
        condition() | {"code": {"text": "neuroendocrine tumour of the sigmoid"}},
    ),
    row("a provisional diagnosis is open", "nenConfirmed", "preliminary", condition("icd|C7A.025", sure="provisional")),
)
SITE: tuple[Row, ...] = (
    row("ICD-10-CM names the sigmoid", "site", "{sigmoid}", condition("icd|C7A.025")),
    row("SNOMED names the sigmoid", "site", "{sigmoid}", NET),
    row("the US extension of SNOMED names the sigmoid", "site", "{sigmoid}", condition("sct|123691000119104")),
    row(
        "a SNOMED body site of the diagnosis is its site",
        "site",
        "{sigmoid}",
        condition("sct|1290125003", bodySite=[concept("sct|60184004")]),
    ),
    row(
        "an ICD-O-3 topography of the diagnosis is its site",
        "site",
        "{sigmoid}",
        condition("sct|1290125003", bodySite=[concept("icdo|C18.7")]),
    ),
    row(
        "sigmoid colon cancer with NET morphology is at the sigmoid",
        "site",
        "{sigmoid}",
        COLON,
        histology("loinc|59847-4"),
    ),
    row(
        "WHO ICD-10 with NET morphology is at the sigmoid",
        "site",
        "{sigmoid}",
        condition("who|C18.7"),
        histology("loinc|59847-4"),
    ),
    row("a NEN of the large intestine, part unspecified, is open", "site", "not recorded", condition("icd|C7A.029")),
    row("a NEN of the colon, part unspecified, is open", "site", "not recorded", condition("sct|721698005")),
    row("the rectosigmoid junction is open", "site", "not recorded", condition("icd|C19"), histology("loinc|59847-4")),
    row("any other named site is another site", "site", "{other}", condition("icd|C7A.012")),
    row("a carcinoma code without a site leaves it open", "site", "not recorded", condition("icd|C7A.1")),
)
DIFFERENTIATION: tuple[Row, ...] = (
    row(
        "a coder's carcinoid is no statement on differentiation",
        "differentiation",
        "not recorded",
        condition("icd|C7A.025"),
    ),
    row("C7A.1 is a carcinoma", "differentiation", "{poor}", condition("icd|C7A.1")),
    *(
        row(
            f"{code} is well differentiated",
            "differentiation",
            "{well}",
            condition("icd|C18.7", **morphology(f"icdo|{code}")),
        )
        for code in ("8240/3", "8249/3", "8241/3", "8242/3")
    ),
    *(
        row(
            f"{code} is poorly differentiated",
            "differentiation",
            "{poor}",
            condition("icd|C18.7", **morphology(f"icdo|{code}")),
        )
        for code in ("8246/3", "8013/3", "8041/3")
    ),
    row("8244/3 is mixed", "differentiation", "{mixed}", condition("icd|C18.7", **morphology("icdo|8244/3"))),
    row("a SNOMED well-differentiated NET is well", "differentiation", "{well}", NET),
    row("a SNOMED carcinoma is poor", "differentiation", "{poor}", condition("sct|721697000")),
    row(
        "the old NET G3 leaves it open",
        "differentiation",
        "not recorded",
        condition("icd|C18.7", **morphology("sct|127574006")),
    ),
)
STAGE: tuple[Row, ...] = (
    *(
        row(
            f"a stage group under {code} with AJCC IV is stage IV",
            "stageIV",
            "{true}",
            observation(code, answer("sct|1222837003")),
        )
        for code in (
            "sct|399390009",
            "sct|399537006",
            "sct|399588009",
            "loinc|21908-9",
            "loinc|21902-2",
            "loinc|21914-7",
        )
    ),
    row("SNOMED stage 4 is stage IV", "stageIV", "{true}", observation("sct|399390009", answer("sct|258228008"))),
    row("4 of the AJCC system is stage IV", "stageIV", "{true}", observation("sct|399390009", answer("ajcc|4"))),
    row("IV of the AJCC system is stage IV", "stageIV", "{true}", observation("loinc|21908-9", answer("ajcc|IV"))),
    row("a lower stage group is not", "stageIV", "{false}", observation("sct|399390009", answer("ajcc|III"))),
    row(
        "Condition.stage.summary is read",
        "stageIV",
        "{true}",
        {**NET, "stage": [{"summary": concept("sct|1222837003")}]},
    ),
    *(
        row(f"{category} is stage IV", "stageIV", "{true}", m_category(f"ajcc|{category}"))
        for category in ("M1", "M1a", "M1b", "M1c")
    ),
    row("M0 is not", "stageIV", "{false}", m_category("ajcc|M0")),
    row("M0 beside a metastasis is a conflict", "stageIV", "conflicting", m_category("ajcc|M0"), LIVER),
    row("a confirmed distant metastasis is stage IV", "stageIV", "{true}", NET, LIVER),
    row("a suspected one is not enough", "stageIV", "preliminary", NET, condition("icd|C7B.02", sure="provisional")),
    row("nodes alone do not prove distant disease", "stageIV", "not recorded", NET, condition("icd|C77.2")),
)
METASTASES: tuple[Row, ...] = (
    *(
        row(f"{code} is a liver metastasis", "liverMets", "{true}", condition(code))
        for code in ("icd|C7B.02", "icd|C78.7", "sct|94381002", "sct|285613005", "who|C78.7")
    ),
    row(
        "secondary cancer with the liver as its body site is one",
        "liverMets",
        "{true}",
        condition("sct|128462008", bodySite=[concept("sct|10200004")]),
    ),
    row("M1a is one", "liverMets", "{true}", m_category("ajcc|M1a")),
    row("M1c is one", "liverMets", "{true}", m_category("ajcc|M1c")),
    row("M1b means none", "liverMets", "{false}", m_category("ajcc|M1b")),
    row("M1b beside a liver metastasis is a conflict", "liverMets", "conflicting", m_category("ajcc|M1b"), LIVER),
    *(
        row(f"{code} lies outside the abdomen", "extraAbd", "{true}", condition(code))
        for code in ("icd|C7B.03", "icd|C79.51", "sct|94222008", "icd|C78.00", "sct|94391008", "icd|C79.31")
    ),
    row("metastasis outside the abdomen may be said with yes", "extraAbd", "{true}", yes("extra-abdominal-metastasis")),
    row("and with no", "extraAbd", "{false}", yes("extra-abdominal-metastasis", said=False)),
    row(
        "present means yes", "extraAbd", "{true}", observation("net|extra-abdominal-metastasis", answer("sct|52101004"))
    ),
    row("absent means no", "extraAbd", "{false}", observation("net|extra-abdominal-metastasis", answer("sct|2667000"))),
    row("M1a is no disease outside the abdomen", "extraAbd", "{false}", m_category("ajcc|M1a")),
    row("M1a beside a bone metastasis is not believed", "extraAbd", "{true}", m_category("ajcc|M1a"), BONE),
    row("a missing Condition says nothing about it", "extraAbd", "not recorded", NET, LIVER),
    *(
        row(
            f"abdominal disease may be {word}",
            "extrahepAbd",
            f"{{{word}}}",
            ours("extrahepatic-abdominal-disease", word),
        )
        for word in ("none", "limited", "extensive")
    ),
    row("a peritoneal metastasis is at least limited", "extrahepAbd", "{extensive,limited}", PERITONEUM),
    row("M1a is no abdominal disease outside the liver", "extrahepAbd", "{none}", m_category("ajcc|M1a")),
    row("disease may be in the liver only", "liverDom", "{exclusive}", ours("disease-predominance", "exclusive-liver")),
    row(
        "disease may be mostly in the liver",
        "liverDom",
        "{predominant}",
        ours("disease-predominance", "liver-predominant"),
    ),
    row(
        "disease may be mostly outside the liver",
        "liverDom",
        "{minor}",
        ours("disease-predominance", "extrahepatic-predominant"),
    ),
    row("M1a is disease of the liver only", "liverDom", "{exclusive}", m_category("ajcc|M1a")),
)
LIVER_DISEASE: tuple[Row, ...] = (
    row(
        "the burden may be a number",
        "liverPct",
        "[30,30]",
        observation("net|hepatic-tumor-burden-percent", amount(30, "%")),
    ),
    row(
        "the burden may be a bound",
        "liverPct",
        "(50,100]",
        observation("net|hepatic-tumor-burden-percent", amount(50, "%", comparator=">")),
    ),
    row(
        "the burden may be a range",
        "liverPct",
        "[10,25]",
        observation(
            "net|hepatic-tumor-burden-percent",
            {"valueRange": {"low": {"value": 10, "unit": "%"}, "high": {"value": 25, "unit": "%"}}},
        ),
    ),
    *(
        row(
            f"the distribution may be {word}",
            "distribution",
            f"{{{word}}}",
            ours("hepatic-metastasis-distribution", word),
        )
        for word in ("localized", "complex", "diffuse")
    ),
    row("the verdict may be resectable", "resectVerdict", "{resectable}", ours("resectability", "resectable")),
    row(
        "the verdict may be cytoreduction",
        "resectVerdict",
        "{cytoreduction}",
        ours("resectability", "cytoreduction-feasible"),
    ),
    row("the verdict may be unresectable", "resectVerdict", "{unresectable}", ours("resectability", "unresectable")),
    row("a verdict that was not given is open", "resectVerdict", "not recorded", ours("resectability", "not-assessed")),
    row(
        "the verdict may name the liver",
        "resectVerdict",
        "{resectable}",
        {**ours("resectability", "resectable"), "bodySite": concept("sct|10200004")},
    ),
    row(
        "a verdict on another site is not it",
        "resectVerdict",
        "not recorded",
        {**ours("resectability", "resectable"), "bodySite": concept("sct|60184004")},
    ),
    row(
        "the removable share is a percentage",
        "removablePct",
        "(70,100]",
        observation("net|hepatic-resectable-fraction-percent", amount(70, "%", comparator=">")),
    ),
    row("the remnant may suffice", "flrOk", "{true}", yes("future-liver-remnant-adequate")),
    row("the remnant may not suffice", "flrOk", "{false}", yes("future-liver-remnant-adequate", said=False)),
)
PRIMARY: tuple[Row, ...] = (
    *(
        row(f"a colectomy coded {code} removed the primary", "primaryInSitu", "{false}", done(code))
        for code in ("sct|84604002", "sct|43075005", "sct|26390003", "cpt|44140", "pcs|0DTN0ZZ")
    ),
    row("the primary may be said to be in place", "primaryInSitu", "{true}", yes("primary-tumor-in-situ")),
    row(
        "what was said after a colectomy wins",
        "primaryInSitu",
        "{true}",
        done("sct|84604002"),
        yes("primary-tumor-in-situ"),
    ),
    row(
        "a colectomy after what was said wins",
        "primaryInSitu",
        "{false}",
        done("sct|84604002", on="2026-11-20"),
        yes("primary-tumor-in-situ"),
    ),
    *(
        row(
            f"the complication may be {word}",
            "primaryComplication",
            f"{{{word}}}",
            ours("primary-tumor-complication", word),
        )
        for word in ("obstruction", "perforation", "bleeding", "ischemia", "impending-stenosis", "none")
    ),
    *(
        row(f"{code} may have another cause", "primaryComplication", "not recorded", condition(code))
        for code in ("icd|K56.609", "icd|K63.1", "icd|K92.2", "icd|K55.039", "who|K56.6")
    ),
    row("regional nodes may be cleared", "nodesCleared", "{true}", yes("regional-nodes-cleared")),
    row("regional nodes may not be cleared", "nodesCleared", "{false}", yes("regional-nodes-cleared", said=False)),
)


@each((*DIAGNOSIS, *SITE, *DIFFERENTIATION, *STAGE, *METASTASES, *LIVER_DISEASE, *PRIMARY))
def test_diagnosis_and_extent_are_read_as_the_document_says(line: Row) -> None:
    assert meaning(line) == line.means
