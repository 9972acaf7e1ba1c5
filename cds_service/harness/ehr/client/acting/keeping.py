"""Records after a suggestion → the mock EHR holds them."""

from __future__ import annotations

from collections.abc import Iterable

from cds_service.harness.ehr.client.acting.applying import Holdings
from cds_service.harness.ehr.client.acting.references import Resource, key_of
from cds_service.harness.ehr.ehr import Ehr


def holdings(ehr: Ehr, base: str, drafts: Iterable[Resource] | None = None) -> Holdings:
    """What the EHR holds at this moment, and the drafts of the ordering session, if there is one."""
    kept = None if drafts is None else {key_of(draft): draft for draft in drafts}
    return Holdings(base=base, drafts=kept, stored=ehr.resources)


def keep(ehr: Ehr, before: Holdings, after: Holdings) -> None:
    """Let the EHR hold what changed on the server between the two; a resource that changed gets a new version."""
    for kind, identifier in before.stored.keys() - after.stored.keys():
        ehr.delete(kind, identifier)
    for key, resource in after.stored.items():
        if before.stored.get(key) != resource:
            ehr.update(resource)
