"""W09: a somatostatin analogue too close to PRRT."""

from cds_service.case.items.orders import DRAFTED_PRRT, DRAFTED_SHORT_OCTREOTIDE
from cds_service.case.items.predicates import at_most, below, is_true
from cds_service.case.items.treatment import LAST_LONG_SSA, LAST_SHORT_OCT
from cds_service.case.order import OrderKind
from cds_service.guideline.definitions.course import ON_ANALOGUE
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Some

# In somebody who is on an analogue, a last dose that is not recorded leaves this open (ruling 30).
_LONG_ACTING = Every(of=(ON_ANALOGUE, below(LAST_LONG_SSA, 28)))
# The record counts in days: today's and yesterday's dose may be less than 24 hours old.
_SHORT_ACTING = Some(of=(at_most(LAST_SHORT_OCT, 1), is_true(DRAFTED_SHORT_OCTREOTIDE)))

WARNING = SafetyWarning(
    id="W09",
    slug="prrt-analogue-too-close",
    # an order of octreotide too, as long as PRRT is in the same drafts
    orders=(OrderKind.PRRT, OrderKind.SHORT_ACTING_OCTREOTIDE),
    when=Every(of=(is_true(DRAFTED_PRRT), Some(of=(_LONG_ACTING, _SHORT_ACTING)))),
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="Somatostatin analogue too close to PRRT",
    title_open="PRRT: the last dose of a somatostatin analogue is not on record",
    short="interval to the analogue",
    lines=(
        line("Time since the last long-acting dose: {lastLongSsa}; 28 days or more are needed before each PRRT dose."),
        line("Short-acting octreotide is drafted together with PRRT.", is_true(DRAFTED_SHORT_OCTREOTIDE)),
        line("Short-acting octreotide may bridge, but has to be off for 24 hours or more before each dose (X03)."),
        line("Move the PRRT date or the injection; the long-acting analogue resumes 4–24 hours after the dose (X03)."),
    ),
    sources=("X03", "rulings 30 and 38", "clinical model §3.1"),
    references=("US label of Lutathera",),
    notes=("Repeated high doses of steroids are to be avoided too (§3.1); they are not in the case.",),
)
