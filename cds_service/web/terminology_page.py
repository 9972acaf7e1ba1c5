"""What is read → the page that integrators open in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from cds_service.case.items.item import Item
from fhir_mappings.integration.what_is_read import Named, Row
from fhir_mappings.terminology import Kind


def terminology_page(rows: Iterable[Row], library: Mapping[Kind, Mapping[str, Mapping[str, Any]]]) -> str:
    """One HTML page: the table of facts, and every published resource with a link. All text is escaped."""
    frame = Template(files("cds_service.web").joinpath("pages/terminology.html").read_text("utf-8"))
    lists = "\n".join(_list(kind, resources) for kind, resources in library.items())
    return frame.substitute(rows="\n".join(map(_row, rows)), lists=lists)


def _row(row: Row) -> str:
    facts = "<br>".join(map(_fact, row.facts))
    codes = "<br>".join(map(_link, row.by)) or "no code list"
    types = "<br>".join(map(escape, row.types))
    return f"<tr><td>{facts}</td><td>{types}</td><td>{codes}</td><td>{escape(row.how)}</td></tr>"


def _fact(item: Item) -> str:
    unit = f" ({escape(item.unit)})" if item.unit else ""
    return f"<b>{escape(item.code)}</b> {escape(item.label)}{unit}"


def _link(named: Named) -> str:
    return f'<a href="fhir/{named.kind}/{named.id}" title="{escape(named.purpose)}">{escape(named.title)}</a>'


def _list(kind: Kind, resources: Mapping[str, Mapping[str, Any]]) -> str:
    lines = (
        f'<li><a href="fhir/{kind}/{escape(identifier)}">{escape(str(resource.get("title", identifier)))}</a> '
        f"{escape(str(resource.get('purpose', '')))}</li>"
        for identifier, resource in resources.items()
    )
    return f'<h2 id="{kind}">{kind} ({len(resources)})</h2>\n<ul>\n' + "\n".join(lines) + "\n</ul>"
