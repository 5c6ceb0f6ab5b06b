"""The outcome table row by row, and the whole assessment as a pure function."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from suitability.domain.assessment import assess, choose_outcome, judge
from suitability.domain.bank import OutcomeRule, StrongSigns
from suitability.domain.kinds import Answer, MostLeast, RatingItem
from suitability.domain.quality import Quality
from suitability.domain.scoring import ScaleScore, Zone
from suitability.domain.signs import Finding, Status
from suitability.errors import AnswerError, InternalError
from tests.domain import toy

BANK = toy.bank()
TABLE = BANK.rules.outcomes
FINE = Quality((), interpretable=True)
TASKS: dict[str, Answer | None] = {
    "J01": MostLeast("b", "c"),
    "D01": ("ask", "look", "swap", "fix", "tell"),
    "D02": "c",
}


def scores(low: int = 0, border: int = 0, unknown: int = 0) -> tuple[ScaleScore, ...]:
    """Return four scores: some low, some low but on the border, some unknown, the rest in the middle."""
    rows = [ScaleScore("x", 5, 5, pomp=20.0, sem=8.0, zone=Zone.LOW)] * low
    rows += [ScaleScore("x", 5, 5, pomp=38.0, sem=8.0, zone=Zone.LOW, near=Zone.MIDDLE)] * border
    rows += [ScaleScore("x", 2, 5)] * unknown
    rows += [ScaleScore("x", 5, 5, pomp=60.0, sem=8.0, zone=Zone.MIDDLE)] * (4 - len(rows))
    return tuple(rows)


def findings(raised: int = 0, thought: int = 0, unknown: int = 0) -> tuple[Finding, ...]:
    """Return ten findings, the rest clear."""
    statuses = [Status.RAISED] * raised + [Status.THOUGHT] * thought + [Status.UNKNOWN] * unknown
    statuses += [Status.CLEAR] * (10 - len(statuses))
    return tuple(Finding("x", status, 0.5, 1, 1, False, (), None) for status in statuses)


@pytest.mark.parametrize(
    ("of_scores", "of_findings", "expected"),
    [
        (scores(), findings(), "nothing_against"),
        (scores(), findings(thought=2), "nothing_against"),
        (scores(border=4), findings(), "nothing_against"),  # could as well be workable
        (scores(), findings(unknown=10), "nothing_against"),
        (scores(), findings(thought=3), "think_first"),
        (scores(), findings(raised=1), "think_first"),
        (scores(low=1), findings(), "think_first"),
        (scores(low=1, border=3), findings(raised=3, thought=7), "think_first"),
        (scores(), findings(raised=4), "several_warnings"),
        (scores(low=2), findings(), "several_warnings"),
        (scores(low=2, unknown=1), findings(), "several_warnings"),
        (scores(unknown=1), findings(), "nothing_against"),
        (scores(unknown=2), findings(raised=10), "too_few_answers"),
        (scores(low=2, unknown=2), findings(), "too_few_answers"),
    ],
)
def test_the_first_row_that_holds_wins(
    of_scores: tuple[ScaleScore, ...], of_findings: tuple[Finding, ...], expected: str
) -> None:
    assert choose_outcome(TABLE, of_scores, of_findings, FINE).id == expected


def with_indices(*indices: float) -> tuple[Finding, ...]:
    """Return a raised finding for each index."""
    return tuple(Finding("x", Status.RAISED, index, 4, 4, False, (), None) for index in indices)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (with_indices(0.1, 0.2, 0.24), "several_warnings"),
        (with_indices(0.1, 0.2, 0.25), "think_first"),  # on the cut: not below it
        (with_indices(0.0, 0.0, 0.3, 0.3), "think_first"),
        (with_indices(0.3, 0.3, 0.3, 0.3, 0.3), "think_first"),
        (with_indices(0.3, 0.3, 0.3, 0.3, 0.3, 0.3), "several_warnings"),
    ],
)
def test_strong_signs_count_before_the_number_of_signs(found: tuple[Finding, ...], expected: str) -> None:
    several = replace(
        next(row for row in TABLE if row.id == "several_warnings"),
        signs_strong=StrongSigns(below=0.25, at_least=3),
        signs_raised_from=6,
    )
    table = tuple(several if row.id == several.id else row for row in TABLE)
    assert choose_outcome(table, scores(), found, FINE).id == expected


def test_a_clear_sign_with_a_low_index_is_not_strong() -> None:
    """Only raised signs count, whatever their index (a toy: the rules of signs would not let it happen)."""
    row = OutcomeRule("strong", TABLE[0].text, (), signs_strong=StrongSigns(below=0.25, at_least=1))
    clear = (replace(with_indices(0.1)[0], status=Status.CLEAR),)
    unknown = (replace(with_indices(0.1)[0], status=Status.UNKNOWN, index=None),)
    for found in (clear, unknown):
        assert choose_outcome((row, TABLE[-1]), scores(), found, FINE).id == TABLE[-1].id


def test_a_form_that_measures_nothing_has_its_own_outcome() -> None:
    """Neither a scale nor a sign; one of either is enough for the other rows."""
    table = (OutcomeRule("nothing_measured", TABLE[0].text, (), nothing_measured=True), *TABLE)
    assert choose_outcome(table, (), (), FINE).id == "nothing_measured"
    assert choose_outcome(table, scores(), (), FINE).id == "nothing_against"
    assert choose_outcome(table, (), findings(), FINE).id == "too_few_answers"


@pytest.mark.parametrize("of_scores", [scores(), scores(low=4), scores(unknown=4)])
def test_answers_that_mean_nothing_come_before_everything(of_scores: tuple[ScaleScore, ...]) -> None:
    refused = Quality((), interpretable=False)
    assert choose_outcome(TABLE, of_scores, findings(raised=10), refused).id == "not_interpretable"


def test_a_table_without_a_last_row_is_our_bug() -> None:
    with pytest.raises(InternalError):
        choose_outcome(TABLE[:-1], scores(), findings(), FINE)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, "nothing_against"),
        (0.75, "nothing_against"),
        (0.25, "several_warnings"),
        (0.0, "several_warnings"),
    ],
)
def test_whole_sittings_of_one_value(value: float, expected: str) -> None:
    """All signs but the task sign at the value: clear from .75, raised up to .25."""
    answers = toy.keyed_codes(BANK, "quick", value) | TASKS
    found = assess(BANK, toy.result(BANK, "quick", answers))
    assert found.outcome.id == expected
    assert [score.pomp for score in found.scores] == [100 * value] * 4
    assert {finding.index for finding in found.findings if finding.sign != "troubleshooting"} == {value}


def test_one_raised_sign_asks_to_think_first() -> None:
    """Everything at 3/4 but the view of support, where the lowest answer stands."""
    answers = toy.keyed_codes(BANK, "quick", 0.75) | TASKS | {"E01": 1}
    found = assess(BANK, toy.result(BANK, "quick", answers))
    assert found.outcome.id == "think_first"
    assert [finding.sign for finding in found.findings if finding.status is Status.RAISED] == ["respect"]


def test_tasks_are_listed_in_form_order_with_their_values_and_feed_no_scale() -> None:
    answers = toy.keyed_codes(BANK, "quick", 0.5)
    backwards = ("tell", "fix", "swap", "look", "ask")
    wrong: dict[str, Answer | None] = {"J01": MostLeast("c", "b"), "D01": backwards, "D02": "b"}
    good = assess(BANK, toy.result(BANK, "quick", answers | TASKS))
    bad = assess(BANK, toy.result(BANK, "quick", answers | wrong))
    in_order = [item for item in BANK.order("quick") if item in TASKS]
    assert [task.item for task in good.tasks] == in_order
    assert {task.value for task in good.tasks} == {1.0}
    assert {task.value for task in bad.tasks} == {0.0}
    assert good.scores == bad.scores


def test_an_omitted_task_is_not_listed() -> None:
    answers: dict[str, Answer | None] = {"J01": None, "D02": "b"}
    found = assess(BANK, toy.result(BANK, "quick", answers))
    assert [(task.item, task.value) for task in found.tasks] == [("D02", 0.0)]


def test_quality_changes_words_and_never_scores() -> None:
    """The same answers in no time: other verdict, same scores and findings."""
    answers = toy.keyed_codes(BANK, "quick", 0.75) | TASKS
    calm = assess(BANK, toy.result(BANK, "quick", answers, elapsed_ms=5000))
    rushed = assess(BANK, toy.result(BANK, "quick", answers, elapsed_ms=300))
    assert (calm.quality.interpretable, rushed.quality.interpretable) == (True, False)
    assert (rushed.outcome.id, rushed.scores, rushed.findings) == (
        "not_interpretable",
        calm.scores,
        calm.findings,
    )


def test_the_order_in_which_answers_were_stored_does_not_matter() -> None:
    """A pure function of bank and result."""
    answers = list((toy.keyed_codes(BANK, "quick", 0.25) | TASKS).items())
    first = assess(BANK, toy.result(BANK, "quick", dict(answers)))
    random.Random(1).shuffle(answers)
    second = assess(toy.bank(), toy.result(BANK, "quick", dict(answers)))
    assert first == second


@pytest.mark.parametrize("value", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_a_judgement_is_the_assessment_without_reasons(value: float) -> None:
    """What a table of many people stores is what the report of one of them says."""
    result = toy.result(BANK, "quick", toy.keyed_codes(BANK, "quick", value) | TASKS)
    whole, part = assess(BANK, result), judge(BANK, result)
    assert (part.scores, part.quality, part.outcome) == (whole.scores, whole.quality, whole.outcome)
    assert part.findings == tuple(replace(one, pivot=None, evidence=()) for one in whole.findings)
    assert any(one.pivot is not None for one in whole.findings)


def test_a_bank_with_other_items_looks_them_up_anew() -> None:
    """Items of a scale or sign are looked up once for a bank, never for the one it was made from."""
    codes = toy.keyed_codes(BANK, "quick", 0.25) | TASKS
    before = assess(BANK, toy.result(BANK, "quick", codes))
    turned = {
        name: replace(item, keying="-" if item.keying == "+" else "+")
        if isinstance(item, RatingItem)
        else item
        for name, item in BANK.items.items()
    }
    other = replace(BANK, items=turned)
    after = assess(other, toy.result(other, "quick", codes))
    assert [one.pomp for one in after.scores] == [100 - (one.pomp or 0) for one in before.scores]
    assert assess(BANK, toy.result(BANK, "quick", codes)) == before


def test_an_empty_sitting_has_too_few_answers() -> None:
    found = assess(BANK, toy.result(BANK, "quick", {}))
    assert found.outcome.id == "too_few_answers"
    assert found.tasks == ()
    assert found.comparison.strongest is None


def test_a_foreign_answer_is_an_error() -> None:
    with pytest.raises(AnswerError):
        assess(BANK, toy.result(BANK, "quick", {"S01": 9}))


def test_a_foreign_form_is_an_error() -> None:
    with pytest.raises(KeyError):
        assess(BANK, replace(toy.result(BANK, "quick", {}), form="nothing"))
