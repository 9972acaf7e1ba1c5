"""Recommendations, warnings and questions → what they cite of the source, and in which part of their file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from cds_service.guideline.question import Question
from cds_service.guideline.recommendation import Recommendation, all_criteria
from cds_service.guideline.warning import SafetyWarning, warning_criteria
from cds_service.logic.criterion import Criterion, Definition, parts

_CITED = re.compile(r"\b([SD])(\d\d)(?:–\1(\d\d)|([ab]))?\b")


class Role(Enum):
    """In which part of a file a citation stands, from what acts to what is only read."""

    RULE = "rule"
    WARNING = "warning"
    QUESTION = "question"
    CRITERION = "criterion"
    CARD_TEXT = "card text"
    EVIDENCE_LINE = "evidence line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One mention of a statement or divergence.

    id    of what is cited: S22, D23a
    by    id of the recommendation, warning or question, or of the definition for a criterion
    file  id of the recommendation, warning or question in whose file it takes effect
    says  what a clinician reads there: the line itself; for a mere source, what the file or criterion is about
    """

    id: str
    role: Role
    by: str
    file: str
    says: str


def citations(
    recommendations: Iterable[Recommendation], warnings: Iterable[SafetyWarning], questions: Iterable[Question]
) -> Iterator[Citation]:
    """Every citation of the guideline, file by file."""
    for recommendation in recommendations:
        yield from _of_recommendation(recommendation)
    for warning in warnings:
        yield from _of_warning(warning)
    for question in questions:
        yield from _among_sources(question.id, Role.QUESTION, question.text, question.sources)
        yield from _in_criteria(question.id, (question.when,))


def cited_in(text: str) -> Iterator[str]:
    """The statements and divergences that a text cites: "[S22, S30–S32]; (D09)" → S22, S30, S31, S32, D09."""
    for letter, first, last, suffix in _CITED.findall(text):
        yield from (f"{letter}{number:02}{suffix}" for number in range(int(first), int(last or first) + 1))


def _of_recommendation(recommendation: Recommendation) -> Iterator[Citation]:
    card, identifier = recommendation.card, recommendation.id
    titles = (card.title, card.conditional_title, card.conflict_title, card.queued_title)
    lines = (line.text for line in (*card.other_titles, *card.lines, *card.when_suppressed))
    yield from _among_sources(identifier, Role.RULE, card.title, recommendation.sources)
    yield from _in_criteria(identifier, all_criteria(recommendation))
    yield from _in_words(identifier, Role.CARD_TEXT, (*(title for title in titles if title), *lines))
    yield from _in_words(identifier, Role.EVIDENCE_LINE, recommendation.notes)


def _of_warning(warning: SafetyWarning) -> Iterator[Citation]:
    lines = (line.text for line in warning.lines)
    yield from _among_sources(warning.id, Role.WARNING, warning.title, warning.sources)
    yield from _in_criteria(warning.id, warning_criteria(warning))
    yield from _in_words(warning.id, Role.CARD_TEXT, (warning.title, warning.title_open or "", *lines))
    yield from _in_words(warning.id, Role.EVIDENCE_LINE, warning.notes)


def _among_sources(file: str, role: Role, says: str, sources: Iterable[str]) -> Iterator[Citation]:
    for source in sources:
        yield from (Citation(id=found, role=role, by=file, file=file, says=says) for found in cited_in(source))


def _in_words(file: str, role: Role, texts: Iterable[str]) -> Iterator[Citation]:
    for text in texts:
        yield from (Citation(id=found, role=role, by=file, file=file, says=text) for found in cited_in(text))


def _in_criteria(file: str, criteria: Iterable[Criterion]) -> Iterator[Citation]:
    for definition in (found for criterion in criteria for found in _definitions(criterion)):
        for found in (one for source in definition.sources for one in cited_in(source)):
            yield Citation(id=found, role=Role.CRITERION, by=definition.id, file=file, says=definition.text)


def _definitions(criterion: Criterion) -> Iterator[Definition]:
    if isinstance(criterion, Definition):
        yield criterion
    for part in parts(criterion):
        yield from _definitions(part)
