"""The walk: resources → record → case → verdicts → cards, entered by every door of the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cds_service.assess import assess, assess_orders
from cds_service.cards.card import Card
from cds_service.cards.frame import Frame
from cds_service.cards.ordering.composition import compose_orders
from cds_service.cards.patient_view.composition import compose
from cds_service.case.order import Drafts, at_order
from cds_service.case.record import Case, Record
from cds_service.case.settling import settle
from cds_service.guideline.assessment import Assessment
from cds_service.knowledge import Knowledge
from fhir_mappings.reader import sources_of
from fhir_mappings.reading import read
from fhir_mappings.resources import Resources

__all__ = ["Advice", "Knowledge", "advise", "advise_on_record", "assess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the walk arrived at: the case, what the guideline says about it, and the cards."""

    case: Case
    assessment: Assessment
    cards: tuple[Card, ...]


def advise(
    knowledge: Knowledge, resources: Resources, frame: Frame, as_of: date, drafts: Drafts | None = None
) -> Advice:
    """The whole walk for one patient on one day; `drafts` when something is being ordered."""
    record = read(sources_of(resources, knowledge.terminology, as_of))
    return advise_on_record(knowledge, record, frame, as_of, drafts)


def advise_on_record(
    knowledge: Knowledge, record: Record, frame: Frame, as_of: date, drafts: Drafts | None = None
) -> Advice:
    """The walk from the record on."""
    case = settle(record, as_of, knowledge.dangers, at_order=drafts is not None)
    if drafts is None:
        assessment = assess(knowledge, case)
        return Advice(case=case, assessment=assessment, cards=compose(frame, assessment, case))
    ordering = at_order(case, None, drafts.all)
    assessment = assess_orders(knowledge, ordering, drafts)
    cards = compose_orders(frame, assessment, ordering, drafts.checked)
    return Advice(case=ordering, assessment=assessment, cards=cards)
