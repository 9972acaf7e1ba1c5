"""Items about the person: PF01–PF07 of the clinical model §4.1."""

from cds_service.case.items.item import BOOLEAN, DAYS_AGO, FALSE, NEVER, TRUE, Item, Span, numbers

DECEASED = Item(name="deceased", code="PF01", label="deceased", range=BOOLEAN, absent=FALSE, lists=("patient",))
AGE = Item(name="age", code="PF02", label="age", range=numbers(0, 120), unit="a", lists=("patient",))
PREGNANT = Item(
    name="pregnant",
    code="PF03",
    label="pregnancy status",
    range=BOOLEAN,
    lists=("observations", "conditions"),
    fresh=Span(days=7),
    dangerous=TRUE,
)
BREASTFEEDING = Item(
    name="breastfeeding",
    code="PF04",
    label="breastfeeding",
    range=BOOLEAN,
    absent=FALSE,
    lists=("observations", "conditions"),
    fresh=Span(days=90),
    dangerous=TRUE,
)
COMFORT_ONLY = Item(
    name="comfortOnly", code="PF05", label="comfort-focused goals of care", range=BOOLEAN, absent=FALSE, dangerous=TRUE
)
ECOG = Item(
    name="ecog", code="PF06", label="ECOG performance status", range=numbers(0, 5), unit="{score}", fresh=Span(days=60)
)
MDT_DATE = Item(
    name="mdtDate",
    code="PF07",
    label="days since the last NET-MDT review",
    range=DAYS_AGO,
    unit="d",
    absent=NEVER,
    lists=("observations", "procedures"),
)

ITEMS = (DECEASED, AGE, PREGNANT, BREASTFEEDING, COMFORT_ONLY, ECOG, MDT_DATE)
