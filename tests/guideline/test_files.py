"""Every rule has its vignettes, and every vignette file its rule; what is cited is a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import SHOWN, Status
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warnings import WARNINGS
from tests.guideline.vignettes import FOLDER, vignettes_in

GENERAL = {"worked-examples", "questions", "orders_model"}

_BRACKETS = re.compile(r"\[([^\]]*)\]")
_STATEMENTS = re.compile(r"S(\d\d)(?:–S(\d\d))?")

every_recommendation = pytest.mark.parametrize("recommendation", RECOMMENDATIONS, ids=lambda found: found.slug)
every_warning = pytest.mark.parametrize("warning", WARNINGS, ids=lambda found: found.slug)


def test_each_rule_has_one_vignette_file_and_each_file_its_rule() -> None:
    rules = {one.slug for one in RECOMMENDATIONS} | {_file(one) for one in WARNINGS}
    assert {path.stem for path in FOLDER.glob("*.yaml")} == GENERAL | rules


@every_recommendation
def test_every_vignette_of_a_file_is_about_its_recommendation(recommendation: Recommendation) -> None:
    others = [one.id for one in vignettes_in(recommendation.slug) if recommendation.id not in one.expected]
    assert others == []


@every_recommendation
def test_a_file_has_vignettes_in_which_it_is_shown_and_in_which_it_is_not(recommendation: Recommendation) -> None:
    statuses = {one.expected[recommendation.id].status for one in vignettes_in(recommendation.slug)}
    assert Status.RECOMMENDED in statuses
    assert statuses - SHOWN


@every_warning
def test_a_file_has_vignettes_in_which_the_warning_is_raised_and_in_which_it_is_not(warning: SafetyWarning) -> None:
    assert {warning.id in (one.warnings or {}) for one in vignettes_in(_file(warning))} == {True, False}


@every_recommendation
def test_every_statement_cited_on_a_card_is_among_the_sources(recommendation: Recommendation) -> None:
    assert set(_cited(recommendation)) - set(recommendation.sources) == set()


def test_ids_slugs_and_places_are_given_once() -> None:
    for values in (
        [one.id for one in RECOMMENDATIONS],
        [one.slug for one in RECOMMENDATIONS],
        [one.order for one in RECOMMENDATIONS],
        [one.slug for one in WARNINGS],
        [question.id for question in QUESTIONS],
        [item for question in QUESTIONS for item in question.items],
    ):
        assert len(values) == len(set(values))


def _file(warning: SafetyWarning) -> str:
    """The vignettes of a warning are named as its module."""
    return warning.slug.replace("-", "_")


def _cited(recommendation: Recommendation) -> Iterator[str]:
    card = recommendation.card
    for shown in (*card.lines, *card.other_titles, *card.when_suppressed):
        for inside in _BRACKETS.findall(shown.text):
            for first, last in _STATEMENTS.findall(inside):
                yield from (f"S{number:02}" for number in range(int(first), int(last or first) + 1))
