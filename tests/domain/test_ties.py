"""Bands of people whose ranges overlap that of their leader."""

from __future__ import annotations

import random

import pytest

from suitability.domain.ties import Span, tie_bands


def test_overlapping_is_not_transitive_so_the_leader_decides() -> None:
    a, b, c = (70.0, 80.0, 90.0), (55.0, 65.0, 75.0), (40.0, 50.0, 60.0)

    assert tie_bands([a, b, c], descending=True) == [0, 0, 1]
    assert tie_bands([c, b, a], descending=False) == [0, 0, 1]


def test_touching_ranges_are_a_tie_and_ranges_apart_are_none() -> None:
    assert tie_bands([(60.0, 70.0, 80.0), (40.0, 50.0, 60.0)], descending=True) == [0, 0]
    assert tie_bands([(60.1, 70.0, 80.0), (40.0, 50.0, 60.0)], descending=True) == [0, 1]


def test_a_wide_range_of_a_lower_score_still_reaches_the_leader() -> None:
    leader, narrow, wide = (70.0, 75.0, 80.0), (60.0, 65.0, 69.0), (40.0, 62.0, 84.0)

    assert tie_bands([leader, narrow, wide], descending=True) == [0, 1, 0]


def test_nobody_is_no_band() -> None:
    assert tie_bands([], descending=True) == []


def people(seed: int, count: int = 60) -> list[Span]:
    """Return made-up ranges of two widths, clipped to 0-100."""
    draws = random.Random(seed)
    found = []
    for _ in range(count):
        score, half = draws.choice((10.0, 37.5, 50.0, 62.5, 81.25)), draws.choice((9.0, 21.0))
        found.append((max(0.0, score - half), score, min(100.0, score + half)))
    return found


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_everybody_overlaps_the_leader_of_their_band_and_no_earlier_one(seed: int, descending: bool) -> None:
    spans = people(seed)
    bands = tie_bands(spans, descending=descending)
    best = max if descending else min

    assert sorted(set(bands)) == list(range(max(bands) + 1))
    for band in set(bands):
        members = [span for span, its in zip(spans, bands, strict=True) if its == band]
        top = best(score for _, score, _ in members)
        leader = min(
            (one for one in members if one[1] == top), key=lambda one: one[0] if descending else -one[2]
        )
        later = [span for span, its in zip(spans, bands, strict=True) if its > band]
        assert all(one[0] <= leader[2] and leader[0] <= one[2] for one in members)
        assert not any(one[0] <= leader[2] and leader[0] <= one[2] for one in later)


def test_the_order_in_which_people_stand_changes_nothing() -> None:
    spans = people(9)
    bands = dict(zip(map(id, spans), tie_bands(spans, descending=True), strict=True))
    random.Random(1).shuffle(spans)

    assert [bands[id(span)] for span in spans] == tie_bands(spans, descending=True)
