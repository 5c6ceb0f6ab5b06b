"""The shipped advice, questions, plan and worksheet: all of it is met, no two signs give the same page."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from suitability.domain.advice import Person, about_one_sign, advise, facts_of, limited, plan
from suitability.domain.coaching import KINDS
from suitability.domain.signs import Status
from suitability.domain.when import Facts, leaves, reasons
from suitability.services.advice_view import advice_rows, coaching_in, person_facts
from suitability.services.interview_view import candidate_questions, recruiter_questions
from suitability.services.plan_view import plan_parts
from suitability.services.source_list import SourceList
from suitability.services.worksheet_view import worksheet
from suitability.storage.lint_texts import texts_of
from tests.services import samples
from tests.services.persons import anybody, by_level, careless, handbook, person, stock

COACHING = coaching_in(stock())
SIGNS = tuple(samples.bank().signs)
STATUSES = ("raised", "thought", "clear", "unknown")
MANY = 700


@cache
def everybody() -> tuple[Person, ...]:
    """Return a crowd in which every kind of finding occurs."""
    found = [anybody(seed) for seed in range(MANY)]
    found += [one for _, one in careless()]
    found += [
        person(samples.result(pick, form)) for pick in samples.PATTERNS.values() for form in samples.FORMS
    ]
    strong = by_level({}, 0.88)
    found += [person(samples.result(strong, form)) for form in ("quick", "full", "parallel")]
    weak = dict.fromkeys(("respect", "stopgap", "business", "recognition", "people", "contact"), 0.1)
    for scale_level in (0.6, 0.75, 0.88):
        found.append(person(samples.result(by_level(weak, scale_level), "full")))
    return tuple(found)


@pytest.mark.slow
def test_every_rule_step_and_pattern_is_met_by_somebody_and_none_by_all() -> None:
    crowd = [person_facts(stock(), one) for one in everybody()]
    met: Counter[str] = Counter()
    for facts in crowd:
        met.update(one.rule.id for one in advise(COACHING.rules, facts))
        for _, steps in plan(COACHING.periods, COACHING.steps, facts):
            met.update(f"step {one.step.id}" for one in steps)
        met.update(f"pattern {one.id}" for one in COACHING.patterns if reasons(one.when, facts) is not None)
        met.update(f"asked {one.id}" for one in COACHING.reflections if reasons(one.when, facts) is not None)
    names = [rule.id for rule in COACHING.rules]
    names += [f"step {step.id}" for step in COACHING.steps]
    names += [f"pattern {one.id}" for one in COACHING.patterns]
    names += [f"asked {one.id}" for one in COACHING.reflections]

    assert len(COACHING.rules) >= 150
    assert [name for name in names if not met[name]] == []
    assert [rule.id for rule in COACHING.rules if met[rule.id] == len(crowd)] == []


def facts_with(statuses: tuple[str, ...], other: Facts) -> Facts:
    """Return facts with other statuses of the ten signs."""
    states = dict(other.states) | {f"signs.{sign}": one for sign, one in zip(SIGNS, statuses, strict=True)}
    counts = Counter(statuses)
    return replace(other, states=states, counts={status: counts[status] for status in STATUSES})


def page(facts: Facts) -> tuple[str, ...]:
    return tuple(one.rule.id for one in limited(advise(COACHING.rules, facts), COACHING.limits))


@pytest.mark.parametrize("seed", range(12))
def test_no_two_results_that_differ_in_a_sign_get_the_same_page(seed: int) -> None:
    numbers = random.Random(seed)
    given = person_facts(stock(), anybody(seed))
    given = (
        given if given.counts else person_facts(stock(), person(samples.result(samples.drawn(19), "full")))
    )
    base = tuple(numbers.choice(STATUSES) for _ in SIGNS)
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    tried = {base}
    for place in range(len(SIGNS)):
        tried |= {(*base[:place], status, *base[place + 1 :]) for status in STATUSES}
    for first, second in combinations(range(len(SIGNS)), 2):
        changed = list(base)
        changed[first], changed[second] = numbers.choice(STATUSES), numbers.choice(STATUSES)
        tried.add(tuple(changed))
    tried.add(("unknown",) * len(SIGNS))

    for statuses in tried:
        said = page(facts_with(statuses, given))
        assert seen.setdefault(said, statuses) == statuses
    assert len(seen) == len(tried) > 40


def test_every_sign_has_one_rule_of_its_own_for_every_status() -> None:
    own = [rule for rule in COACHING.rules if about_one_sign(rule)]
    pairs = Counter(
        (leaf.name, state)
        for rule in own
        for leaf in leaves(rule.when.all)
        if isinstance(leaf.wanted, tuple)
        for state in leaf.wanted
    )

    assert pairs == Counter({(sign, status.value): 1 for sign in SIGNS for status in Status})
    assert [rule.kind for rule in own if rule.id.endswith("_clear")] == ["keep"] * 10


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_the_page_is_ordered_reasoned_and_complete(language: str, seed: int) -> None:
    words, one = samples.words(language), anybody(seed)
    sources = SourceList(samples.bank(), samples.guide(), words, handbook().sources)

    rows = advice_rows(stock(), one, words, sources)

    assert rows
    assert [row.kind for row in rows] == sorted((row.kind for row in rows), key=[*map(str, KINDS)].index)
    assert len({row.title for row in rows}) == len(rows)
    assert all(row.reasons and all(row.reasons) for row in rows)
    assert len(rows) <= 10 + sum(COACHING.limits.values())
    known = {rule.id: rule for rule in COACHING.rules}
    for row in rows:
        assert (row.source is None) == (known[row.id].source is None)
        assert (row.page is None) == (row.page_title is None)
    numbers = {row.source for row in rows if row.source is not None}
    assert numbers == {source.number for source in sources.rows()}


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_reasons_quote_the_answers_that_were_given(language: str) -> None:
    words, one = samples.words(language), person(samples.result(samples.drawn(19), "full"))
    rows = {row.id: row for row in advice_rows(stock(), one, words)}
    bank = samples.bank()
    finding = next(found for found in one.assessment.findings if found.sign == "contact")

    (reason,) = rows["contact_raised"].reasons

    for evidence in finding.evidence[:2]:
        assert bank.items[evidence.item].text.on(language).rstrip(".") in reason
    assert words("report.status.raised") in reason


def texts() -> Iterator[str]:
    """Return every Russian text of advice, questions, plan and worksheet."""
    for part in (
        *COACHING.rules,
        *COACHING.questions,
        *COACHING.periods,
        *COACHING.steps,
        *COACHING.reflections,
        *COACHING.patterns,
        COACHING.table,
    ):
        for _, text in texts_of(part):
            yield text["ru"]


MASCULINE = re.compile(
    r"\b[Вв]ы(?: не| уже| сами| ещё)? (?:\w+[аеиоуыя]л|должен|готов|сам|рад|уверен|согласен)\b"
)
SIMPLE_QUOTES = re.compile('["“”]')


def test_russian_texts_speak_to_everybody_with_russian_marks() -> None:
    every = list(texts())

    assert len(every) > 500
    assert [text for text in every if MASCULINE.search(text)] == []
    assert [text for text in every if SIMPLE_QUOTES.search(text)] == []
    assert MASCULINE.search("Если вы решал задачу")


def test_a_result_that_cannot_be_read_gets_no_advice_on_signs_or_scales() -> None:
    rushed = person(samples.result(samples.drawn(3), "full", elapsed_ms=400))
    rows = advice_rows(stock(), rushed, samples.words("en"))
    steps = [step.id for part in plan_parts(stock(), rushed, samples.words("en")) for step in part.steps]

    assert rows[0].id == "take_it_again"
    assert {row.id for row in rows} <= {"take_it_again", "read_meanwhile", "claimed_unknown"}
    assert steps[0] == "again_rested"
    assert not [step for step in steps if step.partition("_")[0] in SIGNS]


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_plan_always_has_enough_to_do_and_counts_days_without_a_gap(language: str) -> None:
    for seed in range(0, 40, 5):
        parts = plan_parts(stock(), anybody(seed), samples.words(language))

        assert [part.id for part in parts] == ["weeks_1_2", "month_1", "month_2", "month_3"]
        assert [part.last_day for part in parts] == [14, 30, 60, 90]
        assert [part.first_day for part in parts] == [1, 15, 31, 61]
        assert all(3 <= len(part.steps) <= 6 for part in parts)
        said = [step.text for part in parts for step in part.steps]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_recruiter_asks_everybody_the_same_and_more_only_on_raised_signs(language: str) -> None:
    words = samples.words(language)
    one = person(samples.result(samples.drawn(19), "full"))
    raised = [found.sign for found in one.assessment.findings if found.status is Status.RAISED]

    asked = recruiter_questions(stock(), one, words)

    assert raised
    assert [row.of for row in asked if row.about == "scale"] == [
        scale for scale in samples.bank().scales for _ in range(2)
    ]
    assert sorted(row.of for row in asked if row.about == "sign") == sorted(raised)
    assert sum(row.about == "task" for row in asked) == (3 if "troubleshooting" in raised else 1)
    assert all((row.good, row.middling, row.poor, row.probe) for row in asked)
    assert next(row.setup for row in asked if row.about == "task")


def test_a_candidate_prepares_marked_signs_first_and_then_the_weakest_scale() -> None:
    one = person(samples.result(by_level({"stress": 0.2, "respect": 0.1}, 0.8), "full"))
    rows = candidate_questions(stock(), one, samples.words("en"))

    assert [row.of for row in rows if row.about == "sign"] == ["respect", "stress"]
    assert [row.of for row in rows if row.about == "scale"][:2] == ["stress_tolerance"] * 2
    assert rows[-1].about == "task"


def test_the_worksheet_asks_about_what_was_measured_and_marked() -> None:
    one = person(samples.result(by_level({"stress": 0.2}, 0.8), "full"))
    sheet = worksheet(stock(), one, samples.words("en"))
    empty = worksheet(stock(), person(samples.result(samples.nothing, "conditions")), samples.words("en"))

    assert [(group.about, group.of) for group in sheet.groups] == [
        ("general", "whole"),
        *(("scale", scale) for scale in samples.bank().scales),
        ("sign", "stress"),
    ]
    assert [len(group.questions) for group in sheet.groups if group.about == "scale"] == [3, 2, 2, 3]
    assert [pattern.id for pattern in sheet.patterns] == ["fine"]
    assert [group.about for group in empty.groups] == ["general"]
    assert len(sheet.next_steps.heads) == 5


def test_every_careless_way_is_explained_to_the_counsellor() -> None:
    expected = {
        "fast_share": "fast",
        "instructed_failed": "instructed",
        "longest_run": "run",
        "answer_sd": "flat",
        "yes_saying": "agreeing",
        "no_saying": "disagreeing",
    }
    for signal, one in careless():
        sheet = worksheet(stock(), one, samples.words("ru"))
        assert expected[signal] in {pattern.id for pattern in sheet.patterns}
        assert all(pattern.reasons for pattern in sheet.patterns)


def test_facts_do_not_depend_on_the_order_in_which_they_are_asked() -> None:
    one = anybody(5)

    assert facts_of(samples.bank(), handbook(), one) == person_facts(stock(), one)
