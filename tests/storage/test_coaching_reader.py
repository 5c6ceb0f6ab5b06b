"""Advice, interview, plan and worksheet: every mistake is refused by file, line and name, all at once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from suitability.domain.kinds import RatingItem
from suitability.domain.quality import SIGNALS, assess_quality
from suitability.errors import ContentError, Problem
from suitability.services.messages import problem_sentence
from suitability.services.words import Words
from suitability.storage.coaching_names import CoachingNames, coaching_names
from suitability.storage.coaching_reader import checked_coaching_trees, coaching_of
from suitability.storage.words_reader import read_words
from tests.services import samples
from tests.storage.coachings import FILES, LANGUAGES, NAMES, RULES, changed, encoded, problems_of
from tests.storage.handbooks import line_of

ROOT = Path(__file__).parents[2]
RULE_FILE, QUESTION_FILE = "advice/rules.yaml", "interview/all.yaml"
PERIOD_FILE, STEP_FILE = "plan/periods.yaml", "plan/steps.yaml"
SHEET_FILE, PATTERN_FILE, TABLE_FILE = (
    "worksheet/reflections.yaml",
    "worksheet/patterns.yaml",
    "worksheet/table.yaml",
)


def test_the_small_files_load_and_load_the_same_from_a_cache() -> None:
    assert problems_of(FILES) == []
    trees = checked_coaching_trees(encoded(FILES), LANGUAGES, NAMES)

    coaching = coaching_of(trees, LANGUAGES)

    assert [rule.id for rule in coaching.rules] == ["rest", "ask_nights"]
    assert coaching.rules[0].when.all.signs == {"stress": ("raised", "thought")}
    assert [period.last_day for period in coaching.periods] == [14, 30, 60, 90]
    assert coaching_of(json.loads(json.dumps(trees)), LANGUAGES) == coaching


CASES: Mapping[str, tuple[str, str, str, str]] = {
    "an unknown sign with a near name": (RULE_FILE, "{stress: [r", "{stres: [r", "coaching_unknown_near"),
    "an unknown sign": (RULE_FILE, "{stress: [r", "{money: [r", "coaching_unknown"),
    "an unknown state": (RULE_FILE, "[raised, thought]", "[rised]", "expected_one_of"),
    "a state twice": (RULE_FILE, "[raised, thought]", "[raised, raised]", "coaching_state_twice"),
    "no state": (RULE_FILE, "[raised, thought]", "[]", "coaching_test_empty"),
    "an unknown condition": (RULE_FILE, '{nights: ["no"]}', '{night: ["no"]}', "coaching_unknown_near"),
    "an unknown role": (RULE_FILE, "role: [testing]", "role: [tester]", "coaching_unknown_near"),
    "an unknown field": (RULE_FILE, "all: {signs", "all: {signz", "field_unknown_near"),
    "an unknown page": (RULE_FILE, "page: plan", "page: plans", "coaching_unknown_near"),
    "an unknown source": (RULE_FILE, "page: plan", "source: nobody", "coaching_unknown"),
    "an unknown replaced rule": (RULE_FILE, "[rest]", "[rast]", "coaching_unknown_near"),
    "a rule that replaces itself": (RULE_FILE, "[rest]", "[ask_nights]", "coaching_replaces"),
    "a priority out of range": (RULE_FILE, "priority: 50", "priority: 101", "coaching_priority"),
    "a rule for everybody": (
        RULE_FILE,
        "{all: {signs: {stress: [raised, thought]}}}",
        "{}",
        "coaching_no_reason",
    ),
    "an id twice": (RULE_FILE, "id: ask_nights", "id: rest", "handbook_id_twice"),
    "an unfit id": (RULE_FILE, "id: rest", "id: Rest!", "handbook_id_wrong"),
    "a figure without a source": (RULE_FILE, "Минута", "10 минут", "coaching_figure_bare"),
    "a source reference in a text": (RULE_FILE, "Минута", "Минута [@review]", "coaching_citation"),
    "a promise": (RULE_FILE, "Минута", "Гарантируем минуту", "coaching_promise"),
    "a promise of several words": (RULE_FILE, "Минута", "Успех обеспечен", "coaching_promise"),
    "mixed alphabets": (RULE_FILE, "Отдыхайте", "Oтдыхайте", "chapter_mixed_word"),
    "a long title": (RULE_FILE, "Отдыхайте", "О" * 90, "topic_text_too_long"),
    "an untranslated text": (
        RULE_FILE,
        'en: "A minute after a call."',
        'en: "Минута после разговора."',
        "untranslated",
    ),
    "a missing language": (RULE_FILE, ', en: "Rest"', "", "language_missing"),
    "a forbidden question": (QUESTION_FILE, "Что вы сделали", "Какой у вас возраст", "coaching_unlawful"),
    "a question on nothing": (QUESTION_FILE, "of: stress", "of: stresses", "coaching_unknown_near"),
    "too few questions on a scale": (QUESTION_FILE, "of: tech_interest", "of: patience", "coaching_too_few"),
    "too few tasks": (QUESTION_FILE, "about: task", "about: sign", "coaching_too_few"),
    "a gap between the days": (PERIOD_FILE, "first_day: 15", "first_day: 16", "plan_days"),
    "a period twice": (PERIOD_FILE, "id: month_2", "id: month_3", "plan_period"),
    "an unknown period": (STEP_FILE, "period: month_1", "period: month_9", "expected_one_of"),
    "text and exercise": (
        STEP_FILE,
        "  exercise:",
        '  text: {ru: "А.", en: "B."}\n  exercise:',
        "plan_step_text",
    ),
    "no such exercise": (STEP_FILE, "number: 2", "number: 3", "plan_exercise"),
    "too few lines": (SHEET_FILE, "lines: 3", "lines: 0", "worksheet_lines"),
    "an unknown subject": (SHEET_FILE, "of: respect", "of: respekt", "coaching_unknown_near"),
    "an unknown signal": (PATTERN_FILE, "fast_share", "fast_shar", "coaching_unknown_near"),
    "a pattern for everybody": (
        PATTERN_FILE,
        "{all: {signals: {fast_share: [soft, strong]}}}",
        "{}",
        "coaching_no_reason",
    ),
    "a table of two columns": (TABLE_FILE, '  - {ru: "Кто", en: "Who"}\n', "", "worksheet_heads"),
    "a table of many rows": (TABLE_FILE, "rows: 4", "rows: 40", "worksheet_lines"),
    "an unknown kind of advice": ("advice/limits.yaml", "try: 2", "tri: 2", "coaching_unknown_near"),
    "a limit of nothing": ("advice/limits.yaml", "talk: 2", "talk: 0", "coaching_limit"),
    "no words to look for": ("advice/wording.yaml", "en: [your age]", "en: []", "wording_missing"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mistake_is_named_with_its_line(case: tuple[str, str, str, str]) -> None:
    file, old, new, code = case
    spoilt = changed(file, old, new)

    found = [one for one in problems_of(spoilt) if one.code == code]

    assert found, problems_of(spoilt)
    whole_file = code in {"coaching_too_few", "plan_period"}
    assert found[0].file == file
    assert whole_file or found[0].line > 0


IMPOSSIBLE = {
    "excluded states": "{all: {signs: {stress: [raised]}}, none: {signs: {stress: [raised, thought]}}}",
    "a span and the same span": "{all: {items: {P01: {below: 0.4}}}, none: {items: {P01: {below: 0.4}}}}",
    "an empty span": "{all: {facets: {waiting: {above: 0.6, below: 0.4}}}}",
    "below nothing": "{all: {tasks: {choice: {below: 0}}}}",
    "signs where none are read": "{all: {quality: [not_interpretable], signs: {stress: [raised]}}}",
    "scales of another outcome": "{all: {outcome: [nothing_measured], scales: {patience: [low]}}}",
    "more signs than there are": "{all: {count: {raised: {at_least: 2}, clear: {at_least: 1}}}}",
    "one scale at both ends": "{all: {strongest: [patience], weakest: [patience]}}",
}


@pytest.mark.parametrize("when", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_a_condition_that_nobody_can_meet_is_refused(when: str) -> None:
    spoilt = changed(RULE_FILE, "{all: {signs: {stress: [raised, thought]}}}", when)

    assert "coaching_impossible" in {one.code for one in problems_of(spoilt)}


POSSIBLE = {
    "a state is left": "{all: {signs: {stress: [raised, thought]}}, none: {signs: {stress: [thought]}}}",
    "a span": "{all: {facets: {waiting: {above: 0.4, below: 0.6}}}}",
    "another item": "{all: {items: {P01: {below: 0.4}}}, none: {items: {J01: {below: 0.4}}}}",
    "the named role": "{all: {roles: {named: {patience: [asks_more]}}}}",
    "signals where none are read": "{all: {quality: [not_interpretable], signals: {fast_share: [strong]}}}",
    "either of two": "{any: {replies: {J01: [a]}, form: [quick]}}",
}


@pytest.mark.parametrize("when", POSSIBLE.values(), ids=POSSIBLE)
def test_a_condition_that_somebody_can_meet_is_fine(when: str) -> None:
    assert problems_of(changed(RULE_FILE, "{all: {signs: {stress: [raised, thought]}}}", when)) == []


@pytest.mark.parametrize(
    "when",
    [
        "{all: {signs: {stress: [thought, raised]}}}",
        "{any: {}, all: {signs: {stress: [raised, thought]}}}",
    ],
)
def test_two_rules_with_one_condition_are_refused_however_it_is_written(when: str) -> None:
    spoilt = changed(RULE_FILE, '{all: {conditions: {nights: ["no"]}}, none: {role: [testing]}}', when)

    (found,) = problems_of(spoilt)

    assert (found.code, found.values) == ("coaching_same_condition", {"value": "rest"})
    assert found.line == line_of(spoilt[RULE_FILE], "  when: " + when)


@pytest.mark.parametrize(
    "about", ["roles: {tester: {patience: [meets]}}", "roles: {named: {stress: [meets]}}"]
)
def test_roles_and_their_scales_are_looked_up(about: str) -> None:
    spoilt = changed(RULE_FILE, "signs: {stress: [raised, thought]}", about)

    assert next(one.code for one in problems_of(spoilt)).startswith("coaching_unknown")


def test_replies_belong_to_their_item() -> None:
    spoilt = changed(RULE_FILE, "signs: {stress: [raised, thought]}", "replies: {J01: [a, z]}")

    (found,) = problems_of(spoilt)

    assert (found.code, found.values) == ("coaching_unknown", {"value": "z", "known": "a, b"})


def test_a_missing_file_and_a_stray_one_are_named() -> None:
    without = {name: text for name, text in FILES.items() if name != PERIOD_FILE}
    stray = {**without, "advice/old/more.yaml": RULES}

    codes = {(one.file, one.code) for one in problems_of(stray)}

    assert ("plan/periods.yaml", "coaching_missing") in codes
    assert ("advice/old/more.yaml", "coaching_file_unknown") in codes


def test_several_mistakes_come_at_once_in_order() -> None:
    spoilt = changed(RULE_FILE, "{stress: [r", "{stres: [r")
    spoilt[RULE_FILE] = spoilt[RULE_FILE].replace("priority: 40", "priority: 0")
    spoilt[TABLE_FILE] = spoilt[TABLE_FILE].replace("rows: 4", "rows: 1")

    found = problems_of(spoilt)

    assert [(one.file, one.code) for one in found] == [
        (RULE_FILE, "coaching_unknown_near"),
        (RULE_FILE, "coaching_priority"),
        (TABLE_FILE, "worksheet_lines"),
    ]
    with pytest.raises(ContentError):
        checked_coaching_trees(encoded(spoilt), LANGUAGES, NAMES)


@pytest.mark.parametrize("text", ["- [", "just words\n", "{}\n", "- 7\n", "- id: x\n", "\x00", "- *a\n"])
@pytest.mark.parametrize("file", FILES)
def test_no_file_can_break_the_reader(file: str, text: str) -> None:
    assert problems_of({**FILES, file: text})


def test_names_that_could_not_be_read_are_not_held_against_anybody() -> None:
    assert problems_of(FILES, CoachingNames(signals=frozenset())) == []


def test_the_names_of_the_shipped_content_are_those_of_the_bank() -> None:
    bank = samples.bank()
    questions = {
        path.relative_to(ROOT / "questions").as_posix(): path.read_bytes()
        for path in (ROOT / "questions").rglob("*.yaml")
    }
    content = {
        name: (ROOT / "content" / name).read_bytes() for name in ("guide.yaml", "roles.yaml", "sources.yaml")
    }

    names = coaching_names(questions, content)

    assert names.signs == set(bank.signs)
    assert names.scales == set(bank.scales)
    assert names.forms == set(bank.forms)
    assert names.outcomes == {row.id for row in bank.rules.outcomes}
    assert names.facets == {
        item.facet for item in bank.items.values() if isinstance(item, RatingItem) and item.facet
    }
    assert names.exercises == {sign.id: len(sign.actions) for sign in bank.signs.values()}
    assert {"technical_writing", "isp_call_centre", "stress"} <= names.pages
    assert {"onet_29_3", "composite", "bls_oews_2025"} <= names.sources
    assert names.replies["J01"] == ("a", "b", "c", "d")
    assert "W01" not in names.items
    assert "W01" not in names.conditions
    assert "nights" in names.conditions


def test_the_signals_that_rules_may_name_are_the_ones_that_are_computed() -> None:
    result = samples.result(samples.drawn(3), "full")
    quality = assess_quality(samples.bank(), result.order, result.responses)

    assert tuple(signal.index for signal in quality.signals) == SIGNALS


def codes() -> set[str]:
    """Return the codes that the checks of this folder of files use."""
    files = ("coaching_checks", "coaching_draft", "coaching_reader", "when_checks")
    text = "".join((ROOT / "suitability/storage" / f"{name}.py").read_text("utf-8") for name in files)
    return set(re.findall(r'"((?:coaching|plan|worksheet|wording)_[a-z_]+)"', text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_has_its_sentence(language: str) -> None:
    words = Words(language, read_words(ROOT / "content", language))
    values = dict.fromkeys(
        ("value", "known", "nearest", "needed", "name", "expected", "last", "low", "high", "language"), "x"
    )

    assert len(codes()) > 20
    for code in codes():
        assert problem_sentence(words, Problem("a.yaml", 1, 1, code, values)).strip()
