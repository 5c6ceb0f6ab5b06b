"""Even columns at a fraction of the price: a quicker search for the height of WeasyPrint's columns.

WeasyPrint 70 tries height after height, at each of them lays out everything that is left once more for every
column, and so takes longer for two columns than for the rest of a report. Here a height is searched in steps
that grow, and each trial lays the text out once. Only what our pages have is
handled: a plain number of columns without spanning blocks, heights and floats; anything else is left to
WeasyPrint, as is everything when its own function is not the one that was read (the version is pinned and a
test compares both).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_FIRST_STEP = 8.0
"""Pixels: about half a line of text."""
_GROWTH = 1.5
_CLOSE = 8.0
"""Pixels within which a height is good enough."""

Columns = Callable[..., tuple[Any, Any, Any, list[Any], bool]]


def balance_columns() -> None:
    """Let WeasyPrint lay out columns by the quick search; calling it twice changes nothing."""
    from weasyprint.layout import block  # noqa: PLC0415 - weasyprint only where a PDF is made

    if not hasattr(block.columns_layout, "native"):
        block.columns_layout = _quick(block.columns_layout)


@contextmanager
def native_columns() -> Iterator[None]:
    """Lay out columns as WeasyPrint does by itself, for measurements and tests."""
    from weasyprint.layout import block  # noqa: PLC0415 - as above

    ours = block.columns_layout
    block.columns_layout = getattr(ours, "native", ours)
    try:
        yield
    finally:
        block.columns_layout = ours


@dataclass(frozen=True, slots=True)
class _Laid:
    """Columns of one height: their boxes, where the text goes on (None at its end), and what breaks next."""

    columns: list[Any]
    resume: Any
    next_page: Any


@dataclass(slots=True)
class _Work:
    """One call of WeasyPrint's function: the container and everything that its layout depends on."""

    context: Any
    box: Any
    containing: Any
    children: list[Any]
    skip: Any
    top: float
    width: float
    gap: float
    first_letter: Any
    first_line: Any

    def render(self, height: float, absolute: list[Any], fixed: list[Any], *, empty: bool) -> _Laid:
        """Return the columns cut at ``height``; without any column where not even the first block fits."""
        from weasyprint.layout.block import block_box_layout  # noqa: PLC0415 - as above
        from weasyprint.layout.column import _create_column_box  # noqa: PLC0415 - as above

        columns: list[Any] = []
        resume, next_page = self.skip, {"break": "any", "page": None}
        space = self.context.page_bottom - self.top - height
        for number in range(self.box.style["column_count"]):
            column = _create_column_box(self.box, self.containing, self.children, self.width, self.top)
            column.position_x += number * (self.width + self.gap)
            laid, rest, found, *_ = block_box_layout(
                self.context, column, space, resume, self.containing, empty, absolute, fixed, None,
                self.first_letter, self.first_line, discard=False, max_lines=None,
            )  # fmt: skip
            if laid is None:
                break
            columns.append(laid)
            resume, next_page = rest, found
            if resume is None:
                break
        return _Laid(columns, resume, next_page)

    def used(self, column: Any) -> float:
        """Return how far down a column is filled, in pixels from its top."""
        inside = [child for child in column.children if child.is_in_normal_flow()]
        if not inside:
            return 0.0
        last = inside[-1]
        return float(last.position_y + last.margin_height() - last.margin_bottom - self.top)

    def balanced(self, whole: _Laid) -> float | None:
        """Return the height at which to cut the columns, within half a line of the least; None: as they are.

        ``whole`` are the columns at full height. A height that holds the text is lowered to what it uses.
        """
        low = sum(self.used(column) for column in whole.columns) / self.box.style["column_count"]
        high = max(self.used(column) for column in whole.columns)
        best: float | None = None
        tried, step = low, _FIRST_STEP
        while tried < high and high - low > _CLOSE:
            laid = self.render(tried, [], [], empty=False)
            if laid.columns and laid.resume is None:
                best, high = tried, max(self.used(column) for column in laid.columns)
                tried = (low + high) / 2
            else:
                low = tried
                step *= _GROWTH
                tried = tried + step if best is None else (low + high) / 2
            self.forget(laid)
        return best

    def forget(self, laid: _Laid, absolute: Sequence[Any] = (), fixed: Sequence[Any] = ()) -> None:
        """Take back what a trial left on the page, and in the lists of boxes to be placed."""
        from weasyprint.layout.block import remove_placeholders  # noqa: PLC0415 - as above

        remove_placeholders(self.context, laid.columns, absolute, fixed)


def _quick(native: Columns) -> Columns:
    """Return the replacement of WeasyPrint's ``columns_layout``; its arguments and results are the same."""

    def columns_layout(  # noqa: PLR0913 - the signature is WeasyPrint's
        context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any,
        page_is_empty: bool, absolute_boxes: list[Any], fixed_boxes: list[Any],
        adjoining_margins: list[Any], first_letter_style: Any, first_line_style: Any,
    ) -> tuple[Any, Any, Any, list[Any], bool]:  # fmt: skip
        if not _plain(context, box):
            return native(
                context, box, bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes,
                fixed_boxes, adjoining_margins, first_letter_style, first_line_style,
            )  # fmt: skip
        context.in_column = True
        work, begin = _prepared(context, box, skip_stack, containing_block, adjoining_margins)
        work.first_letter, work.first_line = first_letter_style, first_line_style
        most = context.page_bottom - work.top - bottom_space
        laid = _best(work, most, absolute_boxes, fixed_boxes, empty=page_is_empty)
        context.in_column = False
        if not laid.columns:
            return None, (0, None), {"break": "any", "page": None}, [], False
        height = min(most, max(column.margin_height() for column in laid.columns))
        for column in laid.columns:
            column.height = height
        work.box.children = laid.columns
        work.box.height = height
        if laid.resume is None:
            return work.box, None, laid.next_page, [], False
        (at, inside) = next(iter(laid.resume.items()))
        return work.box, {begin + at: inside}, laid.next_page, [], False

    columns_layout.native = native  # type: ignore[attr-defined]
    return columns_layout


def _best(work: _Work, most: float, absolute: list[Any], fixed: list[Any], *, empty: bool) -> _Laid:
    """Return the columns at their balanced height, or at full height where the text goes on overleaf."""
    laid = work.render(most, absolute, fixed, empty=empty)
    height = work.balanced(laid) if laid.columns and laid.resume is None else None
    if height is None:
        return laid
    work.forget(laid, absolute, fixed)
    return work.render(height, absolute, fixed, empty=False)


def _plain(context: Any, box: Any) -> bool:
    """Return whether a container has nothing but a number of columns with ordinary blocks in them."""
    style = box.style
    return (
        style["column_width"] == "auto"
        and style["column_count"] != "auto"
        and style["column_fill"] == "balance"
        and style["height"] == "auto"
        and style["position"] != "relative"
        and bool(box.children)
        and not context.excluded_shapes
        and all(child.style["column_span"] != "all" for child in box.children)
    )


def _prepared(
    context: Any, box: Any, skip_stack: Any, containing_block: Any, margins: list[Any]
) -> tuple[_Work, int]:
    """Return the work on a container, and the number of the child that it begins with."""
    from weasyprint.layout.block import block_level_width, collapse_margin  # noqa: PLC0415 - as above
    from weasyprint.layout.percent import percentage  # noqa: PLC0415 - as above

    box = box.copy_with_children(box.children)
    box.position_y += collapse_margin(margins)
    block_level_width(box, containing_block)
    style, count = box.style, box.style["column_count"]
    normal = style["column_gap"] == "normal"
    gap = style["font_size"] if normal else percentage(style["column_gap"], style, box.width)
    begin, inside = next(iter(skip_stack.items())) if skip_stack else (0, None)
    work = _Work(
        context=context,
        box=box,
        containing=containing_block,
        children=[child.copy() for child in box.children[begin:]],
        skip={0: inside} if skip_stack else None,
        top=box.content_box_y(),
        width=max(0.0, box.width - (count - 1) * gap) / count,
        gap=gap,
        first_letter=None,
        first_line=None,
    )
    return work, begin
