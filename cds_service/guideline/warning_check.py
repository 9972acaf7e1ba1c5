"""Case at an order × warning → the warning as raised, with its reasons and what it still hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Facts, Trace, evaluate, open_items
from cds_service.logic.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One warning on one case.

    certain  `when` is true; otherwise it is open and the warning names what is not known
    because  the criterion tree of `when`
    missing  names of the open items on which `when` still hangs
    order    the draft that raised it, as "Type/id"; None at patient-view or when the draft has no id
    facts    the facts on which it was raised, those about that draft included
    """

    warning: SafetyWarning
    indicator: Indicator
    certain: bool
    because: Trace
    missing: tuple[str, ...]
    facts: Facts = field(compare=False, repr=False)
    order: str | None = None


def check(facts: Facts, warning: SafetyWarning, order: str | None = None) -> Raised | None:
    """The warning if it is raised; `facts` include the items about the order, `order` names the draft."""
    if not _concerns(facts, warning):
        return None
    trace = evaluate(warning.when, facts)
    indicator = {Truth.TRUE: warning.indicator, Truth.UNKNOWN: warning.open_indicator}.get(trace.answer)
    if indicator is None:
        return None
    certain, missing = trace.answer is Truth.TRUE, open_items(trace)
    return Raised(
        warning=warning,
        indicator=indicator,
        certain=certain,
        because=trace,
        missing=missing,
        facts=facts,
        order=order,
    )


def shown_at_patient_view(facts: Facts, warning: SafetyWarning) -> bool:
    """Whether the warning is worth checking when the chart is opened."""
    return evaluate(warning.at_patient_view, facts).answer is Truth.TRUE


def awaited(facts: Facts, warning: SafetyWarning) -> tuple[str, ...]:
    """Names of the open items that could still raise or silence the warning, in reading order."""
    return open_items(evaluate(warning.when, facts)) if _concerns(facts, warning) else ()


def without_replaced(raised: Iterable[Raised | None]) -> tuple[Raised, ...]:
    """What is left when louder warnings have silenced the quieter ones that they replace."""
    found = [one for one in raised if one is not None]
    replaced = {identifier for one in found for identifier in one.warning.replaces}
    return tuple(one for one in found if one.warning.id not in replaced)


def _concerns(facts: Facts, warning: SafetyWarning) -> bool:
    in_population = evaluate(warning.population, facts).answer is Truth.TRUE
    return in_population and evaluate(warning.unless, facts).answer is not Truth.TRUE
