"""Every resource in the suggestions of the stories is valid, by HL7's schema of R4 and by `fhir.resources`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

from tests.fhir_mappings.writers.r4_schema import breaches
from tests.stories.test_stories import STORIES, answer_to


def _suggested(story: str) -> Iterator[dict[str, Any]]:
    for card in answer_to(story, "cds-services")["cards"]:
        for suggestion in card.get("suggestions", ()):
            yield from (action["resource"] for action in suggestion.get("actions", ()) if "resource" in action)


@pytest.mark.parametrize("story", STORIES)
def test_a_suggested_resource_is_valid_by_both(story: str) -> None:
    for resource in _suggested(story):
        assert breaches(resource) == []
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)


def test_the_stories_suggest_resources() -> None:
    assert sum(len([*_suggested(story)]) for story in STORIES) > 20
