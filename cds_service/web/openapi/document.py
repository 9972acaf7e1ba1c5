"""Services × settings → the description of this service in OpenAPI 3.1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from cds_service.auth.admission import Auth
from cds_service.hooks.service import Service
from cds_service.settings import Settings
from cds_service.web import metrics

_OF_EACH_SERVICE = "{service}"
_TOKEN: Mapping[Auth, list[Any]] = {Auth.REQUIRED: [{"client": []}], Auth.OPTIONAL: [{}, {"client": []}], Auth.OFF: []}


def document(services: Iterable[Service], settings: Settings) -> dict[str, Any]:
    """The description: every address that is served, each service by its own, and whether a token is wanted."""
    written: dict[str, Any] = json.loads(files("cds_service.web.openapi").joinpath("openapi.json").read_text("utf-8"))
    offered = tuple(services)
    if not settings.metrics.beside:
        del written["paths"][metrics.PATH]
    schemas = written["components"]["schemas"] | {f"prefetch-{service.hook}": _prefetch(service) for service in offered}
    return written | {
        "info": written["info"] | {"version": version("net-cds")},
        "servers": [{"url": settings.public_url}],
        "security": _TOKEN[settings.auth],
        "paths": dict(each for path in written["paths"].items() for each in _served(path, offered)),
        "components": written["components"] | {"schemas": schemas},
    }


def _served(path: tuple[str, Any], services: Iterable[Service]) -> Iterable[tuple[str, Any]]:
    """The address and what it does; one that stands for all services, once for each."""
    if _OF_EACH_SERVICE not in path[0]:
        return (path,)
    return ((path[0].replace(_OF_EACH_SERVICE, service.id), _about(service, path[1])) for service in services)


def _about(service: Service, written: Any) -> Any:
    """The same with what the service says of itself in place of the names in braces."""
    if isinstance(written, dict):
        return {name: _about(service, value) for name, value in written.items()}
    if isinstance(written, list):
        return [_about(service, value) for value in written]
    return _said(service, written) if isinstance(written, str) else written


def _said(service: Service, text: str) -> str:
    said = {"service": service.id} | {
        name: str(getattr(service, name)) for name in ("title", "description", "hook", "limit")
    }
    for name, words in said.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def _prefetch(service: Service) -> dict[str, Any]:
    """What the keys hold is read however it comes, so that their values have no schema."""
    keys = {
        key: {"description": f"{template} ({'required' if key in service.required else 'optional'})"}
        for key, template in service.prefetch.items()
    }
    return {"allOf": [{"$ref": "#/components/schemas/Prefetch"}], "properties": keys}
