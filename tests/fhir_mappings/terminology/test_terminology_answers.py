"""Each concept map gives exactly the answers of its fact and covers what its readers pick."""

import re

import pytest

from fhir_mappings.terminology import (
    NET_VALUE,
    OPEN,
    Coding,
    concept_map,
    load_terminology,
    net_value,
    translate,
    value_set,
)

_ANSWERS = {
    "primary-site": "sigmoid other open",
    "neuroendocrine-histology": "nen mixed not-nen",
    "differentiation": "well poor mixed open",
    "grade": "G1 G2 G3 open",
    "grade-who": "G1 G2 G3",
    "stage-group": "IV below-IV open",
    "m-category": "M0 M1 M1a M1b M1c open",
    "metastasis-site": (
        "liver bone lung brain peritoneum distant-node node-unspecified other unspecified"
        " extra-abdominal extrahepatic-abdominal"
    ),
    "metastasis-region": "liver extra-abdominal extrahepatic-abdominal open",
    "sstr-status": "positive mixed negative open",
    "krenning": "positive negative",
    "disease-status": "progressing not-progressing open",
    "recist": "progressing not-progressing open",
    "ecog": "0 1 2 3 4 5",
    "functional-status": "functioning non-functioning open",
    "resectability": "resectable cytoreduction unresectable open",
    "distribution": "localized complex diffuse open",
    "disease-predominance": "exclusive predominant minor open",
    "extrahepatic-abdominal-disease": "none limited extensive open",
    "primary-complication": ("obstruction perforation bleeding ischemia impending-stenosis none open"),
    "carcinoid-syndrome-control": "controlled uncontrolled open",
    "carcinoid-heart-disease-severity": "none mild moderate severe open",
    "treatment-goal": "comfort-only disease-directed open",
    "dpyd": "normal intermediate poor open",
    "present-absent": "yes no open",
    "pregnancy-answer": "pregnant not-pregnant open",
    "breastfeeding-answer": "yes no open",
}
_FACTS_WITHOUT_CODES = {"PF01", "PF02"}
_FACTS = {
    f"PF{number:02}"
    for first, last in ((1, 7), (10, 28), (30, 34), (40, 43), (50, 57), (60, 75))
    for number in range(first, last + 1)
}


@pytest.mark.parametrize("identifier", _ANSWERS)
def test_a_map_gives_the_answers_of_its_fact_and_no_other(identifier: str) -> None:
    assert concept_map(identifier).answers == set(_ANSWERS[identifier].split())


def test_every_map_of_answers_is_listed_here() -> None:
    others = {"order-codes", "override-reasons-hl7"}
    assert load_terminology().concept_maps.keys() == _ANSWERS.keys() | others


def test_every_fact_with_codes_has_a_value_set_or_map() -> None:
    terminology = load_terminology()
    purposes = [each.purpose for each in terminology.value_sets.values()]
    purposes += [each.purpose for each in terminology.concept_maps.values()]
    named = set(re.findall(r"PF\d\d", " ".join(purposes)))
    assert named == _FACTS - _FACTS_WITHOUT_CODES


def test_every_neuroendocrine_condition_is_neuroendocrine_to_the_histology_map() -> None:
    histology = concept_map("neuroendocrine-histology")
    for coding in value_set("neuroendocrine-neoplasm-conditions").concepts:
        assert translate(histology, coding) in {"nen", "mixed"}, coding


def test_every_metastasis_condition_has_a_site_answer() -> None:
    site = concept_map("metastasis-site")
    for coding in value_set("metastasis-conditions").concepts:
        assert translate(site, coding) is not None, coding


def test_liver_metastases_are_the_metastasis_conditions_whose_site_is_the_liver() -> None:
    site = concept_map("metastasis-site")
    of_the_liver = {
        coding.key for coding in value_set("metastasis-conditions").concepts if translate(site, coding) == "liver"
    }
    assert value_set("liver-metastasis-conditions").codings == of_the_liver


def test_every_site_of_metastasis_has_a_region() -> None:
    for site in concept_map("metastasis-site").answers:
        assert translate(concept_map("metastasis-region"), net_value(site)) is not None


def test_what_differentiation_says_is_neuroendocrine_is_so_for_histology_too() -> None:
    histology = concept_map("neuroendocrine-histology")
    finding_only = {"373375007", "373377004", "373373000", "373374006"}
    for system, code in concept_map("differentiation").targets:
        if system != NET_VALUE and code not in finding_only:
            assert translate(histology, Coding(system=system, code=code)) in {"nen", "mixed"}


def test_every_answer_of_ours_is_its_own_translation_or_narrows_to_one() -> None:
    for identifier, answers in _ANSWERS.items():
        if identifier in {"grade-who", "krenning"}:
            continue
        found = concept_map(identifier)
        for answer in set(answers.split()) - {OPEN, "progressing", "not-progressing", "yes", "no"}:
            assert translate(found, net_value(answer)) in {answer, None}, (identifier, answer)


@pytest.mark.parametrize(
    ("sent", "resectable"),
    [
        ("resectable", "resectable"),
        ("cytoreduction-feasible", "cytoreduction"),
        ("unresectable", "unresectable"),
        ("borderline", OPEN),
        ("not-assessed", OPEN),
    ],
)
def test_a_resectability_verdict_is_read_as_the_case_knows_it(sent: str, resectable: str) -> None:
    assert translate(concept_map("resectability"), net_value(sent)) == resectable


@pytest.mark.parametrize(
    ("sent", "answer"),
    [("g1", "G1"), ("g2", "G2"), ("g3-net", "G3"), ("g3", "G3"), ("nec", "G3"), ("minen", None)],
)
def test_who_net_grade_gives_the_grade(sent: str, answer: str | None) -> None:
    assert translate(concept_map("grade"), net_value(sent)) == answer


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ("g1", None),
        ("g2", None),
        ("g3-net", "well"),
        ("g3", OPEN),
        ("nec", "poor"),
        ("minen", "mixed"),
    ],
)
def test_who_net_grade_gives_differentiation_where_it_names_it(sent: str, answer: str | None) -> None:
    assert translate(concept_map("differentiation"), net_value(sent)) == answer


@pytest.mark.parametrize(
    ("code", "answer"),
    [("4", "IV"), ("IV", "IV"), ("4A", "IV"), ("IVA", "IV"), ("c4", "IV"), ("3C", "below-IV"),
     ("c3A", "below-IV"), ("IIIA", "below-IV"), ("1", "below-IV"), ("0", "below-IV")],
)  # fmt: skip
def test_ajcc_notation_tells_stage_four_from_lower(code: str, answer: str) -> None:
    coding = Coding(system="http://cancerstaging.org", code=code)
    assert translate(concept_map("stage-group"), coding) == answer


def test_only_resections_that_can_remove_the_sigmoid_colon_are_primary_resections() -> None:
    right_colectomy = Coding(system="http://snomed.info/sct", code="359571009")
    assert right_colectomy.key not in value_set("primary-resections").codings
