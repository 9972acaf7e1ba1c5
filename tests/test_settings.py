"""Settings: what is refused at start, and that the README tells the truth about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cds_service.addresses import is_loopback_host
from cds_service.settings import SETTINGS, SettingsError, load


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"NET_CDS_PUBLC_URL": "x"}, "NET_CDS_PUBLC_URL"),
        ({"NET_CDS_PUBLIC_URL": "cds.example.org"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "http://cds.example.org"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "https://cds.example.org"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "http://[::1"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "http://localhost:99999"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "http://me:secret@localhost"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "http://localhost?x=1"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": ""}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_CORS_ORIGINS": "ehr.example.org"}, "NET_CDS_CORS_ORIGINS"),
        ({"NET_CDS_CORS_ORIGINS": "https://ehr.example.org/"}, "NET_CDS_CORS_ORIGINS"),
        ({"NET_CDS_CORS_ORIGINS": "https://EHR.example.org"}, "NET_CDS_CORS_ORIGINS"),
        ({"NET_CDS_PUBLIC_URL": "http://local\thost"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_FHIR_SERVERS": "ehr.example.org/fhir"}, "NET_CDS_FHIR_SERVERS"),
        ({"NET_CDS_FHIR_SERVERS": "http://ehr.example.org/fhir"}, "NET_CDS_FHIR_SERVERS"),
        ({"NET_CDS_FHIR_SERVERS": "https://me:secret@ehr.example.org"}, "NET_CDS_FHIR_SERVERS"),
        ({"NET_CDS_FHIR_SERVERS": "https://ehr.example.org/fhir?_format=json"}, "NET_CDS_FHIR_SERVERS"),
        ({"NET_CDS_FHIR_SERVERS": "https://ehr.example.org/fhir,*"}, "NET_CDS_FHIR_SERVERS"),
        ({"NET_CDS_FHIR_SERVERS": "ftp://127.0.0.1/fhir"}, "NET_CDS_FHIR_SERVERS"),
        ({"NET_CDS_FHIR_NETWORKS": "10.20.0.1/16"}, "NET_CDS_FHIR_NETWORKS"),
        ({"NET_CDS_FHIR_NETWORKS": "ehr.example.org"}, "NET_CDS_FHIR_NETWORKS"),
        ({"NET_CDS_TIME_BUDGET_MS": "0"}, "NET_CDS_TIME_BUDGET_MS"),
        ({"NET_CDS_TIME_BUDGET_MS": "2s"}, "NET_CDS_TIME_BUDGET_MS"),
        ({"NET_CDS_AUTH": "required"}, "NET_CDS_CLIENTS"),
        ({"NET_CDS_AUTH": "optional"}, "NET_CDS_CLIENTS"),
        ({"NET_CDS_AUTH": "maybe"}, "NET_CDS_AUTH"),
        ({"NET_CDS_AUTH": "off", "NET_CDS_PUBLIC_URL": "https://cds.example.org"}, "NET_CDS_AUTH"),
        ({"NET_CDS_CLIENTS": "/does/not/exist"}, "NET_CDS_CLIENTS"),
        ({"NET_CDS_RATE_LIMIT": "0"}, "NET_CDS_RATE_LIMIT"),
        ({"NET_CDS_DATABASE_URL": "net-cds.sqlite"}, "NET_CDS_DATABASE_URL"),
        ({"NET_CDS_DATABASE_URL": "mysql://db/net_cds"}, "NET_CDS_DATABASE_URL"),
        ({"NET_CDS_DATABASE_URL": "sqlite:///:memory:"}, "NET_CDS_DATABASE_URL"),
        ({"NET_CDS_COMMENT_DAYS": "-1"}, "NET_CDS_COMMENT_DAYS"),
        ({"NET_CDS_COMMENT_DAYS": "forever"}, "NET_CDS_COMMENT_DAYS"),
        ({"NET_CDS_AS_OF": "24.11.2026"}, "NET_CDS_AS_OF"),
        ({"NET_CDS_MAX_BODY_BYTES": "0"}, "NET_CDS_MAX_BODY_BYTES"),
        ({"NET_CDS_CONCEPT_MAPS": "/does/not/exist"}, "NET_CDS_CONCEPT_MAPS"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load(environ)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as refusal:
        load({"NET_CDS_NOPE": "1", "NET_CDS_AUTH": "x"})
    assert len(str(refusal.value).splitlines()) == 2


def test_the_readme_lists_every_setting_with_its_default_and_help() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "empty"
        assert f"| `{setting.variable}` | {default} | {setting.help} |" in readme


def test_without_any_variable_the_service_is_on_loopback_and_knows_no_browser() -> None:
    settings = load({"PATH": "/bin"})
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.auth == "off"
    assert settings.cors_origins == ()
    assert settings.fhir_servers == ()
    assert settings.time_budget_ms == 2000
    assert settings.as_of is None
    assert settings.max_body_bytes == 32 * 1024 * 1024


def test_origins_are_separated_by_commas() -> None:
    settings = load({"NET_CDS_CORS_ORIGINS": "https://ehr.example.org, http://localhost:8080 ,"})
    assert settings.cors_origins == ("https://ehr.example.org", "http://localhost:8080")


def test_fhir_servers_are_separated_by_commas_and_written_without_a_slash_at_the_end() -> None:
    settings = load({"NET_CDS_FHIR_SERVERS": "https://ehr.example.org/fhir/, http://127.0.0.1:8080/fhir ,loopback"})
    assert settings.fhir_servers == ("https://ehr.example.org/fhir", "http://127.0.0.1:8080/fhir", "loopback")


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/", "http://[::1]:8000", "http://127.8.0.1", "https://127.0.0.1/x"]
)
def test_a_loopback_address_needs_no_authentication(url: str) -> None:
    assert load({"NET_CDS_PUBLIC_URL": url}).public_url == url.rstrip("/")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "cds.example.org", "localhost.example.org", ""])
def test_an_address_that_others_can_reach_is_not_loopback(host: str) -> None:
    assert not is_loopback_host(host)


@pytest.mark.parametrize(
    ("public_url", "auth"), [("http://127.0.0.1:8000", "off"), ("https://cds.example.org", "required")]
)
def test_who_can_be_reached_from_elsewhere_asks_who_is_calling(public_url: str, auth: str, tmp_path: Path) -> None:
    settings = load({"NET_CDS_PUBLIC_URL": public_url, "NET_CDS_CLIENTS": str(_clients(tmp_path))})
    assert settings.auth == auth


@pytest.mark.parametrize("auth", ["required", "optional"])
def test_authentication_can_be_tried_on_loopback(auth: str, tmp_path: Path) -> None:
    settings = load({"NET_CDS_AUTH": auth, "NET_CDS_CLIENTS": str(_clients(tmp_path))})
    assert settings.auth == auth
    assert [client.iss for client in settings.clients] == ["https://ehr.example.org"]


def _clients(folder: Path) -> Path:
    file = folder / "clients.json"
    file.write_text('[{"iss": "https://ehr.example.org", "jwks_url": "https://ehr.example.org/jwks"}]')
    return file
