"""What a person should know about an Observation although it could be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhir_mappings.elements.shape import Object, an_object, is_given, text

_BARE_NUMBER = re.compile(r"[0-9.,\s]{1,40}")
_WITHOUT_ZONE = re.compile(r"[^T]*T[^Z+-]*")
_TIMES = ("effectiveDateTime", "effectiveInstant", "issued")


def remarks(observation: Object) -> tuple[tuple[str, str], ...]:
    """The element and our words for each remark; an Observation that is as FHIR wants it gives none."""
    return (*_numbers(observation), *_times(observation))


def _numbers(observation: Object) -> Iterator[tuple[str, str]]:
    """A text that holds a bare number may have lost its unit or sign; "<3 %" is meant to be read as it stands."""
    if _BARE_NUMBER.fullmatch(text(observation.get("valueString")) or ""):
        yield "valueString", "a number was sent as text"
    if isinstance(an_object(observation.get("valueQuantity")).get("value"), str):
        yield "valueQuantity.value", "a number was sent as text"


def _times(observation: Object) -> Iterator[tuple[str, str]]:
    """The day is taken as written, so that a missing zone can move it by one at most."""
    for name in _TIMES:
        if is_given(observation.get(name)):
            if _WITHOUT_ZONE.fullmatch(text(observation[name]) or ""):
                yield name, "a time was sent without its zone; the day is taken as written"
            return
