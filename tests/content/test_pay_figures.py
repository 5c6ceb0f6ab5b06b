"""The shipped pay figures against the research they come from, typed a second time from its tables.

The numbers below were copied by hand from section 8 of the salary research (what to print, role by role) and
from its sections 1.2, 1.3, 3, 4.1 and 4.3 (samples, dates, bases, trust), not from content/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from suitability.domain.guide import Guide
from suitability.domain.pay import PayFigure
from suitability.storage.content_files import read_files
from suitability.storage.guide_reader import guide_problems, read_guide
from suitability.storage.strict_yaml import parse
from suitability.storage.words_reader import language_codes

CONTENT = Path(__file__).parents[2] / "content"
RESEARCHED = date(2026, 11, 22)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read_guide(CONTENT, language_codes(CONTENT), RESEARCHED)


Row = tuple[tuple[int, ...], int | None, str, str, str]
"""Amounts, n, as_of, basis, trust."""

PRINTED: dict[tuple[str, str], list[Row]] = {
    ("ru", "call_centre_operator"): [((60_000, 70_000, 85_000), 46, "2026-05", "not_stated", "C")],
    ("ru", "service_desk_1"): [((41_000, 57_500, 70_000), 19, "2025-11", "mixed", "C")],
    ("ru", "service_desk_2"): [
        ((80_000, 92_500, 108_100), 24, "2025-11", "mixed", "C"),
        ((90_000, 100_000, 110_000), 15, "2026-05", "not_stated", "C"),
    ],
    ("ru", "product_support"): [],
    ("ru", "field_support"): [((78_750, 92_500, 116_900), 10, "2025-11", "mixed", "C")],
    ("ru", "network_support"): [
        ((72_500, 103_500, 120_000), 42, "2025-11", "mixed", "C"),
        ((95_750, 127_500, 193_750), 18, "2026-05", "not_stated", "C"),
    ],
    ("ru", "team_lead"): [],
    ("us", "call_centre_operator"): [((36_870, 44_770, 51_780), 2_595_750, "2025-05", "gross", "A")],
    ("us", "service_desk_1"): [((40_980, 49_000), 717_190, "2025-05", "gross", "C")],
    ("us", "service_desk_2"): [((49_000, 61_860, 79_040), 717_190, "2025-05", "gross", "A")],
    ("us", "product_support"): [],
    ("us", "field_support"): [
        ((49_000, 61_860, 79_040), 717_190, "2025-05", "gross", "A"),
        ((38_900, 47_810, 59_870), 65_600, "2025-05", "gross", "A"),
    ],
    ("us", "network_support"): [((58_240, 76_220, 98_750), 146_190, "2025-05", "gross", "A")],
    ("us", "team_lead"): [((55_950, 69_500, 85_090), 1_436_680, "2025-05", "gross", "A")],
    ("uk", "call_centre_operator"): [((27_035,), None, "2025-04", "gross", "A")],
    ("uk", "service_desk_1"): [((27_000, 30_000), 98, "2025-11-19", "gross", "C")],
    ("uk", "service_desk_2"): [((30_625, 33_500, 40_000), 241, "2026-02-11", "gross", "B")],
    ("uk", "product_support"): [],
    ("uk", "field_support"): [((35_128,), None, "2025-04", "gross", "A")],
    ("uk", "network_support"): [((35_259,), None, "2025-04", "gross", "A")],
    ("uk", "team_lead"): [((35_723,), None, "2025-04", "gross", "B")],
}
HISTORY: dict[tuple[str, str], list[Row]] = {
    ("ru", "team_lead"): [((65_000, 95_000, 136_250), 11, "2022-07", "not_stated", "D")],
    ("uk", "team_lead"): [
        ((31_504,), None, "2015", "not_stated", "D"),
        ((47_500,), 23, "2018-01-19", "gross", "D"),
    ],
}
NEAREST = {
    ("ru", "product_support"): [
        (41_000, 57_500, 70_000),
        (80_000, 92_500, 108_100),
        (90_000, 100_000, 110_000),
    ],
    ("ru", "team_lead"): [(65_000, 95_000, 136_250)],
    ("us", "product_support"): [(49_000, 61_860, 79_040)],
    ("uk", "product_support"): [(35_128,)],
}
TAILS = {
    "ru_call_centre_2026_05": (50_000, 105_500),
    "ru_support_no_experience_2025_11": (34_600, 77_950),
    "ru_support_1_3_years_2025_11": (65_000, 117_750),
    "ru_support_1_3_years_2026_05": (90_000, 128_000),
    "ru_support_engineer_2025_11": (64_250, 162_000),
    "ru_sysadmin_2025_11": (60_000, 149_000),
    "ru_sysadmin_2026_05": (65_250, 226_000),
    "us_customer_service_2025": (31_750, 63_590),
    "us_user_support_line_1_2025": (40_980, 100_540),
    "us_user_support_2025": (40_980, 100_540),
    "us_repairers_2025": (35_910, 71_730),
    "us_network_support_2025": (47_120, 127_780),
    "us_office_supervisors_2025": (45_610, 104_710),
    "uk_first_second_line_2025_11": (26_000, 36_750),
    "uk_second_line_2026_02": (28_500, 43_750),
}
"""p10 and p90 where the research gives them."""

MONEY = {"ru": ("RUB", "month"), "us": ("USD", "year"), "uk": ("GBP", "year")}


def facts(figures: tuple[PayFigure, ...]) -> list[Row]:
    """Return what a row of the research says, for each figure, sorted."""
    return sorted(
        (tuple(int(value) for value in one.shown), one.n, one.as_of, one.basis, one.trust) for one in figures
    )


def test_the_shipped_guide_has_no_problem() -> None:
    assert guide_problems(CONTENT, language_codes(CONTENT), RESEARCHED) == []


@pytest.mark.parametrize(("country", "role"), PRINTED)
def test_every_row_prints_exactly_the_figures_of_the_research(guide: Guide, country: str, role: str) -> None:
    row = next(row for row in guide.pay(country) if row.role.id == role)

    assert facts(row.figures) == sorted(PRINTED[country, role])
    assert row.found == bool(PRINTED[country, role])
    assert {(one.currency, one.period) for one in row.figures} <= {MONEY[country]}


@pytest.mark.parametrize(("country", "role"), NEAREST)
def test_a_row_without_figure_gives_the_reason_and_the_nearest(guide: Guide, country: str, role: str) -> None:
    row = next(row for row in guide.pay(country) if row.role.id == role)

    assert row.gap is not None
    assert [tuple(int(value) for value in one.shown) for one in row.nearest] == NEAREST[country, role]


@pytest.mark.parametrize(("country", "role"), HISTORY)
def test_team_leads_of_the_past_are_history_only(guide: Guide, country: str, role: str) -> None:
    past = tuple(
        one for one in guide.figures if not one.current and (one.country, one.role) == (country, role)
    )

    assert facts(past) == sorted(HISTORY[country, role])
    assert all(one.history for one in past)


def test_what_is_not_current_says_why_and_trust_d_is_never_current(guide: Guide) -> None:
    past = [one for one in guide.figures if not one.current]

    assert len(past) > 60
    assert all(one.history != one.too_few for one in past)
    assert all(not one.current for one in guide.figures if one.trust == "D")


def test_every_country_has_a_row_for_every_role(guide: Guide) -> None:
    countries = [country.id for country in guide.countries]
    roles = [role.id for role in guide.roles]

    assert countries == ["ru", "us", "uk", "de", "kz"]
    assert [one.id for one in guide.countries if one.listed] == ["ru", "us", "uk"]
    assert {(country, row.role.id) for country in ("ru", "us", "uk") for row in guide.pay(country)} == set(
        PRINTED
    )
    assert len(roles) == 7
    assert all([row.role.id for row in guide.pay(country)] == roles for country in countries)


def test_the_tails_of_the_distributions_were_carried_too(guide: Guide) -> None:
    tails = {one.id: (one.p10, one.p90) for one in guide.figures if one.id in TAILS}

    assert tails == TAILS


def test_our_readings_are_labelled_and_show_the_published_row(guide: Guide) -> None:
    readings = {one.id: one.percentiles for one in guide.figures if one.statistic == "reading"}

    assert readings == {
        "us_user_support_line_1_2025": (40_980, 49_000, 61_860, 79_040, 100_540),
        "uk_first_second_line_2025_11": (26_000, 27_000, 30_000, 33_750, 36_750),
    }
    for one in guide.figures:
        if one.statistic == "reading":
            assert one.caution is not None
            assert "наше прочтение" in one.caution.on("ru")
            assert "our reading" in " ".join(one.caution.on("en").split())


def test_adverts_are_offers_and_statistics_are_earnings(guide: Guide) -> None:
    assert {one.source for one in guide.figures if one.measures == "earned"} == {
        "bls_oews_2025",
        "bls_oews_older",
        "bls_oews_2018",
        "ons_ashe_14_2025",
        "ons_ashe_14_2024",
        "destatis_62361",
        "habr_career_2025",
        "habr_career_2023",
        "it_pay_2024",
        "kz_average_2025",
        "sdi_2015",
    }
    assert {one.counted for one in guide.figures if one.measures == "offered"} <= {"adverts", None}
    assert all(one.n_missing for one in guide.figures if one.counted is None)


def test_coefficients_of_variation_stand_where_no_number_was_published(guide: Guide) -> None:
    given = {
        one.id: one.n_missing.on("en")
        for one in guide.figures
        if one.n_missing is not None and "coefficient" in one.n_missing.on("en")
    }

    found = {name: re.findall(r"([0-9.]+)%", reason) for name, reason in given.items()}
    assert found == {
        "uk_call_centre_2025": ["3.3"],
        "uk_user_support_2025": ["2.7"],
        "uk_it_operations_2025": ["4.3"],
        "uk_service_supervisors_2025": ["15"],
        "uk_web_technicians_2025": ["5.3"],
        "uk_customer_service_2025": ["1.2"],
        "uk_phone_sales_2025": ["7"],
    }


def test_every_source_is_used_and_no_id_is_shared_with_the_questions(guide: Guide) -> None:
    """The report numbers sources of both in one list, so an id must mean one thing."""
    used = {one.source for one in guide.figures}
    used |= {table.source for taxes in guide.taxes.values() for table in taxes.tables}
    points = [one for index in guide.indices.values() for series in index.series for one in series.points]
    used |= {one.source for one in points}
    used |= {one.full_week_source for one in guide.countries if one.full_week_source is not None}
    own = parse((CONTENT.parent / "questions" / "sources.yaml").read_bytes(), "sources.yaml").tree

    assert used == set(guide.sources)
    assert isinstance(own, list)
    assert len(own) > 0
    assert used.isdisjoint(entry["id"] for entry in own)


# ---- no figure without its origin, whatever file it stands in ----

AMOUNT_KEYS = {
    "p10",
    "p25",
    "median",
    "mean",
    "average",
    "p75",
    "p90",
    "low",
    "high",
    "salary",
    "pay",
    "amount",
}
ORIGIN_KEYS = {"source", "url", "as_of", "statistic", "basis", "trust"}
MONEY_TEXT = re.compile(
    r"[0-9][0-9 \u00a0\u202f.,]*(?:₽|\$|£|€|руб|тыс|rub|dollar|pound|usd|gbp|k\b)|[₽$£€]\s?[0-9]",
    re.IGNORECASE,
)


def amounts_in(node: object) -> Iterator[dict[str, object]]:
    """Yield every mapping of a tree that holds a number under a name of an amount."""
    if isinstance(node, dict):
        if any(key in AMOUNT_KEYS and isinstance(value, (int, float)) for key, value in node.items()):
            yield node
        for value in node.values():
            yield from amounts_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from amounts_in(value)


def texts_in(node: object) -> Iterator[str]:
    """Yield every text of a tree."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_in(value)


def trees() -> dict[str, object]:
    """Return the raw tree of every data file under content/."""
    return {name: parse(data, name).tree for name, data in read_files(CONTENT).items()}


def test_no_number_that_looks_like_pay_stands_in_content_without_its_origin() -> None:
    found = [(name, node) for name, tree in trees().items() for node in amounts_in(tree)]

    assert len(found) >= 20
    told = [node for _, node in found if node.get("statistic") in ("told", "told_from")]
    lacking = [
        (name, node.get("id"), ORIGIN_KEYS - node.keys())
        for name, node in found
        if not node.keys() >= ORIGIN_KEYS
    ]
    assert len(told) == 4
    assert lacking == [("salaries/ru.yaml", node["id"], {"url"}) for node in told]
    assert all(node["trust"] == "D" and node["url_missing"] for node in told)
    counted = [node for _, node in found if node not in told]
    assert [node["id"] for node in counted if not node.keys() & {"n", "n_missing"}] == []


def test_no_text_of_content_names_a_sum_of_money() -> None:
    """Sums belong into figures, where their origin stands beside them."""
    found = [
        (name, text) for name, tree in trees().items() for text in texts_in(tree) if MONEY_TEXT.search(text)
    ]

    assert found == []


def test_the_search_for_sums_sees_what_it_looks_for() -> None:
    planted = {"roles": [{"id": "x", "salary": 50_000}], "note": ["платят 50 000 ₽", "about £27,035"]}

    assert [node["id"] for node in amounts_in(planted)] == ["x"]
    assert [bool(MONEY_TEXT.search(text)) for text in texts_in(planted["note"])] == [True, True]
    assert not MONEY_TEXT.search("1–3 года, 46 объявлений, {n} of 2595750 jobs")
