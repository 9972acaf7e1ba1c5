"""PF13, PF18–PF20: where the disease is, from metastasis Conditions, M categories and our own Observations."""

import pytest

from fhir_mappings.reader import Reader
from fhir_mappings.readers.abdominal_extent import READER as ABDOMINAL
from fhir_mappings.readers.extra_abdominal import READER as OUTSIDE
from fhir_mappings.readers.liver_metastases import READER as LIVER
from fhir_mappings.readers.liver_predominance import READER as PREDOMINANCE
from tests.fhir_mappings.readers.record import Body, answer, concept, condition, notes, observation, said

BONE, PERITONEUM, NODES = condition("icd|C7B.03"), condition("icd|C7B.04"), condition("icd|C7B.01")


def category(word: str, on: str = "2026-11-01", status: str = "final") -> Body:
    return observation("loinc|21907-1", answer(f"ajcc|{word}"), on, status)


def liver(*bodies: Body) -> str | None:
    return said(LIVER, "liverMets", *bodies)


def outside(*bodies: Body) -> str | None:
    return said(OUTSIDE, "extraAbd", *bodies)


def abdominal(*bodies: Body) -> str | None:
    return said(ABDOMINAL, "extrahepAbd", *bodies)


@pytest.mark.parametrize("code", ["icd|C7B.02", "icd|C7B02", "icd|C78.7", "sct|94381002", "sct|285613005"])
def test_a_liver_metastasis_condition_counts(code: str) -> None:
    assert liver(condition(code)) == "{true}"


@pytest.mark.parametrize(("site", "expected"), [("sct|10200004", "{true}"), ("sct|39607008", None)])
def test_a_secondary_cancer_takes_its_place_from_the_body_site(site: str, expected: str | None) -> None:
    assert liver(condition("sct|128462008", bodySite=[concept(site)])) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("M1a", "{true}"), ("cM1c", "{true}"), ("pM1b", "{false}"), ("M1", None), ("M0", None)]
)
def test_m_categories_say_whether_the_liver_is_affected(word: str, expected: str | None) -> None:
    assert liver(category(word)) == expected


def test_m1b_beside_a_liver_metastasis_is_a_conflict() -> None:
    assert liver(category("M1b"), condition("icd|C7B.02")) == "conflicting"
    assert "M1b" in notes(LIVER, category("M1b"), condition("icd|C7B.02"))
    assert liver(category("M1b"), category("M1a", "2025-01-01")) == "conflicting"


def test_a_later_category_that_says_less_does_not_remove_liver_metastases() -> None:
    assert liver(category("M1a", "2025-01-01"), category("M1")) == "{true}"
    assert liver(category("M1b", "2025-01-01"), category("M1c")) == "{true}"


def test_suspected_liver_metastases_are_open_and_refuted_ones_say_nothing() -> None:
    assert liver(condition("icd|C7B.02", sure="differential")) == "preliminary"
    assert liver(condition("icd|C7B.02", on="2027-01-01")) == "preliminary"
    assert liver(condition("icd|C7B.02", sure="refuted")) is None
    assert liver(category("M1a", status="preliminary")) is None


@pytest.mark.parametrize(
    "code", ["icd|C7B.03", "icd|C79.51", "sct|94222008", "sct|94391008", "icd|C78.00", "icd|C79.31", "sct|94225005"]
)
def test_bone_lung_and_brain_lie_outside_the_abdomen(code: str) -> None:
    assert outside(condition(code)) == "{true}"


@pytest.mark.parametrize("code", ["icd|C7B.02", "icd|C7B.04", "icd|C7B.01", "icd|C7B.09", "icd|C77.2", "sct|94392001"])
def test_other_metastases_do_not_say_that_there_is_disease_outside_the_abdomen(code: str) -> None:
    assert outside(condition(code)) is None


def test_a_missing_condition_never_means_that_there_is_none() -> None:
    assert outside(condition("icd|C7A.025")) is None


@pytest.mark.parametrize(("value", "expected"), [("value|absent", "{false}"), ("value|present", "{true}")])
def test_disease_outside_the_abdomen_may_be_stated(value: str, expected: str) -> None:
    assert outside(observation("net|extra-abdominal-metastasis", answer(value))) == expected


def test_a_bone_metastasis_stands_against_a_stated_absence() -> None:
    absent = observation("net|extra-abdominal-metastasis", {"valueBoolean": False})
    assert outside(absent, BONE) == "{true}"


def test_a_suspected_bone_metastasis_is_open() -> None:
    assert outside(condition("icd|C7B.03", sure="provisional")) == "preliminary"


@pytest.mark.parametrize(
    ("reader", "item", "expected"),
    [
        (OUTSIDE, "extraAbd", "{false}"),
        (ABDOMINAL, "extrahepAbd", "{none}"),
        (PREDOMINANCE, "liverDom", "{exclusive}"),
    ],
)
class TestLiverOnly:
    """M1a says "liver only"."""

    def test_m1a_means_no_disease_elsewhere(self, reader: Reader, item: str, expected: str) -> None:
        assert said(reader, item, category("M1a")) == expected

    @pytest.mark.parametrize("word", ["M1", "M0", "M1b", "M1c"])
    def test_other_categories_do_not(self, reader: Reader, item: str, expected: str, word: str) -> None:
        assert said(reader, item, category(word)) is None

    def test_an_older_m1a_is_overtaken_by_m1c_but_not_by_m1(self, reader: Reader, item: str, expected: str) -> None:
        assert said(reader, item, category("M1a", "2025-01-01"), category("M1c")) is None
        assert said(reader, item, category("M1a", "2025-01-01"), category("M1")) == expected

    @pytest.mark.parametrize("elsewhere", [BONE, PERITONEUM, NODES, condition("icd|C7B.03", sure="provisional")])
    def test_a_metastasis_elsewhere_contradicts_m1a(
        self, reader: Reader, item: str, expected: str, elsewhere: Body
    ) -> None:
        assert said(reader, item, category("M1a"), elsewhere) != expected

    def test_a_liver_metastasis_fits(self, reader: Reader, item: str, expected: str) -> None:
        assert said(reader, item, category("M1a"), condition("icd|C7B.02")) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("none", "{none}"), ("limited", "{limited}"), ("extensive", "{extensive}")]
)
def test_abdominal_extent_is_stated(word: str, expected: str) -> None:
    assert abdominal(observation("net|extrahepatic-abdominal-disease", answer(f"value|{word}"))) == expected


@pytest.mark.parametrize("code", ["icd|C7B.04", "icd|C78.6", "sct|94627008", "sct|135091000119106"])
def test_a_peritoneal_metastasis_is_at_least_limited(code: str) -> None:
    none = observation("net|extrahepatic-abdominal-disease", answer("value|none"))
    extensive = observation("net|extrahepatic-abdominal-disease", answer("value|extensive"))
    assert abdominal(condition(code)) == abdominal(condition(code), none) == "{extensive,limited}"
    assert abdominal(condition(code), extensive) == "{extensive}"


def test_a_suspected_peritoneal_metastasis_is_open() -> None:
    assert abdominal(condition("icd|C7B.04", sure="unconfirmed")) == "preliminary"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("exclusive-liver", "{exclusive}"),
        ("liver-predominant", "{predominant}"),
        ("extrahepatic-predominant", "{minor}"),
    ],
)
def test_predominance_is_stated(word: str, expected: str) -> None:
    assert said(PREDOMINANCE, "liverDom", observation("net|disease-predominance", answer(f"value|{word}"))) == expected


def test_a_stated_predominance_stands_against_m1a() -> None:
    stated = observation("net|disease-predominance", answer("value|liver-predominant"))
    assert said(PREDOMINANCE, "liverDom", stated, category("M1a")) == "{predominant}"
