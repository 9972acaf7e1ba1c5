"""R12 says whether the 90 % target for symptoms [S20] is met, and what diffuse disease means for it [S21]."""

from __future__ import annotations

import pytest

from cds_service.case.items.dictionary import BY_NAME
from cds_service.guideline.recommendations.liver_resection import RECOMMENDATION
from cds_service.logic.criterion import evaluate
from cds_service.logic.fact import Fact
from cds_service.logic.truth import Truth
from tests.guideline.written import domain_of

MET, BELOW = "target met", "below target"


@pytest.mark.parametrize(
    ("removable", "said"),
    [
        (70, {BELOW}),
        ("89.9", {BELOW}),
        (90, {MET}),
        (100, {MET}),
        ("85–95", set()),
        (">70", set()),
        ("open", set()),
    ],
)
def test_the_target_is_met_at_exactly_90_percent(removable: object, said: set[str]) -> None:
    lines = _shown(functional=True, removablePct=removable)
    assert {words for words in (MET, BELOW) if any(words in line for line in lines)} == said


def test_without_a_syndrome_there_is_no_target() -> None:
    assert [line for line in _shown(functional=False, removablePct=95) if "target" in line] == []


@pytest.mark.parametrize(("distribution", "said"), [("diffuse", True), ("localized", False), ("open", False)])
def test_diffuse_disease_is_said_to_be_hard_to_remove(distribution: str, said: bool) -> None:
    assert any("[S21]" in line for line in _shown(distribution=distribution)) is said


def _shown(**written: object) -> list[str]:
    facts = {name: Fact(possible=domain_of(item, written.get(name, "open"))) for name, item in BY_NAME.items()}
    return [line.text for line in RECOMMENDATION.card.lines if evaluate(line.when, facts).answer is Truth.TRUE]
