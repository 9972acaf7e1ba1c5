"""The knowledge has a hash that changes with whatever decides, and a sign-off holds for exactly that hash."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib.resources import files
from types import MappingProxyType

import pytest

from cds_service.bootstrap import reviewed
from cds_service.cards.frame import AWAITING_REVIEW
from cds_service.guideline import identity
from cds_service.guideline.definitions.liver import RESECTABLE
from cds_service.guideline.recommendation import Review, certain
from cds_service.knowledge import Knowledge, SignOff, assembled
from cds_service.logic.canonical import canonical
from fhir_mappings.terminology import Terminology
from tests.cards.patients import knowledge

SIGNED = SignOff(hash=knowledge().hash[:12], on=date(2026, 12, 1), by="NET tumour board")


def _with(changed: object, place: int = 0) -> Knowledge:
    known = knowledge()
    recommendations = list(known.recommendations)
    recommendations[place] = changed  # type: ignore[call-overload]
    return assembled(tuple(recommendations), known.warnings, known.questions, known.terminology)


def test_the_same_knowledge_has_the_same_hash() -> None:
    known = knowledge()
    again = assembled(known.recommendations, known.warnings, known.questions, known.terminology)
    assert again.hash == known.hash
    assert len(known.hash) == 64


def test_a_changed_criterion_changes_the_hash() -> None:
    assert _with(replace(knowledge().recommendations[0], trigger=RESECTABLE)).hash != knowledge().hash


def test_a_changed_certainty_changes_the_hash() -> None:
    first = next(one for one in knowledge().recommendations if one.certainty)
    place = knowledge().recommendations.index(first)
    other = next(row.certainty for one in knowledge().recommendations for row in one.certainty)
    changed = replace(first, certainty=(*first.certainty, *certain(other)))
    assert _with(changed, place).hash != knowledge().hash


def test_a_changed_warning_changes_the_hash() -> None:
    known = knowledge()
    quieter = tuple(replace(one, orders=one.orders[1:]) for one in known.warnings)
    assert assembled(known.recommendations, quieter, known.questions, known.terminology).hash != known.hash


def test_one_more_code_changes_the_hash() -> None:
    known = knowledge()
    name, found = next(iter(known.terminology.value_sets.items()))
    wider = replace(found, codings=found.codings | {("urn:local", "x")})
    codes = Terminology(
        value_sets=MappingProxyType({**known.terminology.value_sets, name: wider}),
        concept_maps=known.terminology.concept_maps,
        code_systems=known.terminology.code_systems,
    )
    assert assembled(known.recommendations, known.warnings, known.questions, codes).hash != known.hash


def test_a_recorded_review_does_not_change_what_was_reviewed() -> None:
    first = knowledge().recommendations[0]
    assert _with(replace(first, review=Review(on=date(2026, 12, 1), by="Dr. X"))).hash == knowledge().hash


def test_without_a_sign_off_the_cards_say_that_review_is_awaited() -> None:
    assert reviewed(knowledge()) == AWAITING_REVIEW


def test_a_sign_off_of_this_hash_is_said_on_the_cards() -> None:
    assert "signed off locally on 2026-12-01" in reviewed(replace(knowledge(), sign_off=SIGNED))


def test_a_sign_off_of_another_hash_counts_for_nothing() -> None:
    stale = replace(SIGNED, hash="0" * 12)
    assert reviewed(replace(knowledge(), sign_off=stale)) == AWAITING_REVIEW


class _Colour(Enum):
    RED = 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (frozenset({"a", "b"}), frozenset({"b", "a"})),
        (Decimal("2.0"), Decimal("2.00")),
        ([1, 2], (1, 2)),
    ],
)
def test_what_is_equal_has_one_text(one: object, other: object) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, 2), (2, 1)),
        ("1", 1),
        (None, "None"),
        (Decimal("2.1"), Decimal("2.10001")),
        (_Colour.RED, "_Colour.RED"),
        ((), frozenset()),
        (("ab", "c"), ("a", "bc")),
    ],
)
def test_what_differs_has_two_texts(one: object, other: object) -> None:
    assert canonical(one) != canonical(other)


def test_a_function_has_no_text() -> None:
    with pytest.raises(TypeError, match="no canonical text"):
        canonical(len)


def test_the_newest_entry_for_clinicians_is_about_the_version_that_runs() -> None:
    changes = files("cds_service.guideline").joinpath("CHANGES.md").read_text("utf-8")
    newest = next(line for line in changes.splitlines() if line.startswith("## "))
    assert newest == f"## {identity.VERSION}"
