"""Who may call the sound service: one client, its tokens checked as CDS Hooks has it, one check at a time forgiven."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Mapping
from typing import Any

import httpx

from tests.harness.broken.refusal import Refusal
from tests.harness.broken.ring import Ring

_ALGORITHMS = ("ES384", "RS384")
_LEEWAY = 60
_SILENCE = "no"
_LONGEST = 900


class Guard:
    """The guard; `jwks` are keys that were exchanged, `address` is where they are read instead."""

    def __init__(
        self,
        *,
        iss: str,
        tenant: str | None = None,
        jwks: Mapping[str, Any] | None = None,
        address: str = "",
        forgives: frozenset[str] = frozenset(),
    ) -> None:
        self.iss, self.tenant, self.forgives = iss, tenant, forgives
        self._ring, self._lock = Ring(jwks or {}, address, forgives), threading.Lock()
        self._used: set[str] = set()

    def check(self, request: httpx.Request) -> None:
        """Raises `Refusal` for a call without a good token."""
        values = request.headers.get_list("authorization")
        if not values and not request.url.query and "without a token" in self.forgives:
            return
        if "Basic" in self.forgives and values and values[0].startswith("Basic "):
            return
        header, claims, text = _parts(self._token(values, request))
        self._check_header(header)
        if not self._ring.signed(header, text):
            self._refuse("the signature", wrong=True)
        self._check_claims(claims, str(request.url.copy_with(query=None)))

    @property
    def _status(self) -> int:
        return 403 if "401" in self.forgives else 401

    def _refuse(self, word: str, wrong: bool) -> None:
        if wrong and word not in self.forgives:
            raise Refusal(self._status, word if "reasons" in self.forgives else _SILENCE)

    def _token(self, values: list[str], request: httpx.Request) -> str:
        if "query" in self.forgives and not values:
            return str(request.url.params.get("access_token"))
        self._refuse("twice", len(values) > 1)
        scheme, _, token = values[0].partition(" ") if values else ("", "", "")
        self._refuse("scheme", scheme.lower() != "bearer" or ("strict scheme" in self.forgives and scheme != "Bearer"))
        return token if token or "scheme" not in self.forgives else scheme

    def _check_header(self, header: Mapping[str, Any]) -> None:
        self._refuse("typ", header.get("typ") != "JWT")
        taken = [one for one in _ALGORITHMS if f"{one} only" in self.forgives] or _ALGORITHMS
        algorithm = str(header.get("alg", ""))
        forged = ("none" in self.forgives and algorithm.lower() == "none") or (
            "symmetric" in self.forgives and algorithm.startswith("HS")
        )
        self._refuse("alg", algorithm not in taken and not forged)
        self._refuse("kid", not isinstance(header.get("kid"), str))
        self._refuse("crit", "crit" in header)
        if "fetches jku" in self.forgives and "127.0.0.1" in header.get("jku", ""):
            httpx.get(header["jku"], timeout=0.5)
        self._refuse("jku", "jku" in header)

    def _check_claims(self, claims: Mapping[str, Any], url: str) -> None:
        now = time.time()
        self._refuse("no iss", not isinstance(claims.get("iss"), str))
        self._refuse("iss", claims.get("iss") != self.iss)
        self._check_audience(claims.get("aud"), url)
        times = [claims.get("iat"), claims.get("exp"), claims.get("nbf", claims.get("iat"))]
        if "exp as text" in self.forgives:
            times = [float(one) if isinstance(one, str) else one for one in times]
        if "no jti" not in self.forgives or "jti" in claims:
            self._refuse("claims", not isinstance(claims.get("jti"), str))
        self._refuse("claims", not all(isinstance(one, int | float) for one in times))
        self._refuse("more claims", "more claims refused" in self.forgives and "sub" in claims)
        issued, expires, begins = (float(one or 0) for one in times)
        self._refuse("iat", issued > now + _LEEWAY)
        self._refuse("nbf", begins > now + _LEEWAY and issued <= now + _LEEWAY)
        self._refuse("exp", expires < now - _LEEWAY)
        self._refuse("long", expires - issued > _LONGEST)
        self._refuse("tenant", claims.get("tenant") != self.tenant)
        with self._lock:
            self._refuse("replay", claims.get("jti") in self._used)
            self._used.add(str(claims.get("jti")))

    def _check_audience(self, aud: Any, url: str) -> None:
        listed = aud if isinstance(aud, list) else [aud]
        self._refuse("array", "no array of one" in self.forgives and isinstance(aud, list) and len(aud) == 1)
        self._refuse("array", "no array of two" in self.forgives and len(listed) == 2)
        if "aud" in self.forgives and isinstance(aud, str):
            listed = [url if one.startswith(url.partition("/cds-services")[0]) else one for one in listed]
        self._refuse("no aud", url not in listed)


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    try:
        head, payload, _ = token.split(".")
        header, claims = (json.loads(_decoded(part)) for part in (head, payload))
    except ValueError as error:
        raise Refusal(401, _SILENCE) from error
    return header, claims, token


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
