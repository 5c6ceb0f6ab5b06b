"""How many pages the candidate's edition may have: what a person reads to the end. Ceilings, A4."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from suitability.domain.session import Result
from suitability.rendering import documents, engine
from suitability.rendering.options import ReportOptions
from suitability.services.editions import EditionOrder, build_edition
from tests.rendering import gallery, pieces
from tests.services import samples

CASES: dict[str, tuple[Callable[[], Result], int, int]] = {
    "quick, none": (lambda: samples.result(samples.keyed(1.0), "quick"), 0, 10),
    "quick, one with a warning": (lambda: samples.result(samples.leaning(1.5, 3), "quick"), 1, 10),
    "quick, two": (lambda: samples.result(samples.leaning(1.5, 0), "quick"), 2, 10),
    "full, two, one with a warning": (lambda: samples.result(samples.leaning(0.6, 5), "full"), 2, 12),
    "full, three": (lambda: samples.result(samples.leaning(1.0, 3), "full"), 3, 12),
    "full, eight at random": (lambda: samples.result(samples.drawn(16), "full"), 8, 15),
    "full, eight, three with a warning": (lambda: samples.result(samples.leaning(-0.3, 0), "full"), 8, 15),
}
"""Name -> the maker of a result, how many signs it marks, and how many pages it may take."""


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_candidates_report_keeps_to_its_pages(case: str, language: str) -> None:
    """No more pages than promised, none of them half empty, and no line cut short by a hyphen."""
    make, marks, most = CASES[case]
    order = EditionOrder("candidate", gallery.ORDINARY)
    made = build_edition(gallery.stock(), samples.words(language), make(), order)
    assert sum(sign.status in {"raised", "thought"} for sign in made.report.signs) == marks
    document = engine.lay_out(documents.to_html(made, ReportOptions("A4")))
    found = tuple(pieces.all_pieces(document))
    assert 8 <= len(document.pages) <= most
    assert pieces.empty_pages(document, found) == []
    assert pieces.ragged(document) == []
    assert pieces.alone(found) == []
