"""The log of this process: everything that is logged, warned of or not caught goes to standard error, a line each."""

from __future__ import annotations

import logging
import logging.config
import sys
import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from cds_service.observing.lines import json_line, text_line

_log = logging.getLogger(__name__)


class Form(StrEnum):
    """How lines are written: for a machine, or for a reader."""

    JSON = "json"
    TEXT = "text"


_LINES: Mapping[Form, Callable[[logging.LogRecord], str]] = {Form.JSON: json_line, Form.TEXT: text_line}


def log_to_stderr(form: Form, level: int = logging.INFO) -> None:
    """From now on, whatever this process says of itself is such a line; of libraries only warnings are told.

    An exception that nobody catches is told by its type and its places: its message may hold patient data.
    """
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": {"()": lambda: _Lines(_LINES[form])}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "cds_service": {"level": level},
                "uvicorn": {"level": level},
                "uvicorn.access": {"propagate": False},  # it tells whole addresses; our own line of a call does not
            },
        }
    )
    logging.raiseExceptions = False  # else a line that cannot be written is printed with its values
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda hooked: _uncaught(hooked.exc_type, hooked.exc_value, hooked.exc_traceback)
    sys.unraisablehook = lambda hooked: _uncaught(hooked.exc_type, hooked.exc_value, hooked.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: Any) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _log.error("an error was not caught", exc_info=(kind, error or kind(), trace))


class _Lines:
    """What `logging` takes for a formatter."""

    def __init__(self, line: Callable[[logging.LogRecord], str]) -> None:
        self._line = line

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter`."""
        return self._line(record)
