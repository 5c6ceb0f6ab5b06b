"""From an assessment to the facts that conditions look at, and from facts to ordered advice.

Pure: the same result gives the same advice. Advice never adds anything up and never compares people.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from suitability.domain.assessment import TASK_KINDS, Assessment, MarkedCondition
from suitability.domain.bank import ItemBank
from suitability.domain.coaching import KINDS, PlanPeriod, PlanStep, Rule
from suitability.domain.fit import role_fit
from suitability.domain.handbook import Handbook
from suitability.domain.kinds import Answer, Item, MostLeast, RatingItem
from suitability.domain.scoring import ScaleScore, Zone
from suitability.domain.session import Result
from suitability.domain.signs import Status
from suitability.domain.when import Facts, Reason, leaves, reasons

NAMED = "named"
"""Stands in conditions for the role that the reader named."""

MARKS = ("no", "bearable", "fine")
"""The marks of a working condition by code from 1."""


@dataclass(frozen=True, slots=True)
class Person:
    """One result with its assessment, and what the reader adds.

    ``role`` is the role that the reader named, if any. ``conditions`` are marks from another sitting, used
    where the result itself has none.
    """

    result: Result
    assessment: Assessment
    role: str | None = None
    conditions: tuple[MarkedCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule that matched, with the findings and answers behind it."""

    rule: Rule
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the plan that was chosen, with what it was chosen for."""

    step: PlanStep
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Gathered:
    states: dict[str, str] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def answered(self, key: str, values: Mapping[str, float]) -> None:
        """Keep the items behind a name, the lowest value first."""
        self.answers[key] = tuple(sorted(values, key=lambda item: (values[item], item)))


def scale_state(score: ScaleScore) -> str:
    """Return the state of a scale: its zone, or which cut it lies on the border of, or "unknown"."""
    if score.zone is None:
        return "unknown"
    if score.near is None:
        return score.zone.value
    return "border_low" if Zone.LOW in (score.zone, score.near) else "border_high"


def facts_of(bank: ItemBank, handbook: Handbook, person: Person) -> Facts:
    """Return what conditions can ask about a person.

    Of a result that cannot be interpreted only its quality, outcome, form, working conditions and the role
    are known: no advice is built on answers that came too fast.
    """
    found = person.assessment
    gathered = _Gathered()
    states = gathered.states
    states["outcome"] = found.outcome.id
    states["form"] = person.result.form
    noted = "note" if found.quality.raised else "fine"
    states["quality"] = noted if found.quality.interpretable else "not_interpretable"
    states.update({f"signals.{one.index}": one.level.value for one in found.quality.raised})
    if person.role is not None:
        states["role"] = person.role
    _conditions(gathered, handbook, found.conditions or person.conditions)
    if found.quality.interpretable:
        _answers(gathered, bank, person.result)
        _scores(gathered, bank, person)
        _findings(gathered, found)
        for profile in handbook.profiles.values():
            for one in role_fit(profile, found.scores, handbook.demands) if found.scores else ():
                states[f"roles.{profile.id}.{one.scale}"] = one.fit.value
                if profile.id == person.role:
                    states[f"roles.{NAMED}.{one.scale}"] = one.fit.value
    return Facts(states, gathered.values, gathered.counts, gathered.answers)


def _conditions(gathered: _Gathered, handbook: Handbook, marked: Iterable[MarkedCondition]) -> None:
    names = {condition.item: name for name, condition in handbook.conditions.items()}
    for one in marked:
        if one.item in names:
            gathered.states[f"conditions.{names[one.item]}"] = MARKS[one.mark - 1]
            gathered.answers[f"conditions.{names[one.item]}"] = (one.item,)


def _answers(gathered: _Gathered, bank: ItemBank, result: Result) -> None:
    """Take in the keyed values of single answers, of facets and of tasks."""
    groups: dict[str, dict[str, float]] = {}
    for name in result.order:
        response = result.responses.get(name)
        if response is None or response.answer is None:
            continue
        item = bank.items[name]
        if not isinstance(item, RatingItem) and item.kind not in TASK_KINDS:
            continue
        value = item.key(response.answer)
        for key in (f"items.{name}", *_groups(item)):
            groups.setdefault(key, {})[name] = value
        chosen = _chosen(response.answer)
        if chosen is not None:
            gathered.states[f"replies.{name}"] = chosen
            gathered.answers[f"replies.{name}"] = (name,)
    for key, values in groups.items():
        gathered.values[key] = round(math.fsum(values.values()) / len(values), 9)
        gathered.answered(key, values)


def _groups(item: Item) -> tuple[str, ...]:
    if isinstance(item, RatingItem):
        return () if item.facet is None else (f"facets.{item.facet}",)
    return f"tasks.{item.sign}", f"tasks.{item.kind}"


def _chosen(answer: Answer) -> str | None:
    if isinstance(answer, MostLeast):
        return answer.most
    return answer if isinstance(answer, str) else None


def _scores(gathered: _Gathered, bank: ItemBank, person: Person) -> None:
    found = person.assessment
    for score in found.scores:
        key = f"scales.{score.scale}"
        gathered.states[key] = scale_state(score)
        items = bank.rating_items(person.result.form, score.scale)
        values = {
            one.id: gathered.values[f"items.{one.id}"]
            for one in items
            if f"items.{one.id}" in gathered.values
        }
        gathered.answered(key, values)
    for name in ("strongest", "weakest"):
        scale = getattr(found.comparison, name)
        if scale is not None:
            gathered.states[name] = scale


def _findings(gathered: _Gathered, found: Assessment) -> None:
    gathered.counts.update(dict.fromkeys((status.value for status in Status), 0))
    for finding in found.findings:
        key = f"signs.{finding.sign}"
        gathered.states[key] = finding.status.value
        gathered.answered(key, {one.item: one.value for one in finding.evidence})
        gathered.counts[finding.status.value] += 1


def about_one_sign(rule: Rule) -> bool:
    """Return whether a rule looks at one sign and nothing else: such advice is never left out."""
    tests = list(leaves(rule.when.all))
    others = [*leaves(rule.when.any), *leaves(rule.when.none)]
    return len(tests) == 1 and tests[0].about == "signs" and not others


def limited(advice: Iterable[Advice], limits: Mapping[str, int]) -> tuple[Advice, ...]:
    """Return the advice with at most so many of each kind, beside those about a single sign."""
    given: Counter[str] = Counter()
    kept: list[Advice] = []
    for one in advice:
        if not about_one_sign(one.rule):
            given[one.rule.kind] += 1
            if given[one.rule.kind] > limits[one.rule.kind]:
                continue
        kept.append(one)
    return tuple(kept)


def advise(rules: Sequence[Rule], facts: Facts) -> tuple[Advice, ...]:
    """Return all advice for these facts: by kind, then by priority; what says the same is given once.

    A rule that another matching rule replaces falls away, also when that one is replaced itself. Of rules
    with one subject the first stays and takes over the reasons of the others; of one group the first stays.
    """
    matched = [Advice(rule, why) for rule in rules if (why := reasons(rule.when, facts)) is not None]
    replaced = {name for one in matched for name in one.rule.replaces}
    left = [one for one in matched if one.rule.id not in replaced]
    left.sort(key=lambda one: (KINDS.index(one.rule.kind), -one.rule.priority, one.rule.id))
    kept: dict[str, Advice] = {}
    groups: set[str] = set()
    for one in left:
        if one.rule.group is not None:
            if one.rule.group in groups:
                continue
            groups.add(one.rule.group)
        subject = f"={one.rule.subject}" if one.rule.subject is not None else one.rule.id
        first = kept.get(subject)
        if first is None:
            kept[subject] = one
        else:
            more = tuple(reason for reason in one.reasons if reason not in first.reasons)
            kept[subject] = replace(first, reasons=first.reasons + more)
    return tuple(kept.values())


def plan(
    periods: Sequence[PlanPeriod], steps: Sequence[PlanStep], facts: Facts
) -> tuple[tuple[PlanPeriod, tuple[PlannedStep, ...]], ...]:
    """Return the periods, each with the steps that fit these facts best, the most important first.

    A step made for a finding goes before a step for everybody of the same priority. A subject comes up once
    in the whole plan.
    """
    matched = [PlannedStep(step, why) for step in steps if (why := reasons(step.when, facts)) is not None]
    matched.sort(key=lambda one: (-one.step.priority, not one.reasons, one.step.id))
    used: set[str] = set()
    chosen: list[tuple[PlanPeriod, tuple[PlannedStep, ...]]] = []
    for period in periods:
        taken: list[PlannedStep] = []
        for one in matched:
            subject = one.step.subject
            if one.step.period != period.id or len(taken) >= period.steps or subject in used:
                continue
            taken.append(one)
            if subject is not None:
                used.add(subject)
        chosen.append((period, tuple(taken)))
    return tuple(chosen)
