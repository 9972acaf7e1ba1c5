"""Files that a command is given: JSON, also gzipped."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import click


def unpacked(path: Path) -> bytes:
    """The bytes of a file; those of a `.gz` file unpacked. Raises `click.ClickException` when they cannot be."""
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise click.ClickException("cannot be read, or is no whole gzip file") from error


def read_json(path: Path) -> object:
    """The JSON value in a file. Raises `click.ClickException` when it is none."""
    try:
        value: object = json.loads(unpacked(path))
    except (ValueError, RecursionError) as error:
        raise click.ClickException("is not JSON; give a CDS Hooks request, a Bundle or a resource") from error
    return value
