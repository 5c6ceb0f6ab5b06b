"""The item analysis as one self-contained HTML page: style and plots inside, nothing loaded from anywhere."""

from __future__ import annotations

from suitability.rendering.templates import shipped_environment
from suitability.services.item_page import ItemPage


def to_item_page(page: ItemPage) -> str:
    """Return the page as HTML. The same analysis gives the same text on every machine."""
    template = shipped_environment().get_template("items.html.j2")
    return template.render(page=page, labels=page.labels, spacing="")
