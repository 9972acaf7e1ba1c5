"""The actions of a suggestion × orders and records → orders and records after it, or the reason why not."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from cds_service.harness.ehr.client.acting.references import Key, Resource, key_named, key_of, led, names_for
from cds_service.harness.ehr.client.acting.validity import is_valid
from cds_service.harness.ehr.client.answering.card import Action, ActionType


class CannotApply(ValueError):
    """A suggestion that cannot be carried out as a whole; the message says why without quoting a resource."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The drafts of an ordering session, in their order, and what the FHIR server at `base` holds.

    Outside an ordering session `drafts` is None: then everything goes to the server.
    """

    base: str
    drafts: Mapping[Key, Resource] | None = None
    stored: Mapping[Key, Resource] = field(default_factory=dict)

    @property
    def all(self) -> Mapping[Key, Resource]:
        """Drafts and stored resources; a draft hides the stored resource with its key."""
        return {**self.stored, **(self.drafts or {})}

    def without(self, key: Key) -> Holdings:
        """The same without this draft or, if it is none, without this stored resource."""
        if self.drafts and key in self.drafts:
            return replace(self, drafts=_less(self.drafts, key))
        return replace(self, stored=_less(self.stored, key))

    def having(self, resource: Resource) -> Holdings:
        """The same with this resource in its place; what is new and a draft joins the ordering session."""
        key = key_of(resource)
        is_new_draft = key not in self.stored and resource.get("status") == "draft"
        if self.drafts is not None and (key in self.drafts or is_new_draft):
            return replace(self, drafts={**self.drafts, key: resource})
        return replace(self, stored={**self.stored, key: resource})


def applied(actions: Sequence[Action], before: Holdings) -> Holdings:
    """What there is afterwards: what is deleted is gone, what is created has an id, then updates stand (§8.7, C-C06).

    All or nothing, as in a FHIR transaction. Raises `CannotApply` for what is not there, what is acted on twice, what
    was changed since the service saw it (C-C13), and what is not valid FHIR, unless it was not so before either.
    """
    deleted = [_existing(key_named(one.deletes or ""), before) for one in actions if one.type is ActionType.DELETE]
    created, updated = _resources(actions, ActionType.CREATE), _resources(actions, ActionType.UPDATE)
    _check_once([*deleted, *map(key_of, created), *map(key_of, updated)])
    identified = [(one, str(uuid.uuid4())) for one in created]
    names: dict[str, str] = {}
    for one, identifier in identified:
        names |= names_for(key_of(one), identifier, before.base)
    added = [{**led(one, names), "id": identifier} for one, identifier in identified]
    _check_valid(added)
    changed = [_following(before, led(one, names)) for one in updated]
    return reduce(Holdings.having, [*added, *changed], reduce(Holdings.without, deleted, before))


def _resources(actions: Sequence[Action], kind: ActionType) -> list[Resource]:
    return [one.resource for one in actions if one.type is kind and one.resource]


def _existing(key: Key, holdings: Holdings) -> Key:
    """The key of what is there; a bare id, as in 1.0, may only fit one draft."""
    kind, identifier = key
    fitting = [other for other in holdings.drafts or () if not kind and other[1] == identifier]
    (found,) = fitting if len(fitting) == 1 else (key,)
    if found not in holdings.all:
        raise CannotApply("an action is about a resource that is not there")
    return found


def _following(before: Holdings, resource: Resource) -> Resource:
    old = before.all[_existing(key_of(resource), before)]
    seen, stands = ((one.get("meta") or {}).get("versionId") for one in (resource, old))
    if seen and stands and seen != stands:
        raise CannotApply("a resource was changed since the service saw it")
    if is_valid(old):
        _check_valid([resource])
    return resource


def _check_once(keys: Sequence[Key]) -> None:
    if any(count > 1 for (_, identifier), count in Counter(keys).items() if identifier):
        raise CannotApply("two actions are about the same resource")


def _check_valid(resources: Sequence[Resource]) -> None:
    for resource in resources:
        if not is_valid(resource):
            raise CannotApply(f"a {resource.get('resourceType')} of the suggestion is not valid FHIR R4")


def _less(resources: Mapping[Key, Resource], key: Key) -> Mapping[Key, Resource]:
    return {other: resource for other, resource in resources.items() if other != key}
