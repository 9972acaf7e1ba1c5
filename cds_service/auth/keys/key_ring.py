"""JWK Set → the public keys that may verify a signature, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import base64_to_int

ALGORITHMS: Mapping[str, str] = {"EC": "ES384", "RSA": "RS384"}
"""The one signature algorithm of each type of key: those that CDS Hooks recommends."""

_CURVE = "P-384"
_RSA_BITS = range(2048, 8193)  # RFC 7518 §3.3; above, one verification costs more than it proves
_RSA_EXPONENT = range(3, 1 << 32)
_SECRETS = ("d", "p", "q", "dp", "dq", "qi", "oth")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """One key, fit for signatures of one algorithm."""

    kid: str
    algorithm: str
    material: ECKey | RSAKey = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """The usable keys of a set; `left_out` names each other one by its place, with the remedy."""

    keys: tuple[PublicKey, ...] = ()
    left_out: tuple[str, ...] = ()

    def named(self, kid: str) -> tuple[PublicKey, ...]:
        """The keys with this id: usually one, several where a client was careless."""
        return tuple(key for key in self.keys if key.kid == kid)


def key_ring(value: object) -> KeyRing:
    """The keys of a JWK Set (RFC 7517 §5: one that is not understood does not spoil the others). Never raises."""
    listed = value.get("keys") if isinstance(value, dict) else None
    if not isinstance(listed, list):
        return KeyRing(left_out=("must be a JWK Set, an object with an array 'keys'",))
    found = [(index, public_key(one)) for index, one in enumerate(listed)]
    return KeyRing(
        keys=tuple(key for _, key in found if isinstance(key, PublicKey)),
        left_out=tuple(f"keys[{index}] {why}" for index, why in found if isinstance(why, str)),
    )


def public_key(jwk: object) -> PublicKey | str:
    """The key, or what is wrong with it."""
    if not isinstance(jwk, dict):
        return "must be an object"
    wrong = next(_unfit(jwk), None) or _unsound_numbers(jwk)
    if wrong:
        return wrong
    try:
        material = _material(jwk)
    except (JoseError, ValueError):
        return "is no point of its curve" if jwk["kty"] == "EC" else "has no sound modulus and exponent"
    return PublicKey(kid=jwk["kid"], algorithm=ALGORITHMS[jwk["kty"]], material=material)


def _unfit(jwk: Mapping[str, Any]) -> Iterator[str]:
    """What the key says of itself; members that do not speak are no hindrance (RFC 7517 §4)."""
    algorithm = ALGORITHMS.get(str(jwk.get("kty")))
    operations = jwk.get("key_ops", ["verify"])
    if algorithm is None:
        yield "must be of kty EC or RSA"
    if any(name in jwk for name in _SECRETS):
        yield "holds the private key: replace the pair, and give only the public one"
    if jwk.get("alg", algorithm) != algorithm:
        yield f"must be for alg {algorithm}"
    if jwk.get("use", "sig") != "sig":
        yield "must be for use sig"
    if not isinstance(operations, list) or "verify" not in operations:
        yield "must have verify among its key_ops"
    if not isinstance(jwk.get("kid"), str) or not jwk["kid"].strip():
        yield "must have a kid: tokens name their key by it"
    if jwk.get("kty") == "EC" and jwk.get("crv") != _CURVE:
        yield f"must be on the curve {_CURVE}"


def _unsound_numbers(jwk: Mapping[str, Any]) -> str | None:
    numbers = ("x", "y") if jwk["kty"] == "EC" else ("n", "e")
    try:
        read = {name: base64_to_int(jwk[name]) for name in numbers if isinstance(jwk.get(name), str)}
    except ValueError:
        return f"must give {' and '.join(numbers)} in base64url"
    if len(read) != len(numbers):
        return f"must have {' and '.join(numbers)}"
    if "n" in read and (read["n"].bit_length() not in _RSA_BITS or read["e"] not in _RSA_EXPONENT):
        return f"must be of {_RSA_BITS.start} to {_RSA_BITS.stop - 1} bits, with a usual exponent"
    return None


def _material(jwk: Mapping[str, Any]) -> ECKey | RSAKey:
    """Made from the numbers alone: nothing else that a set says (x5u, x5c) reaches the library."""
    if jwk["kty"] == "EC":
        return ECKey.import_key({"kty": "EC", "crv": _CURVE, "x": jwk["x"], "y": jwk["y"]})
    return RSAKey.import_key({"kty": "RSA", "n": jwk["n"], "e": jwk["e"]})
