"""Body → hook request, or every problem with it at once and never a word of its content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cds_service.hooks.service import Service
from cds_service.hooks.strict_json import NotJson, strict_json

_FHIR_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_TEXT_LIMIT = 2_000
_HALF_PAIR = re.compile("[\ud800-\udfff]")  # JSON can write it, UTF-8 cannot: card ids are made from UTF-8

# What the context of each hook must hold besides userId and patientId, with its JSON type.
_CONTEXT: Mapping[str, Mapping[str, type]] = {
    "patient-view": {},
    "order-select": {"selections": list, "draftOrders": dict},
    "order-sign": {"draftOrders": dict},
}

# Members of fhirAuthorization and their JSON types; what is not sent is not asked for: the server decides.
_AUTHORIZATION: Mapping[str, type] = {
    "access_token": str,
    "token_type": str,
    "expires_in": Decimal,
    "scope": str,
    "subject": str,
    "patient": str,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestProblem:
    """One thing that is wrong, in our own words: where, and what to do."""

    path: str
    text: str


class RequestError(ValueError):
    """A request that cannot be answered; it carries every problem found."""

    def __init__(self, problems: tuple[RequestProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.path}: {problem.text}" for problem in problems))
        self.problems = problems


class BadRequest(RequestError):
    """The body is not a request to this service: 400."""


class PreconditionFailed(RequestError):
    """What the service needs was not sent and cannot be had: 412."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of reading one list from the EHR's server.

    value      the Patient or the Bundle, as prefetch would have brought it; None when nothing came that may be used
    why        why it is not whole, in our own words; None when it is
    continues  the value goes on from the pages that prefetch brought
    tried      False when fhirServer counts as not given
    """

    value: Any = field(default=None, repr=False)
    why: str | None = None
    continues: bool = False
    tried: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HookRequest:
    """A call of one service. `prefetch`: an absent key is absent, null is None; the access token is never shown.

    `fetched` holds, by prefetch key, what was then read from the EHR's server.
    """

    hook: str
    hook_instance: str
    patient_id: str
    user_id: str
    encounter_id: str | None = None
    fhir_server: str | None = None
    fhir_authorization: Mapping[str, Any] | None = field(default=None, repr=False)
    prefetch: Mapping[str, Any] = field(default_factory=dict, repr=False)
    context: Mapping[str, Any] = field(default_factory=dict, repr=False)
    fetched: Mapping[str, Fetched] = field(default_factory=dict, repr=False)


def parse(body: bytes, service: Service) -> HookRequest:
    """The request. Raises `BadRequest` with all problems at once."""
    try:
        value = strict_json(body)
    except NotJson as error:
        raise BadRequest((RequestProblem(path="body", text=str(error)),)) from error
    if not isinstance(value, dict):
        raise BadRequest((RequestProblem(path="body", text="must be a JSON object"),))
    problems = tuple(_problems(value, service))
    if problems:
        raise BadRequest(problems)
    return _request(value)


def _request(value: Mapping[str, Any]) -> HookRequest:
    context = value["context"]
    return HookRequest(
        hook=value["hook"],
        hook_instance=value["hookInstance"],
        patient_id=_bare(context["patientId"], "Patient"),
        user_id=context["userId"],
        encounter_id=_bare(context["encounterId"], "Encounter") if context.get("encounterId") else None,
        fhir_server=value.get("fhirServer") or None,
        fhir_authorization=value.get("fhirAuthorization"),
        prefetch=value.get("prefetch") or {},
        context=context,
    )


def _problems(value: Mapping[str, Any], service: Service) -> Iterator[RequestProblem]:
    yield from _text_problems(value, "hook", "hook")
    yield from _text_problems(value, "hookInstance", "hookInstance")
    if isinstance(value.get("hook"), str) and value["hook"].strip() and value["hook"] != service.hook:
        yield RequestProblem(path="hook", text=f"this service answers {service.hook}")
    yield from _context_problems(value.get("context"), service)
    for name, kind in (("fhirServer", str), ("fhirAuthorization", dict), ("prefetch", dict)):
        if value.get(name) is not None and not isinstance(value[name], kind):
            yield RequestProblem(path=name, text=f"must be {_KIND_NAMES[kind]}")
    if isinstance(value.get("fhirAuthorization"), dict):
        yield from _authorization_problems(value["fhirAuthorization"], value.get("context"))


def _authorization_problems(authorization: Mapping[str, Any], context: Any) -> Iterator[RequestProblem]:
    """Types, a token that is no bearer token, and one that opens another patient's record than the context names."""
    given = {name: authorization[name] for name in _AUTHORIZATION if authorization.get(name) is not None}
    for name, found in given.items():
        kind = _AUTHORIZATION[name]
        if isinstance(found, bool) or not isinstance(found, (int, Decimal) if kind is Decimal else kind):
            yield RequestProblem(path=f"fhirAuthorization.{name}", text=f"must be {_KIND_NAMES[kind]}")
    if isinstance(token_type := given.get("token_type"), str) and token_type.lower() != "bearer":
        yield RequestProblem(path="fhirAuthorization.token_type", text="must be Bearer")
    opened, named = given.get("patient"), context.get("patientId") if isinstance(context, dict) else None
    if opened and isinstance(opened, str) and isinstance(named, str) and _differ(opened, named):
        yield RequestProblem(path="fhirAuthorization.patient", text="is not the patient of context.patientId")


def _differ(opened: str, named: str) -> bool:
    return _bare(opened, "Patient") != _bare(named, "Patient")


def _context_problems(context: Any, service: Service) -> Iterator[RequestProblem]:
    if not isinstance(context, dict):
        yield RequestProblem(path="context", text="is required and must be an object")
        return
    yield from _text_problems(context, "userId", "context.userId")
    yield from _id_problems(context, "patientId", "Patient", required=True)
    yield from _id_problems(context, "encounterId", "Encounter", required=False)
    for name, kind in _CONTEXT[service.hook].items():
        if not isinstance(context.get(name), kind):
            yield RequestProblem(path=f"context.{name}", text=f"is required and must be {_KIND_NAMES[kind]}")


def _id_problems(context: Mapping[str, Any], name: str, kind: str, *, required: bool) -> Iterator[RequestProblem]:
    found = context.get(name)
    if found is None and not required:
        return
    if not isinstance(found, str) or not _FHIR_ID.fullmatch(_bare(found, kind)) or not _bare(found, kind).strip("."):
        need = "is required and" if required else "if given,"
        yield RequestProblem(path=f"context.{name}", text=f"{need} must be the bare id of a {kind}")


def _text_problems(value: Mapping[str, Any], name: str, path: str) -> Iterator[RequestProblem]:
    found = value.get(name)
    if not isinstance(found, str) or not found.strip():
        yield RequestProblem(path=path, text="is required and must be a text that is not blank")
    elif len(found) > _TEXT_LIMIT:
        yield RequestProblem(path=path, text=f"must not be longer than {_TEXT_LIMIT} characters")
    elif _HALF_PAIR.search(found):
        yield RequestProblem(path=path, text="must be Unicode: it holds half of a surrogate pair")


def _bare(reference: str, kind: str) -> str:
    """`Patient/x` is not legal but common: it is read as `x`."""
    return reference.removeprefix(f"{kind}/")


_KIND_NAMES: Mapping[type, str] = {str: "a text", dict: "an object", list: "an array", Decimal: "a number"}
