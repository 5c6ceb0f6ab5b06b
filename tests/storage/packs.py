"""A small valid pack and content folder, written to disk for one test and spoilt there in one place."""

from __future__ import annotations

from pathlib import Path

from suitability.errors import ContentError, Problem
from suitability.storage.bank_reader import read_bank

RATING = """\
- id: {id}
  kind: rating
  format: frequency
  scale: patience
  keying: "{keying}"
  sign: self_control
  text:
    ru: {ru}
    en: {en}
"""

STATEMENTS = (
    (
        "P01",
        "+",
        "Объясняю одно и то же второй раз тем же тоном.",
        "I explain a thing twice in the same tone.",
    ),
    ("P02", "-", "Повышаю голос, когда ошибку повторяют.", "I raise my voice when a mistake is repeated."),
    ("P03", "-", "Перебиваю, если рассказ тянется.", "I interrupt when a story drags on."),
    ("P04", "+", "Жду, пока человек найдёт нужную кнопку.", "I wait while a person looks for the button."),
    ("P05", "+", "Дочитываю длинное письмо до последней строки.", "I read a long letter to its last line."),
)

TASKS = """\
- id: J01
  kind: situation
  sign: self_control
  text: {ru: Человек кричит в трубку., en: A man shouts into the phone.}
  replies:
    - {id: a, value: 1, text: {ru: Выслушать., en: Listen.}, why: {ru: Он остынет., en: He calms down.}}
    - {id: b, value: 0.6, text: {ru: Назвать срок., en: Name a time.}, why: {ru: Честно., en: Honest.}}
    - {id: c, value: 0.3, text: {ru: Позвать старшего., en: Call a senior.}, why: {ru: Рано., en: Early.}}
    - {id: d, value: 0, text: {ru: Бросить трубку., en: Hang up.}, why: {ru: Хуже некуда., en: Worst.}}
- id: D01
  kind: sequence
  sign: troubleshooting
  text: {ru: Принтер молчит., en: The printer is silent.}
  steps:
    - {id: power, text: {ru: Проверить питание., en: Check the power.}}
    - {id: cable, text: {ru: Проверить кабель., en: Check the cable.}}
    - {id: driver, text: {ru: Переставить драйвер., en: Reinstall the driver.}}
  before: [[power, driver], [cable, driver]]
  why: {ru: Сначала простое., en: Simple things first.}
- id: D02
  kind: choice
  sign: troubleshooting
  text: {ru: Сайт не открывается., en: A site does not open.}
  options:
    - {id: a, value: 1, text: {ru: Открыть другой., en: Open another.}, why: {ru: Ближе., en: Closer.}}
    - {id: b, value: 0, text: {ru: Купить роутер., en: Buy a router.}, why: {ru: Дорого., en: Dear.}}
- id: I01
  kind: instructed
  format: frequency
  text: {ru: Выберите здесь «часто»., en: Choose "often" here.}
  expected: 4
"""

PACK: dict[str, str] = {
    "pack.yaml": 'id: toy\nversion: "1"\nlanguages: [ru, en]\n',
    "formats.yaml": """\
- id: frequency
  options:
    - {code: 1, text: {ru: никогда, en: never}}
    - {code: 2, text: {ru: редко, en: rarely}}
    - {code: 3, text: {ru: иногда, en: sometimes}}
    - {code: 4, text: {ru: часто, en: often}}
    - {code: 5, text: {ru: всегда, en: always}}
""",
    "scales/patience.yaml": """\
id: patience
order: 1
name: {ru: Терпение, en: Patience}
about: {ru: Что делаете при повторах., en: What you do when things repeat.}
not_about: {ru: Это не медлительность., en: It is not slowness.}
zones:
  low: {ru: Низко., en: Low.}
  middle: {ru: Средне., en: Middle.}
  high: {ru: Высоко., en: High.}
""",
    "signs/01-self_control.yaml": """\
id: self_control
number: 1
name: {ru: Самообладание, en: Self-control}
short: {ru: Похоже на вспыльчивость., en: You may boil over soon.}
measured_by: [rating]
means: {ru: Повторять приходится часто., en: You repeat things often.}
no_obstacle: {ru: Если звонков мало., en: Where calls are few.}
why:
  - text: {ru: Так пишут практики., en: Practitioners say so.}
    source: review
actions:
  - {ru: Сосчитайте до пяти., en: Count to five.}
story: {ru: Однажды позвонили десять раз., en: Once somebody called ten times.}
""",
    "signs/02-troubleshooting.yaml": """\
id: troubleshooting
number: 2
name: {ru: Поиск неполадки, en: Troubleshooting}
short: {ru: Похоже на растерянность., en: You may feel lost.}
measured_by: [sequence, choice]
means: {ru: Искать приходится каждый день., en: You search every day.}
no_obstacle: {ru: Если есть инструкция., en: Where there is a guide.}
why:
  - text: {ru: Так устроена работа., en: The work is like that.}
    source: review
actions:
  - {ru: Почините что-нибудь., en: Mend something.}
story: {ru: Принтер молчал неделю., en: A printer was silent for a week.}
""",
    "sources.yaml": """\
- id: review
  title: {ru: Отзыв практика, en: A practitioner's review}
  as_of: "2014"
  url: https://example.org/review
  trust: read
""",
    "items/patience.yaml": "".join(
        RATING.format(id=name, keying=keying, ru=ru, en=en) for name, keying, ru, en in STATEMENTS
    ),
    "items/tasks.yaml": TASKS,
    "forms/quick.yaml": """\
id: quick
name: {ru: Короткая, en: Short}
about: {ru: Пять минут., en: Five minutes.}
minutes: 5
seed: 7
provisional: true
parts:
  - id: statements
    title: {ru: Высказывания, en: Statements}
    items: [P01, P02, P03, P04, P05, I01]
  - id: tasks
    title: {ru: Задачи, en: Tasks}
    items: [J01, D01, D02]
""",
    "rules.yaml": """\
band_z: 1.645
band_percent: 90
change_z: 1.96
answered: {scale: 0.8, sign: 0.75}
zones: {low_below: 40, high_above: 75, border_sems: 1}
signs: {raised_below: 0.4, provisional_raised_below: 0.25, clear_above: 0.6, provisional_below_items: 4}
quality:
  fast_ms: 2000
  min_answers: 10
  fast_share: {soft: 0.25, strong: 0.5}
  instructed_failed: {soft: 1, strong: 2}
  longest_run: {soft: 10}
  answer_sd: {soft: 0.5}
  yes_saying: {}
  no_saying: {}
  not_interpretable_strong: 1
  not_interpretable_soft: 2
outcomes:
  - id: several
    signs_raised_from: 4
    text: {ru: Несколько предупреждений., en: Several warnings.}
    next_steps:
      - {ru: Обдумайте., en: Think.}
  - id: nothing
    otherwise: true
    text: {ru: Ничто не мешает., en: Nothing is in the way.}
    next_steps: []
origins: {zones: product choice}
""",
    "errors/quick.yaml": """\
form: quick
status: assumed
respondents: 100
seed: 1
discrimination: 1.3
trait_correlation: 0.3
scales:
  - scale: patience
    sem: {"4": 14.2, "5": 12.6}
    reliability: 0.68
    trait_correlation: 0.82
    coverage: 0.9
    monte_carlo_error: 0.05
""",
    "ledger.yaml": """\
P01: rating frequency patience self_control +
P02: rating frequency patience self_control -
P03: rating frequency patience self_control -
P04: rating frequency patience self_control +
P05: rating frequency patience self_control +
P99: retired
J01: situation - - self_control -
D01: sequence - - troubleshooting -
D02: choice - - troubleshooting -
I01: instructed frequency - - -
""",
}

WORDS: dict[str, str] = {
    "ru/language.yaml": "code: ru\nname: Русский\ndirection: ltr\n",
    "en/language.yaml": "code: en\nname: English\ndirection: ltr\n",
    "ru/words/screens.yaml": """\
welcome:
  title: Это займёт {minutes} мин.
  left:
    one: Остался {n} вопрос из {total}.
    few: Осталось {n} вопроса из {total}.
    many: Осталось {n} вопросов из {total}.
    other: Осталось {n} вопроса из {total}.
""",
    "en/words/screens.yaml": """\
welcome:
  title: This takes {minutes} min.
  left:
    one: One question of {total} is left.
    other: "{n} questions of {total} are left."
""",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files below ``folder`` and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_pack(folder: Path) -> Path:
    """Write the valid pack into ``folder`` and return it."""
    return write(folder, PACK)


def spoil(folder: Path, file: str, old: str, new: str) -> str:
    """Replace the only ``old`` in a file by ``new``; return the new text of the file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
    changed = text.replace(old, new)
    path.write_text(changed, encoding="utf-8")
    return changed


def place(text: str, mark: str) -> tuple[int, int]:
    """Return line and column (from 1) of the first ``mark`` in ``text``, counted without the loader."""
    before = text[: text.index(mark)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Return the problems of a pack, none when it loads."""
    try:
        read_bank(folder)
    except ContentError as error:
        return error.problems
    return ()
