"""The command line's entry: `net-cds`."""

from __future__ import annotations

import click

from cds_service.cli.demo import demo
from cds_service.cli.evaluate import evaluate
from cds_service.cli.feedback import feedback
from cds_service.cli.guideline import guideline
from cds_service.cli.harness import harness
from cds_service.cli.mock_ehr import mock_ehr
from cds_service.cli.serve import serve
from cds_service.cli.settings import settings
from cds_service.cli.sheet import sheet
from cds_service.cli.terminology import terminology


@click.group()
def main() -> None:
    """Treatment guidance for stage IV sigmoid NET with liver metastases, as a CDS Hooks service."""


guideline.add_command(sheet)
for command in (demo, evaluate, feedback, guideline, harness, mock_ehr, serve, settings, terminology):
    main.add_command(command)
