"""Checking and keying of every item kind, by hand and by brute force over all answers."""

from __future__ import annotations

import random
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.kinds import (
    KINDS,
    POINTS,
    Answer,
    Choice,
    ChoiceItem,
    ConditionItem,
    FamiliarityItem,
    InstructedItem,
    Item,
    MostLeast,
    RatingItem,
    SequenceItem,
    Step,
)
from suitability.errors import AnswerError
from tests.domain import toy

PLUS, MINUS = toy.rating("S01"), toy.rating("S02")
INSTRUCTED = InstructedItem("A01", "frequency", toy.say("choose 2"), expected=2)
REAL = FamiliarityItem("K01", "familiarity", toy.say("hypervisor"), "trends", real=True)
INVENTED = FamiliarityItem("K02", "familiarity", toy.say("tertiary driver mapping"), "trends", real=False)
CONDITION = ConditionItem("W01", "condition", toy.say("night shifts"))
ALL: dict[str, Item] = {
    "real": REAL,
    "invented": INVENTED,
    "condition": CONDITION,
    "plus": PLUS,
    "minus": MINUS,
    "situation": toy.SITUATION,
    "sequence": toy.SEQUENCE,
    "choice": toy.CHOICE,
    "instructed": INSTRUCTED,
}


def every_answer(item: Item) -> list[Answer]:
    """Return all answers that an item allows, found without asking it for its values."""
    match item:
        case RatingItem() | InstructedItem():
            return list(range(1, POINTS + 1))
        case FamiliarityItem() | ConditionItem():
            return [1, 2, 3]
        case ChoiceItem():
            return [option.id for option in item.options]
        case SequenceItem():
            return list(permutations(step.id for step in item.steps))
        case _:
            names = [reply.id for reply in item.replies]
            return [MostLeast(a, b) for a, b in product(names, names) if a != b]


def test_codes_of_a_plain_statement_become_quarters() -> None:
    """By hand: (code - 1) / 4 gives 0, 1/4, 2/4, 3/4, 1."""
    assert [PLUS.key(code) for code in range(1, 6)] == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_codes_of_a_reversed_statement_are_mirrored() -> None:
    """By hand: 1 - (code - 1) / 4."""
    assert [MINUS.key(code) for code in range(1, 6)] == [1.0, 0.75, 0.5, 0.25, 0.0]


@given(st.integers(1, 5))
def test_the_opposite_code_on_a_reversed_statement_has_the_same_value(code: int) -> None:
    assert MINUS.key(6 - code) == PLUS.key(code)


@pytest.mark.parametrize("answer", [0, 6, -1, 2.0, "3", True, None, ("a",), MostLeast("a", "b")])
@pytest.mark.parametrize("item", [PLUS, INSTRUCTED])
def test_a_rating_takes_codes_1_to_5_only(item: Item, answer: Answer) -> None:
    with pytest.raises(AnswerError) as caught:
        item.check(answer)
    assert caught.value.code == "answer_not_a_code"
    with pytest.raises(AnswerError):
        item.key(answer)


def test_a_real_term_is_keyed_by_the_claim_and_an_invented_one_against_it() -> None:
    """By hand: new 0, heard of it 1/2, could explain it 1; mirrored for an invented term."""
    assert [REAL.key(code) for code in (1, 2, 3)] == [0.0, 0.5, 1.0]
    assert [INVENTED.key(code) for code in (1, 2, 3)] == [1.0, 0.5, 0.0]
    assert [INVENTED.claim(code) for code in (1, 2, 3)] == [0.0, 0.5, 1.0]
    assert (REAL.keying, INVENTED.keying) == ("+", "-")


def test_a_condition_runs_from_no_to_fine() -> None:
    assert [CONDITION.key(code) for code in (1, 2, 3)] == [0.0, 0.5, 1.0]
    assert CONDITION.sign is None


@pytest.mark.parametrize("answer", [0, 4, 5, True, "2", 2.0, None, ("a",)])
@pytest.mark.parametrize("item", [REAL, INVENTED, CONDITION])
def test_terms_and_conditions_take_codes_1_to_3_only(item: Item, answer: Answer) -> None:
    with pytest.raises(AnswerError) as caught:
        item.check(answer)
    assert caught.value.code == "answer_not_a_code"
    assert caught.value.values["points"] == "3"


@pytest.mark.parametrize("answer", [1, "a", ("a", "b"), MostLeast("a", "z"), MostLeast("", "b")])
def test_a_situation_takes_two_of_its_replies(answer: Answer) -> None:
    with pytest.raises(AnswerError) as caught:
        toy.SITUATION.check(answer)
    assert caught.value.code == "answer_not_most_least"


def test_a_situation_refuses_the_same_reply_twice() -> None:
    with pytest.raises(AnswerError) as caught:
        toy.SITUATION.key(MostLeast("a", "a"))
    assert caught.value.code == "answer_same_reply_twice"


def test_situation_by_hand() -> None:
    """Values a .35, b 1, c 0, d .65; spread 1. Most b, least c: (1 - 0) / 1 = 1, so (1 + 1) / 2 = 1.

    The opposite gives 0. Most d, least a: .65 - .35 = .3, so (.3 + 1) / 2 = .65.
    """
    assert toy.SITUATION.key(MostLeast("b", "c")) == 1.0
    assert toy.SITUATION.key(MostLeast("c", "b")) == 0.0
    assert toy.SITUATION.key(MostLeast("d", "a")) == pytest.approx(0.65)


def test_situation_keys_follow_the_difference_of_the_two_values_over_all_pairs() -> None:
    """Second implementation: rank of the difference most - least over all 12 pairs; the ends are 0 and 1."""
    worth = {"a": 0.35, "b": 1.0, "c": 0.0, "d": 0.65}
    pairs = [pair for pair in every_answer(toy.SITUATION) if isinstance(pair, MostLeast)]
    assert len(pairs) == 12
    by_key = sorted(pairs, key=toy.SITUATION.key)
    differences = [worth[pair.most] - worth[pair.least] for pair in by_key]
    assert differences == pytest.approx(sorted(differences))
    keys = [toy.SITUATION.key(pair) for pair in by_key]
    assert (keys[0], keys[-1]) == (0.0, 1.0)
    for pair in pairs:
        swapped = MostLeast(pair.least, pair.most)
        assert toy.SITUATION.key(pair) + toy.SITUATION.key(swapped) == pytest.approx(1.0)


def test_choice_keys_are_the_values_of_the_options() -> None:
    assert {option: toy.CHOICE.key(option) for option in "abcd"} == {"a": 0.3, "b": 0.0, "c": 1.0, "d": 0.5}


@pytest.mark.parametrize("answer", ["e", "", 1, ("a",)])
def test_a_choice_takes_its_options_only(answer: Answer) -> None:
    with pytest.raises(AnswerError):
        toy.CHOICE.key(answer)


def test_sequence_by_hand() -> None:
    """Chain ask < look < swap < fix < tell: closure of 10 pairs. Swapping two neighbours breaks one: 9/10."""
    assert len(toy.SEQUENCE.pairs()) == 10
    assert toy.SEQUENCE.key(("ask", "look", "swap", "fix", "tell")) == 1.0
    assert toy.SEQUENCE.key(("look", "ask", "swap", "fix", "tell")) == 0.9
    assert toy.SEQUENCE.key(("tell", "fix", "swap", "look", "ask")) == 0.0


def test_sequence_key_is_one_minus_kendall_distance_for_a_total_order() -> None:
    """Second implementation: with a total order the key is 1 - inversions / pairs, over all 120 orders."""
    right = ("ask", "look", "swap", "fix", "tell")
    for order in permutations(right):
        ranks = [right.index(step) for step in order]
        inversions = sum(ranks[i] > ranks[j] for i in range(5) for j in range(i + 1, 5))
        assert toy.SEQUENCE.key(order) == pytest.approx(1 - inversions / 10)


def partial() -> SequenceItem:
    """Return a diamond a < b, a < c, b < d, c < d with a loose step e: closure of 5 pairs."""
    steps = tuple(Step(name, toy.say(name)) for name in "abcde")
    before = (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))
    return SequenceItem("D09", toy.say("?"), "troubleshooting", steps, before, toy.say("-"))


def test_steps_without_an_order_between_them_may_stand_anywhere() -> None:
    item = partial()
    assert item.pairs() == {("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d")}
    right = [order for order in permutations("abcde") if item.key(order) == 1.0]
    assert len(right) == 10  # a{b,c}d in 2 orders, e in any of 5 places


UPWARDS = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1])


@given(st.sets(UPWARDS, min_size=1))
def test_the_closure_is_reachability(edges: set[tuple[int, int]]) -> None:
    """Second implementation: depth-first search from every step; edges go upwards, so there are no cycles."""

    def reach(start: int) -> set[int]:
        found: set[int] = set()
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for later in {b for a, b in edges if a == here} - found:
                found.add(later)
                waiting.append(later)
        return found

    steps = tuple(Step(str(name), toy.say("-")) for name in range(6))
    before = tuple(sorted((str(a), str(b)) for a, b in edges))
    item = SequenceItem("D08", toy.say("?"), "troubleshooting", steps, before, toy.say("-"))
    assert item.pairs() == {(str(start), str(end)) for start in range(6) for end in reach(start)}


@pytest.mark.parametrize(
    "answer",
    [
        ("ask", "look", "swap", "fix"),
        ("ask", "ask", "look", "swap", "fix"),
        ("ask", "look", "swap", "fix", "tell", "tell"),
        (1, "look", "swap", "fix", "tell"),
        "ask",
        3,
    ],
)
def test_a_sequence_takes_every_step_exactly_once(answer: Answer) -> None:
    with pytest.raises(AnswerError) as caught:
        toy.SEQUENCE.check(answer)
    assert caught.value.code == "answer_not_an_order"


def test_an_instructed_item_asks_for_one_code() -> None:
    assert [INSTRUCTED.key(code) for code in range(1, 6)] == [0.0, 1.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize("name", [*ALL, "partial"])
def test_values_are_what_all_answers_give(name: str) -> None:
    """Brute force over every answer of the item."""
    item = ALL.get(name, partial())
    assert list(item.values()) == sorted({item.key(answer) for answer in every_answer(item)})
    assert min(item.values()) == 0.0
    assert max(item.values()) == 1.0


@pytest.mark.parametrize("name", [*ALL, "partial"])
def test_answer_with_gives_the_value_and_stays_near(name: str) -> None:
    """An answer that already has the value is kept."""
    item = ALL.get(name, partial())
    for near in every_answer(item):
        for value in item.values():
            found = item.answer_with(value, near)
            item.check(found)
            assert item.key(found) == value
            if item.key(near) == value:
                assert found == near


def test_the_nearest_order_moves_the_fewest_steps() -> None:
    """Brute force: no order of the same value has more steps in their old place."""
    near = ("tell", "ask", "look", "swap", "fix")
    for value in toy.SEQUENCE.values():
        found = toy.SEQUENCE.answer_with(value, near)
        assert isinstance(found, tuple)
        kept = max(
            sum(a == b for a, b in zip(order, near, strict=True))
            for order in permutations(near)
            if toy.SEQUENCE.key(order) == value
        )
        assert sum(a == b for a, b in zip(found, near, strict=True)) == kept


@pytest.mark.parametrize("name", sorted(ALL))
def test_simulated_answers_are_valid_and_better_with_a_higher_trait(name: str) -> None:
    """Means of 400 answers at traits -2 and +2; an instructed item is followed by everybody."""
    item, source = ALL[name], random.Random(4)
    means = []
    for trait in (-2.0, 2.0):
        answers = [item.simulate(trait, source.random) for _ in range(400)]
        for answer in answers:
            item.check(answer)
        means.append(sum(item.key(answer) for answer in answers) / 400)
    if isinstance(item, InstructedItem):
        assert means == [1.0, 1.0]
    else:
        assert means[1] - means[0] > 0.2


def test_the_registry_names_every_kind_once() -> None:
    assert {kind: cls.kind for kind, cls in KINDS.items()} == {kind: kind for kind in KINDS}
    assert sorted(KINDS) == [
        "choice", "condition", "familiarity", "instructed", "rating", "sequence", "situation",
    ]  # fmt: skip


def test_a_choice_keeps_the_given_option_when_two_share_a_value() -> None:
    values = (("a", 0.0), ("b", 0.0), ("c", 1.0))
    options = tuple(Choice(name, toy.say("-"), value, toy.say("-")) for name, value in values)
    twins = ChoiceItem("D07", toy.say("?"), "troubleshooting", options)
    assert twins.answer_with(0.0, near="b") == "b"
    assert twins.answer_with(0.0, near="c") == "a"
