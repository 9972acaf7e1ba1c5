"""A code and its verifier → an access token and what comes with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cds_service.harness.ehr.smart.asking import Refused
from cds_service.harness.ehr.smart.authorization import TOKEN_SECONDS, Authorization, Consent
from cds_service.harness.ehr.smart.pkce import proves

_GRANT_TYPE = "authorization_code"


def token_response(sent: Mapping[str, str], authorization: Authorization) -> dict[str, Any]:
    """What the app gets for its code. Raises `Refused`; the code is spent in any case."""
    consent = authorization.redeem(sent.get("code", ""))
    if sent.get("grant_type") != _GRANT_TYPE:
        raise Refused("unsupported_grant_type", f"grant_type must be {_GRANT_TYPE}")
    if consent is None or not _fits(sent, consent):
        raise Refused("invalid_grant", "code, redirect_uri, client_id or code_verifier is not the right one")
    issued = authorization.issue(consent)
    context = consent.context
    beside = {"patient": context.patient, "encounter": context.encounter, "appContext": context.app_context}
    return {
        "access_token": issued.grant.token,
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "scope": consent.scope,
        **{name: value for name, value in beside.items() if value is not None},
        "need_patient_banner": True,
    }


def introspection(token: str, authorization: Authorization) -> dict[str, Any]:
    """What a resource server is told of a token (RFC 7662); of one that is not good no more than that."""
    issued = authorization.issued(token)
    if issued is None:
        return {"active": False}
    told = {
        "active": True,
        "scope": issued.grant.scope,
        "client_id": issued.client_id,
        "exp": int(issued.grant.ends or 0),
    }
    beside = {"patient": issued.context.patient, "encounter": issued.context.encounter}
    return told | {name: value for name, value in beside.items() if value is not None}


def _fits(sent: Mapping[str, str], consent: Consent) -> bool:
    return (
        sent.get("client_id") == consent.client_id
        and sent.get("redirect_uri") == consent.redirect_uri
        and proves(sent.get("code_verifier", ""), consent.challenge)
    )
