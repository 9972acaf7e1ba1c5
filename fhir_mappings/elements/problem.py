"""Problem: why an element gives no value, in our own words."""

from __future__ import annotations

from dataclasses import dataclass

from cds_service.logic.fact import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An element that could not be read.

    why      the reason that the fact which needs the element stays open
    element  the path inside the resource ("valueQuantity.unit"), made of FHIR element names only
    text     what was wrong, in our own words; no patient-derived text
    doubts   a measurement was understood and cannot be believed: it casts doubt on an older one that reassures
    """

    why: Why
    element: str
    text: str
    doubts: bool = False


def unreadable(element: str, text: str) -> Problem:
    """The problem of an element that is there and cannot be understood."""
    return Problem(why=Why.UNREADABLE, element=element, text=text)


def implausible(element: str, text: str = "is outside the plausible range") -> Problem:
    """The problem of a measurement that was understood and cannot be true."""
    return Problem(why=Why.UNREADABLE, element=element, text=text, doubts=True)


def not_recorded(element: str, text: str = "not recorded") -> Problem:
    """The problem of an element that is missing, empty or absent with a stated reason."""
    return Problem(why=Why.NOT_RECORDED, element=element, text=text)


def conflicting(element: str, text: str) -> Problem:
    """The problem of an element that says two things at once."""
    return Problem(why=Why.CONFLICTING, element=element, text=text)
