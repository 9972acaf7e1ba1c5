"""Items about what is being ordered: true only while order-select or order-sign is answered."""

from cds_service.case.items.item import BOOLEAN, FALSE, Item
from cds_service.logic.domain import one_of


def _ordered(name: str, label: str) -> Item:
    """One yes-or-no item about the drafts; nothing drafted means no."""
    return Item(name=name, code="order", label=label, range=BOOLEAN, absent=FALSE, lists=())


ORDERED_CAPECITABINE = _ordered("orderedCapecitabine", "the order contains capecitabine")
ORDERED_FLUOROPYRIMIDINE = _ordered("orderedFluoropyrimidine", "the order contains capecitabine or fluorouracil")
ORDERED_TEMOZOLOMIDE = _ordered("orderedTemozolomide", "the order contains temozolomide")
ORDERED_ANALOGUE = Item(
    name="orderedAnalogue",
    code="order",
    label="long-acting analogue ordered",
    range=one_of("none", "octreotide", "lanreotide"),
    absent=one_of("none"),
    lists=(),
)
MICROSPHERES = Item(
    name="microspheres",
    code="order",
    label="microspheres ordered",
    range=one_of("none", "resin", "glass"),
    absent=one_of("none"),
    lists=(),
)
DRAFTED_PRIMARY_RESECTION = _ordered("draftedPrimaryResection", "resection of the primary drafted")
DRAFTED_SURGERY = _ordered("draftedSurgery", "abdominal surgery drafted")
DRAFTED_PROCEDURE = _ordered("draftedProcedure", "surgery, ablation or embolisation drafted")
DRAFTED_SHORT_OCTREOTIDE = _ordered("draftedShortOctreotide", "short-acting octreotide drafted")
DRAFTED_PRRT = _ordered("draftedPrrt", "PRRT drafted")
DRAFTED_TARE = _ordered("draftedTare", "Y-90 radioembolisation drafted")
DRAFTED_CAPECITABINE = _ordered("draftedCapecitabine", "capecitabine drafted")
DRAFTED_EVEROLIMUS = _ordered("draftedEverolimus", "everolimus drafted")
DRAFTED_CABOZANTINIB = _ordered("draftedCabozantinib", "cabozantinib drafted")
DRAFTED_TWO_ANALOGUES = _ordered("draftedTwoAnalogues", "two long-acting analogues drafted")

ITEMS = (
    ORDERED_CAPECITABINE,
    ORDERED_FLUOROPYRIMIDINE,
    ORDERED_TEMOZOLOMIDE,
    ORDERED_ANALOGUE,
    MICROSPHERES,
    DRAFTED_PRIMARY_RESECTION,
    DRAFTED_SURGERY,
    DRAFTED_PROCEDURE,
    DRAFTED_SHORT_OCTREOTIDE,
    DRAFTED_PRRT,
    DRAFTED_TARE,
    DRAFTED_CAPECITABINE,
    DRAFTED_EVEROLIMUS,
    DRAFTED_CABOZANTINIB,
    DRAFTED_TWO_ANALOGUES,
)
