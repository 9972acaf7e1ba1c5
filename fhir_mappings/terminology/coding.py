"""A coding as it was sent → the same coding as our value sets write it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_ICD_WITHOUT_DOT = re.compile(r"[A-Z]\d[0-9A-Z]{2,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One code of one system; the display is for people and never matched."""

    system: str
    code: str
    display: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """System and code, the two members that identify."""
        return self.system, self.code


def normalised(system: object, code: object) -> Coding | None:
    """The coding in our spelling, or None when system or code is missing, blank or not text.

    Systems we do not know keep their own spelling. Codes are compared whole: combined codes
    ("A54.4† M73.04*", "E10.3211+TT1.2") stay as they are and match nothing.
    """
    if not isinstance(system, str) or not isinstance(code, str):
        return None
    uri, written = _normalised_system(system), code.strip()
    if not uri or not written:
        return None
    return Coding(system=uri, code=_normalised_code(uri, written))


def is_standard(system: str) -> bool:
    """Whether a system, in our spelling, is a public terminology that we know by name, and not a site's own."""
    return system in _spellings().codes


def _normalised_system(uri: str) -> str:
    trimmed = "".join(uri.split())
    table, key = _spellings(), _spelling(trimmed)
    known = table.systems.get(key)
    if known is not None:
        return known
    for prefix, system in table.editions.items():
        if key.startswith(prefix):
            return system
    return trimmed


def _normalised_code(system: str, code: str) -> str:
    rule = _spellings().codes.get(system)
    if rule is None:
        return code
    written = code.upper() if rule.upper_case else code
    if rule.dot_after and _ICD_WITHOUT_DOT.fullmatch(written):
        return f"{written[: rule.dot_after]}.{written[rule.dot_after :]}"
    return written


def _spelling(uri: str) -> str:
    """The part of a URI in which real senders agree."""
    bare = uri.partition("|")[0].rstrip("/").lower()
    return bare.removeprefix("urn:oid:").replace("https://", "http://", 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CodeRule:
    upper_case: bool
    dot_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spellings:
    systems: Mapping[str, str]
    editions: Mapping[str, str]
    codes: Mapping[str, _CodeRule]


@cache
def _spellings() -> _Spellings:
    path = files(__package__).joinpath("system_aliases.json")
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["systems"]
    return _Spellings(
        systems=MappingProxyType(
            {_spelling(uri): row["system"] for row in rows for uri in (row["system"], *row["aliases"])}
        ),
        editions=MappingProxyType(
            {f"{_spelling(row['system'])}/": row["system"] for row in rows if row.get("editions_below")}
        ),
        codes=MappingProxyType({row["system"]: _code_rule(row) for row in rows}),
    )


def _code_rule(row: Mapping[str, Any]) -> _CodeRule:
    return _CodeRule(upper_case=row.get("upper_case", False), dot_after=row.get("dot_after", 0))
