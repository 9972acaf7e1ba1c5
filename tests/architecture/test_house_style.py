"""The rules of the house that can be read off the source text."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import PurePosixPath

import pytest

from tests.architecture.source import SourceFile, files, imported, public

every_file = pytest.mark.parametrize("file", files(), ids=str)

NAMELESS = frozenset({"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"})
EXCUSES = re.compile(r"type:\s*ignore|noqa|\b(TODO|FIXME|XXX|HACK)\b")
SENTENCE = re.compile(r"\S.*[.?]", re.DOTALL)
CATCH_ALL = {"cds_service/assess.py": 1, "cds_service/web/app.py": 1}
HOMES = {
    "fastapi": ("cds_service/web/", "cds_service/bootstrap.py"),
    "starlette": ("cds_service/web/", "cds_service/bootstrap.py", "cds_service/harness/ehr/"),
    "uvicorn": ("cds_service/cli/", "cds_service/harness/ehr/"),
}
TESTING = frozenset({"tests", "pytest", "hypothesis", "respx", "unittest"})
PLUGIN = {"cds_service/harness/pytest_plugin.py": {"pytest"}}  # for the tests of other projects


@every_file
def test_no_file_is_named_for_nothing(file: SourceFile) -> None:
    path = PurePosixPath(file.path)
    assert not NAMELESS & {path.stem, *path.parts[:-1]}


@every_file
def test_every_module_says_in_one_sentence_what_it_is(file: SourceFile) -> None:
    first, _, _ = (ast.get_docstring(file.tree) or "").partition("\n\n")
    assert SENTENCE.fullmatch(first)
    assert len(re.findall(r"[.?!] [A-Z]", first)) == 0


@every_file
def test_every_public_name_says_what_a_caller_can_rely_on(file: SourceFile) -> None:
    assert [node.name for node in public(file) if not ast.get_docstring(node)] == []


@every_file
def test_no_excuse_stands_in_the_source(file: SourceFile) -> None:
    assert [comment for comment in comments(file) if EXCUSES.search(comment)] == []


@every_file
def test_everything_is_caught_in_two_places_only(file: SourceFile) -> None:
    assert len([node for node in ast.walk(file.tree) if catches_everything(node)]) == CATCH_ALL.get(file.path, 0)


@every_file
def test_fastapi_stays_in_web_and_the_server_in_the_command_line(file: SourceFile) -> None:
    away = [name for name, homes in HOMES.items() if name in imported(file) and not file.path.startswith(homes)]
    assert away == []


@every_file
def test_the_product_imports_nothing_of_the_tests(file: SourceFile) -> None:
    assert not TESTING & imported(file) - PLUGIN.get(file.path, set())


@every_file
def test_imports_name_their_room_in_full(file: SourceFile) -> None:
    assert [node for node in ast.walk(file.tree) if isinstance(node, ast.ImportFrom) and node.level] == []


@every_file
def test_a_class_inherits_from_exceptions_protocols_and_enums_only(file: SourceFile) -> None:
    parents = [
        ast.unparse(parent) for node in ast.walk(file.tree) if isinstance(node, ast.ClassDef) for parent in node.bases
    ]
    assert [
        name for name in parents if not re.search(r"(Error|Exception|Enum|Protocol|^TypedDict|^NamedTuple)$", name)
    ] == []


@every_file
def test_dataclasses_are_frozen_slotted_and_built_by_keyword(file: SourceFile) -> None:
    loose = [
        node.name
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator)
        and not all(f"{word}=True" in ast.unparse(decorator) for word in ("frozen", "slots", "kw_only"))
    ]
    assert loose == []


def comments(file: SourceFile) -> list[str]:
    """The comments of a file."""
    found = tokenize.generate_tokens(io.StringIO(file.text).readline)
    return [token.string for token in found if token.type == tokenize.COMMENT]


def catches_everything(node: ast.AST) -> bool:
    """True for `except:`, `except Exception` and `except BaseException`."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = "" if node.type is None else ast.unparse(node.type)
    return node.type is None or bool(re.search(r"\b(Base)?Exception\b", caught))
