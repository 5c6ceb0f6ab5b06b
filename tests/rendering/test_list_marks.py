"""The marks of lists stand on the first lines of their entries, wherever columns end.

Marks are laid out apart from their entries. When the height of a pair of columns is searched
(``rendering.balance``), entries move and the marks of those that are no containing block stay behind.
"""

from __future__ import annotations

from suitability.rendering import documents, engine
from suitability.rendering.options import ReportOptions
from suitability.services.editions import EditionOrder, build_edition
from tests.rendering import gallery, pieces
from tests.services import samples


def test_every_mark_stands_beside_its_entry() -> None:
    """This result and place once had four bullets drawn beside the paragraph under their list."""
    result = samples.result(samples.leaning(0.62, 4), "full")
    order = EditionOrder("candidate", gallery.ORDINARY)
    made = build_edition(gallery.stock(), samples.words("ru"), result, order)
    seen, wrong = pieces.astray(engine.lay_out(documents.to_html(made, ReportOptions("A4"))))
    assert seen > 40
    assert wrong == []
