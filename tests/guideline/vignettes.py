"""Vignettes: one patient each, written by a clinician in YAML → a settled case and what the guideline should say.

A vignette is a mapping with these keys:

id, says          its name in the file, and one sentence about what it shows
base              id of a vignette of the same file whose facts, specimens, statuses, treatments,
                  not_retrieved and as_of it inherits (facts of its own win; `absent` removes an inherited one)
facts             by item name of the dictionary: true, false, words, numbers, or text ("<3 %", 5–15 %, ≤10 %);
                  `open` (or a quoted "?") is not known; {value: ..., date: 2024-01-05} is dated (default: as_of;
                  also 2024-01, 2024, undated); ki67: [4 %, 28 %] is two specimens
specimens         [{ki67: ..., mitoses: ..., grade: G2, date: ...}]
statuses          [{progressing: true, date: ...}]
treatments        [{therapy: long-acting somatostatin analogue, given: administered, date: ...}]
not_retrieved     prefetch keys whose list was not completely retrieved (default: all lists were)
as_of             day of evaluation (default 2026-11-24)
order             what is being ordered: a kind (prrt), or {kind: tare, microspheres: resin} or
                  {kind: chemotherapy, agents: [capecitabine]}; without it the chart is opened
drafts            further drafts of the same session, written in the same way
expect            recommended, conditional: {R12: moderate} (`none` where there is no strength);
                  queued, conflict, held, done, blocked, undetermined, not_indicated, out_of_scope: [R13, ...];
                  questions: [M05] (exactly these); not_asked: [M06]; only_shown: true (nothing else is shown);
                  warnings: {W01: critical} (exactly these, of the order or at the opening of the chart);
                  lowered: [R16] (ECOG lowers it, also where weak stays weak); certainty: {R13: low}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cds_service.case.items.dictionary import BY_NAME, ITEMS
from cds_service.case.order import RESIN_OR_GLASS, Agent, Drafts, Order, OrderKind, at_order
from cds_service.case.record import Case, DiseaseStatus, Given, Record, Specimen, Therapy, Treatment
from cds_service.case.settling import settle
from cds_service.guideline.danger import dangerous_regions
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendation import Certainty, Strength
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.verdict import Status
from cds_service.guideline.warning import Indicator
from cds_service.guideline.warnings import WARNINGS
from cds_service.logic.domain import Choice, Interval, one_of
from cds_service.logic.fact import Evidence, Fact, Why
from tests.guideline.written import dated, domain_of, is_open

FOLDER = Path(__file__).parent / "vignettes"
TODAY = date(2026, 11, 24)
LISTS = frozenset(name for item in ITEMS for name in item.lists)
DANGERS = dangerous_regions(RECOMMENDATIONS, WARNINGS)

WITH_STRENGTH = (Status.RECOMMENDED, Status.CONDITIONAL)
OTHERS = tuple(status for status in Status if status not in WITH_STRENGTH)

_KEYS = frozenset(
    (
        "id",
        "says",
        "base",
        "facts",
        "specimens",
        "statuses",
        "treatments",
        "not_retrieved",
        "as_of",
        "order",
        "drafts",
        "expect",
    )
)
_EXPECTED = frozenset(
    {"questions", "warnings", "not_asked", "only_shown", "lowered", "certainty", *(one.value for one in Status)}
)
_INHERITED = ("facts", "specimens", "statuses", "treatments", "not_retrieved", "as_of", "order", "drafts")
_PER_SPECIMEN = {"ki67": "ki67", "mitoses": "mitoses", "gradeText": "grade"}
_IDS = frozenset(recommendation.id for recommendation in RECOMMENDATIONS)
_WARNING_IDS = frozenset(warning.id for warning in WARNINGS)
_QUESTION_IDS = frozenset(question.id for question in QUESTIONS)

Raw = dict[str, Any]


class VignetteError(ValueError):
    """A vignette cannot be read: names the file, the id and what to correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a vignette says about one recommendation; parts that it leaves out are None."""

    status: Status | None = None
    strength: Strength | None = None
    certainty: Certainty | None = None
    lowered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vignette:
    """One patient with what the guideline should say.

    `questions` and `warnings` are None where the vignette is silent about them; `drafts` is None at patient-view.
    """

    file: str
    id: str
    says: str
    case: Case
    expected: Mapping[str, Expected]
    drafts: Drafts | None = None
    questions: frozenset[str] | None = None
    warnings: Mapping[str, Indicator] | None = None
    not_asked: frozenset[str] = frozenset()
    only_shown: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where we are, for error texts."""

    file: str
    id: str = "?"

    def error(self, what: str) -> VignetteError:
        return VignetteError(f"vignettes/{self.file}.yaml, {self.id}: {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One written value with its evidence."""

    value: Any
    evidence: Evidence = field(default_factory=lambda: Evidence(reference="vignette"))


@cache
def all_vignettes() -> tuple[Vignette, ...]:
    """Every vignette of every file."""
    return tuple(vignette for path in sorted(FOLDER.glob("*.yaml")) for vignette in vignettes_in(path.stem))


@cache
def vignettes_in(file: str) -> tuple[Vignette, ...]:
    """The vignettes of one file, in their order."""
    return parse(file, yaml.safe_load((FOLDER / f"{file}.yaml").read_text(encoding="utf-8")))


def parse(file: str, entries: list[Raw]) -> tuple[Vignette, ...]:
    """YAML content → vignettes. Raises `VignetteError`."""
    by_id: dict[str, Raw] = {}
    for entry in entries:
        place = _Place(file=file, id=str(entry.get("id", "?")))
        _check_keys(place, "key", entry, _KEYS)
        if place.id == "?" or place.id in by_id or not entry.get("says") or not entry.get("expect"):
            raise place.error("needs an id of its own, `says` and `expect`")
        by_id[place.id] = _with_base(place, entry, by_id)
    return tuple(_vignette(_Place(file=file, id=key), entry) for key, entry in by_id.items())


def _with_base(place: _Place, entry: Raw, earlier: Mapping[str, Raw]) -> Raw:
    if "base" not in entry:
        return entry
    if entry["base"] not in earlier:
        raise place.error(f"base {entry['base']!r} is not an earlier vignette of this file")
    base = earlier[entry["base"]]
    facts = {**base.get("facts", {}), **entry.get("facts", {})}
    kept = {name: value for name, value in facts.items() if value != "absent"}
    inherited = {key: base[key] for key in _INHERITED if key in base}
    return {**inherited, **entry, "facts": kept}


def _vignette(place: _Place, entry: Raw) -> Vignette:
    as_of = entry.get("as_of", TODAY)
    expect = entry["expect"]
    _check_keys(place, "expectation", expect, _EXPECTED)
    asked = expect.get("questions")
    drafts = _drafts(place, entry)
    case = settle(_record(place, entry, as_of), as_of, DANGERS, at_order=drafts is not None)
    return Vignette(
        file=place.file,
        id=place.id,
        says=entry["says"],
        case=at_order(case, None, drafts.all) if drafts else case,
        drafts=drafts,
        expected=_expected(place, expect),
        questions=None if asked is None else _known(place, "question", asked, _QUESTION_IDS),
        warnings=_warnings(place, expect),
        not_asked=_known(place, "question", expect.get("not_asked", ()), _QUESTION_IDS),
        only_shown=expect.get("only_shown", False),
    )


def _drafts(place: _Place, entry: Raw) -> Drafts | None:
    if "order" not in entry:
        return None
    checked, *others = (_order(place, told) for told in (entry["order"], *entry.get("drafts", ())))
    return Drafts(all=(checked, *others), checked=(checked,))


def _order(place: _Place, written: Any) -> Order:
    told = {"kind": written} if isinstance(written, str) else written
    _check_keys(place, "part of an order", told, {"kind", "agents", "microspheres"})
    try:
        beads = one_of(told["microspheres"]) if "microspheres" in told else RESIN_OR_GLASS
        agents = frozenset(Agent(word) for word in told.get("agents", ()))
        return Order(kind=OrderKind(told["kind"]), agents=agents, microspheres=beads)
    except (ValueError, KeyError) as wrong:
        raise place.error(f"not an order: {written}") from wrong


def _warnings(place: _Place, expect: Raw) -> Mapping[str, Indicator] | None:
    if "warnings" not in expect:
        return None
    _known(place, "warning", expect["warnings"], _WARNING_IDS)
    return {key: Indicator(word) for key, word in expect["warnings"].items()}


def _record(place: _Place, entry: Raw, as_of: date) -> Record:
    facts = entry.get("facts", {})
    _check_keys(place, "item", facts, BY_NAME)
    try:
        return Record(
            facts={name: _fact(name, told, as_of) for name, told in facts.items() if not _is_specimen(name, told)},
            specimens=(*_specimens_of(place, facts, as_of), *_specimens(place, entry, as_of)),
            statuses=tuple(_status(place, told, as_of) for told in entry.get("statuses", ())),
            treatments=tuple(_treatment(place, told, as_of) for told in entry.get("treatments", ())),
            retrieved=LISTS - _known(place, "list", entry.get("not_retrieved", ()), LISTS),
        )
    except (ValueError, TypeError) as wrong:
        raise place.error(str(wrong)) from wrong


def _is_specimen(name: str, written: Any) -> bool:
    return name in _PER_SPECIMEN and not is_open(written)


def _told(written: Any, as_of: date) -> _Told:
    if not isinstance(written, dict):
        return _Told(value=written, evidence=Evidence(reference="vignette", date=dated(as_of)))
    if set(written) != {"value", "date"}:
        raise ValueError(f"{written} needs exactly `value` and `date`")
    return _Told(value=written["value"], evidence=Evidence(reference="vignette", date=dated(written["date"])))


def _fact(name: str, written: Any, as_of: date) -> Fact:
    told = _told(written, as_of)
    possible = domain_of(BY_NAME[name], told.value)
    if is_open(told.value):
        return Fact(possible=possible, why=Why.NOT_RECORDED)
    return Fact(possible=possible, evidence=(told.evidence,))


def _specimens_of(place: _Place, facts: Mapping[str, Any], as_of: date) -> tuple[Specimen, ...]:
    """Ki-67, mitoses and reported grade among the facts: one specimen, or one per entry of their lists."""
    lists = {
        name: written if isinstance(written, list) else [written]
        for name, written in facts.items()
        if _is_specimen(name, written)
    }
    if len({len(values) for values in lists.values()}) > 1:
        raise place.error("ki67, mitoses and gradeText need lists of the same length")
    rows = zip(*lists.values(), strict=True)
    return tuple(_specimen(dict(zip(lists, row, strict=True)), as_of) for row in rows)


def _specimens(place: _Place, entry: Raw, as_of: date) -> tuple[Specimen, ...]:
    words = {word: name for name, word in _PER_SPECIMEN.items()}
    found = []
    for written in entry.get("specimens", ()):
        _check_keys(place, "part of a specimen", written, {*words, "date"})
        when = written.get("date", as_of)
        told = {words[key]: {"value": value, "date": when} for key, value in written.items() if key != "date"}
        found.append(_specimen(told, as_of))
    return tuple(found)


def _specimen(values: Mapping[str, Any], as_of: date) -> Specimen:
    told = {name: _told(written, as_of) for name, written in values.items()}
    domains = {_PER_SPECIMEN[name]: domain_of(BY_NAME[name], one.value) for name, one in told.items()}
    ki67, mitoses, grade = (domains.get(key) for key in ("ki67", "mitoses", "grade"))
    return Specimen(
        ki67=ki67 if isinstance(ki67, Interval) else None,
        mitoses=mitoses if isinstance(mitoses, Interval) else None,
        grade=grade if isinstance(grade, Choice) else None,
        evidence=tuple(dict.fromkeys(one.evidence for one in told.values())),
    )


def _status(place: _Place, written: Raw, as_of: date) -> DiseaseStatus:
    _check_keys(place, "part of a status", written, {"progressing", "date"})
    when = dated(written.get("date", as_of))
    return DiseaseStatus(
        progressing=written["progressing"], when=when, evidence=Evidence(reference="vignette", date=when)
    )


def _treatment(place: _Place, written: Raw, as_of: date) -> Treatment:
    _check_keys(place, "part of a treatment", written, {"therapy", "given", "date"})
    when = dated(written.get("date", as_of))
    return Treatment(
        therapy=Therapy(written["therapy"]),
        given=Given(written["given"]),
        when=when,
        evidence=Evidence(reference="vignette", date=when),
    )


def _expected(place: _Place, expect: Raw) -> dict[str, Expected]:
    """By id of a recommendation: what is expected of it."""
    statuses, strengths = _statuses(place, expect), _strengths(place, expect)
    certainties = {key: Certainty(value) for key, value in expect.get("certainty", {}).items()}
    lowered = _known(place, "recommendation", expect.get("lowered", ()), _IDS)
    named = sorted({*statuses, *lowered, *_known(place, "recommendation", certainties, _IDS)})
    return {
        key: Expected(
            status=statuses.get(key),
            strength=strengths.get(key),
            certainty=certainties.get(key),
            lowered=key in lowered,
        )
        for key in named
    }


def _statuses(place: _Place, expect: Raw) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for status in Status:
        for key in _known(place, "recommendation", expect.get(status.value, ()), _IDS):
            if key in found:
                raise place.error(f"{key} has two statuses")
            found[key] = status
    return found


def _strengths(place: _Place, expect: Raw) -> dict[str, Strength]:
    words = {key: word for status in WITH_STRENGTH for key, word in expect.get(status.value, {}).items()}
    _known(place, "strength", words.values(), {"none", *(strength.value for strength in Strength)})
    return {key: Strength(word) for key, word in words.items() if word != "none"}


def _check_keys(place: _Place, what: str, found: Mapping[str, Any], known: Iterable[str]) -> None:
    _known(place, what, found, known)


def _known(place: _Place, what: str, found: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    unknown = sorted(map(str, set(found) - set(known)))
    if unknown:
        raise place.error(f"unknown {what}: {', '.join(unknown)}")
    return frozenset(found)
