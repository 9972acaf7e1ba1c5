"""PF01–PF07 and PF50–PF75: every representation that case-representation.md §4 accepts."""

from __future__ import annotations

from typing import Any

from tests.fhir_mappings.representations.table import (
    ACTIVE,
    TODAY,
    Body,
    Row,
    allergy,
    answer,
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
    statement,
)

LAR, LANREOTIDE, OCTREOTIDE = "rxnorm|898589", "atc|H01CB03", "atc|H01CB02"
MAN = {"gender": "male", "birthDate": "1966-03-01"}
REGIMENS = (
    ("everolimus of oncology strength", "rxnorm|845507"),
    ("sunitinib", "atc|L01EX01"),
    ("cabozantinib", "atc|L01EX07"),
    ("capecitabine", "atc|L01BC06"),
    ("temozolomide", "atc|L01AX03"),
    ("fluorouracil", "atc|L01BC02"),
    ("streptozocin", "atc|L01AD04"),
    ("cisplatin", "atc|L01XA01"),
    ("carboplatin", "atc|L01XA02"),
    ("etoposide", "atc|L01CB01"),
    ("oxaliplatin", "rxnorm|32592"),
)
MEDICINES = (
    ("takesInsulin", "rxnorm|274783", "Lantus"),
    ("takesGlucoseLowering", "atc|A10BB12", "glimepiride 2 mg"),
    ("takesBetaBlocker", "rxnorm|6918", "Metoprolol"),
    ("takesRateLowering", "atc|C08DB01", "diltiazem 120 mg"),
    ("takesCiclosporin", "atc|L04AD01", "Sandimmun"),
    ("takesBromocriptine", "atc|N04BC01", "bromocriptine"),
    ("takesQuinidine", "atc|C01BA01", "quinidine"),
    ("takesVka", "rxnorm|11289", "Coumadin"),
)


def person(**more: Any) -> Body:
    """The Patient."""
    return {"resourceType": "Patient", "id": "p", **more}


def active(code: str, **more: Any) -> Body:
    """An active and confirmed Condition."""
    return {**condition(code, on=TODAY), **ACTIVE, **more}


def ours(code: str, value: str, ago: int = 2) -> Body:
    """An answer of ours to a question of ours."""
    return observation(f"net|{code}", answer(f"value|{value}"), days_ago(ago))


def yes(code: str, *, said: bool = True) -> Body:
    """A yes-or-no answer to a question of ours."""
    return observation(f"net|{code}", {"valueBoolean": said}, days_ago(2))


def score(code: str, value: Body) -> Body:
    """A score of this week."""
    return observation(code, value, days_ago(2))


PERSON = (
    row("a date of death is death", "deceased", "{true}", person(deceasedDateTime="2026-10-01")),
    row("a flag may say death", "deceased", "{true}", person(deceasedBoolean=True)),
    row("without either the patient lives", "deceased", "{false}", person()),
    row("a birth date gives the age", "age", "[60,60]", person(birthDate="1966-03-01")),
    row("a year of birth gives two ages", "age", "[59,60]", person(birthDate="1966")),
    row("a pregnancy status says yes", "pregnant", "{true}", score("loinc|82810-3", answer("sct|77386006"))),
    row("a pregnancy status says no", "pregnant", "{false}", score("loinc|82810-3", answer("sct|60001007"))),
    row("a positive hCG is a pregnancy", "pregnant", "{true}", score("loinc|2106-3", answer("value|positive"))),
    row("a negative hCG is none", "pregnant", "{false}", score("loinc|2118-8", answer("value|negative"))),
    row("Z33.1 is a pregnancy", "pregnant", "{true}", active("icd|Z33.1")),
    row("a code of the chapter of pregnancy is one", "pregnant", "{true}", active("icd|O09.521")),
    row("the chapter of WHO ICD-10 is one", "pregnant", "{true}", active("who|O24.4")),
    row("a combined code is not read by its first letter", "pregnant", "not recorded", active("icd|O24.4+E10.9")),
    row("a man is not pregnant", "pregnant", "{false}", person(gender="male")),
    row("nor is anybody from 56 years", "pregnant", "{false}", person(birthDate="1966")),
    row("a positive hCG may be a SNOMED answer", "pregnant", "{true}", score("loinc|2106-3", answer("sct|10828004"))),
    row("a negative hCG may be a LOINC answer", "pregnant", "{false}", score("loinc|2118-8", answer("loinc|LA6577-6"))),
    row("a hysterectomy leaves no pregnancy", "pregnant", "{false}", done("sct|116140006")),
    row("nor does the absence of the uterus", "pregnant", "{false}", condition("icd|Z90.710")),
    row("a status says breastfeeding", "breastfeeding", "{true}", score("loinc|63895-7", answer("loinc|LA29252-6"))),
    row("a status may deny it", "breastfeeding", "{false}", score("loinc|63895-7", {"valueBoolean": False})),
    row("Z39.1 is breastfeeding", "breastfeeding", "{true}", active("icd|Z39.1")),
    row("goals may be comfort only", "comfortOnly", "{true}", ours("treatment-goal", "comfort-only")),
    row("goals may be directed at the disease", "comfortOnly", "{false}", ours("treatment-goal", "disease-directed")),
    row("ECOG is a whole number", "ecog", "[1,1]", score("loinc|89247-1", {"valueInteger": 1})),
    row("ECOG is a LOINC answer", "ecog", "[2,2]", score("loinc|89247-1", answer("loinc|LA9624-3"))),
    row("ECOG is a SNOMED grade", "ecog", "[1,1]", score("loinc|89247-1", answer("sct|422512005"))),
    row("ECOG is an interpretation", "ecog", "[2,2]", score("loinc|89262-0", answer("loinc|LA9624-3"))),
    row("Karnofsky 70 is ECOG 2", "ecog", "[2,2]", score("loinc|89243-0", {"valueInteger": 70})),
    row("an MDT decision is a review", "mdtDate", "[5,5]", observation("net|mdt-decision", {}, days_ago(5))),
    row("a tumour board is a review", "mdtDate", "[5,5]", done("nci|C93304", on=days_ago(5))),
)
ANALOGUES = (
    *(
        row(f"{says} is a long-acting analogue in use", "onSsa", "{true}", medicine)
        for says, medicine in (
            ("depot octreotide by product", request(LAR)),
            ("depot octreotide by HCPCS", request("hcpcs|J2353")),
            ("lanreotide", request(LANREOTIDE)),
            ("octreotide with the route IM", request(OCTREOTIDE, dosageInstruction=[{"route": {"text": "IM"}}])),
            ("octreotide with the word LAR", request(OCTREOTIDE, text="octreotide LAR 30 mg")),
            ("octreotide with the word depot", request(OCTREOTIDE, text="octreotide depot")),
            ("a statement of lanreotide", statement(LANREOTIDE)),
            ("a recent dose of lanreotide", dose(LANREOTIDE)),
            ("a recent dose billed as a procedure", done("hcpcs|J1930", on=days_ago(20))),
        )
    ),
    row("octreotide alone leaves it open", "onSsa", "unmapped", request(OCTREOTIDE)),
    row("octreotide by mouth is none", "onSsa", "{false}", request("rxnorm|2380617")),
    row("a stopped order is exposure", "ssaEver", "[2,∞)", request(LAR, status="stopped")),
    row("a stopped order is no use", "onSsa", "{false}", request(LAR, status="stopped")),
    row("octreotide in use is named", "onSsaAgent", "{octreotide}", request(LAR)),
    row("lanreotide in use is named", "onSsaAgent", "{lanreotide}", request(LANREOTIDE)),
    row("both in use are named", "onSsaAgent", "{both}", request(LANREOTIDE), request(LAR)),
    row("the last dose is dated", "lastLongSsa", "[20,20]", dose(LAR, on=days_ago(20)), dose(LAR, on=days_ago(48))),
    row("short-acting octreotide by HCPCS", "lastShortOct", "[1,1]", dose("hcpcs|J2354", on=days_ago(1))),
    row("short-acting octreotide by product", "lastShortOct", "[1,1]", dose("rxnorm|312068", on=days_ago(1))),
    row(
        "octreotide under the skin is short-acting",
        "lastShortOct",
        "[1,1]",
        dose(OCTREOTIDE, on=days_ago(1), dosage={"route": {"text": "SC"}}),
    ),
    row(
        "a referenced Medication is read",
        "onSsa",
        "{true}",
        request(
            medicationReference={"reference": "#m"},
            contained=[{"resourceType": "Medication", "id": "m", "code": concept(LAR)}],
        ),
    ),
    row(
        "the ingredient of a Medication is read",
        "onSsa",
        "{true}",
        request(
            medicationReference={"reference": "#m"},
            contained=[
                {"resourceType": "Medication", "id": "m", "ingredient": [{"itemCodeableConcept": concept(LANREOTIDE)}]}
            ],
        ),
    ),
)
LINES = (
    *(
        row(f"{code} is radioembolisation", "priorTare", "{true}", done(code))
        for code in ("sct|764677008", "sct|438415006")
    ),
    row(
        "CPT 79445 with yttrium is radioembolisation",
        "priorTare",
        "{true}",
        done("cpt|79445", text="Y-90 microspheres"),
    ),
    row("CPT 79445 alone leaves it open", "priorTare", "unmapped", done("cpt|79445")),
    *(
        row(f"a dose of {code} is a cycle of PRRT", "priorPrrt", "[1,∞)", dose(code))
        for code in ("atc|V10XX04", "rxnorm|1999682", "rxnorm|1999687", "hcpcs|A9513")
    ),
    row("a completed order of it is a cycle", "priorPrrt", "[1,∞)", request("atc|V10XX04", status="completed")),
    row("a procedure with A9513 is a cycle", "priorPrrt", "[1,∞)", done("hcpcs|A9513")),
    row("the receptor-directed radionuclide procedure is a cycle", "priorPrrt", "[1,∞)", done("sct|431743005")),
    row(
        "doses of two days are two cycles",
        "priorPrrt",
        "[2,∞)",
        dose("hcpcs|A9513"),
        dose("hcpcs|A9513", on="2026-08-01"),
    ),
    row("Pluvicto is none", "priorPrrt", "[0,0]", dose("rxnorm|2597052")),
    row("the element lutetium is none", "priorPrrt", "[0,0]", dose("rxnorm|1534772")),
    *(
        row(f"{name} is an earlier line", "priorSystemic", "{true}", request(code, status="completed"))
        for name, code in REGIMENS
    ),
    *(row(f"a dose of {name} is an earlier line", "priorSystemic", "{true}", dose(code)) for name, code in REGIMENS),
    row("everolimus for a transplant is none", "priorSystemic", "{false}", request("rxnorm|977438")),
    row("everolimus of no strength leaves it open", "priorSystemic", "unmapped", request("rxnorm|141704")),
    row("a history of chemotherapy leaves it open", "priorSystemic", "unmapped", condition("icd|Z92.21")),
    row("the last dose of capecitabine is dated", "lastCapecitabine", "[20,20]", dose("atc|L01BC06", on=days_ago(20))),
    row("an order of capecitabine is not its last dose", "lastCapecitabine", "not recorded", request("atc|L01BC06")),
    row("everolimus in force is taken", "takesEverolimus", "{true}", request("rxnorm|845507")),
    row("cabozantinib in force is taken", "takesCabozantinib", "{true}", request("rxnorm|1363268")),
)
BLOOD = (
    row("haemoglobin", "hb", "[12.1,12.1]", measured("loinc|718-7", 12.1, "g/dL")),
    row("haemoglobin per litre", "hb", "[12.1,12.1]", measured("loinc|718-7", 121, "g/L")),
    row("platelets", "platelets", "[180,180]", measured("loinc|777-3", 180, "10*9/L")),
    row("platelets per microlitre", "platelets", "[180,180]", measured("loinc|777-3", 180000, "/uL")),
    row("leucocytes", "wbc", "[4.2,4.2]", measured("loinc|6690-2", 4.2, "10*3/uL")),
    row("neutrophils", "anc", "[2.1,2.1]", measured("loinc|751-8", 2.1, "10*9/L")),
    row("creatinine", "creatinine", "[1,1]", measured("loinc|2160-0", 1, "mg/dL")),
    row("creatinine in moles", "creatinine", "[2,2]", measured("loinc|2160-0", 176.8, "umol/L")),
    *(
        row(f"a clearance under {code}", "crcl", "[72,72]", measured(code, 72, "mL/min"))
        for code in ("loinc|2164-2", "loinc|35591-7")
    ),
    row(
        "a clearance by Cockcroft and Gault",
        "crcl",
        "[80,80]",
        person(**MAN),
        measured("loinc|2160-0", 1, "mg/dL"),
        measured("loinc|29463-7", 72, "kg"),
    ),
    row(
        "a filtration rate per surface is no clearance",
        "crcl",
        "not recorded",
        measured("loinc|98979-8", 72, "mL/min/{1.73_m2}"),
    ),
    row("bilirubin", "bilirubin", "[0.8,0.8]", measured("loinc|1975-2", 0.8, "mg/dL")),
    row("bilirubin in moles", "bilirubin", "[1,1]", measured("loinc|1975-2", 17.1, "umol/L")),
    row(
        "bilirubin by its own limit",
        "bilirubinUln",
        "[2,2]",
        measured("loinc|1975-2", 34, "umol/L", referenceRange=[{"high": {"value": 17, "unit": "umol/L"}}]),
    ),
    row("bilirubin by a usual limit", "bilirubinUln", "[2,2]", measured("loinc|1975-2", 2.4, "mg/dL")),
    row("albumin", "albumin", "[41,41]", measured("loinc|1751-7", 4.1, "g/dL")),
    row("INR", "inr", "[1.1,1.1]", measured("loinc|6301-6", 1.1, "{INR}")),
)
LIVER = (
    *(
        row(f"{code} is decompensation", "decompensated", "{true}", active(code))
        for code in ("icd|R18.8", "sct|389026000", "icd|K76.82", "sct|13920009", "icd|K72.90")
    ),
    row(
        "resolved ascites is none",
        "decompensated",
        "{false}",
        condition("icd|R18.8", clinicalStatus=concept("clinical|resolved")),
    ),
    row("a Child–Pugh score", "childPugh", "[6,6]", score("net|child-pugh-score", {"valueInteger": 6})),
    row("thrombosis of the main trunk may be there", "mainPvt", "{true}", yes("main-portal-vein-thrombosis")),
    row(
        "thrombosis of the main trunk may not be there",
        "mainPvt",
        "{false}",
        yes("main-portal-vein-thrombosis", said=False),
    ),
    *(
        row(f"{code} leaves the trunk open", "mainPvt", "not recorded", active(code))
        for code in ("icd|I81", "sct|17920008")
    ),
    row("the bile duct may be open to the gut", "biliaryOpen", "{true}", yes("biliary-enteric-communication")),
    row("a lung shunt", "lungShunt", "[8,8]", measured("net|lung-shunt-fraction-percent", 8, "%")),
)
OTHER_ORGANS = (
    row("a heart rate", "heartRate", "[58,58]", measured("loinc|8867-4", 58, "/min")),
    *(
        row(f"{code} is an AV block", "avBlock", "{true}", active(code))
        for code in ("icd|I44.1", "icd|I44.2", "sct|195042002", "sct|27885002")
    ),
    row("an AV block of untold degree leaves it open", "avBlock", "not recorded", active("icd|I44.30")),
    row("a block of first degree is none", "avBlock", "{false}", active("icd|I44.0")),
    row("QTc in milliseconds", "qtc", "[440,440]", measured("loinc|8636-3", 440, "ms")),
    row("QTc in seconds", "qtc", "[440,440]", measured("loinc|8636-3", 0.44, "s")),
    row("QTc by its size", "qtc", "[440,440]", observation("loinc|8636-3", {"valueQuantity": {"value": 0.44}}, TODAY)),
    *(
        row(f"{code} are gallstones", "gallstones", "{true}", active(code))
        for code in ("icd|K80.20", "icd|K80.11", "icd|K8070", "who|K80.2", "sct|235919008")
    ),
    *(
        row(f"{code} removed the gallbladder", "cholecystectomy", "{true}", done(code))
        for code in ("sct|38102005", "sct|45595009", "cpt|47562", "pcs|0FT44ZZ")
    ),
    row("a history of its removal", "cholecystectomy", "{true}", condition("sct|428882003")),
    *(
        row(
            f"an ultrasound as {kind} under {code}",
            "gbUsDate",
            "[9,9]",
            {**observation(code, {}, days_ago(9)), "resourceType": kind},
        )
        for kind in ("DiagnosticReport", "Observation")
        for code in ("loinc|24711-4", "loinc|24532-4")
    ),
    row("HbA1c", "hba1c", "[6.1,6.1]", measured("loinc|4548-4", 6.1, "%")),
    row("glucose", "glucose", "[110,110]", measured("loinc|2345-7", 110, "mg/dL")),
    row("glucose in moles", "glucose", "[90.08,90.08]", measured("loinc|2345-7", 5, "mmol/L")),
    row("TSH", "tsh", "[2.1,2.1]", measured("loinc|3016-3", 2.1, "m[IU]/L")),
    row("vitamin B12", "b12", "[300,300]", measured("loinc|2132-9", 300, "pg/mL")),
    *(
        row(f"a {word} metaboliser is {means}", "dpyd", f"{{{means}}}", ours("dpyd-metabolizer", word))
        for word, means in (("normal", "normal"), ("intermediate", "partial"), ("poor", "complete"))
    ),
    *(row(f"{name} by an order of {code}", name, "{true}", request(code)) for name, code, _ in MEDICINES),
    *(row(f"{name} by a statement of {code}", name, "{true}", statement(code)) for name, code, _ in MEDICINES),
    *(row(f"{name} by a dose of {code} is open", name, "preliminary", dose(code)) for name, code, _ in MEDICINES),
    *(row(f"{name} is over", name, "{false}", request(code, status="stopped")) for name, code, _ in MEDICINES),
    *(row(f"{name} by {text} alone is open", name, "unmapped", request(text=text)) for name, _, text in MEDICINES),
    row("an allergy to octreotide", "ssaHypersensitivity", "{octreotide}", allergy("rxnorm|7617")),
    row("an allergy to lanreotide", "ssaHypersensitivity", "{lanreotide}", allergy(LANREOTIDE)),
    row("allergies to both", "ssaHypersensitivity", "{both}", allergy("rxnorm|7617"), allergy(LANREOTIDE)),
    row("no allergy", "ssaHypersensitivity", "{none}", allergy("local|pollen")),
)


@each((*PERSON, *ANALOGUES, *LINES, *BLOOD, *LIVER, *OTHER_ORGANS))
def test_patient_treatments_and_organs_are_read_as_the_document_says(line: Row) -> None:
    assert meaning(line) == line.means
