"""A project that has net-cds installed calls its CDS service as an EHR does, with `mock_ehr`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.broken.sound import Fault
from tests.harness.plugin.published import published

pytest_plugins = ("pytester",)

PROJECT = Path(__file__).with_name("project.py")


def test_the_fixture_keeps_its_promises_in_a_project_of_its_own(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(PROJECT.read_text("utf-8"))
    with published(Fault()) as address:
        monkeypatch.setenv("SERVICE", address)
        result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=8)
