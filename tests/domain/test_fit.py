"""A role beside a person: scale by scale, with the whole range, and nothing is added up."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.fit import Fit, ScaleFit, fit_of, role_fit
from suitability.domain.handbook import Ask, Demands, Level, RoleProfile
from suitability.domain.scoring import ScaleScore
from suitability.domain.text import LocalizedText

DEMANDS = Demands(little=0, some=40, much=60)
WHY = LocalizedText(ru="потому", en="because")


def score(low: float, high: float, scale: str = "patience") -> ScaleScore:
    """Return a score in the middle of its range."""
    return ScaleScore(scale, 10, 10, (low + high) / 2, 5.0, low, high)


def profile(*asks: tuple[str, Level]) -> RoleProfile:
    """Return a role that asks only this."""
    return RoleProfile(
        "role", (), tuple(Ask(scale, level, WHY) for scale, level in asks), (), (), (), (), (), (), ()
    )


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (60, 80, Fit.MEETS),
        (59.9, 80, Fit.UNCLEAR),
        (40, 60, Fit.UNCLEAR),
        (40, 59.9, Fit.ASKS_MORE),
        (0, 0, Fit.ASKS_MORE),
    ],
)
def test_the_whole_range_decides_and_its_ends_count(low: float, high: float, expected: Fit) -> None:
    assert fit_of(score(low, high), 60) is expected


def test_without_a_score_nothing_is_known_except_where_nothing_is_asked() -> None:
    unknown = ScaleScore("patience", 1, 10)

    assert fit_of(unknown, 60) is Fit.NOT_KNOWN
    assert fit_of(None, 40) is Fit.NOT_KNOWN
    assert fit_of(None, 0) is Fit.MEETS
    assert fit_of(score(0, 5), 0) is Fit.MEETS


def test_a_role_is_compared_on_each_scale_it_names_in_its_own_order() -> None:
    role = profile(("tech", "much"), ("patience", "some"), ("stress", "little"))

    found = role_fit(role, (score(41, 70), score(20, 50, "tech")), DEMANDS)

    assert [(one.scale, one.fit) for one in found] == [
        ("tech", Fit.ASKS_MORE),
        ("patience", Fit.MEETS),
        ("stress", Fit.MEETS),
    ]
    assert [one.ask for one in found] == list(role.asks)


def test_there_is_no_number_for_the_whole_role() -> None:
    """The comparison holds a word per scale; nothing that could be added up or ranked."""
    assert {field.name for field in dataclasses.fields(ScaleFit)} == {"scale", "ask", "fit"}
    assert not any(one.value.isdigit() for one in Fit)


ORDER = [Fit.ASKS_MORE, Fit.UNCLEAR, Fit.MEETS]


@given(
    st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted),
    st.floats(0, 100),
    st.floats(0.1, 100),
)
def test_a_higher_range_never_fits_worse(ends: list[float], shift: float, needed: float) -> None:
    low, high = ends
    before, after = fit_of(score(low, high), needed), fit_of(score(low + shift, high + shift), needed)

    assert ORDER.index(after) >= ORDER.index(before)
