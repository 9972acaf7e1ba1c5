"""Value set or order → the coding we may send."""

from dataclasses import dataclass

from fhir_mappings.terminology.catalogue import Terminology
from fhir_mappings.terminology.code_system import coding_in
from fhir_mappings.terminology.coding import Coding


class NotForOutputError(LookupError):
    """A value set holds only codes that may be matched and not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedOrder:
    """An order as we propose it: the text people read, and its codings, the site's own first."""

    code: str
    text: str
    codings: tuple[Coding, ...]


def coding_for_output(terminology: Terminology, value_set_id: str) -> Coding:
    """The first coding of the file that may be sent: graded "yes", that is confirmed twice."""
    value_set = terminology.value_sets[value_set_id]
    for coding in value_set.concepts:
        if coding.key not in value_set.match_only:
            return coding
    raise NotForOutputError(
        f"ValueSet {value_set_id} holds only codes for matching. "
        "Send text, or confirm a code and remove its match-only mark."
    )


def suggested_order(terminology: Terminology, code: str) -> SuggestedOrder:
    """An order of our list; without a confirmed standard code it is text and our own code."""
    own = coding_in(terminology.code_systems["net-order"], code)
    standard = terminology.concept_maps["order-codes"].targets.get(own.key, ())
    return SuggestedOrder(code=code, text=own.display or code, codings=(*standard, own))


def answer_for_output(terminology: Terminology, code: str) -> Coding:
    """An answer of ours with its display; KeyError for a code that does not exist."""
    return coding_in(terminology.code_systems["net-value"], code)
