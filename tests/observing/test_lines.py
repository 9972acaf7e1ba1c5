"""A line of the log tells what we say, and of what others say, or what went wrong, only where it came from."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import Any

import pytest

from cds_service.observing.call import begin, noted
from cds_service.observing.lines import json_line, text_line

MARKER = "Zaphod-7d1f"
OURS = ["cds_service", "cds_service.web.errors", "uvicorn.error"]
OTHERS = ["asyncio", "sqlalchemy.pool", "httpx", "py.warnings", "uvicorn.access", "cds_services", "root"]
HOSTILE = f"""
import asyncio, logging, threading, warnings
from cds_service.observing.log import Form, log_to_stderr
log_to_stderr(Form.JSON)

class Heavy:
    def __del__(self):
        raise ValueError("{MARKER}")

def broken():
    raise ValueError("{MARKER}")

async def main():
    asyncio.get_running_loop().call_soon(broken)
    asyncio.create_task(asyncio.sleep(0)).add_done_callback(lambda _: broken())
    await asyncio.sleep(0.01)

warnings.warn("{MARKER}")
logging.getLogger("library").error("%s", "{MARKER}")
logging.getLogger("cds_service.x").info("%s %s", "{MARKER}")
threading.Thread(target=broken).start()
asyncio.run(main())
del (heavy := [Heavy()])[0]
broken()
"""


def record(name: str, text: str = "it is %s", *values: Any, error: Exception | None = None, **more: Any) -> Any:
    found = logging.LogRecord(name, logging.WARNING, "/a/file.py", 7, text, values or (MARKER,), None)
    found.__dict__.update(more)
    if error:
        try:
            raise error
        except type(error):
            found.exc_info = sys.exc_info()
    return found


@pytest.mark.parametrize("name", OURS)
def test_our_own_words_are_told(name: str) -> None:
    line = json.loads(json_line(record(name, "the store is %s", "down")))
    assert (line["level"], line["event"], line["from"], line["text"]) == (
        "warning",
        "message",
        name,
        "the store is down",
    )
    assert line["time"].endswith("Z")


@pytest.mark.parametrize("name", OTHERS)
def test_of_others_only_the_place_is_told(name: str) -> None:
    line = json_line(record(name))
    assert json.loads(line)["at"] == "file.py:7"
    assert MARKER not in line + text_line(record(name))


@pytest.mark.parametrize("name", [*OURS, *OTHERS])
def test_of_an_exception_the_type_and_the_places_are_told(name: str) -> None:
    found = record(name, "it broke%s", "", error=ValueError(MARKER))
    assert json.loads(json_line(found))["error"] == "ValueError"
    assert "test_lines.py:" in json.loads(json_line(found))["places"]
    assert MARKER not in json_line(found) + text_line(found)


@pytest.mark.parametrize("line", [json_line, text_line])
def test_an_event_is_one_line_whatever_stands_in_it(line: Any) -> None:
    facts = {"client": "https://a\r\n\u2028\x1b[31m\x00b", "status": 200}
    written = line(record("cds_service.web.watch", "%s", "call", facts=facts))
    assert "call" in written
    assert written.isprintable()


def test_a_line_within_a_call_has_its_id() -> None:
    identifier = begin()
    assert json.loads(json_line(record("cds_service.a")))["request"] == identifier == noted().id
    assert f"request={identifier}" in text_line(record("cds_service.a"))


def test_whatever_breaks_in_a_process_its_values_are_not_printed() -> None:
    ended = subprocess.run([sys.executable, "-c", HOSTILE], capture_output=True, text=True, timeout=60, check=False)
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert ended.returncode == 1
    assert MARKER not in ended.stderr + ended.stdout
    assert {line["from"] for line in lines} == {"asyncio", "cds_service.observing.log", "library", "py.warnings"}
    assert [line["error"] for line in lines if "error" in line] == ["ValueError"] * 5
