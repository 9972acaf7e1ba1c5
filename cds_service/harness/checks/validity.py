"""Resources in actions, held to FHIR R4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from cds_service.harness.checks.actions import reference, sent_resources
from cds_service.harness.checks.shape import Breaches, Check, all_actions
from cds_service.harness.exchange import Exchange

_SHOWN = 3


def _valid(exchange: Exchange) -> Breaches:
    """What is wrong with each resource; what was wrong with it when it was sent is not the service's fault."""
    sent = {reference(one): one for one in sent_resources(exchange.sent.content)}
    found = [(part.at, one) for part in all_actions(exchange) if isinstance(one := part.value.get("resource"), dict)]
    named = [(at, one) for at, one in found if isinstance(one.get("resourceType"), str)]
    if not named:
        return None
    wrong = ((at, one, _faults(one) - _faults(sent.get(reference(one), {}))) for at, one in named)
    return [f"{at}: {one['resourceType']} {'; '.join(sorted(faults)[:_SHOWN])}" for at, one, faults in wrong if faults]


def _faults(resource: Mapping[str, Any]) -> frozenset[str]:
    """Place and kind of everything that the models of R4B, which fit R4 here, have against it; nothing of values."""
    if not resource:
        return frozenset()
    try:
        get_fhir_model_class(str(resource["resourceType"])).model_validate(resource)
    except ValidationError as error:
        return frozenset(f"{'.'.join(map(str, one['loc']))} ({one['type']})" for one in error.errors())
    except ValueError:
        return frozenset({"is no resource type of R4"})
    except RecursionError:
        return frozenset({"is nested too deeply"})
    return frozenset()


CHECKS: dict[str, Check] = {"resource-valid": _valid}
