"""Keys are made once, kept by their owner, and sign what a service can verify with the public half alone."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from cds_service.harness.signing.folder import PRIVATE, PUBLIC, NotKeys, keys_in
from cds_service.harness.signing.pair import RECOMMENDED
from cds_service.harness.signing.token import Signer, token_for

AUDIENCE = "https://cds.example.org/cds-services/net-patient-view"


@pytest.mark.parametrize("algorithm", RECOMMENDED)
def test_the_public_set_verifies_what_the_private_key_signs(tmp_path: Path, algorithm: str) -> None:
    keys = keys_in(tmp_path / "keys")
    signer = Signer(pair=keys.pair(algorithm), iss="https://ehr.example.org", tenant="ward 3")
    public = KeySet.import_key_set(json.loads(keys.public_file.read_text("utf-8")))
    token = jwt.decode(token_for(signer, AUDIENCE), public, algorithms=[algorithm])
    assert token.header["typ"] == "JWT"
    assert {name: token.claims[name] for name in ("iss", "aud", "tenant")} == {
        "iss": "https://ehr.example.org",
        "aud": AUDIENCE,
        "tenant": "ward 3",
    }
    assert 0 < token.claims["exp"] - token.claims["iat"] <= 300


def test_no_two_tokens_share_a_jti(tmp_path: Path) -> None:
    signer = Signer(pair=keys_in(tmp_path).pair("ES384"), iss="https://ehr.example.org")
    assert token_for(signer, AUDIENCE) != token_for(signer, AUDIENCE)


def test_keys_are_made_once(tmp_path: Path) -> None:
    first, second = keys_in(tmp_path), keys_in(tmp_path)
    assert first.are_new
    assert not second.are_new
    assert [pair.kid for pair in first.pairs] == [pair.kid for pair in second.pairs]


def test_only_the_owner_reads_the_private_keys(tmp_path: Path) -> None:
    keys_in(tmp_path)
    assert stat.S_IMODE((tmp_path / PRIVATE).stat().st_mode) == 0o600


def test_what_is_registered_holds_nothing_private(tmp_path: Path) -> None:
    keys_in(tmp_path)
    listed = json.loads((tmp_path / PUBLIC).read_text("utf-8"))["keys"]
    assert {name for jwk in listed for name in jwk} == {"kty", "kid", "use", "alg", "crv", "x", "y", "n", "e"}


@pytest.mark.parametrize("content", ["", "[]", "7", '{"keys": []}', '{"keys": [{"kty": "EC", "crv": [1]}]}', '"x"'])
def test_a_file_that_holds_other_things_is_named_and_not_quoted(tmp_path: Path, content: str) -> None:
    (tmp_path / PRIVATE).write_text(content)
    with pytest.raises(NotKeys, match=f"{PRIVATE} does not hold"):
        keys_in(tmp_path)


def test_public_keys_are_no_private_keys(tmp_path: Path) -> None:
    (tmp_path / PRIVATE).write_bytes(keys_in(tmp_path / "other").public_file.read_bytes())
    with pytest.raises(NotKeys):
        keys_in(tmp_path)
