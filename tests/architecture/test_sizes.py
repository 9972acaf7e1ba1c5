"""Files and functions stay as small as the architecture asks."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

import pytest

from tests.architecture.source import SourceFile, below, files, functions

RECOMMENDATIONS = below("cds_service/guideline/recommendations")


def lengths_of_files() -> list[int]:
    """Lines of each file, from the shortest."""
    return sorted(len(one.text.splitlines()) for one in files())


def lengths_of_functions() -> list[int]:
    """Lines of each function, from the shortest."""
    found = (node for one in files() for node in functions(one))
    return sorted((node.end_lineno or node.lineno) - node.lineno + 1 for node in found)


def at(share: float, lengths: list[int]) -> int:
    """The length below which this share lies."""
    return lengths[int((len(lengths) - 1) * share)]


@pytest.mark.parametrize(("share", "limit"), [(0.5, 80), (0.9, 200), (1, 300)])
def test_files_are_short(share: float, limit: int) -> None:
    assert at(share, lengths_of_files()) <= limit


@pytest.mark.parametrize(("share", "limit"), [(0.5, 10), (0.9, 30), (1, 60)])
def test_functions_are_short(share: float, limit: int) -> None:
    assert at(share, lengths_of_functions()) <= limit


@pytest.mark.parametrize("file", RECOMMENDATIONS, ids=str)
def test_a_recommendation_is_a_value_of_at_most_60_lines(file: SourceFile) -> None:
    forbidden = (ast.If, ast.IfExp, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
    assert len(file.text.splitlines()) <= 60
    assert [node for node in ast.walk(file.tree) if isinstance(node, forbidden)] == []


@pytest.mark.parametrize("file", RECOMMENDATIONS, ids=str)
def test_a_recommendation_is_named_as_its_file(file: SourceFile) -> None:
    slug = PurePosixPath(file.path).stem.replace("_", "-")
    assert f'slug="{slug}"' in file.text
