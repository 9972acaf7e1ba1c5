"""What stands in deploy/ agrees with the service and with itself: settings, ports, paths, users."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from fastapi.testclient import TestClient

from cds_service.auth.clients_file import read_clients
from cds_service.bootstrap import SERVICES, application
from cds_service.cli.main import main
from cds_service.settings import PREFIX, SETTINGS, load

DEPLOY = Path(__file__).parents[2] / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
TRIAL = yaml.safe_load((DEPLOY / "compose.try.yaml").read_text("utf-8"))
MANIFESTS = {
    one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "kubernetes" / "net-cds.yaml").read_text("utf-8"))
}
POD = MANIFESTS["Deployment"]["spec"]["template"]["spec"]
CONTAINER = POD["containers"][0]
SECRET = yaml.safe_load((DEPLOY / "kubernetes" / "secret.example.yaml").read_text("utf-8"))
SERVICE = COMPOSE["services"]["net-cds"]
OURS = {"compose": SERVICE, "trial": TRIAL["services"]["net-cds"], "trial EHR": TRIAL["services"]["ehr"]}
USER = 10001
PORT = 8000
METRICS = 9100
HEALTH = re.compile(r"'127\.0\.0\.1', (\d+),.*'GET', '(/\S+?)'")

FILES = [path for path in sorted(DEPLOY.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_variable_that_is_named_is_a_setting(file: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", file.read_text("utf-8"))) - {f"{PREFIX}PORT"}
    assert named <= {setting.variable for setting in SETTINGS}


def test_the_settings_example_is_what_the_command_writes() -> None:
    written = CliRunner().invoke(main, ["settings", "--env"], catch_exceptions=False).output
    assert (DEPLOY / "settings.example.env").read_text("utf-8") == written


def test_the_defaults_in_the_settings_example_can_be_taken_as_they_stand() -> None:
    lines = (DEPLOY / "settings.example.env").read_text("utf-8").splitlines()
    variables = dict(line[1:].split("=", 1) for line in lines if line.startswith(f"#{PREFIX}"))
    assert load(variables) == load({})
    assert len(variables) == len(SETTINGS)


def test_the_clients_example_is_accepted_and_names_services_that_exist() -> None:
    clients = read_clients(DEPLOY / "clients.example.json")
    named = {service for client in clients for service in client.services or ()}
    assert named < {service.id for service in SERVICES}
    assert all(client.fhir_servers for client in clients)


def test_everything_runs_the_image_of_this_version() -> None:
    version = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f'image.version="{version}"' in DOCKERFILE
    assert f"--tag net-cds:{version} " in DOCKERFILE
    assert {CONTAINER["image"], *(one["image"] for one in OURS.values())} == {f"net-cds:{version}"}


def test_the_image_is_not_run_as_root() -> None:
    assert re.search(rf"^USER {USER}:{USER}$", DOCKERFILE, re.MULTILINE)
    assert f"useradd --uid {USER}" in DOCKERFILE
    assert POD["securityContext"]["runAsUser"] == USER
    assert POD["securityContext"]["runAsNonRoot"] is True


def test_the_image_installs_what_is_pinned_from_a_base_that_a_site_can_replace() -> None:
    assert "--constraint deploy/constraints.txt" in DOCKERFILE
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"${PYTHON}"}
    (default,) = re.findall(r"^ARG PYTHON=(\S+)$", DOCKERFILE, re.MULTILINE)
    assert "/" not in default


def test_the_image_copies_everything_that_the_package_is_made_of() -> None:
    kept = {line[1:] for line in (DEPLOY.parent / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"}
    copied = {
        path for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE) for path in line.split()
    }
    assert copied == kept
    assert all((DEPLOY.parent / path).exists() for path in copied)


def test_every_command_that_starts_the_service_is_one_that_it_has() -> None:
    (command,) = re.findall(r"^CMD (\[.*)$", DOCKERFILE, re.MULTILINE)
    serving = (json.loads(command), SERVICE["command"], CONTAINER["args"])
    for words in (*serving, OURS["trial EHR"]["command"]):
        options = {option for parameter in main.commands[words[0]].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options
    for words in serving:
        assert words[words.index("--port") + 1] == str(PORT)


def test_one_port_stands_in_all_files() -> None:
    assert re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE) == [str(PORT)]
    assert [port for port, _ in HEALTH.findall(DOCKERFILE)] == [str(PORT)]
    assert SERVICE["ports"] == [f"127.0.0.1:{port}:{port}" for port in (PORT, METRICS)]
    assert OURS["trial"]["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert [port["containerPort"] for port in CONTAINER["ports"]] == [PORT, METRICS]
    assert [one["ports"] for one in MANIFESTS["NetworkPolicy"]["spec"]["ingress"]] == [
        [{"protocol": "TCP", "port": port}] for port in (PORT, METRICS)
    ]
    assert f"server 127.0.0.1:{PORT};" in (DEPLOY / "proxy.example.conf").read_text("utf-8")


def test_numbers_are_not_where_the_proxy_or_the_ingress_leads() -> None:
    assert SERVICE["environment"]["NET_CDS_METRICS"] == f"0.0.0.0:{METRICS}"
    assert MANIFESTS["ConfigMap"]["data"]["NET_CDS_METRICS"] == f"0.0.0.0:{METRICS}"
    assert [port["targetPort"] for port in MANIFESTS["Service"]["spec"]["ports"]] == ["http"]
    assert "location /metrics { return 404; }" in (DEPLOY / "proxy.example.conf").read_text("utf-8")


def test_the_proxy_takes_the_largest_body_and_keeps_it_off_the_disk() -> None:
    text = (DEPLOY / "proxy.example.conf").read_text("utf-8")
    most, buffer = (
        int(re.findall(rf"{name} +(\d+)m;", text)[0]) * 2**20
        for name in ("client_max_body_size", "client_body_buffer_size")
    )
    assert load({}).max_body_bytes < most <= buffer


def test_every_probe_asks_a_path_at_which_the_service_says_how_it_is(tmp_path: Path) -> None:
    probes = [value["httpGet"]["path"] for name, value in CONTAINER.items() if name.endswith("Probe")]
    asked = [path for _, path in HEALTH.findall(DOCKERFILE)]
    assert len(probes) == 3
    assert asked == ["/health/ready"]
    with TestClient(application({"NET_CDS_DATABASE_URL": f"sqlite:///{tmp_path / 'kept.sqlite'}"})) as client:
        assert {client.get(path).status_code for path in {*probes, *asked}} == {200}


def test_outside_the_image_nobody_calls_without_saying_who_they_are() -> None:
    assert "NET_CDS_AUTH=required" in DOCKERFILE
    assert SERVICE["environment"]["NET_CDS_AUTH"] == "required"
    assert MANIFESTS["ConfigMap"]["data"]["NET_CDS_AUTH"] == "required"


def test_the_settings_of_a_trial_are_accepted_as_they_stand() -> None:
    assert load(OURS["trial"]["environment"]).fhir_servers == ("loopback",)


def test_the_invented_ehr_shares_the_loopback_of_the_service_that_may_read_it() -> None:
    assert OURS["trial EHR"]["network_mode"] == "service:net-cds"


def test_the_file_of_clients_lies_where_the_settings_look_for_it() -> None:
    service = SERVICE
    assert service["environment"]["NET_CDS_CLIENTS"] in service["volumes"][0].split(":")
    folder = next(one["mountPath"] for one in CONTAINER["volumeMounts"] if one["name"] == "clients")
    assert Path(MANIFESTS["ConfigMap"]["data"]["NET_CDS_CLIENTS"]).parent == Path(folder)


def test_a_service_of_the_cluster_adds_no_variable_that_looks_like_a_setting() -> None:
    assert POD["enableServiceLinks"] is False


@pytest.mark.parametrize("service", [*OURS.values(), COMPOSE["services"]["database"]], ids=[*OURS, "database"])
def test_a_container_has_no_privileges_and_cannot_get_any(service: dict[str, Any]) -> None:
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True


def test_nothing_but_the_places_for_data_is_writable() -> None:
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"] is True
    assert all(one.get("readOnly") or one["mountPath"] == "/tmp" for one in CONTAINER["volumeMounts"])


def test_the_secret_is_the_one_that_the_deployment_reads() -> None:
    (variable,) = CONTAINER["env"]
    asked = variable["valueFrom"]["secretKeyRef"]
    assert variable["name"] == "NET_CDS_DATABASE_URL"
    assert asked["name"] == SECRET["metadata"]["name"]
    assert load({variable["name"]: SECRET["stringData"][asked["key"]]}).database_url


def test_no_password_stands_in_a_file() -> None:
    for text in _texts((COMPOSE, TRIAL, SECRET, list(MANIFESTS.values()))):
        assert not re.search(r"://[^/@\s:]+:(?!\$\{|…)[^@\s]+@", text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
