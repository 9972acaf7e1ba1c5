"""Orders → the words by which a clinician knows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

from cds_service.case.order import Order, OrderKind

_WORDS: Mapping[str, str] = json.loads(
    files("cds_service.cards.ordering").joinpath("order_words.json").read_text("utf-8")
)


def name_of(kind: OrderKind) -> str:
    """One kind of order: "177Lu-DOTATATE"."""
    return _WORDS[kind.value]


def names_of(orders: Iterable[Order]) -> str:
    """Several orders: "liver surgery and liver ablation"; of one kind once."""
    return " and ".join(dict.fromkeys(name_of(order.kind) for order in orders))


def opening(orders: tuple[Order, ...]) -> str:
    """How a title begins that says several things: "Liver surgery ordered: "."""
    names = names_of(orders)
    return f"{names[0].upper()}{names[1:]} ordered: "
