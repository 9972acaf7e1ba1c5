"""The moment at which an EHR calls, that is a user, a patient and the orders at hand → context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cds_service.harness.ehr.client.asking.query import Values
from cds_service.harness.published_hooks import published_hooks

Resource = Mapping[str, Any]

USER = "Practitioner/mock-practitioner"
_DRAFTS = "draftOrders"
_SELECTIONS = "selections"


class NotEnough(ValueError):
    """An occasion that lacks what its hook requires; the message names the context fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What the user does in the EHR.

    user        `Type/id` of the Practitioner, PractitionerRole, Patient or RelatedPerson
    drafts      the unsigned orders of the session, each with its id
    selections  `Type/id` of the drafts that were chosen last; None: all of them
    others      further context fields, such as `appointments`
    """

    patient: str
    user: str = USER
    encounter: str | None = None
    drafts: tuple[Resource, ...] = ()
    selections: tuple[str, ...] | None = None
    others: Mapping[str, Any] = field(default_factory=dict)


def context_of(hook: str, occasion: Occasion, base: str) -> dict[str, Any]:
    """The context of a call of this hook, drafts named below the FHIR base. Raises `NotEnough`."""
    required = published_hooks().get(hook, {}).get("required", ())
    context: dict[str, Any] = {"userId": occasion.user, "patientId": occasion.patient}
    if occasion.encounter:
        context["encounterId"] = occasion.encounter
    if occasion.drafts and _SELECTIONS in required:
        context[_SELECTIONS] = list(_selected(occasion))
    if occasion.drafts and _DRAFTS in required:
        context[_DRAFTS] = _bundle(occasion.drafts, base)
    context |= occasion.others
    missing = [name for name in required if name not in context]
    if missing:
        raise NotEnough(f"{hook} needs {', '.join(missing)} in its context")
    return context


def values_of(context: Mapping[str, Any], today: date) -> Values:
    """The values that templates may use: simple context fields and the id of the user under its type."""
    simple = {name: value for name, value in context.items() if isinstance(value, str | int | float)}
    tokens = {f"context.{name}": _text(value) for name, value in simple.items()}
    kind, slash, identifier = str(context.get("userId", "")).partition("/")
    return Values(tokens={**tokens, **({f"user{kind}Id": identifier} if slash else {})}, today=today)


def _selected(occasion: Occasion) -> tuple[str, ...]:
    if occasion.selections is not None:
        return occasion.selections
    return tuple(f"{draft['resourceType']}/{draft['id']}" for draft in occasion.drafts)


def _bundle(drafts: tuple[Resource, ...], base: str) -> dict[str, Any]:
    entries = [
        {"fullUrl": f"{base}/{draft['resourceType']}/{draft['id']}", "resource": dict(draft)} for draft in drafts
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
