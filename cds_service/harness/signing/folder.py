"""A folder → the key pairs that are kept in it, made on first use."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from cds_service.harness.signing.pair import RECOMMENDED, KeyPair, named, new_pair, public_set

PRIVATE, PUBLIC = "private-keys.json", "jwks.json"
_KINDS: Mapping[str, tuple[str, type[ECKey] | type[RSAKey]]] = {"EC": ("ES384", ECKey), "RSA": ("RS384", RSAKey)}


class NotKeys(ValueError):
    """A file that holds no key pairs; the message names it and the remedy, and nothing of its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The pairs of a folder, one for each recommended algorithm; `are_new` if they were made just now."""

    pairs: tuple[KeyPair, ...]
    public_file: Path
    are_new: bool

    def pair(self, algorithm: str) -> KeyPair:
        """The pair for this algorithm. Raises `KeyError`."""
        return {pair.algorithm: pair for pair in self.pairs}[algorithm]


def keys_in(folder: Path) -> Keys:
    """The pairs in `private-keys.json`; `jwks.json` beside it is what a service registers. Both are made when absent.

    Only the owner can read the private file. Raises `NotKeys`, and `OSError` for a folder that cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / PRIVATE
    are_new = not file.exists()
    pairs = _made(file) if are_new else _read(file)
    public = folder / PUBLIC
    if are_new or not public.exists():
        public.write_text(json.dumps(public_set(pairs), indent=2) + "\n", encoding="utf-8")
    return Keys(pairs=pairs, public_file=public, are_new=are_new)


def _made(file: Path) -> tuple[KeyPair, ...]:
    pairs = tuple(map(new_pair, RECOMMENDED))
    text = json.dumps({"keys": [pair.material.as_dict(private=True) for pair in pairs]}, indent=2)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text + "\n")
    return pairs


def _read(file: Path) -> tuple[KeyPair, ...]:
    try:
        pairs = tuple(map(_pair, json.loads(file.read_text("utf-8"))["keys"]))
        _check_complete(pairs)
    except (ValueError, KeyError, TypeError, AttributeError, JoseError) as error:
        raise NotKeys(
            f"{file.name} does not hold the private keys that were made; remove it to get new ones"
        ) from error
    return pairs


def _pair(jwk: Mapping[str, Any]) -> KeyPair:
    algorithm, kind = _KINDS[jwk["kty"]]
    pair = named(algorithm, kind.import_key(dict(jwk)))
    if not pair.material.is_private:
        raise ValueError("a public key signs nothing")
    return pair


def _check_complete(pairs: Iterable[KeyPair]) -> None:
    if sorted(pair.algorithm for pair in pairs) != sorted(RECOMMENDED):
        raise ValueError("not one pair for each algorithm")
