"""W13e: two long-acting somatostatin analogues, or a second dose too soon."""

from cds_service.case.items.orders import DRAFTED_TWO_ANALOGUES, ORDERED_ANALOGUE
from cds_service.case.items.predicates import below, is_in, is_true
from cds_service.case.items.treatment import LAST_LONG_SSA, ON_SSA_AGENT
from cds_service.case.order import OrderKind
from cds_service.guideline.recommendation import line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Every, Some

_OTHER_IN_USE = Some(
    text="another long-acting analogue in use",
    of=(
        is_in(ON_SSA_AGENT, "both"),
        Every(of=(is_in(ORDERED_ANALOGUE, "octreotide"), is_in(ON_SSA_AGENT, "lanreotide"))),
        Every(of=(is_in(ORDERED_ANALOGUE, "lanreotide"), is_in(ON_SSA_AGENT, "octreotide"))),
    ),
)
_TOO_SOON = below(LAST_LONG_SSA, 21)

WARNING = SafetyWarning(
    id="W13e",
    slug="analogue-duplicate",
    orders=(OrderKind.LONG_ACTING_SSA,),
    when=Some(of=(is_true(DRAFTED_TWO_ANALOGUES), _OTHER_IN_USE, _TOO_SOON)),
    indicator=Indicator.WARNING,
    title="Possible duplicate of a long-acting somatostatin analogue ({list})",
    named=(
        line("two drafted", is_true(DRAFTED_TWO_ANALOGUES)),
        line("another in use", _OTHER_IN_USE),
        line("last dose less than 21 days ago", _TOO_SOON),
    ),
    short="duplicate analogue",
    lines=(
        line("Two long-acting analogues are drafted.", is_true(DRAFTED_TWO_ANALOGUES)),
        line("Another long-acting analogue is in use: {onSsaAgent}.", _OTHER_IN_USE),
        line("Less than 21 days since the last long-acting dose: {lastLongSsa}.", _TOO_SOON),
        line("Override: change of agent, or a stated escalation."),
    ),
    sources=("clinical model §3.2",),
    references=("expert knowledge, to be verified",),
)
