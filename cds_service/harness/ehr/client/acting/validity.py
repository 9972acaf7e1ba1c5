"""What a FHIR server would say of a resource that a suggestion brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fhir.resources.R4B import get_fhir_model_class

from cds_service.harness.template import resource_types


def is_valid(resource: Mapping[str, Any]) -> bool:
    """Whether it is a valid FHIR R4 resource."""
    kind = resource.get("resourceType")
    if kind not in resource_types():
        return False
    try:
        get_fhir_model_class(kind).model_validate(resource)
    except ValueError:  # also of pydantic, and for types of earlier releases
        return False
    return True
