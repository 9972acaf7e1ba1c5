"""Hook request → the drafts on which advice is wanted; None when nothing is being ordered."""

from __future__ import annotations

from collections.abc import Iterable

from cds_service.case.order import Drafts, Order
from cds_service.hooks.request import BadRequest, HookRequest, RequestProblem
from fhir_mappings.orders.drafts import Drafted, drafted
from fhir_mappings.orders.naming import places_of
from fhir_mappings.terminology import Terminology

ORDER_HOOKS = frozenset({"order-select", "order-sign"})
MOST_ORDERS = 200  # nobody signs so many of these at once; each costs an evaluation of all warnings


def drafts_of(request: HookRequest, terminology: Terminology) -> Drafted | None:
    """The drafts of an order hook.

    Raises `BadRequest` when `draftOrders` is no Bundle (a missing type is forgiven), or holds absurdly many orders.
    """
    if request.hook not in ORDER_HOOKS:
        return None
    bundle = request.context["draftOrders"]
    if bundle.get("resourceType") != "Bundle":
        raise _refusal("draftOrders", "must be a FHIR Bundle")
    found = drafted(bundle, request.patient_id, request.fhir_server, terminology)
    if len(found.drafts) > MOST_ORDERS:
        raise _refusal("draftOrders", f"holds more than {MOST_ORDERS} orders of the kinds that are checked here")
    return found


def to_check(request: HookRequest, found: Drafted) -> Drafts:
    """All drafts, and those to check: the selections of order-select, every draft of order-sign.

    Raises `BadRequest` when a selection names nothing in the Bundle; what it names may be of any type.
    """
    orders = [draft.order for draft in found.drafts]
    if request.hook != "order-select":
        return Drafts(all=_each_once(orders), checked=_each_once(orders))
    places = places_of(found.names, request.context["selections"])
    if places is None:
        raise _refusal("selections", "each must name a resource of context.draftOrders, as Type/id")
    chosen = (draft.order for draft in found.drafts if draft.position in places)
    return Drafts(all=_each_once(orders), checked=_each_once(chosen))


def _each_once(orders: Iterable[Order]) -> tuple[Order, ...]:
    """A draft sent twice is one order; drafts without an id cannot be told apart, and all count."""
    return tuple({(order, order.reference or place): order for place, order in enumerate(orders)}.values())


def _refusal(member: str, text: str) -> BadRequest:
    return BadRequest((RequestProblem(path=f"context.{member}", text=text),))
