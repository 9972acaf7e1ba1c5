"""Knowledge → the front of the sheet: state, how to read it, for whom, and an index with links."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from cds_service.cards.sections.warning import topic_name
from cds_service.guideline import identity
from cds_service.guideline.definitions.scope import SCOPE
from cds_service.knowledge import Knowledge
from cds_service.sheet.blocks import page
from cds_service.sheet.criterion_text import criterion_text
from cds_service.sheet.question_page import question_heading
from cds_service.sheet.recommendation_page import recommendation_heading
from cds_service.sheet.thresholds import thresholds
from cds_service.sheet.warning_page import orders_of, warning_heading

Entry = tuple[str, str]  # anchor and heading

HOW_TO_READ = (
    "An unknown fact never means no: a criterion is true, false or open.",
    "A block that is open makes advice conditional; a safety block acts when known and is otherwise a line to check.",
    "Criteria stand as they are evaluated; a definition is spelled out where it first stands on a page.",
    "Of a table of strengths the first row that holds counts; while rows are open, the weakest still possible.",
    "Words in [brackets] are filled in from the record, with specimen and date.",
    "S01–S69 are statements of the source, D01–D42 are points on which it is contestable.",
    "A, X, G and rulings are readings of this project. The tables at the end spell all of them out.",
)


def front(knowledge: Knowledge, appendix: Iterable[Entry]) -> str:
    """Everything before the drawing."""
    signed = knowledge.sign_off if knowledge.signed_off else None
    state = f"signed off on {signed.on.isoformat()} by {signed.by}" if signed else "awaits local clinical review"
    parts = (
        f"# {identity.ID}: review sheet",
        f"Version {identity.VERSION}, hash `{knowledge.hash}`: {state}.",
        f"Source: {identity.SOURCE_LABEL}. Made from the values on which the service runs.",
        "\n".join(f"- {sentence}" for sentence in HOW_TO_READ),
        "For whom:",
        criterion_text(SCOPE),
        "\n".join(f"- {sentence}" for sentence in thresholds((SCOPE,))),
        "Reviewed for the site by: ____________________ Date: ____________",
        _contents(knowledge, appendix),
    )
    return "\n\n".join(parts)


def recommendation_entries(knowledge: Knowledge) -> list[Entry]:
    """The recommendations in the order in which they are shown."""
    return [(one.slug, recommendation_heading(one)) for one in knowledge.recommendations]


def question_entries(knowledge: Knowledge) -> list[Entry]:
    """The questions in the order of their ids."""
    return [(one.id.lower(), question_heading(one)) for one in knowledge.questions]


def warning_anchor(slug: str) -> str:
    """Warnings and recommendations may share a slug."""
    return f"warning-{slug}"


def _contents(knowledge: Knowledge, appendix: Iterable[Entry]) -> str:
    blocks = (
        "### Recommendations, in the order of display",
        _links(recommendation_entries(knowledge)),
        "### Warnings, by family",
        *_families(knowledge),
        "### Questions",
        _links(question_entries(knowledge)),
        "### Tables",
        _links(appendix),
    )
    return page("Contents", blocks)


def _families(knowledge: Knowledge) -> list[str]:
    lines: list[str] = []
    for family, members in groupby(knowledge.warnings, key=lambda one: one.family):
        lines.append(f"- **{family}** {topic_name(family, knowledge.terminology)}")
        lines += [
            f"  - [{warning_heading(one)}](#{warning_anchor(one.slug)}) – **{one.indicator.value}**: {orders_of(one)}"
            for one in members
        ]
    return ["\n".join(lines)]


def _links(entries: Iterable[Entry]) -> str:
    return "\n".join(f"- [{heading}](#{anchor})" for anchor, heading in entries)
