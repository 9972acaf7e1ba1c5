"""Resource → the FHIR version whose shape it has, where that is not R4."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_INDEX = re.compile(r"\[\d+\]")


def version_of(resource: Mapping[str, Any]) -> str | None:
    """ "DSTU2", "STU3", "DSTU2 or STU3", "R5"; None where nothing speaks against R4. Told by types and elements."""
    marks = tuple(_marks(resource))
    if not marks:
        return None
    common = frozenset.intersection(*marks) or frozenset.union(*marks)
    return " or ".join(sorted(common, key=_ORDER.index))


def version_with(resource_type: str, path: str) -> str | None:
    """The versions in which a resource type has this element ("component[0].foo"); None where no known one has."""
    found = _table()["elements"].get(resource_type, {}).get(_INDEX.sub("", path))
    return " or ".join(found) if found else None


_ORDER = ("DSTU2", "STU3", "R5")


def _marks(resource: Mapping[str, Any]) -> Iterator[frozenset[str]]:
    kind, table = str(resource.get("resourceType")), _table()
    if kind in table["types"]:
        yield frozenset(table["types"][kind])
    for name, versions in table["elements"].get(kind, {}).items():
        if name in resource:
            yield frozenset(versions)
    for name in table["plain_codes"].get(kind, ()):
        if isinstance(resource.get(name), str):
            yield frozenset(("DSTU2", "STU3"))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files(__package__).joinpath("other_versions.json").read_text(encoding="utf-8"))
    return table
