"""Record: what was read about one patient, before absence, age and inference are taken into account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cds_service.logic.dates import DateRange
from cds_service.logic.domain import Choice, Domain, Interval, one_of
from cds_service.logic.fact import Evidence, Fact, Why

ANALOGUES = one_of("octreotide", "lanreotide")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something about the data that a person should know, in our own words: no patient-derived text.

    reference  the resource ("Observation/k1")
    element    the path in it
    item       of answers that disagree: the name of the item
    said       what they say, each once
    when       their day
    """

    text: str
    reference: str | None = None
    element: str | None = None
    item: str | None = None
    said: tuple[Domain, ...] = ()
    when: DateRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """What one specimen says about grade; the first evidence carries its label and date."""

    ki67: Interval | None = None
    mitoses: Interval | None = None
    grade: Choice | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseStatus:
    """One dated reading of the course: progression, or none (stable disease and response alike, A10)."""

    progressing: bool
    when: DateRange | None
    evidence: Evidence


class Therapy(Enum):
    """Treatments of which the guidance asks whether, when and how often they were given."""

    LONG_ACTING_SSA = "long-acting somatostatin analogue"
    OCTREOTIDE_UNSPECIFIED = "octreotide, formulation not stated"
    SHORT_ACTING_OCTREOTIDE = "short-acting octreotide"
    PRRT = "177Lu-DOTATATE"
    TARE = "Y-90 radioembolisation"
    EVEROLIMUS = "everolimus"
    TKI = "tyrosine-kinase inhibitor"
    CHEMOTHERAPY = "chemotherapy"
    CAPECITABINE = "capecitabine"


class Given(Enum):
    """How sure a treatment is: an order in force, an order that ended, or a documented dose or procedure."""

    ACTIVE_ORDER = "active order"
    PAST_ORDER = "completed or stopped order"
    ADMINISTERED = "administered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """One order, dose or procedure.

    when      its start; None when undated
    doubt     why it is not certain that it was given (on hold, broken off, of unknown status); None: it was
    analogue  which somatostatin analogue a long-acting one may be
    """

    therapy: Therapy
    given: Given
    when: DateRange | None
    evidence: Evidence
    doubt: Why | None = None
    analogue: Choice = ANALOGUES

    @property
    def certain(self) -> bool:
        """Whether it was given for certain."""
        return self.doubt is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the readers found.

    facts       by item name; an item that no reader speaks about is missing here
    doubts      by item name: the open fact that stands instead of one in `facts`, unless that one is dangerous
    retrieved   prefetch keys whose list was completely retrieved (all pages answered)
    doubtful    prefetch keys that were sent, but whose list could not be used or not be read whole
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    doubts: Mapping[str, Fact] = field(default_factory=dict)
    specimens: tuple[Specimen, ...] = ()
    statuses: tuple[DiseaseStatus, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    retrieved: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One patient in the guideline's words on the day `as_of`: a fact for every item of the dictionary."""

    as_of: date
    facts: Mapping[str, Fact]
    specimens: tuple[Specimen, ...] = ()
    notes: tuple[Note, ...] = ()
