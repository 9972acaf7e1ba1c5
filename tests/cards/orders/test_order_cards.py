"""Which cards an order gets: how many, how loud, in which order, and under which title."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cds_service.cards.wire import response
from cds_service.case.items.disease import EXTRA_ABD
from cds_service.case.items.predicates import is_true
from cds_service.case.order import Agent, OrderKind
from cds_service.guideline.warning import Indicator
from cds_service.logic.criterion import Criterion
from tests.cards import patients
from tests.cards.orders import drafts
from tests.cards.orders.drafts import READY_FOR_PRRT, behind, cards, order, warning, with_warnings
from tests.cards.patients import topics
from tests.cards.walking import illegal

PRRT = order(OrderKind.PRRT)
EVERYTHING = {**READY_FOR_PRRT, "crcl": 28, "hb": 7, "platelets": 60, "sstr": "negative"}


def test_a_clean_order_raises_no_card() -> None:
    assert cards(READY_FOR_PRRT, PRRT) == ()


def test_one_warning_alone_keeps_its_own_title_and_topic() -> None:
    (card,) = cards({**READY_FOR_PRRT, "hb": 7}, PRRT)
    assert (card.summary, card.source.topic.code, card.indicator) == ("W07d is raised", "W07d", "warning")
    assert "- Here: 7 g/dL (2026-11-20)." in card.detail


def test_warnings_of_one_family_share_its_title_with_the_list_of_what_is_unmet() -> None:
    (card,) = cards({**READY_FOR_PRRT, "hb": 7, "platelets": 60}, PRRT)
    assert card.summary == "PRRT: organ-function limits not met (haemoglobin 7 g/dL, platelets 60 × 10⁹/L)"
    assert card.source.topic.code == "W07"
    assert card.detail.count("Repeat it.") == 1


def test_warnings_of_several_families_share_a_card_that_names_the_order_and_each_of_them() -> None:
    (card,) = cards({**READY_FOR_PRRT, "hb": 7, "pregnant": True}, PRRT)
    assert card.summary == "177Lu-DOTATATE ordered: haemoglobin 7 g/dL; W08b"
    assert card.source.topic.code == "order-warning"
    assert "**W07d is raised**" in card.detail
    assert "**W08b is raised**" in card.detail


def test_certain_contraindications_are_merged_into_one_critical_card_that_comes_first() -> None:
    first, second = cards(EVERYTHING, PRRT)
    assert (first.indicator, second.indicator) == ("critical", "warning")
    assert first.summary == "177Lu-DOTATATE ordered: W05a; CrCl 28 mL/min"
    assert behind(first) == {"W05a", "W07a"}
    assert behind(second) == {"W07d", "W07e"}


def test_a_family_that_speaks_on_two_levels_gives_two_cards_with_two_ids() -> None:
    louder = replace(drafts.FEW_PLATELETS, indicator=Indicator.CRITICAL)
    another = replace(drafts.KIDNEY_FAILURE, indicator=Indicator.WARNING)
    both = replace(drafts.ANAEMIA, id="W07b", slug="another", indicator=Indicator.CRITICAL)
    using = with_warnings(louder, another, drafts.ANAEMIA, both)
    found = cards({**EVERYTHING, "sstr": "positive"}, PRRT, using=using)
    assert topics(found) == ["W07", "order-warning"]


def test_a_contraindication_that_is_not_certain_is_a_warning_under_its_open_title() -> None:
    facts = {name: said for name, said in patients.RESECTABLE.items() if name != "extraAbd"}
    found = cards(facts, order(OrderKind.LIVER_SURGERY), using=with_warnings(drafts.OUTSIDE))
    assert [(card.indicator, card.summary) for card in found] == [("warning", "W01 is open")]
    assert "Still open: metastases outside abdomen and pelvis (not recorded)." in found[0].detail


def test_a_note_stands_on_a_card_of_its_own_after_the_warnings_and_needs_no_reason_to_override() -> None:
    found = cards({**patients.RESECTABLE, "extraAbd": True}, order(OrderKind.LIVER_SURGERY))
    assert [card.indicator for card in found] == ["critical", "info"]
    assert found[0].override_reasons
    assert not found[1].override_reasons


@pytest.mark.parametrize(("limit", "shown"), [(3, ["W07d", "W14b", "questions"]), (2, ["W07d", "W14b"]), (1, ["W07d"])])
def test_what_exceeds_the_limit_of_the_hook_stands_at_the_end_of_the_last_card(limit: int, shown: list[str]) -> None:
    note = warning("W14b", (OrderKind.PRRT,), drafts.ANAEMIA.when, indicator=Indicator.INFO)
    using = with_warnings(drafts.ANAEMIA, drafts.KIDNEY_FAILURE, note)
    facts = {name: said for name, said in READY_FOR_PRRT.items() if name != "crcl"}
    found = cards({**facts, "hb": 7}, PRRT, using=using, limit=limit)
    assert topics(found) == shown
    assert "**current blood count, creatinine clearance and liver values**" in found[-1].detail
    assert all(said in "".join(card.detail for card in found) for said in ("Here: 7 g/dL", "W14b explained."))


def test_a_warning_that_two_drafts_raise_is_said_once() -> None:
    found = cards({**patients.RESECTABLE, "extraAbd": True}, order(OrderKind.LIVER_SURGERY), order(OrderKind.ABLATION))
    critical = found[0]
    assert critical.summary == "W01 is raised"
    assert [button.label for button in critical.suggestions] == ["Cancel: liver surgery", "Cancel: liver ablation"]


def test_a_warning_that_some_kinds_of_order_raise_names_these() -> None:
    orders = [order(kind) for kind in (OrderKind.LIVER_SURGERY, OrderKind.ABLATION, OrderKind.TELOTRISTAT)]
    found = cards({**patients.RESECTABLE, "extraAbd": True}, *orders)
    assert "Concerns: liver surgery and liver ablation." in found[0].detail


def test_of_two_rules_with_one_id_the_louder_is_said() -> None:
    when: Criterion = is_true(EXTRA_ABD)
    quiet = warning("W16e", (OrderKind.TACE,), when, slug="quiet", lines=("Quiet.",))
    loud = warning("W16e", (OrderKind.TAE,), when, slug="loud", indicator=Indicator.CRITICAL, lines=("Loud.",))
    using = with_warnings(quiet, loud)
    (card,) = cards({**READY_FOR_PRRT, "extraAbd": True}, order(OrderKind.TACE), order(OrderKind.TAE), using=using)
    assert "Loud." in card.detail
    assert "Quiet." not in card.detail


def test_two_rules_with_one_id_that_are_as_loud_are_both_said() -> None:
    when: Criterion = is_true(EXTRA_ABD)
    one = warning("W14a", (OrderKind.TACE,), when, slug="cover", lines=("Cover.",))
    other = warning("W14a", (OrderKind.PRRT,), when, slug="rescue", lines=("Rescue.",))
    using = with_warnings(one, other)
    (card,) = cards({**READY_FOR_PRRT, "extraAbd": True}, order(OrderKind.TACE), PRRT, using=using)
    assert card.source.topic.code == "W14a"
    assert "Cover." in card.detail
    assert "Rescue." in card.detail


def test_a_line_about_the_order_is_chosen_by_the_draft_that_raised_the_warning() -> None:
    capecitabine = order(OrderKind.CHEMOTHERAPY, Agent.CAPECITABINE, identifier="a")
    temozolomide = order(OrderKind.CHEMOTHERAPY, Agent.TEMOZOLOMIDE, identifier="b")
    found = cards(READY_FOR_PRRT, temozolomide, capecitabine, using=patients.knowledge())
    assert any("DPYD" in card.detail for card in found)


def test_only_what_is_checked_raises_a_warning() -> None:
    assert cards({**READY_FOR_PRRT, "hb": 7}, beside=(PRRT,)) == ()


@pytest.mark.parametrize("facts", [{"site": "other"}, {"deceased": True}, {"nenConfirmed": False}])
def test_outside_the_scope_an_order_is_silent(facts: patients.Facts) -> None:
    assert cards({**EVERYTHING, **facts}, PRRT) == ()


def test_an_open_scope_with_a_known_tumour_asks_whether_the_guidance_applies() -> None:
    facts = {name: said for name, said in EVERYTHING.items() if name != "site"}
    (card,) = cards(facts, PRRT)
    assert card.source.topic.code == "M00"
    assert "primary site (not recorded)" in card.detail
    assert card.suggestions


@pytest.mark.parametrize("facts", [{}, {"site": "sigmoid", "stageIV": True, "liverMets": True, "age": 56}])
def test_an_open_scope_without_any_sign_of_the_tumour_is_silent(facts: patients.Facts) -> None:
    assert cards(facts, PRRT) == ()


def test_an_open_scope_without_a_recognised_order_is_silent() -> None:
    assert cards({"nenConfirmed": True}) == ()


def test_the_same_call_gives_the_same_bytes_and_breaks_no_rule() -> None:
    once, again = (response(cards(EVERYTHING, PRRT), patients.GUIDELINE) for _ in range(2))
    assert json.dumps(once) == json.dumps(again)
    assert list(illegal(once)) == []
