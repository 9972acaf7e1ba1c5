"""The data dictionary says what §4.1 of the clinical model says."""

import re
from pathlib import Path

import pytest

from cds_service.case.items import orders
from cds_service.case.items.dictionary import BY_NAME, ITEMS
from cds_service.case.items.item import FALSE, Item, Span
from cds_service.logic.domain import is_within, one_of

CLINICAL_MODEL = Path(__file__).parents[3] / "shared/design/clinical-model.md"

# code, name, range, absent, fresh, dangerous words; "-" is none. The order is that of §4.1.
PINNED = """
PF01 deceased            {false,true}   {false} -   -
PF02 age                 [0,120]        -       -   -
PF03 pregnant            {false,true}   -       7d  {true}
PF04 breastfeeding       {false,true}   {false} 90d {true}
PF05 comfortOnly         {false,true}   {false} -   {true}
PF06 ecog                [0,5]          -       60d -
PF07 mdtDate             [0,∞]          [∞,∞]   -   -
PF10 nenConfirmed        {false,true}   -       -   -
PF11 site                {other,sigmoid} -      -   -
PF12 stageIV             {false,true}   -       -   -
PF13 liverMets           {false,true}   -       -   -
PF14 differentiation     {mixed,poor,well} -    -   -
PF15 ki67                [0,100]        -       -   -
PF15 grade               {G1,G2,G3}     -       -   -
PF15 lowerGrade          {G1,G2,G3,none} -   -   -
PF16 mitoses             [0,200]        -       -   -
PF17 gradeText           {G1,G2,G3}     -       -   -
PF18 extraAbd            {false,true}   -       6m  {true}
PF19 extrahepAbd         {extensive,limited,none} - 6m {extensive,limited}
PF20 liverDom            {exclusive,minor,predominant} - 6m -
PF21 liverPct            [0,100]        -       6m  -
PF21 liverPctRecent      [0,100]        -       3m  -
PF22 distribution        {complex,diffuse,localized} - 6m -
PF23 resectVerdict       {cytoreduction,resectable,unresectable} - 90d -
PF24 removablePct        [0,100]        -       90d -
PF25 flrOk               {false,true}   -       90d {false}
PF26 primaryInSitu       {false,true}   -       -   -
PF27 primaryComplication {bleeding,impending-stenosis,ischemia,none,obstruction,perforation} {none} 30d \
{bleeding,impending-stenosis,ischemia,obstruction,perforation}
PF28 nodesCleared        {false,true}   -       -   -
PF30 functional          {false,true}   -       12m {true}
PF31 csUncontrolled      {false,true}   {false} 60d -
PF32 hiaa                [0,10000]      -       12m -
PF33 chd                 {mild,moderate,none,severe} - 12m {severe}
PF34 ntProBnp            [0,100000]     -       12m -
PF40 sstr                {mixed,negative,positive} - 12m {negative}
PF40 recentSstrScan      {false,true}   -       -   -
PF41 fdgMismatch         {false,true}   -       6m  {true}
PF42 progressing         {false,true}   -       6m  {true}
PF43 stableMonths        [0,600]        -       6m  -
PF50 onSsa               {false,true}   {false} -   -
PF50 onSsaAgent          {both,lanreotide,none,octreotide} {none} - -
PF51 ssaEver             [0,∞)          [0,0]   -   -
PF52 lastLongSsa         [0,∞]          -       -   -
PF53 lastShortOct        [0,∞]          [∞,∞]   -   -
PF54 priorTare           {false,true}   {false} -   {true}
PF55 priorPrrt           [0,∞)          [0,0]   -   -
PF56 priorSystemic       {false,true}   {false} -   -
PF56 takesEverolimus     {false,true}   {false} 90d {true}
PF56 takesCabozantinib   {false,true}   {false} 90d {true}
PF57 lastCapecitabine    [0,∞]          [∞,∞]   -   -
PF60 hb                  [3,25]         -       30d -
PF61 platelets           [0,2000]       -       30d -
PF62 wbc                 [0,200]        -       30d -
PF62 anc                 [0,200]        -       30d -
PF63 crcl                [5,250]        -       30d -
PF63 creatinine          [0,30]         -       30d -
PF64 bilirubinUln        [0,100]        -       30d -
PF64 bilirubin           [0,100]        -       30d -
PF65 albumin             [0,80]         -       30d -
PF65 inr                 [0,20]         -       30d -
PF65 ptRatio             [0,200]        -       30d -
PF66 childPugh           [5,15]         -       30d -
PF66 decompensated       {false,true}   {false} 30d {true}
PF67 mainPvt             {false,true}   {false} 6m  {true}
PF68 biliaryOpen         {false,true}   {false} -   {true}
PF69 lungShunt           [0,100]        -       60d -
PF70 heartRate           [20,300]       -       12m -
PF70 avBlock             {false,true}   {false} -   {true}
PF70 qtc                 [200,800]      -       12m -
PF71 gallstones          {false,true}   {false} 12m {true}
PF71 cholecystectomy     {false,true}   {false} -   -
PF71 gbUsDate            [0,∞]          [∞,∞]   -   -
PF72 hba1c               [0,25]         -       12m -
PF72 glucose             [0,1500]       -       12m -
PF72 tsh                 [0,500]        -       12m -
PF72 b12                 [0,10000]      -       12m -
PF73 dpyd                {complete,normal,partial} - - -
PF74 takesInsulin         {false,true}  {false} 90d {true}
PF74 takesGlucoseLowering {false,true}  {false} 90d {true}
PF74 takesBetaBlocker     {false,true}  {false} 90d {true}
PF74 takesRateLowering    {false,true}  {false} 90d {true}
PF74 takesCiclosporin     {false,true}  {false} 90d {true}
PF74 takesBromocriptine   {false,true}  {false} 90d {true}
PF74 takesQuinidine       {false,true}  {false} 90d {true}
PF74 takesVka             {false,true}  {false} 90d {true}
PF75 ssaHypersensitivity  {both,lanreotide,none,octreotide} {none} - {both,lanreotide,octreotide}
PF40 sstrForPrrt         {mixed,negative,positive} - 180d {negative}
PF33 heartScreened       {false,true}   -       -   -
PF71 gallbladderImaged   {false,true}   -       -   -
PF72 glycaemiaKnown      {false,true}   -       -   -
"""
ROWS = [line.split() for line in PINNED.strip().splitlines()]
PATIENT_ITEMS = tuple(item for item in ITEMS if item not in orders.ITEMS)
CODES = [
    *(f"PF{number:02}" for number in (*range(1, 8), *range(10, 29), *range(30, 35), *range(40, 44))),
    *(f"PF{number}" for number in (*range(50, 58), *range(60, 76))),
]
CLOSING_LISTS = {  # ruling 8, and the lists of §4.1 that close the world
    "onSsa": {"medicationRequests"},
    "ssaEver": {"medicationRequests"},
    "priorPrrt": {"medicationRequests", "procedures"},
    "priorTare": {"procedures"},
    "mdtDate": {"observations", "procedures"},
    "takesInsulin": {"medicationRequests"},
    "takesVka": {"medicationRequests"},
    "onSsaAgent": {"medicationRequests"},
    "takesEverolimus": {"medicationRequests"},
    "takesCabozantinib": {"medicationRequests"},
    "deceased": {"patient"},
    "ssaHypersensitivity": {"allergies"},
}


def _span(span: Span | None) -> str:
    if span is None:
        return "-"
    return f"{span.days}d" if span.days else f"{span.months}m"


def _columns(item: Item) -> list[str]:
    said = [item.range, item.absent or "-", _span(item.fresh), item.dangerous or "-"]
    return [item.code, item.name, *map(str, said)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_an_item_has_the_range_absence_freshness_and_dangers_of_the_model(row: list[str]) -> None:
    assert _columns(BY_NAME[row[1]]) == row


def test_the_dictionary_holds_these_items_and_no_others() -> None:
    assert sorted(item.name for item in PATIENT_ITEMS) == sorted(row[1] for row in ROWS)


@pytest.mark.parametrize("code", CODES)
def test_every_patient_fact_of_the_model_has_an_item(code: str) -> None:
    assert code in {item.code for item in ITEMS}


def test_every_item_belongs_to_a_patient_fact_of_the_model() -> None:
    assert {item.code for item in PATIENT_ITEMS} == set(CODES)


def test_names_are_unique_and_found_by_name() -> None:
    assert len(BY_NAME) == len(ITEMS)
    assert all(BY_NAME[item.name] is item for item in ITEMS)


def test_labels_are_unique() -> None:
    assert len({item.label for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_what_absence_means_and_what_is_dangerous_lie_in_the_range(item: Item) -> None:
    for part in (item.absent, item.dangerous):
        assert part is None or (is_within(part, item.range) and part != item.range)


@pytest.mark.parametrize("item", PATIENT_ITEMS, ids=lambda item: item.name)
def test_every_item_of_the_patient_names_a_list_that_would_show_it(item: Item) -> None:
    assert item.lists


@pytest.mark.parametrize("item", orders.ITEMS, ids=lambda item: item.name)
def test_an_item_about_an_order_is_no_unless_something_is_ordered(item: Item) -> None:
    assert item.code == "order"
    assert not item.lists
    assert item.absent in (FALSE, one_of("none"))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_a_number_has_a_unit_and_a_word_has_none(item: Item) -> None:
    assert (item.unit is None) == str(item.range).startswith("{")


def test_only_a_complication_and_a_progression_open_again_although_they_are_dangerous() -> None:
    found = {item.name: item.worst_lasts for item in ITEMS if item.worst_lasts}
    assert found == {"primaryComplication": Span(days=90), "progressing": Span(months=12)}


@pytest.mark.parametrize(("name", "lists"), CLOSING_LISTS.items())
def test_the_world_is_closed_by_the_lists_of_ruling_8(name: str, lists: set[str]) -> None:
    assert set(BY_NAME[name].lists) == lists


# --- against the document itself --------------------------------------------------------------------------------------


def _table() -> list[list[str]]:
    if not CLINICAL_MODEL.exists():
        pytest.skip(f"{CLINICAL_MODEL} is not beside this checkout; the pinned table above still holds")
    section = CLINICAL_MODEL.read_text(encoding="utf-8").split("### 4.1")[1].split("### 4.2")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line]
    return [row for row in rows if re.fullmatch(r"PF\d\d", row[0])]


def test_the_model_declares_exactly_the_pinned_patient_facts() -> None:
    assert [row[0] for row in _table()] == CODES


def test_each_name_of_the_model_is_an_item_with_its_code() -> None:
    named = [(row[0], name.strip().removesuffix("[]")) for row in _table() for name in re.split(r"[,/]", row[1])]
    missing = [(code, name) for code, name in named if name not in BY_NAME or BY_NAME[name].code != code]
    assert missing == [("PF74", "meds")]  # one item per medicine that interacts


def test_absence_means_no_or_nothing_as_the_model_says() -> None:
    for code, name, *_, absent, _fresh in _table():
        if "," in name or "/" in absent:
            continue  # several items in one row: pinned above
        expected_open = absent.startswith(("U", "derived"))
        items = [item for item in ITEMS if item.code == code and (item.name == name or code != "PF74")]
        if code == "PF74":
            continue  # "U if no list" is what every closed-world fact does
        assert all((item.absent is None) == expected_open for item in items), code


def test_freshness_limits_are_those_of_the_model() -> None:
    at_order = {"liverPctRecent", "sstrForPrrt"}  # the stricter limit after the slash
    kept_as_days_since = {"mdtDate", "lastShortOct", "gbUsDate"}  # the limit is applied where it is asked for
    for code, _, *_, fresh in _table():
        found = re.match(r"(\d+)(?: (d|mo))?(?:/| |$)", fresh)
        if found is None:
            continue
        unit = "m" if found[2] == "mo" else "d"
        declared = [item for item in ITEMS if item.code == code and item.fresh and item.name not in at_order]
        assert declared or code in {BY_NAME[name].code for name in kept_as_days_since}, code
        assert {_span(item.fresh) for item in declared} <= {f"{found[1]}{unit}"}, code
