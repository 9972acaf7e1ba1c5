"""How the sound service reads from the EHR what prefetch lacks, one caution at a time forgiven."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.harness.broken.refusal import Refusal

Json = Any
_SECONDS = 0.7
_kept: dict[str, str] = {}


class _NotRead(Exception):
    """Something that cannot be had."""


def completed(body: Json, service: Mapping[str, Any], listed: str, forgives: frozenset[str]) -> dict[str, Any]:
    """The prefetch of a call with what could be read; a key that could not be read stays absent."""
    prefetch = dict(body.get("prefetch") or {})
    if not listed or not isinstance(body.get("fhirServer"), str):
        return {key: value for key, value in prefetch.items() if not _next(value) or "cut off" in forgives}
    reader = _Reader(body, listed, forgives)
    for key, template in service["prefetch"].items():
        if reader.wants(key, prefetch):
            before = prefetch.pop(key, None)
            found = list(reader.value(template, before))
            if found or (before is not None and "reads again" in forgives):
                prefetch[key] = found[0] if found else before
    reader.misbehave()
    return prefetch


class _Reader:
    def __init__(self, body: Json, listed: str, forgives: frozenset[str]) -> None:
        self._body, self._forgives = body, forgives
        self._base = body["fhirServer"] if "slash" in forgives else body["fhirServer"].rstrip("/")
        self._is_listed = self._base.rstrip("/") == listed or "any server" in forgives
        self._patient = body["context"]["patientId"]
        self._lent = body.get("fhirAuthorization") or {}
        _check(self._lent, self._patient, forgives)
        self._token = self._lent.get("access_token", _kept.get("token") if "keeps token" in forgives else None)
        if self._token:
            _kept["token"] = self._token
        self._is_down = False

    def wants(self, key: str, prefetch: Json) -> bool:
        """Whether a key is to be read."""
        if key not in prefetch:
            return not ("patient only" in self._forgives and key != "patient")
        value = prefetch[key]
        if value is None:
            return "null" in self._forgives
        if "reads again" in self._forgives:
            return True
        is_outcome = isinstance(value, dict) and value.get("resourceType") == "OperationOutcome"
        return is_outcome or bool(_next(value))

    def value(self, template: str, begun: Any) -> Iterator[Any]:
        """The value of a key, its pages joined; none where it cannot be had."""
        if self._is_down:
            return
        try:
            first = begun if _next(begun) else self._get(template.replace("{{context.patientId}}", self._patient))
            yield self._joined(first)
        except (_NotRead, httpx.HTTPError, ValueError) as error:
            self._is_down = isinstance(error, httpx.TimeoutException)

    def misbehave(self) -> None:
        """Whatever a careful service does not do; only where it may read everything and the server answers in time."""
        if not self._is_listed or self._is_down or self._lent.get("scope") != "patient/*.read":
            return
        for method, url, headers in self._misdeeds():
            with contextlib.suppress(httpx.HTTPError), _client() as http:
                http.request(method, url, headers=headers)

    def _misdeeds(self) -> Iterator[tuple[str, str, Mapping[str, str]]]:
        headers = {"Authorization": f"Bearer {self._token}"}
        if "writes" in self._forgives:
            yield "POST", f"{self._base}/Basic", headers
        if "drafts" in self._forgives:
            for entry in (self._body["context"].get("draftOrders") or {}).get("entry", ()):
                yield "GET", f"{self._base}/{entry['resource']['resourceType']}/{entry['resource']['id']}", headers
        patient = (self._body.get("prefetch") or {}).get("patient")
        if "foreign references" in self._forgives and isinstance(patient, dict) and "managingOrganization" in patient:
            yield "GET", patient["managingOrganization"]["reference"], headers

    def _get(self, query: str) -> Any:
        scope = self._lent.get("scope", "patient/*.read")
        if f"/{urlsplit(query).path.partition('/')[0]}." not in scope and "/*." not in scope:
            if "narrow" in self._forgives:
                raise Refusal(400, "the scope opens too little")
            if "scope" not in self._forgives:
                raise _NotRead
        if "POST" in self._forgives and "?" in query:
            kind, _, form = query.partition("?")
            return self._read("POST", f"{self._base}/{kind}/_search", form)
        return self._read("GET", f"{self._base}/{query}")

    def _read(self, method: str, url: str, form: str | None = None) -> Any:
        if not self._is_listed:
            raise _NotRead
        headers = {"Accept": "application/fhir+json"}
        bare = dict(headers)
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        follows = "redirects" in self._forgives
        with _client(follows=follows) as http:
            if "without token" in self._forgives:
                http.request(method, url, headers=bare)
            answer = http.request(method, url, headers=headers, content=form)
        if answer.status_code != 200 or answer.json().get("resourceType") == "OperationOutcome":
            raise _NotRead
        return answer.json()

    def _joined(self, page: Any) -> Any:
        whole = page
        while following := _next(page):
            if "no pages" in self._forgives:
                raise _NotRead
            if not following.startswith(f"{self._base}/") and "foreign pages" not in self._forgives:
                raise _NotRead
            page = self._read("GET", following)
            whole = {**whole, "entry": [*whole.get("entry", ()), *page.get("entry", ())]}
        return whole


def _client(*, follows: bool = False) -> httpx.Client:
    """A client for this machine: to read the certificates of the world takes longer than a whole call."""
    return httpx.Client(timeout=_SECONDS, follow_redirects=follows, trust_env=False, verify=False)


def _check(lent: Json, patient: str, forgives: frozenset[str]) -> None:
    if lent.get("patient", patient) != patient and "other patient" not in forgives:
        raise Refusal(400, "the token is for another patient")
    if str(lent.get("token_type", "Bearer")).lower() != "bearer" and "token type" not in forgives:
        raise Refusal(400, "the token is not a Bearer token")
    if lent.get("expires_in", 1) <= 0 and "expired" not in forgives:
        raise Refusal(412, "the token has expired")


def _next(value: Any) -> str:
    links = value.get("link", ()) if isinstance(value, dict) else ()
    return next((link["url"] for link in links if link.get("relation") == "next"), "")
