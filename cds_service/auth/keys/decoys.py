"""Keys that verify nothing: with them a token of a stranger takes as long to refuse as a forged one."""

from __future__ import annotations

import base64
import secrets

from joserfc.jwk import ECKey, RSAKey

from cds_service.auth.keys.key_ring import ALGORITHMS, PublicKey

_RSA_BITS = 2048


def decoys() -> tuple[PublicKey, ...]:
    """One key for each algorithm. Nobody has their private halves: the one is dropped, the other was never known."""
    modulus = secrets.randbits(_RSA_BITS) | 1 << (_RSA_BITS - 1) | 1
    written = base64.urlsafe_b64encode(modulus.to_bytes(_RSA_BITS // 8)).rstrip(b"=").decode()
    return (
        PublicKey(kid="", algorithm=ALGORITHMS["EC"], material=ECKey.generate_key("P-384", private=False)),
        PublicKey(
            kid="",
            algorithm=ALGORITHMS["RSA"],
            material=RSAKey.import_key({"kty": "RSA", "n": written, "e": "AQAB"}),
        ),
    )
