"""The client as which the harness calls: its keys, its name, and where its keys can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from joserfc.jwk import ECKey

from cds_service.harness.signing.folder import Keys
from cds_service.harness.signing.key_server import KeyServer
from cds_service.harness.signing.pair import KeyPair, named, new_pair, public_jwk, public_set, small_rsa_pair
from cds_service.harness.signing.token import Signer

ISS = "https://harness.example.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the harness is to a service.

    server        where its keys, and a stranger's, can be read
    is_published  True if the service reads the keys from there
    algorithm     the one of its keys that signs good tokens
    """

    keys: Keys
    server: KeyServer
    iss: str = ISS
    tenant: str | None = None
    is_published: bool = False
    algorithm: str = "ES384"

    def signer(self, key: str = "own") -> Signer:
        """This client with its own key, `ES384` or `RS384` for that one of its keys, or else with a stray one."""
        own = {pair.algorithm: pair for pair in self.keys.pairs}
        pair = own.get(self.algorithm if key == "own" else key)
        return Signer(pair=pair or stray(key, self.algorithm), iss=self.iss, tenant=self.tenant)

    def publish_more(self) -> None:
        """Add a key to the published set, and beside it keys that are unfit or unreadable (RFC 7517 §5)."""
        unfit = {**public_jwk(stray("for-encryption", self.algorithm)), "use": "enc"}
        odd = [unfit, public_jwk(stray("small", self.algorithm)), {"kty": "of-the-future", "kid": "odd"}]
        added = stray("added", self.algorithm)
        self.server.publish({"keys": [*odd, *public_set((*self.keys.pairs, added))["keys"]]})


@cache
def stray(name: str, algorithm: str) -> KeyPair:
    """A pair that is in no folder: a stranger's, one that is published later, or one that is unfit for tokens.

    It is of the algorithm, so that a token is not refused for that, unless its name says otherwise.
    """
    match name:
        case "small":
            return small_rsa_pair()
        case "P-256":
            return named("ES256", ECKey.generate_key("P-256"))
    return new_pair(algorithm)


def stranger(algorithm: str) -> Mapping[str, Any]:
    """The public key of a stranger, as a token may bring it along."""
    return public_jwk(stray("stranger", algorithm))
