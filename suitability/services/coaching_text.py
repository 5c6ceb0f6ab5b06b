"""Advice, plan, interview questions and worksheet as lines of plain text that read well aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from suitability.services.advice_view import AdviceRow, by_kind
from suitability.services.interview_view import InterviewRow
from suitability.services.plan_view import PlanPart
from suitability.services.report_types import SourceRow
from suitability.services.source_list import source_line
from suitability.services.words import Words
from suitability.services.worksheet_view import Worksheet
from suitability.services.wrapping import paragraph_lines

_RULE: Final = "_"


def advice_lines(
    rows: tuple[AdviceRow, ...], sources: Iterable[SourceRow], words: Words, width: int
) -> list[str]:
    """Return all advice under the headings of its kinds, each with its reasons; sources stand at the end."""
    lines: list[str] = []
    for _, heading, found in by_kind(rows):
        lines += ["", heading.upper()]
        for row in found:
            mark = "" if row.source is None else f" {words('advice.source', number=row.source)}"
            lines += [
                "",
                *paragraph_lines(row.title, width),
                *paragraph_lines(row.text + mark, width, "  ", "  "),
            ]
            for reason in row.reasons:
                lines += paragraph_lines(words("advice.why", reason=reason), width, "  ", "    ")
            if row.page is not None:
                lines += paragraph_lines(
                    words("advice.read", page=_page(row.page_title, row.page)), width, "  ", "    "
                )
    listed = [source_line(one) for one in sources]
    if listed:
        lines += ["", words("guide.labels.sources")]
        for one in listed:
            lines += paragraph_lines(one, width, "", "   ")
    return lines


def plan_lines(parts: tuple[PlanPart, ...], words: Words, width: int) -> list[str]:
    """Return the plan: each stretch with days and aim, its steps with reasons, and what there is to show."""
    lines: list[str] = []
    for part in parts:
        lines += ["", f"{part.title} ({part.days})", *paragraph_lines(part.aim, width)]
        for step in part.steps:
            lines += paragraph_lines(step.text, width, "- ", "  ")
            if step.reason:
                lines += paragraph_lines(words("advice.why", reason=step.reason), width, "  ", "    ")
        lines += paragraph_lines(words("advice.show", text=part.show), width)
    return lines


def interview_lines(rows: tuple[InterviewRow, ...], words: Words, width: int) -> list[str]:
    """Return the questions for a candidate: what is behind each, how to get ready, the follow-up."""
    lines: list[str] = []
    for number, row in enumerate(rows, start=1):
        lines += ["", *paragraph_lines(f"{number}. {row.question}", width, "", "   ")]
        for key, text in (("behind", row.behind), ("prepare", row.prepare)):
            lines += paragraph_lines(words(f"advice.interview.{key}", text=text), width, "   ", "   ")
        lines += paragraph_lines(words("advice.interview.then", question=row.probe), width, "   ", "   ")
    return lines


def recruiter_lines(rows: tuple[InterviewRow, ...], words: Words, width: int) -> list[str]:
    """Return the interview guide: each question with what answers sound like, and room for notes."""
    lines: list[str] = []
    for number, row in enumerate(rows, start=1):
        lines += ["", *paragraph_lines(f"{number}. {row.subject}. {row.question}", width, "", "   ")]
        if row.setup:
            lines += paragraph_lines(words("advice.interview.setup", text=row.setup), width, "   ", "   ")
        for key, text in (("good", row.good), ("middling", row.middling), ("poor", row.poor)):
            lines += paragraph_lines(words(f"advice.interview.{key}", text=text), width, "   - ", "     ")
        lines += paragraph_lines(words("advice.interview.follow_up", question=row.probe), width, "   ", "   ")
        lines += [f"   {words('advice.interview.notes')} ".ljust(width, _RULE)]
    return lines


def worksheet_lines(sheet: Worksheet, words: Words, width: int) -> list[str]:
    """Return the worksheet with lines to write on, the answer patterns, and the table of next steps."""
    lines: list[str] = []
    for group in sheet.groups:
        lines += ["", group.title.upper()]
        for one in group.questions:
            lines += ["", *paragraph_lines(one.question, width), *[_RULE * width] * one.lines]
    lines += ["", words("advice.worksheet.patterns").upper()]
    for pattern in sheet.patterns:
        lines += [
            "",
            *paragraph_lines(pattern.title, width),
            *paragraph_lines(pattern.text, width, "  ", "  "),
        ]
        for reason in pattern.reasons:
            lines += paragraph_lines(words("advice.why", reason=reason), width, "  ", "    ")
        lines += paragraph_lines(words("advice.worksheet.ask", question=pattern.ask), width, "  ", "    ")
    steps = sheet.next_steps
    lines += ["", steps.title.upper(), *paragraph_lines(steps.note, width)]
    for number in range(1, steps.rows + 1):
        lines += ["", *_row(number, steps.heads, width)]
    return lines


def _row(number: int, heads: tuple[str, ...], width: int) -> Iterator[str]:
    for place, head in enumerate(heads):
        start = f"{number}. {head}: " if place == 0 else f"   {head}: "
        yield start + _RULE * max(8, width - len(start))


def _page(title: str | None, page: str) -> str:
    return f"{title} ({page})"
