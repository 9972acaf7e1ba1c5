"""Status elements → whether a resource counts, is still open, or never counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from fhir_mappings.elements.problem import Problem, unreadable
from fhir_mappings.elements.shape import Object, an_object, is_given, objects, text


class Status(Enum):
    """How much a resource says: it counts, it leaves its fact open, or it says nothing."""

    COUNTS = "counts"
    PRELIMINARY = "preliminary"
    DIFFERENT = "never counts"


_COUNTING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Observation": frozenset(("final", "amended", "corrected")),
        "DiagnosticReport": frozenset(("final", "amended", "corrected", "appended")),
        "Procedure": frozenset(("completed", "in-progress")),
        "MedicationRequest": frozenset(("active", "completed", "stopped")),
        "MedicationStatement": frozenset(("active", "completed", "stopped")),
        "MedicationAdministration": frozenset(("completed",)),
        "Condition": frozenset(("confirmed",)),
        "AllergyIntolerance": frozenset(("confirmed",)),
    }
)
_NEVER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Observation": frozenset(("cancelled", "unknown")),
        "DiagnosticReport": frozenset(("cancelled", "unknown")),
        "Procedure": frozenset(("preparation", "not-done")),
        "MedicationRequest": frozenset(("draft", "cancelled")),
        "MedicationStatement": frozenset(("not-taken", "intended")),
        "MedicationAdministration": frozenset(("not-done",)),
        "Condition": frozenset(("refuted",)),
        "AllergyIntolerance": frozenset(("refuted",)),
    }
)
_ASSERTED = ("Condition", "AllergyIntolerance")
_NOT_YET_ORDERED = frozenset(("proposal", "plan", "option"))
_OTHER_SIGNS = re.compile(r"[^a-z]+")


def status_of(resource_type: str, body: Object) -> Status | Problem:
    """Whether a resource counts (case-representation §1).

    Observation, DiagnosticReport, Procedure and Medication*: by `status`; missing or unknown words leave it open.
    Condition and AllergyIntolerance: by `verificationStatus`, where only HL7's own system decides; missing counts
    as asserted. Problem UNREADABLE for a status in the shape of an earlier FHIR version.
    """
    if resource_type in _ASSERTED:
        return _verification(resource_type, body)
    if resource_type == "MedicationRequest":
        if body.get("doNotPerform") is True:
            return Status.DIFFERENT
        if status_word(body, "intent") in _NOT_YET_ORDERED:
            return min(Status.PRELIMINARY, _by_word(resource_type, body), key=_caution)
    return _by_word(resource_type, body)


def status_word(body: Object, element: str = "status") -> str | None:
    """A code of FHIR's own ("completed"), in lower case and without the blanks and signs real senders add."""
    written = text(body.get(element))
    return _OTHER_SIGNS.sub("-", written[:60].lower()).strip("-") or None if written else None


def clinical_status(condition: Object) -> str | None | Problem:
    """The code of clinicalStatus in HL7's own system ("active", "resolved" …); None when missing: that is not active.

    Problem UNREADABLE for a plain string, which is the shape of DSTU2 and STU3.
    """
    words = _hl7_words(condition, "clinicalStatus", "clinical")
    return words if isinstance(words, Problem) else next(iter(sorted(words)), None)


def _by_word(resource_type: str, body: Object) -> Status:
    return _meaning(resource_type, status_word(body))


def _meaning(resource_type: str, word: str | None) -> Status:
    if word is None:
        return Status.PRELIMINARY
    if word == "entered-in-error" or word in _NEVER.get(resource_type, ()):
        return Status.DIFFERENT
    return Status.COUNTS if word in _COUNTING.get(resource_type, ()) else Status.PRELIMINARY


def _verification(resource_type: str, body: Object) -> Status | Problem:
    words = _hl7_words(body, "verificationStatus", "ver")
    if isinstance(words, Problem):
        return words
    if not words:
        return Status.PRELIMINARY if is_given(body.get("verificationStatus")) else Status.COUNTS
    return min((_meaning(resource_type, word) for word in words), key=_caution)


def _caution(status: Status) -> int:
    return (Status.DIFFERENT, Status.PRELIMINARY, Status.COUNTS).index(status)


def _hl7_words(body: Object, element: str, kind: str) -> frozenset[str] | Problem:
    concept = body.get(element)
    if isinstance(concept, str) and concept.strip():
        return unreadable(element, "is a plain string, the shape of DSTU2 or STU3; R4 sends a CodeableConcept")
    found = (
        status_word(coding, "code")
        for part in objects(concept)
        for coding in objects(an_object(part).get("coding"))
        if _is_hl7(coding.get("system"), kind)
    )
    return frozenset(word for word in found if word)


def _is_hl7(system: object, kind: str) -> bool:
    name = text(system)
    if name is None:
        return system is None
    bare = "".join(name.lower().split()).partition("|")[0].rstrip("/").replace("verification", "ver")
    return "hl7.org" in bare and bare.removesuffix("-status").endswith(f"-{kind}")
