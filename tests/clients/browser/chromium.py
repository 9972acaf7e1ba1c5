"""The browser: a headless Chromium of this machine that reaches nothing but this machine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # tests may run as root; the only pages are ours
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # it would call its maker's servers
    "--enable-logging=stderr",
    "--virtual-time-budget=20000",  # milliseconds of the page's clock, which stands still while it waits for an answer
)
_SAID = re.compile(r":CONSOLE(?:[:(]\d+\)?)?\] (.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page when nothing was left for its script to do.

    document   as HTML
    said       what stands in the browser's console: errors of scripts, and what a policy forbade
    requested  every address that pages called or tried to call, the document's own excepted
    """

    document: str
    said: tuple[str, ...]
    requested: frozenset[str]


def shown(url: str, *options: str) -> Shown:
    """The page at this address in a browser without a past."""
    with tempfile.TemporaryDirectory(prefix="net-cds-chromium-", ignore_cleanup_errors=True) as folder:
        log = Path(folder) / "net.json"
        profile = (f"--user-data-dir={folder}/profile", f"--log-net-log={log}")
        command = [PROGRAM, *_OPTIONS, *profile, *options, "--dump-dom", url]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        requested = _requested(json.loads(log.read_text("utf-8")))
    return Shown(document=ended.stdout, said=tuple(_SAID.findall(ended.stderr)), requested=requested)


def _requested(log: dict[str, Any]) -> frozenset[str]:
    """What the network log of Chromium says of requests that a page began; the browser's own have no origin."""
    start = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    begun = [event.get("params", {}) for event in log["events"] if event["type"] == start]
    return frozenset(one["url"] for one in begun if str(one.get("initiator", "")).startswith("http"))
