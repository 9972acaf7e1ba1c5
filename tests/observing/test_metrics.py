"""The numbers: what is counted under which labels, and what Prometheus reads."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client.parser import text_string_to_metric_families

from cds_service.observing.call import Noted
from cds_service.observing.metrics import Metrics, count, exposition, new_metrics

CALL = Noted(route="/cds-services/{identifier}", service="net-patient-view", cards=[("R13", "info"), ("R13", "info")])


def read(metrics: Metrics, up: bool | None = True) -> Mapping[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample as Prometheus reads it."""
    text = exposition(metrics, {"version": "1"}, up).decode()
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}


def of(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


def test_a_call_is_counted_with_its_time_and_its_cards() -> None:
    metrics = new_metrics()
    count(metrics, CALL, 200, 0.02)
    count(metrics, CALL, 412, 0.3)
    found = read(metrics)
    place = {"route": CALL.route, "service": CALL.service}
    assert found[of("net_cds_calls_total", status="200", **place)] == 1
    assert found[of("net_cds_calls_total", status="412", **place)] == 1
    assert found[of("net_cds_call_seconds_count", **place)] == 2
    assert found[of("net_cds_call_seconds_bucket", le="0.025", **place)] == 1
    assert found[of("net_cds_cards_total", service=CALL.service, topic="R13", indicator="info")] == 4


def test_a_list_is_counted_by_what_came_of_it_and_a_refusal_by_its_reason() -> None:
    metrics = new_metrics()
    count(metrics, Noted(service="a", lists=["whole", "time", "whole"], refused="expired"), 401, 0.1)
    found = read(metrics)
    assert found[of("net_cds_ehr_lists_total", service="a", outcome="whole")] == 2
    assert found[of("net_cds_ehr_lists_total", service="a", outcome="time")] == 1
    assert found[of("net_cds_refusals_total", service="a", reason="expired")] == 1


def test_what_runs_and_whether_the_store_is_up_is_told_as_it_is_now() -> None:
    metrics = new_metrics()
    assert read(metrics)[of("net_cds_info", version="1")] == 1
    assert [read(metrics, up).get(of("net_cds_store_up")) for up in (True, False, None)] == [1, 0, None]


def test_two_applications_do_not_mix() -> None:
    one, other = new_metrics(), new_metrics()
    count(one, CALL, 200, 0.02)
    assert not [name for name, _ in read(other) if name.startswith("net_cds_calls")]
