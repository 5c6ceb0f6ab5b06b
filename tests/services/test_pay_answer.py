"""The answer about pay: tax, rate, steps, then and now by hand; every printed amount traced to a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from suitability.domain.guide import Guide
from suitability.domain.pay import PayFigure
from suitability.domain.price_index import in_prices_of
from suitability.domain.tax import before_tax, before_tax_of_year, in_hand, in_hand_of_year
from suitability.errors import UserError
from suitability.services.formatting import money
from suitability.services.pay_page import pay_page_blocks
from suitability.services.pay_section import pay_section
from suitability.services.pay_types import PayLine, PayPlace, ThenNow
from suitability.services.report_types import PaySection
from suitability.services.source_list import SourceList
from suitability.services.words import Words
from tests.services import samples

COUNTRIES = ("ru", "us", "uk", "de", "kz")
MONEY = re.compile(
    r"(?:US\$|£|€|KZT\u00a0?)\d+(?:,\d{3})*(?:\.\d+)?"
    r"|\d[\d\u00a0\u202f,]*(?:[.,]\d+)?\u00a0(?:₽|\$|£|€|₸|KZT)"
)


def section(language: str, place: PayPlace | None, guide: Guide | None = None) -> PaySection:
    words, found = samples.words(language), guide or samples.guide()
    return pay_section(found, words, SourceList(samples.bank(), found, words), place)


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def answered(place: PayPlace, language: str = "en", guide: Guide | None = None) -> list[PayLine]:
    answer = section(language, place, guide).answer
    assert answer is not None
    return [*answer.lines, *answer.ladder]


def only(guide: Guide, name: str, **changes: object) -> Guide:
    """Return the guide with one figure changed and its in-hand version left out."""
    figures = tuple(
        replace(one, **changes) if one.id == name else one  # type: ignore[arg-type]
        for one in guide.figures
        if one.in_hand_of != name
    )
    return replace(guide, figures=figures)


CALL_CENTRE = PayPlace("ru", "call_centre_operator")


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("gross", "Take-home: 52,200 ₽ to 73,950 ₽, median 60,900 ₽ a month."),
        ("net", "Before tax: 68,966 ₽ to 97,701 ₽, median 80,460 ₽ a month."),
        (
            "not_stated",
            (
                "If this is before tax, the take-home pay is 52,200 ₽ to 73,950 ₽, median 60,900 ₽"
                " a month. If it is after tax already, it stays as it is."
            ),
        ),
        (
            "mixed",
            "It cannot be turned into take-home pay: some adverts give pay before tax and some after.",
        ),
    ],
)
def test_tax_is_taken_by_the_basis_of_the_figure(basis: str, expected: str) -> None:
    """60,000 / 70,000 / 85,000 times 0.87, or divided by it."""
    guide = only(samples.guide(), "ru_call_centre_2026_05", basis=basis)

    assert plain(answered(CALL_CENTRE, guide=guide)[0].in_hand or "") == expected


def test_mixed_adverts_show_the_version_worked_out_advert_by_advert() -> None:
    line = answered(PayPlace("ru", "service_desk_1"))[0]

    assert line.figure == "ru_support_no_experience_2025_11"
    assert "37,500 ₽ to 64,600 ₽, median 56,600 ₽" in plain(line.in_hand or "")


def test_where_there_is_no_table_nothing_is_converted_and_it_is_said() -> None:
    words = samples.words("en")
    for country in ("us", "uk", "de"):
        lines = answered(PayPlace(country, "network_support"))
        assert {line.in_hand for line in lines} <= {words("pay_answer.tax.no_table"), None}
    late = only(samples.guide(), "ru_call_centre_2026_05", as_of="2031-05", basis="gross")
    assert "no tax table of 2031" in (answered(CALL_CENTRE, guide=late)[0].in_hand or "")


def test_a_part_of_a_job_gets_its_part_and_the_hours_are_told() -> None:
    found = section("en", replace(CALL_CENTRE, rate=0.75))
    assert found.answer is not None

    assert plain(found.answer.lines[0].share or "") == (
        "For 0.75 of a full-time job at the same pay per hour: 45,000 ₽ to 63,750 ₽, median 52,500 ₽ a month."
    )
    assert "0.75 of a full-time job is 30 hours a week, about 130 hours a month" in " ".join(
        found.answer.notes
    )
    assert all(line.share is None for line in answered(CALL_CENTRE))
    abroad = section("en", PayPlace("de", "network_support", rate=0.5)).answer
    assert abroad is not None
    assert samples.words("en")("pay_answer.no_hours") in abroad.notes


def test_steps_of_experience_rise_and_say_what_differs() -> None:
    found = section("en", PayPlace("ru", "call_centre_operator", "ekaterinburg")).answer
    assert found is not None

    assert [line.figure for line in found.lines] == ["ru_call_centre_ekaterinburg_2026_05"]
    assert [(line.label, line.figure) for line in found.ladder] == [
        ("No experience", "ru_call_centre_no_experience_2026_05"),
        ("1–3 years of experience", "ru_call_centre_1_3_years_2026_05"),
    ]
    assert all("the whole country" in (line.differs or "") for line in found.ladder)


def test_nothing_found_is_said_with_the_reason_and_the_nearest() -> None:
    found = section("en", PayPlace("ru", "team_lead")).answer
    assert found is not None

    assert found.lead.startswith("We found nothing recent for support team leads.")
    assert [(line.figure, line.differs) for line in found.lines] == [
        ("ru_support_lead_2022", "Not an exact fit: it is a figure of the past.")
    ]
    nothing = section("en", PayPlace("kz", "team_lead")).answer
    assert nothing is not None
    assert nothing.lines == ()
    assert samples.words("en")("pay_answer.lead.nothing") in nothing.lead


def told(language: str, role: str | None) -> dict[str, ThenNow]:
    return {one.story: one for one in section(language, PayPlace("ru", role)).then_now}


def test_then_and_now_step_by_step_by_hand() -> None:
    """11,000 / 0.75 = 14,667; times 2.0726 and 2.3080 (2014 and 2013 to 2025)."""
    steps = told("en", "call_centre_operator")["isp_three_quarters_2014"].steps

    assert [
        (step.label, plain(step.amount)) for step in steps if step.label != "Growth of prices by year"
    ] == [
        ("What was paid", "11,000 ₽ for 0.75 of a full-time job"),
        ("For a full-time job, simply divided", "11,000 ₽ / 0.75 = 14,667 ₽"),
        ("Minimum wage at the time", "5,554 ₽ (January 2014)"),
        ("Average pay in the country at the time", "32,495 ₽ (2014)"),
        ("In prices of December 2025", "30,397 ₽ to 33,850 ₽ (× 2.07 or × 2.31)"),
        (
            "Offered, May 2026",
            (
                "60,000 ₽ to 85,000 ₽, median 70,000 ₽ a month (adverts of the hh.ru role "
                "“Оператор call-центра” (call-centre operator))"
            ),
        ),
    ]
    growth = next(step for step in steps if step.label == "Growth of prices by year")
    assert plain(growth.amount).split("; ") == [
        "2014: 11.36%", "2015: 12.91%", "2016: 5.38%", "2017: 2.52%", "2018: 4.27%", "2019: 3.05%",
        "2020: 4.91%", "2021: 8.39%", "2022: 11.94%", "2023: 7.42%", "2024: 9.52%", "2025: 5.59%",
    ]  # fmt: skip
    assert len(re.findall(r"\[\d+\]", growth.source or "")) == 5


def test_the_hourly_part_is_shown_between_its_two_rates() -> None:
    """80 hours at 49.44 and 54.42 are 3,955 and 4,354 of 8,500: 47 and 51 percent."""
    texts = [
        cell
        for block in pay_page_blocks(samples.guide(), samples.words("en"), CALL_CENTRE)
        for row in getattr(block, "rows", ())
        for cell in row
    ]

    hourly = next(plain(one) for one in texts if "80 h" in one)
    assert hourly.startswith("80 h × 49.44 ₽–54.42 ₽ = 3,955 ₽–4,354 ₽, which is 47–51% of the sum; the rest")


def test_a_missing_year_of_prices_is_said_and_the_rest_stays() -> None:
    guide = samples.guide()
    indices = guide.indices["ru"]
    holed = tuple(
        replace(one, points=tuple(point for point in one.points if point.as_of != "2019"))
        if one.kind == "prices"
        else one
        for one in indices.series
    )
    found = section(
        "en", CALL_CENTRE, replace(guide, indices={"ru": replace(indices, series=holed)})
    ).then_now[0]

    assert "no price index of 2019" in found.conclusion
    labels = [step.label for step in found.steps]
    assert labels[:2] == ["What was paid", "For a full-time job, simply divided"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (PayPlace("fr"), "pay_country_not_known"),
        (PayPlace("ru", "boss"), "pay_role_not_known"),
        (PayPlace("ru", None, "perm"), "pay_region_not_known"),
        (PayPlace("us", None, "texas"), "pay_no_regions"),
        (PayPlace("ru", rate=0), "pay_rate_not_possible"),
        (PayPlace("ru", rate=1.5), "pay_rate_not_possible"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(place: PayPlace, code: str) -> None:
    with pytest.raises(UserError) as caught:
        section("en", place)
    assert caught.value.code == code


# ---- every printed amount comes from a record, or from one by tax, rate, hours or prices ----


def printed(found: PaySection) -> Iterator[str]:
    """Yield every text of a pay chapter."""
    for _, text in samples.texts(found, "pay"):
        yield text


def amounts_of(figure: PayFigure) -> list[float]:
    names = ("p10", "p25", "median", "p75", "p90", "low", "high", "mean")
    return [value for name in names if (value := getattr(figure, name)) is not None]


def allowed(guide: Guide, words: Words, rate: float) -> set[str]:
    """Return every amount that may be printed, in words: published ones and what is worked out from them."""
    found: set[str] = set()
    for figure in guide.figures:
        values = amounts_of(figure)
        values += [value * rate for value in values]
        for table in guide.taxes[figure.country].tables if figure.country in guide.taxes else ():
            if table.first <= int(figure.as_of[:4]) <= table.last:
                year = figure.period == "year"
                for value in amounts_of(figure):
                    values.append(in_hand_of_year(table.bands, value) if year else in_hand(table, value))
                    values.append(
                        before_tax_of_year(table.bands, value) if year else before_tax(table, value)
                    )
        digits = 2 if figure.period == "hour" else 0
        found |= {money(words, value, figure.currency, digits) for value in values}
    for story in guide.stories:
        whole = story.amount / (story.rate or 1)
        prices = guide.indices[story.country].of("prices")
        assert prices is not None
        later = [one.after for one in in_prices_of(prices, whole, story.as_of, prices.last_year)]
        hourly = [one for one in (story.hourly, story.hourly_to) if one is not None]
        values = [story.amount, whole, *later, *(one * (story.hours or 0) for one in hourly)]
        found |= {money(words, value, story.currency) for value in values}
        found |= {money(words, value, story.currency, 2) for value in hourly}
    for index in guide.indices.values():
        for series in index.series:
            if series.currency is not None:
                found |= {money(words, point.value, series.currency) for point in series.points}
    return found


PLACES = [
    None,
    *(
        PayPlace(country, role)
        for country in COUNTRIES
        for role in ("call_centre_operator", "product_support")
    ),
    PayPlace("ru", "service_desk_1", "moscow", None, 0.75),
    PayPlace("ru", "service_desk_2", "spb", "3-6", 0.5),
    PayPlace("ru", "network_support", "elsewhere"),
    PayPlace("ru", None, "remote"),
    PayPlace("uk", "service_desk_1", "outside_london"),
]


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_printed_amount_comes_from_a_record(language: str, place: PayPlace | None) -> None:
    words = samples.words(language)
    known = allowed(samples.guide(), words, 1.0 if place is None else place.rate)

    texts = list(printed(section(language, place)))
    blocks = pay_page_blocks(samples.guide(), words, place)
    texts += [text for block in blocks for _, text in samples.texts(block, "block")]
    seen = [amount for text in texts for amount in MONEY.findall(text)]

    assert len(seen) >= 1
    assert [amount for amount in seen if amount not in known] == []


def test_the_search_for_amounts_sees_one_that_comes_from_nowhere() -> None:
    for language in samples.LANGUAGES:
        words = samples.words(language)
        planted = [money(words, 123_457, currency) for currency in ("RUB", "USD", "GBP", "EUR")]
        assert MONEY.findall("; ".join(planted)) == planted
        assert not set(planted) & allowed(samples.guide(), words, 1.0)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_line_names_a_record_that_exists_and_its_source(language: str) -> None:
    ids = {one.id for one in samples.guide().figures}
    for place in PLACES:
        if place is not None and place.role is not None:
            for line in answered(place, language):
                assert line.figure in ids
                assert re.fullmatch(r"\[\d+\]", line.source)
