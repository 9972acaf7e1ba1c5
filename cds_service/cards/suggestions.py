"""What a card offers at a click: to order something, to obtain what is missing, to cancel or change a draft."""

from __future__ import annotations

from cds_service.cards.card import Create, Delete, Suggestion, Update
from cds_service.cards.frame import Frame, card_id
from cds_service.guideline.asking import Asked
from fhir_mappings.terminology import suggested_order
from fhir_mappings.writers.revised_order import revised_order
from fhir_mappings.writers.service_request import service_request


def to_obtain(frame: Frame, ask: Asked) -> tuple[Suggestion, ...]:
    """One button per order that can answer the question."""
    return tuple(to_order(frame, code) for code in codes_for(ask))


def codes_for(ask: Asked) -> tuple[str, ...]:
    """The codes of `net-order` that obtain the open items of the question."""
    single = (code for item, code in ask.question.order_of if item in ask.items)
    return tuple(dict.fromkeys((*ask.question.orders, *single)))


def to_order(frame: Frame, code: str) -> Suggestion:
    """The button for one code of `net-order`; it creates one draft ServiceRequest."""
    order = suggested_order(frame.terminology, code)
    resource = service_request(order, patient_id=frame.patient_id, encounter_id=frame.encounter_id)
    return Suggestion(
        label=f"Order: {order.text}",
        uuid=id_of_order(frame, code),
        actions=(Create(description=f"Create a draft order: {order.text}", resource=resource),),
    )


def id_of_order(frame: Frame, code: str) -> str:
    """The id of that button in this answer."""
    return card_id(frame, "order", code)


def to_change(frame: Frame, reference: str, code: str) -> Suggestion | None:
    """The button that turns a draft into another order; None where the draft cannot be changed legally."""
    order = suggested_order(frame.terminology, code)
    resource = revised_order(frame.drafts.get(reference, {}), order)
    if resource is None:
        return None
    return Suggestion(
        label=f"Change to: {order.text}",
        uuid=card_id(frame, "change", reference, code),
        actions=(Update(description=f"Change the draft order to: {order.text}", resource=resource),),
    )


def to_cancel(frame: Frame, reference: str, name: str) -> Suggestion:
    """The button that drops a draft; `name` says in words what was ordered."""
    return Suggestion(
        label=f"Cancel: {name}",
        uuid=card_id(frame, "cancel", reference),
        actions=(Delete(description=f"Remove the draft order: {name}", reference=reference),),
    )
