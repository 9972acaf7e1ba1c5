"""Whatever the record says: never an exception, never more than three cards, all of them legal."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cds_service.cards.wire import response
from cds_service.case.items.dictionary import ITEMS
from cds_service.case.items.item import Item
from cds_service.case.record import Note, Record, Specimen
from cds_service.guideline.recommendation import Strength
from cds_service.guideline.verdict import SHOWN
from cds_service.logic.dates import on
from cds_service.logic.domain import INFINITY, Choice, Domain, Interval, exactly
from cds_service.logic.fact import Evidence, Fact, Why
from cds_service.logic.truth import Truth
from cds_service.respond import Advice
from tests.cards import patients
from tests.cards.test_card_markdown import HOSTILE
from tests.cards.test_card_texts import GUIDELINE_RECOMMENDS, SHOULD
from tests.cards.walking import illegal

PLACEHOLDER = re.compile(r"(?<!\\)\{\w*\}")
CODE_SPAN = re.compile(r"`[^`]*`")
PLACES = (0, 1, 2, 3, 5, 6, 10, 20, 21, 35, 50, 55, 56, 60, 70, 90, 100)
IN_SCOPE = {name: patients.fact(written) for name, written in patients.IN_SCOPE.items()}

many_cases = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def domains(item: Item) -> st.SearchStrategy[Domain]:
    """Any part of the range of an item."""
    everything = item.range
    if isinstance(everything, Choice):
        words = st.sets(st.sampled_from(sorted(everything.members)), min_size=1)
        return words.map(lambda members: Choice(members=frozenset(members)))
    low, high = everything.low, everything.high
    numbers = sorted({Decimal(n) for n in PLACES if low <= n <= high} | {low, high})
    return st.tuples(st.sampled_from(numbers), st.sampled_from(numbers), st.booleans()).map(_interval)


def _interval(ends: tuple[Decimal, Decimal, bool]) -> Interval:
    low, high = sorted(ends[:2])
    if low == high:
        return exactly(low)
    return Interval(low=low, high=high, low_closed=ends[2], high_closed=not ends[2] and high != INFINITY)


dates = st.integers(min_value=0, max_value=800).map(lambda days: on(date(2026, 11, 24) - timedelta(days=days)))
evidence = st.builds(
    Evidence,
    reference=st.just("Observation/o1"),
    date=st.none() | dates,
    label=st.none() | st.sampled_from(["liver biopsy", *HOSTILE]),
)


def facts_about(item: Item) -> st.SearchStrategy[Fact | None]:
    """Recorded, open for some reason, or not mentioned at all."""
    recorded = st.builds(Fact, possible=domains(item), evidence=st.tuples(evidence))
    open_ = st.builds(Fact, possible=st.just(item.range), why=st.sampled_from(Why))
    return st.none() | recorded | recorded | open_


whole_dictionary = st.fixed_dictionaries({item.name: facts_about(item) for item in ITEMS}).map(
    lambda facts: {name: fact for name, fact in facts.items() if fact is not None}
)
specimens = st.lists(
    st.builds(
        Specimen,
        ki67=st.none() | st.sampled_from([exactly(n) for n in (0, 2, 3, 20, 21, 55, 56, 100)]),
        mitoses=st.none() | st.sampled_from([exactly(n) for n in (0, 2, 20, 30)]),
        evidence=st.tuples(evidence),
    ),
    max_size=3,
).map(tuple)
notes = st.lists(st.builds(Note, text=st.just("Not readable."), reference=st.none() | st.sampled_from(HOSTILE)))
retrieved = st.sets(st.sampled_from(sorted(patients.LISTS))).map(frozenset) | st.just(patients.LISTS)


def records(*, in_scope: bool) -> st.SearchStrategy[Record]:
    """Any record; of a patient in scope, or of anybody."""
    facts = whole_dictionary.map(lambda found: {**found, **IN_SCOPE, "deceased": patients.fact(False)})
    return st.builds(
        Record,
        facts=facts if in_scope else whole_dictionary,
        specimens=specimens,
        retrieved=retrieved,
        notes=notes.map(tuple),
    )


def check(found: Advice) -> None:
    """What holds of every answer."""
    body = response(found.cards, patients.GUIDELINE)
    assert len(found.cards) <= 3
    assert list(illegal(body)) == []
    assert json.loads(json.dumps(body, allow_nan=False)) == body
    for card in found.cards:
        assert not PLACEHOLDER.search(card.summary + CODE_SPAN.sub("", card.detail))
        assert "because of  [" not in card.detail
        assert ": ." not in card.detail
        assert "()" not in card.detail
        assert not GUIDELINE_RECOMMENDS.search(card.summary + card.detail)


@many_cases
@given(records(in_scope=True))
def test_any_patient_in_scope_gets_at_most_three_legal_cards(record: Record) -> None:
    found = patients.advice(record)
    check(found)
    if found.assessment.scope is Truth.TRUE and any(v.status in SHOWN for v in found.assessment.verdicts):
        assert found.cards


@many_cases
@given(records(in_scope=False))
def test_anybody_gets_at_most_three_legal_cards(record: Record) -> None:
    found = patients.advice(record)
    check(found)
    if found.assessment.scope is Truth.FALSE:
        assert found.cards == ()
    if found.assessment.scope is Truth.UNKNOWN:
        assert patients.topics(found.cards) in ([], ["M00"])


@many_cases
@given(records(in_scope=True))
def test_what_is_shown_stands_behind_some_card(record: Record) -> None:
    found = patients.advice(record)
    named = {item["id"] for card in found.cards for item in card.extension.get("items", ())}
    shown = {verdict.recommendation.id for verdict in found.assessment.verdicts if verdict.status in SHOWN}
    emergency = any(card.source.topic.code == "R10a" for card in found.cards)
    assert emergency or found.assessment.scope is not Truth.TRUE or shown <= named


@many_cases
@given(records(in_scope=True))
def test_every_warning_stands_on_exactly_one_card(record: Record) -> None:
    found = patients.advice(record)
    if any(card.source.topic.code == "R10a" for card in found.cards):
        return
    named = [item["id"] for card in found.cards for item in card.extension.get("items", ()) if "indicator" in item]
    assert sorted(named) == sorted(one.warning.id for one in found.assessment.raised)
    assert not named or any(card.indicator == "warning" for card in found.cards)


@many_cases
@given(records(in_scope=True))
def test_advice_that_is_only_weak_never_says_should(record: Record) -> None:
    found = patients.advice(record)
    strengths = {verdict.strength for verdict in found.assessment.verdicts if verdict.status in SHOWN}
    for card in found.cards:
        assert Strength.WEAK not in strengths or not SHOULD.search(card.detail)


@many_cases
@given(records(in_scope=True))
def test_labels_of_evidence_never_reach_a_summary(record: Record) -> None:
    marks = ("<", "`", "javascript", "example.org", "biopsy")
    for card in patients.advice(record).cards:
        text = re.sub(r"< \d", "", card.summary)
        assert not [mark for mark in marks if mark in text]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_an_item_that_alone_is_unreadable_breaks_no_card(item: Item) -> None:
    facts = {**patients.record(patients.TRANSPLANT).facts, item.name: Fact(possible=item.range, why=Why.UNREADABLE)}
    check(patients.advice(Record(facts=facts, retrieved=patients.LISTS)))
