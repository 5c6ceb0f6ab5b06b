"""Answers being made, key by key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.kinds import MostLeast
from suitability.tui.answering import BestChoice, Draft, InOrder, MostAndLeast, OneChoice


def test_nothing_is_chosen_before_the_person_chooses() -> None:
    draft = OneChoice((1, 2, 3, 4, 5))
    assert draft.answer is None
    assert draft.start == -1
    assert draft.marks() == ["( )"] * 5


def test_an_earlier_choice_is_marked_and_a_new_one_replaces_it() -> None:
    draft = OneChoice(("a", "b"), "b")
    assert draft.start == 1
    assert draft.marks() == ["( )", "(x)"]
    draft.press(0)
    assert draft.answer == "a"


def stage(draft: Draft) -> str:
    """Return the stage as plain text: a type checker would remember the last one compared."""
    return draft.stage


def test_a_task_with_one_answer_is_ready_once_it_is_marked_and_waits_for_enter() -> None:
    draft = BestChoice(("a", "b"))
    assert (stage(draft), draft.answer, draft.instant) == ("choose", None, False)
    draft.press(1)
    assert (stage(draft), draft.answer) == ("ready", "b")
    draft.press(0)
    assert draft.answer == "a"


def test_the_first_mark_is_most_the_second_least() -> None:
    draft = MostAndLeast(("a", "b", "c"))
    assert stage(draft) == "most"
    draft.press(2)
    assert stage(draft) == "least"
    draft.press(0)
    assert stage(draft) == "ready"
    assert draft.answer == MostLeast("c", "a")
    assert draft.marks() == ["[-]", "[ ]", "[+]"]


def test_the_same_row_again_takes_its_mark_back() -> None:
    draft = MostAndLeast(("a", "b", "c"), MostLeast("a", "b"))
    draft.press(0)
    assert stage(draft) == "most"
    draft.press(2)
    assert draft.answer == MostLeast("c", "b")


def test_with_both_marks_set_another_row_becomes_the_least_useful() -> None:
    draft = MostAndLeast(("a", "b", "c"), MostLeast("a", "b"))
    draft.press(2)
    assert draft.answer == MostLeast("a", "c")


def test_plus_and_minus_move_a_mark_and_never_stand_on_one_row() -> None:
    draft = MostAndLeast(("a", "b", "c"), MostLeast("a", "b"))
    draft.mark(1, "+")
    assert draft.answer is None
    assert draft.marks() == ["[ ]", "[+]", "[ ]"]
    draft.mark(0, "-")
    assert draft.answer == MostLeast("b", "a")


def test_digits_give_places_in_turn_and_the_last_row_follows_by_itself() -> None:
    draft = InOrder(("a", "b", "c"))
    draft.press(1)
    assert draft.marks() == ["[ ]", "[1]", "[ ]"]
    draft.press(2)
    assert draft.answer == ("b", "c", "a")
    assert stage(draft) == "ready"


def test_a_place_taken_back_closes_the_gap() -> None:
    draft = InOrder(("a", "b", "c"), ("a", "b", "c"))
    draft.press(0)
    assert draft.marks() == ["[ ]", "[1]", "[2]"]
    assert stage(draft) == "order"


@pytest.mark.parametrize(
    ("row", "by", "order"), [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc")]
)
def test_shifting_swaps_neighbours_and_stops_at_the_ends(row: int, by: int, order: str) -> None:
    draft = InOrder(("a", "b", "c"), ("a", "b", "c"))
    draft.shift(row, by)
    assert draft.answer == tuple(order)


@given(st.lists(st.tuples(st.sampled_from(["press", "plus", "minus", "left", "right"]), st.integers(0, 3))))
def test_no_order_of_keys_makes_an_impossible_answer(keys: list[tuple[str, int]]) -> None:
    pair, order = MostAndLeast("abcd"), InOrder("abcd")
    for key, row in keys:
        if key == "press":
            pair.press(row)
            order.press(row)
        elif key in ("plus", "minus"):
            pair.mark(row, "+" if key == "plus" else "-")
        else:
            order.shift(row, -1 if key == "left" else 1)
        assert not isinstance(pair.answer, MostLeast) or pair.answer.most != pair.answer.least
        assert order.answer is None or sorted(str(step) for step in order.answer) == list("abcd")  # type: ignore[union-attr]  # an order is a tuple
        assert (pair.answer is None) == (pair.stage != "ready")
        assert (order.answer is None) == (order.stage != "ready")


def test_pressing_the_digit_of_the_row_that_followed_by_itself_keeps_its_place() -> None:
    draft = InOrder(("a", "b", "c"))
    for row in (1, 0, 2):
        draft.press(row)
    assert draft.answer == ("b", "a", "c")
    draft.press(2)
    assert draft.answer is None
