"""`net-cds guideline register` prints every statement with its home, as text and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cds_service.cli import guideline
from cds_service.cli.main import main
from cds_service.guideline.divergences import DIVERGENCES
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.statements import STATEMENTS


def printed(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["guideline", "register", *arguments])


def test_every_statement_and_divergence_is_printed_once() -> None:
    registered = [*(one.id for one in STATEMENTS), *(one.id for one in DIVERGENCES)]
    starts = [line[:6].strip() for line in printed().stdout.splitlines() if line[:1] in "SD" and line[1:3].isdigit()]
    assert starts == registered


def test_no_line_is_wider_than_a_page() -> None:
    assert [line for line in printed().stdout.splitlines() if len(line) > 100] == []


def test_a_statement_is_printed_with_its_reading_and_its_homes() -> None:
    shown = printed().stdout.split("\nS14 ")[1].split("\n\n")[0]
    assert "A survival benefit in stage IV is controversial" in shown
    assert "Evidence or rationale; references 1." in shown
    assert "Read as: Stands on the card of R10b" in shown
    assert "Lives in: card text R10b." in shown


def test_the_words_of_an_evidence_line_are_printed_for_they_stand_on_no_card() -> None:
    assert "Evidence, R11: Part of step 1 [S47]. Reason given:" in printed().stdout


def test_what_is_not_computed_says_why() -> None:
    shown = printed().stdout.split("\nD22 ")[1].split("\n\n")[0]
    assert "Not computed: An agent whose approval was not found is not offered" in shown
    assert "Lives in" not in shown


def test_the_json_has_the_words_that_stand_in_each_home() -> None:
    body: dict[str, Any] = json.loads(printed("--json").stdout)
    statement = next(one for one in body["statements"] if one["id"] == "S68")
    assert statement["kinds"] == ["warning"]
    assert {"role": "rule", "id": "R20"}.items() <= statement["homes"][0].items()
    assert "Recurrence 31–56 % [S68]" in statement["homes"][-1]["says"][0]
    assert body["totals"]["statements"]["registered"] == 69


def test_a_statement_without_a_home_ends_the_command_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guideline, "RECOMMENDATIONS", tuple(one for one in RECOMMENDATIONS if one.id != "R20"))
    done = printed()
    assert done.exit_code == 1
    assert "S68 has neither a home nor a reason" in done.stderr
    assert printed("--json").exit_code == 1


def test_the_register_as_it_stands_is_without_error() -> None:
    assert printed().exit_code == 0
