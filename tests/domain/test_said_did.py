"""Words beside tasks: only the ends count, too few tasks compare nothing, and no score is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from suitability.domain.assessment import assess
from suitability.domain.kinds import Answer, Item
from suitability.domain.said_did import Agreement, agreement, said_did
from suitability.domain.scoring import ScaleScore, Zone
from suitability.domain.session import Result
from suitability.domain.signs import Finding, Status
from suitability.storage.digest import digest
from tests.services import samples

BANK = samples.bank()


def score(zone: Zone, near: Zone | None = None) -> ScaleScore:
    return ScaleScore("tech_interest", 10, 10, 50.0, 5.0, 40.0, 60.0, zone, near)


def finding(status: Status, *, provisional: bool = False) -> Finding:
    return Finding("troubleshooting", status, 0.5, 4, 4, provisional, (), None)


@pytest.mark.parametrize(
    ("said", "did", "expected"),
    [
        (score(Zone.HIGH), Status.CLEAR, Agreement.BOTH_HIGH),
        (score(Zone.HIGH), Status.RAISED, Agreement.SAID_MORE),
        (score(Zone.LOW), Status.CLEAR, Agreement.DID_MORE),
        (score(Zone.LOW), Status.RAISED, Agreement.BOTH_LOW),
        (score(Zone.HIGH), Status.THOUGHT, Agreement.BETWEEN),
        (score(Zone.MIDDLE), Status.RAISED, Agreement.TASKS_LOW),
        (score(Zone.HIGH, Zone.MIDDLE), Status.RAISED, Agreement.TASKS_LOW),
        (score(Zone.LOW, Zone.MIDDLE), Status.CLEAR, Agreement.TASKS_HIGH),
        (score(Zone.MIDDLE), Status.THOUGHT, Agreement.BETWEEN),
    ],
)
def test_words_and_tasks_part_only_where_both_lie_at_an_end(
    said: ScaleScore, did: Status, expected: Agreement
) -> None:
    assert agreement(said, finding(did)) is expected
    assert agreement(said, finding(did, provisional=True)) is Agreement.TOO_LITTLE


def full(tech: float, tasks: float) -> Result:
    """Return a full form with one keyed value for interest and another for the tasks."""

    def pick(item: Item) -> Answer | None:
        scale = getattr(item, "scale", None)
        value = tech if scale == "tech_interest" else tasks if item.sign == "troubleshooting" else 0.75
        return samples.keyed(value)(item)

    return samples.result(pick, "full")


def test_both_sides_are_quoted_from_the_form_and_nothing_else() -> None:
    result = full(1.0, 0.0)
    both = said_did(BANK, result, assess(BANK, result))
    assert both is not None
    assert both.agreement is Agreement.SAID_MORE
    assert {one.item for one in both.said} == {"T04", "T06", "T09"}
    assert {one.item for one in both.did} == {"D01", "D02", "D03", "D04"}
    assert all(one.value == 1.0 for one in both.said)


def test_where_a_side_is_missing_or_the_pack_compares_nothing_there_is_nothing_to_show() -> None:
    def no_tasks(item: Item) -> Answer | None:
        return None if item.sign == "troubleshooting" else samples.keyed(0.75)(item)

    skipped = samples.result(no_tasks, "full")
    assert said_did(BANK, skipped, assess(BANK, skipped)) is None
    result = full(1.0, 1.0)
    silent = replace(BANK, rules=replace(BANK.rules, said_did=None))
    assert said_did(silent, result, assess(silent, result)) is None
    assert said_did(BANK, result, assess(BANK, result)) is not None


def test_the_comparison_moves_no_score_and_not_the_meaning_of_the_pack() -> None:
    silent = replace(BANK, rules=replace(BANK.rules, said_did=None))
    result = full(1.0, 0.0)
    assert assess(silent, result) == assess(BANK, result)
    assert digest(silent) == digest(BANK)
