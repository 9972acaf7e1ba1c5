"""No leaf of the guideline can be negated without a vignette noticing."""

from __future__ import annotations

from functools import cache

import pytest

from cds_service.guideline import asking, evaluation
from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.definitions.person import COMFORT_GOALS
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.logic.criterion import Definition
from tests.guideline.comparison import differences, differences_of
from tests.guideline.mutation import Mutant, flipped, mutants
from tests.guideline.vignettes import Vignette, all_vignettes

MUTANTS = [mutant for recommendation in RECOMMENDATIONS for mutant in mutants(recommendation)]

# Definitions that evaluation and questions read directly, not through a recommendation. (Evaluation also asks whether
# `NEC` is open; only its openness is read there, and negation does not change that.)
_SHARED = {
    (evaluation, "G3"): G3,
    (asking, "SCOPE"): SCOPE,
    (asking, "NEC"): NEC,
    (asking, "COMFORT_GOALS"): COMFORT_GOALS,
}
_SHARED_MUTANTS = [
    pytest.param(module, name, changed, id=f"{module.__name__.rsplit('.', 1)[-1]}.{name}: {where}")
    for (module, name), definition in _SHARED.items()
    for where, changed in flipped(definition)
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_vignette_fails_when_a_leaf_is_negated(mutant: Mutant) -> None:
    named = _satisfied_by(mutant.recommendation.id)
    killed = any(differences_of(mutant.recommendation, vignette, vignette.case.facts) for vignette in named)
    assert killed, f"no vignette notices that this leaf of {mutant.recommendation.slug} is negated: {mutant.where}"


@pytest.mark.parametrize(("module", "name", "changed"), _SHARED_MUTANTS)
def test_a_vignette_fails_when_a_shared_leaf_is_negated(
    module: object, name: str, changed: Definition, monkeypatch: pytest.MonkeyPatch
) -> None:
    satisfied = _satisfied()
    monkeypatch.setattr(module, name, changed)
    assert any(differences(vignette) for vignette in satisfied), f"no vignette notices {name}"


@cache
def _satisfied_by(identifier: str) -> tuple[Vignette, ...]:
    """The vignettes that name the recommendation and hold as it stands: one that fails anyway notices nothing."""
    recommendation = next(one for one in RECOMMENDATIONS if one.id == identifier)
    named = (vignette for vignette in all_vignettes() if identifier in vignette.expected)
    return tuple(one for one in named if not differences_of(recommendation, one, one.case.facts))


@cache
def _satisfied() -> tuple[Vignette, ...]:
    return tuple(vignette for vignette in all_vignettes() if not differences(vignette))
