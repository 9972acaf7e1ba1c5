"""JSON that is refused before it costs more than it is worth."""

from __future__ import annotations

import pytest

from cds_service.hooks.strict_json import VALUES_LIMIT, NotJson, strict_json


@pytest.mark.parametrize("value", [b"[]", b"{}", b"0", b'""', b'{"":0}'])
def test_more_values_than_a_record_has_are_refused_before_they_are_made(value: bytes) -> None:
    with pytest.raises(NotJson, match="more than 2000000 values"):
        strict_json(b"[" + value + (b"," + value) * VALUES_LIMIT + b"]")


def test_signs_within_a_text_are_no_values() -> None:
    assert strict_json(b'["' + b"[,{" * VALUES_LIMIT + b'"]')


def test_a_record_with_very_many_values_is_read() -> None:
    assert len(strict_json(b"[0" + b",0" * (VALUES_LIMIT // 2) + b"]")) == VALUES_LIMIT // 2 + 1
