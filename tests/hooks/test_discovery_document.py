"""What clients configure themselves from, word for word: a change of it is a change of the contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cds_service.bootstrap import SERVICES
from cds_service.hooks.discovery import discovery
from fhir_mappings.prefetch import TEMPLATES

GOLDEN = Path(__file__).with_name("discovery.json")
ENTRIES: list[dict[str, Any]] = discovery(SERVICES, {})["services"]


def test_discovery_is_the_document_on_file() -> None:
    assert json.loads(GOLDEN.read_text("utf-8")) == {"services": ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_service_asks_with_the_templates_that_real_clients_can_fill(entry: dict[str, Any]) -> None:
    assert entry["prefetch"].items() <= TEMPLATES.items()
    assert list(entry["prefetch"])[:3] == ["patient", "conditions", "observations"]
    for template in entry["prefetch"].values():
        assert template.count("{{") == template.count("{{context.patientId}}") == 1


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_the_words_of_a_service_are_plain_sentences(entry: dict[str, Any]) -> None:
    assert len(entry["title"]) < 80
    for text in (entry["description"], entry["usageRequirements"]):
        assert text.endswith(".")
        assert len(text.splitlines()) == 1
