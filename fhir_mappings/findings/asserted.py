"""What the patient's Conditions assert, and which of them have a code."""

from __future__ import annotations

from fhir_mappings.conditions import Asserted
from fhir_mappings.reader import Sources

__all__ = ["Asserted", "asserted", "having_code"]


def asserted(sources: Sources) -> tuple[Asserted, ...]:
    """Every Condition except those refuted, entered in error or in a shape that cannot be read; newest first."""
    return sources.conditions.all


def having_code(found: tuple[Asserted, ...], codes: frozenset[tuple[str, str]]) -> tuple[Asserted, ...]:
    """The Conditions whose code is one of these."""
    return tuple(condition for condition in found if any(coding.key in codes for coding in condition.codings))
