"""What the recommendations say on a card keeps to the house's wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cds_service.cards.card import SUMMARY_LIMIT
from cds_service.cards.sections.verdict import title
from cds_service.cards.words import value
from cds_service.case.items.dictionary import BY_NAME
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation, Strength
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.logic.domain import Choice, Interval
from cds_service.logic.fact import Fact
from tests.cards import patients
from tests.cards.rendering import tags

PLACEHOLDER = re.compile(r"\{(\w*)\}")
SHOULD = re.compile(r"\b(should|must|ought)\b", re.IGNORECASE)
GUIDELINE_RECOMMENDS = re.compile(r"guidelines?\s+recommends?", re.IGNORECASE)

every_recommendation = pytest.mark.parametrize("recommendation", RECOMMENDATIONS, ids=lambda found: found.id)


@every_recommendation
def test_every_placeholder_is_the_name_of_an_item(recommendation: Recommendation) -> None:
    for text in _texts(recommendation):
        assert set(PLACEHOLDER.findall(text)) <= set(BY_NAME)
        assert not set("{}") & set(PLACEHOLDER.sub("", text))


@every_recommendation
def test_no_line_of_a_weak_recommendation_says_should(recommendation: Recommendation) -> None:
    if recommendation.strength and all(row.strength is not Strength.WEAK for row in recommendation.strength):
        return
    assert [text for text in _texts(recommendation) if SHOULD.search(text)] == []


@every_recommendation
def test_no_line_says_that_a_guideline_recommends(recommendation: Recommendation) -> None:
    assert [text for text in _texts(recommendation) if GUIDELINE_RECOMMENDS.search(text)] == []


@every_recommendation
def test_a_title_fits_a_summary_whatever_the_facts_say(recommendation: Recommendation) -> None:
    widest = {name: Fact(possible=longest(name)) for name in BY_NAME}
    for text in _titles(recommendation):
        names = PLACEHOLDER.findall(text)
        room = sum(len(value(name, widest[name])) - len(name) - 2 for name in names)
        assert len(text) + room <= SUMMARY_LIMIT


@every_recommendation
def test_a_line_is_no_markup_by_accident(recommendation: Recommendation) -> None:
    for text in _texts(recommendation):
        assert tags(f"- {PLACEHOLDER.sub('2 %', text)}") == ["ul", "li", "li", "ul"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda found: found.id)
def test_a_question_is_no_markup_by_accident(question: object) -> None:
    found = next(one for one in QUESTIONS if one is question)
    assert tags(f"- {found.text} Obtain: {found.obtain}.") == ["ul", "li", "li", "ul"]


def test_the_title_of_an_emergency_names_the_complication() -> None:
    (verdict,) = (v for v in patients.advice(patients.EMERGENCY).assessment.verdicts if v.recommendation.id == "R10a")
    case = patients.advice(patients.EMERGENCY).case
    assert title(verdict, case) == "Complicated sigmoid primary (obstruction): urgent surgical review"


def _titles(recommendation: Recommendation) -> tuple[str, ...]:
    card = recommendation.card
    found = (
        card.title,
        *(line.text for line in card.other_titles),
        card.conditional_title,
        card.conflict_title,
        card.queued_title,
    )
    return tuple(text for text in found if text)


def _texts(recommendation: Recommendation) -> Iterator[str]:
    card = recommendation.card
    yield from (*_titles(recommendation), card.short or "")
    yield from (line.text for line in (*card.lines, *card.when_suppressed))


def longest(name: str) -> Choice | Interval:
    """A value with many words, though not the whole range."""
    everything = BY_NAME[name].range
    if isinstance(everything, Choice):
        return Choice(members=frozenset(sorted(everything.members)[1:]))
    return Interval(low=everything.low + 1, high=everything.low + 2)
