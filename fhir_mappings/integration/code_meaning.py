"""A code → what it means here: the value sets and concept maps that hold it, and the facts that it feeds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.items.item import Item
from fhir_mappings.readers import READERS
from fhir_mappings.terminology import (
    Coding,
    ConceptMap,
    Terminology,
    ValueSet,
    displays,
    known_keys,
    look_alikes,
    normalised,
)

_Key = tuple[str, str]
_FACT = re.compile(r"\bPF\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMeaning:
    """What one code means here.

    coding      in our spelling, with the display of our files (None for a site's own code)
    may_be_sent whether it may stand in what we send; otherwise it is only recognised
    value_sets  those that hold it
    answers     the concept maps that translate it, each with the target
    orders      our orders with which it is sent
    facts       the items that it is about, as the purposes of the value sets and maps name them
    also        further items whose readers look at it
    """

    coding: Coding
    may_be_sent: bool
    value_sets: tuple[ValueSet, ...]
    answers: tuple[tuple[ConceptMap, Coding], ...]
    orders: tuple[Coding, ...]
    facts: tuple[Item, ...]
    also: tuple[Item, ...]


def meanings(terminology: Terminology, code: str, system: str | None = None) -> tuple[CodeMeaning, ...]:
    """What a code means in each system that knows it, or in one: by its URI, a spelling of it, or a part of the URI.

    Spellings are taken as in a record: "C7A025" is found as C7A.025. Empty: nothing here knows it.
    """
    known = known_keys(terminology) | {target.key for target in _sent_with(terminology)}
    found = {coding.key for uri in _systems(known, system) if (coding := normalised(uri, code))} & known
    return tuple(_meaning(terminology, key) for key in sorted(found))


def why_left_out(code: str, system: str | None = None) -> str | None:
    """Why a code that looks like one of ours is not read ("tells the presence of Ki-67 …"); None for any other."""
    reasons = look_alikes()
    asked = (normalised(uri, code) for uri in _systems(frozenset(reasons), system))
    return next((reasons[coding.key] for coding in asked if coding is not None and coding.key in reasons), None)


def _systems(known: frozenset[_Key], asked: str | None) -> tuple[str, ...]:
    systems = sorted({uri for uri, _ in known})
    if asked is None:
        return tuple(systems)
    exact = normalised(asked, "any")
    if exact is not None and exact.system in systems:
        return (exact.system,)
    return tuple(uri for uri in systems if asked.lower() in uri.lower())


def _meaning(terminology: Terminology, key: _Key) -> CodeMeaning:
    sets = tuple(each for each in terminology.value_sets.values() if key in each.codings)
    answers = tuple(
        (each, target) for each in terminology.concept_maps.values() for target in each.targets.get(key, ())
    )
    orders = _sent_with(terminology).get(Coding(system=key[0], code=key[1]), ())
    listed = any(coding.key == key and key not in each.match_only for each in sets for coding in each.concepts)
    ours = any(key[0] == each.url for each in terminology.code_systems.values())
    about, used = _facts((*sets, *(each for each, _ in answers)))
    return CodeMeaning(
        coding=Coding(system=key[0], code=key[1], display=displays().get(key)),
        may_be_sent=listed or ours or bool(orders),
        value_sets=sets,
        answers=answers,
        orders=orders,
        facts=about,
        also=tuple(item for item in used if item not in about),
    )


def _sent_with(terminology: Terminology) -> Mapping[Coding, tuple[Coding, ...]]:
    """Each code of an order, without display, and our orders that are sent with it."""
    found: dict[Coding, tuple[Coding, ...]] = {}
    for (system, code), targets in terminology.concept_maps["order-codes"].targets.items():
        order = Coding(system=system, code=code, display=displays().get((system, code)))
        for target in targets:
            bare = Coding(system=target.system, code=target.code)
            found[bare] = (*found.get(bare, ()), order)
    return found


def _facts(holders: tuple[ValueSet | ConceptMap, ...]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items that these are about, and all items whose readers use them; without words on it they are the same."""
    about: dict[str, Item] = {}
    used: dict[str, Item] = {}
    for holder in holders:
        named = frozenset(_FACT.findall(holder.purpose))
        items = [BY_NAME[name] for reader in READERS if holder.id in reader.codes for name in reader.items]
        used |= {item.name: item for item in items}
        about |= {item.name: item for item in items if not named or item.code in named}
    return _in_order(about), _in_order(used)


def _in_order(items: Mapping[str, Item]) -> tuple[Item, ...]:
    return tuple(sorted(items.values(), key=lambda item: item.code))
