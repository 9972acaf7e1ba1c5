"""What other people's CDS clients put on the wire, and their tokens made anew."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.auth.issuing import Key, ec_key, jwk, jwks, rsa_key, signed

BODIES: Mapping[str, Any] = {
    file.stem: json.loads(file.read_text("utf-8")) for file in (Path(__file__).parent / "bodies").glob("*.json")
}
DIALECTS = sorted(name for name, bodies in BODIES.items() if "token" in bodies)
"""The clients that say who they are."""


def bearer(dialect: str, aud: str, **header: str) -> dict[str, str]:
    """The header with a token like the client's, signed now by a key made here, for the address `aud`."""
    recorded = BODIES[dialect]["token"]
    head, then = {**recorded["header"], **header}, recorded["payload"]
    later = int(time.time()) - then["iat"]
    times = {name: then[name] + later for name in ("nbf", "iat", "exp") if name in then}
    claims = {**then, **times, "aud": aud, "jti": str(uuid.uuid4())}
    return {"Authorization": f"Bearer {signed(_key(head['alg']), head, json.dumps(claims))}"}


def trusted() -> str:
    """The file of trusted clients of a site that was given the public keys of them all."""
    return json.dumps(
        [{"iss": BODIES[name]["token"]["payload"]["iss"], "jwks": published_keys(name)} for name in DIALECTS]
    )


def published_keys(dialect: str) -> dict[str, Any]:
    """The JWK Set with the public key of the client."""
    header = BODIES[dialect]["token"]["header"]
    return jwks(jwk(_key(header["alg"]), kid=header["kid"]))


def _key(algorithm: str) -> Key:
    return ec_key() if algorithm == "ES384" else rsa_key()
