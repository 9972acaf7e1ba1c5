"""Questions: one file each, named for the fact; a file placed in this folder is found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from cds_service.guideline.question import Question

_FOUND: list[Question] = [import_module(f"{__name__}.{module.name}").QUESTION for module in iter_modules(__path__)]

QUESTIONS: tuple[Question, ...] = tuple(sorted(_FOUND, key=lambda found: found.id))
