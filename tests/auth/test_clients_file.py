"""The file of trusted clients: what it may say, and that every problem is told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cds_service.auth.clients_file import ClientsError, read_clients, trusted_clients
from tests.auth.issuing import ISS, KID, ec_key, jwk, jwks

URL = "https://ehr.example.org/jwks"
GOOD = {"iss": ISS, "jwks_url": URL}


def test_a_client_has_what_the_file_says() -> None:
    (client,) = trusted_clients(
        [
            {
                "iss": ISS,
                "jwks": jwks(jwk(ec_key())),
                "tenants": ["a", "b"],
                "services": ["net-patient-view"],
                "fhir_servers": ["https://ehr.example.org/fhir/"],
            }
        ]
    )
    assert client.iss == ISS
    assert client.keys
    assert [key.kid for key in client.keys.keys] == [KID]
    assert client.jwks_url is None
    assert client.tenants == frozenset({"a", "b"})
    assert client.services == frozenset({"net-patient-view"})
    assert client.fhir_servers == ("https://ehr.example.org/fhir",)


@pytest.mark.parametrize("url", [URL, "http://127.0.0.1:9000/jwks", "http://localhost/jwks", f"{URL}?app=1"])
def test_keys_may_be_published_at_https_or_on_this_machine(url: str) -> None:
    (client,) = trusted_clients([{"iss": ISS, "jwks_url": url}])
    assert (client.keys, client.jwks_url) == (None, url)
    assert (client.tenants, client.services, client.fhir_servers) == (None, None, ())


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({}, "array of clients"),
        ([], "at least one"),
        (["x"], "[0] must be an object"),
        ([{"jwks_url": URL}], "[0].iss"),
        ([GOOD | {"iss": " "}], "[0].iss"),
        ([GOOD, GOOD], f"'{ISS}' is the iss of several"),
        ([{"iss": ISS}], "[0] must have either jwks or jwks_url"),
        ([GOOD | {"jwks": jwks(jwk(ec_key()))}], "[0] must have either jwks or jwks_url"),
        ([{"iss": ISS, "jwks": {}}], "[0].jwks has no usable key; must be a JWK Set"),
        ([{"iss": ISS, "jwks": jwks()}], "[0].jwks has no usable key"),
        ([{"iss": ISS, "jwks": jwks(jwk(ec_key(), use="enc"))}], "[0].jwks has no usable key; keys[0] must be for use"),
        ([GOOD | {"jwks_url": "http://ehr.example.org/jwks"}], "[0].jwks_url must be an https address"),
        ([GOOD | {"jwks_url": "https://me:secret@ehr.example.org"}], "[0].jwks_url"),
        ([GOOD | {"jwks_url": f"{URL}#a"}], "[0].jwks_url"),
        ([GOOD | {"jwks_url": 5}], "[0].jwks_url"),
        ([GOOD | {"tenants": []}], "[0].tenants"),
        ([GOOD | {"tenants": "a"}], "[0].tenants"),
        ([GOOD | {"services": [5]}], "[0].services"),
        ([GOOD | {"services": None}], "[0].services"),
        ([GOOD | {"fhir_servers": "https://ehr.example.org/fhir"}], "[0].fhir_servers must be an array"),
        (
            [GOOD | {"fhir_servers": ["https://a.example.org", "http://b.example.org"]}],
            "[0].fhir_servers[1] must be https",
        ),
        ([GOOD | {"fhir_servers": [None]}], "[0].fhir_servers must be an array"),
        ([GOOD | {"tenant": ["a"]}], "[0].tenant is not known"),
    ],
)
def test_a_problem_is_told_with_its_place(value: Any, told: str) -> None:
    with pytest.raises(ClientsError) as refusal:
        trusted_clients(value)
    assert told in str(refusal.value)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(ClientsError) as refusal:
        trusted_clients([{"iss": "", "jwks_url": "x", "services": []}, 5])
    assert len(str(refusal.value).splitlines()) == 4


@pytest.mark.parametrize("content", ["", "[", '[{"iss": "a", "iss": "b"}]', "\ufeff[]"])
def test_a_file_that_is_not_json_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "clients.json"
    file.write_text(content)
    with pytest.raises(ClientsError, match="JSON"):
        read_clients(file)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ClientsError, match="file that can be read"):
        read_clients(tmp_path)


def test_a_refusal_does_not_show_a_private_key(tmp_path: Path) -> None:
    file = tmp_path / "clients.json"
    private = ec_key().as_dict(private=True) | {"kid": KID}
    file.write_text(json.dumps([{"iss": ISS, "jwks": jwks(private)}]))
    with pytest.raises(ClientsError, match="only the public one") as refusal:
        read_clients(file)
    assert str(private["d"]) not in str(refusal.value)
