"""A dozen documents of the gallery, every edition, language, paper, extreme and option among them.

``scripts/gallery.py`` makes and checks all of them.
"""

from __future__ import annotations

import pytest

from tests.rendering import gallery, pieces
from tests.rendering.gallery import Case

CASES = gallery.some_cases()


def test_the_dozen_has_everything_once() -> None:
    """Otherwise an edition, an extreme or an option would go unseen."""
    assert {case.extreme for case in CASES} == set(gallery.EXTREMES)
    assert {(case.edition, case.language) for case in CASES} == {
        (edition, language) for edition in gallery.EDITIONS for language in gallery.LANGUAGES
    }
    assert {case.look.paper for case in CASES} == set(gallery.PAPERS)
    looks = [case.look for case in CASES]
    assert any(look.grey for look in looks)
    assert any(look.large for look in looks)
    assert any(look.archive for look in looks)
    assert any(look.logo for look in looks)
    assert len({case.name for case in gallery.all_cases()}) == 3 * 2 * 2 * 9 + 3 * 2 * 5


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_wrong_with_a_document_of_the_gallery(case: Case) -> None:
    """Tags, fonts, bookmarks, headings, rows, margins, full pages, purpose line, letters, greys."""
    assert gallery.problems(gallery.made(case)) == []


def _page(style: str, body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><title>t</title><style>'
        "@page { size: 100px 120px; margin: 10px }"
        f"* {{ margin: 0; font: 20px/40px 'Source Sans 3' }} {style}</style></head><body>{body}</body></html>"
    )


def _laid(html: str) -> tuple[object, tuple[pieces.Piece, ...]]:
    from suitability.rendering import engine

    document = engine.lay_out(html)
    return document, tuple(pieces.all_pieces(document))


def test_the_checks_of_the_layout_see_what_they_are_for() -> None:
    """A heading without its text, a cut row or column, a text beyond the margin, an empty page, a mark."""
    _, found = _laid(_page("h2 { break-after: auto }", "<p>one</p><h2>two</h2><p>three</p>"))
    assert pieces.alone(found) == ["two"]
    _, found = _laid(_page("", "<table><tr><td>one two three four five six</td></tr></table>"))
    assert pieces.cut_rows(found) == ["tr"]
    column = '<div class="left"><p>one</p><p>two</p><p>three</p></div>'
    _, found = _laid(_page(".left { display: table-cell }", column))
    assert pieces.turned(found) == ["a column stands on pages [1, 2]"]
    assert pieces.turned(_laid(_page("", column))[1]) == []
    document, found = _laid(_page("", "<p>counterinterdisestablishment</p>"))
    assert len(pieces.beyond_margins(document, found)) == 1
    document, found = _laid(_page("p { break-after: page }", "<p>o</p><p>t</p><p>t</p>"))
    assert pieces.empty_pages(document, found) == [
        "page 1 of 3 is filled to 28%",
        "page 2 of 3 is filled to 28%",
    ]
    part = '<div id="worksheet" style="break-before: page">t</div>'
    document, found = _laid(_page("", f"<p>o</p>{part}"))
    assert pieces.empty_pages(document, found) == []
    assert pieces.empty_pages(document, found, 0.3) == ["page 1 of 2 is filled to 28%"]
    moved = "li { margin-left: 30px } b { position: relative; top: 20px }"
    document, _ = _laid(_page(moved, "<ul><li>o</li><li><b>p</b></li></ul>"))
    seen, wrong = pieces.astray(document)
    assert (seen, len(wrong)) == (2, 1)
