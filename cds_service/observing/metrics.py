"""The numbers of the service in the format of Prometheus; their labels are words of ours, never of a request."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from cds_service.observing.call import Noted

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that the library reads: the folder in which several processes keep their numbers for one another."""

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4

_OF_ALL: Callable[[CollectorRegistry], object] = MultiProcessCollector
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """What is counted, in a registry of its own, so that two applications in one process do not mix."""

    registry: CollectorRegistry
    calls: Counter
    seconds: Histogram
    cards: Counter
    lists: Counter
    refusals: Counter


def new_metrics() -> Metrics:
    """Everything at zero."""
    registry = CollectorRegistry()

    def counter(name: str, text: str, *labels: str) -> Counter:
        return Counter(f"net_cds_{name}", text, labels, registry=registry)

    return Metrics(
        registry=registry,
        calls=counter("calls", "Calls that were answered.", "route", "service", "status"),
        seconds=Histogram(
            "net_cds_call_seconds",
            "Time from the head of a call to the end of its answer.",
            ("route", "service"),
            buckets=_SECONDS,
            registry=registry,
        ),
        cards=counter("cards", "Cards that were sent.", "service", "topic", "indicator"),
        lists=counter("ehr_lists", "Lists that prefetch lacked, and what came of reading them.", "service", "outcome"),
        refusals=counter("refusals", "Calls that were not admitted.", "service", "reason"),
    )


def count(metrics: Metrics, noted: Noted, status: int, seconds: float) -> None:
    """Count one call that is over."""
    route = noted.route or "none"
    metrics.calls.labels(route, noted.service, str(status)).inc()
    metrics.seconds.labels(route, noted.service).observe(seconds)
    for topic, indicator in noted.cards or ():
        metrics.cards.labels(noted.service, topic, indicator).inc()
    for outcome in noted.lists:
        metrics.lists.labels(noted.service, outcome).inc()
    if noted.refused:
        metrics.refusals.labels(noted.service, noted.refused).inc()


def exposition(metrics: Metrics, about: Mapping[str, str], store_is_up: bool | None) -> bytes:
    """All numbers as text: of every process that shares a folder, else of this one; and what holds at this moment.

    about        the names and versions of what runs
    store_is_up  None where nothing is kept
    """
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        _OF_ALL(registry)
    else:
        registry.register(metrics.registry)
    registry.register(_Now(_now(about, store_is_up)))
    return generate_latest(registry)


def _now(about: Mapping[str, str], store_is_up: bool | None) -> Iterable[Metric]:
    info = GaugeMetricFamily("net_cds_info", "What runs: the program, and the knowledge in it.", labels=list(about))
    info.add_metric(list(about.values()), 1)
    yield info
    if store_is_up is not None:
        yield GaugeMetricFamily("net_cds_store_up", "Whether feedback can be kept now.", value=float(store_is_up))


class _Now:
    """What the library takes for a collector."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        """See `prometheus_client.registry.Collector`."""
        return self._families
