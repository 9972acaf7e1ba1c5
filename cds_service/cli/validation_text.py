"""What is wrong with resources as FHIR R4 → text for a terminal; paths and words, never the values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fhir_mappings.validation.report import Report, reports


def checked(body: object) -> tuple[Report, ...]:
    """The reports on a resource or Bundle; of a CDS Hooks request on what its prefetch and drafts hold."""
    if not (isinstance(body, dict) and "hook" in body):
        return tuple(reports(body))
    found: list[Report] = []
    for holder, members in (("prefetch", None), ("context", ("draftOrders",))):
        values = body.get(holder)
        for name, value in values.items() if isinstance(values, dict) else ():
            if value is not None and (members is None or name in members):
                found += reports(value, f"{holder}.{name}")
    return tuple(found)


def validation_text(title: str, found: Iterable[Report]) -> str:
    """The faults under a heading, resource by resource; says so when there are none."""
    every = tuple(found)
    wrong = [report for report in every if report.faults or report.version]
    if not wrong:
        return f"{title}: valid FHIR R4 ({_counted(len(every))})"
    head = f"{title}: {len(wrong)} of {_counted(len(every))} not valid FHIR R4; what can be read of them is evaluated"
    return "\n".join((head, *(line for report in wrong for line in _lines(report))))


def _lines(report: Report) -> Iterator[str]:
    kind = report.kind or "no resourceType"
    named = f"{kind}/{report.id}" if report.id else kind
    shape = f" has the shape of FHIR {report.version}" if report.version else ""
    yield f"  {named}{f' ({report.place})' if report.place else ''}{shape}"
    yield from (f"    {fault.path} {fault.text}".rstrip() for fault in report.faults)


def _counted(number: int) -> str:
    return "1 resource" if number == 1 else f"{number} resources"
