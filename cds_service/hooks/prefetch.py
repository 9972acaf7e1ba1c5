"""Hook request → one patient's resources, or a clear refusal when what is needed cannot be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cds_service.case.record import Note
from cds_service.hooks.request import BadRequest, HookRequest, PreconditionFailed, RequestProblem
from cds_service.hooks.service import Service
from fhir_mappings.resources import Resources, collect

_ABSENT = "is missing"
_REMEDY = "send it as discovery describes it (null when nothing was found)"
_CUT_OFF = "is incomplete: a further page was announced"


def gathered(service: Service, request: HookRequest) -> Resources:
    """What prefetch brought, and what the EHR's server added to it.

    Raises `BadRequest` when the Patient is somebody else's, and `PreconditionFailed`, naming the keys, when a
    required list is absent, unusable or cut off: advice from half a list would read as if it were whole.
    """
    fetched = {key: one.value for key, one in request.fetched.items() if one.value is not None}
    lists = {key: value for key, value in {**request.prefetch, **fetched}.items() if key in service.prefetch}
    resources = collect(request.patient_id, lists, request.fhir_server)
    if resources.foreign_patient:
        raise BadRequest((RequestProblem(path="prefetch.patient", text="is not the patient of context.patientId"),))
    problems = tuple(
        RequestProblem(path=f"prefetch.{key}", text=_why(key, request, resources))
        for key in service.required
        if key not in resources.retrieved
    )
    if problems:
        raise PreconditionFailed(problems)
    return replace(resources, notes=(*resources.notes, *_unread(request)))


def lists_of(service: Service, request: HookRequest, resources: Resources) -> dict[str, Mapping[str, Any]]:
    """Where each list came from, whether it was read whole, and why not, for the explain endpoint."""
    return {
        key: {
            "from": _origin(key, request, resources),
            "whole": key in resources.complete,
            "why": None if key in resources.complete else _why(key, request, resources),
        }
        for key in service.prefetch
    }


def _origin(key: str, request: HookRequest, resources: Resources) -> str:
    added = request.fetched.get(key)
    if added and added.value is not None:
        return "prefetch and server" if added.continues else "server"
    return "not retrieved" if key in resources.absent or key in resources.unusable else "prefetch"


def _why(key: str, request: HookRequest, resources: Resources) -> str:
    if key in resources.retrieved:
        return "something in it could not be read; the notes say what"
    text = resources.unusable.get(key) or (_ABSENT if key in resources.absent else _CUT_OFF)
    added = request.fetched.get(key)
    if added and added.why:
        return f"{text}; it was not read from fhirServer, because {added.why}"
    return f"{text}; {_REMEDY}" if key in resources.absent else text


def _unread(request: HookRequest) -> Iterator[Note]:
    """One note per reason for which lists could not be read from the EHR's server."""
    reasons: dict[str, list[str]] = {}
    for key, added in request.fetched.items():
        if added.why and added.tried:
            reasons.setdefault(added.why, []).append(key)
    for why, keys in reasons.items():
        yield Note(
            text=f"{', '.join(keys)}: not read from the EHR's FHIR server, because {why}", element=f"prefetch.{keys[0]}"
        )
