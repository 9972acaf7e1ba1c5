"""Warnings that could not be checked → the card that says so: silence about them would read as safety."""

from __future__ import annotations

from collections.abc import Iterable

from cds_service.cards.fitting import listed
from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import bulleted
from cds_service.cards.ordering.orders import names_of
from cds_service.cards.sections.warning import topic_name
from cds_service.cards.words import why_open
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.order import Order
from cds_service.case.record import Case
from cds_service.guideline.asking_at_order import Unchecked

_SILENCE = "That nothing is said about these is no sign of safety."
_ABOUT_A_LIST = "prefetch."


def unchecked_body(frame: Frame, found: tuple[Unchecked, ...], case: Case, checked: tuple[Order, ...]) -> Body | None:
    """The card; None when everything could be checked, or is asked for."""
    if not found:
        return None
    topics = [topic_name(one.warning.id, frame.terminology) for one in found]
    return Body(
        topic="notes",
        summary=listed(f"Not checked before {names_of(checked)}: ", list(dict.fromkeys(topics))),
        paragraphs=(
            "Part of the record was not read.",
            bulleted([*_open(found, case), *_lists(case)]),
            _SILENCE,
        ),
        overridable=False,
        shorts=("part of it was not checked",),
    )


def _open(found: Iterable[Unchecked], case: Case) -> list[str]:
    """What is not known, by the reason for it."""
    by_reason: dict[str, dict[str, None]] = {}
    for name in (name for one in found for name in one.items):
        by_reason.setdefault(why_open(name, case.facts[name]), {})[BY_NAME[name].label] = None
    return [f"{why[0].upper()}{why[1:]}: {'; '.join(labels)}." for why, labels in by_reason.items()]


def _lists(case: Case) -> list[str]:
    """Why lists did not come; these notes are in our own words."""
    return list(dict.fromkeys(f"{note.text}." for note in case.notes if (note.element or "").startswith(_ABOUT_A_LIST)))
