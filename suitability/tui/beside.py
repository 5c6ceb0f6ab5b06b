"""Roles beside a result, scale by scale: words, marks, ranges. Never a number for a role, never an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from suitability.domain.advice import Person
from suitability.domain.assessment import assess
from suitability.services.conditions_view import ConditionsSection
from suitability.services.edition_types import RoleRow, RoleScaleRow, RolesPart
from suitability.services.guide_pages import Stock
from suitability.services.report_types import Report
from suitability.services.roles_view import roles_part
from suitability.services.words import Words
from suitability.tui.charts import Glyphs, pointer, range_bar
from suitability.tui.course import Course
from suitability.tui.lines import GAP, Block, Drawing, Line, Part
from suitability.tui.presenters import Row, numbered
from suitability.tui.result_view import border_of, span_of

FIT_MARK = {"meets": "[+]", "unclear": "[?]", "asks_more": "[!]", "not_known": "[·]"}
"""How a scale stands to what a role asks -> a mark that needs no colour."""

WIDEST = 72
"""Cells of the widest bar."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The result that pages of the guide are set beside."""

    stock: Stock
    person: Person

    def roles(self, words: Words) -> RolesPart | None:
        """Return every role beside the result; None where the result has no ranges to compare."""
        return roles_part(self.stock, words, self.person.assessment)


def beside(course: Course) -> Beside | None:
    """Return the open result as something to set the guide beside, or None where there is none."""
    if course.result is None:
        return None
    found = assess(course.bank, course.result)
    return Beside(course.startup.stock(), Person(course.result, found))


def role_rows(part: RolesPart, conditions: ConditionsSection | None, words: Words) -> list[Row]:
    """Return a row per role in the order of the guide: which scales it has covered, unclear or asks more on.

    Where working conditions were marked, what speaks against the role is said as well.
    """
    entries = [
        (role.id, words("screens.roles.neighbour", role=role.name) if role.neighbour else role.name)
        for role in part.rows
    ]
    against = {} if conditions is None else _against(conditions)
    return [
        row._replace(detail="\n".join([*_fits(role, words), *against.get(role.id, [])]))
        for row, role in zip(numbered(entries), part.rows, strict=True)
    ]


def _fits(role: RoleRow, words: Words) -> list[str]:
    """Return one line for each kind of comparison that the role has, in the order of the legend."""
    lines: list[str] = []
    for fit, mark in FIT_MARK.items():
        found = [one for one in role.scales if one.fit == fit]
        if found:
            names = ", ".join(one.name for one in found)
            lines.append(words("screens.roles.fit", mark=mark, fit=found[0].fit_name, scales=names))
    return lines


def _against(conditions: ConditionsSection) -> dict[str, list[str]]:
    return {
        row.role: [line.text for line in row.lines if line.kind in ("no_usual", "no_depends")]
        for row in conditions.roles
    }


def legend_parts(part: RolesPart) -> list[Part]:
    """Return what the marks of the comparison mean."""
    return [Block("quiet", f"{FIT_MARK[fit]} {name} — {meaning}") for fit, name, meaning in part.legend]


def role_parts(role: RoleRow, part: RolesPart, report: Report, words: Words, glyphs: Glyphs) -> list[Part]:
    """Return a role beside the result: each scale in words and as a range, then the working conditions."""
    parts: list[Part] = [Block("heading", words("screens.roles.beside"))]
    for one in role.scales:
        parts += [GAP, Block("strong", f"{FIT_MARK[one.fit]} {one.name}: {one.asks} — {one.fit_name}")]
        label = words("screens.roles.needed", score=round(one.needed))
        parts.append(_bar(report, one, label, glyphs))
    parts += [GAP, *legend_parts(part)]
    marked = _conditions(role.id, report.conditions)
    return [*parts, *marked, GAP, Block("quiet", words("screens.roles.note"))]


def _bar(report: Report, one: RoleScaleRow, label: str, glyphs: Glyphs) -> Drawing:
    """Return the range of a scale and, below it, a pointer to where the role's demand begins."""
    row = next(scale for scale in report.scales if scale.id == one.scale)

    def lines(width: int) -> list[Line]:
        width = min(width, WIDEST)
        bar = range_bar(span_of(row), report.cuts, width, border_of(row, report.cuts), glyphs)
        return [bar, pointer(one.needed, label, width, glyphs)] if one.needed > 0 else [bar]

    return Drawing(lines)


def _conditions(role: str, conditions: ConditionsSection | None) -> Sequence[Part]:
    if conditions is None:
        return ()
    lines = next(row.lines for row in conditions.roles if row.role == role)
    found = [Block("bullet", line.text, tone="warn" if line.kind == "no_usual" else "") for line in lines]
    return (Block("heading", conditions.title), *found)
