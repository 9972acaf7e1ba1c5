"""The simple expressions in prefetch templates that 3.0 adds: order, circles, types and form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from cds_service.harness.checks.shape import Breaches, Check, services
from cds_service.harness.exchange import Exchange
from cds_service.harness.template import USER_TOKENS, Template, resource_types, templates_of

_VARIABLE = re.compile(r"%([A-Za-z_]\w*)")
_OF_TYPE = re.compile(r"ofType\(([^()]*)\)")
_PATH = r"(?:context|%[A-Za-z_]\w*)(?:\.[A-Za-z]\w*|\.ofType\([^()]*\)|\.resolve\(\))*"
_FORMS = (
    re.compile(rf"{_PATH}(?:\s*\|\s*{_PATH})*"),
    re.compile(r"today\(\)(?:\s*[+-]\s*\d+\s*days?)?"),
    re.compile("|".join(sorted(USER_TOKENS))),
)

Breach = Callable[[Template, Sequence[Template]], str | None]


def _each(breach: Breach, about: re.Pattern[str]) -> Check:
    """Judges the templates with such tokens, each among the templates of its service."""

    def check(exchange: Exchange) -> Breaches:
        entries = [(part.at, list(templates_of(part.value))) for part in services(exchange)]
        found = [(at, one, every) for at, every in entries for one in every if any(map(about.search, one.tokens))]
        if not found:
            return None
        return [f"{at}/prefetch/{one.key}: {text}" for at, one, every in found if (text := breach(one, every))]

    return check


def _in_order(template: Template, every: Sequence[Template]) -> str | None:
    keys = [one.key for one in every]
    later = [name for name in _used(template) if name in keys[keys.index(template.key) + 1 :]]
    if not later or _circle(template, every):
        return None
    return f"uses %{later[0]}, which comes later"


def _circle(template: Template, every: Sequence[Template]) -> str | None:
    uses = {one.key: list(_used(one)) for one in every}
    return f"leads back to itself by %{template.key}" if template.key in _reached(template.key, uses) else None


def _reached(key: str, uses: Mapping[str, Sequence[str]]) -> set[str]:
    """The keys that this one needs, one way or another."""
    found, left = set[str](), list(uses.get(key, ()))
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += uses.get(name, ())
    return found


def _known_type(template: Template, _: Sequence[Template]) -> str | None:
    named = [name.strip().removeprefix("FHIR.") for token in template.tokens for name in _OF_TYPE.findall(token)]
    odd = [name for name in named if name not in resource_types()]
    return f"ofType({odd[0]}) names no resource type" if odd else None


def _formed(template: Template, _: Sequence[Template]) -> str | None:
    odd = [token for token in template.tokens if not any(form.fullmatch(token.strip()) for form in _FORMS)]
    return f"{odd[0]} is no expression that clients know" if odd else None


def _used(template: Template) -> Iterator[str]:
    return (name for token in template.tokens for name in _VARIABLE.findall(token))


CHECKS: dict[str, Check] = {
    "expression-order": _each(_in_order, _VARIABLE),
    "expression-cycle": _each(_circle, _VARIABLE),
    "expression-type": _each(_known_type, _OF_TYPE),
    "expression-form": _each(_formed, re.compile("")),
}
