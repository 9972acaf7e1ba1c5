"""Units: what was sent → our UCUM spelling, and the explicit conversions between units of one analyte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from fhir_mappings.elements.shape import Object, text

NO_UNIT = ""
ONE = "1"
_UCUM = ("unitsofmeasure.org", "2.16.840.1.113883.6.8")
_SPELLINGS = str.maketrans(
    {"µ": "u", "μ": "u", "⁹": "^9", "⁶": "^6", "³": "^3", "²": "2", "×": "x", "⋅": ".", "·": ".", "％": "%"}
)
_POWER = re.compile(r"^x?10(?:\^|\*\*|\*|e|~|\()?([369])\)?(?=/)")
_MICRO = re.compile(r"(?<![a-z])mc(?=l|g|mol|iu)")
_ANNOTATION = re.compile(r"(?<=.)\{[A-Za-z_ ]*\}|^\{[A-Za-z_ ]*\}(?=/)")

Conversion = Callable[[Decimal], Decimal]


def unit_of(quantity: Object) -> str | None:
    """The unit of a Quantity in our UCUM spelling, NO_UNIT when none is given, None when it is unknown to us.

    A UCUM code decides; codes of other systems are not units. Without one the unit text is looked up.
    """
    code, name = text(quantity.get("code")), text(quantity.get("unit"))
    if code is None or not _may_be_ucum(quantity.get("system")):
        return NO_UNIT if name is None and code is None else named_unit(name)
    coded, named = named_unit(code), named_unit(name)
    if coded == ONE and name is not None and named != ONE:
        return None
    return coded if coded is not None or _is_ucum(quantity.get("system")) else named


def named_unit(name: str | None) -> str | None:
    """Our UCUM spelling of a unit written as text or code; None when it is not in `unit_names.json`."""
    if name is None or len(name) > 40:
        return None
    bare = _ANNOTATION.sub("", name)
    table = _names()
    return table.get(name) or table.get(bare) or table.get(_spelling(name)) or table.get(_spelling(bare))


def conversion(start: str, unit: str, analyte: str | None = None) -> Conversion | None:
    """How a number in `start` becomes a number in `unit` (both our UCUM spelling) for this analyte; None: no way.

    Conversions that hold for everything (g/L to g/dL) are always tried; mass to molar only for the named analyte.
    """
    if start == unit:
        return _unchanged
    for group in (analyte, "any"):
        rows = _conversions().get(group, {}) if group else {}
        if (start, unit) in rows:
            return rows[start, unit].forward
        if (unit, start) in rows:
            return rows[unit, start].backward
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    multiply: Decimal
    divide: Decimal
    add: Decimal

    def forward(self, value: Decimal) -> Decimal:
        return value * self.multiply / self.divide + self.add

    def backward(self, value: Decimal) -> Decimal:
        return (value - self.add) * self.divide / self.multiply


def _unchanged(value: Decimal) -> Decimal:
    return value


def _is_ucum(system: object) -> bool:
    return isinstance(system, str) and any(name in system[:200] for name in _UCUM)


def _may_be_ucum(system: object) -> bool:
    return text(system) is None or _is_ucum(system)


def _spelling(name: str) -> str:
    plain = "".join(name.translate(_SPELLINGS).lower().split())
    return _MICRO.sub("u", _POWER.sub(r"10*\1", plain))


@cache
def _names() -> Mapping[str, str]:
    """Every spelling → unit; those in lower case come last, so that "G/L" (giga) stays apart from "g/L"."""
    units: dict[str, list[str]] = _data("unit_names.json")["units"]
    exact = {name: unit for unit, names in units.items() for name in (unit, *names)}
    loose: dict[str, str] = {_spelling(unit): unit for unit in units}
    for name, unit in exact.items():
        loose.setdefault(_spelling(name), unit)
    return MappingProxyType({**loose, **exact})


@cache
def _conversions() -> Mapping[str, Mapping[tuple[str, str], _Row]]:
    groups: dict[str, list[dict[str, str]]] = _data("conversions.json")["conversions"]
    return MappingProxyType(
        {group: {(row["from"], row["to"]): _row(row) for row in rows} for group, rows in groups.items()}
    )


def _row(row: Mapping[str, str]) -> _Row:
    return _Row(
        multiply=Decimal(row.get("multiply", "1")),
        divide=Decimal(row.get("divide", "1")),
        add=Decimal(row.get("add", "0")),
    )


def _data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return loaded
