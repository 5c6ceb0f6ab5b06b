"""Our figures against R's careless and psych on the same made-up answers (tests/fixtures/quality)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from suitability.domain.consistency import alpha, feldt_interval, item_rest, without
from suitability.domain.intervals import f_quantile, t_quantile
from suitability.domain.quality import answer_sd, longest_run
from suitability.services.reliability import Moments, omega_total

np = pytest.importorskip("numpy")

FOLDER = Path(__file__).parents[1] / "fixtures" / "quality"
SCALES = ("stress_tolerance", "patience", "communication", "tech_interest")


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a fixture."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def keyed(scale: str) -> list[list[int]]:
    """Return the keyed codes of all people on a scale (rows are people)."""
    items = [row for row in rows("items.csv") if row["scale"] == scale]
    return [
        [6 - int(one[row["item"]]) if row["keying"] == "-" else int(one[row["item"]]) for row in items]
        for one in rows("answers.csv")
    ]


def covariances(scale: str) -> list[list[float]]:
    """Return the covariance matrix of a scale."""
    answers = keyed(scale)
    size = range(len(answers[0]))
    products = tuple(tuple(float(sum(row[a] * row[b] for row in answers)) for b in size) for a in size)
    return Moments(
        len(answers), tuple(float(sum(row[a] for row in answers)) for a in size), products
    ).covariances()


def expected(scale: str, figure: str, item: str = "") -> float:
    """Return a figure of psych."""
    return next(
        float(row["value"])
        for row in rows("psych.csv")
        if (row["scale"], row["figure"], row["item"]) == (scale, figure, item)
    )


def test_long_strings_and_variability_are_those_of_careless() -> None:
    items = [row["item"] for row in rows("items.csv")]
    found = rows("careless.csv")

    assert len(found) == len(rows("answers.csv")) == 300
    assert len({row["longstring"] for row in found}) > 10
    for person, reference in zip(rows("answers.csv"), found, strict=True):
        codes = [int(person[item]) for item in items]
        assert person["person"] == reference["person"]
        assert longest_run(codes) == int(reference["longstring"])
        assert answer_sd(codes) == pytest.approx(float(reference["irv"]), rel=1e-12)


@pytest.mark.parametrize("scale", SCALES)
def test_alpha_and_feldts_interval_are_those_of_psych(scale: str) -> None:
    value = alpha(covariances(scale))
    assert value is not None
    low, high = feldt_interval(value, 300, len(covariances(scale)))

    assert value == pytest.approx(expected(scale, "alpha"), rel=1e-10)
    assert low == pytest.approx(expected(scale, "alpha_low"), rel=1e-8)
    assert high == pytest.approx(expected(scale, "alpha_high"), rel=1e-8)


@pytest.mark.parametrize("scale", SCALES)
def test_item_figures_are_those_of_psych(scale: str) -> None:
    matrix = covariances(scale)
    items = [row["item"] for row in rows("items.csv") if row["scale"] == scale]

    for place, item in enumerate(items):
        assert item_rest(matrix, place) == pytest.approx(expected(scale, "item_rest", item), rel=1e-10)
        assert alpha(without(matrix, place)) == pytest.approx(
            expected(scale, "alpha_without", item), rel=1e-10
        )
        assert matrix[place][place] ** 0.5 == pytest.approx(expected(scale, "sd", item), rel=1e-10)


@pytest.mark.parametrize("scale", SCALES)
def test_omega_total_of_one_factor_is_that_of_psych(scale: str) -> None:
    """It takes correlations; its optimiser stops at about five digits."""
    correlations = np.corrcoef(np.asarray(keyed(scale)).T)
    standardised = alpha(correlations.tolist())

    assert float(omega_total(correlations[None])[0]) == pytest.approx(
        expected(scale, "omega_total"), abs=2e-5
    )
    assert standardised == pytest.approx(expected(scale, "omega_alpha"), rel=1e-10)
    assert expected(scale, "omega_total") != pytest.approx(standardised, abs=5e-5)


def test_quantiles_are_those_of_r() -> None:
    found = rows("quantiles.csv")
    assert len(found) >= 60
    for row in found:
        share, under, value = float(row["share"]), float(row["under"]), float(row["value"])
        ours = (
            f_quantile(share, float(row["over"]), under) if row["which"] == "F" else t_quantile(share, under)
        )
        assert ours == pytest.approx(value, rel=1e-8), row


def test_the_fixtures_say_what_made_them() -> None:
    text = (FOLDER / "made_with.txt").read_text(encoding="utf-8")
    assert "R version" in text
    assert "psych" in text
    assert "careless" in text


def test_the_answers_have_no_gap_so_that_both_forms_of_irv_agree() -> None:
    """Careless 1.2 leaves gaps out of ``irv`` and 1.1 does not: the README rests on there being none."""
    cells = [cell for row in rows("answers.csv") for cell in row.values()]
    assert len(cells) > 300 * 50
    assert all(cell not in {"", "NA"} for cell in cells)
