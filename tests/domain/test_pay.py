"""Which figures may be shown for a role, in which order, and what an empty row says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.pay import (
    PayFigure,
    PayGap,
    Role,
    Trust,
    current_figures,
    past_figures,
    pay_table,
    ranked,
)
from suitability.domain.text import LocalizedText

TRUSTS: tuple[Trust, ...] = ("A", "B", "C", "D")


def text(words: str) -> LocalizedText:
    return LocalizedText(en=words)


def role(name: str, order: int) -> Role:
    return Role(name, order, text(name), text(f"what {name} does"))


def figure(name: str, **changes: object) -> PayFigure:
    """Return a current figure of the operator in ru, with changes."""
    plain = PayFigure(
        id=name,
        role="operator",
        country="ru",
        group=text("operators"),
        currency="RUB",
        period="month",
        statistic="percentiles",
        p25=40.0,
        median=50.0,
        p75=60.0,
        basis="gross",
        measures="offered",
        as_of="2025-11",
        source="census",
        url="https://bureau.example/",
        trust="B",
        n=10,
        counted="adverts",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


ROLES = (role("lead", 2), role("operator", 1))


def test_the_most_trusted_comes_first_then_the_most_recent_then_by_id() -> None:
    figures = [
        figure("recent_guess", trust="C", as_of="2026-05"),
        figure("b", trust="A", as_of="2024-04"),
        figure("day", trust="A", as_of="2025-04-30"),
        figure("month", trust="A", as_of="2025-04"),
        figure("a", trust="A", as_of="2024-04"),
    ]

    assert [one.id for one in ranked(figures)] == ["day", "month", "a", "b", "recent_guess"]


def test_history_and_trust_d_are_never_current() -> None:
    figures = [
        figure("good"),
        figure("old", history=True, trust="A"),
        figure("weak", trust="D"),
        figure("weak_and_old", trust="D", history=True),
    ]

    assert [one.id for one in current_figures(figures, "operator", "ru")] == ["good"]
    assert [one.id for one in past_figures(figures, "operator", "ru")] == ["old", "weak", "weak_and_old"]


def test_only_the_figures_of_the_role_and_the_country_are_taken() -> None:
    figures = [
        figure("mine"),
        figure("abroad", country="us"),
        figure("other", role="lead"),
        figure("shared", role="lead", also_roles=("operator",)),
    ]

    assert [one.id for one in current_figures(figures, "operator", "ru")] == ["mine", "shared"]
    assert [one.id for one in current_figures(figures, "lead", "ru")] == ["other", "shared"]


def test_the_table_has_one_row_per_role_in_their_order() -> None:
    rows = pay_table([figure("op"), figure("boss", role="lead")], ROLES, "ru")

    assert [(row.role.id, [one.id for one in row.figures]) for row in rows] == [
        ("operator", ["op"]),
        ("lead", ["boss"]),
    ]
    assert all(row.found and row.gap is None and row.nearest == () for row in rows)


def test_an_empty_row_gives_the_reason_and_names_the_nearest_in_the_order_written_down() -> None:
    near, far = figure("near"), figure("far")
    old = figure("old", role="lead", history=True)
    gap = PayGap("lead", "ru", text("nothing recent"), ("far", "near"))

    row = pay_table([near, far, old], ROLES, "ru", [gap])[1]

    assert not row.found
    assert row.gap == text("nothing recent")
    assert row.nearest == (far, near)
    assert row.history == (old,)


def test_without_a_written_reason_the_nearest_is_the_history_of_the_role() -> None:
    old = figure("old", role="lead", history=True, as_of="2022-07", trust="D")

    row = pay_table([old], ROLES, "ru")[1]

    assert (row.gap, row.nearest, row.history) == (None, (old,), ())


def test_a_gap_of_another_country_says_nothing_here() -> None:
    row = pay_table([], ROLES, "ru", [PayGap("lead", "us", text("there"), ())])[1]

    assert (row.found, row.gap, row.nearest) == (False, None, ())


def test_a_row_with_a_figure_keeps_its_history_apart() -> None:
    now, old = figure("now"), figure("old", history=True, trust="D")

    row = pay_table([old, now], ROLES, "ru")[0]

    assert (row.figures, row.history, row.nearest) == ((now,), (old,), ())


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, (40.0, 50.0, 60.0)),
        ({"p10": 30.0, "p90": 70.0}, (40.0, 50.0, 60.0)),
        ({"statistic": "median", "p25": None, "p75": None}, (50.0,)),
        (
            {"statistic": "range", "p25": None, "median": None, "p75": None, "low": 1.0, "high": 2.0},
            (1.0, 2.0),
        ),
        ({"statistic": "reading", "low": 40.0, "high": 50.0}, (40.0, 50.0)),
    ],
)
def test_what_is_shown_depends_on_the_statistic(changes: dict[str, object], shown: tuple[float, ...]) -> None:
    """Above all: a reading never shows the percentiles of the whole group as those of the role."""
    assert figure("one", **changes).shown == shown


def test_percentiles_run_upwards_and_leave_out_what_is_unknown() -> None:
    assert figure("one", p90=70.0).percentiles == (40.0, 50.0, 60.0, 70.0)
    assert figure("one", p25=None, p75=None).percentiles == (50.0,)


FIGURES = st.builds(
    figure,
    st.uuids().map(str),
    trust=st.sampled_from(TRUSTS),
    as_of=st.sampled_from(("2014", "2022-07", "2025-11", "2025-11-19", "2026-05")),
    history=st.booleans(),
    role=st.sampled_from(("operator", "lead")),
)


@given(figures=st.lists(FIGURES, max_size=12), seed=st.randoms(use_true_random=False))
def test_the_table_does_not_depend_on_the_order_of_the_figures_and_loses_none(
    figures: list[PayFigure], seed: Random
) -> None:
    """Property: shuffled figures give the same table; each figure stands in one place only."""
    shuffled = list(figures)
    seed.shuffle(shuffled)

    rows = pay_table(figures, ROLES, "ru")

    assert pay_table(shuffled, ROLES, "ru") == rows
    placed = [one.id for row in rows for part in (row.figures, row.nearest, row.history) for one in part]
    assert sorted(placed) == sorted(one.id for one in figures)
    assert all(one.trust != "D" and not one.history for row in rows for one in row.figures)
