"""Reading, creating, changing and deleting one resource."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from cds_service.harness.ehr.grant import Grant, Interaction
from cds_service.harness.ehr.server.admission import check_scope, may
from cds_service.harness.ehr.server.altering import altered
from cds_service.harness.ehr.server.answers import Refusal, fhir
from cds_service.harness.ehr.server.call import Call

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def read(call: Call, grant: Grant) -> Response:
    """The resource. Raises `Refusal`: 404 if there is none, 403 if it is not for this token."""
    check_scope(grant, call.kind, Interaction.READ)
    return fhir(altered(_existing(call, grant, Interaction.READ), call.conduct))


def created(call: Call, grant: Grant) -> Response:
    """The resource of the body, stored under a new id, with its Location."""
    check_scope(grant, call.kind, Interaction.CREATE)
    resource = _sent(call)
    _check_allowed(grant, {**resource, "id": ""}, Interaction.CREATE)
    stored = call.ehr.create(resource)
    return fhir(stored, HTTPStatus.CREATED, {"Location": f"{call.base}/{call.kind}/{stored['id']}"})


def updated(call: Call, grant: Grant) -> Response:
    """The resource of the body, stored under its id; 201 if there was none."""
    check_scope(grant, call.kind, Interaction.UPDATE)
    resource = _sent(call)
    if resource.get("id") != call.identifier or not _ID.fullmatch(call.identifier):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The id in the body must be that of the address.")
    before = call.ehr.resources.get((call.kind, call.identifier))
    for one in filter(None, (before, resource)):
        _check_allowed(grant, one, Interaction.UPDATE)
    return fhir(call.ehr.update(resource), HTTPStatus.OK if before else HTTPStatus.CREATED)


def deleted(call: Call, grant: Grant) -> Response:
    """Nothing, once the resource is gone. Raises `Refusal` if there is none."""
    check_scope(grant, call.kind, Interaction.DELETE)
    _existing(call, grant, Interaction.DELETE)
    call.ehr.delete(call.kind, call.identifier)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _existing(call: Call, grant: Grant, interaction: Interaction) -> Mapping[str, Any]:
    resource = call.ehr.resources.get((call.kind, call.identifier))
    if resource is None:
        raise Refusal(HTTPStatus.NOT_FOUND, "There is no such resource.")
    _check_allowed(grant, resource, interaction)
    return resource


def _sent(call: Call) -> Mapping[str, Any]:
    try:
        resource = json.loads(call.body)
    except (ValueError, RecursionError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The body is not JSON.") from error
    if not isinstance(resource, dict) or resource.get("resourceType") != call.kind:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The body must be a resource of the type in the address.")
    return resource


def _check_allowed(grant: Grant, resource: Mapping[str, Any], interaction: Interaction) -> None:
    if not may(grant, resource, interaction):
        raise Refusal(HTTPStatus.FORBIDDEN, "The access token does not cover this resource.")
