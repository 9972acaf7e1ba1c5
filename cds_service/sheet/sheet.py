"""Knowledge → the whole review sheet, in Markdown and in HTML that prints well."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt

from cds_service.guideline import identity
from cds_service.knowledge import Knowledge
from cds_service.sheet.appendix import divergences_page, facts_page, readings_page, statements_page
from cds_service.sheet.index import Entry, front, question_entries, recommendation_entries, warning_anchor
from cds_service.sheet.overview import overview_svg
from cds_service.sheet.question_page import question_page
from cds_service.sheet.recommendation_page import recommendation_page
from cds_service.sheet.warning_page import warning_page

OVERVIEW = "decision-overview.svg"

Page = tuple[str, str]  # anchor and Markdown


def markdown_sheet(knowledge: Knowledge, vignettes: Path | None) -> str:
    """The sheet in Markdown; it refers to the drawing as `decision-overview.svg` beside it."""
    pages = (f'<a id="{anchor}"></a>\n\n{text}' for anchor, text in _pages(knowledge, vignettes))
    opening = front(knowledge, _appendix_entries(knowledge))
    return "\n\n".join((opening, f"![Decision overview]({OVERVIEW})", *pages)) + "\n"


def html_sheet(knowledge: Knowledge, vignettes: Path | None) -> str:
    """The sheet as one HTML page with the drawing in it: one printed page or more for each item."""
    render = MarkdownIt("commonmark", {"html": False}).enable("table").render
    sections = (f'<section id="{anchor}">\n{render(text)}</section>' for anchor, text in _pages(knowledge, vignettes))
    frame = Template(files("cds_service.sheet").joinpath("sheet.html").read_text("utf-8"))
    return frame.substitute(
        title=f"Review sheet {identity.VERSION}",
        front=render(front(knowledge, _appendix_entries(knowledge))),
        overview=overview_svg(knowledge.recommendations),
        pages="\n".join(sections),
    )


def overview(knowledge: Knowledge) -> tuple[str, str]:
    """File name and content of the drawing."""
    return OVERVIEW, overview_svg(knowledge.recommendations)


def _pages(knowledge: Knowledge, vignettes: Path | None) -> list[Page]:
    anchors = (anchor for anchor, _ in recommendation_entries(knowledge))
    found = list(zip(anchors, (recommendation_page(one, vignettes) for one in knowledge.recommendations), strict=True))
    found += [
        (warning_anchor(one.slug), warning_page(one, knowledge.terminology, vignettes)) for one in knowledge.warnings
    ]
    asked = (question_page(one, knowledge) for one in knowledge.questions)
    found += zip((anchor for anchor, _ in question_entries(knowledge)), asked, strict=True)
    return [*found, *_appendix(knowledge)]


def _appendix(knowledge: Knowledge) -> list[Page]:
    return [
        ("facts", facts_page(knowledge)),
        ("readings", readings_page()),
        ("statements", statements_page()),
        ("divergences", divergences_page()),
    ]


def _appendix_entries(knowledge: Knowledge) -> list[Entry]:
    return [(anchor, text.splitlines()[0].removeprefix("## ")) for anchor, text in _appendix(knowledge)]
