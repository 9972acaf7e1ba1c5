"""The data dictionary: every item of the case, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from cds_service.case.items import course, disease, medication, orders, organs, patient, treatment
from cds_service.case.items.item import Item

ITEMS: tuple[Item, ...] = (
    *patient.ITEMS,
    *disease.ITEMS,
    *course.ITEMS,
    *treatment.ITEMS,
    *organs.ITEMS,
    *medication.ITEMS,
    *orders.ITEMS,
)
BY_NAME: Mapping[str, Item] = MappingProxyType({item.name: item for item in ITEMS})
