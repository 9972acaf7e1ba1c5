"""No criterion of a warning can be changed without a vignette noticing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest

from cds_service.guideline.warning import SafetyWarning
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.criterion import Criterion, Facts
from tests.guideline import holding
from tests.guideline.comparison import raised, warning_differences
from tests.guideline.mutation import changed, said, warning_card_mutants, warning_mutants
from tests.guideline.vignettes import Vignette

_MUTANTS = [
    pytest.param(mutant, id=f"{one.slug}-{where}") for one in WARNINGS for where, mutant in warning_mutants(one)
]
_CARD_MUTANTS = [
    pytest.param(mutant, id=f"{one.slug}-{where}") for one in WARNINGS for where, mutant in warning_card_mutants(one)
]
# Many warnings share one population: each is changed once, in all of them.
_POPULATION_MUTANTS = [
    pytest.param(population, mutant, id=f"{population.text}-{where}")
    for population in dict.fromkeys(one.population for one in WARNINGS)
    for where, mutant in changed(population)
]


@pytest.mark.parametrize("mutant", _MUTANTS)
def test_a_vignette_fails_when_a_criterion_is_changed(mutant: SafetyWarning) -> None:
    warnings = tuple(mutant if one.slug == mutant.slug else one for one in WARNINGS)
    assert _is_noticed(warnings, _nearest(mutant.slug))


@pytest.mark.parametrize(("population", "mutant"), _POPULATION_MUTANTS)
def test_a_vignette_fails_when_a_population_is_changed(population: Criterion, mutant: Criterion) -> None:
    warnings = (replace(one, population=mutant) if one.population == population else one for one in WARNINGS)
    assert _is_noticed(tuple(warnings), holding.warning())


@pytest.mark.parametrize("mutant", _CARD_MUTANTS)
def test_a_vignette_reads_otherwise_when_the_criterion_of_a_line_is_changed(mutant: SafetyWarning) -> None:
    original = next(one for one in WARNINGS if one.slug == mutant.slug)
    assert any(_read(mutant, facts) != _read(original, facts) for facts in _cases_of(mutant.slug))


def _is_noticed(warnings: tuple[SafetyWarning, ...], vignettes: Iterable[Vignette]) -> bool:
    return any(warning_differences(vignette, warnings) for vignette in vignettes)


def _read(warning: SafetyWarning, facts: Facts) -> list[str]:
    return [*said(warning.named, facts), *said(warning.lines, facts)]


@cache
def _cases_of(slug: str) -> tuple[Facts, ...]:
    """The facts of every vignette in which the warning is raised."""
    found = (one for vignette in holding.warning() for one in raised(vignette, WARNINGS))
    return tuple(one.facts for one in found if one.warning.slug == slug)


def _nearest(slug: str) -> list[Vignette]:
    """The vignettes that hold, those of the warning's own file first: they notice soonest."""
    return sorted(holding.warning(), key=lambda vignette: vignette.file != slug.replace("-", "_"))
