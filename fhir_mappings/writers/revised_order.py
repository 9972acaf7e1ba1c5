"""Draft as the EHR sent it × another order → the same draft with that order in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fhir.resources.R4B.servicerequest import ServiceRequest
from pydantic import ValidationError

from fhir_mappings.elements.shape import Object
from fhir_mappings.terminology import SuggestedOrder

# What described the order that is replaced, and would be wrong of the new one.
_OF_THE_OLD = (
    "orderDetail",
    "quantityQuantity",
    "quantityRatio",
    "quantityRange",
    "instantiatesCanonical",
    "instantiatesUri",
)


def revised_order(draft: Object, order: SuggestedOrder) -> Mapping[str, Any] | None:
    """The whole draft under its own id, everything else untouched; only a ServiceRequest can be revised.

    None when the draft is none, has no id, or would not be legal FHIR R4: it is then not offered.
    """
    if draft.get("resourceType") != "ServiceRequest" or not draft.get("id"):
        return None
    kept = {name: value for name, value in draft.items() if name.lstrip("_") not in _OF_THE_OLD}
    codings = [{"system": coding.system, "code": coding.code, "display": coding.display} for coding in order.codings]
    revised = {**kept, "code": {"text": order.text, "coding": codings}}
    try:
        ServiceRequest(**{name: value for name, value in revised.items() if name != "resourceType"})
    except (ValidationError, TypeError, ValueError):  # a draft that was never legal stays as it is
        return None
    return revised
