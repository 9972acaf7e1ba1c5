"""Frame: what every card of one answer shares — identity, source, reasons to override, the note on review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from cds_service.cards.card import Card, Coding, Link, Source, Suggestion
from cds_service.guideline import identity
from cds_service.guideline.verdict import Verdict
from cds_service.guideline.warning_check import Raised
from fhir_mappings.terminology import CARD_TOPIC, OVERRIDE_REASON, Terminology

_NAMESPACE = UUID("6f2f7f6e-6b0c-5c8e-9a55-0d4f8a0e6c11")
_FOR_PROFESSIONALS = "For NET-MDT consideration by professionals; verify against primary literature."
AWAITING_REVIEW = "This knowledge awaits local clinical review."


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The call that a card answers, the terminology from which codings are taken, and the knowledge behind it.

    guideline  id, version and hash of the knowledge
    review     one sentence on its local clinical review
    limit      the most cards that this hook allows (order-select: 2)
    drafts     the draft orders of the call as the EHR sent them, by "Type/id"
    """

    hook_instance: str
    patient_id: str
    encounter_id: str | None
    terminology: Terminology
    guideline: Mapping[str, Any]
    review: str = AWAITING_REVIEW
    limit: int = 3
    drafts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What one card says, or a part of one.

    topic   code of our card-topic system
    shorts  the same in a few words, for the title of a card that says several things
    """

    topic: str
    summary: str
    paragraphs: tuple[str, ...]
    indicator: str = "info"
    verdicts: tuple[Verdict, ...] = ()
    raised: tuple[Raised, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    overridable: bool = True
    shorts: tuple[str, ...] = ()


def framed(frame: Frame, body: Body) -> Card:
    """The card. The same call gives the same ids (`uuid5` of hook instance and topic)."""
    return Card(
        uuid=card_id(frame, body.topic),
        summary=body.summary,
        detail="\n\n".join((*body.paragraphs, f"_{_FOR_PROFESSIONALS} {frame.review}_")),
        indicator=body.indicator,
        source=Source(label=identity.SOURCE_LABEL, url=identity.SOURCE_URL, topic=_topic(frame, body.topic)),
        extension=_decision(frame, body),
        suggestions=body.suggestions,
        override_reasons=_override_reasons(frame) if body.overridable else (),
        links=(Link(label="Source article", url=identity.SOURCE_URL),),
    )


def card_id(frame: Frame, *names: str) -> str:
    """A stable id for a card or suggestion of this call."""
    return str(uuid5(_NAMESPACE, "|".join((frame.hook_instance, *names))))


def _topic(frame: Frame, code: str) -> Coding:
    return Coding(system=CARD_TOPIC, code=code, display=frame.terminology.code_systems["card-topic"].displays[code])


def _override_reasons(frame: Frame) -> tuple[Coding, ...]:
    displays = frame.terminology.code_systems["override-reason"].displays
    return tuple(Coding(system=OVERRIDE_REASON, code=code, display=display) for code, display in displays.items())


def _decision(frame: Frame, body: Body) -> dict[str, object]:
    statuses = {verdict.recommendation.id: verdict.status.value for verdict in body.verdicts}
    items = [{"id": identifier, "status": status} for identifier, status in statuses.items()]
    indicators = {one.warning.id: one.indicator.value for one in body.raised}
    items += [{"id": identifier, "indicator": indicator} for identifier, indicator in indicators.items()]
    return {"guideline": dict(frame.guideline), **({"items": items} if items else {})}
