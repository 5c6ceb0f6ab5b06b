"""The boxes of a laid-out document, and what is wrong with how they stand on their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
FILLED = 0.55
"""A page that ends for want of room is filled at least so far down (part of the text's height)."""
CUT = 0.6
"""A line that ends in a hyphen is filled at least so far (part of its column)."""
LAST = 0.06
"""The last page holds at least so much."""
BROKEN_OFF = 0.25
"""A page that ends because a part begins overleaf is filled at least so far: no sheet for a few lines."""
NOT_BLANK = 0.03
"""The same where words are stretched to forty letters: they push a line over wherever a part may end."""
NEAR = 6.0
"""A mark may stand so far above or below a line of its entry, in pixels."""
_FORCED = ("cover", "first", "brief", "interview-guide", "worksheet", "brief-signs", "scales", "signs")
"""Ids and classes of what may begin a page by itself, so that the page before ends early."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A box of the layout: its page (from 1), its element, its kind, its text and its place in pixels."""

    page: int
    element: Any
    kind: str
    text: str
    x: float
    y: float
    width: float
    height: float


def all_pieces(document: Any) -> Iterator[Piece]:
    """Yield every box of a document but those in the margins, in the order of drawing."""
    for number, page in enumerate(document.pages, start=1):
        for box in page._page_box.children:
            if type(box).__name__ != "MarginBox":
                yield from _below(box, number)


def _below(box: Any, page: int) -> Iterator[Piece]:
    width, height = (
        size if isinstance(size, float | int) else 0.0 for size in (box.width, getattr(box, "height", 0.0))
    )
    yield Piece(
        page,
        getattr(box, "element", None),
        type(box).__name__,
        getattr(box, "text", ""),
        box.position_x,
        box.position_y,
        width,
        height,
    )
    for child in getattr(box, "children", ()):
        yield from _below(getattr(child, "_box", child), page)


def headings(found: Sequence[Piece]) -> list[Piece]:
    """Return the lines of headings, without run-in labels: those have their text beside them."""
    texts = [one for one in found if one.kind == "TextBox" and one.text.strip()]
    run_in = {id(one) for one, dot in pairwise(texts) if dot.text == "."}
    lines = [one for one in texts if one.element.tag in HEADINGS and one.text != "."]
    return [one for one in lines if id(one) not in run_in]


def alone(found: Sequence[Piece]) -> list[str]:
    """Return the headings without any text under them on their page."""
    texts = [one for one in found if (one.kind == "TextBox" and one.text.strip()) or _is_line(one)]
    return [one.text for one in headings(found) if not any(_stands_below(two, one) for two in texts)]


def _stands_below(text: Piece, heading: Piece) -> bool:
    """Return whether a text that is no heading stands lower on the page, under some part of the heading."""
    return (
        text.page == heading.page
        and text.element.tag not in HEADINGS
        and text.y >= heading.y
        and (text.y > heading.y or text.x > heading.x)
        and text.x < heading.x + heading.width
        and text.x + text.width > heading.x
    )


def cut_rows(found: Sequence[Piece]) -> list[str]:
    """Return what kind of rows stand on two pages; heads are repeated and not cut."""
    rows: Counter[Any] = Counter()
    for piece in found:
        if piece.kind == "TableRowBox" and piece.element is not None and piece.element.tag == "tr":
            rows[piece.element] += 1
    heads = {
        piece.element
        for piece in found
        if piece.kind == "TableRowBox" and _all_heads(piece.element)
    }  # fmt: skip
    return [str(row.get("class") or row.tag) for row, times in rows.items() if times > 1 and row not in heads]


def _all_heads(row: Any) -> bool:
    return row is not None and all(cell.tag == "th" and cell.get("scope") == "col" for cell in row)


def beyond_margins(document: Any, found: Sequence[Piece]) -> list[str]:
    """Return the texts that are drawn beyond the text area of their page, to the right or below."""
    out = []
    for piece in found:
        if piece.kind != "TextBox" or not piece.text.strip():
            continue
        page = document.pages[piece.page - 1]._page_box
        right = page.position_x + page.margin_left + page.width
        bottom = page.position_y + page.margin_top + page.height
        if piece.x + piece.width > right + 0.6 or piece.y + piece.height > bottom + 2:
            out.append(f"page {piece.page}: {piece.text[:40]}")
    return out


def turned(found: Sequence[Piece]) -> list[str]:
    """Return the columns that go on overleaf: who reads one to its end goes on in the next one beside it.

    In large print they stand one below the other and may.
    """
    pages: dict[Any, set[int]] = {}
    for piece in found:
        beside = piece.kind == "TableCellBox" and piece.element is not None
        if beside and piece.element.get("class") in {"left", "right"}:
            pages.setdefault(piece.element, set()).add(piece.page)
    return [f"a column stands on pages {sorted(held)}" for held in pages.values() if len(held) > 1]


def drawn_texts(found: Sequence[Piece]) -> list[str]:
    """Return what is written on each page, without running content and without blanks between the pieces."""
    texts = [""] * max(piece.page for piece in found)
    for piece in found:
        if piece.kind == "TextBox":
            texts[piece.page - 1] += piece.text
    return texts


def empty_pages(document: Any, found: Sequence[Piece], broken_off: float = BROKEN_OFF) -> list[str]:
    """Return the pages that end far too early, also for one before a part that begins overleaf."""
    begins = _forced_pages(found)
    last = len(document.pages)
    out = []
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        drawn = [
            piece.y + piece.height
            for piece in found
            if piece.page == number and (piece.kind in {"TextBox", "InlineReplacedBox"} or _is_line(piece))
        ]
        part = (max(drawn, default=0.0) - box.margin_top) / box.height
        if part < (LAST if number == last else broken_off if number + 1 in begins else FILLED):
            out.append(f"page {number} of {last} is filled to {part:.0%}")
    return out


def ragged(document: Any) -> list[str]:
    """Return the lines that end in a hyphen of the typesetter's though more than a third of them is empty."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        for block in _boxes(page._page_box):
            lines = [child for child in getattr(block, "children", ()) if type(child).__name__ == "LineBox"]
            for line in lines[:-1]:
                texts = [box for box in _boxes(line) if type(box).__name__ == "TextBox" and box.text.strip()]
                if not texts or not texts[-1].text.endswith("-"):
                    continue
                end = texts[-1].position_x + texts[-1].width
                if end - block.content_box_x() < CUT * block.width:
                    found.append(f"page {number}: {texts[-1].text[:40]}")
    return found


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


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(getattr(child, "_box", child))


def _is_line(piece: Piece) -> bool:
    return piece.element is not None and piece.element.get("class") == "line"


def _forced_pages(found: Sequence[Piece]) -> set[int]:
    """Return the pages on which a part stands first that may begin a page by itself."""
    first: dict[Any, int] = {}
    for piece in found:
        if piece.element is None or piece.kind != "BlockBox":
            continue
        names = {piece.element.get("id"), *(piece.element.get("class") or "").split()}
        if names & set(_FORCED):
            first.setdefault(piece.element, piece.page)
    return set(first.values())
