"""Taxes, price series, places, told pay and the plan of a refresh: each mistake is named by file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from suitability.storage.guide_reader import guide_problems, read_guide
from tests.storage.guides import COUNTRY, FILES, LANGUAGES, TODAY, line_of, write

TAXES = """\
country: ru
name:
  ru: налог
  en: tax
tables:
  - id: old
    first: 2014
    last: 2024
    currency: RUB
    bands:
      - above: 0
        rate: 13
    source: census
    url: https://bureau.example/tax
    trust: B
  - id: new
    first: 2025
    last: 2026
    currency: RUB
    bands:
      - above: 0
        up_to: 2400000
        rate: 13
      - above: 2400000
        rate: 15
    source: census
    url: https://bureau.example/tax
    trust: B
"""
INDICES = """\
country: ru
series:
  - kind: prices
    statistic:
      ru: рост цен
      en: growth of prices
    points:
      - as_of: "2023"
        value: 7.42
        source: census
        url: https://bureau.example/cpi
        trust: B
      - as_of: "2024"
        value: 9.52
        source: census
        url: https://bureau.example/cpi
        trust: B
      - as_of: "2025"
        value: 5.59
        source: census
        url: https://bureau.example/cpi
        trust: B
  - kind: minimum_wage
    statistic:
      ru: минимум
      en: minimum
    currency: RUB
    basis: gross
    points:
      - as_of: 2025-01
        value: 22440
        source: census
        url: https://bureau.example/min
        trust: B
"""
STORIES = """\
stories:
  - id: told
    role: operator
    country: ru
    title:
      ru: рассказ
      en: story
    statistic: told
    amount: 11000
    rate: 0.75
    currency: RUB
    basis: not_stated
    measures: earned
    as_of: 2014-02
    source: review
    url_missing:
      ru: адреса нет
      en: no address
    trust: D
"""
REFRESH = """\
country: ru
currency: RUB
asked_currency: RUR
area: 113
areas:
  - area: 1
    place: moscow
source:
  id: own
  title: {ru: своё, en: own}
  publisher: {ru: сайт, en: site}
  url: https://jobs.example/
  seen: calculated
  seen_on: 2026-11-22
  trust: C
few: {ru: мало, en: few}
steps:
  none: {ru: нет, en: none}
  1-3: {ru: мало, en: some}
  3-6: {ru: есть, en: more}
  6+: {ru: много, en: much}
searches:
  - professional_role: 83
    role: operator
    group: {ru: операторы, en: operators}
"""
REGIONS = COUNTRY.replace(
    "    en: Russia\n",
    "    en: Russia\n  regions:\n    - id: moscow\n      order: 1\n      name: {ru: Москва, en: Moscow}\n"
    "  full_week: 40\n  full_week_source: census\n",
    1,
)
WHOLE = {
    **FILES,
    "salaries/ru.yaml": REGIONS + STORIES,
    "taxes/ru.yaml": TAXES,
    "indices/ru.yaml": INDICES,
    "refresh.yaml": REFRESH,
}
TOLD_IN = frozenset({"review"})


def problems(folder: Path, files: dict[str, str], today: date | None = TODAY) -> list[tuple[str, int, str]]:
    found = guide_problems(write(folder, files), LANGUAGES, today, told_in=TOLD_IN)
    return [(one.file, one.line, one.code) for one in found]


def test_the_whole_guide_has_no_problem_and_loads(tmp_path: Path) -> None:
    assert problems(tmp_path, WHOLE) == []

    guide = read_guide(tmp_path, LANGUAGES, TODAY)

    assert guide.taxes["ru"].table(2025).bands[1].above == 2_400_000
    prices = guide.indices["ru"].of("prices")
    assert prices is not None
    assert prices.last_year == 2025
    assert guide.stories[0].amount == 11_000
    assert guide.refresh is not None
    assert guide.refresh.steps.keys() == {"none", "1-3", "3-6", "6+"}
    country = guide.country("ru")
    assert country is not None
    assert (country.full_week, [one.id for one in country.regions]) == (40, ["moscow"])


TAX, INDEX, PAY, PLAN = "taxes/ru.yaml", "indices/ru.yaml", "salaries/ru.yaml", "refresh.yaml"
BAD = [
    # file, what stands there, what is put in its place, code, the text on the line that is named
    (TAX, "above: 2400000", "above: 2000000", "pay_tax_bands_overlap", "above: 2000000"),
    (TAX, "above: 2400000", "above: 3000000", "pay_tax_bands_hole", "above: 3000000"),
    (TAX, "above: 0\n        up_to", "above: 5\n        up_to", "pay_tax_bands_start", "above: 5"),
    (TAX, "up_to: 2400000\n", "up_to: 0\n", "pay_tax_band_empty", "up_to: 0"),
    (
        TAX,
        "        up_to: 2400000\n",
        "",
        "pay_tax_bands_end",
        "above: 0\n        rate: 13\n      - above: 24",
    ),
    (TAX, "rate: 15", "rate: 100", "pay_tax_rate_wrong", "rate: 100"),
    (TAX, "first: 2025", "first: 2024", "pay_tax_years_overlap", "first: 2024"),
    (TAX, "first: 2025", "first: 2026", "pay_tax_years_hole", "first: 2026"),
    (TAX, "last: 2026", "last: 2027", "pay_tax_year_future", "last: 2027"),
    (PAY, "as_of: 2025-11", "as_of: 2013-11", "pay_tax_year_missing", "as_of: 2013-11"),
    (TAX, "last: 2024", "last: 2013", "pay_tax_years_order", "last: 2013"),
    (TAX, "id: new", "id: old", "pay_tax_twice", "id: old\n    first: 2025"),
    (TAX, "source: census", "source: nobody", "guide_unknown_source", "source: nobody"),
    (TAX, "https://bureau.example/tax", "law book", "guide_url_wrong", "url: law book"),
    (TAX, "country: ru", "country: us", "pay_country_file", "country: us"),
    (INDEX, 'as_of: "2024"', 'as_of: "2023"', "pay_index_order", 'as_of: "2023"\n        value: 9.52'),
    (INDEX, 'as_of: "2025"', 'as_of: "2026"', "pay_index_year_open", 'as_of: "2026"'),
    (INDEX, 'as_of: "2024"', 'as_of: "24"', "pay_index_year_wrong", 'as_of: "24"'),
    (INDEX, "as_of: 2025-01", "as_of: 2025-13", "guide_month_wrong", "as_of: 2025-13"),
    (INDEX, "value: 22440", "value: 0", "pay_index_value_wrong", "value: 0"),
    (INDEX, "value: 9.52", "value: -100", "pay_index_value_wrong", "value: -100"),
    (
        INDEX,
        "kind: minimum_wage",
        "kind: prices",
        "pay_series_twice",
        "kind: prices\n    statistic:\n      ru: мин",
    ),
    (INDEX, "    currency: RUB\n", "", "pay_series_unit", "kind: minimum_wage"),
    (PAY, "id: moscow", "id: Moscow", "guide_id_wrong", "id: Moscow"),
    (PAY, "full_week: 40", "full_week: 200", "pay_week_wrong", "full_week: 200"),
    (PAY, "  full_week: 40\n", "", "pay_week_source", "id: ru"),
    (PAY, "full_week_source: census", "full_week_source: hearsay", "guide_unknown_source", "hearsay"),
    (PAY, "    n: 12\n", "    n: 12\n    place: perm\n", "pay_place_unknown", "place: perm"),
    (PAY, "    n: 12\n", "    n: 12\n    near_roles: [operator]\n", "pay_role_twice", "near_roles"),
    (PAY, "    n: 12\n", "    n: 12\n    near_roles: [boss]\n", "guide_unknown_role", "near_roles"),
    (PAY, "    n: 12\n", "    n: 12\n    in_hand_of: lead_2019\n", "pay_twin_differs", "in_hand_of"),
    (PAY, "    n: 12\n", "    n: 12\n    in_hand_of: nothing\n", "pay_twin_unknown", "in_hand_of"),
    (PAY, "history: true", "history: true\n    too_few: true", "pay_few_and_history", "too_few"),
    (PAY, "source: review", "source: rumour", "guide_unknown_source", "source: rumour"),
    (PAY, "as_of: 2014-02", "as_of: 2014-2", "guide_month_wrong", "as_of: 2014-2"),
    (PAY, "rate: 0.75", "rate: 75", "pay_rate_wrong", "rate: 75"),
    (PAY, "amount: 11000", "amount: 0", "pay_amount_not_positive", "amount: 0"),
    (PLAN, "place: moscow", "place: perm", "pay_place_unknown", "place: perm"),
    (PLAN, "role: operator", "role: boss", "guide_unknown_role", "role: boss"),
    (PLAN, "  6+: {ru: много, en: much}\n", "", "pay_refresh_steps", "none: {ru"),
    (PLAN, "id: own", "id: census", "guide_duplicate_id", "id: census"),
    (PLAN, "country: ru", "country: us", "pay_country_unknown", "country: us"),
]


@pytest.mark.parametrize("mistake", BAD, ids=lambda one: f"{one[3]}: {one[2][:24]}")
def test_a_mistake_is_named_by_file_line_and_code(
    tmp_path: Path, mistake: tuple[str, str, str, str, str]
) -> None:
    file, old, new, code, line = mistake
    assert old in WHOLE[file]
    text = WHOLE[file].replace(old, new, 1)

    assert (file, line_of(text, line), code) in problems(tmp_path, {**WHOLE, file: text})


def test_a_year_missing_from_the_prices_is_named(tmp_path: Path) -> None:
    start = INDICES.index('      - as_of: "2024"')
    end = INDICES.index('      - as_of: "2025"')
    files = {**WHOLE, INDEX: INDICES[:start] + INDICES[end:]}

    found = guide_problems(write(tmp_path, files), LANGUAGES, TODAY, told_in=TOLD_IN)

    assert [(one.file, one.code, one.values) for one in found] == [
        (INDEX, "pay_index_year_missing", {"value": "2024"})
    ]
    assert found[0].line == line_of(files[INDEX], '      - as_of: "2023"')


def test_a_story_needs_an_address_or_the_reason_and_is_always_history(tmp_path: Path) -> None:
    both = STORIES.replace("    url_missing", "    url: https://story.example/\n    url_missing")
    better = STORIES.replace("trust: D", "trust: A")

    assert [code for _, _, code in problems(tmp_path, {**WHOLE, PAY: REGIONS + both})] == ["pay_story_url"]
    assert [code for _, _, code in problems(tmp_path, {**WHOLE, PAY: REGIONS + better})] == [
        "pay_story_trust"
    ]


def test_a_region_or_a_story_twice_is_refused(tmp_path: Path) -> None:
    region = "    - id: moscow\n      order: 1\n      name: {ru: Москва, en: Moscow}\n"
    story = STORIES.removeprefix("stories:\n")

    regions = problems(tmp_path, {**WHOLE, PAY: REGIONS.replace(region, region * 2, 1) + STORIES})
    stories = problems(tmp_path, {**WHOLE, PAY: REGIONS + STORIES + story})

    assert [code for _, _, code in regions] == ["pay_region_twice"]
    assert [code for _, _, code in stories] == ["pay_story_twice"]


def test_a_wrong_clock_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    assert problems(tmp_path, WHOLE, date(2020, 1, 1)) != []
    assert problems(tmp_path, WHOLE, None) == []
