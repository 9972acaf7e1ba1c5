"""Question: a fact to ask for, and the order that obtains it."""

from __future__ import annotations

from dataclasses import dataclass

from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import ALWAYS
from cds_service.logic.criterion import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of the missing-information table (clinical model §4.7).

    items   names of the items that it settles
    text    what a clinician is asked for
    obtain  how it is obtained, in words
    orders  codes of `net-order` that may be proposed for it; none where a person must look something up
    order_of  by name of an item, the code that obtains just that one; proposed only while that item is open
    at_orders  kinds of order at which it is asked even when no warning hangs on it
    when    at those orders: asked unless this is false
    urgent  asked before all others
    sources  statements and divergences that make it a fact to ask for
    """

    id: str
    items: tuple[str, ...]
    text: str
    obtain: str
    orders: tuple[str, ...] = ()
    order_of: tuple[tuple[str, str], ...] = ()
    at_orders: tuple[OrderKind, ...] = ()
    when: Criterion = ALWAYS
    urgent: bool = False
    sources: tuple[str, ...] = ()
