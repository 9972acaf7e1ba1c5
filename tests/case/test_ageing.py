"""Only reassurance expires (ruling 2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cds_service.case.ageing import Dangers, aged
from cds_service.case.items.dictionary import BY_NAME, ITEMS
from cds_service.case.items.item import Item
from cds_service.case.record import Record
from cds_service.case.settling import settle
from cds_service.logic.dates import DateRange, in_month, in_year
from cds_service.logic.domain import Choice, Domain, complement, one_of
from cds_service.logic.fact import Fact, Why
from tests.case.records import AS_OF, domain, evidence, fact

WITH_WORDS = [item for item in ITEMS if item.fresh and isinstance(item.range, Choice)]
NUMBERS = [item for item in ITEMS if item.fresh and not isinstance(item.range, Choice)]
DANGEROUS = [item for item in ITEMS if item.dangerous is not None]
LONG_AGO = date(1996, 1, 1)


def _aged(name: str, said: Fact, dangers: Dangers | None = None) -> Fact:
    return aged(BY_NAME[name], said, AS_OF, dangers or {})


def _expired(name: str, said: Fact) -> Fact:
    return Fact(possible=BY_NAME[name].range, why=Why.STALE, evidence=said.evidence)


def _reassuring(item: Item) -> Domain:
    return complement(item.dangerous, item.range)[0] if item.dangerous else item.range


@pytest.mark.parametrize("item", [*WITH_WORDS, *NUMBERS], ids=lambda item: item.name)
def test_a_reassuring_value_is_fresh_on_the_last_day_of_its_limit_and_open_a_day_later(item: Item) -> None:
    assert item.fresh is not None
    limit = item.fresh.start(AS_OF)
    on_the_day = Fact(possible=_reassuring(item), evidence=(evidence(limit),))
    a_day_older = Fact(possible=_reassuring(item), evidence=(evidence(limit - timedelta(days=1)),))
    assert aged(item, on_the_day, AS_OF, {}) == on_the_day
    assert aged(item, a_day_older, AS_OF, {}) == _expired(item.name, a_day_older)


@pytest.mark.parametrize("item", [item for item in DANGEROUS if item.worst_lasts is None], ids=lambda item: item.name)
@pytest.mark.parametrize("dated", [LONG_AGO, None], ids=["long ago", "undated"])
def test_a_dangerous_word_stays_until_it_is_refuted(item: Item, dated: date | None) -> None:
    assert item.dangerous is not None
    for word in sorted(item.dangerous.members):
        said = Fact(possible=one_of(word), evidence=(evidence(dated),))
        assert aged(item, said, AS_OF, {}) == said
    several = Fact(possible=item.dangerous, evidence=(evidence(dated),))
    assert aged(item, several, AS_OF, {}) == several


@pytest.mark.parametrize("item", [item for item in ITEMS if item.fresh is None], ids=lambda item: item.name)
def test_what_cannot_be_undone_never_expires(item: Item) -> None:
    for dated in (LONG_AGO, None):
        said = Fact(possible=item.range, evidence=(evidence(dated),))
        assert aged(item, said, AS_OF, {}) == said


@pytest.mark.parametrize(
    ("name", "days", "value"),
    [
        ("resectVerdict", 90, "{resectable}"),
        ("resectVerdict", 90, "{unresectable}"),
        ("removablePct", 90, "[90,90]"),
        ("removablePct", 90, "[20,20]"),
        ("csUncontrolled", 60, "{true}"),
        ("csUncontrolled", 60, "{false}"),
    ],
)
def test_a_judgement_expires_both_ways(name: str, days: int, value: str) -> None:
    fresh, old = (fact(value, AS_OF - timedelta(days=age)) for age in (days, days + 1))
    assert _aged(name, fresh) == fresh
    assert _aged(name, old) == _expired(name, old)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("distribution", "{diffuse}"),
        ("distribution", "{localized}"),
        ("liverDom", "{minor}"),
        ("liverDom", "{exclusive}"),
    ],
)
def test_a_judgement_of_extent_expires_both_ways_after_six_months(name: str, value: str) -> None:
    fresh, old = fact(value, date(2026, 5, 23)), fact(value, date(2026, 5, 22))
    assert _aged(name, fresh) == fresh
    assert _aged(name, old) == _expired(name, old)


def test_an_inadequate_remnant_persists_and_an_adequate_one_expires() -> None:
    inadequate, adequate = fact("{false}", LONG_AGO), fact("{true}", LONG_AGO)
    assert _aged("flrOk", inadequate) == inadequate
    assert _aged("flrOk", adequate) == _expired("flrOk", adequate)


@pytest.mark.parametrize(
    ("name", "value", "last_day"),
    [
        ("primaryComplication", "{obstruction}", date(2026, 8, 25)),
        ("primaryComplication", "{impending-stenosis}", date(2026, 8, 25)),
        ("primaryComplication", "{none}", date(2026, 10, 24)),
        ("progressing", "{true}", date(2025, 11, 23)),
        ("progressing", "{false}", date(2026, 5, 23)),
    ],
)
def test_an_old_complication_and_an_old_progression_become_open_never_no(name: str, value: str, last_day: date) -> None:
    fresh, old = fact(value, last_day), fact(value, last_day - timedelta(days=1))
    assert _aged(name, fresh) == fresh
    assert _aged(name, old) == _expired(name, old)


def test_an_undated_complication_is_open() -> None:
    undated = fact("{obstruction}", None)
    assert _aged("primaryComplication", undated) == _expired("primaryComplication", undated)


@pytest.mark.parametrize(
    ("dated", "fresh"),
    [
        (in_month(2026, 6), True),
        (in_month(2026, 5), False),
        (in_year(2026), False),
        (DateRange(earliest=date(2026, 5, 23), latest=date(2026, 11, 23)), True),
        (DateRange(earliest=date(2026, 5, 22), latest=date(2026, 11, 23)), False),
        (None, False),
    ],
)
def test_a_value_is_as_old_as_its_date_allows(dated: DateRange | None, fresh: bool) -> None:
    said = fact("{false}", dated)
    assert _aged("extraAbd", said) == (said if fresh else _expired("extraAbd", said))


def test_a_value_that_may_be_harmless_is_reassuring_and_expires() -> None:
    said = fact("{limited,none}", LONG_AGO)
    assert _aged("extrahepAbd", said) == _expired("extrahepAbd", said)


@pytest.mark.parametrize(
    ("value", "persists"),
    [("[49.9,49.9]", True), ("[5,50)", True), ("[50,50]", False), ("[45,55]", False), ("[80,80]", False)],
)
def test_of_a_number_that_lay_wholly_in_a_region_of_danger_the_danger_lasts(value: str, persists: bool) -> None:
    said = fact(value, LONG_AGO)
    found = _aged("crcl", said, {"crcl": (domain("[5,50)"),)})
    assert found == (replace(said, possible=domain("[5,50)")) if persists else _expired("crcl", said))


def test_each_region_of_danger_counts() -> None:
    dangers = {"ki67": (), "qtc": (domain("[200,300]"), domain("(500,800]"))}
    for value, lasts in (("[250,250]", "[200,300]"), ("[400,400]", None), ("[510,510]", "(500,800]")):
        said = fact(value, LONG_AGO)
        assert _aged("qtc", said, dangers) == (
            replace(said, possible=domain(lasts)) if lasts else _expired("qtc", said)
        )


def test_an_old_number_does_not_reassure_about_a_stricter_limit() -> None:
    """Platelets of 80 are below 100 and not below 75; a year later only the first can still be said."""
    dangers = {"platelets": (domain("[0,75)"), domain("[0,100)"), domain("[0,50]"))}
    assert str(_aged("platelets", fact("[80,80]", LONG_AGO), dangers).possible) == "[0,100)"
    assert str(_aged("platelets", fact("[60,60]", LONG_AGO), dangers).possible) == "[0,75)"
    assert str(_aged("platelets", fact("[40,40]", LONG_AGO), dangers).possible) == "[0,50]"


def test_a_region_with_limits_on_both_sides_lasts_on_neither() -> None:
    said = fact("[40,40]", LONG_AGO)
    assert _aged("crcl", said, {"crcl": (domain("[30,50]"),)}) == _expired("crcl", said)


def test_the_dangers_of_another_item_do_not_matter() -> None:
    said = fact("[6,6]", LONG_AGO)
    assert _aged("hb", said, {"crcl": (domain("[5,50)"),)}) == _expired("hb", said)


def test_a_fact_that_absence_settled_does_not_age() -> None:
    absent = Fact(possible=one_of("false"))
    assert _aged("mainPvt", absent) == absent


@pytest.mark.parametrize("why", Why)
def test_a_fact_that_is_open_keeps_its_reason(why: Why) -> None:
    said = Fact(possible=BY_NAME["mainPvt"].range, why=why, evidence=(evidence(LONG_AGO),))
    assert _aged("mainPvt", said) == said


def test_the_first_evidence_tells_the_age() -> None:
    new, old = evidence(AS_OF), evidence(LONG_AGO)
    said = Fact(possible=one_of("false"), evidence=(new, old))
    assert _aged("mainPvt", said) == said
    turned = Fact(possible=one_of("false"), evidence=(old, new))
    assert _aged("mainPvt", turned) == _expired("mainPvt", turned)


# --- doubt ------------------------------------------------------------------------------------------------------------


def _doubted(name: str, said: Fact, dangers: Dangers | None = None) -> Fact:
    doubt = Fact(possible=BY_NAME[name].range, why=Why.UNREADABLE, evidence=(evidence(),))
    return aged(BY_NAME[name], said, AS_OF, dangers or {}, doubt=doubt)


def test_a_newer_value_that_cannot_be_believed_opens_reassurance_and_leaves_danger() -> None:
    dangers = {"hb": (domain("[3,8)"),)}
    assert _doubted("hb", fact("[12,12]"), dangers).why is Why.UNREADABLE
    assert _doubted("hb", fact("[7,7]"), dangers).possible == domain("[3,8)")


def test_what_is_open_already_stays_open_for_its_own_reason() -> None:
    conflicting = Fact(possible=BY_NAME["hb"].range, why=Why.CONFLICTING, evidence=(evidence(),))
    assert _doubted("hb", conflicting) == conflicting


@pytest.mark.parametrize(("name", "also"), [("liverPct", "liverPctRecent"), ("sstr", "sstrForPrrt")])
def test_doubt_about_a_value_is_doubt_about_the_same_value_with_another_limit(name: str, also: str) -> None:
    item = BY_NAME[name]
    doubt = Fact(possible=item.range, why=Why.UNREADABLE, evidence=(evidence(),))
    said = Fact(possible=domain("{positive}") if name == "sstr" else domain("[20,20]"), evidence=(evidence(),))
    facts = settle(Record(facts={name: said}, doubts={name: doubt}), AS_OF, {}).facts
    assert (facts[name].why, facts[also].why) == (Why.UNREADABLE, Why.UNREADABLE)
