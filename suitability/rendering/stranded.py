"""A page that holds nothing but the last lines of a chapter, because the worksheet begins a page of its own.

Only a finished layout shows it, so the report is laid out a second time, and the worksheet follows the
chapter on its page. One counsellor's report in eight or so needs that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

LEAST: Final = 0.2
"""A page before the worksheet is filled at least so far down (part of the text's height)."""

JOINED: Final = "#worksheet { break-before: auto !important; margin-top: 6.4mm !important }"
"""The style sheet of the second layout: the worksheet begins like any other chapter."""

_PART: Final = "worksheet"


def is_stranded(document: Any) -> bool:
    """Return whether the page before the worksheet of a laid-out document is nearly empty."""
    pages = document.pages
    begins = next((number for number, page in enumerate(pages) if _PART in page.anchors), 0)
    return begins > 0 and filled(pages[begins - 1]) < LEAST


def filled(page: Any) -> float:
    """Return how far down the text of a laid-out page reaches, as a part of the height that text may have."""
    box = page._page_box  # noqa: SLF001 - WeasyPrint has no public way to the boxes of a page
    ends = (text.position_y + text.height for text in _texts(box))
    return float((max(ends, default=box.margin_top) - box.margin_top) / box.height)


def _texts(box: Any) -> Iterator[Any]:
    kind = type(box).__name__
    if kind == "TextBox":
        yield box
    elif kind != "MarginBox":
        for child in getattr(box, "children", ()):
            yield from _texts(getattr(child, "_box", child))
