"""Warnings: one file for each lettered rule, found by itself when placed in this folder; sorted by id."""

from importlib import import_module
from pkgutil import iter_modules

from cds_service.guideline.warning import SafetyWarning

_FOUND: list[SafetyWarning] = [import_module(f"{__name__}.{module.name}").WARNING for module in iter_modules(__path__)]

WARNINGS: tuple[SafetyWarning, ...] = tuple(sorted(_FOUND, key=lambda found: found.id))
