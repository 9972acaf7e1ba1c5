"""The source text of the product: its files, functions, classes and imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("cds_service", "fhir_mappings")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One Python file; `path` is relative to the root of the checkout."""

    path: str
    text: str
    tree: ast.Module

    def __str__(self) -> str:
        return self.path


@cache
def files() -> tuple[SourceFile, ...]:
    """Every Python file of the product."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(_file(path) for path in paths)


def below(folder: str) -> tuple[SourceFile, ...]:
    """The files of one folder, without its `__init__`."""
    return tuple(one for one in files() if one.path.startswith(f"{folder}/") and not one.path.endswith("__init__.py"))


def functions(file: SourceFile) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, nested ones included."""
    yield from (node for node in ast.walk(file.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def public(file: SourceFile) -> Iterator[Definition]:
    """The public functions and classes of a file, and the public methods of these classes."""
    for node in file.tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    part for part in node.body if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")
                )


def imported(file: SourceFile) -> frozenset[str]:
    """The first names of everything that a file imports."""
    nodes = list(ast.walk(file.tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    from_ = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return frozenset(name.split(".")[0] for name in plain | from_)


def _file(path: Path) -> SourceFile:
    text = path.read_text(encoding="utf-8")
    return SourceFile(path=path.relative_to(ROOT).as_posix(), text=text, tree=ast.parse(text))
