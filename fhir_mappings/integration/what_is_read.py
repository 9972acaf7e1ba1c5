"""Readers → the table for integrators: which facts come from which resources, by which value sets and concept maps."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.items.item import Item
from fhir_mappings.reader import Reader
from fhir_mappings.readers import READERS
from fhir_mappings.resources import LISTS
from fhir_mappings.terminology import ConceptMap, Kind, Terminology, ValueSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A value set or concept map by which something is read: where it is published, and its words."""

    kind: Kind
    id: str
    title: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way of finding facts.

    facts    the items it can settle
    types    the resource types in which it looks
    by       the value sets and concept maps by which it recognises and understands; empty: no codes are involved
    how      one sentence on what counts
    """

    facts: tuple[Item, ...]
    types: tuple[str, ...]
    by: tuple[Named, ...]
    how: str


def what_is_read(terminology: Terminology, readers: Iterable[Reader] = READERS) -> tuple[Row, ...]:
    """One row per reader, in the order of the facts' codes (PF01 …)."""
    rows = (_row(terminology, reader) for reader in readers)
    return tuple(sorted(rows, key=lambda row: tuple(item.code for item in row.facts)))


def _row(terminology: Terminology, reader: Reader) -> Row:
    return Row(
        facts=tuple(sorted((BY_NAME[name] for name in reader.items), key=lambda item: item.code)),
        types=tuple(LISTS[name] for name in LISTS if name in reader.lists),
        by=tuple(_named(terminology, identifier) for identifier in dict.fromkeys(reader.codes)),
        how=_how(reader),
    )


def _named(terminology: Terminology, identifier: str) -> Named:
    kind: Kind = "ValueSet" if identifier in terminology.value_sets else "ConceptMap"
    found: ValueSet | ConceptMap = (
        terminology.value_sets[identifier] if kind == "ValueSet" else terminology.concept_maps[identifier]
    )
    return Named(kind=kind, id=identifier, title=found.title, purpose=found.purpose)


def _how(reader: Reader) -> str:
    """What the file of the reader says of itself, without the codes of the facts; empty when it was compiled away."""
    said = sys.modules[reader.read.__module__].__doc__ or ""
    sentence = said.partition(": ")[2].strip() or said.strip()
    return sentence[:1].upper() + sentence[1:]
