"""Every figure added from the research, typed a second time: regions, steps, history, other countries.

One line a figure: id, then amounts in rising order (p10, p25, median, p75, p90; low, high; mean last), n.
Typed from sections 1.1-1.3, 3, 4.1-4.3 and 5 of the salary research; taxes and prices from its section 2.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from suitability.domain.guide import Guide
from suitability.domain.pay import GROUPS
from suitability.storage.guide_reader import read_guide
from suitability.storage.words_reader import language_codes

CONTENT = Path(__file__).parents[2] / "content"

TYPED = """
ru_support_2025_11 39000 60000 78500 95000 111750 n44
ru_support_2025_11_net 36500 57300 70600 95000 108300 n44
ru_support_no_experience_2025_11_net 32700 37500 56600 64600 70200 n19
ru_support_1_3_years_2025_11_net 65000 79600 91800 100000 111750 n24
ru_support_moscow_2025_11 35000 57500 90000 95000 116000 n25
ru_support_moscow_no_experience_2025_11 32700 35000 41000 63100 78800 n10
ru_support_moscow_1_3_years_2025_11 69500 90000 92500 105600 117000 n14
ru_support_spb_2025_11 68400 75000 81750 90000 126000 n5
ru_support_elsewhere_2025_11 50500 60000 70000 91250 107000 n14
ru_support_remote_2025_11 35000 49500 78400 95000 110000 n26
ru_support_line_1_2025_11 60000 60000 65000 95000 102500 n5
ru_support_line_2_2025_11 65000 120000 n4
ru_sysadmin_1_3_years_2025_11 59000 70000 95000 111000 120000 n20
ru_sysadmin_3_6_years_2025_11 93000 111250 120000 140000 165750 n14
ru_sysadmin_moscow_2025_11 75000 100500 120000 138750 173750 n26
ru_sysadmin_elsewhere_2025_11 48750 58100 75000 100250 112500 n16
ru_support_2026_05 83000 90000 100000 112500 147000 n24
ru_support_3_6_years_2026_05 97500 100000 110000 142500 165000 n6
ru_support_moscow_2026_05 90000 95000 110000 130000 150000 n15
ru_support_no_experience_2026_05 42000 120000 n3
ru_call_centre_no_experience_2026_05 50400 60000 70000 85000 106400 n25
ru_call_centre_1_3_years_2026_05 50000 60000 74800 85000 100000 n21
ru_call_centre_moscow_2026_05 70000 73750 80000 122500 150000 n11
ru_call_centre_ekaterinburg_2026_05 47150 55000 69500 76000 87250 n28
ru_support_teens_2025 48100
ru_call_centre_teens_2025 48500
ru_it_vacancies_2025_06 96000
ru_it_2025_12 183000
ru_it_moscow_2025_12 230000
ru_it_spb_2025_12 200000
ru_it_elsewhere_2025_12 159000
ru_it_2023_12 141000
ru_it_moscow_2023_12 187000
ru_it_spb_2023_12 150000
ru_it_2024_06 151000
ru_it_moscow_2024_06 200000
ru_it_spb_2024_06 165000
ru_it_elsewhere_2024_06 135000
ru_it_spb_junior_2023 71000
ru_it_spb_middle_2023 133000
ru_it_spb_senior_2023 184000
ru_it_spb_2026 110300
ru_any_job_spb_2024 79300
ru_any_job_moscow_2024 94400
ru_any_job_2024 70000
ru_any_remote_2022 38000
ru_any_remote_krasnodar_2022 40000
ru_support_2022 37500 50000 65000 n487
ru_support_moscow_2022 53700 65000 81000 n170
ru_support_spb_2022 42500 50000 63750 n79
ru_support_million_plus_2022 36600 43500 50000 n140
ru_support_elsewhere_2022 32500 40000 52500 n152
ru_support_line_1_2022 41900 45000 55000 n24
ru_support_line_2_2022 45000 50000 65000 n17
ru_support_engineer_2022 45000 57000 73750 n119
ru_support_1c_2022 40000 57500 80750 n26
ru_support_junior_2022 32600 36000 52300 n14
ru_sysadmin_2022 40000 54000 75000 n427
ru_sysadmin_moscow_2022 60000 80000 116250 n124
ru_sysadmin_spb_2022 47500 56750 72500 n68
ru_sysadmin_million_plus_2022 39100 47500 60000 n130
ru_sysadmin_elsewhere_2022 32500 43750 58450 n186
ru_support_2022_12 37500 49000 70000 n180
ru_support_moscow_2022_12 60000 75000 90000 n47
ru_support_spb_2022_12 38100 47500 58750 n34
ru_support_million_plus_2022_12 33000 40000 54500 n57
ru_support_elsewhere_2022_12 34300 40000 51400 n68
ru_support_2010 20000 27000 35000 n1906
ru_support_moscow_2010 22500 28500 37500 n1432
ru_support_spb_2010 22500 27500 32500 n185
ru_support_elsewhere_2010 13500 18000 23000 n289
ru_support_2008 22500 29600 38600 n1148
ru_call_centre_2008 14000 19000 25750 n82
ru_line_1_2017 15000 35000
ru_expert_2017 20000 100000
ru_expert_2013 16000 42000
ru_call_centre_2018_03 28679
ru_call_centre_2019_03 32810
ru_call_centre_2019_05 30000 n15969
ru_sysadmin_2016 29000 60000
ru_sysadmin_moscow_2010 42000
ru_sysadmin_spb_2010 36000
ru_sysadmin_ekaterinburg_2010 28000
ru_sysadmin_volgograd_2010 20000
us_user_support_2024 38780 47580 60340 77010 98010 64990 n697210
us_user_support_2023 37690 46550 59240 75950 97020 63640 n689700
us_user_support_2022 36580 45330 57890 73720 94920 61580 n696830
us_user_support_2021 34220 39380 49770 68130 91060 57650 n654310
us_user_support_2020 32830 40730 52690 68500 88940 57000 n634820
us_network_support_2024 46010 56720 73340 95710 124470 79610 n146450
us_network_support_2023 45660 54700 71530 92570 121920 78640 n158720
us_customer_service_2024 30690 35970 42830 50140 62730 45380 n2725930
us_customer_service_2023 29560 34780 39680 48480 61250 43520 n2858710
us_support_2025 41880 49800 62890 80990 103790 69790 n863380
us_sysadmin_2025 62640 78010 99130 126640 155050 103680 n314340
us_telemarketers_2025 27040 29640 35450 40230 50350 37370 n58430
us_all_2025 31200 37590 50980 80520 128560 69770 n155495730
us_user_support_hour_2025 29.74 n717190
us_network_support_hour_2025 36.64 n146190
us_customer_service_hour_2025 21.53 n2595750
us_user_support_2018 31220 39310 50980 65640 84510 n630700
uk_web_technicians_2025 37995
uk_customer_service_2025 27848
uk_phone_sales_2025 30495
uk_all_2025 39039
uk_user_support_all_2024 1866 2210 2676 3474 n152000
uk_user_support_all_2023 1629 2062 2600 3357 n140000
uk_user_support_all_2022 1580 1990 2457 3186 n148000
uk_user_support_all_2021 2387 n167000
uk_it_operations_all_2024 1901 2224 2840 3541 n70000
uk_call_centre_all_2024 934 1400 1957 2243 n36000
uk_customer_service_all_2024 676 1186 1891 2356 2978 n298000
uk_service_supervisors_all_2024 1489 2123 2711 3251 n18000
uk_first_second_line_2024_11 26000 28719 35000 47500 57500 n54
uk_first_second_line_2023_11 25000 26812 31500 37875 45000 n142
uk_second_line_2025_02 28500 30000 35000 41500 43750 n181
uk_second_line_2024_02 25500 27500 32000 37500 43750 n426
uk_desk_analyst_2024_12 25825 26500 32500 38625 45000 n12
uk_first_line_contract_2024_05 110 125 147 171 188 n71
uk_first_second_line_outside_london_2025_11 30000
uk_second_line_outside_london_2026_02 33500
uk_team_leader_2018 36250 47500 53750 n23
uk_desk_manager_2015 41714
uk_desk_team_leader_2015 31504
uk_desk_analyst_2015 23587
uk_first_line_south_wales_2020 17000 22000
de_dialog_2025 2819 3183
de_dialog_complex_2025 4044 4553
de_computing_2025 4904 5304
de_engineering_2025 4866 5123
de_consulting_2025 5568 5886
de_network_2025 4400 4751
de_administration_2025 5179 5495
kz_any_job_2025_09 268970
kz_any_job_astana_2025_09 280013
kz_any_job_almaty_2025_09 274422
kz_any_job_2025_12 296000
kz_any_job_astana_2025_12 330000
kz_any_job_almaty_2025_12 325000
kz_average_2025 448600
kz_call_centre_2025_05 250000 n11
"""

EARLIER = 20
"""Figures that stood here before; ``test_pay_figures.py`` has those."""

PRICES = [6.45, 11.36, 12.91, 5.38, 2.52, 4.27, 3.05, 4.91, 8.39, 11.94, 7.42, 9.52, 5.59]
AVERAGE = [29792, 32495, 34030, 36709, 39167, 43724, 47867, 51344, 57244, 65338, 74854, 87952]
MINIMUM = {
    "2014-01": 5554, "2015-01": 5965, "2016-01": 6204, "2016-12": 7500, "2017-01": 7500, "2017-12": 7800,
    "2019-01": 11280, "2020-01": 12130, "2021-01": 12792, "2022-01": 13890, "2022-06": 15279,
    "2023-01": 16242, "2024-01": 19242, "2025-01": 22440, "2026-01": 27093,
}  # fmt: skip


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read_guide(CONTENT, language_codes(CONTENT), date(2026, 11, 22))


def typed() -> dict[str, tuple[list[float], int | None]]:
    rows: dict[str, tuple[list[float], int | None]] = {}
    for line in TYPED.strip().splitlines():
        name, *numbers = line.split()
        n = int(numbers.pop()[1:]) if numbers[-1].startswith("n") else None
        assert name not in rows
        rows[name] = ([float(one) for one in numbers], n)
    return rows


def test_every_figure_is_the_one_of_the_research(guide: Guide) -> None:
    rows = typed()
    found = {
        one.id: (
            [
                value
                for value in (one.p10, one.p25, one.median, one.p75, one.p90, one.low, one.high, one.mean)
                if value is not None
            ],
            one.n,
        )
        for one in guide.figures
        if one.id in rows
    }

    assert found == rows
    assert len(guide.figures) == len(rows) + EARLIER


def test_a_figure_of_a_group_says_for_whom_it_is_nearest_or_is_context(guide: Guide) -> None:
    for one in guide.figures:
        if one.role in GROUPS:
            assert not one.also_roles
        else:
            assert one.role in {role.id for role in guide.roles}


def test_the_places_and_steps_of_a_figure_stand_in_words_too(guide: Guide) -> None:
    for one in guide.figures:
        assert one.place is None or one.region is not None
        assert (one.step is None) == (one.experience is None)


def test_a_version_in_hand_lies_at_or_below_its_figure(guide: Guide) -> None:
    by_id = {one.id: one for one in guide.figures}
    twins = [one for one in guide.figures if one.in_hand_of is not None]

    assert len(twins) == 3
    for one in twins:
        assert one.in_hand_of is not None
        whole = by_id[one.in_hand_of].percentiles
        assert all(0.87 * a <= b + 50 and b <= a for a, b in zip(whole, one.percentiles, strict=True))


def test_prices_pay_and_minimum_wage_are_those_of_the_research(guide: Guide) -> None:
    indices = guide.indices["ru"]
    prices, average, minimum = (indices.of(kind) for kind in ("prices", "average_pay", "minimum_wage"))
    median = indices.of("median_pay")
    assert prices is not None
    assert average is not None
    assert minimum is not None
    assert median is not None

    assert {one.as_of: one.value for one in prices.points} == {
        str(2013 + number): value for number, value in enumerate(PRICES)
    }
    yearly = [one.value for one in average.points if len(one.as_of) == 4]
    assert yearly == AVERAGE
    months = {one.as_of: one.value for one in average.points if len(one.as_of) > 4}
    assert months == {"2025-06": 103200, "2025-09": 96182, "2025-11": 98192, "2025-12": 139727}
    assert {one.as_of: one.value for one in minimum.points} == MINIMUM
    assert {one.as_of: one.value for one in median.points} == {"2021": 35300, "2022": 40300, "2024": 56443}


def test_the_bands_of_the_tax_are_those_of_the_research(guide: Guide) -> None:
    tables = guide.taxes["ru"].tables
    bands = {
        (one.first, one.last): [(band.above, band.up_to, band.rate) for band in one.bands] for one in tables
    }

    assert bands == {
        (2001, 2020): [(0, None, 13)],
        (2021, 2024): [(0, 5_000_000, 13), (5_000_000, None, 15)],
        (2025, 2026): [
            (0, 2_400_000, 13),
            (2_400_000, 5_000_000, 15),
            (5_000_000, 20_000_000, 18),
            (20_000_000, 50_000_000, 20),
            (50_000_000, None, 22),
        ],
    }
    assert list(guide.taxes) == ["ru"]


def test_the_stories_are_those_of_the_reviews(guide: Guide) -> None:
    told = {one.id: (one.amount, one.rate, one.hours, one.hourly, one.hourly_to) for one in guide.stories}

    assert told == {
        "isp_three_quarters_2014": (11_000, 0.75, None, None, None),
        "isp_half_2014": (8_500, 0.5, 80, 49.44, 54.42),
        "crm_start_2020": (25_000, None, None, None, None),
        "crm_complex_2020": (35_000, None, None, None, None),
    }
