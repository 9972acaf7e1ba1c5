"""Faults in how tokens are judged, and in how the EHR is read, each with the one rule that it breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx

from tests.harness.broken.breaking import is_call, is_discovery
from tests.harness.broken.sound import Fault


def _forgiving(*words: str) -> Fault:
    return Fault(forgives=frozenset(words))


def _repeating(said: Callable[[httpx.Request], str]) -> Fault:
    """Says in an extension of the answer what it was told."""

    def wire(request: httpx.Request, sound: httpx.Response) -> httpx.Response:
        if sound.status_code != 200 or not is_call(request):
            return sound
        body: dict[str, Any] = {**sound.json(), "extension": {"org.example.heard": {"said": said(request)}}}
        made = httpx.Response(200, json=body)
        return httpx.Response(
            200, headers={**sound.headers, "Content-Length": str(len(made.content))}, content=made.content
        )

    return Fault(wire=wire)


def _lent_token(request: httpx.Request) -> str:
    return str(json.loads(request.content).get("fhirAuthorization", {}).get("access_token", "none"))


def _unnamed(request: httpx.Request, sound: httpx.Response) -> httpx.Response:
    sound.headers.pop("WWW-Authenticate", None)
    return sound


def _guarding_discovery(request: httpx.Request, sound: httpx.Response) -> httpx.Response:
    """Lets anybody in who has any token."""
    is_open = not is_discovery(request) or "Authorization" in request.headers
    return sound if is_open else httpx.Response(401, headers=sound.headers)


TOKEN_FAULTS: tuple[tuple[str, str, Fault], ...] = (
    ("S-W01", "no token", _forgiving("without a token")),
    ("S-W02", "Basic", _forgiving("Basic")),
    ("S-W02a", "Bearer in one spelling", _forgiving("strict scheme")),
    ("S-W02b", "a token in the query", _forgiving("query")),
    ("S-W02b", "two headers", _forgiving("twice")),
    ("S-W02b", "no scheme", _forgiving("scheme")),
    ("S-W03", "any typ", _forgiving("typ")),
    ("S-W04", "no jti", _forgiving("no jti")),
    ("S-W04", "exp as text", _forgiving("exp as text")),
    ("S-W04", "nbf ignored", _forgiving("nbf")),
    ("S-W04a", "no further claims", _forgiving("more claims refused")),
    ("S-W05", "any aud of the host", _forgiving("aud")),
    ("S-W05a", "no array as aud", _forgiving("no array of one")),
    ("S-W05b", "no second aud", _forgiving("no array of two")),
    ("S-W06", "alg none", _forgiving("none")),
    ("S-W07", "the public key as secret", _forgiving("symmetric")),
    ("S-W08", "ES384 only", _forgiving("ES384 only")),
    ("S-W09", "any issuer", _forgiving("iss")),
    ("S-W09", "keys of any jku", _forgiving("jku")),
    ("S-W09", "any jku read", _forgiving("fetches jku")),
    ("S-W11", "any kid", _forgiving("any kid")),
    ("S-W11a", "signature not verified", _forgiving("signature")),
    ("S-W12", "expired", _forgiving("exp")),
    ("S-W13", "from the future", _forgiving("iat")),
    ("S-W14", "used again", _forgiving("replay")),
    ("S-W15", "for a day", _forgiving("long")),
    ("S-W16", "any tenant", _forgiving("tenant")),
    ("S-W17", "keys read once", _forgiving("no refresh")),
    ("S-W17a", "keys read for each call", _forgiving("uncached")),
    ("S-W17b", "keys read for each unknown kid", _forgiving("storm")),
    ("S-W19", "a key in the header", _forgiving("embedded")),
    ("S-W19", "crit ignored", _forgiving("crit")),
    ("S-W19", "a key for encryption", _forgiving("use")),
    ("S-W19", "a small key", _forgiving("small")),
    ("S-W20", "the body first", _forgiving("body first")),
    ("S-W21", "403 for bad tokens", _forgiving("401")),
    ("S-S06", "the reason told", _forgiving("reasons")),
    ("S-S06", "no scheme named", Fault(wire=_unnamed)),
    ("S-K11", "feedback without a token", _forgiving("feedback without a token")),
    ("S-D15", "discovery with any token", Fault(wire=_guarding_discovery)),
    ("S-X03", "the token repeated", _repeating(lambda request: request.headers.get("Authorization", ""))),
)

ACCESS_FAULTS: tuple[tuple[str, str, Fault], ...] = (
    ("S-Q01", "the patient only", _forgiving("patient only")),
    ("S-Q03a", "null read again", _forgiving("null")),
    ("S-Q08", "first pages only", _forgiving("no pages")),
    ("S-Q08a", "a first page taken as whole", _forgiving("cut off")),
    ("S-Q09", "pages of any host", _forgiving("foreign pages")),
    ("S-Q13", "read again", _forgiving("reads again")),
    ("S-R13", "drafts looked up", _forgiving("drafts")),
    ("S-F02", "asked without the token", _forgiving("without token")),
    ("S-F03", "the token kept", _forgiving("keeps token")),
    ("S-F04", "an expired token used", _forgiving("expired")),
    ("S-F05a", "beyond the scope", _forgiving("scope")),
    ("S-F05b", "400 for a narrow scope", _forgiving("narrow")),
    ("S-F06", "another patient's token used", _forgiving("other patient")),
    ("S-F08", "any type of token", _forgiving("token type")),
    ("S-F09", "redirects followed", _forgiving("redirects")),
    ("S-F09a", "any server", _forgiving("any server")),
    ("S-F10", "slash kept", _forgiving("slash")),
    ("S-F10a", "foreign references followed", _forgiving("foreign references")),
    ("S-F11", "searched by POST", _forgiving("POST")),
    ("S-F13", "written", _forgiving("writes")),
    ("S-X03", "the access token repeated", _repeating(_lent_token)),
)
