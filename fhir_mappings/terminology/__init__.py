"""What codes mean: FHIR value sets, concept maps and code systems as data, and their loader.

How the room is organised
    value_sets/     which resources a reader picks: one FHIR ValueSet per kind of thing
    concept_maps/   what an answer means: one FHIR ConceptMap per question, targets in net-value
    code_systems/   our own codes: net-observation, net-value, net-order, topics, reasons
    system_aliases.json   the spellings under which a code system arrives
    look_alikes.json      codes that look like one we read and are not, each with its reason
    examples/site_maps/   ConceptMaps of a fictitious site, to copy from

File name = `id` = last part of the canonical URL. The JSON files are the source of truth; no
clinical code stands in Python.

How to accept one more code
    Add one line to the `concept` list of the ValueSet, or to the `element` list of the ConceptMap.
    A code confirmed by one source only gets the extension `match-only`: it is read and never sent.
    A concept map may say less than the code (`wider`), never more. A code that is known and says
    nothing definite about the question has the target `open`.

Orders we suggest are codes of net-order (display = the text shown); the concept map `order-codes`
holds the one standard code that may be sent with each, or "unmatched": then text only.

A site's own codes come in by `with_site_maps(load_terminology(), read_site_maps(folder))`; every
problem of every file is told at once, with file, path and remedy.
"""

from fhir_mappings.terminology.canonical import (
    CANONICAL_BASE,
    CARD_TOPIC,
    NET_OBSERVATION,
    NET_ORDER,
    NET_VALUE,
    OPEN,
    OVERRIDE_REASON,
)
from fhir_mappings.terminology.catalogue import (
    Terminology,
    concept_map,
    known_keys,
    load_terminology,
    net_value,
    value_set,
)
from fhir_mappings.terminology.code_system import CodeSystem, coding_in
from fhir_mappings.terminology.coding import Coding, is_standard, normalised
from fhir_mappings.terminology.concept_map import ConceptMap, translate, translate_all
from fhir_mappings.terminology.displays import displays
from fhir_mappings.terminology.emit import (
    NotForOutputError,
    SuggestedOrder,
    answer_for_output,
    coding_for_output,
    suggested_order,
)
from fhir_mappings.terminology.look_alikes import look_alikes
from fhir_mappings.terminology.published import Kind, published
from fhir_mappings.terminology.site_map_files import SiteMap, SiteMapProblem, read_site_map, read_site_maps
from fhir_mappings.terminology.site_maps import SiteMapError, served, with_site_maps
from fhir_mappings.terminology.value_set import ValueSet, includes, includes_any

__all__ = [
    "CANONICAL_BASE",
    "CARD_TOPIC",
    "NET_OBSERVATION",
    "NET_ORDER",
    "NET_VALUE",
    "OPEN",
    "OVERRIDE_REASON",
    "CodeSystem",
    "Coding",
    "ConceptMap",
    "Kind",
    "NotForOutputError",
    "SiteMap",
    "SiteMapError",
    "SiteMapProblem",
    "SuggestedOrder",
    "Terminology",
    "ValueSet",
    "answer_for_output",
    "coding_for_output",
    "coding_in",
    "concept_map",
    "displays",
    "includes",
    "includes_any",
    "is_standard",
    "known_keys",
    "load_terminology",
    "look_alikes",
    "net_value",
    "normalised",
    "published",
    "read_site_map",
    "read_site_maps",
    "served",
    "suggested_order",
    "translate",
    "translate_all",
    "value_set",
    "with_site_maps",
]
