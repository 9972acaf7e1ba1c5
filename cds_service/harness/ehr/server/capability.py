"""What the FHIR server says of itself: its CapabilityStatement."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from cds_service.harness.ehr.addresses import AUTHORIZE, EXCHANGE
from cds_service.harness.ehr.search.parameters import Kind, parameters_of, resource_types

_OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"


def capability_statement(base: str, address: str) -> dict[str, Any]:
    """The statement of the server at `base`, with the SMART endpoints below `address`."""
    statement: dict[str, Any] = json.loads(_template())
    statement["implementation"]["url"] = base
    rest = statement["rest"][0]
    rest["security"]["extension"] = [
        {
            "url": _OAUTH,
            "extension": [
                {"url": "authorize", "valueUri": f"{address}{AUTHORIZE}"},
                {"url": "token", "valueUri": f"{address}{EXCHANGE}"},
            ],
        }
    ]
    (for_each,) = rest["resource"]
    rest["resource"] = [{"type": kind, **for_each, **_searched(kind)} for kind in resource_types()]
    return statement


def _searched(kind: str) -> dict[str, Any]:
    parameters = parameters_of(kind)
    references = [f"{kind}:{name}" for name, one in parameters.items() if one.kind is Kind.REFERENCE]
    said = [{"name": name, "type": str(one.kind)} for name, one in parameters.items()]
    return {"searchInclude": references, "searchParam": said} if references else {"searchParam": said}


@cache
def _template() -> str:
    return files("cds_service.harness.ehr.server").joinpath("capability.json").read_text("utf-8")
