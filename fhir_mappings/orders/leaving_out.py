"""Which drafts are not checked, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from cds_service.case.record import Note
from fhir_mappings.elements.shape import Object
from fhir_mappings.elements.status import status_word

# Words of DSTU2 to R5; whatever else a status says, the order may still be signed (order-sign: also revised orders).
_WITHDRAWN = frozenset(
    ("entered-in-error", "cancelled", "revoked", "completed", "stopped", "ended", "rejected", "aborted")
)


class LeftOut(Enum):
    """Why a draft is not checked."""

    ANOTHER = "of another patient"
    MODIFIED = "a modifierExtension or implicitRules may change the meaning"
    WITHDRAWN = "by status or doNotPerform nothing that is to be signed"


def is_withdrawn(body: Object) -> bool:
    """True for what is no order any more, and for an order that something must not be done."""
    return body.get("doNotPerform") in (True, "true") or status_word(body) in _WITHDRAWN


def left_out_notes(left: Sequence[tuple[LeftOut, str | None]]) -> tuple[Note, ...]:
    """One note for each reason; the drafts of another patient are not named."""
    return tuple(
        _note(why, [reference for reason, reference in left if reason is why])
        for why in LeftOut
        if any(reason is why for reason, _ in left)
    )


def _note(why: LeftOut, references: list[str | None]) -> Note:
    count = "1 draft order" if len(references) == 1 else f"{len(references)} draft orders"
    named = None if why is LeftOut.ANOTHER else next((found for found in references if found), None)
    return Note(text=f"{count} not checked: {why.value}", reference=named, element="context.draftOrders")
