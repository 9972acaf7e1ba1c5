"""What each process of the service runs."""

from __future__ import annotations

import os
from typing import Any

from cds_service import bootstrap
from cds_service.observing.log import Form, log_to_stderr
from cds_service.settings import load


def application() -> Any:
    """The application of this process's environment, in a process whose log is in order."""
    log_to_stderr(load(os.environ).log or Form.JSON)
    return bootstrap.application()
