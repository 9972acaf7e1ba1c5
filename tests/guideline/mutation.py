"""A rule of the guideline → every copy of it with one change that a vignette has to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from cds_service.guideline.recommendation import ALWAYS, NEVER, CertaintyRow, Line, Recommendation, StrengthRow
from cds_service.guideline.warning import SafetyWarning
from cds_service.logic.criterion import Criterion, Definition, Every, Facts, Not, Some, Test, evaluate
from cds_service.logic.criterion import tests as leaves_of
from cds_service.logic.truth import Truth

GATES = (
    "trigger",
    "eligibility",
    "safety",
    "conflict",
    "done_when",
    "needs_first",
)

# What decides whether a rule is raised or shown, beside its tables.
_FIELDS: dict[type, tuple[str, ...]] = {
    Recommendation: ("population", *GATES, "lowered_when"),
    SafetyWarning: ("population", "when", "unless", "at_patient_view"),
}

Changed = tuple[str, Criterion]
Change = Callable[[Criterion], Iterator[Changed]]
Rule = TypeVar("Rule", Recommendation, SafetyWarning)
Row = TypeVar("Row", StrengthRow, CertaintyRow, Line)


def mutants(recommendation: Recommendation) -> Iterator[tuple[str, Recommendation]]:
    """What is changed, and the copy: every gate but the population, every row of strength and certainty."""
    change = partial(changed, but=_demanded(recommendation))
    for gate in GATES:
        yield from _in_field(recommendation, gate, change)
    # lowering always would change nothing in what is weak anyway
    yield from _in_field(recommendation, "lowered_when", flipped)
    for where, strength in _in_rows("strength", recommendation.strength, change):
        yield where, replace(recommendation, strength=strength)
    for where, certainty in _in_rows("certainty", recommendation.certainty, change):
        yield where, replace(recommendation, certainty=certainty)


def card_mutants(recommendation: Recommendation) -> Iterator[tuple[str, Recommendation]]:
    """The same with the words of the card that have a criterion: said always, and never."""
    card = recommendation.card
    for where, lines in _in_rows("line", card.lines, constant):
        yield where, replace(recommendation, card=replace(card, lines=lines))
    for where, titles in _in_rows("title", card.other_titles, constant):
        yield where, replace(recommendation, card=replace(card, other_titles=titles))
    for where, lines in _in_rows("when suppressed", card.when_suppressed, constant):
        yield where, replace(recommendation, card=replace(card, when_suppressed=lines))


def warning_mutants(warning: SafetyWarning) -> Iterator[tuple[str, SafetyWarning]]:
    """Every criterion of a warning but its population, and whether it is raised while `when` is open."""
    change = partial(changed, but=_demanded(warning))
    for field in ("when", "unless", "at_patient_view"):
        yield from _in_field(warning, field, change)
    if warning.open_indicator:
        yield "silent while open", replace(warning, open_indicator=None)


def warning_card_mutants(warning: SafetyWarning) -> Iterator[tuple[str, SafetyWarning]]:
    """The same with the words of a warning that have a criterion: said always, and never."""
    for where, lines in _in_rows("line", warning.lines, constant):
        yield where, replace(warning, lines=lines)
    for where, named in _in_rows("named", warning.named, constant):
        yield where, replace(warning, named=named)


def deciding(rule: Recommendation | SafetyWarning) -> tuple[Criterion, ...]:
    """The criteria of a rule that decide what is said; those of single lines are left out."""
    found = tuple(getattr(rule, field) for field in _FIELDS[type(rule)])
    if isinstance(rule, SafetyWarning):
        return found
    return (*found, *(row.when for row in rule.strength), *(row.when for row in rule.certainty))


def with_definition(rule: Rule, old: Definition, new: Definition) -> Rule:
    """The rule with one definition exchanged wherever it decides."""
    fields: dict[str, Any] = {name: _exchanged(getattr(rule, name), old, new) for name in _FIELDS[type(rule)]}
    if isinstance(rule, Recommendation):
        fields["strength"] = tuple(replace(row, when=_exchanged(row.when, old, new)) for row in rule.strength)
        fields["certainty"] = tuple(replace(row, when=_exchanged(row.when, old, new)) for row in rule.certainty)
    return replace(rule, **fields)


def definition_mutants(definition: Definition) -> Iterator[tuple[str, Definition]]:
    """Every copy of a definition in which one of several parts is left out."""
    parts_of_it = () if isinstance(definition.of, Test | Definition) else changed(definition.of)
    for where, criterion in parts_of_it:
        yield where, replace(definition, of=criterion)


def flipped(criterion: Criterion) -> Iterator[Changed]:
    """Every copy of the criterion with one leaf negated: what held fails, what failed holds, open stays open."""
    if isinstance(criterion, Test):
        yield f"{criterion.text}: negated", Not(of=criterion)
    yield from _deeper(criterion, flipped)


def changed(criterion: Criterion, but: frozenset[Test] = frozenset()) -> Iterator[Changed]:
    """Every copy with one leaf negated, and with one leaf or definition held always or never: as if it were left out.

    What is in `but` is demanded elsewhere too, so that leaving it out changes nothing.
    """
    yield from flipped(criterion)
    yield from _without_a_part(criterion, but)


def constant(criterion: Criterion) -> Iterator[Changed]:
    """What holds always or never in place of a criterion that does not."""
    if criterion not in (ALWAYS, NEVER):
        yield "always", ALWAYS
        yield "never", NEVER


def said(lines: Iterable[Line], facts: Facts) -> list[str]:
    """The words that a clinician reads on this case: those whose criterion is true."""
    return [line.text for line in lines if evaluate(line.when, facts).answer is Truth.TRUE]


def _without_a_part(criterion: Criterion, but: frozenset[Test]) -> Iterator[Changed]:
    if not isinstance(criterion, Test | Definition):
        yield from _deeper(criterion, partial(_without_a_part, but=but))
    elif not but.issuperset(leaves_of(criterion)):
        yield from ((f"{criterion.text}: {how}", fixed) for how, fixed in constant(criterion))


def _deeper(criterion: Criterion, change: Change) -> Iterator[Changed]:
    """Every copy in which one part is changed, and the way down to it."""
    if isinstance(criterion, Every | Some):
        for place, part in enumerate(criterion.of):
            for where, other in change(part):
                copy = (*criterion.of[:place], other, *criterion.of[place + 1 :])
                yield f"{place} {where}", replace(criterion, of=copy)
    elif not isinstance(criterion, Test):
        for where, other in change(criterion.of):
            yield where, replace(criterion, of=other)


def _exchanged(criterion: Criterion, old: Definition, new: Definition) -> Criterion:
    if criterion == old:
        return new
    if isinstance(criterion, Every | Some):
        return replace(criterion, of=tuple(_exchanged(part, old, new) for part in criterion.of))
    return criterion if isinstance(criterion, Test) else replace(criterion, of=_exchanged(criterion.of, old, new))


def _demanded(rule: Recommendation | SafetyWarning) -> frozenset[Test]:
    return frozenset(leaves_of(rule.population))


def _in_field(rule: Rule, field: str, change: Change) -> Iterator[tuple[str, Rule]]:
    for where, criterion in change(getattr(rule, field)):
        other: Any = {field: criterion}
        yield f"{field}: {where}", replace(rule, **other)


def _in_rows(name: str, rows: tuple[Row, ...], change: Change) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for place, row in enumerate(rows):
        for where, criterion in change(row.when):
            copy = replace(row, when=criterion)
            yield f"{name} {place}: {where}", tuple(copy if one is row else one for one in rows)
