"""Conditions as data: what they ask for, what they say about why they hold, and what they never assume."""

from __future__ import annotations

import pytest

from suitability.domain.when import (
    ALWAYS,
    Clause,
    Count,
    Facts,
    Leaf,
    Reason,
    Span,
    When,
    leaves,
    reasons,
)

FACTS = Facts(
    states={
        "signs.stress": "raised",
        "signs.people": "clear",
        "scales.patience": "border_low",
        "replies.J01": "b",
        "conditions.nights": "no",
        "roles.testing.patience": "asks_more",
        "signals.fast_share": "soft",
        "outcome": "think_first",
        "quality": "note",
        "form": "full",
        "role": "testing",
        "strongest": "patience",
    },
    values={"items.S01": 0.25, "facets.pressure": 0.25, "tasks.choice": 1.0},
    counts={"raised": 1, "clear": 1, "thought": 0, "unknown": 0},
    answers={"signs.stress": ("S06", "S01", "S02"), "signs.people": ("C01", "C02", "C06")},
)


def one(**tests: object) -> Clause:
    """Return a clause with the given tests."""
    return Clause(**tests)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (one(signs={"stress": ("raised", "thought")}), Reason("signs", "stress", "raised", ("S06", "S01"))),
        (one(signs={"people": ("clear",)}), Reason("signs", "people", "clear", ("C06", "C02"))),
        (one(scales={"patience": ("border_low",)}), Reason("scales", "patience", "border_low")),
        (one(facets={"pressure": Span(below=0.3)}), Reason("facets", "pressure", "below")),
        (one(tasks={"choice": Span(above=0.9)}), Reason("tasks", "choice", "above")),
        (one(items={"S01": Span(above=0.2, below=0.3)}), Reason("items", "S01", "below")),
        (one(replies={"J01": ("a", "b")}), Reason("replies", "J01", "b")),
        (one(conditions={"nights": ("no",)}), Reason("conditions", "nights", "no")),
        (
            one(roles={"testing": {"patience": ("asks_more",)}}),
            Reason("roles", "testing.patience", "asks_more"),
        ),
        (one(signals={"fast_share": ("soft",)}), Reason("signals", "fast_share", "soft")),
        (one(count={"raised": Count(1, 1)}), Reason("count", "raised", "1")),
        (one(count={"thought": Count(0, 0)}), Reason("count", "thought", "0")),
        (one(outcome=("think_first",)), Reason("outcome", "", "think_first")),
        (one(quality=("note",)), Reason("quality", "", "note")),
        (one(form=("full",)), Reason("form", "", "full")),
        (one(role=("testing",)), Reason("role", "", "testing")),
        (one(strongest=("patience",)), Reason("strongest", "", "patience")),
    ],
)
def test_every_kind_of_test_holds_with_its_reason(clause: Clause, expected: Reason) -> None:
    assert reasons(When(all=clause), FACTS) == (expected,)
    assert reasons(When(any=clause), FACTS) == (expected,)
    assert reasons(When(none=clause), FACTS) is None


@pytest.mark.parametrize(
    "clause",
    [
        one(signs={"stress": ("clear",)}),
        one(signs={"trends": ("raised", "thought", "clear", "unknown")}),
        one(scales={"patience": ("low", "middle")}),
        one(facets={"pressure": Span(below=0.25)}),
        one(facets={"recovery": Span(below=1)}),
        one(tasks={"choice": Span(above=1.0)}),
        one(replies={"J01": ("a",)}),
        one(conditions={"noise": ("no",)}),
        one(roles={"testing": {"communication": ("meets",)}}),
        one(count={"raised": Count(2)}),
        one(count={"raised": Count(0, 0)}),
        one(weakest=("patience",)),
        one(role=("team_lead",)),
    ],
)
def test_what_is_otherwise_or_was_never_asked_meets_no_test(clause: Clause) -> None:
    assert reasons(When(all=clause), FACTS) is None
    assert reasons(When(any=clause), FACTS) is None
    assert reasons(When(none=clause), FACTS) == ()


def test_all_tests_of_all_and_one_of_any_must_hold() -> None:
    both = one(signs={"stress": ("raised",)}, conditions={"nights": ("no",)})
    half = one(signs={"stress": ("raised",), "people": ("raised",)})

    assert [why.name for why in reasons(When(all=both), FACTS) or ()] == ["stress", "nights"]
    assert reasons(When(all=half), FACTS) is None
    assert [why.name for why in reasons(When(any=half), FACTS) or ()] == ["stress"]
    assert reasons(When(all=both, any=one(form=("quick",))), FACTS) is None
    assert reasons(When(all=both, none=half), FACTS) is None


def test_a_condition_without_tests_always_holds_and_needs_no_reason() -> None:
    assert reasons(ALWAYS, FACTS) == ()
    assert list(leaves(Clause())) == []


def test_leaves_name_the_scale_of_a_role() -> None:
    clause = one(roles={"testing": {"patience": ("meets",)}}, form=("quick",))

    assert list(leaves(clause)) == [
        Leaf("roles", "testing.patience", ("meets",)),
        Leaf("form", "", ("quick",)),
    ]
