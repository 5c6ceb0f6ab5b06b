"""Advice, plan and interview questions of a result as paragraphs for the screen. No Textual."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.advice_view import AdviceRow, by_kind
from suitability.services.interview_view import InterviewRow
from suitability.services.plan_view import PlanPart
from suitability.services.report_types import Report, SourceRow
from suitability.services.source_list import source_line
from suitability.services.words import Words
from suitability.tui.lines import GAP, Block, Part


def advice_parts(
    rows: tuple[AdviceRow, ...], sources: Sequence[SourceRow], report: Report, words: Words
) -> list[Part]:
    """Return all advice under the headings of its kinds, each with its reasons; sources stand at the end."""
    parts: list[Part] = [Block("title", words("screens.advice.heading")), Block("text", report.outcome.text)]
    for _, heading, found in by_kind(rows):
        parts.append(Block("heading", heading))
        for number, row in enumerate(found):
            mark = "" if row.source is None else f" {words('advice.source', number=row.source)}"
            parts += [GAP] if number else []
            parts += [Block("strong", row.title), Block("text", row.text + mark)]
            parts += [Block("quiet", words("advice.why", reason=reason)) for reason in row.reasons]
    if sources:
        parts.append(Block("heading", words("guide.labels.sources")))
    parts += [Block("quiet", source_line(one)) for one in sources]
    return [*parts, GAP, Block("quiet", report.purpose)]


def plan_pages(plan: Sequence[PlanPart], words: Words) -> list[list[Part]]:
    """Return a page for each stretch of the plan: days and aim, steps with reasons, what to show."""
    pages: list[list[Part]] = []
    for part in plan:
        page: list[Part] = [
            Block("title", f"{part.title} ({part.days})"),
            Block("text", part.aim),
        ]
        for number, step in enumerate(part.steps, start=1):
            page += [GAP, Block("number", step.text, f"{number}.")]
            if step.reason:
                page.append(Block("quote", words("advice.why", reason=step.reason)))
            if step.page_title is not None:
                page.append(Block("quote", words("screens.advice.read", title=step.page_title)))
        pages.append([*page, GAP, Block("text", words("advice.show", text=part.show))])
    return pages


def interview_parts(rows: Sequence[InterviewRow], words: Words) -> list[Part]:
    """Return the questions to expect: what is behind each, how to get ready, the follow-up."""
    parts: list[Part] = [Block("title", words("screens.interview.heading"))]
    for number, row in enumerate(rows, start=1):
        parts += [
            GAP,
            Block("strong", f"{number}. {row.question}"),
            Block("bullet", words("advice.interview.behind", text=row.behind)),
            Block("bullet", words("advice.interview.prepare", text=row.prepare)),
            Block("bullet", words("advice.interview.then", question=row.probe)),
        ]
    return parts
