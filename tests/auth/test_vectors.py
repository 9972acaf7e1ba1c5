"""The sample tokens that CDS Hooks publishes: their signatures are good, and they live too long for us."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cds_service.auth.claims import checked
from cds_service.auth.keys.key_ring import key_ring
from cds_service.auth.refusal import Fault, NotAuthentic
from cds_service.auth.token import is_signed_by, token_in
from tests.auth.issuing import ec_key, jwk, jwks

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
WITHIN = 1_311_281_000.0  # 2011-07-21, when the samples are valid
every_sample = pytest.mark.parametrize("text", VECTORS["tokens"].values(), ids=VECTORS["tokens"])


@every_sample
def test_the_signature_of_a_sample_is_that_of_the_sample_key(text: str) -> None:
    token = token_in([f"Bearer {text}"])
    assert token.header["jku"] == VECTORS["jku"]
    assert token.claims["iss"] == VECTORS["iss"]
    assert is_signed_by(token, key_ring(VECTORS["jwks"]).named(token.header["kid"]))


@every_sample
def test_the_signature_of_a_sample_is_nobody_elses(text: str) -> None:
    others = key_ring(jwks(jwk(ec_key(), kid="example-kid"))).named("example-kid")
    assert not is_signed_by(token_in([f"Bearer {text}"]), others)


@every_sample
def test_a_sample_lives_for_years_and_is_refused_for_that(text: str) -> None:
    with pytest.raises(NotAuthentic) as refusal:
        checked(token_in([f"Bearer {text}"]).claims, [VECTORS["aud"]], WITHIN)
    assert refusal.value.fault is Fault.LIFETIME
