"""Settings: what is refused at start, and that the README tells the truth about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cds_service.settings import SETTINGS, SettingsError, load


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"NET_CDS_PUBLC_URL": "x"}, "NET_CDS_PUBLC_URL"),
        ({"NET_CDS_PUBLIC_URL": "cds.example.org"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "http://cds.example.org"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_PUBLIC_URL": "https://cds.example.org"}, "NET_CDS_PUBLIC_URL"),
        ({"NET_CDS_AUTH": "required"}, "NET_CDS_AUTH"),
        ({"NET_CDS_AUTH": "maybe"}, "NET_CDS_AUTH"),
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
