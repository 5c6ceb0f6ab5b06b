"""From a result to facts, from facts to ordered advice and a plan."""

from __future__ import annotations

from functools import cache

import pytest

from suitability.domain.advice import (
    Advice,
    Person,
    about_one_sign,
    advise,
    facts_of,
    limited,
    plan,
    scale_state,
)
from suitability.domain.assessment import MarkedCondition, assess
from suitability.domain.coaching import AdviceKind, Period, PlanPeriod, PlanStep, Rule
from suitability.domain.handbook import Handbook
from suitability.domain.scoring import ScaleScore, Zone
from suitability.domain.text import LocalizedText
from suitability.domain.when import Clause, Facts, Reason, When
from suitability.services.library import load_handbook
from tests.services import samples
from tests.services.samples import Pick

TEXT = LocalizedText(ru="текст", en="text")
STRESS = When(all=Clause(signs={"stress": ("raised",)}))
NIGHTS = When(all=Clause(conditions={"nights": ("no",)}))
BOTH = When(all=Clause(signs={"stress": ("raised",)}, conditions={"nights": ("no",)}))
FACTS = Facts({"signs.stress": "raised", "conditions.nights": "no"}, {}, {}, {})


@cache
def handbook() -> Handbook:
    return load_handbook()


def rule(
    name: str,
    when: When = STRESS,
    kind: AdviceKind = "try",
    priority: int = 50,
    **more: object,
) -> Rule:
    """Return a rule with a text that does not matter."""
    return Rule(name, kind, priority, when, TEXT, TEXT, **more)  # type: ignore[arg-type]


def ids(advice: tuple[Advice, ...]) -> list[str]:
    return [one.rule.id for one in advice]


def person(pick: Pick, form: str = "full", **more: object) -> Person:
    """Return a made-up person with the assessment of the answers."""
    result = samples.result(pick, form)
    return Person(result, assess(samples.bank(), result), **more)  # type: ignore[arg-type]


def facts(pick: Pick, form: str = "full", **more: object) -> Facts:
    return facts_of(samples.bank(), handbook(), person(pick, form, **more))


@pytest.mark.parametrize(
    ("zone", "near", "expected"),
    [
        (None, None, "unknown"),
        (Zone.LOW, None, "low"),
        (Zone.LOW, Zone.MIDDLE, "border_low"),
        (Zone.MIDDLE, Zone.LOW, "border_low"),
        (Zone.MIDDLE, None, "middle"),
        (Zone.MIDDLE, Zone.HIGH, "border_high"),
        (Zone.HIGH, Zone.MIDDLE, "border_high"),
        (Zone.HIGH, None, "high"),
    ],
)
def test_a_scale_is_in_one_zone_or_on_one_border(zone: Zone | None, near: Zone | None, expected: str) -> None:
    assert scale_state(ScaleScore("patience", 10, 10, zone=zone, near=near)) == expected


def test_the_facts_agree_with_the_assessment() -> None:
    made = person(samples.drawn(19))
    found = facts_of(samples.bank(), handbook(), made)

    for finding in made.assessment.findings:
        assert found.states[f"signs.{finding.sign}"] == finding.status.value
        values = {one.item: one.value for one in finding.evidence}
        assert list(found.answers[f"signs.{finding.sign}"]) == sorted(
            values, key=lambda item: (values[item], item)
        )
    for task in made.assessment.tasks:
        assert found.values[f"items.{task.item}"] == pytest.approx(task.value)
    situations = [task.value for task in made.assessment.tasks if task.item.startswith("J")]
    assert found.values["tasks.situation"] == pytest.approx(sum(situations) / len(situations))
    assert sum(found.counts.values()) == 10
    assert found.states["form"] == "full"
    assert "role" not in found.states
    assert not any(key.startswith("roles.named.") for key in found.states)


def test_a_facet_is_the_mean_of_its_answers_and_their_keying_counts() -> None:
    others = samples.drawn(19)
    given = {"S03": 5, "S08": 3}  # S03 is reversed: 5 has a keyed value of 0, 3 one of 0.5

    found = facts(lambda item: given[item.id] if item.id in given else others(item))

    assert found.values["facets.switching_off"] == 0.25
    assert found.answers["facets.switching_off"] == ("S03", "S08")
    assert "facets.nosuch" not in found.values


def test_of_a_result_that_cannot_be_read_nothing_is_known_but_conditions_and_the_role() -> None:
    marks = (MarkedCondition("W02", 1), MarkedCondition("W99", 3))
    found = facts(samples.keyed(0.0), role="testing", conditions=marks)

    assert found.states["quality"] == "not_interpretable"
    assert found.states["conditions.nights"] == "no"
    assert found.states["role"] == "testing"
    assert found.values == {}
    assert found.counts == {}
    assert not any(key.startswith(("signs.", "scales.", "roles.", "replies.")) for key in found.states)


def test_the_named_role_is_compared_like_every_other() -> None:
    found = facts(samples.drawn(19), role="testing")

    for scale in samples.bank().scales:
        assert found.states[f"roles.named.{scale}"] == found.states[f"roles.testing.{scale}"]


def test_conditions_of_the_result_go_before_those_of_another_sitting() -> None:
    made = person(samples.keyed(1.0), "conditions", conditions=(MarkedCondition("W02", 1),))

    assert facts_of(samples.bank(), handbook(), made).states["conditions.nights"] == "fine"


def test_advice_is_ordered_by_kind_then_priority_then_name() -> None:
    rules = [
        rule("b_keep", kind="keep", priority=100),
        rule("z_try", priority=60),
        rule("a_try", priority=60),
        rule("low_try", priority=10),
        rule("first", kind="do_first", priority=1),
        rule("silent", When(all=Clause(signs={"stress": ("clear",)}))),
    ]

    assert ids(advise(rules, FACTS)) == ["first", "a_try", "z_try", "low_try", "b_keep"]


def test_a_rule_replaces_others_even_when_it_is_replaced_itself() -> None:
    rules = [
        rule("one", replaces=("two",)),
        rule("two", replaces=("three",)),
        rule("three"),
        rule("absent", When(all=Clause(form=("quick",))), replaces=("one",)),
    ]

    assert ids(advise(rules, FACTS)) == ["one"]


def test_advice_on_one_subject_is_given_once_with_all_reasons() -> None:
    rules = [
        rule("first", STRESS, priority=60, subject="rest"),
        rule("second", BOTH, priority=50, subject="rest"),
        rule("other", NIGHTS, priority=40),
    ]

    first, other = advise(rules, FACTS)

    assert ids((first, other)) == ["first", "other"]
    assert first.reasons == (Reason("signs", "stress", "raised"), Reason("conditions", "nights", "no"))


def test_of_a_group_only_the_first_is_given_with_its_own_reason() -> None:
    rules = [rule("low", BOTH, priority=10, group="habit"), rule("high", NIGHTS, priority=20, group="habit")]

    (found,) = advise(rules, FACTS)

    assert found.rule.id == "high"
    assert found.reasons == (Reason("conditions", "nights", "no"),)


def test_a_limit_never_takes_away_what_is_about_a_single_sign() -> None:
    rules = [rule(f"n{number}", NIGHTS, priority=90 - number) for number in range(3)]
    rules += [rule("sign", STRESS, priority=1), rule("mixed", BOTH, priority=2)]
    found = advise(rules, FACTS)

    assert [about_one_sign(one) for one in rules] == [False, False, False, True, False]
    assert ids(limited(found, {"try": 2})) == ["n0", "n1", "sign"]
    assert ids(limited(found, {"try": 9})) == ids(found)


def period(name: Period, first: int, steps: int) -> PlanPeriod:
    return PlanPeriod(name, first, first + 13, steps, TEXT, TEXT, TEXT)


def step(name: str, of: Period, priority: int, when: When | None = None, **more: object) -> PlanStep:
    return PlanStep(name, of, priority, when or When(), TEXT, **more)  # type: ignore[arg-type]


def test_the_plan_takes_the_most_important_steps_and_a_subject_once() -> None:
    periods = [period("weeks_1_2", 1, 2), period("month_1", 15, 2)]
    steps = [
        step("for_all", "weeks_1_2", 50),
        step("for_stress", "weeks_1_2", 50, STRESS),
        step("less", "weeks_1_2", 40, STRESS),
        step("clear_only", "weeks_1_2", 99, When(all=Clause(signs={"stress": ("clear",)}))),
        step("again", "month_1", 90, STRESS, subject="rest"),
        step("again_too", "month_1", 80, STRESS, subject="rest"),
        step("last", "month_1", 10),
    ]

    chosen = plan(periods, steps, FACTS)

    assert [(one.id, [found.step.id for found in taken]) for one, taken in chosen] == [
        ("weeks_1_2", ["for_stress", "for_all"]),
        ("month_1", ["again", "last"]),
    ]
