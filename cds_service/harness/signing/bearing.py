"""The terms of a probe and the address that is called → the token as the request carries it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from cds_service.harness.signing.forging import token_of
from cds_service.harness.signing.identity import Identity, stranger
from cds_service.harness.signing.terms import Sending, TokenTerms
from cds_service.harness.signing.token import claims_of, header_of

_WITHOUT = frozenset({Sending.ABSENT, Sending.AGAIN})
_WRITTEN: Mapping[Sending, str] = {
    Sending.EMPTY: "",
    Sending.BASIC: "Basic aGFybmVzczpoYXJuZXNz",
    Sending.GARBAGE: "Bearer garbage",
    Sending.LOWER_CASE: "bearer {token}",
    Sending.BARE: "{token}",
    Sending.TWO_PARTS: "Bearer {signed}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A token as a request carries it: the values of its Authorization headers, or what it adds to the address."""

    authorizations: tuple[str, ...] = field(default=(), repr=False)
    query: str = field(default="", repr=False)


def carried(identity: Identity, terms: TokenTerms, base: str, path: str) -> Carried:
    """What a request of this path carries; keys that its token needs are published first."""
    if terms.sending in _WITHOUT:
        return Carried()
    if terms.published:
        identity.publish_more()
    token = _token(identity, terms, base, path)
    if terms.sending is Sending.QUERY:
        return Carried(query=f"?access_token={token}")
    form = _WRITTEN.get(terms.sending, "Bearer {token}")
    value = form.replace("{token}", token).replace("{signed}", token.rpartition(".")[0])
    return Carried(authorizations=(value, value) if terms.sending is Sending.TWICE else (value,))


def _token(identity: Identity, terms: TokenTerms, base: str, path: str) -> str:
    url = base + path
    signer = identity.signer(terms.key)
    names = {
        **_other_forms(url),
        "base": base,
        "discovery": f"{base}/cds-services",
        "keys": identity.server.address,
        "iss": identity.iss,
        "own_kid": identity.signer().pair.kid,
        "filler": "x" * 20_000,
    }
    header = _changed(header_of(signer), terms.header, names)
    if "jwk" in header:
        header["jwk"] = stranger(identity.algorithm)
    claims = _changed(claims_of(signer, url), terms.claims, names)
    return token_of(signer.pair, header, claims, terms.signature)


def _changed(part: Mapping[str, Any], changes: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    made = {**part, **{name: _value(value, names) for name, value in changes.items()}}
    return {name: value for name, value in made.items() if value is not None}


def _value(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return _moment(value)
    if isinstance(value, list):
        return [_value(one, names) for one in value]
    if isinstance(value, str):
        for name, text in names.items():
            value = value.replace(f"{{{name}}}", text)
    return value


def _moment(value: Mapping[str, Any]) -> float | str:
    """A time so many seconds from now; a number with a fraction stays one."""
    seconds = value["now"]
    moment = time.time() + seconds if isinstance(seconds, float) else int(time.time()) + seconds
    return str(moment) if value.get("as") == "text" else moment


def _other_forms(url: str) -> Mapping[str, str]:
    """The address, and others that lead there and are not the same text."""
    parts = urlsplit(url)
    scheme = "http" if parts.scheme == "https" else "https"
    host = parts.netloc.upper()
    return {
        "url": url,
        "other_scheme": urlunsplit(parts._replace(scheme=scheme)),
        "other_case": urlunsplit(parts._replace(netloc=host if host != parts.netloc else f"{parts.hostname}.")),
    }
