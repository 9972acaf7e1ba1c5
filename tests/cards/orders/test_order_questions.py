"""What is missing at an order: asked once, by the warning that hangs on it or on a card of its own."""

from __future__ import annotations

from dataclasses import replace

from cds_service.case.items.disease import DIFFERENTIATION
from cds_service.case.items.organs import ANC, CRCL, HB, PLATELETS, WBC
from cds_service.case.items.patient import PREGNANT
from cds_service.case.items.predicates import below, is_in, is_true
from cds_service.case.order import OrderKind
from cds_service.guideline.warning import Indicator
from tests.cards import patients
from tests.cards.orders import drafts
from tests.cards.orders.drafts import READY_FOR_PRRT, cards, order, warning, with_warnings
from tests.cards.patients import topics

PRRT = order(OrderKind.PRRT)
KINDS = (OrderKind.PRRT,)


def _without(*names: str) -> patients.Facts:
    return {name: said for name, said in READY_FOR_PRRT.items() if name not in names}


def test_what_a_silent_warning_hangs_on_is_asked_on_a_card_of_its_own() -> None:
    (card,) = cards(_without("hb"), PRRT)
    assert (card.source.topic.code, card.indicator) == ("questions", "info")
    assert card.summary == "Missing before 177Lu-DOTATATE: haemoglobin"
    assert "(not recorded: haemoglobin)" in card.detail
    assert "Decides the warning: PRRT with low haemoglobin." in card.detail
    assert "Obtain: Complete blood count with differential." in card.detail
    assert [button.label for button in card.suggestions] == ["Order: Complete blood count with differential"]


def test_several_warnings_of_one_family_are_named_by_their_family() -> None:
    (card,) = cards(_without("hb", "crcl"), PRRT)
    assert "Decides the warning: PRRT and organ function." in card.detail
    assert [button.label.removeprefix("Order: ") for button in card.suggestions] == [
        "Complete blood count with differential",
        "Creatinine",
        "Body weight",
    ]


def test_of_many_missing_values_the_title_names_the_question() -> None:
    letters = {"d": HB, "e": PLATELETS, "f": WBC, "g": ANC}
    many = [warning(f"W07{letter}", KINDS, below(item, 5)) for letter, item in letters.items()]
    (card,) = cards(_without("hb", "platelets"), PRRT, using=with_warnings(*many))
    assert card.summary == "Missing before 177Lu-DOTATATE: current blood count, creatinine clearance and liver values"


def test_a_question_that_a_warning_puts_is_not_asked_again() -> None:
    (card,) = cards(_without("pregnant"), PRRT)
    assert card.source.topic.code == "W08b"
    assert "- Still open: pregnancy status (not recorded). Obtain: serum hCG within 7 days." in card.detail
    assert [button.label for button in card.suggestions] == ["Order: Serum hCG pregnancy test"]


def test_a_question_settled_item_by_item_is_asked_whole_where_a_warning_hangs_on_a_part_of_it() -> None:
    using = with_warnings(replace(drafts.ANAEMIA, open_indicator=Indicator.WARNING), drafts.FEW_PLATELETS)
    warned, asked = cards(_without("hb", "platelets"), PRRT, using=using)
    assert "Still open: haemoglobin (not recorded)." in warned.detail
    assert "(not recorded: haemoglobin, platelets)" in asked.detail


def test_a_question_that_the_buttons_of_a_certain_warning_answer_is_not_asked_again() -> None:
    certain = replace(drafts.ANAEMIA, add=("pregnancy-test",))
    silent = warning("W08a", KINDS, is_true(PREGNANT))
    facts = {**_without("pregnant"), "hb": 7}
    assert topics(cards(facts, PRRT, using=with_warnings(certain, silent))) == ["W07d"]


def test_an_order_is_offered_once_in_the_whole_answer() -> None:
    adding = warning("W03", KINDS, below(HB, 8), add=("blood-count",))
    using = with_warnings(adding, drafts.FEW_PLATELETS, drafts.KIDNEY_FAILURE)
    found = cards({**_without("platelets", "crcl"), "hb": 7}, PRRT, using=using)
    offered = [button.label for card in found for button in card.suggestions]
    assert topics(found) == ["W03", "questions"]
    assert len(offered) == len(set(offered)) == 3


def test_of_more_than_three_questions_the_others_are_named() -> None:
    using = with_warnings(
        warning("W07a", KINDS, below(CRCL, 30)),
        warning("W08a", KINDS, is_true(PREGNANT)),
        warning("W03", KINDS, is_in(DIFFERENTIATION, "poor")),
        drafts.NO_RECEPTORS,
    )
    (card,) = cards(_without("crcl", "pregnant", "differentiation", "sstr"), PRRT, using=using)
    assert card.detail.count("Obtain: ") == 3
    assert "Also open: pregnancy status." in card.detail


def test_a_card_with_questions_only_needs_no_reason_to_override() -> None:
    (card,) = cards(_without("hb"), PRRT)
    assert card.override_reasons == ()
