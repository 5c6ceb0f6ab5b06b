"""The reasons on page one quote the names of signs and scales whole: no name is cut by a hyphen."""

from __future__ import annotations

import re

import pytest

from tests.rendering import gallery, pieces
from tests.services import samples


def closed_up(text: str) -> str:
    """Return a text without blanks; hyphens stay, so that a word cut at a line's end is another word."""
    return re.sub(r"[\s\u00a0]+", "", text)


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("values", [(0.0,), (0.25, 0.75)])
def test_no_name_in_a_reason_is_hyphenated(language: str, values: tuple[float, ...]) -> None:
    """All signs raised, or nearly all worth a thought: the longest lists there can be."""
    report = samples.report(samples.result(samples.around(*values)), language)
    page = closed_up(pieces.drawn_texts(gallery.front_page(report))[0])

    assert len(report.outcome.reasons) >= 2
    assert max(map(len, report.outcome.reasons)) > 120
    assert [reason for reason in report.outcome.reasons if closed_up(reason) not in page] == []
