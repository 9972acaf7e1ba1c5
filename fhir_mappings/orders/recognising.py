"""One draft resource → the order that it certainly is, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from cds_service.case.order import RESIN_OR_GLASS, Agent, Order, OrderKind
from cds_service.case.record import Therapy
from cds_service.logic.domain import Choice, one_of
from fhir_mappings.elements.coding import codings, text_of
from fhir_mappings.elements.shape import Object, objects, words
from fhir_mappings.findings.therapies import Named, named
from fhir_mappings.resource import Key, Resources, medication_codings, medication_text
from fhir_mappings.terminology import Terminology

_KINDS: tuple[Mapping[str, Any], ...] = tuple(
    json.loads(files("fhir_mappings.orders").joinpath("order_kinds.json").read_text("utf-8"))
)
_AGENTS = (
    (Agent.CAPECITABINE, "capecitabine"),
    (Agent.FLUOROURACIL, "fluorouracil"),
    (Agent.TEMOZOLOMIDE, "temozolomide"),
)
_ANALOGUES = {
    Therapy.LONG_ACTING_SSA: OrderKind.LONG_ACTING_SSA,
    Therapy.SHORT_ACTING_OCTREOTIDE: OrderKind.SHORT_ACTING_OCTREOTIDE,
}
_LIVER = re.compile(r"\bliver\b|\bhepat", re.IGNORECASE)
_RESIN = re.compile(r"\bresin\b|sir-?spheres", re.IGNORECASE)
_GLASS = re.compile(r"\bglass\b|therasphere", re.IGNORECASE)

CODES = tuple(dict.fromkeys((*(row["value_set"] for row in _KINDS), "cytotoxics", "liver-body-sites")))
"""Ids of the value sets by which orders are recognised."""


def recognised(resources: Resources, body: Object, terminology: Terminology) -> Order | None:
    """The order of one draft, without its reference. Words alone never make an order; they tell technique and route.

    The most specific kind wins: bland embolisation before "embolisation", liver surgery before ablation.
    """
    keys = _keys(resources, body)
    said = _said(resources, body)
    kind = _kind(keys, body, said, terminology)
    if kind is None:
        return _analogue(named(terminology, keys, said, _routes(body)))
    return Order(
        kind=kind,
        agents=_agents(keys, terminology) if kind is OrderKind.CHEMOTHERAPY else frozenset(),
        microspheres=_microspheres(keys, said, terminology),
    )


def _kind(keys: frozenset[Key], body: Object, said: str, terminology: Terminology) -> OrderKind | None:
    for row in _KINDS:
        found = keys & terminology.value_sets[row["value_set"]].codings
        elsewhere = {key for key in found if key[1] in row.get("only_of_the_liver", ())}
        if found - elsewhere or (elsewhere and _of_the_liver(body, said, terminology)):
            return OrderKind(row["kind"])
    return None


def _of_the_liver(body: Object, said: str, terminology: Terminology) -> bool:
    sites = frozenset(coding.key for site in objects(body.get("bodySite")) for coding in codings(site))
    return bool(sites & terminology.value_sets["liver-body-sites"].codings or _LIVER.search(said))


def _analogue(meaning: Named) -> Order | None:
    """Octreotide whose formulation is not clear is neither treatment nor cover: nothing is made of it."""
    kinds = [kind for therapy, kind in _ANALOGUES.items() if therapy in meaning.therapies]
    if len(kinds) != 1:
        return None
    words_of_choice = meaning.analogue.members
    agents = {agent for agent in (Agent.OCTREOTIDE, Agent.LANREOTIDE) if agent.value in words_of_choice}
    return Order(kind=kinds[0], agents=frozenset(agents))


def _agents(keys: frozenset[Key], terminology: Terminology) -> frozenset[Agent]:
    """The cytotoxics named; a regimen that names none leaves them open."""
    known = {agent for agent, name in _AGENTS if keys & terminology.value_sets[name].codings}
    named_any = keys & terminology.value_sets["cytotoxics"].codings
    return frozenset(known or ({Agent.OTHER} if named_any else set()))


def _microspheres(keys: frozenset[Key], said: str, terminology: Terminology) -> Choice:
    found = {
        word
        for word, pattern in (("resin", _RESIN), ("glass", _GLASS))
        if keys & terminology.value_sets[f"tare-{word}-procedures"].codings or pattern.search(said)
    }
    return one_of(*found) if len(found) == 1 else RESIN_OR_GLASS


def _keys(resources: Resources, body: Object) -> frozenset[Key]:
    concepts = (*codings(body.get("code")), *medication_codings(resources, body))
    details = (coding for part in objects(body.get("orderDetail")) for coding in codings(part))
    return frozenset(coding.key for coding in (*concepts, *details))


def _said(resources: Resources, body: Object) -> str:
    """What people wrote about technique, formulation and place."""
    concepts = (body.get("code"), *objects(body.get("orderDetail")), *objects(body.get("bodySite")))
    said = [text_of(concept) for concept in concepts]
    said.append(medication_text(resources, body))
    return " ".join(text for text in said if text)


def _routes(body: Object) -> list[str]:
    found = []
    for dosage in objects(body.get("dosageInstruction")):
        route = text_of(dosage.get("route")) or ""
        found += [route.upper() if len(route) <= 4 else route, words(dosage.get("text")) or ""]
    return [said for said in found if said]
