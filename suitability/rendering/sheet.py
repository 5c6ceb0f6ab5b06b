"""The interview sheet as one self-contained HTML page, to be filled in by hand or read when it is filled."""

from __future__ import annotations

from suitability.rendering.templates import shipped_environment
from suitability.services.sheet_view import LINES, Sheet


def to_sheet_page(sheet: Sheet) -> str:
    """Return the page as HTML; every text of a person's is escaped."""
    template = shipped_environment().get_template("sheet.html.j2")
    return template.render(sheet=sheet, labels=sheet.labels, lines=LINES, spacing="")
