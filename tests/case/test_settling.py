"""A settled case: a fact for every item, with what absence means and why a fact is open."""

from datetime import date

import pytest

from cds_service.case.items.dictionary import BY_NAME, ITEMS
from cds_service.case.items.item import Item, Span
from cds_service.case.record import Note, Record
from cds_service.case.settling import settle
from cds_service.logic.dates import DateRange, in_month, in_year
from cds_service.logic.fact import Fact, Why
from tests.case.records import AS_OF, EVERY_LIST, case_of, fact, specimen, stable

CLOSED = [item for item in ITEMS if item.absent is not None]
OPEN = [item for item in ITEMS if item.absent is None]
LISTED = [(item, name) for item in ITEMS for name in item.lists]


def test_a_case_has_a_fact_for_every_item_of_the_dictionary() -> None:
    assert list(case_of().facts) == [item.name for item in ITEMS]


@pytest.mark.parametrize("item", CLOSED, ids=lambda item: item.name)
def test_absence_means_no_where_the_world_is_closed_and_every_list_came(item: Item) -> None:
    assert item.absent is not None
    assert case_of().facts[item.name] == Fact(possible=item.absent)


@pytest.mark.parametrize("item", OPEN, ids=lambda item: item.name)
def test_absence_leaves_an_item_open_as_not_recorded_elsewhere(item: Item) -> None:
    assert case_of().facts[item.name] == Fact(possible=item.range, why=Why.NOT_RECORDED)


@pytest.mark.parametrize(("item", "missing"), LISTED, ids=lambda value: getattr(value, "name", value))
def test_absence_says_nothing_when_one_list_that_would_show_it_is_missing(item: Item, missing: str) -> None:
    found = case_of(retrieved=EVERY_LIST - {missing}).facts[item.name]
    assert found == Fact(possible=item.range, why=Why.NOT_RETRIEVED)


@pytest.mark.parametrize("item", CLOSED, ids=lambda item: item.name)
def test_other_lists_do_not_matter_to_absence(item: Item) -> None:
    assert case_of(retrieved=frozenset(item.lists)).facts[item.name].possible == item.absent


def test_a_recorded_value_stands_although_no_list_was_retrieved() -> None:
    recorded = fact("{true}")
    assert case_of({"priorTare": recorded}, retrieved=frozenset()).facts["priorTare"] == recorded


@pytest.mark.parametrize("why", Why)
def test_a_fact_that_a_reader_left_open_keeps_its_reason(why: Why) -> None:
    unread = Fact(possible=BY_NAME["mainPvt"].range, why=why)
    assert case_of({"mainPvt": unread}).facts["mainPvt"] == unread


def test_a_recorded_value_wins_over_a_computed_one() -> None:
    case = case_of({"grade": fact("{G3}", reference="Observation/report")}, specimens=(specimen(ki67="[2,2]"),))
    assert case.facts["grade"].evidence[0].reference == "Observation/report"
    assert str(case.facts["grade"].possible) == "{G3}"
    assert str(case.facts["ki67"].possible) == "[2,2]"


def test_a_case_carries_the_day_the_specimens_and_the_notes_of_its_record() -> None:
    note, found = Note(text="Observation without a code"), specimen(ki67="[2,2]")
    case = settle(Record(specimens=(found,), notes=(note,)), AS_OF, {})
    assert (case.as_of, case.specimens, case.notes) == (AS_OF, (found,), (note,))


# --- limits of age ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "end", "start"),
    [
        (Span(days=90), date(2026, 11, 23), date(2026, 8, 25)),
        (Span(days=7), date(2026, 11, 23), date(2026, 11, 16)),
        (Span(months=6), date(2026, 11, 23), date(2026, 5, 23)),
        (Span(months=6), date(2026, 8, 31), date(2026, 2, 28)),
        (Span(months=12), date(2028, 2, 29), date(2027, 2, 28)),
        (Span(), date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_span_starts_on_its_first_day_that_still_counts(span: Span, end: date, start: date) -> None:
    assert span.start(end) == start


# --- one record, two items --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dated", "possible", "recent"),
    [
        (date(2026, 8, 23), "[40,40]", "[40,40]"),
        (date(2026, 8, 22), "[40,40]", "[0,100]"),
        (date(2026, 5, 23), "[40,40]", "[0,100]"),
        (date(2026, 5, 22), "[0,100]", "[0,100]"),
        (None, "[0,100]", "[0,100]"),
    ],
)
def test_a_liver_volume_counts_as_recent_for_three_months_and_at_all_for_six(
    dated: date | None, possible: str, recent: str
) -> None:
    facts = case_of({"liverPct": fact("[40,40]", dated)}).facts
    assert (str(facts["liverPct"].possible), str(facts["liverPctRecent"].possible)) == (possible, recent)


@pytest.mark.parametrize("result", ["positive", "negative", "mixed"])
@pytest.mark.parametrize(
    ("dated", "recent"),
    [
        (date(2026, 11, 23), "{true}"),
        (date(2025, 11, 23), "{true}"),
        (in_month(2025, 12), "{true}"),
        (date(2025, 11, 22), "{false,true}"),
        (in_month(2025, 11), "{false,true}"),
        (in_year(2025), "{false,true}"),
        (None, "{false,true}"),
    ],
)
def test_any_receptor_scan_counts_as_recent_for_twelve_months(
    result: str, dated: date | DateRange | None, recent: str
) -> None:
    found = case_of({"sstr": fact(f"{{{result}}}", dated)}).facts["recentSstrScan"]
    assert str(found.possible) == recent
    assert found.why is (None if recent == "{true}" else Why.STALE)


def test_a_scan_that_could_not_be_read_is_not_a_recent_scan() -> None:
    unread = Fact(possible=BY_NAME["sstr"].range, why=Why.CONFLICTING, evidence=fact("{mixed}").evidence)
    found = case_of({"sstr": unread}).facts["recentSstrScan"]
    assert (str(found.possible), found.why) == ("{false,true}", Why.CONFLICTING)


@pytest.mark.parametrize(
    ("recorded", "months"),
    [
        (date(2026, 11, 2), "[9,9]"),
        (date(2026, 11, 1), "[9,9]"),
        (date(2026, 10, 31), "[8,600]"),
        (None, "[8,600]"),
    ],
)
def test_recorded_months_of_stability_win_unless_a_status_is_newer(recorded: date | None, months: str) -> None:
    statuses = (stable(date(2026, 3, 1)), stable(date(2026, 11, 1)))
    case = case_of({"stableMonths": fact("[9,9]", recorded)}, statuses=statuses)
    assert str(case.facts["stableMonths"].possible) == months
