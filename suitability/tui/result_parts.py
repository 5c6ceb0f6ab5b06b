"""Parts of a result that only some results have: words beside tasks, working conditions beside roles."""

from __future__ import annotations

from suitability.services.report_types import Report
from suitability.tui.lines import GAP, Block


def said_did_pages(report: Report) -> list[list[Block]]:
    """Return the page that sets words beside tasks; none where one side is missing."""
    both = report.said_did
    if both is None:
        return []
    return [
        [
            Block("title", both.title),
            Block("text", both.sentence),
            Block("heading", both.labels["said"]),
            Block("text", both.said),
            *(Block("bullet", quote) for quote in both.quotes),
            Block("heading", both.labels["did"]),
            *(Block("bullet", f"{row.question} {row.summary}") for row in both.done),
            GAP,
            Block("quiet", both.note),
        ]
    ]


def conditions_pages(report: Report) -> list[list[Block]]:
    """Return two pages, role by role and condition by condition; none where nothing was marked."""
    marks = report.conditions
    if marks is None:
        return []
    roles = [
        Block("title", f"{marks.title}"),
        Block("text", marks.intro),
        GAP,
        Block("strong", marks.summary),
    ]
    for role in marks.roles:
        name = f"{role.name} ({marks.labels['neighbour']})" if role.neighbour else role.name
        roles.append(Block("heading", name))
        roles += [
            Block("bullet", line.text, tone="warn" if line.kind == "no_usual" else "") for line in role.lines
        ]
    rows = [Block("title", marks.labels["by_condition"])]
    for row in marks.rows:
        rows += [
            GAP,
            Block("strong", f"{row.question} {row.answer}"),
            Block("quiet", row.where),
        ]
    return [[*roles, GAP, Block("quiet", marks.note)], rows]
