"""Facts → facts narrowed by other facts: what follows without any judgement of ours.

Only open facts are narrowed, with two exceptions of the clinical model: a mixed histology is outside the source's
population, and poor differentiation means grade 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cds_service.case.items import course, disease
from cds_service.case.items.item import FALSE, TRUE, Item
from cds_service.logic.domain import Domain, Interval, exactly, one_of
from cds_service.logic.fact import Fact, Why

Facts = Mapping[str, Fact]

REMOVABLE_MAJORITY = 70  # % of the liver tumour, strictly more [S18]


def inferred(facts: Facts) -> dict[str, Fact]:
    """All facts after the inferences of this file, applied in order."""
    result = dict(facts)
    for item, infer in _INFERENCES:
        found = infer(result)
        if found is not None:
            result[item.name] = found
    return result


def _mixed_histology_is_not_a_nen(facts: Facts) -> Fact | None:
    """MiNEN is outside the source's population [A17]."""
    differentiation = facts[disease.DIFFERENTIATION.name]
    if differentiation.possible == one_of("mixed"):
        return Fact(possible=FALSE, evidence=differentiation.evidence)
    return None


def _poor_differentiation_is_g3(facts: Facts) -> Fact | None:
    """Poorly differentiated means NEC, and a NEC is G3 (clinical model §0)."""
    differentiation, grade = facts[disease.DIFFERENTIATION.name], facts[disease.GRADE.name]
    if differentiation.possible == one_of("poor"):
        return Fact(possible=one_of("G3"), evidence=differentiation.evidence + grade.evidence)
    return None


def _contradicted_differentiation_may_be_g3(facts: Facts) -> Fact | None:
    """A record that says both well and poor leaves grade 3 possible, whatever a low Ki-67 says (D06)."""
    differentiation, grade = facts[disease.DIFFERENTIATION.name], facts[disease.GRADE.name]
    if differentiation.why is not Why.CONFLICTING or "G3" in _words(grade.possible):
        return None
    possible = one_of("G3", *_words(grade.possible))
    return Fact(possible=possible, why=Why.CONFLICTING, evidence=differentiation.evidence + grade.evidence)


def _liver_predominance(facts: Facts) -> Fact | None:
    """Exclusive without, not exclusive with disease outside the liver (clinical model §0 `LIVERDOM`)."""
    dominance = facts[disease.LIVER_DOM.name]
    distant, abdominal = facts[disease.EXTRA_ABD.name], facts[disease.EXTRAHEP_ABD.name]
    if dominance.possible != disease.LIVER_DOM.range:
        return None
    evidence = distant.evidence + abdominal.evidence
    if distant.possible == FALSE and abdominal.possible == one_of("none"):
        return Fact(possible=one_of("exclusive"), evidence=evidence)
    if distant.possible == TRUE or "none" not in _words(abdominal.possible):
        return replace(dominance, possible=one_of("predominant", "minor"), evidence=evidence)
    return None


def _resectable_by_fraction(facts: Facts) -> Fact | None:
    """Without a surgeon's verdict, > 70 % removable counts as resectable; ≤ 70 % and diffuse as not [A5]."""
    verdict = facts[disease.RESECT_VERDICT.name]
    fraction, distribution = facts[disease.REMOVABLE_PCT.name], facts[disease.DISTRIBUTION.name]
    if verdict.possible != disease.RESECT_VERDICT.range or not isinstance(fraction.possible, Interval):
        return None
    if _above(fraction.possible, REMOVABLE_MAJORITY):
        return Fact(possible=one_of("resectable", "cytoreduction"), evidence=fraction.evidence)
    if fraction.possible.high <= REMOVABLE_MAJORITY and distribution.possible == one_of("diffuse"):
        return Fact(possible=one_of("unresectable"), evidence=fraction.evidence + distribution.evidence)
    return None


def _stable_is_not_progressing(facts: Facts) -> Fact | None:
    """A current record of stability says that there is no progression (S66)."""
    progression, stability = facts[course.PROGRESSING.name], facts[course.STABLE_MONTHS.name]
    recorded = isinstance(stability.possible, Interval) and stability.possible.low > 0
    if recorded and progression.possible == course.PROGRESSING.range:
        return Fact(possible=FALSE, evidence=stability.evidence)
    return None


def _progression_ends_stability(facts: Facts) -> Fact | None:
    """Progressing disease has been stable for no time (S66: `PROG` true makes C5 false)."""
    progression, stability = facts[course.PROGRESSING.name], facts[course.STABLE_MONTHS.name]
    if progression.possible == TRUE and stability.possible == course.STABLE_MONTHS.range:
        return replace(stability, possible=exactly(0), why=None, evidence=progression.evidence)
    return None


def _above(interval: Interval, limit: int) -> bool:
    return interval.low > limit or (interval.low == limit and not interval.low_closed)


def _words(domain: Domain) -> frozenset[str]:
    return frozenset() if isinstance(domain, Interval) else domain.members


_INFERENCES: tuple[tuple[Item, Callable[[Facts], Fact | None]], ...] = (
    (disease.NEN_CONFIRMED, _mixed_histology_is_not_a_nen),
    (disease.GRADE, _poor_differentiation_is_g3),
    (disease.GRADE, _contradicted_differentiation_may_be_g3),
    (disease.LIVER_DOM, _liver_predominance),
    (disease.RESECT_VERDICT, _resectable_by_fraction),
    (course.PROGRESSING, _stable_is_not_progressing),
    (course.STABLE_MONTHS, _progression_ends_stability),
)
