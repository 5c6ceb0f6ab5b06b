"""Marks of another sitting beside a result: they arrive whole and move nothing."""

from __future__ import annotations

from dataclasses import replace

from suitability.domain.assessment import assess
from suitability.domain.joined import marked_items, own_order, with_marks
from suitability.domain.kinds import Answer
from suitability.domain.session import Result
from tests.domain import toy
from tests.services import samples

BANK = samples.bank()
FULL = dict(samples.all_results())["full: middle"]
ORDER = BANK.order("conditions")


def marks(code: int, **other: int | None) -> Result:
    answers: dict[str, Answer | None] = {item: other.get(item, code) for item in ORDER}
    return toy.result(BANK, "conditions", answers)


def test_the_marks_arrive_and_every_score_sign_and_signal_stays() -> None:
    joined = with_marks(BANK, FULL, marks(1, W03=3))
    before, after = assess(BANK, FULL), assess(BANK, joined)
    assert {one.item: one.mark for one in after.conditions} == {**dict.fromkeys(ORDER, 1), "W03": 3}
    assert replace(after, conditions=()) == before
    assert (joined.id, joined.created, joined.form) == (FULL.id, FULL.created, FULL.form)


def test_a_condition_that_was_skipped_is_not_taken_over() -> None:
    joined = with_marks(BANK, FULL, marks(2, W05=None))
    assert "W05" not in joined.order
    assert len(marked_items(BANK, joined)) == len(ORDER) - 1


def test_marks_asked_for_later_take_the_place_of_earlier_ones() -> None:
    joined = with_marks(BANK, with_marks(BANK, FULL, marks(1)), marks(3, W01=None))
    assert {one.mark for one in assess(BANK, joined).conditions if one.item != "W01"} == {3}
    assert len(joined.order) == len(set(joined.order)) == len(FULL.order) + len(ORDER)


def test_the_own_order_leaves_joined_conditions_out_and_keeps_those_of_the_form() -> None:
    assert own_order(BANK, with_marks(BANK, FULL, marks(1))) == FULL.order
    alone = marks(1)
    assert own_order(BANK, alone) == alone.order
