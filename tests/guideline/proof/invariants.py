"""The safety invariants of the guideline, each with its name and the passages that demand it.

A status or warning is named by its id, a fact by its definition. `forbidden` is what must not be in any state of
knowledge: it gets the answers of `reads`, in their order, and says whether they are forbidden together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from cds_service.case.items.course import FUNCTIONAL
from cds_service.case.items.predicates import is_false
from cds_service.guideline.definitions.course import RECEPTOR_NEGATIVE, RECEPTOR_POSITIVE, SEVERE_HEART_DISEASE
from cds_service.guideline.definitions.embolisation import LIVER_WOULD_FAIL
from cds_service.guideline.definitions.extent import COMPLICATED_PRIMARY, EXTRA_ABDOMINAL, IN_SITU
from cds_service.guideline.definitions.grade import G3, NEC
from cds_service.guideline.definitions.liver import RESECTABLE
from cds_service.guideline.definitions.person import (
    COMFORT_GOALS,
    GOALS,
    KIDNEY_TOO_WEAK_FOR_PRRT,
    PREGNANCY,
)
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.guideline.definitions.transplantation import C1, C2, C3, C4, C5, C6
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import SHOWN, Status
from cds_service.logic.criterion import Criterion
from cds_service.logic.truth import Truth

Answers = list[Hashable]
Forbidden = Callable[[Answers], bool]

ALL = tuple(one.id for one in RECOMMENDATIONS)
LOCOREGIONAL = ("R14", "R15", "R16")
PRRT = ("R18", "R19", "R19b")
STOPPED_BY_PREGNANCY = ("R10b", "R12", "R14", "R15", "R16", "R17", "R18", "R19", "R19b", "R20", "R22", "R23")
SHOWN_IN_NEC = {"R24", "R10a", "R02"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """One sentence that must hold in every state of knowledge."""

    says: str
    cites: tuple[str, ...]
    reads: tuple[str | Criterion, ...]
    forbidden: Forbidden


def _recommended(answer: Hashable) -> bool:
    return answer in (Status.RECOMMENDED, Status.CONDITIONAL, Status.QUEUED)


def _firm(answer: Hashable) -> bool:
    return answer is Status.RECOMMENDED


def _never_shown(identifier: str, when: Criterion, says: str, *cites: str) -> Invariant:
    """Not even conditionally while the fact is known."""
    return Invariant(
        says=f"{identifier} {says}",
        cites=cites,
        reads=(identifier, when),
        forbidden=lambda found: found[0] in SHOWN and found[1] is Truth.TRUE,
    )


def _needs(identifier: str, what: Criterion, says: str, *cites: str) -> Invariant:
    """Recommended only when the fact is known to be true."""
    return Invariant(
        says=f"{identifier} {says}",
        cites=cites,
        reads=(identifier, what),
        forbidden=lambda found: _firm(found[0]) and found[1] is not Truth.TRUE,
    )


INVARIANTS: tuple[Invariant, ...] = (
    _never_shown("R12", G3, "is never advised in grade 3 disease", "S23", "S54"),
    _never_shown("R12", EXTRA_ABDOMINAL, "is never advised with extra-abdominal disease", "S22", "S54"),
    Invariant(
        says="R10b is never advised, only shown as a conflict, with grade 3 or extra-abdominal disease",
        cites=("S06", "S22", "S23", "X01"),
        reads=("R10b", G3, EXTRA_ABDOMINAL),
        forbidden=lambda found: _recommended(found[0]) and Truth.TRUE in found[1:],
    ),
    Invariant(
        says="R12 is firm only when grade 3 and extra-abdominal disease are both known to be absent",
        cites=("S22", "S23", "§0 conditional"),
        reads=("R12", G3, EXTRA_ABDOMINAL),
        forbidden=lambda found: _firm(found[0]) and found[1:] != [Truth.FALSE, Truth.FALSE],
    ),
    *(
        _needs("R20", criterion, f"is never firm unless {criterion.id} is known to be met", source, "ruling 23")
        for criterion, source in ((C1, "S62"), (C2, "S63"), (C3, "S64"), (C4, "S65"), (C5, "S66"), (C6, "S67"))
    ),
    *(
        Invariant(
            says=f"R20 is never shown while {criterion.id} is known to be missed",
            cites=(source, "S61"),
            reads=("R20", criterion),
            forbidden=lambda found: found[0] in SHOWN and found[1] is Truth.FALSE,
        )
        for criterion, source in ((C1, "S62"), (C2, "S63"), (C3, "S64"), (C4, "S65"), (C5, "S66"), (C6, "S67"))
    ),
    _never_shown("R20", RESECTABLE, "is never offered to resectable disease", "X02", "S61"),
    Invariant(
        says="R12 and R20 are never shown together",
        cites=("X02",),
        reads=("R12", "R20"),
        forbidden=lambda found: found[0] in SHOWN and found[1] in SHOWN,
    ),
    *(
        _never_shown(identifier, NEC, "is silent in neuroendocrine carcinoma", "G-NEC", "ruling 19")
        for identifier in ALL
        if identifier not in SHOWN_IN_NEC | {"R10b", "R11"}
    ),
    Invariant(
        says="R10b shows nothing but the conflict in neuroendocrine carcinoma",
        cites=("G-NEC",),
        reads=("R10b", NEC),
        forbidden=lambda found: found[1] is Truth.TRUE and _recommended(found[0]),
    ),
    Invariant(
        says="R24 is shown in every neuroendocrine carcinoma in scope, unless comfort is the goal",
        cites=("D05", "G-NEC", "ruling 12"),
        reads=("R24", NEC, SCOPE, GOALS),
        forbidden=lambda found: found[1:3] == [Truth.TRUE] * 2 and found[3] is not Truth.TRUE and not _firm(found[0]),
    ),
    Invariant(
        says="the emergency operation of a complicated primary is never suppressed, by whatever else is known or not",
        cites=("S12", "G-EMERG", "ruling 11"),
        reads=("R10a", SCOPE, IN_SITU, COMPLICATED_PRIMARY, COMFORT_GOALS),
        forbidden=lambda found: found[1:4] == [Truth.TRUE] * 3 and found[4] is not Truth.TRUE and not _firm(found[0]),
    ),
    *(
        _never_shown(identifier, RECEPTOR_NEGATIVE, "is never shown with negative receptor imaging", "S39")
        for identifier in PRRT
    ),
    *(
        _needs(identifier, RECEPTOR_POSITIVE, "is firm only with positive receptor imaging", "S39", "S05")
        for identifier in PRRT
    ),
    _never_shown("R18", G3, "is never shown in grade 3 (R19 is)", "S05", "S43"),
    *(
        _never_shown(identifier, KIDNEY_TOO_WEAK_FOR_PRRT, "is never shown with clearance below 30 mL/min", "§3.1")
        for identifier in PRRT
    ),
    *(
        _never_shown(identifier, PREGNANCY, "is never shown in pregnancy", "G-PREG", "ruling 18")
        for identifier in STOPPED_BY_PREGNANCY
    ),
    *(
        _never_shown(identifier, LIVER_WOULD_FAIL, "is never shown with a blocked portal vein or failing liver", "§3.4")
        for identifier in LOCOREGIONAL
    ),
    _never_shown("R12", SEVERE_HEART_DISEASE, "waits for the heart in severe carcinoid heart disease", "X12", "D36"),
    _never_shown("R15", SEVERE_HEART_DISEASE, "waits for the heart in severe carcinoid heart disease", "X12", "D36"),
    Invariant(
        says="no analogue is advised against growth without a receptor: non-functioning and negative",
        cites=("D13", "X11"),
        reads=("R13", RECEPTOR_NEGATIVE, is_false(FUNCTIONAL)),
        forbidden=lambda found: found[0] in SHOWN and found[1:] == [Truth.TRUE, Truth.TRUE],
    ),
    *(
        _never_shown(identifier, GOALS, "is silent with comfort goals or ECOG 4", "G-GOALS", "ruling 12")
        for identifier in ALL
        if identifier not in {"R02", "R10a", "R13", "R23", "R24", "R25", "R11", "R17"}
    ),
    *(
        Invariant(
            says=f"{identifier} is never shown out of scope, nor while the scope is open",
            cites=("S01", "G-SCOPE"),
            reads=(identifier, SCOPE),
            forbidden=lambda found: found[0] in SHOWN and found[1] is not Truth.TRUE,
        )
        for identifier in ALL
    ),
    *(
        Invariant(
            says=f"{identifier} is never shown while NET or NEC is open in grade 3",
            cites=("G-DIFF", "D06"),
            reads=(identifier, G3, NEC),
            forbidden=lambda found: found[0] in SHOWN and found[1:] == [Truth.TRUE, Truth.UNKNOWN],
        )
        for identifier in ALL
        if identifier not in {"R02", "R10a"}
    ),
)
