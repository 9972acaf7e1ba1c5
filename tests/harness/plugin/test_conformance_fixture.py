"""A project that has net-cds installed tests its CDS service with `cds_conformance`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.broken.breaking import answered
from tests.harness.broken.sound import Fault
from tests.harness.plugin.published import published

pytest_plugins = ("pytester",)

REQUESTS = Path(__file__).parents[1] / "broken" / "requests"


@pytest.fixture(scope="module", name="sound")
def _sound() -> Iterator[str]:
    with published(Fault()) as address:
        yield address


def run(pytester: pytest.Pytester, call: str) -> pytest.RunResult:
    """The run of a project with this one test."""
    pytester.makepyfile(f"def test_it(cds_conformance):\n    {call}")
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:xdist")


def test_a_sound_service_holds(pytester: pytest.Pytester, sound: str) -> None:
    run(pytester, f"cds_conformance({sound!r}, requests={str(REQUESTS)!r}).holds()").assert_outcomes(passed=1)


def test_the_failure_names_the_broken_rule_with_its_evidence_and_remedy(pytester: pytest.Pytester) -> None:
    with published(answered("/cards/0/indicator", "hard-stop")) as address:
        result = run(pytester, f"cds_conformance({address!r}, requests={str(REQUESTS)!r}).holds()")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            f"*{address} against CDS Hooks 2.0.1: 1 of * rules broken",
            "*S-C06 (DEF) *",
            "*sound-view (patient-view)*cards*indicator*",
            "*→ *",
        ]
    )
    assert "conformance.py" not in result.stdout.str()


def test_another_version_can_be_the_target(pytester: pytest.Pytester, sound: str) -> None:
    told = f"cds_conformance({sound!r}, target='1.1', requests={str(REQUESTS)!r})"
    run(pytester, f"assert [one.rule.id for one in {told}.broken] == ['S-A06']").assert_outcomes(passed=1)


def test_a_run_in_which_no_call_was_answered_does_not_hold(pytester: pytest.Pytester) -> None:
    with published(Fault(refuse=lambda body: True)) as address:
        result = run(pytester, f"cds_conformance({address!r}).holds()")
    result.assert_outcomes(failed=1)


def test_nothing_that_listens_does_not_hold(pytester: pytest.Pytester) -> None:
    result = run(pytester, "cds_conformance('http://127.0.0.1:9').holds()")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*S-D01*"])


def test_an_application_is_served_for_the_time_of_the_run(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from starlette.applications import Starlette
        from starlette.responses import JSONResponse
        from starlette.routing import Route

        async def discovery(_):
            return JSONResponse({"services": []})

        def test_it(cds_conformance):
            app = Starlette(routes=[Route("/cds-services", discovery)])
            broken = {one.rule.id for one in cds_conformance(app).broken}
            assert "S-D01" not in broken
        """
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_an_application_that_does_not_start_is_an_error(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        async def app(scope, receive, send):
            await receive()
            await send({"type": "lifespan.startup.failed", "message": "no database"})

        def test_it(cds_conformance):
            cds_conformance(app)
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*NotStarted: the application did not start*"])
