"""One draft resource → the orders that it certainly is, and what is not clear about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cds_service.case.order import RESIN_OR_GLASS, Agent, Order, OrderKind
from cds_service.case.record import Note, Therapy
from cds_service.logic.domain import Choice, one_of
from fhir_mappings.elements.coding import codings
from fhir_mappings.elements.problem import Problem, conflicting, not_recorded
from fhir_mappings.elements.reference import reference_of
from fhir_mappings.elements.shape import Object, an_object, is_given, objects, words
from fhir_mappings.findings.exposures import routes
from fhir_mappings.findings.observed import note_on
from fhir_mappings.findings.therapies import Named, named
from fhir_mappings.orders.kinds import AGENTS, CYTOTOXICS, MICROSPHERES, SIGNS, Sign
from fhir_mappings.resource import Key, Resources, medication_codings, medication_text
from fhir_mappings.terminology import Terminology

_ANALOGUES = {
    Therapy.LONG_ACTING_SSA: OrderKind.LONG_ACTING_SSA,
    Therapy.SHORT_ACTING_OCTREOTIDE: OrderKind.SHORT_ACTING_OCTREOTIDE,
}
_LIVER = re.compile(r"\bliver\b|\bhepat", re.IGNORECASE)
_BEADS = {
    "resin": re.compile(r"\bresin\b|sir-?spheres", re.IGNORECASE),
    "glass": re.compile(r"\bglass\b|therasphere", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What one draft is: usually one order of one kind; and notes on what in it could not be told."""

    orders: tuple[Order, ...] = ()
    notes: tuple[Note, ...] = ()


def recognised(resources: Resources, body: Object, terminology: Terminology, reference: str | None) -> Recognised:
    """The orders of one draft, named by `reference`; all codings of its concept are read.

    Words alone never make an order: beside a known code they tell microspheres, formulation and the liver as site.
    Several kinds in one draft are several orders, without those that another says more exactly.
    """
    keys = _keys(resources, body)
    meaning = named(terminology, keys, medication_text(resources, body), routes(terminology, body))
    orders = (*_by_table(keys, body, terminology, reference), *_analogues(meaning, reference))
    notes = (note_on(problem, reference or "draft order (without id)") for problem in _problems(body, keys, meaning))
    return Recognised(orders=tuple(dict.fromkeys(orders)), notes=tuple(notes))


def _keys(resources: Resources, body: Object) -> frozenset[Key]:
    concepts = (*codings(body.get("code")), *codings(body.get("codeCodeableConcept")))
    return frozenset(coding.key for coding in (*concepts, *medication_codings(resources, body)))


def _by_table(keys: frozenset[Key], body: Object, terminology: Terminology, reference: str | None) -> Iterator[Order]:
    signs = [sign for sign in SIGNS if _shows(sign, keys, body, terminology)]
    said_better = {kind for sign in signs for kind in sign.instead_of}
    for kind in dict.fromkeys(sign.kind for sign in signs if sign.kind not in said_better):
        agents = _cytotoxics(keys, terminology) if kind is OrderKind.CHEMOTHERAPY else frozenset()
        beads = _microspheres(keys, body, terminology) if kind is OrderKind.TARE else RESIN_OR_GLASS
        yield Order(kind=kind, reference=reference, agents=agents, microspheres=beads)


def _shows(sign: Sign, keys: frozenset[Key], body: Object, terminology: Terminology) -> bool:
    sets = terminology.value_sets
    if not keys & sets[sign.value_set].codings or (sign.unless and keys & sets[sign.unless].codings):
        return False
    return sign.only_at is None or _is_at(sets[sign.only_at].codings, body)


def _is_at(sites: frozenset[Key], body: Object) -> bool:
    written = objects(body.get("bodySite"))
    coded = {coding.key for site in written for coding in codings(site)}
    return bool(coded & sites) or any(_LIVER.search(said) for said in _texts((body.get("code"), *written)))


def _texts(concepts: Iterable[object]) -> Iterator[str]:
    """What people wrote; the display of a coding is not theirs."""
    return (said for concept in concepts if (said := words(an_object(concept).get("text"))))


def _cytotoxics(keys: frozenset[Key], terminology: Terminology) -> frozenset[Agent]:
    """The medicines named; a regimen that names none leaves them open."""
    sets = terminology.value_sets
    checked = {agent for name, agent in AGENTS.items() if keys & sets[name].codings}
    others = (keys & sets[CYTOTOXICS].codings).difference(*(sets[name].codings for name in AGENTS))
    return frozenset({*checked, *((Agent.OTHER,) if others else ())})


def _microspheres(keys: frozenset[Key], body: Object, terminology: Terminology) -> Choice:
    """By code, else by words; what names both or neither leaves it open."""
    sets = terminology.value_sets
    coded = [word for word, name in MICROSPHERES.items() if keys & sets[name].codings]
    said = " ".join(_texts((body.get("code"), body.get("codeCodeableConcept"), *objects(body.get("orderDetail")))))
    found = coded or [word for word, pattern in _BEADS.items() if pattern.search(said)]
    return one_of(*found) if len(found) == 1 else RESIN_OR_GLASS


def _analogues(meaning: Named, reference: str | None) -> Iterator[Order]:
    """Octreotide whose formulation is not clear is neither treatment nor cover: nothing is made of it."""
    agents = frozenset(Agent(name) for name in meaning.analogue.members)
    for therapy, kind in _ANALOGUES.items():
        if therapy in meaning.therapies:
            short = kind is OrderKind.SHORT_ACTING_OCTREOTIDE
            yield Order(kind=kind, reference=reference, agents=frozenset({Agent.OCTREOTIDE}) if short else agents)


def _problems(body: Object, keys: frozenset[Key], meaning: Named) -> Iterator[Problem]:
    if Therapy.OCTREOTIDE_UNSPECIFIED in meaning.therapies:
        yield conflicting(
            "medication[x]", "names a somatostatin analogue, and not by code, route or text whether it is long-acting"
        )
    if not keys and is_given(reference_of(body.get("medicationReference"))):
        yield not_recorded("medicationReference", "points to a Medication that was not sent, or that has no code")
