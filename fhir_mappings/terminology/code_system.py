"""FHIR CodeSystem → the codes that are ours, with their displays."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fhir_mappings.terminology.coding import Coding


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodeSystem:
    """One of our code systems; `displays` by code."""

    id: str
    url: str
    displays: Mapping[str, str]


def coding_in(code_system: CodeSystem, code: str) -> Coding:
    """The coding with its display; KeyError for a code that does not exist."""
    return Coding(system=code_system.url, code=code, display=code_system.displays[code])


def read_code_system(resource: Mapping[str, Any]) -> CodeSystem:
    """One of our own code systems, which are flat lists."""
    displays = {concept["code"]: concept["display"] for concept in resource["concept"]}
    return CodeSystem(id=resource["id"], url=resource["url"], displays=MappingProxyType(displays))
