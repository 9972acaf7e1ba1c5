"""Hook request → the lists that prefetch lacks, each as the search that would bring it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from cds_service.hooks.request import HookRequest
from cds_service.hooks.service import Service
from fhir_mappings.gathering.opening import Opened, opened
from fhir_mappings.resources import collect

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One list to read from the EHR's server.

    url    the template with its tokens filled in, relative to the server's base
    begun  the pages that prefetch brought, when they announce a further one
    """

    key: str
    url: str
    begun: Mapping[str, Any] | None = field(default=None, repr=False)


def lacking(service: Service, request: HookRequest) -> tuple[Search, ...]:
    """The lists that are absent, unusable or cut off, in the order of the templates; null and empty are answers.

    None when the Patient that was sent is another's: such a request is refused, and nothing is read for it.
    """
    searches = tuple(_searches(service, request))
    return () if searches and _is_foreign(request) else searches


def filled(template: str, request: HookRequest) -> str | None:
    """The template with the context's ids in it, percent-encoded; None when the context lacks one of them."""
    values = {"context.patientId": request.patient_id, "context.encounterId": request.encounter_id}
    found = {token: values.get(token.strip()) for token in _TOKEN.findall(template)}
    if not all(found.values()):
        return None
    return _TOKEN.sub(lambda token: quote(found[token[1]] or "", safe=""), template)


def _searches(service: Service, request: HookRequest) -> Iterator[Search]:
    values = {key: value for value in opened(request.prefetch) for key in value.keys}
    for key, template in service.prefetch.items():
        url = filled(template, request)
        if url is None or (key in values and _is_answer(values[key])):
            continue
        begun = request.prefetch[key] if key in values and _is_begun(values[key]) else None
        yield Search(key=key, url=url, begun=begun)


def _is_answer(value: Opened) -> bool:
    return not (value.unusable or value.contents.failed or value.contents.more)


def _is_begun(value: Opened) -> bool:
    return value.contents.more and not (value.unusable or value.contents.failed)


def _is_foreign(request: HookRequest) -> bool:
    lists = {key: value for key, value in request.prefetch.items() if key == "patient"}
    return collect(request.patient_id, lists, request.fhir_server).foreign_patient
