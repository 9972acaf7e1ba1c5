"""Bugs put into the service while it runs: whichever function is chosen raises as soon as it is called."""

from __future__ import annotations

import builtins
import inspect
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from tests.architecture.source import PACKAGES


class Injected(Exception):
    """A bug that was put in. Its text is what no answer and no line of a log may hold."""

    def __init__(self) -> None:
        super().__init__("Zaphod-7d1f")


@contextmanager
def called() -> Iterator[set[CodeType]]:
    """What is called while the block runs, in this thread and in those that start meanwhile."""
    found: set[CodeType] = set()

    def profile(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            found.add(frame.f_code)

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@contextmanager
def broken(function: FunctionType) -> Iterator[list[FunctionType]]:
    """While the block runs the function raises, wherever it was imported to; it stands in the list when it was called.

    What it does is exchanged and not its name: a name may have been imported by anybody.
    """
    reached: list[FunctionType] = []

    def enter() -> None:
        reached.append(function)
        raise Injected

    sound, function.__code__ = function.__code__, _raising(function)
    setattr(builtins, _ENTER, enter)
    try:
        yield reached
    finally:
        function.__code__ = sound
        delattr(builtins, _ENTER)


def functions() -> Iterator[FunctionType]:
    """Every function and method that is written down in the product under a name of its own."""
    for module in modules_of(*PACKAGES):
        for value in vars(module).values():
            members = vars(value).values() if inspect.isclass(value) else (value,)
            for found in map(_unwrapped, members):
                if isinstance(found, FunctionType) and found.__code__.co_filename == module.__file__:
                    yield found


def modules_of(*packages: str) -> list[ModuleType]:
    """The modules of these packages that are loaded."""
    return [module for name, module in sys.modules.items() if f"{name}.".startswith(tuple(f"{p}." for p in packages))]


def forget_caches() -> None:
    """Functions that remember what they once returned are called again."""
    for value in [value for module in modules_of(*PACKAGES) for value in vars(module).values()]:
        if callable(clear := getattr(value, "cache_clear", None)):
            clear()


_ENTER = "_enter_a_broken_function"


def _raising(function: FunctionType) -> CodeType:
    """A body that raises, for a function with as many variables of an outer one as this has."""
    names = function.__code__.co_freevars
    text = f"def outer({', '.join(names)}):\n def inner(*_, **__):\n  {_ENTER}()\n  return {', '.join(names) or None}\n"
    compiled = compile(f"{text} return inner\n", function.__code__.co_filename, "exec")
    (outer,) = (part for part in compiled.co_consts if isinstance(part, CodeType))
    return next(part for part in outer.co_consts if isinstance(part, CodeType))


def _unwrapped(member: Any) -> Any:
    """The function behind a property, a class method or a decorator."""
    behind = getattr(member, "fget", None) or getattr(member, "__func__", None) or member
    return inspect.unwrap(behind) if callable(behind) else behind
