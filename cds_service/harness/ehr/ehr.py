"""One mock EHR: what it holds, whom it lets in, how it behaves, and what it was asked."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from cds_service.harness.ehr.faults.conduct import Conduct, conduct_of
from cds_service.harness.ehr.faults.profile import FaultProfile
from cds_service.harness.ehr.grant import Grant

Resource = Mapping[str, Any]
Key = tuple[str, str]
"""Type and id of a resource."""

_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request to the FHIR server.

    path         below the base, with the query: "Condition?patient=p1"; of a search by POST with what its body holds
    is_elsewhere True if it came to the other origin, to which no client should have followed
    """

    method: str
    path: str
    has_token: bool
    is_elsewhere: bool = False


class Ehr:
    """The state of one mock EHR; every method can be called from any thread, at any time.

    It is open, and asks for no token, unless it is made with grants or with `is_open=False`.
    """

    def __init__(
        self,
        resources: Iterable[Resource] = (),
        *,
        grants: Iterable[Grant] = (),
        is_open: bool | None = None,
        page_size: int = _PAGE_SIZE,
        fault: FaultProfile | None = None,
    ) -> None:
        """Hold these resources, which need `resourceType` and `id`. Of two with the same id the later stays."""
        self._lock = threading.Lock()
        self._resources: Mapping[Key, Resource] = {_key(one): one for one in resources}
        self._grants = {grant.token: grant for grant in grants}
        self._fault, self._conduct = fault, conduct_of(fault)
        self._asked: list[Asked] = []
        self.is_open = not self._grants if is_open is None else is_open
        self.page_size = page_size

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What it was asked since it was made or `forget` was called, in the order of arrival."""
        with self._lock:
            return tuple(self._asked)

    def note(self, asked: Asked) -> None:
        """Remember a request."""
        with self._lock:
            self._asked.append(asked)

    def forget(self) -> None:
        """Forget what it was asked."""
        with self._lock:
            self._asked.clear()

    @property
    def fault(self) -> FaultProfile | None:
        """What it does wrong on purpose."""
        return self._fault

    @property
    def conduct(self) -> Conduct:
        """How its FHIR server behaves under that fault; sound under a fault of the client."""
        return self._conduct

    def suffer(self, fault: FaultProfile | None) -> None:
        """Misbehave so from now on; None: be sound. Whether anything listens is settled when the server starts."""
        with self._lock:
            self._conduct = conduct_of(fault)
            self._fault = fault

    def grant_of(self, token: str) -> Grant | None:
        """The grant of an access token; None if there is none or its time is over."""
        grant = self._grants.get(token)
        return None if grant is None or grant.is_over else grant

    def admit(self, grant: Grant) -> None:
        """Accept its token from now on."""
        with self._lock:
            self._grants = {**self._grants, grant.token: grant}

    def revoke(self, token: str) -> None:
        """Accept this token no longer."""
        with self._lock:
            self._grants = {key: grant for key, grant in self._grants.items() if key != token}

    @property
    def resources(self) -> Mapping[Key, Resource]:
        """All that it holds at this moment, by type and id; a picture that no later write changes."""
        return MappingProxyType(self._resources)  # a write puts another mapping in its place

    @property
    def patients(self) -> tuple[str, ...]:
        """The ids of its patients in alphabetical order."""
        return tuple(sorted(identifier for kind, identifier in self._resources if kind == "Patient"))

    def hold(self, resources: Iterable[Resource]) -> None:
        """Hold these resources and no others, all at once."""
        with self._lock:
            self._resources = {_key(one): one for one in resources}

    def create(self, resource: Resource) -> Resource:
        """Store it under a new id, and return it as it is stored."""
        return self.update({**resource, "id": str(uuid.uuid4())})

    def update(self, resource: Resource) -> Resource:
        """Store it under its own id in place of what was there, as a new version, and return it as it is stored."""
        with self._lock:
            before = self._resources.get(_key(resource), {})
            stored = {**resource, "meta": {**resource.get("meta", {}), **_version_after(before)}}
            self._resources = {**self._resources, _key(resource): stored}
        return stored

    def delete(self, kind: str, identifier: str) -> bool:
        """Let go of a resource; False if it was not there."""
        with self._lock:
            left = {key: one for key, one in self._resources.items() if key != (kind, identifier)}
            was_there = len(left) < len(self._resources)
            self._resources = left
        return was_there


def _key(resource: Resource) -> Key:
    return resource["resourceType"], resource["id"]


def _version_after(before: Resource) -> dict[str, str]:
    version = str(before.get("meta", {}).get("versionId", "0"))
    following = int(version) + 1 if version.isdecimal() else 1
    return {"versionId": str(following), "lastUpdated": datetime.now(UTC).isoformat(timespec="milliseconds")}
