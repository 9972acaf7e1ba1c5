"""No criterion of a recommendation can be changed without a vignette noticing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cds_service.guideline import asking, evaluation
from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.definitions.person import COMFORT_GOALS
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.evaluation import judge
from cds_service.guideline.recommendation import CardText, Recommendation
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import SHOWN, Status
from cds_service.logic.criterion import Criterion, Definition, Facts
from tests.guideline import holding
from tests.guideline.comparison import differences, differences_of
from tests.guideline.mutation import card_mutants, changed, flipped, mutants, said

_MUTANTS = [pytest.param(mutant, id=f"{one.id}-{where}") for one in RECOMMENDATIONS for where, mutant in mutants(one)]
_CARD_MUTANTS = [
    pytest.param(mutant, id=f"{one.id}-{where}") for one in RECOMMENDATIONS for where, mutant in card_mutants(one)
]
# Many recommendations share one population: each is changed once, in all of them.
_POPULATION_MUTANTS = [
    pytest.param(population, mutant, id=f"{population.text}-{where}")
    for population in dict.fromkeys(one.population for one in RECOMMENDATIONS)
    for where, mutant in changed(population)
]

# Definitions that evaluation and questions read directly, not through a recommendation. (Evaluation also asks whether
# `NEC` is open; only its openness is read there, and negation does not change that.)
_SHARED = {
    (evaluation, "G3"): G3,
    (asking, "SCOPE"): SCOPE,
    (asking, "NEC"): NEC,
    (asking, "COMFORT_GOALS"): COMFORT_GOALS,
}
_SHARED_MUTANTS = [
    pytest.param(module, name, mutant, id=f"{module.__name__.rsplit('.', 1)[-1]}.{name}: {where}")
    for (module, name), definition in _SHARED.items()
    for where, mutant in flipped(definition)
]


@pytest.mark.parametrize("mutant", _MUTANTS)
def test_a_vignette_fails_when_a_gate_or_a_strength_is_changed(mutant: Recommendation) -> None:
    assert any(differences_of(mutant, vignette, vignette.case.facts) for vignette in holding.naming(mutant.id))


@pytest.mark.parametrize(("population", "mutant"), _POPULATION_MUTANTS)
def test_a_vignette_fails_when_a_population_is_changed(population: Criterion, mutant: Criterion) -> None:
    copies = [replace(one, population=mutant) for one in RECOMMENDATIONS if one.population == population]
    assert any(
        differences_of(copy, vignette, vignette.case.facts) for copy in copies for vignette in holding.naming(copy.id)
    )


@pytest.mark.parametrize("mutant", _CARD_MUTANTS)
def test_a_vignette_reads_otherwise_when_the_criterion_of_a_line_is_changed(mutant: Recommendation) -> None:
    original = _by_id(mutant.id).card
    assert any(_read(mutant.card, *shown) != _read(original, *shown) for shown in _judged(mutant.id))


@pytest.mark.parametrize(("module", "name", "mutant"), _SHARED_MUTANTS)
def test_a_vignette_fails_when_a_shared_leaf_is_negated(
    module: object, name: str, mutant: Definition, monkeypatch: pytest.MonkeyPatch
) -> None:
    satisfied = holding.opened()
    monkeypatch.setattr(module, name, mutant)
    assert any(differences(vignette) for vignette in satisfied), f"no vignette notices {name}"


def _read(card: CardText, status: Status, facts: Facts) -> list[str]:
    """What is read of the card: its title and lines while it is shown, why it is not when it is blocked."""
    if status in SHOWN:
        return [*said(card.other_titles, facts)[:1], *said(card.lines, facts)]
    return said(card.when_suppressed, facts) if status is Status.BLOCKED else []


def _by_id(identifier: str) -> Recommendation:
    return next(one for one in RECOMMENDATIONS if one.id == identifier)


@cache
def _judged(identifier: str) -> tuple[tuple[Status, Facts], ...]:
    """The status of the recommendation in each vignette that names it, and the facts."""
    found = [vignette.case.facts for vignette in holding.naming(identifier)]
    return tuple((judge(_by_id(identifier), facts).status, facts) for facts in found)
