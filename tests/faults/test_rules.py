"""A reader or a question that breaks is an error; a recommendation or a warning that does is named beside the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from cds_service import assess
from cds_service.guideline.evaluation import judge
from cds_service.guideline.question import Question
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warning_check import check, shown_at_patient_view
from cds_service.guideline.warnings import WARNINGS
from fhir_mappings import reading
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.readers import READERS
from tests.cards import patients
from tests.cards.orders.drafts import advice, order
from tests.faults.injecting import Injected
from tests.faults.judging import NOT_EVALUATED, failures, standing
from tests.faults.service import VIEW, body_of, both, post, served

every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda one: "-".join(one.items))
every_recommendation = pytest.mark.parametrize("rule", RECOMMENDATIONS, ids=lambda one: one.slug)
every_warning = pytest.mark.parametrize("rule", WARNINGS, ids=lambda one: one.slug)
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.id)


@pytest.fixture(scope="module", name="base")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(f"sqlite:///{tmp_path_factory.mktemp('rules') / 'net-cds.sqlite'}") as url:
        yield url


@pytest.fixture(scope="module", name="sound")
def _sound(base: str) -> dict[str, Any]:
    return both(base, body_of(VIEW))[1]


@every_reader
@pytest.mark.parametrize("door", ["cds-services", "explain"])
def test_a_reader_that_breaks_is_an_error(
    base: str, reader: Reader, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = tuple(replace(one, read=_broken) if one is reader else one for one in READERS)
    monkeypatch.setattr(reading.read, "__defaults__", (readers,))
    answer = post(base, body_of(VIEW), door)
    assert answer.status_code == 500
    assert answer.json()["issue"][0]["code"] == "exception"
    assert "Zaphod" not in answer.text


@every_recommendation
def test_a_recommendation_that_breaks_is_named_and_all_others_stand(
    base: str, sound: dict[str, Any], rule: Recommendation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assess, "judge", _unless(rule, judge, place=0))
    answer, explained = both(base, body_of(VIEW))
    assert f": {rule.id}." in failures(answer)
    assert (standing(answer), explained["standing"], explained["failed"]) == ("failed", "failed", [rule.id])
    assert explained["verdicts"] == [one for one in sound["verdicts"] if one["id"] != rule.id]
    assert explained["warnings"] == sound["warnings"]


@every_warning
def test_a_warning_that_breaks_at_the_open_chart_is_named_and_all_others_stand(
    base: str, sound: dict[str, Any], rule: SafetyWarning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assess, "shown_at_patient_view", _unless(rule, shown_at_patient_view, place=1))
    answer, explained = both(base, body_of(VIEW))
    assert rule.id in failures(answer)
    assert (standing(answer), explained["failed"]) == ("failed", [rule.id])
    assert explained["verdicts"] == sound["verdicts"]


@every_warning
def test_a_warning_that_breaks_at_an_order_is_named(rule: SafetyWarning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "check", _unless(rule, check, place=1))
    for kind in rule.orders:
        found = advice(patients.ALTERNATIVES, order(kind), using=patients.knowledge())
        (said,) = (card.detail for card in found.cards if card.summary == NOT_EVALUATED)
        assert rule.id in said
        assert found.assessment.failed == (rule.id,)


@every_question
def test_a_question_that_breaks_is_an_error(question: Question) -> None:
    questions = tuple(cast("Question", _Broken()) if one is question else one for one in QUESTIONS)
    with pytest.raises(Injected):
        patients.advice(patients.IN_SCOPE, using=replace(patients.knowledge(), questions=questions))


class _Broken:
    """A rule that breaks whatever is asked of it."""

    def __getattr__(self, name: str) -> Any:
        raise Injected


def _broken(_: Sources) -> Found:
    raise Injected


def _unless(rule: object, work: Callable[..., Any], place: int) -> Callable[..., Any]:
    """The same work, that breaks on one rule; `place` is where it is given the rule."""

    def worked(*given: Any) -> Any:
        if given[place] is rule:
            raise Injected
        return work(*given)

    return worked
