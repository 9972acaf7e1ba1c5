"""Hook request → the drafts on which advice is wanted; None when nothing is being ordered."""

from __future__ import annotations

from cds_service.case.order import Drafts
from cds_service.hooks.request import BadRequest, HookRequest, RequestProblem
from fhir_mappings.orders.drafts import Draft, Drafted, drafted, selected
from fhir_mappings.terminology import Terminology

ORDER_HOOKS = frozenset({"order-select", "order-sign"})


def drafts_of(request: HookRequest, terminology: Terminology) -> Drafted | None:
    """The drafts of an order hook. Raises `BadRequest` when `draftOrders` is no Bundle (a missing type is forgiven)."""
    if request.hook not in ORDER_HOOKS:
        return None
    bundle = request.context["draftOrders"]
    if bundle.get("resourceType") != "Bundle":
        raise BadRequest((RequestProblem(path="context.draftOrders", text="must be a FHIR Bundle"),))
    return drafted(bundle, request.patient_id, terminology)


def to_check(request: HookRequest, found: Drafted) -> Drafts:
    """All drafts, and those to check: the selections of order-select, every draft of order-sign.

    Raises `BadRequest` when a selection is not among the drafts.
    """
    chosen: tuple[Draft, ...] | None = found.drafts
    if request.hook == "order-select":
        chosen = selected(found, request.context["selections"])
    if chosen is None:
        text = "each must name a resource of context.draftOrders, as Type/id"
        raise BadRequest((RequestProblem(path="context.selections", text=text),))
    return Drafts(all=tuple(draft.order for draft in found.drafts), checked=tuple(draft.order for draft in chosen))
