"""The client as which the harness calls: its keys, its name, and where its keys can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from cds_service.harness.signing.folder import Keys, keys_in
from cds_service.harness.signing.pair import KeyPair, named, new_pair, public_jwk, public_set, small_rsa_pair
from cds_service.harness.signing.publishing import KeyServer, key_server
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
        return Signer(pair=pair or stray(key), iss=self.iss, tenant=self.tenant)

    def publish_more(self) -> None:
        """Add a key to the published set, and beside it keys that are unfit or unreadable (RFC 7517 §5)."""
        unfit = {**public_jwk(stray("for-encryption")), "use": "enc"}
        odd = [unfit, public_jwk(stray("small")), {"kty": "of-the-future", "kid": "odd"}]
        self.server.publish({"keys": [*odd, *public_set((*self.keys.pairs, stray("added")))["keys"]]})


@contextmanager
def identity_in(
    folder: Path, *, iss: str = ISS, tenant: str | None = None, jwks_port: int | None = None
) -> Iterator[Identity]:
    """The client whose keys are in the folder, while its key server is up.

    With a port the service is taken to read the keys there. Raises `NotKeys`, and `OSError`.
    """
    keys = keys_in(folder)
    with key_server(public_set(keys.pairs), public_set([stray("stranger")]), jwks_port or 0) as server:
        yield Identity(keys=keys, server=server, iss=iss, tenant=tenant, is_published=jwks_port is not None)


@cache
def stray(name: str) -> KeyPair:
    """A pair that is in no folder: a stranger's, one that is published later, or one that is unfit for tokens."""
    match name:
        case "small":
            return small_rsa_pair()
        case "P-256":
            return named("ES256", ECKey.generate_key("P-256"))
    return new_pair("ES384")


def stranger() -> Mapping[str, Any]:
    """The public key of a stranger, as a token may bring it along."""
    return public_jwk(stray("stranger"))
