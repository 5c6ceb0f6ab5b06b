"""The marks of lists stand on the first lines of their entries, wherever columns end.

Marks are laid out apart from their entries. When the height of a pair of columns is searched
(``rendering.balance``), entries move and the marks of those that are no containing block stay behind.
"""

from __future__ import annotations

from typing import Any

from suitability.rendering import documents, engine
from suitability.rendering.options import ReportOptions
from suitability.services.editions import EditionOrder, build_edition
from tests.rendering import gallery
from tests.services import samples

NEAR = 6.0
"""A mark may stand so far above or below a line of its entry, in pixels."""


def astray(document: Any) -> tuple[int, list[str]]:
    """Return how many marks there are, and page and mark of those beside no line of their own entry."""
    seen, wrong = 0, []
    for number, page in enumerate(document.pages, start=1):
        texts = [
            one for one in _boxes(page._page_box) if type(one).__name__ == "TextBox" and one.text.strip()
        ]
        for mark in (one for one in texts if one.element_tag == "li::marker"):
            seen += 1
            inside = set(mark.element.iter())
            own = (one for one in texts if one.element in inside and one.element_tag != "li::marker")
            if not any(abs(one.position_y - mark.position_y) < NEAR for one in own):
                wrong.append(f"page {number}: {mark.text}")
    return seen, wrong


def _boxes(box: Any) -> Any:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(getattr(child, "_box", child))


def test_every_mark_stands_beside_its_entry() -> None:
    """This result and place once had four bullets drawn beside the paragraph under their list."""
    result = samples.result(samples.leaning(0.62, 4), "full")
    order = EditionOrder("candidate", gallery.ORDINARY)
    made = build_edition(gallery.stock(), samples.words("ru"), result, order)
    seen, wrong = astray(engine.lay_out(documents.to_html(made, ReportOptions("A4"))))
    assert seen > 40
    assert wrong == []
