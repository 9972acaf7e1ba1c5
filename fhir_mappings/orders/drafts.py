"""`context.draftOrders` as sent → the recognised drafts, with what was left out; never raises, whatever was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cds_service.case.order import Order
from cds_service.case.record import Note
from fhir_mappings.elements.reference import pointer, reference_of
from fhir_mappings.elements.shape import Object, an_object
from fhir_mappings.gathering.bundles import contents
from fhir_mappings.gathering.identity import id_of
from fhir_mappings.orders.recognising import recognised
from fhir_mappings.resource import Resource, Resources
from fhir_mappings.terminology import Terminology

# R4 order types, and their names in DSTU2 and STU3, which cost nothing to read.
TYPES = frozenset({"MedicationRequest", "ServiceRequest", "MedicationOrder", "ProcedureRequest"})
NOT_AN_ORDER = frozenset({"entered-in-error", "cancelled", "revoked", "completed", "stopped", "ended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One draft as sent, and the order that it is; `reference` is "Type/id", None without a legal id."""

    order: Order
    body: Object
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The recognised drafts in the order in which they were sent; `references` are those of every draft."""

    drafts: tuple[Draft, ...] = ()
    references: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()


def drafted(bundle: object, patient_id: str, terminology: Terminology) -> Drafted:
    """The drafts of one call. Another patient's drafts and what is no order any more are left out, and noted."""
    entries = contents(an_object(bundle)).entries
    bodies = [an_object(entry.resource) for entry in entries]
    resources = Resources(linked=_linked(bodies, [entry.full_url for entry in entries]))
    ordered = [body for body in bodies if body.get("resourceType") in TYPES]
    ours = [body for body in ordered if not _is_anothers(body, patient_id)]
    wanted = (body for body in ours if not _is_withdrawn(body))
    found = ((body, recognised(resources, body, terminology)) for body in wanted)
    return Drafted(
        drafts=tuple(_draft(order, body) for body, order in found if order),
        references=frozenset(reference for body in ordered if (reference := _reference(body))),
        notes=_notes(body for body in ordered if _is_anothers(body, patient_id)),
    )


def selected(found: Drafted, selections: Iterable[object]) -> tuple[Draft, ...] | None:
    """The drafts that the selections name; None when one names nothing among the drafts.

    "Type/id" is what the specification wants; absolute references and bare ids are read too.
    """
    names = [_named(selection, found.references) for selection in selections]
    if None in names:
        return None
    return tuple(draft for draft in found.drafts if draft.reference in names)


def _named(selection: object, references: frozenset[str]) -> str | None:
    if not isinstance(selection, str):
        return None
    target = pointer(selection)
    name = f"{target.type}/{target.id}" if target else selection
    return next((known for known in references if name in (known, known.partition("/")[2])), None)


def _draft(order: Order, body: Object) -> Draft:
    reference = _reference(body)
    return Draft(order=replace(order, reference=reference), body=body, reference=reference)


def _reference(body: Object) -> str | None:
    identifier = id_of(body)
    return f"{body['resourceType']}/{identifier}" if identifier else None


def _is_anothers(body: Object, patient_id: str) -> bool:
    """A draft that does not say whose it is belongs to the patient of the call."""
    reference = reference_of(body.get("subject")) or reference_of(body.get("patient"))
    target = pointer(reference) if reference else None
    return target is not None and (target.type, target.id) != ("Patient", patient_id)


def _is_withdrawn(body: Object) -> bool:
    return body.get("status") in NOT_AN_ORDER or body.get("doNotPerform") is True


def _linked(bodies: Iterable[Object], urls: Iterable[str | None]) -> Mapping[str, Resource]:
    """Medications of the same Bundle, by "Medication/id" and by fullUrl."""
    linked: dict[str, Resource] = {}
    for body, url in zip(bodies, urls, strict=True):
        if body.get("resourceType") == "Medication":
            identifier = id_of(body)
            resource = Resource(type="Medication", id=identifier, reference=f"Medication/{identifier}", body=body)
            linked |= {name: resource for name in (resource.reference if identifier else None, url) if name}
    return linked


def _notes(theirs: Iterable[Object]) -> tuple[Note, ...]:
    return tuple(
        Note(text="a draft order names another patient and was not used", reference=_reference(body), element="subject")
        for body in theirs
    )
