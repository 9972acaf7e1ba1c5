"""The service `net-order-sign`: warnings before orders are signed, at most three cards."""

from cds_service.hooks.order_service import ORDER_ITEMS, ORDER_REQUIREMENTS
from cds_service.hooks.service import Service
from fhir_mappings.prefetch import REQUIRED, prefetch_for

ORDER_SIGN = Service(
    id="net-order-sign",
    hook="order-sign",
    title="Stage IV sigmoid NET: before an order is signed",
    description=(
        "For adults with a neuroendocrine tumour of the sigmoid colon and liver metastases: certain contraindications, "
        "risks and missing checks of the drafted surgery, embolisation, PRRT, transplantation or medicine."
    ),
    usage_requirements=ORDER_REQUIREMENTS,
    required=REQUIRED,
    prefetch=prefetch_for(ORDER_ITEMS),
)
