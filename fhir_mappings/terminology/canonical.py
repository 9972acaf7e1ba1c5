"""Names of our own terminology: canonical base and code systems."""

from typing import Final

CANONICAL_BASE: Final = "https://net-cds.org/fhir"
NET_OBSERVATION: Final = f"{CANONICAL_BASE}/CodeSystem/net-observation"
NET_VALUE: Final = f"{CANONICAL_BASE}/CodeSystem/net-value"
NET_ORDER: Final = f"{CANONICAL_BASE}/CodeSystem/net-order"
CARD_TOPIC: Final = f"{CANONICAL_BASE}/CodeSystem/card-topic"
OVERRIDE_REASON: Final = f"{CANONICAL_BASE}/CodeSystem/override-reason"
MATCH_ONLY: Final = f"{CANONICAL_BASE}/StructureDefinition/match-only"

OPEN: Final = "open"
"""Answer of a concept map for a code that is known and says nothing definite about the question."""
