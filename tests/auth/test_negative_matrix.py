"""The negative JWT matrix of the CDS Hooks checklist (§2.18): one token, one thing wrong, one bare 401."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from cds_service.auth.refusal import Fault
from tests.auth.conftest import PATH, Clinic, is_bare
from tests.auth.issuing import (
    AUD,
    ISS,
    KID,
    claims,
    decoded,
    ec_key,
    encoded,
    header,
    jwk,
    rsa_key,
    signed,
    token,
)


def now() -> int:
    """Seconds since 1970, at the moment of the call: a run takes longer than a token lives."""
    return int(time.time())


def unsigned(algorithm: str, signature: str = "") -> str:
    return f"{encoded(json.dumps(header(alg=algorithm)))}.{encoded(json.dumps(claims()))}.{signature}"


def confused(algorithm: str, secret: bytes) -> str:
    """The public key, which everybody knows, taken for a secret (RFC 8725 §2.1)."""
    head = f"{encoded(json.dumps(header(alg=algorithm)))}.{encoded(json.dumps(claims()))}"
    digest = hmac.new(secret, head.encode(), f"sha{algorithm[2:]}").digest()
    return f"{head}.{encoded(digest)}"


def payload_altered() -> str:
    head, _, signature = token().split(".")
    return f"{head}.{encoded(json.dumps(claims()))}.{signature}"


def signature_of_another_token() -> str:
    return f"{token().rpartition('.')[0]}.{token().rpartition('.')[2]}"


def signature_flipped() -> str:
    head, payload, signature = token().split(".")
    raw = bytearray(decoded(signature))
    raw[0] ^= 1
    return f"{head}.{payload}.{encoded(bytes(raw))}"


def signature_in_der() -> str:
    head, payload, signature = token().split(".")
    raw = decoded(signature)
    numbers = int.from_bytes(raw[:48]), int.from_bytes(raw[48:])
    return f"{head}.{payload}.{encoded(encode_dss_signature(*numbers))}"


def payload_of(text: str) -> str:
    return signed(ec_key(), header(), text)


def with_text(name: str, written: str) -> str:
    """A claim as it stands on the wire, also where no JSON library would write it."""
    return payload_of(json.dumps(claims(**{name: "@"})).replace('"@"', written))


TOKENS: dict[Fault, dict[str, Callable[[], str]]] = {
    Fault.FORM: {
        "garbage": lambda: "garbage",
        "two parts": lambda: token().rpartition(".")[0],
        "four parts": lambda: f"{token()}.e30",
        "parts that are not base64url": lambda: "e30=.e30.e30",
        "header that is no object": lambda: f"{encoded('[]')}.{encoded('{}')}.e30",
        "header nested without end": lambda: f"{encoded('[' * 3000)}.e30.e30",
        "payload that is no object": lambda: payload_of("[]"),
        "payload with a claim twice": lambda: payload_of(json.dumps(claims())[:-1] + f', "iss": "{ISS}"}}'),
        "exp NaN": lambda: with_text("exp", "NaN"),
        "exp Infinity": lambda: with_text("exp", "Infinity"),
    },
    Fault.ALGORITHM: {
        "alg none": lambda: unsigned("none"),
        "alg None": lambda: unsigned("None"),
        "alg NONE": lambda: unsigned("NONE"),
        "alg none with a signature": lambda: unsigned("none", token().rpartition(".")[2]),
        "alg missing": lambda: f"{encoded(json.dumps(header(alg=None)))}.{token().partition('.')[2]}",
        "HS256 with the public key": lambda: confused("HS256", ec_key().as_pem(private=False)),
        "HS384 with the public key": lambda: confused("HS384", ec_key().as_pem(private=False)),
        "HS512 with the public key": lambda: confused("HS512", rsa_key().as_pem(private=False)),
        "HS384 with the public JWK": lambda: confused("HS384", json.dumps(jwk(ec_key())).encode()),
        "ES256 with a P-256 key": lambda: token(ec_key(curve="P-256"), {"alg": "ES256", "kid": "p-256"}),
        "RS256 with the right RSA key": lambda: token(rsa_key(), {"alg": "RS256"}),
        "PS384 with the right RSA key": lambda: token(rsa_key(), {"alg": "PS384"}),
    },
    Fault.SIGNATURE: {
        "empty signature": lambda: token().rpartition(".")[0] + ".",
        "RS384 with a 1024-bit key": lambda: token(rsa_key(bits=1024), {"alg": "RS384", "kid": "small"}),
        "key for encryption": lambda: token(ec_key("for encryption"), {"kid": "enc"}),
        "signature flipped": signature_flipped,
        "signature in DER": signature_in_der,
        "signature of another token": signature_of_another_token,
        "signature of nothing": lambda: token().rpartition(".")[0] + "." + encoded(bytes(96)),
        "payload altered": payload_altered,
        "signed with another key, same kid": lambda: token(ec_key("forged")),
        "signed by another client": lambda: token(ec_key("of another")),
        "embedded jwk": lambda: token(ec_key("forged"), {"jwk": jwk(ec_key("forged"))}),
        "unknown kid": lambda: token(head={"kid": "unknown"}),
        "missing iss": lambda: token(iss=None),
        "iss unknown": lambda: token(iss="https://unknown.example.org"),
        "iss that is no text": lambda: token(iss=[ISS]),
        "iss with a slash more": lambda: token(iss=f"{ISS}/"),
        "jku without a host": lambda: token(head={"jku": "/jwks"}),
        "jku that is no text": lambda: token(head={"jku": 7}),
    },
    Fault.KEY_ID: {
        "missing kid": lambda: token(head={"kid": None}),
        "kid that is no text": lambda: token(head={"kid": 1}),
    },
    Fault.TYPE: {
        "missing typ": lambda: token(head={"typ": None}),
        "other typ": lambda: token(head={"typ": "at+jwt"}),
    },
    Fault.CRITICAL: {
        "crit unknown": lambda: token(head={"crit": ["tenant"], "tenant": "a"}),
        "crit of an unencoded payload": lambda: token(head={"crit": ["b64"], "b64": True}),
    },
    Fault.KEY_ADDRESS: {
        "foreign jku though keys were exchanged": lambda: token(head={"jku": "https://evil.example.org/jwks"}),
        "jku of its own host without TLS": lambda: token(head={"jku": "http://ehr.example.org/jwks"}),
        "jku of its own host at another port": lambda: token(head={"jku": "https://ehr.example.org:8443/jwks"}),
        "jku that only begins as its own host": lambda: token(head={"jku": "https://ehr.example.org.evil.org/jwks"}),
        "jku with a user name in it": lambda: token(head={"jku": "https://ehr.example.org@evil.org/jwks"}),
    },
    Fault.TIMES: {
        "missing exp": lambda: token(exp=None),
        "missing iat": lambda: token(iat=None),
        "exp a text": lambda: token(exp=str(now() + 300)),
        "exp true": lambda: token(exp=True),
        "exp beyond all numbers": lambda: with_text("exp", "1E+400"),
        "exp beyond all decimals": lambda: with_text("exp", "9E+99999999999"),
        "iat a text": lambda: token(iat=str(now())),
        "nbf a text": lambda: token(nbf="now"),
    },
    Fault.NONCE: {
        "missing jti": lambda: token(jti=None),
        "blank jti": lambda: token(jti=" "),
        "jti that is no text": lambda: token(jti=7),
    },
    Fault.EXPIRED: {
        "exp past": lambda: token(iat=now() - 600, exp=now() - 300),
        "exp past by more than the leeway": lambda: token(iat=now() - 300, exp=now() - 61),
    },
    Fault.LIFETIME: {
        "exp huge": lambda: token(exp=now() + 86_400),
        "iat long ago": lambda: token(iat=1),
    },
    Fault.EARLY: {
        "iat future": lambda: token(iat=now() + 600, exp=now() + 900),
        "nbf future": lambda: token(nbf=now() + 600),
    },
    Fault.TENANT: {
        "tenant that is no text": lambda: token(tenant=["a"]),
    },
    Fault.SIZE: {
        "20 kB": lambda: token(filler="x" * 20_000),
    },
    Fault.AUDIENCE: {
        "aud other service": lambda: token(aud="https://cds.example.org/cds-services/net-order-sign"),
        "aud base address": lambda: token(aud="https://cds.example.org"),
        "aud discovery address": lambda: token(aud="https://cds.example.org/cds-services"),
        "aud explain address": lambda: token(aud="https://cds.example.org/explain/net-patient-view"),
        "aud with a slash at the end": lambda: token(aud=f"{AUD}/"),
        "aud with a port": lambda: token(aud=AUD.replace(".org", ".org:443")),
        "aud http": lambda: token(aud=AUD.replace("https", "http")),
        "aud with the host in capitals": lambda: token(aud=AUD.replace("cds.example", "CDS.example")),
        "aud that only begins so": lambda: token(aud=f"{AUD}?x=1"),
        "aud empty array": lambda: token(aud=[]),
        "aud array of others": lambda: token(aud=["https://cds.example.org"]),
        "aud array with a number": lambda: token(aud=[AUD, 1]),
        "missing aud": lambda: token(aud=None),
    },
}


@pytest.mark.parametrize(
    ("fault", "make"), [pytest.param(fault, make, id=name) for fault in TOKENS for name, make in TOKENS[fault].items()]
)
def test_a_token_with_one_thing_wrong_is_refused_without_a_word(
    clinic: Clinic, fault: Fault, make: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    assert is_bare(clinic.bearing(make()))
    assert f"/cds-services/net-patient-view was not authenticated: {fault}" in caplog.text


HEADERS: dict[str, Callable[[], Any]] = {
    "no header": dict,
    "empty": lambda: {"Authorization": ""},
    "no token": lambda: {"Authorization": "Bearer"},
    "Basic": lambda: {"Authorization": "Basic dTpw"},
    "token without a scheme": lambda: {"Authorization": token()},
    "two headers": lambda: [("Authorization", f"Bearer {token()}"), ("Authorization", f"Bearer {token()}")],
    "the same header twice": lambda: [("Authorization", f"Bearer {token()}")] * 2,
    "two tokens in one header": lambda: {"Authorization": f"Bearer {token()}, Bearer {token()}"},
    "the token in another header": lambda: {"X-Authorization": f"Bearer {token()}"},
}


@pytest.mark.parametrize("make", HEADERS.values(), ids=HEADERS)
def test_a_token_comes_in_one_authorization_header(clinic: Clinic, make: Callable[[], Any]) -> None:
    assert is_bare(clinic.call(make()))


@pytest.mark.parametrize("name", ["access_token", "token", "jwt"])
def test_a_token_in_the_query_is_no_token(clinic: Clinic, name: str) -> None:
    assert is_bare(clinic.call({}, f"{PATH}?{name}={token()}"))


ACCEPTED: dict[str, Callable[[], str]] = {
    "ES384": token,
    "RS384": lambda: token(rsa_key(), {"alg": "RS384"}),
    "exp with a fraction": lambda: token(exp=time.time() + 60.5),
    "exp past within the leeway": lambda: token(exp=int(time.time()) - 30),
    "iat a little ahead": lambda: token(iat=int(time.time()) + 30),
    "15 minutes long": lambda: token(exp=int(time.time()) + 900, iat=int(time.time())),
    "aud array with the right one": lambda: token(aud=[AUD]),
    "aud array with another as well": lambda: token(aud=["https://cds.example.org", AUD]),
    "sub and nbf": lambda: token(sub="net-cds", nbf=int(time.time()) - 5),
    "a tenant that nobody limits": lambda: token(tenant="ward 3"),
    "embedded jwk that is not needed": lambda: token(head={"jwk": jwk(ec_key("forged"))}),
    "certificates that nobody reads": lambda: token(head={"x5c": ["A" * 2000]}),
    "a parameter that is not known": lambda: token(head={"vendor": 1}),
}


@pytest.mark.parametrize("make", ACCEPTED.values(), ids=ACCEPTED)
def test_a_good_token_opens_the_service(clinic: Clinic, make: Callable[[], str]) -> None:
    answer = clinic.bearing(make())
    assert answer.status_code == 200
    assert answer.json()["cards"]


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer  "])
def test_the_scheme_is_read_as_http_has_it(clinic: Clinic, scheme: str) -> None:
    assert clinic.call({"Authorization": f"{scheme} {token()}"}).status_code == 200


def test_a_token_is_good_once(clinic: Clinic) -> None:
    once = token()
    assert clinic.bearing(once).status_code == 200
    assert is_bare(clinic.bearing(once))


def test_a_token_with_two_audiences_is_good_at_one_of_them(clinic: Clinic) -> None:
    once = token(aud=[AUD, "https://cds.example.org/explain/net-patient-view"])
    assert clinic.bearing(once).status_code == 200
    assert is_bare(clinic.bearing(once, "/explain/net-patient-view"))


def test_two_clients_may_use_the_same_jti(clinic: Clinic) -> None:
    assert clinic.bearing(token(jti="first")).status_code == 200
    other = token(ec_key("of another"), iss="https://other.example.org", jti="first")
    assert clinic.bearing(other).status_code == 200


def test_the_kid_of_one_client_is_not_that_of_another(clinic: Clinic) -> None:
    assert is_bare(clinic.bearing(token(ec_key(), {"kid": KID}, iss="https://other.example.org")))
