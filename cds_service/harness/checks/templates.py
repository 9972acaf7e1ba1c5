"""Prefetch templates: what any client can resolve."""

from __future__ import annotations

import re
from collections.abc import Callable

from cds_service.harness.checks.shape import Breaches, Check, services
from cds_service.harness.exchange import Exchange
from cds_service.harness.published_hooks import published_hooks
from cds_service.harness.template import USER_TOKENS, Template, resource_types, templates_of

_READ = re.compile(r"[A-Za-z]+/([^/?#]+)")
_BEYOND_THE_SUBSET = re.compile(r"_include|_revinclude|_has|_elements|_summary|_filter|.*\.|.*:(not|above|below|text)")
_DATE = re.compile(r"date|period|issued|authored|recorded", re.IGNORECASE)
_DATE_PREFIX = re.compile(r"(ne|sa|eb|ap)(\d|\{\{)")
_ABOUT_A_PATIENT = re.compile(
    "AllergyIntolerance|CarePlan|Condition|DiagnosticReport|Encounter|Goal|ImagingStudy|Immunization|Observation"
    "|Medication(Administration|Request|Statement)|Procedure|ServiceRequest|Specimen"
)
_FROM_CONTEXT = "context."


def _each(breach: Callable[[Template], str | None]) -> Check:
    def check(exchange: Exchange) -> Breaches:
        found = [(part, template) for part in services(exchange) for template in templates_of(part.value)]
        if not found:
            return None
        return [f"{part.at}/prefetch/{one.key}: {text}" for part, one in found if (text := breach(one))]

    return check


def _read_or_search(template: Template) -> str | None:
    if template.text.startswith(("{{", "%7B")):
        return None  # a token that is a whole read, such as {{context.userId}}
    if template.text.startswith("/") or "://" in template.path:
        return "is not relative to the base of the FHIR server"
    if "$" in template.path or "_search" in template.path or "_history" in template.path:
        return "is an operation, a POST search or a versioned read"
    if template.kind not in resource_types():
        return "does not start with a resource type"
    if template.is_search:
        return "searches below a resource" if "/" in template.path else None
    return None if _READ.fullmatch(template.path) else "is neither a read (Type/id) nor a search (Type?parameters)"


def _balanced(template: Template) -> str | None:
    rest = re.sub(r"\{\{[^{}]*\}\}", "", template.text)
    return "has braces that do not pair to {{ and }}" if "{" in rest or "}" in rest else None


def _plain_token(template: Template) -> str | None:
    odd = [token for token in template.tokens if not re.fullmatch(r"context\.[A-Za-z]\w*(\..*)?|\w+", token)]
    odd += [token for token in template.tokens if re.fullmatch(r"\w+", token) and token not in USER_TOKENS]
    return f"the token {odd[0]} is neither context.<field> nor one of the user tokens" if odd else None


def _field_of_the_hook(template: Template) -> str | None:
    hook = published_hooks().get(template.hook)
    fields = [token.removeprefix(_FROM_CONTEXT) for token in template.tokens if token.startswith(_FROM_CONTEXT)]
    fields = [name for name in fields if name not in USER_TOKENS]
    odd = [name for name in fields if hook is not None and name not in hook["tokens"]]
    return f"context.{odd[0]} is no field of {template.hook} that may be a token" if odd else None


def _bare_user_token(template: Template) -> str | None:
    odd = [token for token in template.tokens if token.removeprefix(_FROM_CONTEXT) in USER_TOKENS - {token}]
    return f"{odd[0]}: user tokens stand without a prefix" if odd else None


def _typed_once(template: Template) -> str | None:
    if re.search(r"/\{\{context\.userId\}\}", template.text):
        return "context.userId holds the type already"
    bare = template.text in {"{{context.patientId}}", "{{context.encounterId}}"}
    return "a bare id needs its type: Patient/{{context.patientId}}" if bare else None


def _no_optional_field(template: Template) -> str | None:
    hook = published_hooks().get(template.hook, {})
    fields = [token.removeprefix(_FROM_CONTEXT) for token in template.tokens if token.startswith(_FROM_CONTEXT)]
    odd = [name for name in fields if name in hook.get("tokens", ()) and name not in hook["required"]]
    return f"context.{odd[0]} is optional: clients without it cannot fill this key" if odd else None


def _portable(template: Template) -> str | None:
    for name, value in template.parameters:
        if _BEYOND_THE_SUBSET.match(name):
            return f"{name} is outside the portable subset of queries"
        if _DATE.search(name) and _DATE_PREFIX.match(value):
            return f"{name} uses a prefix outside eq, lt, gt, ge, le"
    return None


def _fhir_sort(template: Template) -> str | None:
    odd = [name for name, _ in template.parameters if name.startswith(("sort", "_sort:"))]
    return f"{odd[0]}: FHIR R4 writes _sort=-date" if odd else None


def _about_the_patient(template: Template) -> str | None:
    if not template.is_search or not _ABOUT_A_PATIENT.fullmatch(template.kind):
        return None
    return None if "context.patientId" in template.text else "is not limited to the patient of the call"


CHECKS: dict[str, Check] = {
    "template-read-or-search": _each(_read_or_search),
    "template-braces": _each(_balanced),
    "template-token-plain": _each(_plain_token),
    "template-token-field": _each(_field_of_the_hook),
    "template-user-token": _each(_bare_user_token),
    "template-typed-once": _each(_typed_once),
    "template-optional-field": _each(_no_optional_field),
    "template-portable": _each(_portable),
    "template-sort": _each(_fhir_sort),
    "template-patient": _each(_about_the_patient),
}
