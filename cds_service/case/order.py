"""Order: one draft order in the guideline's words, and the case as it stands at the moment of ordering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from cds_service.case.items import orders as items
from cds_service.case.items.item import FALSE, TRUE
from cds_service.case.record import Case
from cds_service.logic.domain import Choice, Domain, one_of
from cds_service.logic.fact import Evidence, Fact


class OrderKind(Enum):
    """What can be ordered and is checked (case-representation §5)."""

    PRIMARY_RESECTION = "primary-resection"
    LIVER_SURGERY = "liver-surgery"
    ABLATION = "ablation"
    EMBOLISATION = "embolisation"
    TAE = "tae"
    TACE = "tace"
    DEB_TACE = "deb-tace"
    TARE = "tare"
    PRRT = "prrt"
    LONG_ACTING_SSA = "long-acting-ssa"
    SHORT_ACTING_OCTREOTIDE = "short-acting-octreotide"
    CHEMOTHERAPY = "chemotherapy"
    EVEROLIMUS = "everolimus"
    CABOZANTINIB = "cabozantinib"
    TELOTRISTAT = "telotristat"
    LIVER_TRANSPLANT = "liver-transplant"


BLAND_OR_CHEMO_EMBOLISATION = (OrderKind.EMBOLISATION, OrderKind.TAE, OrderKind.TACE, OrderKind.DEB_TACE)
ANY_EMBOLISATION = (*BLAND_OR_CHEMO_EMBOLISATION, OrderKind.TARE)
RESIN_OR_GLASS = one_of("resin", "glass")
ANY_SURGERY = (OrderKind.PRIMARY_RESECTION, OrderKind.LIVER_SURGERY)
ANY_PROCEDURE = (*ANY_SURGERY, OrderKind.ABLATION, *ANY_EMBOLISATION)


class Agent(Enum):
    """The medicine of an order, where a check depends on it."""

    OCTREOTIDE = "octreotide"
    LANREOTIDE = "lanreotide"
    CAPECITABINE = "capecitabine"
    FLUOROURACIL = "fluorouracil"
    TEMOZOLOMIDE = "temozolomide"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One recognised draft order.

    reference    "ServiceRequest/x" as the EHR named the draft; None when it has no id
    agents       its medicines; empty when it names none (a regimen, a procedure)
    microspheres what a radioembolisation may use: resin, glass or either
    """

    kind: OrderKind
    reference: str | None = None
    agents: frozenset[Agent] = frozenset()
    microspheres: Choice = RESIN_OR_GLASS


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What is being ordered: all recognised drafts of the session, and those on which advice is wanted."""

    all: tuple[Order, ...] = ()
    checked: tuple[Order, ...] = ()


def at_order(case: Case, order: Order | None, drafts: tuple[Order, ...]) -> Case:
    """The case with what is being ordered: `order` is the one that is checked, `drafts` are all of the session."""
    facts = {**case.facts, **_session(drafts), **(_ordered(order) if order else {})}
    return replace(case, facts=facts)


def _ordered(order: Order) -> dict[str, Fact]:
    """The items about the order itself. Chemotherapy that names no medicine leaves its medicines open."""
    unnamed = order.kind is OrderKind.CHEMOTHERAPY and not order.agents
    found: dict[str, Domain] = {
        items.ORDERED_CAPECITABINE.name: _has(order, unnamed, Agent.CAPECITABINE),
        items.ORDERED_FLUOROPYRIMIDINE.name: _has(order, unnamed, Agent.CAPECITABINE, Agent.FLUOROURACIL),
        items.ORDERED_TEMOZOLOMIDE.name: _has(order, unnamed, Agent.TEMOZOLOMIDE),
        items.ORDERED_ANALOGUE.name: _analogue(order),
        **({items.MICROSPHERES.name: order.microspheres} if order.kind is OrderKind.TARE else {}),
    }
    return {name: _fact(possible, (order,)) for name, possible in found.items()}


def _has(order: Order, unnamed: bool, *agents: Agent) -> Domain:
    if unnamed:
        return one_of("true", "false")
    return TRUE if order.agents & set(agents) else FALSE


def _analogue(order: Order) -> Domain:
    if order.kind is not OrderKind.LONG_ACTING_SSA:
        return one_of("none")
    named = [agent.value for agent in (Agent.OCTREOTIDE, Agent.LANREOTIDE) if agent in order.agents]
    return one_of(*named) if len(named) == 1 else one_of("octreotide", "lanreotide")


def _session(drafts: tuple[Order, ...]) -> dict[str, Fact]:
    """The items about all drafts of the session. Two drafts of long-acting analogues are a duplicate."""
    y90 = _drafted(drafts, _is(OrderKind.TARE))
    analogues = _drafted(drafts, _is(OrderKind.LONG_ACTING_SSA))
    tests: dict[str, tuple[Order, ...]] = {
        items.DRAFTED_PRIMARY_RESECTION.name: _drafted(drafts, _is(OrderKind.PRIMARY_RESECTION)),
        items.DRAFTED_SURGERY.name: _drafted(drafts, _is(*ANY_SURGERY)),
        items.DRAFTED_PROCEDURE.name: _drafted(drafts, _is(*ANY_PROCEDURE)),
        items.DRAFTED_SHORT_OCTREOTIDE.name: _drafted(drafts, _is(OrderKind.SHORT_ACTING_OCTREOTIDE)),
        items.DRAFTED_PRRT.name: _drafted(drafts, _is(OrderKind.PRRT)),
        items.DRAFTED_TARE.name: y90,
        items.DRAFTED_CAPECITABINE.name: _drafted(drafts, lambda order: Agent.CAPECITABINE in order.agents),
        items.DRAFTED_EVEROLIMUS.name: _drafted(drafts, _is(OrderKind.EVEROLIMUS)),
        items.DRAFTED_CABOZANTINIB.name: _drafted(drafts, _is(OrderKind.CABOZANTINIB)),
        items.DRAFTED_TWO_ANALOGUES.name: analogues if len(analogues) > 1 else (),
    }
    facts = {name: _fact(TRUE if found else FALSE, found) for name, found in tests.items()}
    return {**facts, items.MICROSPHERES.name: _fact(_microspheres(y90), y90)}


def _microspheres(y90: tuple[Order, ...]) -> Choice:
    """What the drafted radioembolisations may use; none without one."""
    return one_of(*(word for order in y90 for word in order.microspheres.members)) if y90 else one_of("none")


def _drafted(drafts: tuple[Order, ...], wanted: Callable[[Order], bool]) -> tuple[Order, ...]:
    return tuple(order for order in drafts if wanted(order))


def _is(*kinds: OrderKind) -> Callable[[Order], bool]:
    return lambda order: order.kind in kinds


def _fact(possible: Domain, orders: tuple[Order, ...]) -> Fact:
    evidence = tuple(Evidence(reference=order.reference) for order in orders if order.reference)
    return Fact(possible=possible, evidence=evidence)
