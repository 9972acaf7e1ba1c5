"""Raised warnings → parts of cards: each said once, the members of a family together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cds_service.cards.card import Suggestion
from cds_service.cards.frame import Body, Frame
from cds_service.cards.markdown import bulleted
from cds_service.cards.ordering.families import Family, common_title, family_of
from cds_service.cards.ordering.orders import name_of, names_of
from cds_service.cards.sections.warning import bullets, short, title
from cds_service.cards.suggestions import to_cancel, to_change, to_obtain, to_order
from cds_service.case.order import Order, OrderKind
from cds_service.guideline.asking import Asked
from cds_service.guideline.warning import Indicator
from cds_service.guideline.warning_check import Raised

Contraindicated = frozenset[tuple[str | None, OrderKind]]
"""Drafts, each with the kinds of order that a certain contraindication of it speaks against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One warning as it is said: once, however many drafts raised it.

    one       as the draft raised it that it concerns most
    orders    the checked orders that raised it so
    for_some  whether to say which orders these are: several kinds of them, and not all
    asked     the questions that it puts, so that no other card does
    """

    one: Raised
    orders: tuple[Order, ...]
    for_some: bool
    asked: tuple[Asked, ...] = ()

    @property
    def level(self) -> Indicator:
        """How loud it is; critical only when the fact is certain (ruling 37)."""
        unsure = self.one.indicator is Indicator.CRITICAL and not self.one.certain
        return Indicator.WARNING if unsure else self.one.indicator


def said_once(raised: Iterable[Raised], checked: tuple[Order, ...]) -> tuple[Warned, ...]:
    """The warnings of all drafts, each once and certain ones first; of rules with one id the loudest."""
    by_rule: dict[str, list[Raised]] = {}
    loudest: dict[str, int] = {}
    for one in raised:
        by_rule.setdefault(one.warning.slug, []).append(one)
        loudest[one.warning.id] = max(loudest.get(one.warning.id, 0), _loudness(one))
    found = [_warned(same, checked) for same in by_rule.values()]
    kept = (warned for warned in found if _loudness(warned.one) == loudest[warned.one.warning.id])
    return tuple(sorted(kept, key=lambda warned: (not warned.one.certain, warned.one.warning.id)))


def warning_bodies(frame: Frame, found: Iterable[Warned]) -> list[Body]:
    """One part for each family and level, in the order in which the warnings come."""
    groups: dict[tuple[Indicator, str], list[Warned]] = {}
    against: set[tuple[str | None, OrderKind]] = set()
    for warned in found:
        groups.setdefault((warned.level, family_of(warned.one.warning).code), []).append(warned)
        if warned.level is Indicator.CRITICAL:
            against.update((order.reference, kind) for order in warned.orders for kind in warned.one.warning.orders)
    return [_body(frame, level, group, frozenset(against)) for (level, _), group in groups.items()]


def _loudness(one: Raised) -> int:
    return list(Indicator).index(one.indicator)


def _warned(same: list[Raised], checked: tuple[Order, ...]) -> Warned:
    """`same` are one rule; of the drafts those count that it concerns most."""
    one = max(same, key=lambda each: (_loudness(each), each.certain))
    loudest = [each for each in same if each.indicator is one.indicator]
    orders = tuple(order for order in checked if any(_is_of(order, each) for each in loudest))
    kinds = {order.kind for order in orders}
    return Warned(one=one, orders=orders, for_some=1 < len(kinds) < len({order.kind for order in checked}))


def _is_of(order: Order, one: Raised) -> bool:
    return order.reference == one.order and order.kind in one.warning.orders


def _body(frame: Frame, level: Indicator, group: list[Warned], against: Contraindicated) -> Body:
    family = family_of(group[0].one.warning)
    shorts = tuple(short(warned.one, frame.terminology) for warned in group)
    alone = len(group) == 1
    lines = _lines(group[0]) if alone else _by_member(group, shorts)
    note = [family.note] if family.note and any(_is_noted(family, warned) for warned in group) else []
    return Body(
        topic=group[0].one.warning.id if len({warned.one.warning.id for warned in group}) == 1 else family.code,
        summary=title(group[0].one) if alone else common_title(family, shorts),
        paragraphs=(bulleted([*lines, *note]),),
        indicator=level.value,
        raised=tuple(warned.one for warned in group),
        suggestions=tuple(button for warned in group for button in _suggestions(frame, warned, against)),
        overridable=level is not Indicator.INFO,
        shorts=shorts,
    )


def _lines(warned: Warned) -> list[str]:
    concerns = [f"Concerns: {names_of(warned.orders)}."] if warned.for_some else []
    return [*bullets(warned.one, warned.asked), *concerns]


def _by_member(group: list[Warned], shorts: Iterable[str]) -> Iterator[str]:
    """One line for each member of a family, with what no other member has said before."""
    said: set[str] = set()
    for warned, words in zip(group, shorts, strict=True):
        own = [line for line in _lines(warned) if line not in said]
        said.update(own)
        yield f"**{words}**: {' '.join(own)}" if own else f"**{words}**"


def _is_noted(family: Family, warned: Warned) -> bool:
    return any(order.kind.value in family.note_at for order in warned.orders)


def _suggestions(frame: Frame, warned: Warned, against: Contraindicated) -> Iterator[Suggestion]:
    """Cancel what is contraindicated, change what has an alternative, order what is lacking, obtain what is open.

    A draft is not changed into what the same contraindication speaks against.
    """
    drafts = [(order.reference, order.kind) for order in warned.orders if order.reference]
    if warned.level is Indicator.CRITICAL:
        yield from (to_cancel(frame, reference, name_of(kind)) for reference, kind in drafts)
    changes = (
        to_change(frame, reference, code)
        for reference, _ in drafts
        for code in warned.one.warning.replacements
        if (reference, OrderKind(code)) not in against
    )
    yield from (button for button in changes if button)
    yield from (to_order(frame, code) for code in warned.one.warning.add)
    for ask in warned.asked:
        yield from to_obtain(frame, ask)
