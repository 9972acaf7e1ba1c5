"""Questions at an order → the warnings that put them, and one card for the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from cds_service.cards.fitting import listed
from cds_service.cards.frame import Body, Frame
from cds_service.cards.ordering.orders import names_of
from cds_service.cards.ordering.warnings import Warned
from cds_service.cards.sections.question import SHOWN_AT_ONCE, paragraphs
from cds_service.cards.sections.warning import topic_name
from cds_service.cards.suggestions import codes_for, id_of_order, to_obtain
from cds_service.case.items.dictionary import BY_NAME
from cds_service.case.order import Order
from cds_service.case.record import Case
from cds_service.guideline.asking import Asked
from cds_service.guideline.warning import family_code
from fhir_mappings.terminology import Terminology

ITEMS_NAMED = 3
DECIDES = "Decides the warning"


def put_by_warnings(found: tuple[Warned, ...], asked: Iterable[Asked]) -> tuple[Warned, ...]:
    """Each question with the first warning that hangs on it: what a warning calls open is not asked again."""
    put: dict[str, list[Asked]] = {}
    for ask in asked:
        first = next((warned for warned in found if _puts(warned, ask)), None)
        if first is not None:
            put.setdefault(first.one.warning.slug, []).append(ask)
    return tuple(replace(warned, asked=tuple(put.get(warned.one.warning.slug, ()))) for warned in found)


def still_to_ask(
    frame: Frame, asked: Iterable[Asked], found: Iterable[Warned], said: Iterable[Body]
) -> tuple[Asked, ...]:
    """The questions that no warning puts and that the buttons of no other part answer."""
    put = {ask.question.id for warned in found for ask in warned.asked}
    offered = {button.uuid for body in said for button in body.suggestions}
    return tuple(ask for ask in asked if ask.question.id not in put and not _is_offered(frame, ask, offered))


def question_body(frame: Frame, asked: tuple[Asked, ...], case: Case, checked: tuple[Order, ...]) -> Body | None:
    """The card on what is missing at these orders; None when nothing is."""
    if not asked:
        return None
    return Body(
        topic="questions",
        summary=listed(f"Missing before {names_of(checked)}: ", [word for ask in asked for word in _words(ask)]),
        paragraphs=paragraphs(frame, asked, case, partial(_changes, frame.terminology), DECIDES),
        suggestions=tuple(button for ask in asked[:SHOWN_AT_ONCE] for button in to_obtain(frame, ask)),
        overridable=False,
    )


def _puts(warned: Warned, ask: Asked) -> bool:
    """Whether the warning calls open what is asked; of a question that is settled item by item all of it."""
    missing, asked = set(warned.one.missing), set(ask.items)
    return asked <= missing if ask.question.order_of else bool(asked & missing)


def _words(ask: Asked) -> list[str]:
    """The question; of one that is settled item by item the items, as long as they are few."""
    if ask.question.order_of and len(ask.items) <= ITEMS_NAMED:
        return [BY_NAME[name].label for name in ask.items]
    return [ask.question.text]


def _is_offered(frame: Frame, ask: Asked, offered: set[str]) -> bool:
    buttons = {id_of_order(frame, code) for code in codes_for(ask)}
    return bool(buttons) and buttons <= offered


def _changes(terminology: Terminology, ask: Asked) -> list[str]:
    """The warnings by their topics; several of one family by the name of the family."""
    families: dict[str, list[str]] = {}
    for identifier in ask.decides:
        families.setdefault(family_code(identifier), []).append(identifier)
    codes = [found[0] if len(found) == 1 else code for code, found in families.items()]
    return [topic_name(code, terminology) for code in codes]
