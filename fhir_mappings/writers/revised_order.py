"""Draft as the EHR sent it × another order → the same draft with that order in it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fhir_mappings.elements.shape import Object
from fhir_mappings.orders.naming import reference_in
from fhir_mappings.terminology import SuggestedOrder
from fhir_mappings.validation.report import reports
from fhir_mappings.writers.service_request import code_of

# What described the order that is replaced and would be wrong of the new one; the narrative names it in words.
_OF_THE_OLD = frozenset(
    (
        "text",
        "orderDetail",
        "quantityQuantity",
        "quantityRatio",
        "quantityRange",
        "instantiatesCanonical",
        "instantiatesUri",
    )
)


def revised_order(draft: Object, order: SuggestedOrder) -> Mapping[str, Any] | None:
    """The whole draft under its own id; every other element, `meta` included, stays exactly as it was sent.

    None when it must not be offered: it is no ServiceRequest, has no id that an action may name, or would not be legal
    FHIR R4 or not the same number for number.
    """
    if draft.get("resourceType") != "ServiceRequest" or reference_in(draft) is None:
        return None
    kept = {name: value for name, value in draft.items() if name.lstrip("_") not in _OF_THE_OLD}
    revised = {**kept, "code": code_of(order)}
    if any(report.faults for report in reports(revised)):
        return None
    try:
        sendable: dict[str, Any] = _sendable(revised)
    except _CannotBeSentError:
        return None
    return sendable


class _CannotBeSentError(ValueError):
    """An element that FHIR does not allow to be empty, or a number that we would write differently (1.50 as 1.5)."""


def _sendable(value: Any) -> Any:
    if isinstance(value, Mapping):
        if any(part in (None, "", [], {}) for part in value.values()):
            raise _CannotBeSentError
        return {name: _sendable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_sendable(part) for part in value]
    if not isinstance(value, Decimal):
        return value
    if repr(float(value)) != str(value):
        raise _CannotBeSentError
    return float(value)
