"""Sources, topics and override reasons of cards."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from cds_service.harness.checks.shape import (
    Breaches,
    Check,
    Part,
    having,
    mistyped,
    of_each,
    override_reasons,
    required,
    sources,
    topics,
)
from cds_service.harness.exchange import Exchange


def absolute(part: Part, name: str) -> str | None:
    """The breach of a member that, where it stands, must be an absolute web address."""
    wrong = mistyped(part, name, str)
    value = part.value.get(name)
    if wrong or not isinstance(value, str) or not value:
        return wrong
    try:
        address = urlsplit(value)
    except ValueError:
        return f"{name} is not a web address"
    return None if address.scheme in {"http", "https"} and address.netloc else f"{name} is not an absolute web address"


def _not_of_the_patient(exchange: Exchange) -> Breaches:
    context = exchange.sent.content.get("context") if isinstance(exchange.sent.content, dict) else None
    patient = context.get("patientId") if isinstance(context, dict) else None
    found = list(having(sources, "url")(exchange))
    if not found or not isinstance(patient, str):
        return None
    return [f"{part.at}: url holds the id of the patient" for part in found if patient in str(part.value.get("url"))]


def _coded(part: Part) -> str | None:
    return required("code", str)(part) or required("system", str)(part)


def _coded_before_2_0(part: Part) -> str | None:
    return required("code", str)(part)


def _topic(part: Part) -> str | None:
    return mistyped(part, "topic", dict)


def _not_fhir(part: Part) -> str | None:
    foreign = {"version", "userSelected"} & set(part.value)
    return f"{min(foreign)} belongs to the Coding of FHIR, not to this one" if foreign else None


def _codings(exchange: Exchange) -> Iterator[Part]:
    yield from override_reasons(exchange)
    yield from topics(exchange)


CHECKS: dict[str, Check] = {
    "source-label": of_each(sources, required("label", str)),
    "source-url": of_each(having(sources, "url"), lambda part: absolute(part, "url")),
    "source-url-general": _not_of_the_patient,
    "source-icon": of_each(having(sources, "icon"), lambda part: absolute(part, "icon")),
    "source-topic": of_each(having(sources, "topic"), _topic),
    "coding": of_each(_codings, _coded),
    "coding-1.1": of_each(_codings, _coded_before_2_0),
    "coding-not-fhir": of_each(_codings, _not_fhir),
    "override-reason-display": of_each(override_reasons, required("display", str)),
}
