"""`context.draftOrders` as sent → the recognised drafts, with what was left out; never raises, whatever was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cds_service.case.order import Order
from cds_service.case.record import Note
from fhir_mappings.elements.reference import reference_of
from fhir_mappings.elements.resource_type import is_modified
from fhir_mappings.elements.shape import Object, an_object, text
from fhir_mappings.gathering.bundles import Contents, Entry, contents
from fhir_mappings.gathering.identity import Context, Owner, bare_patient_id, id_of, owner_by
from fhir_mappings.gathering.sifting import urls_of
from fhir_mappings.orders.leaving_out import LeftOut, is_withdrawn, left_out_notes
from fhir_mappings.orders.naming import names_of, reference_in
from fhir_mappings.orders.recognising import recognised
from fhir_mappings.resource import Resource, Resources
from fhir_mappings.terminology import Terminology

# Types of R4, and their names in DSTU2 and STU3, which cost nothing to read.
TYPES = frozenset({"MedicationRequest", "ServiceRequest", "DeviceRequest", "MedicationOrder", "ProcedureRequest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One draft as sent, and the order that it is; a draft that is two kinds of order stands here twice.

    reference  "Type/id" by which an action may name it; None without an id that is legal in FHIR
    position   its place in the Bundle
    """

    order: Order
    body: Object
    reference: str | None
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The recognised drafts in the order in which they were sent.

    names  all by which a selection may call a resource of the Bundle, of whatever type → places in the Bundle
    notes  what was left out or not understood, and why
    """

    drafts: tuple[Draft, ...] = ()
    names: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def drafted(bundle: object, patient_id: str, fhir_server: str | None, terminology: Terminology) -> Drafted:
    """The drafts of one call; linear in their number.

    Left out, and noted: another patient's drafts, what is no order any more, and what a modifierExtension may turn
    into its opposite. A draft that does not say whose it is belongs to the patient of the call.
    """
    found = contents(an_object(bundle))
    context = Context(patient_id=bare_patient_id(patient_id), fhir_server=fhir_server, urls=urls_of(found.entries))
    resources = Resources(linked=_medications(found.entries))
    bodies = ((position, an_object(entry.resource)) for position, entry in enumerate(found.entries))
    ordered = [(position, body) for position, body in bodies if text(body.get("resourceType")) in TYPES]
    left = {position: why for position, body in ordered if (why := _why_left_out(body, context, an_object(bundle)))}
    read = {position: body for position, body in ordered if position not in left}
    meant = {position: recognised(resources, body, terminology, reference_in(body)) for position, body in read.items()}
    return Drafted(
        drafts=tuple(
            Draft(order=order, body=body, reference=order.reference, position=position)
            for position, body in read.items()
            for order in meant[position].orders
        ),
        names=names_of(found.entries),
        notes=(
            *_bundle_notes(found),
            *left_out_notes([(left[position], reference_in(body)) for position, body in ordered if position in left]),
            *(note for meaning in meant.values() for note in meaning.notes),
        ),
    )


def _why_left_out(body: Object, context: Context, bundle: Object) -> LeftOut | None:
    subject = reference_of(body.get("subject")) or reference_of(body.get("patient"))
    if owner_by(subject, body, context) is Owner.ANOTHER:
        return LeftOut.ANOTHER
    if is_modified(bundle) or is_modified(body):
        return LeftOut.MODIFIED
    return LeftOut.WITHDRAWN if is_withdrawn(body) else None


def _medications(entries: Iterable[Entry]) -> Mapping[str, Resource]:
    """Medications of the same Bundle, by "Medication/id" and by fullUrl."""
    linked: dict[str, Resource] = {}
    for entry in entries:
        body = an_object(entry.resource)
        if body.get("resourceType") == "Medication":
            name = f"Medication/{id_of(body)}"
            resource = Resource(type="Medication", id=id_of(body), reference=name, body=body)
            linked |= {key: resource for key in (name if resource.id else None, entry.full_url) if key}
    return linked


def _bundle_notes(found: Contents) -> Iterator[Note]:
    element = "context.draftOrders"
    if found.cut or found.failed:
        yield Note(text="draft orders: an entry could not be read, and is not checked", element=element)
    if found.more:
        yield Note(text="draft orders: a further page was announced and not read", element=element)
