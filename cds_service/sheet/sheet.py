"""Knowledge → the whole review sheet, in Markdown and in HTML that prints well."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt

from cds_service.guideline import identity
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.knowledge import Knowledge
from cds_service.sheet.criterion_text import criterion_text
from cds_service.sheet.overview import overview_svg
from cds_service.sheet.page import recommendation_page, warning_page

_OVERVIEW = "decision-overview.svg"
_HOW_TO_READ = (
    "An unknown fact never means no. A block that is open makes advice conditional; a safety block acts when it is "
    "known and is otherwise a line to check. Criteria stand below as they are evaluated."
)


def markdown_sheet(knowledge: Knowledge, vignettes: Path | None) -> str:
    """The sheet in Markdown; it refers to the drawing as `decision-overview.svg` beside it."""
    return "\n\n".join((_front(knowledge), f"![Decision overview]({_OVERVIEW})", *_pages(knowledge, vignettes))) + "\n"


def html_sheet(knowledge: Knowledge, vignettes: Path | None) -> str:
    """The sheet as one HTML page with the drawing in it: one printed page or more for each item."""
    render = MarkdownIt("commonmark", {"html": False}).enable("table").render
    pages = "\n".join(f"<section>\n{render(page)}</section>" for page in _pages(knowledge, vignettes))
    frame = Template(files("cds_service.sheet").joinpath("sheet.html").read_text("utf-8"))
    return frame.substitute(
        title=f"Review sheet {identity.VERSION}",
        front=render(_front(knowledge)),
        overview=overview_svg(knowledge.recommendations),
        pages=pages,
    )


def overview(knowledge: Knowledge) -> tuple[str, str]:
    """File name and content of the drawing."""
    return _OVERVIEW, overview_svg(knowledge.recommendations)


def _front(knowledge: Knowledge) -> str:
    signed = knowledge.sign_off if knowledge.signed_off else None
    state = f"signed off on {signed.on.isoformat()} by {signed.by}" if signed else "awaits local clinical review"
    contents = [f"- {one.id} {one.card.title}" for one in knowledge.recommendations]
    contents += [f"- {one.id} {one.title}" for one in knowledge.warnings]
    return "\n".join(
        (
            f"# {identity.ID}: review sheet",
            "",
            f"Version {identity.VERSION}, hash `{knowledge.hash}`: {state}.",
            "",
            f"Source: {identity.SOURCE_LABEL}. Made from the values on which the service runs.",
            "",
            _HOW_TO_READ,
            "",
            "For whom:",
            "",
            criterion_text(SCOPE),
            "",
            "Contents:",
            "",
            *contents,
        )
    )


def _pages(knowledge: Knowledge, vignettes: Path | None) -> list[str]:
    pages = [recommendation_page(one, vignettes) for one in knowledge.recommendations]
    return [*pages, *(warning_page(one, vignettes) for one in knowledge.warnings)]
