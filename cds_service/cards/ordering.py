"""Questions → suggestions that order what is missing."""

from __future__ import annotations

from cds_service.cards.card import Create, Suggestion
from cds_service.cards.frame import Frame, card_id
from cds_service.guideline.asking import Asked
from fhir_mappings.terminology import suggested_order
from fhir_mappings.writers.service_request import service_request


def suggestions(frame: Frame, ask: Asked) -> tuple[Suggestion, ...]:
    """One button per order that can answer the question; each creates one draft ServiceRequest."""
    single = (code for item, code in ask.question.order_of if item in ask.items)
    return tuple(suggestion(frame, code) for code in dict.fromkeys((*ask.question.orders, *single)))


def suggestion(frame: Frame, code: str) -> Suggestion:
    """The button for one code of our `net-order` system."""
    order = suggested_order(frame.terminology, code)
    resource = service_request(order, patient_id=frame.patient_id, encounter_id=frame.encounter_id)
    return Suggestion(
        label=f"Order: {order.text}",
        uuid=card_id(frame, "order", code),
        actions=(Create(description=f"Create a draft order: {order.text}", resource=resource),),
    )
