"""The service `net-order-select`: warnings while an order is being chosen, at most two cards."""

from cds_service.hooks.order_service import ORDER_ITEMS, ORDER_REQUIREMENTS
from cds_service.hooks.service import Service
from fhir_mappings.prefetch import REQUIRED, prefetch_for

ORDER_SELECT = Service(
    id="net-order-select",
    hook="order-select",
    title="Stage IV sigmoid NET: before an order is chosen",
    description=(
        "For adults with a neuroendocrine tumour of the sigmoid colon and liver metastases: what speaks against the "
        "selected surgery, embolisation, PRRT, transplantation or medicine, and what should be known first."
    ),
    usage_requirements=ORDER_REQUIREMENTS,
    required=REQUIRED,
    prefetch=prefetch_for(ORDER_ITEMS),
    limit=2,
)
