"""What a sender has to know: how it codes, measures and shapes each thing that a case tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.fhir_mappings.corpus.writing import Resource, Told

Writer = Callable[[Told, str], list[Resource]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One kind of system; each writer gets what is told and a fresh id, and gives resources."""

    name: str
    patient: Callable[[Told, str], Resource]
    condition: Writer
    observation: Writer
    procedure: Writer
    medicine: Writer
    allergy: Writer
    cannot: frozenset[str] = field(default_factory=frozenset)

    def writers(self) -> Mapping[str, Writer]:
        """The writers by the word that the cases use."""
        return {
            "condition": self.condition,
            "observation": self.observation,
            "procedure": self.procedure,
            "medicine": self.medicine,
            "allergy": self.allergy,
        }
