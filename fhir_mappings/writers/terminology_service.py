"""Our published terminology → what a read-only FHIR R4 server says of it: CapabilityStatement and searchset Bundle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.capabilitystatement import CapabilityStatement

from fhir_mappings.terminology import CANONICAL_BASE, Kind

_SEARCHED = (
    {"name": "_id", "type": "token", "documentation": "The id; several separated by commas."},
    {"name": "url", "type": "uri", "documentation": "The canonical URL; several separated by commas."},
)


def capability_statement(base: str, kinds: Iterable[Kind], date: str) -> dict[str, Any]:
    """What the server at `base` can do: read and search, for these resource types; `date` is that of its content."""
    resources = [
        {
            "type": kind,
            "interaction": [{"code": "read"}, {"code": "search-type"}],
            "versioning": "no-version",
            "searchParam": list(_SEARCHED),
        }
        for kind in kinds
    ]
    body: dict[str, Any] = {
        "id": "terminology",
        "url": f"{CANONICAL_BASE}/CapabilityStatement/terminology",
        "name": "NetCdsTerminology",
        "title": "Terminology of net-cds, read only",
        "status": "active",
        "date": date,
        "publisher": "net-cds",
        "kind": "instance",
        "software": {"name": "net-cds", "version": version("net-cds")},
        "implementation": {"description": "The codes by which this service reads a record", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [{"mode": "server", "resource": resources}],
    }
    written: dict[str, Any] = json.loads(CapabilityStatement(**body).model_dump_json())
    return written


def searchset(base: str, found: Iterable[Mapping[str, Any]], itself: str) -> dict[str, Any]:
    """The resources as matches of one search; `itself` is the address of that search."""
    entries = [
        {
            "fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}",
            "resource": dict(resource),
            "search": {"mode": "match"},
        }
        for resource in found
    ]
    body: dict[str, Any] = {
        "type": "searchset",
        "total": len(entries),
        "link": [{"relation": "self", "url": itself}],
        **({"entry": entries} if entries else {}),
    }
    Bundle(**body)
    return {"resourceType": "Bundle", **body}
