"""What is being ordered, as facts: the order that is checked, and all drafts of its session."""

import pytest

from cds_service.case.order import RESIN_OR_GLASS, Agent, Order, OrderKind, at_order
from cds_service.logic.domain import Choice, one_of
from tests.case.records import case_of

RESIN, GLASS, EITHER = one_of("resin"), one_of("glass"), RESIN_OR_GLASS
CAPECITABINE = Order(kind=OrderKind.CHEMOTHERAPY, agents=frozenset({Agent.CAPECITABINE}))


def _y90(beads: Choice) -> Order:
    return Order(kind=OrderKind.TARE, microspheres=beads)


def _fact(name: str, order: Order | None, *drafts: Order) -> str:
    return str(at_order(case_of(), order, drafts).facts[name].possible)


@pytest.mark.parametrize(("beads", "said"), [(RESIN, "{resin}"), (GLASS, "{glass}"), (EITHER, "{glass,resin}")])
def test_the_microspheres_are_those_of_the_order_or_of_what_is_drafted_beside_it(beads: Choice, said: str) -> None:
    assert _fact("microspheres", _y90(beads), _y90(beads)) == said
    assert _fact("microspheres", CAPECITABINE, CAPECITABINE, _y90(beads)) == said
    assert _fact("microspheres", None, _y90(beads)) == said


def test_without_radioembolisation_there_are_no_microspheres() -> None:
    assert _fact("microspheres", CAPECITABINE, CAPECITABINE) == "{none}"
    assert _fact("microspheres", None) == "{none}"


def test_a_checked_order_has_its_own_microspheres_whatever_else_is_drafted() -> None:
    assert _fact("microspheres", _y90(GLASS), _y90(GLASS), _y90(RESIN)) == "{glass}"


def test_two_drafts_with_different_microspheres_leave_them_open_for_other_orders() -> None:
    assert _fact("microspheres", CAPECITABINE, CAPECITABINE, _y90(GLASS), _y90(RESIN)) == "{glass,resin}"


@pytest.mark.parametrize("kind", OrderKind)
def test_abdominal_surgery_is_resection_of_the_primary_or_of_the_liver(kind: OrderKind) -> None:
    surgery = kind in {OrderKind.PRIMARY_RESECTION, OrderKind.LIVER_SURGERY}
    assert _fact("draftedSurgery", None, Order(kind=kind)) == ("{true}" if surgery else "{false}")
