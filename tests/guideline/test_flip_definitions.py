"""No part of a shared definition can be left out without a vignette of some rule noticing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import Criterion, Definition, parts
from tests.guideline import holding
from tests.guideline.comparison import differences_of, warning_differences
from tests.guideline.mutation import deciding, definition_mutants, with_definition


def _definitions(criterion: Criterion) -> Iterator[Definition]:
    if isinstance(criterion, Definition):
        yield criterion
    for part in parts(criterion):
        yield from _definitions(part)


_CRITERIA = [criterion for one in RECOMMENDATIONS for criterion in deciding(one)]
_CRITERIA += [criterion for one in WARNINGS for criterion in deciding(one)]
_SHARED = dict.fromkeys(found for criterion in _CRITERIA for found in _definitions(criterion))
_MUTANTS = [
    pytest.param(definition, mutant, id=f"{definition.id}: {where}")
    for definition in _SHARED
    for where, mutant in definition_mutants(definition)
]


@pytest.mark.parametrize(("definition", "mutant"), _MUTANTS)
def test_a_vignette_fails_when_a_part_of_a_definition_is_left_out(definition: Definition, mutant: Definition) -> None:
    assert _a_recommendation_notices(definition, mutant) or _a_warning_notices(definition, mutant)


def _a_recommendation_notices(definition: Definition, mutant: Definition) -> bool:
    copies = ((one, with_definition(one, definition, mutant)) for one in RECOMMENDATIONS)
    return any(
        differences_of(copy, vignette, vignette.case.facts)
        for one, copy in copies
        if copy != one
        for vignette in holding.naming(copy.id)
    )


def _a_warning_notices(definition: Definition, mutant: Definition) -> bool:
    warnings = tuple(with_definition(one, definition, mutant) for one in WARNINGS)
    return any(warning_differences(vignette, warnings) for vignette in holding.warning())
