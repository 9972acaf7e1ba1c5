"""Hook request → one patient's resources, or a clear refusal when what is needed cannot be had."""

from __future__ import annotations

from cds_service.hooks.request import BadRequest, HookRequest, PreconditionFailed, RequestProblem
from cds_service.hooks.service import Service
from fhir_mappings.resources import Resources, collect


def gathered(service: Service, request: HookRequest) -> Resources:
    """What prefetch brought.

    Raises `BadRequest` when the Patient is somebody else's, and `PreconditionFailed`, naming the keys, when a
    required list is absent, unusable or cut off: advice from half a list would read as if it were whole.
    """
    lists = {key: value for key, value in request.prefetch.items() if key in service.prefetch}
    resources = collect(request.patient_id, lists, request.fhir_server)
    if resources.foreign_patient:
        raise BadRequest((RequestProblem(path="prefetch.patient", text="is not the patient of context.patientId"),))
    problems = tuple(
        RequestProblem(path=f"prefetch.{key}", text=_why(key, resources))
        for key in service.required
        if key not in resources.retrieved
    )
    if problems:
        raise PreconditionFailed(problems)
    return resources


def _why(key: str, resources: Resources) -> str:
    if key in resources.unusable:
        return resources.unusable[key]
    if key in resources.absent:
        return "is missing; send it as discovery describes it (null when nothing was found)"
    return "is incomplete: a further page was announced and this release does not fetch it"
