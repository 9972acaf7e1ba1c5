"""What follows from other facts without any judgement of ours."""

from collections.abc import Mapping

import pytest

from cds_service.case.inference import inferred
from cds_service.case.items.dictionary import ITEMS
from cds_service.logic.fact import Fact, Why
from tests.case.records import fact, open_fact

OPEN = {item.name: open_fact(item) for item in ITEMS}


def _facts(**said: str) -> dict[str, Fact]:
    """Everything open but what is said; the evidence of an item is "Observation/" and its name."""
    return {**OPEN, **{name: fact(value, reference=f"Observation/{name}") for name, value in said.items()}}


def _changed(facts: Mapping[str, Fact]) -> dict[str, str]:
    after = inferred(facts)
    assert after.keys() == facts.keys()
    return {name: str(after[name].possible) for name in after if after[name] != facts[name]}


def _evidence(name: str, facts: Mapping[str, Fact]) -> list[str]:
    return [found.reference.removeprefix("Observation/") for found in inferred(facts)[name].evidence]


def test_nothing_follows_from_nothing() -> None:
    assert _changed(OPEN) == {}


def test_the_facts_given_are_left_alone() -> None:
    facts = _facts(differentiation="{poor}")
    before = dict(facts)
    inferred(facts)
    assert facts == before


# --- histology: the definition of the model decides, also against a record --------------------------------------------


@pytest.mark.parametrize("recorded", [None, "{true}", "{false,true}"])
def test_mixed_histology_is_not_a_nen_in_the_sense_of_the_source(recorded: str | None) -> None:
    facts = _facts(differentiation="{mixed}", **({"nenConfirmed": recorded} if recorded else {}))
    assert _changed(facts) == {"nenConfirmed": "{false}"}
    assert _evidence("nenConfirmed", facts) == ["differentiation"]


@pytest.mark.parametrize("recorded", [None, "{G2}", "{G1,G2}"])
def test_a_poorly_differentiated_tumour_is_g3_whatever_its_ki67(recorded: str | None) -> None:
    facts = _facts(differentiation="{poor}", **({"grade": recorded} if recorded else {}))
    assert _changed(facts) == {"grade": "{G3}"}
    assert _evidence("grade", facts)[0] == "differentiation"


@pytest.mark.parametrize("differentiation", ["{well}", "{poor,well}", "{mixed,poor}", "{mixed,well}"])
def test_differentiation_that_is_well_or_open_settles_neither_grade_nor_histology(differentiation: str) -> None:
    assert _changed(_facts(differentiation=differentiation)) == {}


# --- predominance of the liver ----------------------------------------------------------------------------------------


def test_without_disease_outside_it_the_liver_is_exclusive() -> None:
    facts = _facts(extraAbd="{false}", extrahepAbd="{none}")
    assert _changed(facts) == {"liverDom": "{exclusive}"}
    assert _evidence("liverDom", facts) == ["extraAbd", "extrahepAbd"]
    assert inferred(facts)["liverDom"].why is None


@pytest.mark.parametrize(
    "outside",
    [
        {"extraAbd": "{true}"},
        {"extraAbd": "{true}", "extrahepAbd": "{none}"},
        {"extrahepAbd": "{limited}"},
        {"extrahepAbd": "{extensive}"},
        {"extrahepAbd": "{extensive,limited}", "extraAbd": "{false}"},
    ],
)
def test_with_disease_outside_it_the_liver_is_not_exclusive_and_the_rest_stays_open(outside: dict[str, str]) -> None:
    facts = _facts(**outside)
    assert _changed(facts) == {"liverDom": "{minor,predominant}"}
    assert inferred(facts)["liverDom"].why is Why.NOT_RECORDED


@pytest.mark.parametrize(
    "outside", [{"extraAbd": "{false}"}, {"extrahepAbd": "{none}"}, {"extrahepAbd": "{limited,none}"}]
)
def test_half_of_the_picture_says_nothing_about_predominance(outside: dict[str, str]) -> None:
    assert _changed(_facts(**outside)) == {}


@pytest.mark.parametrize("recorded", ["{exclusive}", "{predominant}", "{minor}", "{exclusive,predominant}"])
@pytest.mark.parametrize("outside", [("{false}", "{none}"), ("{true}", "{extensive}")])
def test_a_recorded_predominance_is_never_changed(recorded: str, outside: tuple[str, str]) -> None:
    assert _changed(_facts(liverDom=recorded, extraAbd=outside[0], extrahepAbd=outside[1])) == {}


# --- resectability ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fraction", "distribution", "verdict"),
    [
        ("[70.1,70.1]", None, "{cytoreduction,resectable}"),
        ("[90,100]", "{diffuse}", "{cytoreduction,resectable}"),
        ("(70,100]", None, "{cytoreduction,resectable}"),
        ("[70,70]", "{diffuse}", "{unresectable}"),
        ("[0,70]", "{diffuse}", "{unresectable}"),
        ("[0,70)", "{diffuse}", "{unresectable}"),
        ("[20,20]", "{diffuse}", "{unresectable}"),
    ],
)
def test_without_a_surgeons_verdict_the_removable_fraction_decides(
    fraction: str, distribution: str | None, verdict: str
) -> None:
    facts = _facts(removablePct=fraction, **({"distribution": distribution} if distribution else {}))
    assert _changed(facts) == {"resectVerdict": verdict}
    assert _evidence("resectVerdict", facts)[0] == "removablePct"


@pytest.mark.parametrize(
    ("fraction", "distribution"),
    [
        ("[70,70]", None),
        ("[70,70]", "{complex}"),
        ("[20,20]", "{complex,diffuse}"),
        ("[70,80]", "{diffuse}"),
        ("[60,80]", "{diffuse}"),
        ("[0,100]", "{diffuse}"),
    ],
)
def test_a_fraction_that_does_not_settle_it_leaves_the_verdict_open(fraction: str, distribution: str | None) -> None:
    assert _changed(_facts(removablePct=fraction, **({"distribution": distribution} if distribution else {}))) == {}


@pytest.mark.parametrize("verdict", ["{resectable}", "{cytoreduction}", "{unresectable}", "{resectable,unresectable}"])
@pytest.mark.parametrize("fraction", ["[90,90]", "[20,20]"])
def test_a_surgeons_verdict_always_beats_a_fraction(verdict: str, fraction: str) -> None:
    assert _changed(_facts(resectVerdict=verdict, removablePct=fraction, distribution="{diffuse}")) == {}


# --- course -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("months", ["[6,6]", "[4.5,7.5]", "[1,600]"])
def test_recorded_stability_says_that_there_is_no_progression(months: str) -> None:
    facts = _facts(stableMonths=months)
    assert _changed(facts) == {"progressing": "{false}"}
    assert _evidence("progressing", facts) == ["stableMonths"]


@pytest.mark.parametrize("months", ["[0,0]", "[0,600]", "[0,6]"])
def test_stability_that_may_be_no_time_at_all_says_nothing_about_progression(months: str) -> None:
    assert _changed(_facts(stableMonths=months)) == {}


def test_progressing_disease_has_been_stable_for_no_time() -> None:
    facts = _facts(progressing="{true}")
    assert _changed(facts) == {"stableMonths": "[0,0]"}
    assert _evidence("stableMonths", facts) == ["progressing"]
    assert inferred(facts)["stableMonths"].why is None


def test_disease_that_does_not_progress_may_have_been_stable_for_any_time() -> None:
    assert _changed(_facts(progressing="{false}")) == {}


@pytest.mark.parametrize("progressing", ["{true}", "{false}"])
def test_a_recorded_course_is_never_changed(progressing: str) -> None:
    assert _changed(_facts(progressing=progressing, stableMonths="[9,9]")) == {}
