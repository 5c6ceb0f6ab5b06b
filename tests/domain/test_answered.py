"""How many answers are enough."""

from __future__ import annotations

import pytest

from suitability.domain.answered import needed


@pytest.mark.parametrize(("total", "enough"), [(5, 4), (10, 8), (11, 9), (12, 10), (1, 1), (0, 0)])
def test_a_share_is_rounded_up(total: int, enough: int) -> None:
    """Four fifths: .8 x 11 = 8.8 -> 9."""
    assert needed(total, 0.8) == enough


def test_a_share_that_is_whole_asks_for_no_answer_more() -> None:
    """In binary .55 x 100 is above 55."""
    assert 0.55 * 100 > 55
    assert needed(100, 0.55) == 55
