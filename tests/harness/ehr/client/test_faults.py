"""Each fault of the client is seen on the wire, and nothing else of the request changes."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from cds_service.harness.ehr.client.asking.occasion import Occasion
from cds_service.harness.ehr.client.asking.reading import next_of
from cds_service.harness.ehr.client.client import request_for
from cds_service.harness.ehr.faults.profile import Side, profiles_of
from cds_service.harness.ehr.whole import MockEhr
from tests.harness.ehr.client.listening import Heard, Listener

Body = Mapping[str, Any]

SEARCHES = ("observations", "conditions")
FILLED = ("patient", "user", *SEARCHES)
DRAFTS = (
    {
        "resourceType": "ServiceRequest",
        "id": "o1",
        "status": "draft",
        "intent": "order",
        "code": {"text": "Scan"},
        "subject": {"reference": "Patient/p1"},
        "authoredOn": "2026-11-24",
    },
    {
        "resourceType": "MedicationRequest",
        "id": "o2",
        "status": "draft",
        "intent": "order",
        "medicationCodeableConcept": {"text": "Drug"},
        "subject": {"reference": "Patient/p1"},
    },
)
VARYING = ("hookInstance", "fhirAuthorization")


def heard(ehr: MockEhr, listener: Listener, fault: str | None = None) -> Heard:
    """An order that is selected under a fault, as the service hears of it."""
    ehr.fault(fault)
    ehr.call(listener.address, "order-select", patient="p1", drafts=DRAFTS, encounter="e1")
    return listener.last


def entries(body: Body, key: str) -> list[Any]:
    return list(body["prefetch"][key].get("entry", ()))


def resources(body: Body, key: str) -> list[Any]:
    return [entry["resource"] for entry in entries(body, key)]


def drafts(body: Body) -> list[Any]:
    return [entry["resource"] for entry in body["context"]["draftOrders"]["entry"]]


def patients(body: Body, key: str) -> set[str]:
    return {one["subject"]["reference"] for one in resources(body, key)}


def every(test: Callable[[Any], bool], keys: tuple[str, ...] = SEARCHES) -> Callable[[Body], bool]:
    """Whether the value under each of these keys fits."""
    return lambda body: all(test(body["prefetch"][key]) for key in keys)


def kind(name: str) -> Callable[[Any], bool]:
    return lambda value: bool(value["resourceType"] == name)


def modes(value: Any) -> list[str]:
    return [entry["search"]["mode"] for entry in value.get("entry", ())]


SEEN: Mapping[str, Callable[[Body], bool]] = {
    "omits-a-key": lambda body: set(body["prefetch"]) == {"patient", "user", "conditions", "encounter"},
    "omits-keys": lambda body: body["prefetch"] == {},
    "omits-prefetch": lambda body: "prefetch" not in body,
    "nulls": lambda body: set(body["prefetch"].values()) == {None},
    "null-searches": every(lambda value: value is None),
    "empty-bundles": every(lambda value: value["type"] == "searchset" and "entry" not in value),
    "outcomes": every(kind("OperationOutcome"), FILLED),
    "warnings-only": every(lambda value: modes(value) == ["outcome"]),
    "warnings-added": every(lambda value: modes(value)[-1] == "outcome" and "match" in modes(value)),
    "first-page": every(lambda value: len(value["entry"]) == 2 and bool(next_of(value)) is (value["total"] > 2)),
    "first-page-unlinked": every(lambda value: len(value["entry"]) == 2 and not next_of(value)),
    "foreign-next": every(lambda value: next_of(value).startswith("https://elsewhere.example/")),
    "wrong-types": every(kind("Organization"), FILLED),
    "strings": every(lambda value: isinstance(value, str), FILLED),
    "wrong-patient": lambda body: patients(body, "conditions") == {"Patient/somebody-else"},
    "mixed-patients": lambda body: patients(body, "conditions") == {"Patient/p1", "Patient/somebody-else"},
    "extra-keys": lambda body: "otherServicePatient" in body["prefetch"],
    "duplicates": lambda body: sorted(one["id"] for one in resources(body, "conditions")) == ["c1", "c1", "c2", "c2"],
    "stale-data": lambda body: {one["effectiveDateTime"][:4] for one in resources(body, "observations")} == {"2020"},
    "joined-dates": lambda body: "k4" in [one["id"] for one in resources(body, "observations")],
    "without-hook-instance": lambda body: "hookInstance" not in body,
    "constant-hook-instance": lambda body: body["hookInstance"] == "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
    "hook-instance-no-uuid": lambda body: body["hookInstance"] == "instance-1",
    "without-context": lambda body: "context" not in body,
    "other-hook": lambda body: body["hook"] == "appointment-book",
    "other-hooks-context": lambda body: "appointments" in body["context"] and "draftOrders" not in body["context"],
    "without-patient-id": lambda body: "patientId" not in body["context"],
    "other-patient-id": lambda body: body["context"]["patientId"] == "somebody-else",
    "bare-user-id": lambda body: "/" not in body["context"]["userId"],
    "null-members": lambda body: body["fhirServer"] is None and body["fhirAuthorization"] is None,
    "empty-members": lambda body: body["fhirServer"] == "" and body["extension"] == {},
    "without-drafts": lambda body: not {"draftOrders", "selections"} & set(body["context"]),
    "empty-drafts": lambda body: drafts(body) == [],
    "drafts-without-bundle-type": lambda body: "type" not in body["context"]["draftOrders"],
    "drafts-category-object": lambda body: all("coding" in draft["category"] for draft in drafts(body)),
    "drafts-bare": lambda body: not any({"intent", "subject", "authoredOn"} & set(draft) for draft in drafts(body)),
    "drafts-empty-coding": lambda body: drafts(body)[0]["code"] == {"coding": [{}]},
    "drafts-active": lambda body: {draft["status"] for draft in drafts(body)} == {"active"},
    "drafts-other-patient": lambda body: "somebody-else" in drafts(body)[0]["subject"]["reference"],
    "selects-nothing": lambda body: body["context"]["selections"] == ["ServiceRequest/is-not-there"],
    "mixed-versions": lambda body: drafts(body)[-1]["resourceType"] == "MedicationOrder",
    "token-without-server": lambda body: "fhirServer" not in body and "fhirAuthorization" in body,
    "plain-http": lambda body: body["fhirServer"].startswith("http://fhir.ehr.example.org"),
    "token-without-expiry": lambda body: not {"expires_in", "subject"} & set(body["fhirAuthorization"]),
    "token-without-patient": lambda body: "patient" not in body["fhirAuthorization"],
}


@pytest.mark.parametrize("fault", SEEN)
def test_a_fault_in_the_body_is_seen(ehr: MockEhr, listener: Listener, fault: str) -> None:
    assert not _fits(SEEN[fault], heard(ehr, listener).body)
    assert SEEN[fault](heard(ehr, listener, f"client-{fault}").body)


@pytest.mark.parametrize("fault", [one.id for one in profiles_of(Side.CLIENT) if "prefetch" in one.settings])
def test_a_fault_in_prefetch_leaves_the_rest_alone(ehr: MockEhr, listener: Listener, fault: str) -> None:
    sound, faulty = (heard(ehr, listener, name).body for name in (None, fault))
    assert _without(sound, "prefetch", *VARYING) == _without(faulty, "prefetch", *VARYING)


TOKENS: Mapping[str, tuple[int, int, str]] = {
    "stale-token": (401, 401, "patient/*.read"),
    "other-patients-token": (403, 403, "patient/*.read"),
    "narrow-token": (200, 403, "patient/Patient.read"),
    "overstated-scope": (200, 403, "patient/*.read"),
}


@pytest.mark.parametrize("fault", TOKENS)
def test_a_fault_of_the_token_is_met_at_the_fhir_server(ehr: MockEhr, listener: Listener, fault: str) -> None:
    service = ehr.service(listener.address, "patient-view")
    ehr.fault(f"client-{fault}")
    with request_for(ehr.client, service, Occasion(patient="p1")) as request:
        token = request["fhirAuthorization"]
        bearer = {"Authorization": f"Bearer {token['access_token']}"}
        answers = [
            httpx.get(f"{ehr.fhir_server}/{path}", headers=bearer) for path in ("Patient/p1", "Condition?patient=p1")
        ]
    assert ([one.status_code for one in answers], token["scope"]) == (list(TOKENS[fault][:2]), TOKENS[fault][2])
    assert request["prefetch"]["patient"]["id"] == "p1"


def said(request: Heard) -> Mapping[str, Any]:
    """Header and claims of the JWT, unchecked."""
    parts = request.headers["authorization"].removeprefix("Bearer ").split(".")
    header, claims = (json.loads(base64.urlsafe_b64decode(f"{part}==")) for part in parts[:2])
    return {**header, **claims, "signature": parts[2]}


def is_signed(ehr: MockEhr, request: Heard) -> bool:
    """Whether the published key made the signature."""
    text = request.headers["authorization"].removeprefix("Bearer ")
    try:
        jwt.decode(text, KeySet.import_key_set(httpx.get(ehr.jwks_url).json()), algorithms=["ES384"])
    except (JoseError, ValueError):
        return False
    return True


JWTS: Mapping[str, tuple[bool, Callable[[Mapping[str, Any]], bool]]] = {
    "wrong-aud": (True, lambda token: "/cds-services" not in token["aud"]),
    "expired-jwt": (True, lambda token: token["iat"] < token["exp"] < time.time() - 500),
    "long-jwt": (True, lambda token: token["exp"] - token["iat"] > 31_000_000),
    "jwt-without-jti": (True, lambda token: "jti" not in token),
    "unsigned-jwt": (False, lambda token: (token["alg"], token["signature"]) == ("none", "")),
    "symmetric-jwt": (False, lambda token: token["alg"] == "HS256"),
    "unknown-kid": (False, lambda token: token["kid"] == "is-in-no-key-set"),
    "other-key": (False, lambda token: token["alg"] == "ES384" and "elsewhere" not in token["jku"]),
    "foreign-jku": (False, lambda token: token["jku"].startswith("https://elsewhere.example/")),
}


@pytest.mark.parametrize("fault", JWTS)
def test_a_fault_of_the_jwt_is_seen(ehr: MockEhr, listener: Listener, fault: str) -> None:
    signed, fits = JWTS[fault]
    request = heard(ehr, listener, f"client-{fault}")
    assert is_signed(ehr, request) is signed
    assert fits(said(request))


def test_a_jwt_is_left_out(ehr: MockEhr, listener: Listener) -> None:
    assert "authorization" not in heard(ehr, listener, "client-without-jwt").headers


def test_a_jwt_is_used_again(ehr: MockEhr, listener: Listener) -> None:
    assert len({said(heard(ehr, listener, "client-replayed-jwt"))["jti"] for _ in range(2)}) == 1


def test_every_fault_of_the_client_is_tested() -> None:
    tested = {*SEEN, *TOKENS, *JWTS, "without-jwt", "replayed-jwt"}
    assert {one.id.removeprefix("client-") for one in profiles_of(Side.CLIENT)} == tested


def _fits(test: Callable[[Body], bool], body: Body) -> bool:
    try:
        return test(body)
    except (KeyError, TypeError, AttributeError):
        return False


def _without(body: Body, *names: str) -> Body:
    return {name: value for name, value in body.items() if name not in names}
