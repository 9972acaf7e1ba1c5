"""The demonstration's patients as an EHR has them: hook requests, and the resources on its FHIR server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
_DEMONSTRATION = _ROOT / "cds_service" / "cli" / "demonstration"
_STORIES = _ROOT / "tests" / "stories" / "requests"

RESECTABLE = _DEMONSTRATION / "01-resectable-g1.json"
CARCINOMA = _DEMONSTRATION / "06-neuroendocrine-carcinoma.json"
ADENOCARCINOMA = _DEMONSTRATION / "10-colon-adenocarcinoma.json"
GRADES_DIFFER = _DEMONSTRATION / "09-grades-differ.json"
EMBOLISATION_SELECTED = _DEMONSTRATION / "12-y90-selected-in-a-prrt-candidate.json"
ANALOGUE_SIGNED = _STORIES / "V23-analogue-order.json"


def request_of(file: Path) -> dict[str, Any]:
    """The hook request."""
    request: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return request


def records_of(request: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All resources of its prefetch, in their order."""
    return list(_records(request["prefetch"]))


def _records(prefetch: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for value in prefetch.values():
        if value and value["resourceType"] != "Bundle":
            yield value
        for entry in (value or {}).get("entry", ()):
            yield entry["resource"]
