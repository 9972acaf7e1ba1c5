"""Knowledge: everything that decides, its version, its hash, and who signed it off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from cds_service.case import analogues, inference, screening, settling
from cds_service.case.ageing import Dangers
from cds_service.case.items.dictionary import ITEMS
from cds_service.guideline import identity
from cds_service.guideline.danger import dangerous_regions
from cds_service.guideline.question import Question
from cds_service.guideline.recommendation import Recommendation
from cds_service.guideline.warning import SafetyWarning
from cds_service.logic.canonical import canonical
from fhir_mappings.terminology import Terminology

# Numbers of the clinical model that belong to a computation and not to an item or a rule.
COMPUTED_WITH: Mapping[str, object] = {
    "on-ssa-days": analogues.ON_SSA_DAYS,
    "exposure-days": analogues.EXPOSURE_DAYS,
    "removable-majority": inference.REMOVABLE_MAJORITY,
    "scan-lasts": settling.SCAN_LASTS,
    "ultrasound-lasts": screening.ULTRASOUND_LASTS,
}
_NOT_DECIDING = frozenset({"review"})  # a review does not change what was reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A site's clinical governance has reviewed the knowledge with this hash."""

    hash: str
    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Recommendations, warnings, questions, the numbers that do not expire, the terminology, and the site's sign-off.

    hash  SHA-256 over rules, thresholds, wording, value sets and concept maps; a site's own maps count
    """

    recommendations: tuple[Recommendation, ...]
    warnings: tuple[SafetyWarning, ...]
    questions: tuple[Question, ...]
    dangers: Dangers
    terminology: Terminology
    hash: str
    sign_off: SignOff | None = None

    @property
    def signed_off(self) -> bool:
        """Whether what runs here is what the site reviewed: one changed threshold, and it is not."""
        return self.sign_off is not None and self.hash.startswith(self.sign_off.hash)

    @property
    def named(self) -> dict[str, Any]:
        """Id, version and hash as they stand in discovery, in responses and in cards."""
        return {"id": identity.ID, "version": identity.VERSION, "hash": self.hash}


def assembled(
    recommendations: tuple[Recommendation, ...],
    warnings: tuple[SafetyWarning, ...],
    questions: tuple[Question, ...],
    terminology: Terminology,
    sign_off: SignOff | None = None,
) -> Knowledge:
    """The knowledge of these rules and codes, with its dangerous numbers and its hash."""
    return Knowledge(
        recommendations=recommendations,
        warnings=warnings,
        questions=questions,
        dangers=dangerous_regions(recommendations, warnings),
        terminology=terminology,
        hash=_hash((recommendations, warnings, questions, ITEMS, COMPUTED_WITH), terminology),
        sign_off=sign_off,
    )


def _hash(rules: tuple[object, ...], terminology: Terminology) -> str:
    codes = (terminology.value_sets, terminology.concept_maps, terminology.code_systems)
    return sha256(canonical((rules, codes), without=_NOT_DECIDING).encode()).hexdigest()
