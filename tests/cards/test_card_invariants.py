"""A card that CDS Hooks does not allow cannot be built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cds_service.cards.card import Card, CardError, Coding, Create, Delete, Link, Source, Suggestion, Update

TOPIC = Coding(system="https://net-cds.org/fhir/CodeSystem/card-topic", code="R12")
SOURCE = Source(label="A guideline", url="https://example.org/guideline", topic=TOPIC)
CARD = Card(uuid="u", summary="One sentence", detail="Text", indicator="info", source=SOURCE, extension={"a": 1})


@pytest.mark.parametrize("length", [1, 139])
def test_a_summary_of_1_to_139_characters_is_legal(length: int) -> None:
    assert len(replace(CARD, summary="ä" * length).summary) == length


@pytest.mark.parametrize("summary", ["", "   ", "x" * 140, "x" * 500, "\t"])
def test_a_blank_summary_and_one_of_140_characters_are_refused(summary: str) -> None:
    with pytest.raises(CardError):
        replace(CARD, summary=summary)


@pytest.mark.parametrize("mark", ["\n", "\r", "\r\n", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
@pytest.mark.parametrize("text", ["one{}two", "one{}"])
def test_a_summary_with_a_line_break_is_refused(text: str, mark: str) -> None:
    with pytest.raises(CardError, match="one line"):
        replace(CARD, summary=text.format(mark))


@pytest.mark.parametrize("indicator", ["Info", "hard-stop", "success", "error", "", "INFO"])
def test_an_indicator_other_than_info_warning_critical_is_refused(indicator: str) -> None:
    with pytest.raises(CardError, match="indicator"):
        replace(CARD, indicator=indicator)


def test_a_card_without_an_id_is_refused() -> None:
    with pytest.raises(CardError, match="uuid"):
        replace(CARD, uuid=" ")


@pytest.mark.parametrize("display", [None, "", "  "])
def test_an_override_reason_without_display_is_refused(display: str | None) -> None:
    with pytest.raises(CardError, match="display"):
        replace(CARD, override_reasons=(Coding(system="s", code="c", display=display),))


@pytest.mark.parametrize(("system", "code"), [("", "c"), ("s", ""), (" ", "c"), ("s", "\t")])
def test_a_coding_needs_system_and_code(system: str, code: str) -> None:
    with pytest.raises(CardError):
        Coding(system=system, code=code)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "guideline.html",
        "/guideline",
        "//example.org/guideline",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "https:///nowhere",
        "http://example.org/not-encrypted",
        "https://example.org/a b",
        "https://example.org/\n",
    ],
)
def test_a_url_that_is_not_an_absolute_https_address_is_refused(url: str) -> None:
    with pytest.raises(CardError, match=r"link\.url"):
        Link(label="More", url=url)
    with pytest.raises(CardError, match=r"source\.url"):
        replace(SOURCE, url=url)


@pytest.mark.parametrize("url", ["http://localhost:8000/a", "http://127.0.0.1/a", "http://[::1]:8000/a"])
def test_http_is_legal_on_loopback(url: str) -> None:
    assert Link(label="More", url=url).url == url


@pytest.mark.parametrize("label", ["", " ", "\n"])
def test_every_label_must_say_something(label: str) -> None:
    with pytest.raises(CardError, match="label"):
        Link(label=label, url="https://example.org/")
    with pytest.raises(CardError, match="label"):
        replace(SOURCE, label=label)
    with pytest.raises(CardError, match="label"):
        Suggestion(label=label, uuid="u")


def test_a_suggestion_needs_an_id() -> None:
    with pytest.raises(CardError, match="uuid"):
        Suggestion(label="Order", uuid="")


def test_an_action_needs_a_description() -> None:
    with pytest.raises(CardError, match="description"):
        Create(description=" ", resource={"resourceType": "ServiceRequest"})


@pytest.mark.parametrize("resource", [{}, {"status": "draft"}, {"resourceType": ""}])
def test_an_action_needs_a_resource(resource: dict[str, str]) -> None:
    with pytest.raises(CardError, match="resource"):
        Create(description="Create an order", resource=resource)


@pytest.mark.parametrize("resource", [{}, {"resourceType": "ServiceRequest"}, {"id": "x"}])
def test_an_update_needs_a_resource_with_its_id(resource: dict[str, str]) -> None:
    with pytest.raises(CardError, match="id"):
        Update(description="Change an order", resource=resource)


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "x",
        "/x",
        "ServiceRequest/",
        "https://e.org/fhir/ServiceRequest/x",
        "ServiceRequest/a_b",
        "ServiceRequest/x/y",
    ],
)
def test_a_deletion_names_type_and_id(reference: str) -> None:
    with pytest.raises(CardError, match="Type/id"):
        Delete(description="Remove an order", reference=reference)


DRAFT = {"resourceType": "ServiceRequest", "id": "x"}


@pytest.mark.parametrize(
    "other", [Delete(description="d", reference="ServiceRequest/x"), Update(description="d", resource=DRAFT)]
)
def test_two_actions_of_a_suggestion_never_touch_one_draft(other: Delete | Update) -> None:
    with pytest.raises(CardError, match="one resource"):
        Suggestion(label="Change", uuid="u", actions=(Update(description="Change it", resource=DRAFT), other))


def test_actions_of_a_suggestion_on_different_drafts_are_legal() -> None:
    actions = (Update(description="Change it", resource=DRAFT), Delete(description="d", reference="ServiceRequest/y"))
    assert Suggestion(label="Change", uuid="u", actions=actions).touched == ("ServiceRequest/x", "ServiceRequest/y")
