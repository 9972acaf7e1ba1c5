"""Conditions of one kind → whether one of them stands today: active and confirmed, or not clear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cds_service.case.items.item import TRUE, Item
from cds_service.case.record import Note
from cds_service.logic.dates import DateRange
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.elements.moments import recorded
from fhir_mappings.elements.problem import Problem, not_recorded, unreadable
from fhir_mappings.elements.shape import is_given
from fhir_mappings.elements.status import clinical_status
from fhir_mappings.findings.asserted import Asserted, asserted
from fhir_mappings.findings.observed import note_on
from fhir_mappings.findings.spoken import IN_WORDS, is_spoken_of
from fhir_mappings.reader import NOTHING, Found, Sources
from fhir_mappings.terminology import ValueSet, includes_any

_ACTIVE = frozenset({"active", "recurrence", "relapse"})
_ABATED = ("abatementDateTime", "abatementAge", "abatementPeriod", "abatementRange", "abatementString")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The Conditions of one kind that are not over, newest first.

    certain  active, and not provisional
    unclear  those that may stand, each with what is wrong with it
    """

    certain: tuple[Asserted, ...]
    unclear: tuple[tuple[Asserted, Problem], ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """One note per Condition that is not clear."""
        return tuple(note_on(problem, condition.resource.reference) for condition, problem in self.unclear)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All of them as evidence, the certain ones first."""
        return tuple(one.evidence for one in (*self.certain, *(condition for condition, _ in self.unclear)))


def standing(sources: Sources, codes: Iterable[str], words: re.Pattern[str] | None = None) -> Standing:
    """The Conditions with a code of the value sets; resolved, inactive, refuted and mistaken ones are left out.

    Those that only `words` name, beside no code that is known here, are unclear.
    """
    wanted = [sources.terminology.value_sets[name] for name in codes]
    judged = [
        (one, problem) for one in _not_over(asserted(sources)) for problem in _judged(sources, one, wanted, words)
    ]
    return Standing(
        certain=tuple(one for one, problem in judged if problem is None),
        unclear=tuple((one, problem) for one, problem in judged if problem is not None),
    )


def standing_fact(item: Item, found: Standing) -> Found:
    """True when a Condition certainly stands, open when one may stand; nothing is said when there is none."""
    if found.certain:
        evidence = tuple(one.evidence for one in found.certain)
        return Found(facts={item.name: Fact(possible=TRUE, evidence=evidence)}, notes=found.notes)
    if not found.unclear:
        return NOTHING
    evidence = tuple(one.evidence for one, _ in found.unclear)
    fact = Fact(possible=item.range, why=found.unclear[0][1].why, evidence=evidence)
    return Found(facts={item.name: fact}, notes=found.notes)


def later(observed: Fact, named: Fact) -> Fact:
    """What was observed against a Condition: yes stands; no refutes a Condition only when it is newer (ruling 2)."""
    settled = observed.why is None and (observed.possible == TRUE or _is_newer(observed, named))
    return observed if settled else named


def _is_newer(observed: Fact, named: Fact) -> bool:
    dates = [evidence.date for evidence in named.evidence]
    last = observed.evidence[0].date
    return last is not None and all(isinstance(date, DateRange) and date.latest < last.earliest for date in dates)


def _judged(
    sources: Sources, one: Asserted, wanted: Iterable[ValueSet], words: re.Pattern[str] | None
) -> Iterator[Problem | None]:
    """What is wrong with a Condition of this kind; nothing for one of another kind."""
    if any(includes_any(kind, one.codings) for kind in wanted):
        yield _problem(one, sources)
    elif is_spoken_of(sources, one.resource.body.get("code"), words):
        yield _problem(one, sources) or IN_WORDS


def _not_over(conditions: Iterable[Asserted]) -> Iterator[Asserted]:
    for one in conditions:
        stated = clinical_status(one.resource.body)
        ended = stated is None and any(is_given(one.resource.body.get(name)) for name in _ABATED)
        if one.current and not ended:
            yield one


def _problem(one: Asserted, sources: Sources) -> Problem | None:
    when, status = recorded(one.resource.body), clinical_status(one.resource.body)
    if not isinstance(when, Problem) and when is not None and when.earliest > sources.as_of:
        return unreadable("recordedDate", "lies after the day of evaluation")
    if not one.certain:
        return Problem(why=Why.PRELIMINARY, element="verificationStatus", text="does not say confirmed")
    if isinstance(status, Problem):
        return status
    if status is None:
        return not_recorded("clinicalStatus", "is missing, so that it is not known whether this is active")
    return None if status in _ACTIVE else unreadable("clinicalStatus", "is unknown")
