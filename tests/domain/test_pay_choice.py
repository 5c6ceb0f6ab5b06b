"""Which figures answer a wish, what comes nearest otherwise, and how far each difference puts a figure."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.pay import PayFigure
from suitability.domain.pay_choice import Difference, Match, Wish, choose, ladder
from tests.domain.test_pay import figure

WHOLE = figure("whole", trust="C")
MOSCOW = figure("moscow", trust="C", place="moscow")
NOVICE = figure("novice", trust="C", step="none")
MOSCOW_NOVICE = figure("moscow_novice", trust="C", place="moscow", step="none")
GROUP = figure("group", role="support_all", near_roles=("operator", "lead"), trust="B")
GROUP_1_3 = figure("group_1_3", role="support_all", near_roles=("operator",), step="1-3", trust="C")
OLD = figure("old", role="lead", history=True, trust="D", as_of="2019-05")
FEW = figure("few", place="spb", too_few=True, trust="D")
ALL = [WHOLE, MOSCOW, NOVICE, MOSCOW_NOVICE, GROUP, GROUP_1_3, OLD, FEW]


def ids(matches: tuple[Match, ...]) -> list[tuple[str, tuple[Difference, ...]]]:
    return [(one.figure.id, one.differs) for one in matches]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish("operator", "ru"), ["whole"]),
        (Wish("operator", "ru", "moscow"), ["moscow"]),
        (Wish("operator", "ru", None, "none"), ["novice"]),
        (Wish("operator", "ru", "moscow", "none"), ["moscow_novice"]),
    ],
)
def test_a_figure_answers_when_role_place_and_step_fit(wish: Wish, found: list[str]) -> None:
    choice = choose(ALL, wish)

    assert [one.figure.id for one in choice.found] == found
    assert all(one.differs == () and one.distance == 0 for one in choice.found)
    assert choice.nearest == ()


def test_steps_alone_stand_for_the_role_where_there_is_no_figure_over_all() -> None:
    assert [one.figure.id for one in choose([NOVICE, GROUP], Wish("operator", "ru")).found] == ["novice"]


def test_nothing_found_names_the_nearest_with_what_differs() -> None:
    spb = choose(ALL, Wish("operator", "ru", "spb"))
    assert spb.found == ()
    assert ids(spb.nearest) == [
        ("whole", ("place",)),
        ("novice", ("place", "one_step")),
        ("group", ("role", "place")),
    ]

    past = figure("past", role="support_all", near_roles=("lead",), history=True, trust="D", as_of="2019-05")
    lead = choose([*ALL, past], Wish("lead", "ru"))
    assert ids(lead.nearest) == [("group", ("role",)), ("old", ("history",))]

    abroad = choose(ALL, Wish("operator", "us"))
    assert (abroad.found, abroad.nearest) == ((), ())


def test_too_few_and_history_never_answer() -> None:
    for wish in (Wish("operator", "ru", "spb"), Wish("lead", "ru"), Wish("lead", "ru", None, "none")):
        assert choose([FEW, OLD], wish).found == ()


def test_the_most_trusted_answers_first_then_the_most_recent() -> None:
    better = figure("better", trust="A", as_of="2020-01")
    newer = figure("newer", trust="C", as_of="2026-05")

    found = choose([WHOLE, newer, better], Wish("operator", "ru")).found

    assert [one.figure.id for one in found] == ["better", "newer", "whole"]


def test_the_version_in_hand_comes_with_its_figure_and_never_alone() -> None:
    twin = figure("twin", trust="A", basis="net", in_hand_of="whole")

    (only,) = choose([WHOLE, twin], Wish("operator", "ru")).found

    assert (only.figure.id, only.in_hand) == ("whole", twin)


def test_the_ladder_takes_the_group_where_the_role_has_no_step_and_never_history() -> None:
    rungs = ladder(ALL, Wish("operator", "ru", "moscow"))

    assert [(step, ids(found)) for step, found in rungs] == [
        ("none", [("moscow_novice", ())]),
        ("1-3", [("group_1_3", ("role", "place"))]),
    ]
    assert ladder([OLD], Wish("lead", "ru")) == ()


figures = st.lists(
    st.builds(
        figure,
        st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]),
        role=st.sampled_from(["operator", "lead", "support_all"]),
        near_roles=st.sampled_from([(), ("operator",)]),
        country=st.sampled_from(["ru", "us"]),
        place=st.sampled_from([None, "moscow", "spb"]),
        step=st.sampled_from([None, "none", "1-3"]),
        trust=st.sampled_from(["A", "B", "C", "D"]),
        history=st.booleans(),
        basis=st.sampled_from(["gross", "net", "mixed"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
wishes = st.builds(
    Wish,
    st.just("operator"),
    st.sampled_from(["ru", "us"]),
    st.sampled_from([None, "moscow", "spb"]),
    st.sampled_from([None, "none", "1-3", "3-6"]),
)


@given(figures, wishes, st.integers(0, 99))
def test_whatever_is_there_only_published_rows_come_back(
    given_: list[PayFigure], wish: Wish, seed: int
) -> None:
    choice = choose(given_, wish)
    shown = [one.figure for one in (*choice.found, *choice.nearest)]

    assert all(any(one is other for other in given_) for one in shown)
    assert not (choice.found and choice.nearest)
    assert all(one.country == wish.country for one in shown)
    assert all(
        one.figure.current and one.figure.place == wish.place and one.figure.stands_for(wish.role)
        for one in choice.found
    )
    assert wish.step is None or all(one.figure.step == wish.step for one in choice.found)
    distances = [one.distance for one in choice.nearest]
    assert distances == sorted(distances)
    assert all(distances)
    mixed = list(given_)
    Random(seed).shuffle(mixed)
    assert choose(mixed, wish) == choice
