"""What leaves a shown verdict open has a question, or it is declared why nobody is asked."""

from __future__ import annotations

import pytest

from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Recommendation, decisive_criteria
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.logic.criterion import tests as leaves

ASKED = {item for question in QUESTIONS for item in question.items}
NOT_ASKED = {
    "deceased": "closed-world: a Patient without it is alive",
    "onSsa": "a medication list that was not retrieved is named on the card; nobody can be asked for a list",
    "ssaEver": "likewise",
    "priorPrrt": "likewise, with the procedures",
    "crcl": "asked when PRRT is ordered (M14); a safety fact before",
    "pregnant": "asked when PRRT or Y-90 is ordered (M15); a safety fact before",
    "comfortOnly": "closed-world: absent means no",
    "ecog": "lowers or blocks only when known (G-GOALS)",
    "draftedPrimaryResection": "says what is being ordered",
}


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS, ids=lambda one: one.id)
def test_every_fact_that_decides_has_a_question_or_a_reason(recommendation: Recommendation) -> None:
    decides = {leaf.item for criterion in decisive_criteria(recommendation) for leaf in leaves(criterion)}
    assert decides <= ASKED | NOT_ASKED.keys()


def test_no_reason_is_given_for_what_is_asked_or_decides_nothing() -> None:
    decides = {
        leaf.item for one in RECOMMENDATIONS for criterion in decisive_criteria(one) for leaf in leaves(criterion)
    }
    assert set(NOT_ASKED) <= decides
