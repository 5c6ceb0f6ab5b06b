"""Index, status, evidence and pivot of a sign, by hand and by brute force over every other answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.bank import ItemBank, SignRule
from suitability.domain.kinds import Answer, Item, MostLeast, RatingItem
from suitability.domain.signs import Evidence, Finding, Pivot, Status, find, find_all, status_of
from tests.domain import toy
from tests.domain.test_kinds import every_answer, partial

BANK = toy.bank()
RULE = SignRule(raised_below=0.4, provisional_raised_below=0.25, clear_above=0.6, provisional_below_items=4)


def finding(sign: str, answers: dict[str, Answer | None]) -> Finding:
    """Return the finding of one sign in the toy's quick form."""
    return find(BANK, "quick", BANK.signs[sign], toy.responses(answers))


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0.0, Status.RAISED),
        (0.3999, Status.RAISED),
        (0.4, Status.THOUGHT),
        (0.5, Status.THOUGHT),
        (0.6, Status.THOUGHT),
        (0.6001, Status.CLEAR),
        (1.0, Status.CLEAR),
    ],
)
def test_firm_status_at_and_next_to_each_cut(index: float, expected: Status) -> None:
    assert status_of(index, RULE, provisional=False) is expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0.0, Status.RAISED),
        (0.2499, Status.RAISED),
        (0.25, Status.THOUGHT),
        (0.3999, Status.THOUGHT),
        (0.6, Status.THOUGHT),
        (0.6001, Status.CLEAR),
    ],
)
def test_provisional_status_at_and_next_to_each_cut(index: float, expected: Status) -> None:
    """Only the lower cut differs."""
    assert status_of(index, RULE, provisional=True) is expected


def test_index_by_hand() -> None:
    """C03 plain 2 -> 1/4, C04 reversed 2 -> 3/4, C05 plain 1 -> 0: index 1/3. C01, C02 belong to sign 3."""
    found = finding("contact", {"C01": 5, "C02": 1, "C03": 2, "C04": 2, "C05": 1})
    assert (found.answered, found.total, found.status) == (3, 3, Status.THOUGHT)
    assert found.index == pytest.approx(1 / 3)
    assert finding("people", {"C01": 5, "C02": 1, "C03": 2}).index == 1.0


def test_evidence_runs_from_the_answer_that_speaks_loudest() -> None:
    """Values: C03 1/4, C04 3/4, C05 0; equal values would stand by item id."""
    found = finding("contact", {"C03": 2, "C04": 2, "C05": 1})
    assert found.evidence == (Evidence("C05", 1, 0.0), Evidence("C03", 2, 0.25), Evidence("C04", 2, 0.75))
    tied = finding("contact", {"C05": 3, "C04": 3, "C03": 3})
    assert [one.item for one in tied.evidence] == ["C03", "C04", "C05"]


@pytest.mark.parametrize(("answered", "known"), [(5, True), (4, True), (3, False), (0, False)])
def test_less_than_three_quarters_of_the_answers_leave_a_sign_unknown(answered: int, known: bool) -> None:
    """Of five items .75 x 5 = 3.75, so four are needed."""
    names = ("S01", "S02", "S03", "S04", "S05")
    found = finding("stress", dict.fromkeys(names[:answered], 1) | dict.fromkeys(names[answered:], None))
    assert (found.status is not Status.UNKNOWN) is known
    assert (found.index is not None) is known
    assert (found.answered, len(found.evidence)) == (answered, answered)
    assert known or found.pivot is None


def test_three_of_four_answers_are_enough() -> None:
    """Three quarters of four are three exactly."""
    bank = toy.with_sign_items("respect", tuple(toy.rating(f"S0{n}") for n in range(1, 5)))
    sign = bank.signs["respect"]
    assert find(bank, "one", sign, toy.responses({"S01": 1, "S02": 1, "S03": 1})).status is Status.RAISED
    assert find(bank, "one", sign, toy.responses({"S01": 1, "S02": 1})).status is Status.UNKNOWN
    assert not find(bank, "one", sign, {}).provisional  # four items make a status firm


def test_a_lone_lowest_answer_is_an_answer() -> None:
    """Value 0 on the only item: index 0, raised; the pivot is the nearest code that is not below .25."""
    found = finding("respect", {"E01": 1})
    assert (found.index, found.status, found.answered) == (0.0, Status.RAISED, 1)
    assert found.pivot == Pivot("E01", 2, Status.THOUGHT)


def test_one_mild_answer_raises_no_sign_that_rests_on_it_alone() -> None:
    """Code 2 of 5 is worth .25, on the cut; of four items of .25 each the index is the same, and firm."""
    found = finding("respect", {"E01": 2})
    assert (found.index, found.status, found.provisional) == (0.25, Status.THOUGHT, True)
    assert found.pivot == Pivot("E01", 1, Status.RAISED)
    bank = toy.with_sign_items("respect", tuple(toy.rating(name) for name in ("S01", "S03", "S05", "S06")))
    four: dict[str, Answer | None] = dict.fromkeys(("S01", "S03", "S05", "S06"), 2)
    firm = find(bank, "one", bank.signs["respect"], toy.responses(four))
    assert (firm.index, firm.status, firm.provisional) == (0.25, Status.RAISED, False)


def test_omitted_answers_do_not_make_a_firm_sign_provisional() -> None:
    """Four items, three answered with 1/4, 1/4, 2/4: index 1/3, below .40 and raised. The form decides."""
    bank = toy.with_sign_items("respect", tuple(toy.rating(name) for name in ("S01", "S03", "S05", "S06")))
    given_codes: dict[str, Answer | None] = {"S01": 2, "S03": 2, "S05": 3, "S06": None}
    found = find(bank, "one", bank.signs["respect"], toy.responses(given_codes))
    assert (found.answered, found.status, found.provisional) == (3, Status.RAISED, False)


def test_signs_on_few_items_are_provisional() -> None:
    """Four items make a status firm (design 4.2)."""
    found = {one.sign: one for one in find_all(BANK, "quick", {})}
    assert {sign: (one.total, one.provisional) for sign, one in found.items()} == {
        "respect": (1, True),
        "stopgap": (1, True),
        "people": (2, True),
        "trends": (5, False),
        "business": (1, True),
        "stress": (5, False),
        "recognition": (1, True),
        "self_control": (5, False),
        "troubleshooting": (2, True),
        "contact": (3, True),
    }


def test_findings_come_by_number_and_are_unknown_without_answers() -> None:
    findings = find_all(BANK, "quick", {})
    assert [one.sign for one in findings] == list(toy.SIGNS)
    assert {one.status for one in findings} == {Status.UNKNOWN}


def test_tasks_of_a_sign_measured_by_ratings_do_not_count() -> None:
    """J01 belongs to the stress sign, but a situation is only shown beside it."""
    answers: dict[str, Answer | None] = dict.fromkeys(("S01", "S02", "S03", "S04", "S05"), 3)
    with_task = answers | {"J01": MostLeast("c", "b")}
    assert finding("stress", with_task) == finding("stress", answers)


def test_a_cut_is_met_exactly_whatever_the_order_of_adding() -> None:
    """.3 + .1 + .8 = 1.2, a third is .4 on paper, .39999999999999997 in binary: still "worth a thought"."""
    options = (("a", 0.3), ("b", 0.1), ("c", 0.8))
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        items = []
        for number, place in enumerate(order):
            name, value = options[place]
            first = replace(toy.CHOICE.options[0], id=name, value=value)
            items.append(replace(toy.CHOICE, id=f"D{number}", options=(first, *toy.CHOICE.options[3:])))
        bank = toy.with_sign_items("troubleshooting", tuple(items))
        answers: dict[str, Answer | None] = {item.id: item.options[0].id for item in items}
        found = find(bank, "one", bank.signs["troubleshooting"], toy.responses(answers))
        assert (found.index, found.status) == (0.4, Status.THOUGHT)


# ---- the pivot ----


def all_changes(bank: ItemBank, found: Finding) -> list[tuple[float, str, Answer, Status]]:
    """Return every single other answer that gives another status, with the size of its change of value."""
    changes: list[tuple[float, str, Answer, Status]] = []
    for one in found.evidence:
        item = bank.items[one.item]
        for answer in every_answer(item):
            values = [item.key(answer) if each is one else each.value for each in found.evidence]
            mean = round(sum(values) / len(values), 9)
            status = status_of(mean, bank.rules.signs, provisional=found.provisional)
            if status is not found.status:
                changes.append((abs(item.key(answer) - one.value), one.item, answer, status))
    return changes


def assert_pivot(bank: ItemBank, form: str, sign: str, answers: dict[str, Answer | None]) -> None:
    """Hold the pivot against brute force: there if any is, gives its status, and is the smallest change."""
    found = find(bank, form, bank.signs[sign], toy.responses(answers))
    changes = all_changes(bank, found)
    if found.pivot is None:
        assert not changes
        return
    pivot = found.pivot
    assert pivot.status is not found.status
    again = find(bank, form, bank.signs[sign], toy.responses(answers | {pivot.item: pivot.answer}))
    assert again.status is pivot.status
    old = next(one.value for one in found.evidence if one.item == pivot.item)
    size = abs(bank.items[pivot.item].key(pivot.answer) - old)
    assert size == pytest.approx(min(change[0] for change in changes))


@given(st.tuples(*[st.integers(1, 5)] * 5), st.sets(st.integers(1, 5), max_size=1))
def test_the_pivot_of_ratings_is_the_smallest_change(codes: tuple[int, ...], omitted: set[int]) -> None:
    answers: dict[str, Answer | None] = {
        f"S0{n}": None if n in omitted else code for n, code in enumerate(codes, 1)
    }
    assert_pivot(BANK, "quick", "stress", answers)


@given(st.permutations(("ask", "look", "swap", "fix", "tell")), st.sampled_from("abcd"))
def test_the_pivot_of_tasks_is_the_smallest_change(order: list[str], option: str) -> None:
    """All 120 orders of the sequence and all options are compared."""
    assert_pivot(BANK, "quick", "troubleshooting", {"D01": tuple(order), "D02": option})


MIXED: tuple[Item, ...] = (toy.rating("S01"), toy.SITUATION, partial(), toy.CHOICE)


@given(st.tuples(*[st.integers(0, 119)] * 4))
def test_the_pivot_over_all_kinds_is_the_smallest_change(picks: tuple[int, ...]) -> None:
    """Situations count here too, as they may in another pack."""
    bank = toy.with_sign_items("business", MIXED)
    answers: dict[str, Answer | None] = {}
    for item, pick in zip(MIXED, picks, strict=True):
        choices = every_answer(item)
        answers[item.id] = choices[pick % len(choices)]
    assert_pivot(bank, "one", "business", answers)


def test_no_single_answer_changes_a_sign_far_from_its_cuts() -> None:
    """Five answers of value 0: one full change lifts the index to .2 only."""
    found = finding("stress", {"S01": 1, "S02": 5, "S03": 1, "S04": 5, "S05": 1})
    assert (found.index, found.pivot) == (0.0, None)


def test_equal_changes_go_to_the_answer_that_speaks_loudest() -> None:
    """C03 1/4, C04 0, C05 1/4: sum 2/4, index 1/6. The cut .25 needs 3/4: one more quarter on any of them."""
    found = finding("contact", {"C03": 2, "C04": 5, "C05": 2})
    assert found.pivot == Pivot("C04", 4, Status.THOUGHT)


def test_a_pivot_on_a_reversed_item_is_given_as_its_raw_code() -> None:
    """E02 is reversed: code 5 has value 0 (raised); the nearest other status is value 1/4, code 4."""
    assert isinstance(BANK.items["E02"], RatingItem)
    assert finding("stopgap", {"E02": 5}).pivot == Pivot("E02", 4, Status.THOUGHT)
