"""What a code does not say and words beside it may: words alone settle nothing, and are no absence either."""

from __future__ import annotations

import re

from cds_service.logic.fact import Why
from fhir_mappings.elements.coding import codings, every_word
from fhir_mappings.elements.problem import Problem
from fhir_mappings.reader import Sources
from fhir_mappings.terminology import Coding, Terminology, includes

IN_WORDS = Problem(why=Why.UNMAPPED, element="code", text="names this in words only; please confirm it by a code")
"""Why what is only spoken of is neither there nor absent."""


def is_spoken_of(sources: Sources, concept: object, words: re.Pattern[str] | None) -> bool:
    """Whether the words of a CodeableConcept match and none of its codings is known here to mean something else."""
    if words is None or not words.search(every_word(concept)):
        return False
    return not any(_is_known(sources.terminology, coding) for coding in codings(concept))


def _is_known(terminology: Terminology, coding: Coding) -> bool:
    translated = any(coding.key in each.targets for each in terminology.concept_maps.values())
    return translated or any(includes(each, coding) for each in terminology.value_sets.values())
