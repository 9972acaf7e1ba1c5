"""Treatments → whether, how often and when (PF50–PF57; rulings 8 and 25)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cds_service.case.record import Given, Therapy, Treatment
from cds_service.case.treatments import treatment_facts
from cds_service.logic.dates import DateRange, in_month, in_year
from cds_service.logic.domain import one_of
from cds_service.logic.fact import Why
from tests.case.records import AS_OF, EVERY_LIST, case_of, dose, treatment

SSA, UNCLEAR, SHORT = Therapy.LONG_ACTING_SSA, Therapy.OCTREOTIDE_UNSPECIFIED, Therapy.SHORT_ACTING_OCTREOTIDE
PRRT, CAPECITABINE = Therapy.PRRT, Therapy.CAPECITABINE
ACTIVE, PAST = Given.ACTIVE_ORDER, Given.PAST_ORDER


def _ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def _unsure(therapy: Therapy, given: Given, dated: date | DateRange | None) -> Treatment:
    return replace(treatment(therapy, given, dated, "MedicationAdministration/unsure"), doubt=Why.PRELIMINARY)


def _analogue(agents: str, given: Given = ACTIVE, dated: date | None = None, therapy: Therapy = SSA) -> Treatment:
    return replace(treatment(therapy, given, dated), analogue=one_of(*agents.split()))


def _said(name: str, *treatments: Treatment) -> str:
    return str(case_of(treatments=treatments).facts[name].possible)


def _why(name: str, *treatments: Treatment) -> Why | None:
    return case_of(treatments=treatments).facts[name].why


def test_nothing_is_said_about_what_was_not_given() -> None:
    assert treatment_facts((), AS_OF) == {}
    assert set(treatment_facts((dose(Therapy.TKI, AS_OF),), AS_OF)) == {"priorSystemic"}


# --- on a long-acting somatostatin analogue ---------------------------------------------------------------------------


@pytest.mark.parametrize("dated", [AS_OF, _ago(2000), None, in_year(2026)])
def test_an_order_in_force_means_being_on_it(dated: date | DateRange | None) -> None:
    assert _said("onSsa", treatment(SSA, ACTIVE, dated)) == "{true}"


@pytest.mark.parametrize(
    ("given", "on"),
    [
        (treatment(SSA, ACTIVE, _ago(-1)), "{false}"),
        (treatment(SSA, PAST, _ago(10)), "{false}"),
        (treatment(SSA, PAST, None), "{false}"),
        (dose(SSA, _ago(-1)), "{false}"),
        (dose(SSA, _ago(0)), "{true}"),
        (dose(SSA, _ago(42)), "{true}"),
        (dose(SSA, _ago(43)), "{false}"),
        (dose(SHORT, _ago(1)), "{false}"),
    ],
)
def test_a_dose_of_the_last_42_days_means_being_on_it_and_an_ended_or_future_order_does_not(
    given: Treatment, on: str
) -> None:
    assert _said("onSsa", given) == on


@pytest.mark.parametrize(
    ("given", "on"),
    [
        (dose(SSA, None), "{false,true}"),
        (dose(SSA, in_year(2026)), "{false,true}"),
        (dose(SSA, in_month(2026, 10)), "{false,true}"),  # the limit is 12 October
        (dose(SSA, in_month(2026, 9)), "{false}"),
        (dose(SSA, in_month(2026, 11)), "{true}"),
        (dose(SSA, DateRange(earliest=_ago(50), latest=_ago(43))), "{false}"),
        (dose(SSA, DateRange(earliest=_ago(43), latest=_ago(42))), "{false,true}"),
    ],
)
def test_a_dose_that_its_date_allows_to_be_recent_leaves_it_open(given: Treatment, on: str) -> None:
    assert _said("onSsa", given) == on


@pytest.mark.parametrize("given", [ACTIVE, PAST, Given.ADMINISTERED])
def test_octreotide_of_unstated_formulation_leaves_every_question_about_octreotide_open(given: Given) -> None:
    facts = case_of(treatments=(treatment(UNCLEAR, given, _ago(1)),)).facts
    said = {name: str(facts[name].possible) for name in ("onSsa", "ssaEver", "lastLongSsa", "lastShortOct")}
    assert said == {"onSsa": "{false,true}", "ssaEver": "[0,∞)", "lastLongSsa": "[0,∞]", "lastShortOct": "[0,∞]"}
    assert {facts[name].why for name in ("onSsa", "ssaEver", "lastShortOct")} == {Why.UNMAPPED}


def test_octreotide_of_unstated_formulation_does_not_hide_what_is_known() -> None:
    treatments = (treatment(UNCLEAR, ACTIVE, _ago(1)), dose(SSA, _ago(20)), dose(SHORT, _ago(1)))
    facts = case_of(treatments=treatments).facts
    said = {name: str(facts[name].possible) for name in ("onSsa", "ssaEver", "lastLongSsa", "lastShortOct")}
    assert said == {"onSsa": "{true}", "ssaEver": "[1,∞)", "lastLongSsa": "[20,20]", "lastShortOct": "[1,1]"}


@pytest.mark.parametrize(
    ("given", "agent"),
    [
        ([_analogue("octreotide")], "{octreotide}"),
        ([_analogue("lanreotide")], "{lanreotide}"),
        ([_analogue("lanreotide", Given.ADMINISTERED, _ago(42))], "{lanreotide}"),
        ([_analogue("lanreotide", Given.ADMINISTERED, _ago(43))], "{none}"),
        ([_analogue("lanreotide", PAST)], "{none}"),
        ([_analogue("octreotide"), _analogue("octreotide")], "{octreotide}"),
        ([_analogue("octreotide"), _analogue("lanreotide")], "{both}"),
        ([_analogue("octreotide lanreotide")], "{lanreotide,octreotide}"),
        ([_analogue("octreotide lanreotide"), _analogue("lanreotide")], "{both,lanreotide}"),
        ([_analogue("octreotide", therapy=UNCLEAR)], "{none,octreotide}"),
        ([_analogue("octreotide", therapy=UNCLEAR), _analogue("lanreotide")], "{both,lanreotide}"),
        ([_analogue("octreotide", therapy=UNCLEAR), _analogue("octreotide")], "{octreotide}"),
        ([_analogue("octreotide", Given.ADMINISTERED)], "{none,octreotide}"),
        ([], "{none}"),
    ],
)
def test_the_analogue_in_use_is_open_between_those_that_the_record_allows(given: list[Treatment], agent: str) -> None:
    assert _said("onSsaAgent", *given) == agent
    assert (_why("onSsaAgent", *given) is None) == ("," not in agent)


@pytest.mark.parametrize("given", [[], [_analogue("octreotide")], [_analogue("lanreotide", PAST)]])
def test_an_analogue_is_named_when_one_is_in_use_and_only_then(given: list[Treatment]) -> None:
    assert (_said("onSsa", *given) == "{true}") == (_said("onSsaAgent", *given) != "{none}")


# --- what may not have been given -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given", "possible"),
    [
        ("onSsa", _unsure(SSA, ACTIVE, _ago(900)), "{false,true}"),
        ("onSsa", _unsure(SSA, Given.ADMINISTERED, _ago(42)), "{false,true}"),
        ("onSsa", _unsure(SSA, Given.ADMINISTERED, _ago(43)), "{false}"),
        ("ssaEver", _unsure(SSA, ACTIVE, _ago(900)), "[0,∞)"),
        ("lastLongSsa", _unsure(SSA, Given.ADMINISTERED, _ago(3)), "[0,∞]"),
        ("lastShortOct", _unsure(SHORT, Given.ADMINISTERED, _ago(3)), "[0,∞]"),
        ("lastCapecitabine", _unsure(CAPECITABINE, ACTIVE, _ago(3)), "[0,∞]"),
        ("priorTare", _unsure(Therapy.TARE, Given.ADMINISTERED, _ago(300)), "{false,true}"),
        ("priorPrrt", _unsure(PRRT, Given.ADMINISTERED, _ago(300)), "[0,∞)"),
        ("priorSystemic", _unsure(Therapy.EVEROLIMUS, ACTIVE, _ago(300)), "{false,true}"),
    ],
)
def test_what_may_not_have_been_given_opens_what_it_bears_on(name: str, given: Treatment, possible: str) -> None:
    assert _said(name, given) == possible
    assert _why(name, given) is (Why.PRELIMINARY if possible != "{false}" else None)


@pytest.mark.parametrize(
    ("name", "certain", "unsure", "possible"),
    [
        ("onSsa", dose(SSA, _ago(5)), _unsure(SSA, ACTIVE, _ago(1)), "{true}"),
        ("ssaEver", dose(SSA, _ago(5)), _unsure(SSA, Given.ADMINISTERED, _ago(1)), "[1,∞)"),
        ("priorPrrt", dose(PRRT, _ago(90)), _unsure(PRRT, Given.ADMINISTERED, _ago(30)), "[1,∞)"),
        ("priorTare", dose(Therapy.TARE, _ago(90)), _unsure(Therapy.TARE, Given.ADMINISTERED, None), "{true}"),
    ],
)
def test_it_does_not_hide_what_was_given(name: str, certain: Treatment, unsure: Treatment, possible: str) -> None:
    assert _said(name, certain, unsure) == possible
    assert _why(name, certain, unsure) is None


@pytest.mark.parametrize(("dated", "days"), [(_ago(3), "[3,60]"), (_ago(70), "[60,60]"), (None, "[60,60]")])
def test_a_later_dose_that_may_not_have_been_given_leaves_the_days_since_the_last_open(
    dated: date | None, days: str
) -> None:
    given = (dose(SSA, _ago(60)), _unsure(SSA, Given.ADMINISTERED, dated))
    assert _said("lastLongSsa", *given) == days


# --- exposure to it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("treatments", "doses"),
    [
        ((dose(SSA, _ago(30)),), "[1,∞)"),
        ((dose(SSA, _ago(30)), dose(SSA, _ago(2))), "[2,∞)"),
        ((dose(SSA, _ago(30)), dose(SSA, _ago(30))), "[1,∞)"),
        ((treatment(SSA, ACTIVE, _ago(28)),), "[2,∞)"),
        ((treatment(SSA, ACTIVE, _ago(27)),), "[0,∞)"),
        ((treatment(SSA, PAST, _ago(28)),), "[2,∞)"),
        ((treatment(SSA, PAST, _ago(27)),), "[0,∞)"),
        ((treatment(SSA, PAST, None),), "[0,∞)"),
        ((treatment(SSA, ACTIVE, in_month(2026, 10)),), "[0,∞)"),  # 31 October is 23 days ago
        ((treatment(SSA, ACTIVE, in_month(2026, 9)),), "[2,∞)"),
        ((treatment(SSA, ACTIVE, _ago(10)), dose(SSA, _ago(10))), "[1,∞)"),
        ((treatment(SSA, ACTIVE, _ago(90)), *(dose(SSA, _ago(28 * n)) for n in range(3))), "[3,∞)"),
    ],
)
def test_exposure_is_two_doses_or_an_order_that_started_28_days_ago(
    treatments: tuple[Treatment, ...], doses: str
) -> None:
    assert _said("ssaEver", *treatments) == doses


def test_short_acting_octreotide_is_no_exposure() -> None:
    assert _said("ssaEver", dose(SHORT, _ago(30)), dose(SHORT, _ago(2))) == "[0,0]"


# --- cycles of PRRT ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("treatments", "cycles"),
    [
        ([dose(PRRT, _ago(56 * n)) for n in range(4)], "[4,∞)"),
        ([dose(PRRT, _ago(56), "Procedure/1"), dose(PRRT, _ago(56), "MedicationAdministration/1")], "[1,∞)"),
        ([dose(PRRT, None), dose(PRRT, None)], "[1,∞)"),
        ([dose(PRRT, None), dose(PRRT, _ago(56)), dose(PRRT, _ago(112))], "[2,∞)"),
        ([treatment(PRRT, PAST, _ago(300))], "[1,∞)"),
        ([dose(PRRT, in_month(2026, 8)), dose(PRRT, date(2026, 8, 14))], "[1,∞)"),
        ([dose(PRRT, in_year(2026)), dose(PRRT, date(2026, 3, 1)), dose(PRRT, date(2026, 5, 1))], "[2,∞)"),
        ([dose(PRRT, in_month(2026, 8)), dose(PRRT, date(2026, 9, 1))], "[2,∞)"),
    ],
)
def test_cycles_are_counted_by_days_that_cannot_be_the_same(treatments: list[Treatment], cycles: str) -> None:
    assert _said("priorPrrt", *treatments) == cycles
    assert _said("priorPrrt", *treatments[::-1]) == cycles


# --- ever -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("therapy", "systemic", "tare"),
    [
        (Therapy.EVEROLIMUS, "{true}", "{false}"),
        (Therapy.TKI, "{true}", "{false}"),
        (Therapy.CHEMOTHERAPY, "{true}", "{false}"),
        (Therapy.CAPECITABINE, "{true}", "{false}"),
        (Therapy.TARE, "{false}", "{true}"),
        (Therapy.PRRT, "{false}", "{false}"),
        (Therapy.LONG_ACTING_SSA, "{false}", "{false}"),
        (Therapy.SHORT_ACTING_OCTREOTIDE, "{false}", "{false}"),
    ],
)
def test_each_treatment_counts_as_what_it_is(therapy: Therapy, systemic: str, tare: str) -> None:
    given = dose(therapy, _ago(4000))
    assert (_said("priorSystemic", given), _said("priorTare", given)) == (systemic, tare)


@pytest.mark.parametrize("how", Given)
def test_an_undated_line_of_treatment_was_given_all_the_same(how: Given) -> None:
    assert _said("priorSystemic", treatment(Therapy.EVEROLIMUS, how, None)) == "{true}"


# --- days since -------------------------------------------------------------------------------------------------------

SINCE = [("lastLongSsa", SSA), ("lastShortOct", SHORT), ("lastCapecitabine", CAPECITABINE)]


@pytest.mark.parametrize(("name", "therapy"), SINCE)
@pytest.mark.parametrize(
    ("dates", "days"),
    [
        ([_ago(0)], "[0,0]"),
        ([_ago(27)], "[27,27]"),
        ([_ago(28), _ago(56)], "[28,28]"),
        ([_ago(56), _ago(28)], "[28,28]"),
        ([_ago(28), _ago(-3)], "[28,28]"),
        ([in_month(2026, 10)], "[23,53]"),
        ([in_month(2026, 11)], "[0,22]"),
        ([_ago(28), None], "[28,28]"),
        ([None], "[0,∞]"),
        ([_ago(-3)], "[0,∞]"),
    ],
)
def test_days_are_counted_since_the_last_documented_dose(
    name: str, therapy: Therapy, dates: list[date | DateRange | None], days: str
) -> None:
    assert _said(name, *(dose(therapy, dated) for dated in dates)) == days


@pytest.mark.parametrize(("name", "therapy"), SINCE)
@pytest.mark.parametrize("how", [ACTIVE, PAST])
def test_an_order_tells_that_it_was_given_but_not_when_last(name: str, therapy: Therapy, how: Given) -> None:
    given = treatment(therapy, how, _ago(5))
    assert (_said(name, given), _why(name, given)) == ("[0,∞]", Why.NOT_RECORDED)


def test_the_last_dose_is_the_evidence() -> None:
    given = (dose(SSA, _ago(56), "MedicationAdministration/1"), dose(SSA, _ago(28), "MedicationAdministration/2"))
    evidence = treatment_facts(given, AS_OF)["lastLongSsa"].evidence
    assert [found.reference for found in evidence] == ["MedicationAdministration/2"]


# --- absence ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "missing", "nothing"),
    [
        ("onSsa", "medicationRequests", "{false}"),
        ("ssaEver", "medicationRequests", "[0,0]"),
        ("lastShortOct", "medicationRequests", "[∞,∞]"),
        ("lastCapecitabine", "medicationRequests", "[∞,∞]"),
        ("priorPrrt", "medicationRequests", "[0,0]"),
        ("priorPrrt", "procedures", "[0,0]"),
        ("priorTare", "procedures", "{false}"),
        ("priorSystemic", "medicationRequests", "{false}"),
    ],
)
def test_never_given_needs_the_lists_that_would_show_it(name: str, missing: str, nothing: str) -> None:
    assert str(case_of().facts[name].possible) == nothing
    assert case_of(retrieved=EVERY_LIST - {missing}).facts[name].why is Why.NOT_RETRIEVED
