"""Readers: one file = one kind of fact, found by itself when placed here; they do not import one another."""

from importlib import import_module
from pkgutil import iter_modules

from fhir_mappings.reader import Reader

READERS: tuple[Reader, ...] = tuple(
    import_module(f"{__name__}.{module.name}").READER for module in iter_modules(__path__)
)
