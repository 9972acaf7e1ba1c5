"""Codes that are not understood → the draft of a site's ConceptMap (FHIR R4), ready to be filled in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from fhir.resources.R4B.conceptmap import ConceptMap

from fhir_mappings.integration.gaps import Gap

_HOW = (
    "Codes of this site that the service does not understand, most frequent first. For each one that matters put the "
    "code it stands for into target.code (find it with `net-cds terminology search`) and set equivalence to "
    "equivalent, or to wider when the target says less. The target code is one of the system in group.target; for a "
    "code of another system copy the group and change that. Leave the others unmatched or delete them. Then put this "
    "file into the folder that NET_CDS_CONCEPT_MAPS names."
)


def site_map_draft(found: Iterable[Gap]) -> dict[str, Any]:
    """One group per source system and element of the record, in the order of the gaps.

    A draft is a valid map as it is: unfilled lines are "unmatched" and are not read.
    """
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for gap in found:
        key = (gap.coding.system, str(gap.place))
        empty = {"source": gap.coding.system, "target": gap.place.target, "element": []}
        groups.setdefault(key, empty)["element"].append(_element(gap))
    body: dict[str, Any] = {
        "id": "site-map-draft",
        "status": "draft",
        "title": "Draft of a site's ConceptMap",
        "description": _HOW,
        **({"group": list(groups.values())} if groups else {}),
    }
    written: dict[str, Any] = json.loads(ConceptMap(**body).model_dump_json())
    return written


def _element(gap: Gap) -> dict[str, Any]:
    times = "1 resource" if gap.count == 1 else f"{gap.count} resources"
    comment = f"In {times}, {gap.place}. Fill in code and equivalence, or leave it unmatched."
    shown = {"display": gap.coding.display} if gap.coding.display else {}
    return {"code": gap.coding.code, **shown, "target": [{"equivalence": "unmatched", "comment": comment}]}
