"""The plugin costs a project nothing until a test asks for it, and never brings our own service along."""

from __future__ import annotations

import pytest

pytest_plugins = ("pytester",)

HEAVY = "{'fhir', 'httpx', 'joserfc', 'pydantic', 'sqlalchemy', 'starlette', 'uvicorn'}"
OURS = "{'bootstrap', 'cards', 'case', 'ehr', 'guideline', 'hooks', 'respond', 'settings', 'web'}"


def passes(pytester: pytest.Pytester, code: str) -> None:
    """A project with this code passes in a process of its own."""
    pytester.makepyfile(code)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_nothing_heavy_is_imported_before_a_test_asks(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # other plugins import httpx at once
    monkeypatch.setenv("PYTEST_PLUGINS", "cds_service.harness.pytest_plugin")
    code = f"""
        import sys

        def test_it(pytestconfig):
            assert pytestconfig.pluginmanager.has_plugin("cds_service.harness.pytest_plugin")
            assert {HEAVY} & {{name.partition(".")[0] for name in sys.modules}} == set()
            assert [name for name in sys.modules if name.startswith("cds_service.")] == [
                "cds_service.harness",
                "cds_service.harness.pytest_plugin",
            ]
        """
    passes(pytester, code)


def test_it_is_there_without_a_word(pytester: pytest.Pytester) -> None:
    code = """
        def test_it(pytestconfig):
            assert pytestconfig.pluginmanager.has_plugin("net_cds_harness")
        """
    passes(pytester, code)


def test_our_own_service_is_never_imported(pytester: pytest.Pytester) -> None:
    code = f"""
        import sys

        def test_it(cds_conformance, mock_ehr):
            rooms = {{name.split(".")[1] for name in sys.modules if name.startswith("cds_service.")}}
            assert "harness" in rooms
            assert rooms & {OURS} == set()
            assert "fhir_mappings" not in sys.modules
        """
    passes(pytester, code)
