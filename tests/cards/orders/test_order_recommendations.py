"""What the recommendations say when something is ordered: redirections, a contradiction, and notes."""

from __future__ import annotations

import pytest

from cds_service.case.order import ANY_EMBOLISATION, OrderKind
from cds_service.guideline.verdict import Status
from tests.cards import patients
from tests.cards.orders.drafts import advice, behind, cards, order, with_warnings
from tests.cards.patients import topics

ONLY_RECOMMENDATIONS = with_warnings()
NET_TREATMENTS = (
    OrderKind.CHEMOTHERAPY,
    OrderKind.PRRT,
    OrderKind.LONG_ACTING_SSA,
    OrderKind.LIVER_TRANSPLANT,
    *ANY_EMBOLISATION,
)
COLECTOMY = order(OrderKind.PRIMARY_RESECTION)
TELOTRISTAT = order(OrderKind.TELOTRISTAT)
REFRACTORY = {**patients.ALTERNATIVES, "functional": True, "csUncontrolled": True, "ssaEver": 6, "onSsa": True}


@pytest.mark.parametrize("kind", NET_TREATMENTS)
def test_in_a_carcinoma_a_treatment_of_net_is_led_to_another_pathway(kind: OrderKind) -> None:
    card = cards(patients.CARCINOMA, order(kind), using=ONLY_RECOMMENDATIONS)[0]
    assert (card.source.topic.code, card.indicator) == ("R24", "warning")
    assert card.summary == "Poorly differentiated NEC: this NET guidance does not apply"
    assert (
        "Recorded: poorly differentiated (2026-11-20); grade G3 (2026-11-20); Ki-67 70 % (2026-11-20)." in card.detail
    )


@pytest.mark.parametrize("kind", [kind for kind in OrderKind if kind not in NET_TREATMENTS])
def test_in_a_carcinoma_other_orders_are_not_led_away(kind: OrderKind) -> None:
    assert "R24" not in topics(cards(patients.CARCINOMA, order(kind), using=ONLY_RECOMMENDATIONS))


def test_an_analogue_for_the_syndrome_of_a_carcinoma_is_not_led_away() -> None:
    facts = {**patients.CARCINOMA, "functional": True}
    assert "R24" not in topics(cards(facts, order(OrderKind.LONG_ACTING_SSA), using=ONLY_RECOMMENDATIONS))


@pytest.mark.parametrize("kind", NET_TREATMENTS)
def test_while_net_or_nec_is_open_a_treatment_waits_for_the_pathologist(kind: OrderKind) -> None:
    card = cards(patients.DIAGNOSIS_OPEN, order(kind), using=ONLY_RECOMMENDATIONS)[0]
    assert card.summary == "Ki-67 >20 % without differentiation: NET G3 or NEC?"
    assert [button.label for button in card.suggestions] == ["Order: Pathology review by a NET reference pathologist"]


def test_a_resection_of_the_primary_is_reminded_of_the_nodes() -> None:
    facts = {**patients.RESECTABLE, "primaryInSitu": True}
    (card,) = cards(facts, COLECTOMY, using=ONLY_RECOMMENDATIONS)
    assert (card.source.topic.code, card.indicator) == ("R11", "info")
    assert "[S10]" in card.detail


@pytest.mark.parametrize("facts", [{"extraAbd": True}, {"grade": "G3", "ki67": 30}])
def test_a_resection_that_the_source_disputes_is_a_warning(facts: patients.Facts) -> None:
    found = cards({**patients.CONTRADICTION, "extraAbd": False, **facts}, COLECTOMY, using=ONLY_RECOMMENDATIONS)
    assert (found[0].source.topic.code, found[0].indicator) == ("R10b", "warning")
    assert found[0].summary == "Source contradicts itself on primary resection here: MDT decision"


def test_a_disputed_resection_is_a_warning_even_when_something_else_blocks_it() -> None:
    found = advice({**patients.CONTRADICTION, "pregnant": True}, COLECTOMY, using=ONLY_RECOMMENDATIONS)
    assert Status.BLOCKED in {v.status for v in found.assessment.verdicts if v.recommendation.id == "R10b"}
    assert "R10b" in topics(found.cards)


@pytest.mark.parametrize("facts", [{"primaryComplication": "obstruction"}, {"primaryInSitu": False}])
def test_a_complicated_or_absent_primary_is_no_contradiction(facts: patients.Facts) -> None:
    found = cards({**patients.CONTRADICTION, **facts}, COLECTOMY, using=ONLY_RECOMMENDATIONS)
    assert "R10b" not in topics(found)


def test_telotristat_comes_with_the_note_on_other_causes_of_diarrhoea() -> None:
    (card,) = cards(REFRACTORY, TELOTRISTAT, using=ONLY_RECOMMENDATIONS)
    assert (card.source.topic.code, card.indicator) == ("R23", "info")
    assert "First exclude steatorrhoea" in card.detail


def test_telotristat_without_a_syndrome_gets_no_note() -> None:
    assert cards({**REFRACTORY, "functional": False}, TELOTRISTAT, using=ONLY_RECOMMENDATIONS) == ()


def test_an_analogue_with_a_warning_of_its_own_is_told_what_to_monitor_and_without_one_is_not() -> None:
    stones = {**patients.ALTERNATIVES, "gallstones": True}
    warned, clean = (
        cards(facts, order(OrderKind.LONG_ACTING_SSA), using=patients.knowledge())
        for facts in (stones, patients.ALTERNATIVES)
    )
    assert "W10" in behind(warned[0])
    assert "B12 and TSH yearly" in warned[0].detail
    assert not any("B12 and TSH yearly" in card.detail for card in clean)
