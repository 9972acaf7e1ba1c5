"""A key pair, a header and claims → tokens, the true one and those that nobody may accept."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from typing import Any

from cds_service.harness.signing.pair import KeyPair, public_jwk
from cds_service.harness.signing.terms import Signature
from cds_service.harness.signing.token import encoded, signature, unsigned

Part = Mapping[str, Any]


def token_of(pair: KeyPair, header: Part, claims: Part, how: Signature = Signature.TRUE) -> str:
    """The token signed so; the true signature is by the pair's algorithm, also where the header names another."""
    text = unsigned(header, claims)
    proof = signature(pair.material, pair.algorithm, text)
    match how:
        case Signature.NONE:
            proof = b""
        case Signature.FLIPPED:
            proof = bytes([proof[0] ^ 1]) + proof[1:]
        case Signature.DER:
            proof = _der(proof)
        case Signature.OF_ANOTHER:
            proof = signature(pair.material, pair.algorithm, unsigned(header, {**claims, "jti": "another"}))
        case Signature.ALTERED_CLAIMS:
            text = unsigned(header, {**claims, "sub": "altered"})
        case Signature.PUBLIC_PEM:
            proof = _keyed(pair.material.as_pem(private=False), str(header["alg"]), text)
        case Signature.PUBLIC_JWK:
            proof = _keyed(json.dumps(public_jwk(pair)).encode(), str(header["alg"]), text)
    return f"{text}.{encoded(proof)}"


def _keyed(secret: bytes, algorithm: str, text: str) -> bytes:
    """The public key, which everybody knows, taken for a secret (RFC 8725 §2.1)."""
    return hmac.new(secret, text.encode(), f"sha{algorithm[2:]}").digest()


def _der(raw: bytes) -> bytes:
    """An ECDSA signature as X.509 writes it, which JOSE does not (RFC 7518 §3.4)."""
    half = len(raw) // 2
    body = b"".join(_integer(int.from_bytes(part)) for part in (raw[:half], raw[half:]))
    return b"\x30" + bytes([len(body)]) + body


def _integer(number: int) -> bytes:
    raw = number.to_bytes(number.bit_length() // 8 + 1)
    return b"\x02" + bytes([len(raw)]) + raw
