"""Question: a fact to ask for, and the order that obtains it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of the missing-information table (clinical model §4.7).

    items   names of the items that it settles
    text    what a clinician is asked for
    obtain  how it is obtained, in words
    orders  codes of `net-order` that may be proposed for it; none where a person must look something up
    """

    id: str
    items: tuple[str, ...]
    text: str
    obtain: str
    orders: tuple[str, ...] = ()
