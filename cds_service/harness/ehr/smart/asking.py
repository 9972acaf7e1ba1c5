"""An app asks for a code → the consent, a choice that the user has to make first, or a refusal."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cds_service.harness.ehr.smart.authorization import CODE_SECONDS, Authorization, Consent
from cds_service.harness.ehr.smart.launch import LaunchContext
from cds_service.harness.ehr.smart.pkce import METHOD, is_challenge
from cds_service.harness.ehr.smart.scopes import LAUNCH, granted, needs_patient

Parameters = Mapping[str, str]


class NotAnswered(ValueError):
    """A request of which nobody may be told by redirect, since it is not known who asks."""


class Refused(ValueError):
    """A request that the app is told of with the error code of OAuth."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(text)
        self.error = error


class PatientOpen(Exception):
    """The user has to choose a patient first."""


def consent_to(asked: Parameters, authorization: Authorization, base: str) -> Consent:
    """What the app gets; the user of a mock EHR agrees to everything.

    `patient` among the parameters is the user's choice. Raises `NotAnswered`, `Refused` and `PatientOpen`.
    """
    client_id, redirect_uri = asked.get("client_id", ""), asked.get("redirect_uri", "")
    if not authorization.knows(client_id, redirect_uri):
        raise NotAnswered("client_id or redirect_uri is not registered here")
    _check(asked, base)
    scope = granted(asked.get("scope", ""))
    if not scope:
        raise Refused("invalid_scope", "none of the scopes is known here")
    context = _context(asked, authorization)
    if needs_patient(scope) and context.patient is None:
        context = replace(context, patient=_chosen(asked, authorization))
    return Consent(
        client_id=client_id,
        redirect_uri=redirect_uri,
        challenge=asked["code_challenge"],
        scope=scope,
        context=context,
        ends=time.time() + CODE_SECONDS,
    )


def answered_at(asked: Parameters, answer: Parameters) -> str:
    """The redirect address with an answer, and with the state that the app sent."""
    parts = urlsplit(asked["redirect_uri"])
    state = {"state": asked["state"]} if "state" in asked else {}
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), *answer.items(), *state.items()]
    return urlunsplit(parts._replace(query=urlencode(pairs)))


def _check(asked: Parameters, base: str) -> None:
    if asked.get("response_type") != "code":
        raise Refused("unsupported_response_type", "response_type must be code")
    if asked.get("aud", "").rstrip("/") != base:
        raise Refused("invalid_request", "aud must be the address of the FHIR server")
    if asked.get("code_challenge_method") != METHOD or not is_challenge(asked.get("code_challenge", "")):
        raise Refused("invalid_request", f"a code_challenge of {METHOD} is required")


def _context(asked: Parameters, authorization: Authorization) -> LaunchContext:
    if "launch" not in asked:
        return LaunchContext()
    context = authorization.context_of(asked["launch"])
    if context is None or LAUNCH not in asked.get("scope", "").split():
        raise Refused("invalid_request", "launch needs the scope launch, and must be what the EHR gave")
    return context


def _chosen(asked: Parameters, authorization: Authorization) -> str:
    """The patient whom the user chose; the only one needs no choice."""
    patients = authorization.ehr.patients
    if asked.get("patient") in patients:
        return asked["patient"]
    if len(patients) != 1:
        raise PatientOpen
    return patients[0]
