"""Draft orders for the tests of order cards, and a small set of warnings whose every word is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cds_service.cards.card import Card
from cds_service.case.items.course import SSTR
from cds_service.case.items.disease import EXTRA_ABD
from cds_service.case.items.organs import CRCL, HB, PLATELETS
from cds_service.case.items.patient import PREGNANT
from cds_service.case.items.predicates import below, is_in, is_true
from cds_service.case.order import Agent, Drafts, Order, OrderKind
from cds_service.case.record import Record
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Line
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.knowledge import Knowledge, assembled
from cds_service.logic.criterion import Criterion
from cds_service.respond import Advice, advise_on_record
from tests.cards import patients

_MEDICINES = frozenset(
    {
        OrderKind.PRRT,
        OrderKind.LONG_ACTING_SSA,
        OrderKind.SHORT_ACTING_OCTREOTIDE,
        OrderKind.CHEMOTHERAPY,
        OrderKind.EVEROLIMUS,
        OrderKind.CABOZANTINIB,
        OrderKind.TELOTRISTAT,
    }
)
ENCOUNTER = "e1"
LAST_VISIT = date(2026, 11, 20)


def order(kind: OrderKind, *agents: Agent, identifier: str = "1") -> Order:
    """A draft with the reference under which an EHR would send it."""
    resource = "MedicationRequest" if kind in _MEDICINES else "ServiceRequest"
    return Order(kind=kind, reference=f"{resource}/{kind.value}-{identifier}", agents=frozenset(agents))


def warning(
    identifier: str,
    kinds: Iterable[OrderKind],
    when: Criterion,
    *,
    indicator: Indicator = Indicator.WARNING,
    open_indicator: Indicator | None = None,
    lines: tuple[str, ...] = (),
    add: tuple[str, ...] = (),
    short: str | None = None,
    slug: str | None = None,
) -> SafetyWarning:
    """A warning whose title is its id."""
    return SafetyWarning(
        id=identifier,
        slug=slug or identifier,
        orders=tuple(kinds),
        when=when,
        indicator=indicator,
        open_indicator=open_indicator,
        title=f"{identifier} is raised",
        title_open=f"{identifier} is open",
        short=short or identifier,
        lines=tuple(Line(text=text) for text in lines or (f"{identifier} explained.",)),
        add=add,
        sources=("S01",),
    )


_PRRT = (OrderKind.PRRT,)
_NEGATIVE = is_in(SSTR, "negative", fails=("positive", "mixed"))
KIDNEY_FAILURE = warning(
    "W07a", _PRRT, below(CRCL, 30), indicator=Indicator.CRITICAL, lines=("Clearance {crcl}.",), short="CrCl {crcl}"
)
ANAEMIA = warning("W07d", _PRRT, below(HB, 8), lines=("Here: {hb}.", "Repeat it."), short="haemoglobin {hb}")
FEW_PLATELETS = warning(
    "W07e", _PRRT, below(PLATELETS, 75), lines=("Here: {platelets}.", "Repeat it."), short="platelets {platelets}"
)
NO_RECEPTORS = warning("W05a", _PRRT, _NEGATIVE, indicator=Indicator.CRITICAL)
PREGNANCY = warning(
    "W08b",
    (OrderKind.PRRT, OrderKind.TARE),
    is_true(PREGNANT),
    open_indicator=Indicator.WARNING,
    add=("pregnancy-test",),
)
OUTSIDE = warning(
    "W01",
    (OrderKind.LIVER_SURGERY, OrderKind.ABLATION, OrderKind.TACE),
    is_true(EXTRA_ABD),
    indicator=Indicator.CRITICAL,
    open_indicator=Indicator.WARNING,
)
ANAESTHESIA = warning("W14b", (OrderKind.LIVER_SURGERY,), is_true(EXTRA_ABD), indicator=Indicator.INFO)
HAND_MADE = (KIDNEY_FAILURE, ANAEMIA, FEW_PLATELETS, NO_RECEPTORS, PREGNANCY, OUTSIDE, ANAESTHESIA)

READY_FOR_PRRT = {
    **patients.ALTERNATIVES,
    "pregnant": False,
    "crcl": 90,
    "hb": 12,
    "platelets": 200,
}


def with_warnings(*warnings: SafetyWarning) -> Knowledge:
    """The guideline with these warnings instead of its own."""
    return assembled(RECOMMENDATIONS, warnings, QUESTIONS, patients.knowledge().terminology)


def recent(facts: patients.Facts) -> Record:
    """A record with these facts, none of them stale at an order."""
    dated = {name: patients.fact(written, day=LAST_VISIT) for name, written in facts.items()}
    return Record(facts=dated, retrieved=patients.LISTS)


def advice(
    of: Record | patients.Facts,
    *checked: Order,
    using: Knowledge | None = None,
    limit: int = 3,
    beside: tuple[Order, ...] = (),
    sent: Mapping[str, Mapping[str, Any]] | None = None,
) -> Advice:
    """What the service answers when these are ordered today.

    `beside` are drafts on which no advice is wanted; `sent` the drafts as the EHR sent them, by reference.
    """
    found = of if isinstance(of, Record) else recent(of)
    at = replace(patients.frame(encounter=ENCOUNTER), limit=limit, drafts=sent or {})
    drafts = Drafts(all=(*checked, *beside), checked=checked)
    return advise_on_record(using or with_warnings(*HAND_MADE), found, at, patients.TODAY, drafts)


def cards(
    of: Record | patients.Facts,
    *checked: Order,
    using: Knowledge | None = None,
    limit: int = 3,
    beside: tuple[Order, ...] = (),
    sent: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Card, ...]:
    """The cards of that answer."""
    return advice(of, *checked, using=using, limit=limit, beside=beside, sent=sent).cards


def behind(card: Card) -> set[str]:
    """The ids of the recommendations and warnings behind a card."""
    return {item["id"] for item in card.extension.get("items", ())}
