"""The page on which the user of an app that was opened by itself chooses a patient."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import urlencode

from cds_service.harness.ehr.ehr import Ehr


def choice(asked: Mapping[str, str], ehr: Ehr) -> str:
    """A link for each patient, which asks the same again with the choice made."""
    items = (_item(asked, identifier, ehr.resources["Patient", identifier]) for identifier in ehr.patients)
    return _page().substitute(
        client=escape(asked.get("client_id", "")), scope=escape(asked.get("scope", "")), patients="\n".join(items)
    )


def _item(asked: Mapping[str, str], identifier: str, patient: Mapping[str, Any]) -> str:
    address = "?" + urlencode({**asked, "patient": identifier})
    return f'<li><a href="{escape(address)}">{escape(_name(patient))} ({escape(identifier)})</a></li>'


def _name(patient: Mapping[str, Any]) -> str:
    name = (patient.get("name") or [{}])[0]
    return str(name.get("text") or " ".join([*name.get("given", ()), name.get("family", "")]))


@cache
def _page() -> Template:
    return Template(files("cds_service.harness.ehr.smart").joinpath("choice.html").read_text("utf-8"))
