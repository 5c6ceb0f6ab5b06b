"""Tax by bands: hand-worked years, the exact inverse, and a year without a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.tax import (
    TaxBand,
    Taxes,
    TaxTable,
    before_tax,
    before_tax_of_year,
    in_hand,
    in_hand_of_year,
    tax_of_year,
)
from suitability.domain.text import LocalizedText
from suitability.errors import PayDataMissing

BANDS = (
    TaxBand(0, 13, 2_400_000),
    TaxBand(2_400_000, 15, 5_000_000),
    TaxBand(5_000_000, 18, 20_000_000),
    TaxBand(20_000_000, 20, 50_000_000),
    TaxBand(50_000_000, 22),
)


def table(first: int, last: int) -> TaxTable:
    return TaxTable(
        id=f"t{first}",
        first=first,
        last=last,
        currency="RUB",
        bands=BANDS,
        source="law",
        url="https://law.example/",
        trust="B",
    )


TAXES = Taxes("ru", LocalizedText(en="tax"), (table(2014, 2020), table(2025, 2026)))


@pytest.mark.parametrize(
    ("gross", "tax"),
    [
        (0, 0),
        (840_000, 109_200),  # 70,000 a month at 13 %
        (2_400_000, 312_000),
        (3_000_000, 312_000 + 90_000),  # 600,000 of it at 15 %
        (5_000_000, 312_000 + 390_000),
        (6_000_000, 702_000 + 180_000),
        (20_000_000, 702_000 + 2_700_000),
        (60_000_000, 3_402_000 + 6_000_000 + 2_200_000),
    ],
)
def test_a_year_is_taxed_band_by_band(gross: float, tax: float) -> None:
    assert tax_of_year(BANDS, gross) == pytest.approx(tax)
    assert in_hand_of_year(BANDS, gross) == pytest.approx(gross - tax)


def test_a_month_is_a_twelfth_of_its_year() -> None:
    assert in_hand(TAXES.table(2025), 70_000) == pytest.approx(60_900)
    assert before_tax(TAXES.table(2025), 60_900) == pytest.approx(70_000)
    assert in_hand(TAXES.table(2026), 250_000) == pytest.approx((3_000_000 - 402_000) / 12)


@given(st.floats(0, 1e9))
def test_before_tax_is_the_inverse_of_in_hand(gross: float) -> None:
    assert before_tax_of_year(BANDS, in_hand_of_year(BANDS, gross)) == pytest.approx(gross, abs=1e-4)


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_more_before_tax_never_leaves_less_and_never_more_than_all(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert in_hand_of_year(BANDS, low) <= in_hand_of_year(BANDS, high) + 1e-6
    assert 0.78 * high - 1e-6 <= in_hand_of_year(BANDS, high) <= high


@pytest.mark.parametrize("year", [2013, 2021, 2024, 2027])
def test_a_year_without_a_table_is_named_with_those_that_have_one(year: int) -> None:
    with pytest.raises(PayDataMissing) as caught:
        TAXES.table(year)

    assert caught.value.code == "tax_year_missing"
    assert caught.value.values == {"country": "ru", "year": str(year), "known": "2014-2020, 2025-2026"}
