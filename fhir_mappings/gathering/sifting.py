"""Entries of one prefetch value → the patient's resources among them, and what was skipped and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from cds_service.case.record import Note
from fhir_mappings.elements.reference import Pointer
from fhir_mappings.elements.resource_type import is_earlier_version, is_modified, resource_type
from fhir_mappings.elements.shape import Object, an_object
from fhir_mappings.gathering.bundles import LISTS, Entry
from fhir_mappings.gathering.identity import SUBJECT, Context, Owner, id_of, is_context_patient, owner
from fhir_mappings.gathering.opening import Opened
from fhir_mappings.resource import Resource

_UUID = "urn:uuid:"


class Skipped(Enum):
    """Why a resource was not used."""

    ANOTHER = "they are another patient's"
    UNATTRIBUTED = "they do not say whose they are"
    EARLIER = "they have the shape of DSTU2 or STU3, and R4 is read here"
    MODIFIED = "a modifierExtension or implicitRules may change what they mean"
    UNKNOWN = "their resourceType is missing or not one of FHIR R4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """The patient's resources in one value, each with its fullUrl.

    notes            one per reason for which resources were skipped
    partly_read      keys in whose list something was skipped that may be the patient's
    unread           the patient's resources that were skipped for what they are: of an earlier version, or modified
    foreign_patient  under the key "patient", only other patients were sent
    none_ours        the list of one key holds resources of its type, and none of them is known to be the patient's
    """

    kept: tuple[tuple[Resource, str | None], ...] = ()
    notes: tuple[Note, ...] = ()
    partly_read: frozenset[str] = frozenset()
    unread: tuple[Resource, ...] = ()
    foreign_patient: bool = False
    none_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    why: Skipped
    type: str | None = None
    resource: Resource | None = None
    ours: bool = False


def sifted(found: Opened, context: Context) -> Sifted:
    """Keeps what is the context patient's; `context.urls` is filled from the fullUrls of this value."""
    entries = found.contents.entries
    within = replace(context, urls=urls_of(entries))
    kept: list[tuple[Resource, str | None]] = []
    left: list[_Left] = []
    foreign = False
    for entry in entries:
        judged = _judged(entry, within)
        if isinstance(judged, Resource):
            kept.append((judged, entry.full_url))
        elif isinstance(judged, _Left):
            left.append(judged)
        else:
            foreign = foreign or an_object(entry.resource).get("resourceType") == "Patient"
    has_patient = any(resource.type == "Patient" for resource, _ in kept)
    return Sifted(
        kept=tuple(kept),
        notes=_notes(found, left),
        partly_read=_partly_read(found, left),
        unread=tuple(item.resource for item in left if item.ours and item.resource),
        foreign_patient="patient" in found.keys and foreign and not has_patient,
        none_ours=len(found.keys) == 1 and _none_ours(LISTS[found.keys[0]], kept, left),
    )


def _none_ours(kind: str, kept: list[tuple[Resource, str | None]], left: list[_Left]) -> bool:
    """A list about other people answers another question: it shows nothing of what the patient does not have."""
    skipped = [item.why for item in left if item.type == kind]
    nobodys = bool(skipped) and all(why in (Skipped.ANOTHER, Skipped.UNATTRIBUTED) for why in skipped)
    return nobodys and not any(resource.type == kind for resource, _ in kept)


def _judged(entry: Entry, context: Context) -> Resource | _Left | None:
    """The resource, why it is left out, or None for types that nobody reads and for other people's Patient."""
    body = an_object(entry.resource)
    kind = resource_type(body)
    if kind is None:
        return _Left(why=Skipped.UNKNOWN)
    if kind not in SUBJECT and kind not in ("Patient", "Medication"):
        return None
    resource = _resource(kind, body)
    why = _reason(kind, body, entry.full_url, context)
    if kind == "Patient" and why is Skipped.ANOTHER:
        return None
    return _Left(why=why, type=kind, resource=resource, ours=_is_ours(kind, body, why, context)) if why else resource


def _is_ours(kind: str, body: Object, why: Skipped, context: Context) -> bool:
    """Whether a resource that cannot be read is the patient's all the same; DSTU2 says `patient` for `subject`."""
    if why not in (Skipped.EARLIER, Skipped.MODIFIED) or kind not in SUBJECT:
        return False
    named = {**body, SUBJECT[kind]: body.get(SUBJECT[kind]) or body.get("patient")}
    return owner(kind, named, context) is Owner.OURS


def _reason(kind: str, body: Object, full_url: str | None, context: Context) -> Skipped | None:
    whose = _whose(kind, body, full_url, context)
    if whose is Owner.ANOTHER:
        return Skipped.ANOTHER
    if is_modified(body):
        return Skipped.MODIFIED
    if is_earlier_version(kind, body):
        return Skipped.EARLIER
    return Skipped.UNATTRIBUTED if whose is Owner.UNKNOWN else None


def _whose(kind: str, body: Object, full_url: str | None, context: Context) -> Owner:
    if kind == "Medication":
        return Owner.OURS
    if kind != "Patient":
        return owner(kind, body, context)
    if is_context_patient(body, full_url, context):
        return Owner.OURS
    return Owner.UNKNOWN if id_of(body) is None else Owner.ANOTHER


def _resource(kind: str, body: Object) -> Resource:
    found = id_of(body)
    return Resource(type=kind, id=found, reference=f"{kind}/{found}" if found else f"{kind} (without id)", body=body)


def urls_of(entries: tuple[Entry, ...]) -> Mapping[str, Pointer]:
    """What each urn:uuid stands for in this value; a resource without id is known by the uuid itself."""
    urls: dict[str, Pointer] = {}
    for entry in entries:
        if entry.full_url and entry.full_url.startswith("urn:"):
            body = an_object(entry.resource)
            name = id_of(body) or entry.full_url.removeprefix(_UUID)
            urls[entry.full_url] = Pointer(type=resource_type(body) or "", id=name, base=None)
    return urls


def _partly_read(found: Opened, left: list[_Left]) -> frozenset[str]:
    if found.contents.failed or found.contents.cut:
        return frozenset(found.keys)
    doubtful = {item.type for item in left if item.why is not Skipped.ANOTHER}
    return frozenset(key for key in found.keys if None in doubtful or LISTS[key] in doubtful)


def _notes(found: Opened, left: list[_Left]) -> tuple[Note, ...]:
    where, element = where_of(found.keys)
    notes = [_note(why, [item for item in left if item.why is why], where, element) for why in Skipped]
    if found.contents.more:
        notes.append(Note(text=f"{where}: a further page was announced and not read", element=element))
    if found.contents.failed:
        notes.append(Note(text=f"{where}: an OperationOutcome reports an error beside the results", element=element))
    if found.contents.warned:
        notes.append(Note(text=f"{where}: the server sent a warning with the results", element=element))
    if found.contents.cut:
        notes.append(Note(text=f"{where}: entries were too deep, no objects, or failed, and not read", element=element))
    return tuple(note for note in notes if note)


def where_of(keys: tuple[str, ...]) -> tuple[str, str]:
    """The words and the path for the value under these keys."""
    return (keys[0], f"prefetch.{keys[0]}") if len(keys) == 1 else ("Bundle", "Bundle")


def _note(why: Skipped, left: list[_Left], where: str, element: str) -> Note | None:
    if not left:
        return None
    count = "1 resource was" if len(left) == 1 else f"{len(left)} resources were"
    named = (item.resource.reference for item in left if item.resource and why is not Skipped.ANOTHER)
    return Note(text=f"{where}: {count} not used, because {why.value}", reference=next(named, None), element=element)
