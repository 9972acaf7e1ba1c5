"""A client asks the EHR to prepare the launch of an app, as the public CDS Hooks sandbox does for smart links."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from cds_service.harness.ehr.server.answers import Refusal
from cds_service.harness.ehr.smart.authorization import Authorization
from cds_service.harness.ehr.smart.launch import LaunchContext


def prepared(body: bytes, bearer: str, authorization: Authorization) -> dict[str, str]:
    """The `launch_id`, in the form of the sandbox. Raises `Refusal`."""
    parameters = _parameters(body)
    patient = parameters.get("patient")
    if patient not in authorization.ehr.patients:
        raise Refusal(HTTPStatus.BAD_REQUEST, "parameters.patient must be a patient of this server.")
    _check_access(bearer, patient, authorization)
    context = LaunchContext(
        patient=patient, encounter=_text(parameters, "encounter"), app_context=_text(parameters, "appContext")
    )
    return {"launch_id": authorization.prepare(context)}


def _check_access(bearer: str, patient: str, authorization: Authorization) -> None:
    """Where the EHR is not open, whoever opens an app must be let in, and to this patient."""
    if authorization.ehr.is_open:
        return
    grant = authorization.ehr.grant_of(bearer)
    if grant is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "Send an access token that is good.", {"WWW-Authenticate": "Bearer"})
    if grant.patient not in {None, patient}:
        raise Refusal(HTTPStatus.FORBIDDEN, "The access token is for another patient.")


def _parameters(body: bytes) -> Mapping[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The body is not JSON.") from error
    parameters = sent.get("parameters") if isinstance(sent, dict) else None
    if not isinstance(parameters, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, "parameters must be an object.")
    return parameters


def _text(parameters: Mapping[str, Any], name: str) -> str | None:
    value = parameters.get(name)
    return value if isinstance(value, str) and value else None
