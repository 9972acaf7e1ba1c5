"""Advice and what was read for it → how the answer is to be taken, above all when it says little or nothing."""

from __future__ import annotations

from enum import StrEnum

from cds_service.case.items.disease import NEN_CONFIRMED
from cds_service.guideline.asking import may_have_the_tumour
from cds_service.hooks.request import HookRequest
from cds_service.hooks.service import Service
from cds_service.logic.fact import Why
from cds_service.logic.truth import Truth
from cds_service.respond import Advice
from fhir_mappings.resources import Resources

STANDING = "org.net-cds.standing"
"""Member of the `extension` of an answer."""

_UNREAD = (Why.NOT_RETRIEVED, Why.UNREADABLE)


class Standing(StrEnum):
    """Of several that hold, an answer tells the one that stands last here.

    EVALUATED        the guidance applies, and no open fact would change what is said
    NOT_ELIGIBLE     it does not apply, or nothing on record points to a neuroendocrine neoplasm
    NOT_ENOUGH_DATA  facts are missing that would change what is said
    UNREAD           what was sent, or should have been read from the EHR's server, could not be read whole
    FAILED           a rule could not be evaluated because of an error of ours
    """

    EVALUATED = "evaluated"
    NOT_ELIGIBLE = "not eligible"
    NOT_ENOUGH_DATA = "not enough data"
    UNREAD = "could not be read"
    FAILED = "failed"


def standing_of(advice: Advice, service: Service, request: HookRequest, resources: Resources) -> Standing:
    """The standing of one answer; without cards it alone tells why there are none."""
    assessment, facts = advice.assessment, advice.case.facts
    if assessment.scope is Truth.FALSE:
        return Standing.NOT_ELIGIBLE
    if assessment.scope is Truth.UNKNOWN and not may_have_the_tumour(facts):
        return Standing.UNREAD if facts[NEN_CONFIRMED.name].why in _UNREAD else Standing.NOT_ELIGIBLE
    if assessment.failed:
        return Standing.FAILED
    if _unread(service, request, resources) or any(fact.why is Why.UNREADABLE for fact in facts.values()):
        return Standing.UNREAD
    is_open = assessment.scope is Truth.UNKNOWN or assessment.asked or assessment.unchecked
    return Standing.NOT_ENOUGH_DATA if is_open else Standing.EVALUATED


def _unread(service: Service, request: HookRequest, resources: Resources) -> bool:
    """Whether a list is not whole that was sent or asked for; one that nobody sent is merely not there."""
    tried = {key for key, one in request.fetched.items() if one.tried and one.why}
    lists = service.prefetch.keys() - resources.complete
    return bool(lists - resources.absent or lists & tried)
