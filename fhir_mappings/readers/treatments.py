"""PF50–PF57: treatments from medication resources and Procedures; what may be one of them leaves its item open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cds_service.case import treatment as items
from cds_service.case.record import Note, Therapy, Treatment
from cds_service.logic.fact import Evidence, Fact, Why
from fhir_mappings.asserted import Asserted, asserted, having_code
from fhir_mappings.exposures import Exposure, exposures
from fhir_mappings.reader import Found, Reader, Sources
from fhir_mappings.therapies import CODES

_CHEMOTHERAPY, _IRRADIATION = "prior-chemotherapy-conditions", "prior-irradiation-conditions"
_SYSTEMIC = frozenset({Therapy.EVEROLIMUS, Therapy.TKI, Therapy.CHEMOTHERAPY, Therapy.CAPECITABINE})
_OPENED: Mapping[str, tuple[items.Item, frozenset[Therapy]]] = MappingProxyType(
    {
        items.PRIOR_TARE.name: (items.PRIOR_TARE, frozenset({Therapy.TARE})),
        items.PRIOR_PRRT.name: (items.PRIOR_PRRT, frozenset({Therapy.PRRT})),
        items.PRIOR_SYSTEMIC.name: (items.PRIOR_SYSTEMIC, _SYSTEMIC),
        items.LAST_CAPECITABINE.name: (items.LAST_CAPECITABINE, frozenset({Therapy.CAPECITABINE})),
    }
)


def _read(sources: Sources) -> Found:
    given, notes = exposures(sources)
    treatments = tuple(treatment for exposure in given for treatment in _treatments(exposure))
    history = _history(sources, _CHEMOTHERAPY)
    unclear = {
        items.PRIOR_SYSTEMIC.name: tuple(one.evidence for one in history),
        **{name: _opening(name, given) for name in _OPENED if name != items.PRIOR_SYSTEMIC.name},
    }
    unclear[items.PRIOR_SYSTEMIC.name] += _opening(items.PRIOR_SYSTEMIC.name, given)
    facts = {name: fact for name, evidence in unclear.items() if (fact := _open(name, evidence, treatments))}
    irradiation = _history(sources, _IRRADIATION)
    return Found(
        facts=facts, treatments=treatments, notes=(*notes, *_to_confirm(facts, treatments), *_kind_open(irradiation))
    )


def _treatments(exposure: Exposure) -> Iterator[Treatment]:
    evidence = Evidence(reference=exposure.reference, date=exposure.when)
    for therapy in sorted(exposure.named.therapies, key=lambda therapy: therapy.name):
        yield Treatment(therapy=therapy, given=exposure.given, when=exposure.when, evidence=evidence)
