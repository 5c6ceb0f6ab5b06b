"""How many pages the candidate's edition may have: what a person reads to the end. Ceilings, A4.

Of each kind of result the language that fills its pages most, and both languages under each ceiling. The
report with no sign marked is the first of the gallery, which knows its ceiling.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from suitability.domain.session import Result
from suitability.services.editions import EditionOrder, build_edition
from tests.rendering import gallery, pieces
from tests.rendering.reports import Language
from tests.services import samples

CASES: dict[str, tuple[Callable[[], Result], Language, int, int]] = {
    "quick, one with a warning": (lambda: samples.result(samples.leaning(1.5, 3), "quick"), "ru", 1, 10),
    "quick, two": (lambda: samples.result(samples.leaning(1.5, 0), "quick"), "en", 2, 10),
    "full, two, one with a warning": (lambda: samples.result(samples.leaning(0.6, 5), "full"), "en", 2, 12),
    "full, three": (lambda: samples.result(samples.leaning(1.0, 3), "full"), "ru", 3, 12),
    "full, eight at random": (lambda: samples.result(samples.drawn(16), "full"), "en", 8, 15),
    "full, eight, three with a warning": (
        lambda: samples.result(samples.leaning(-0.3, 0), "full"), "ru", 8, 15
    ),
}  # fmt: skip
"""Name -> the maker of a result, the language, how many signs it marks, and how many pages it may take."""


@pytest.mark.parametrize("case", CASES)
def test_the_candidates_report_keeps_to_its_pages(case: str) -> None:
    """No more pages than promised, none of them half empty, no line cut short by a hyphen, nothing torn."""
    make, language, marks, most = CASES[case]
    order = EditionOrder("candidate", gallery.ORDINARY)
    made = build_edition(gallery.stock(), samples.words(language), make(), order)
    assert sum(sign.status in {"raised", "thought"} for sign in made.report.signs) == marks
    document, found = gallery.laid_out(made)
    assert 8 <= len(document.pages) <= most
    assert pieces.empty_pages(document, found) == []
    assert pieces.ragged(document) == []
    assert len(pieces.headings(found)) > 30
    assert pieces.alone(found) == []
    assert sum(piece.kind == "TableRowBox" for piece in found) > 40
    assert pieces.cut_rows(found) == []
    assert len({piece.element for piece in found if in_column(piece)}) >= 20  # the others flow
    assert pieces.turned(found) == []


def in_column(piece: pieces.Piece) -> bool:
    """Return whether a box belongs to a column that stays on its page."""
    return piece.element is not None and piece.element.get("class") in {"left", "right"}
