"""Small valid files of advice, interview, plan and worksheet; what the reader says of them after a change."""

from __future__ import annotations

from suitability.errors import Problem
from suitability.storage.coaching_names import CoachingNames
from suitability.storage.coaching_reader import coaching_problems

LANGUAGES = ("ru", "en")
NAMES = CoachingNames(
    signs=frozenset({"stress", "respect"}),
    scales=frozenset({"patience", "tech_interest"}),
    facets=frozenset({"waiting"}),
    tasks=frozenset({"choice", "stress"}),
    items=frozenset({"P01", "J01"}),
    conditions=frozenset({"nights"}),
    roles=frozenset({"operator", "testing"}),
    outcomes=frozenset({"several_warnings", "not_interpretable", "nothing_measured"}),
    forms=frozenset({"quick", "full"}),
    sources=frozenset({"review"}),
    topics=frozenset({"plan"}),
    replies={"J01": ("a", "b")},
    exercises={"stress": 2, "respect": 1},
)

RULES = """\
- id: rest
  kind: try
  priority: 50
  when: {all: {signs: {stress: [raised, thought]}}}
  page: plan
  title: {ru: "Отдыхайте", en: "Rest"}
  text: {ru: "Минута после разговора.", en: "A minute after a call."}
- id: ask_nights
  kind: talk
  priority: 40
  when: {all: {conditions: {nights: ["no"]}}, none: {role: [testing]}}
  title: {ru: "Ночи", en: "Nights"}
  text: {ru: "Спросите о ночах.", en: "Ask about nights."}
  replaces: [rest]
"""

QUESTION = """\
- id: {id}
  about: {about}
  of: {of}
  question: {{ru: "Что вы сделали {id}?", en: "What did you do {id}?"}}
  behind: {{ru: "Порядок.", en: "Order."}}
  good: {{ru: "По порядку.", en: "In order."}}
  middling: {{ru: "Как-то.", en: "Somehow."}}
  poor: {{ru: "Никак.", en: "Not at all."}}
  probe: {{ru: "А дальше?", en: "And then?"}}
  prepare: {{ru: "Вспомните случай.", en: "Recall a case."}}
"""

QUESTIONS = "".join(
    QUESTION.format(id=name, about=about, of=of)
    for name, about, of in (
        ("patience_1", "scale", "patience"),
        ("patience_2", "scale", "patience"),
        ("tech_1", "scale", "tech_interest"),
        ("tech_2", "scale", "tech_interest"),
        ("stress_1", "sign", "stress"),
        ("respect_1", "sign", "respect"),
        ("task_1", "task", "stress"),
        ("task_2", "task", "stress"),
    )
)

PERIODS = "".join(
    f"""\
- id: {name}
  first_day: {first}
  last_day: {last}
  steps: 3
  title: {{ru: "Отрезок {name}", en: "Stretch {name}"}}
  aim: {{ru: "Увидеть.", en: "To see."}}
  show: {{ru: "тетрадь.", en: "a notebook."}}
"""
    for name, first, last in (
        ("weeks_1_2", 1, 14),
        ("month_1", 15, 30),
        ("month_2", 31, 60),
        ("month_3", 61, 90),
    )
)

STEPS = "".join(
    f"""\
- id: {name}_{number}
  period: {name}
  priority: {30 + number}
  text: {{ru: "Шаг {when_ru} {number_ru}.", en: "A step {when_en}, {number_en}."}}
"""
    for name, when_ru, when_en in (
        ("weeks_1_2", "в начале", "at first"),
        ("month_1", "в первый месяц", "in the first month"),
        ("month_2", "во второй месяц", "in the second month"),
        ("month_3", "в третий месяц", "in the third month"),
    )
    for number, number_ru, number_en in ((1, "раз", "one"), (2, "два", "two"))
)
STEPS += """\
- id: breathe
  period: weeks_1_2
  priority: 80
  when: {all: {signs: {stress: [raised]}}}
  exercise: {sign: stress, number: 2}
"""

REFLECTIONS = "".join(
    f"""\
- id: {name}
  about: {about}
  of: {of}
  lines: 3
  question: {{ru: "Что важно {name}?", en: "What matters {name}?"}}
"""
    for name, about, of in (
        ("whole", "general", "whole"),
        ("patience_1", "scale", "patience"),
        ("patience_2", "scale", "patience"),
        ("tech_1", "scale", "tech_interest"),
        ("tech_2", "scale", "tech_interest"),
        ("stress_1", "sign", "stress"),
        ("respect_1", "sign", "respect"),
    )
)

PATTERNS = """\
- id: fast
  when: {all: {signals: {fast_share: [soft, strong]}}}
  title: {ru: "Быстро", en: "Fast"}
  text: {ru: "Ответы шли быстро.", en: "The answers came fast."}
  ask: {ru: "Где вы отвечали?", en: "Where did you answer?"}
"""

TABLE = """\
title: {ru: "Шаги", en: "Steps"}
note: {ru: "Не больше трёх.", en: "No more than three."}
heads:
  - {ru: "Что", en: "What"}
  - {ru: "Когда", en: "When"}
  - {ru: "Кто", en: "Who"}
rows: 4
"""

WORDING = """\
promises:
  ru: [гарантир, успех обеспечен]
  en: [guarantee]
unlawful:
  ru: [возраст]
  en: [your age]
"""

FILES = {
    "advice/rules.yaml": RULES,
    "advice/limits.yaml": "{do_first: 2, try: 2, talk: 2, look: 2, keep: 2}\n",
    "advice/wording.yaml": WORDING,
    "interview/all.yaml": QUESTIONS,
    "plan/periods.yaml": PERIODS,
    "plan/steps.yaml": STEPS,
    "worksheet/reflections.yaml": REFLECTIONS,
    "worksheet/patterns.yaml": PATTERNS,
    "worksheet/table.yaml": TABLE,
}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the small files with the first ``old`` of one replaced; ``old`` must be there."""
    assert old in FILES[file], f"{old!r} is not in {file}"
    return {**FILES, file: FILES[file].replace(old, new, 1)}


def encoded(files: dict[str, str]) -> dict[str, bytes]:
    """Return the files as bytes."""
    return {name: text.encode() for name, text in files.items()}


def problems_of(files: dict[str, str], names: CoachingNames = NAMES) -> list[Problem]:
    """Return what the reader says about the files."""
    return coaching_problems(encoded(files), LANGUAGES, names)
