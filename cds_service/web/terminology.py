"""The routes of our terminology: a read-only FHIR R4 server under /fhir, and the page of what is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from cds_service.hooks.request import RequestProblem
from cds_service.web.errors import outcome
from cds_service.web.page import MEDIA_TYPE, policy_of
from cds_service.web.terminology_page import terminology_page
from fhir_mappings.integration.what_is_read import Row
from fhir_mappings.terminology import Kind
from fhir_mappings.writers.terminology_service import capability_statement, searchset

Library = Mapping[Kind, Mapping[str, Mapping[str, Any]]]

_FHIR = "application/fhir+json"
_SEARCHED = {"_id": "id", "url": "url"}


def terminology_routes(library: Library, rows: Iterable[Row], public_url: str) -> APIRouter:
    """The routes over these resources (by type and id); nothing in them can be changed."""
    routes = APIRouter()
    base = f"{public_url}/fhir"
    facts = terminology_page(tuple(rows), library).encode()
    policy = policy_of(facts)
    dates = (str(resource.get("date", "")) for resources in library.values() for resource in resources.values())
    statement = _content(capability_statement(base, library, max(dates)))

    @routes.get("/fhir/metadata")
    def metadata(request: Request) -> Response:
        return _answer(request, statement)

    @routes.get("/fhir/{kind}")
    def search(request: Request, kind: str) -> Response:
        resources = library.get(cast("Kind", kind))
        if resources is None:
            return _no_such_type(library)
        found = _found(resources.values(), request.query_params.multi_items())
        return _answer(request, _content(searchset(base, found, _itself(base, kind, request))))

    @routes.get("/fhir/{kind}/{identifier}")
    def read(request: Request, kind: str, identifier: str) -> Response:
        resources = library.get(cast("Kind", kind))
        if resources is None:
            return _no_such_type(library)
        if identifier not in resources:
            return _outcome(kind, f"there is none with this id; {base}/{kind} lists those there are")
        return _answer(request, _content(resources[identifier]))

    @routes.get("/terminology")
    def shown(request: Request) -> Response:
        answer = _answer(request, facts, MEDIA_TYPE)
        answer.headers["Content-Security-Policy"] = policy
        return answer

    return routes


def _found(resources: Iterable[Mapping[str, Any]], parameters: Iterable[tuple[str, str]]) -> list[Mapping[str, Any]]:
    """Parameters must all hold; values separated by commas are alternatives; other parameters are ignored (FHIR)."""
    asked = [(_SEARCHED[name], value.split(",")) for name, value in parameters if name in _SEARCHED]
    return [resource for resource in resources if all(resource.get(name) in values for name, values in asked)]


def _itself(base: str, kind: str, request: Request) -> str:
    """The address of the search as it was understood."""
    used = [(name, value) for name, value in request.query_params.multi_items() if name in _SEARCHED]
    return f"{base}/{kind}?{urlencode(used)}" if used else f"{base}/{kind}"


def _content(resource: Mapping[str, Any]) -> bytes:
    return json.dumps(dict(resource), ensure_ascii=False).encode()


def _answer(request: Request, content: bytes, media_type: str = _FHIR) -> Response:
    """The content, or 304 when the client has it already; the ETag depends on the content alone."""
    tag = f'W/"{sha256(content).hexdigest()[:16]}"'
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(content, headers={"ETag": tag}, media_type=media_type)


def _no_such_type(library: Library) -> Response:
    return _outcome("fhir", f"only {', '.join(library)} are served here")


def _outcome(path: str, text: str) -> Response:
    response = outcome(404, "not-found", (RequestProblem(path=path, text=text),))
    response.headers["content-type"] = _FHIR
    return response
