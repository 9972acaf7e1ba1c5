"""An entry of discovery → valid calls of that service: the user's own, or a neutral one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from cds_service.harness.template import TOKEN, Template, templates_of

NEUTRAL = "neutral patient"
_INSTANCE = "6c1f0a52-2f0e-4d9b-8d5a-1b7e3c9f4a20"
_USER_TOKENS = {"userPractitionerId": "harness-practitioner"}


class NotARequest(ValueError):
    """A file that is no hook request; the message names it and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidCall:
    """A hook request and the name under which reports mention it; `is_example` if nobody chose it for the service."""

    name: str
    body: Mapping[str, Any]
    is_example: bool = False


def read_calls(folder: Traversable, *, examples: bool = False) -> tuple[ValidCall, ...]:
    """The hook requests of a folder's `*.json`, by name of the file. Raises `NotARequest`."""
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return tuple(
        ValidCall(name=file.name.removesuffix(".json"), body=_read(file), is_example=examples) for file in found
    )


def calls_for(service: Mapping[str, Any], own: Iterable[ValidCall]) -> tuple[ValidCall, ...]:
    """The calls of the service's hook, examples only as far as they fill each prefetch key that the service asks for.

    Without any, one call about a patient of whom nothing is known.
    """
    of_hook = [call for call in own if call.body.get("hook") == service.get("hook")]
    fitted = (_fitted(call, service) if call.is_example else call for call in of_hook)
    return tuple(call for call in fitted if call) or (neutral_call(service),)


def neutral_call(service: Mapping[str, Any]) -> ValidCall:
    """A call with every prefetch key filled as an EHR would fill it that knows the patient and nothing else."""
    contexts = _data("contexts")
    context = contexts.get(str(service.get("hook")), contexts["patient-view"])
    body: dict[str, Any] = {"hook": service.get("hook"), "hookInstance": _INSTANCE, "context": context}
    prefetch = dict(_filled(service, context))
    return ValidCall(name=NEUTRAL, body={**body, "prefetch": prefetch} if prefetch else body)


def resolved(template: Template, context: Mapping[str, Any]) -> str:
    """The query for this context; a token without a value stands for nothing."""
    values = {**_USER_TOKENS, **{f"context.{name}": value for name, value in context.items()}}
    return TOKEN.sub(lambda token: str(values.get(token.group(1).strip(), "")), template.text)


def _fitted(example: ValidCall, service: Mapping[str, Any]) -> ValidCall | None:
    """The example without anything that the service did not ask for; None if it lacks something."""
    asked = [template.key for template in templates_of(service)]
    has = example.body.get("prefetch") or {}
    if not asked or not set(asked) <= set(has):
        return None
    body = {name: value for name, value in example.body.items() if name not in {"extension", "prefetch"}}
    return replace(example, body={**body, "prefetch": {key: has[key] for key in asked}})


def _filled(service: Mapping[str, Any], context: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    known = {f"{one['resourceType']}/{one['id']}": one for one in _data("resources").values()}
    for template in templates_of(service):
        if template.is_search:
            yield template.key, {"resourceType": "Bundle", "type": "searchset", "total": 0, "entry": []}
        else:
            yield template.key, known.get(resolved(template, context))


def _data(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("cds_service.harness").joinpath(f"neutral/{name}.json").read_text("utf-8"))
    return found


def _read(file: Traversable) -> dict[str, Any]:
    try:
        body = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise NotARequest(f"{file.name} is not JSON; keep nothing but hook requests in the folder") from error
    if not isinstance(body, dict) or not isinstance(body.get("hook"), str):
        raise NotARequest(f"{file.name} has no hook; keep nothing but hook requests in the folder")
    return body
