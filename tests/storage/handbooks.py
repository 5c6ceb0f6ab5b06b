"""A small valid handbook as text, and what the reader says about it after a change. Used by tests only."""

from __future__ import annotations

from suitability.errors import Problem
from suitability.storage.handbook_draft import Known
from suitability.storage.handbook_reader import handbook_problems

LANGUAGES = ("ru", "en")
KNOWN = Known(
    sources=frozenset({"review", "census"}),
    scales=("patience", "tech"),
    signs=frozenset({"stress"}),
    items={"W01": "condition", "W03": "condition", "P01": "rating"},
)

GUIDE = """\
groups:
  - {id: roles, order: 1, title: {ru: "Роли", en: "Roles"}}
  - {id: work, order: 2, title: {ru: "Работа", en: "Work"}}
topics:
  - id: breaks
    order: 1
    group: work
    title: {ru: "Перерывы", en: "Breaks"}
    about: {ru: "Когда отдыхают.", en: "When people rest."}
    sources: [review, study]
conditions:
  - {id: shifts, item: W01, name: {ru: "смены", en: "shifts"}}
  - {id: noise, item: W03, name: {ru: "шум", en: "noise"}}
demands: {little: 0, some: 40, much: 60}
sources:
  - id: study
    title: {ru: "Исследование", en: "A study"}
    as_of: "2004"
"""

ROLES = """\
- id: operator
  order: 1
  name: {ru: "Оператор", en: "Operator"}
  about: {ru: "Отвечает.", en: "Answers."}
"""

PROFILE = """\
id: operator
does:
  - {ru: "Отвечает на звонки.", en: "Takes calls."}
asks:
  - scale: patience
    level: much
    reason: {ru: "Терпение — 4,67 из 5.", en: "Patience: 4.67 out of 5."}
    source: census
  - scale: tech
    level: little
    reason: {ru: "Техники мало.", en: "Not much technology."}
facts:
  - text: {ru: "Опрошено 25 человек.", en: "25 people were asked."}
    source: study
usual: [shifts]
depends: [noise]
way_in:
  - {ru: "Учат на месте.", en: "They train you."}
leads_to:
  - {ru: "Первая линия.", en: "First line."}
interview:
  - {ru: "Почему телефон?", en: "Why the phone?"}
first_days:
  - {ru: "Слушать.", en: "Listen."}
  - {ru: "Отвечать.", en: "Answer."}
  - {ru: "Учить.", en: "Teach."}
"""

RU = """\
Перерывов было 2 [@review].

## Сколько длится

Вот что в источниках [@study]:

- по 10 минут;
- итого 20.

| Час | Что |
|---|---|
| 9:00 | начало [@review] |
"""

EN = """\
There were 2 breaks [@review].

## How long

What the sources say [@study]:

- 10 minutes each;
- 20 in all.

| Hour | What |
|---|---|
| 9:00 | start [@review] |
"""

FILES = {
    "guide.yaml": GUIDE,
    "roles.yaml": ROLES,
    "roles/operator.yaml": PROFILE,
    "ru/guide/breaks.md": RU,
    "en/guide/breaks.md": EN,
}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the small handbook with the first ``old`` of one file replaced; ``old`` must be there."""
    assert old in FILES[file], f"{old!r} is not in {file}"
    return {**FILES, file: FILES[file].replace(old, new, 1)}


def encoded(files: dict[str, str]) -> dict[str, bytes]:
    """Return the files as bytes."""
    return {name: text.encode("utf-8", "surrogatepass") for name, text in files.items()}


def problems_of(files: dict[str, str]) -> list[Problem]:
    """Return what the reader says about the files."""
    return handbook_problems(encoded(files), LANGUAGES, KNOWN)


def line_of(text: str, part: str) -> int:
    """Return the line (from 1) on which ``part`` first stands."""
    return text[: text.index(part)].count("\n") + 1
