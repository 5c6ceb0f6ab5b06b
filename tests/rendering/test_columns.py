"""Even columns: the quick search places what WeasyPrint itself places, as evenly, and over the page."""

from __future__ import annotations

from typing import Any

import pytest

from suitability.rendering import balance, engine
from tests.rendering import pieces

LINE = 20.0
STYLE = (
    "@page { size: 400px 300px; margin: 20px }"
    f"* {{ margin: 0; font: 12px/{LINE:.0f}px 'Source Sans 3' }} .flow {{ columns: 2; column-gap: 20px }}"
    ".whole { break-inside: avoid } li { margin-left: 20px } h3 { break-after: avoid }"
)
WORDS = "The caller says that nothing works and that it worked yesterday evening. "


def laid(body: str, style: str = "") -> Any:
    """Return a laid-out page with ``body`` on it."""
    return engine.lay_out(
        f'<!DOCTYPE html><html lang="en"><head><title>t</title><style>{STYLE}{style}</style></head>'
        f"<body>{body}</body></html>"
    )


def lines(document: Any) -> list[tuple[int, int, str]]:
    """Return page, column (0 or 1) and text of every line, in the order of reading."""
    found = [one for one in pieces.all_pieces(document) if one.kind == "TextBox" and one.text.strip()]
    return [(one.page, int(one.x > 200), one.text) for one in found]


def depth(document: Any, page: int, column: int) -> float:
    """Return how far down a column of a page is filled, in pixels."""
    return max(
        (
            one.y + one.height
            for one in pieces.all_pieces(document)
            if one.kind == "TextBox" and one.page == page and int(one.x > 200) == column
        ),
        default=0.0,
    )


FLOWS = {
    "one paragraph": f"<p>{WORDS * 3}</p>",
    "paragraphs": "".join(f"<p>{WORDS * n}</p>" for n in (1, 2, 1, 1)),
    "a list": "<h3>Try</h3><ul>" + "".join(f"<li>{WORDS}</li>" for _ in range(5)) + "</ul>",
    "blocks that stay whole": "".join(f'<div class="whole"><p>{WORDS * n}</p></div>' for n in (2, 1, 1, 2)),
    "one short line": "<p>Yes.</p>",
}


@pytest.mark.parametrize("name", FLOWS)
def test_the_quick_search_is_as_even_as_weasyprints_own(name: str) -> None:
    """The same words in the same order; the taller column is at most a line taller than WeasyPrint's."""
    body = f'<div class="flow">{FLOWS[name]}</div><p>After.</p>'
    ours = laid(body)
    with balance.native_columns():
        theirs = laid(body)
    assert "".join(text for _, _, text in lines(ours)) == "".join(text for _, _, text in lines(theirs))
    assert {page for page, _, _ in lines(ours)} == {1}
    taller = [max(depth(made, 1, column) for column in (0, 1)) for made in (ours, theirs)]
    assert taller[0] <= taller[1] + LINE
    order = [column for _, column, text in lines(ours) if text != "After."]
    assert order == sorted(order)


def test_columns_go_on_over_the_page_left_before_right() -> None:
    """Both columns of a page are full before the next page, and the rest of it is even."""
    made = laid('<div class="flow">' + f"<p>{WORDS * 2}</p>" * 9 + "</div>")
    assert len(made.pages) == 2
    order = [(page, column) for page, column, _ in lines(made)]
    assert order == sorted(order)
    assert {(page, column) for page, column in order} == {(1, 0), (1, 1), (2, 0), (2, 1)}
    assert min(depth(made, 1, 0), depth(made, 1, 1)) > 280 - 2 * LINE
    assert abs(depth(made, 2, 0) - depth(made, 2, 1)) <= 2 * LINE
    assert "".join(text for _, _, text in lines(made)).count("caller") == 18


def test_columns_that_fit_to_the_last_line_stay_on_their_page() -> None:
    """What fills both columns of a page to their ends is not sent to the next one."""
    for extra in range(12):
        made = laid(
            f'<p style="height: {extra * 11}px"></p><div class="flow">' + f"<p>{WORDS}</p>" * 6 + "</div>"
        )
        assert lines(made)[0][0] == 1


def test_what_the_quick_search_does_not_know_is_left_to_weasyprint() -> None:
    """A block across the columns, a width instead of a number, a height: laid out as WeasyPrint does."""
    for style, body in (
        ("h2 { column-span: all }", f"<p>{WORDS}</p><h2>Across</h2><p>{WORDS}</p>"),
        (".flow { columns: auto 150px }", f"<p>{WORDS * 3}</p>"),
        (".flow { height: 60px }", f"<p>{WORDS * 3}</p>"),
    ):
        page = f'<h1>t</h1><div class="flow">{body}</div>'
        ours = [(one.page, one.x, one.y, one.text) for one in pieces.all_pieces(laid(page, style))]
        with balance.native_columns():
            theirs = [(one.page, one.x, one.y, one.text) for one in pieces.all_pieces(laid(page, style))]
        assert ours == theirs


def test_setting_the_quick_search_twice_changes_nothing() -> None:
    from weasyprint.layout import block

    engine.engine()
    before = block.columns_layout
    balance.balance_columns()
    assert block.columns_layout is before
    with balance.native_columns():
        assert block.columns_layout is not before
    assert block.columns_layout is before
