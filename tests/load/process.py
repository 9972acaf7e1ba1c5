"""What a process holds on to, as the kernel counts it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """At one moment: memory in bytes, threads, and open files, of which sockets and files of the store are some."""

    memory: int
    threads: int
    files: int
    sockets: int
    store: int


def held_by(process: int) -> Held:
    """What the process holds now."""
    folder = Path(f"/proc/{process}")
    files = [_target(file) for file in (folder / "fd").iterdir()]
    return Held(
        memory=int((folder / "statm").read_text().split()[1]) * _PAGE,
        threads=len(list((folder / "task").iterdir())),
        files=len(files),
        sockets=sum(file.startswith("socket:") for file in files),
        store=sum(".sqlite" in file for file in files),
    )


def _target(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:  # closed meanwhile
        return ""
