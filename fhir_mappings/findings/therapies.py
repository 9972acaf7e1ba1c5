"""What a medicine or procedure is called → the treatments that it certainly is, and the items that it leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cds_service.case.items.treatment import LAST_CAPECITABINE, PRIOR_PRRT, PRIOR_SYSTEMIC, PRIOR_TARE
from cds_service.case.record import ANALOGUES, Therapy
from cds_service.logic.domain import Choice, one_of
from fhir_mappings.terminology import Terminology

_CERTAIN: Mapping[str, Therapy] = MappingProxyType(
    {
        "lanreotide": Therapy.LONG_ACTING_SSA,
        "prrt-drugs": Therapy.PRRT,
        "prrt-procedures": Therapy.PRRT,
        "tare-procedures": Therapy.TARE,
        "tyrosine-kinase-inhibitors": Therapy.TKI,
        "capecitabine": Therapy.CAPECITABINE,
        "cytotoxics": Therapy.CHEMOTHERAPY,
        "chemotherapy-procedures": Therapy.CHEMOTHERAPY,
    }
)
_LONG, _SHORT, _ORAL = "octreotide-long-acting", "octreotide-short-acting", "octreotide-oral"
_OCTREOTIDE = "octreotide-formulation-open"
_ONCOLOGY, _TRANSPLANT, _STRENGTH_OPEN = "everolimus-oncology", "everolimus-transplant", "everolimus-strength-open"
_INTRA_ARTERIAL, _RADIONUCLIDE = (
    "intra-arterial-radiopharmaceutical-procedures",
    "radionuclide-therapies-unspecified",
)
CODES = (
    *(_LONG, _SHORT, _ORAL, _OCTREOTIDE, _ONCOLOGY, _TRANSPLANT, _STRENGTH_OPEN, _INTRA_ARTERIAL, _RADIONUCLIDE),
    *_CERTAIN,
)
"""Ids of the value sets that tell treatments apart."""

_DEPOT = re.compile(r"\bLAR\b|(?<!non-)(?<!non )\bdepot\b", re.IGNORECASE)
# The strengths in which only depot octreotide is made; short-acting ones are counted in micrograms.
_DEPOT_STRENGTH = re.compile(r"(?<![\d.,])(?:10|20|30) ?mg\b(?! ?/)", re.IGNORECASE)
_INTRAMUSCULAR = re.compile(r"\bIM\b|(?i:\bi\.m\.|intramuscular)")
_INTRAVENOUS_OR_SUBCUTANEOUS = re.compile(r"\b(?:IV|SC|SQ)\b|(?i:\bi\.v\.|\bs\.c\.|intravenous|subcutaneous)")
_YTTRIUM = re.compile(r"\by-?90\b|\b90-?y\b|yttrium", re.IGNORECASE)

_OCTREOTIDE_WORDS = re.compile(r"octreotide|sandostatin", re.IGNORECASE)
_LANREOTIDE_WORDS = re.compile(r"lanreotide|somatuline", re.IGNORECASE)
_BY_MOUTH = re.compile(r"\boral\b|capsule|mycapssa", re.IGNORECASE)
_OTHER_WORDS = (
    (re.compile(r"dotatate|oxodotreotide|lutathera|\bPRRT\b|peptide receptor", re.IGNORECASE), (PRIOR_PRRT.name,)),
    (
        re.compile(r"radioemboli|\b(?-i:SIRT|TARE)\b|selective internal radi|sir-?spheres|therasphere", re.IGNORECASE),
        (PRIOR_TARE.name,),
    ),
    (
        re.compile(r"capecitabin|xeloda|\b(?:captem|capox|xelox)\b", re.IGNORECASE),
        (PRIOR_SYSTEMIC.name, LAST_CAPECITABINE.name),
    ),
    (re.compile(r"chemotherap|\bfolf\w+", re.IGNORECASE), (PRIOR_SYSTEMIC.name,)),
    (re.compile(r"everolimus|afinitor|sunitinib|cabozantinib", re.IGNORECASE), (PRIOR_SYSTEMIC.name,)),
    (
        re.compile(r"temozolomide|streptozo[ct]in|fluorouracil|etoposide|platin\b", re.IGNORECASE),
        (PRIOR_SYSTEMIC.name,),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the codings and words of one medicine or procedure mean.

    therapies  the treatments that it is
    opens      names of the items that it may concern: they are neither yes nor no by it alone
    analogue   which somatostatin analogue it may be, where it is one
    """

    therapies: frozenset[Therapy] = frozenset()
    opens: frozenset[str] = frozenset()
    analogue: Choice = ANALOGUES


def named(
    terminology: Terminology, codings: frozenset[tuple[str, str]], words: str = "", routes: Iterable[str] = ()
) -> Named:
    """What codings mean; `words` and `routes` only tell depot octreotide, and yttrium-90 beside a code that wants it.

    Words without a known coding open items and settle none.
    """
    kinds = frozenset(name for name in CODES if codings & terminology.value_sets[name].codings)
    if not kinds:
        return _by_words(words)
    certain = {_CERTAIN[name] for name in kinds if name in _CERTAIN}
    if Therapy.CAPECITABINE in certain and not _is_combined(terminology, codings):
        certain.discard(Therapy.CHEMOTHERAPY)
    octreotide = _octreotide(kinds, words, tuple(routes))
    opens = _opened(kinds, words)
    if _INTRA_ARTERIAL in kinds and _YTTRIUM.search(words):
        certain.add(Therapy.TARE)
    if _ONCOLOGY in kinds and _TRANSPLANT not in kinds:
        certain.add(Therapy.EVEROLIMUS)
    therapies = frozenset({*certain, *octreotide})
    return Named(
        therapies=therapies, opens=opens if not certain else frozenset(), analogue=_analogue(certain, octreotide)
    )


def _analogue(certain: set[Therapy], octreotide: tuple[Therapy, ...]) -> Choice:
    """Codings of both on one medicine leave open which it is."""
    if octreotide:
        return ANALOGUES if Therapy.LONG_ACTING_SSA in certain else one_of("octreotide")
    return one_of("lanreotide") if Therapy.LONG_ACTING_SSA in certain else ANALOGUES


def _is_combined(terminology: Terminology, codings: frozenset[tuple[str, str]]) -> bool:
    """True when a cytotoxic stands beside capecitabine."""
    sets = terminology.value_sets
    return bool(codings & (sets["cytotoxics"].codings - sets["capecitabine"].codings))


def _octreotide(kinds: frozenset[str], words: str, routes: tuple[str, ...]) -> tuple[Therapy, ...]:
    """Product codes decide; without one, depot words and the route; oral octreotide is no treatment of a NET."""
    if not kinds & {_LONG, _SHORT, _OCTREOTIDE} or (_ORAL in kinds and not kinds & {_LONG, _SHORT}):
        return ()
    depot = _is_depot(words) or any(_INTRAMUSCULAR.search(route) for route in routes)
    rapid = any(_INTRAVENOUS_OR_SUBCUTANEOUS.search(route) for route in routes)
    by_product = (_LONG in kinds, _SHORT in kinds)
    long_acting, short_acting = by_product if any(by_product) else (depot, rapid)
    if long_acting is short_acting:
        return (Therapy.OCTREOTIDE_UNSPECIFIED,)
    return (Therapy.LONG_ACTING_SSA if long_acting else Therapy.SHORT_ACTING_OCTREOTIDE,)


def _is_depot(words: str) -> bool:
    return bool(_DEPOT.search(words) or (_DEPOT_STRENGTH.search(words) and not _BY_MOUTH.search(words)))


def _opened(kinds: frozenset[str], words: str) -> frozenset[str]:
    opens = set()
    if (_STRENGTH_OPEN in kinds and not kinds & {_ONCOLOGY, _TRANSPLANT}) or {_ONCOLOGY, _TRANSPLANT} <= kinds:
        opens.add(PRIOR_SYSTEMIC.name)
    if _RADIONUCLIDE in kinds:
        opens.add(PRIOR_PRRT.name)
    if _INTRA_ARTERIAL in kinds and not _YTTRIUM.search(words):
        opens.add(PRIOR_TARE.name)
    return frozenset(opens)


def _by_words(words: str) -> Named:
    named_in_words = {"octreotide": _OCTREOTIDE_WORDS.search(words), "lanreotide": _LANREOTIDE_WORDS.search(words)}
    analogues = [name for name, found in named_in_words.items() if found]
    if analogues:
        unclear = Named(therapies=frozenset({Therapy.OCTREOTIDE_UNSPECIFIED}), analogue=one_of(*analogues))
        return Named() if _BY_MOUTH.search(words) else unclear
    return Named(opens=frozenset(name for pattern, names in _OTHER_WORDS if pattern.search(words) for name in names))
