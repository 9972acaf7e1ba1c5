"""PF50–PF57: treatments from medication resources and Procedures; what may be one of them leaves its item open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cds_service.case.items import treatment as items
from cds_service.case.record import Note, Therapy, Treatment
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.findings.asserted import asserted, having_code
from fhir_mappings.findings.exposures import ROUTES, Exposure, exposures
from fhir_mappings.findings.therapies import CODES
from fhir_mappings.reader import Found, Reader, Sources

_CHEMOTHERAPY, _IRRADIATION = "prior-chemotherapy-conditions", "prior-irradiation-conditions"
# Item → the therapies of which one certain exposure settles it.
_SETTLED_BY = (
    (items.PRIOR_TARE, frozenset({Therapy.TARE})),
    (items.PRIOR_PRRT, frozenset({Therapy.PRRT})),
    (
        items.PRIOR_SYSTEMIC,
        frozenset({Therapy.EVEROLIMUS, Therapy.TKI, Therapy.CHEMOTHERAPY, Therapy.CAPECITABINE}),
    ),
    (items.LAST_CAPECITABINE, frozenset({Therapy.CAPECITABINE})),
)


def _read(sources: Sources) -> Found:
    given, notes = exposures(sources)
    treatments = tuple(treatment for exposure in given for treatment in _treatments(exposure))
    history = [(items.PRIOR_SYSTEMIC.name, evidence) for evidence in _history(sources, _CHEMOTHERAPY)]
    unclear = [(name, exposure.use.evidence) for exposure in given for name in sorted(exposure.named.opens)]
    facts = _open_facts(
        [*unclear, *history], frozenset(treatment.therapy for treatment in treatments if treatment.certain)
    )
    return Found(
        facts=facts,
        treatments=treatments,
        notes=(*notes, *_to_confirm(facts, treatments), *_irradiated(_history(sources, _IRRADIATION))),
    )


def _treatments(exposure: Exposure) -> Iterator[Treatment]:
    for therapy in sorted(exposure.named.therapies, key=lambda therapy: therapy.name):
        yield Treatment(
            therapy=therapy,
            given=exposure.use.given,
            when=exposure.use.when,
            evidence=exposure.use.evidence,
            doubt=exposure.use.doubt,
            analogue=exposure.named.analogue,
        )


def _open_facts(unclear: list[tuple[str, Evidence]], certain: frozenset[Therapy]) -> dict[str, Fact]:
    """One open fact per item that nothing settles and something may concern: absence must not close it."""
    facts = {}
    for item, therapies in _SETTLED_BY:
        evidence = tuple(one for name, one in unclear if name == item.name)
        if evidence and not therapies & certain:
            facts[item.name] = Fact(possible=item.range, why=Why.UNMAPPED, evidence=evidence)
    return facts


def _history(sources: Sources, codes: str) -> tuple[Evidence, ...]:
    found = having_code(asserted(sources), sources.terminology.value_sets[codes].codings)
    return tuple(one.evidence for one in found)


def _to_confirm(facts: dict[str, Fact], treatments: Iterable[Treatment]) -> tuple[Note, ...]:
    opened = dict.fromkeys(one.reference for fact in facts.values() for one in fact.evidence)
    octreotide = dict.fromkeys(
        one.evidence.reference for one in treatments if one.therapy is Therapy.OCTREOTIDE_UNSPECIFIED
    )
    unclear = "may name a treatment that matters here; please confirm which"
    depot = "names a somatostatin analogue whose formulation is not clear; please confirm whether it is long-acting"
    return (
        *(Note(text=unclear, reference=reference) for reference in opened),
        *(Note(text=depot, reference=reference) for reference in octreotide),
    )


def _irradiated(history: tuple[Evidence, ...]) -> tuple[Note, ...]:
    text = "a history of irradiation is recorded; its kind is not known and it was not counted"
    return tuple(Note(text=text, reference=one.reference) for one in history)


READER = Reader(
    items=tuple(item.name for item in items.ITEMS),
    lists=("medicationRequests", "medicationStatements", "medicationAdministrations", "procedures", "conditions"),
    codes=(*CODES, *ROUTES, _CHEMOTHERAPY, _IRRADIATION),
    read=_read,
)
