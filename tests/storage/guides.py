"""A small valid guide as text, and what the reader says about it after a change. Used by tests only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from suitability.errors import Problem
from suitability.storage.guide_reader import guide_problems

LANGUAGES = ("ru", "en")
TODAY = date(2026, 11, 22)

SOURCES = """\
- id: census
  title:
    ru: Перепись
    en: Census
  publisher:
    ru: Бюро
    en: Bureau
  url: https://bureau.example/table
  seen: page
  seen_on: 2026-11-01
  published: 2026-02-03
  trust: B
"""

ROLES = """\
- id: operator
  order: 1
  name:
    ru: Оператор
    en: Operator
  about:
    ru: Отвечает на звонки.
    en: Answers calls.
- id: lead
  order: 2
  name:
    ru: Руководитель
    en: Lead
  about:
    ru: Отвечает за смену.
    en: Answers for the shift.
"""

COUNTRY = """\
country:
  id: ru
  order: 1
  name:
    ru: Россия
    en: Russia
figures:
  - id: op_2025
    role: operator
    country: ru
    group:
      ru: операторы
      en: operators
    currency: RUB
    period: month
    statistic: percentiles
    p25: 40000
    median: 50000.5
    p75: 60000
    n: 12
    counted: adverts
    basis: gross
    measures: offered
    as_of: 2025-11
    published: 2026-02-03
    source: census
    url: https://bureau.example/row
    trust: B
  - id: lead_2019
    role: lead
    country: ru
    group:
      ru: руководители
      en: leads
    currency: RUB
    period: month
    statistic: range
    low: 30000
    high: 70000
    n_missing:
      ru: источник молчит
      en: the source does not tell
    basis: not_stated
    measures: offered
    as_of: 2019-05-29
    source: census
    url: https://bureau.example/old
    trust: D
    history: true
gaps:
  - role: lead
    country: ru
    text:
      ru: Свежей цифры нет.
      en: Nothing recent.
    nearest:
      - lead_2019
"""

FILES = {"sources.yaml": SOURCES, "roles.yaml": ROLES, "salaries/ru.yaml": COUNTRY}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the small guide with the first ``old`` of one file replaced; ``old`` must be there."""
    assert old in FILES[file], f"{old!r} is not in {file}"
    return {**FILES, file: FILES[file].replace(old, new, 1)}


def without(file: str, field: str, entry: str = "") -> dict[str, str]:
    """Return the small guide without ``field`` and what is below it, in the entry that ``entry`` begins."""
    text = FILES[file]
    start = text.index(entry)
    lines = text[start:].splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.strip(" -").startswith(f"{field}:"))
    indent = len(lines[first]) - len(lines[first].lstrip(" -"))
    last = first + 1
    while last < len(lines) and len(lines[last]) - len(lines[last].lstrip(" ")) > indent:
        last += 1
    return {**FILES, file: text[:start] + "".join(lines[:first] + lines[last:])}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files below ``folder`` and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path, files: dict[str, str], today: date | None = TODAY) -> list[Problem]:
    """Return what the reader says about the files."""
    return guide_problems(write(folder, files), LANGUAGES, today)


def line_of(text: str, part: str) -> int:
    """Return the line (from 1) on which ``part`` first stands."""
    return text[: text.index(part)].count("\n") + 1
