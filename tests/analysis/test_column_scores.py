"""The columnar scoring says what the domain says, result by result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from suitability.domain.assessment import assess
from suitability.domain.quality import Level
from suitability.domain.session import Result
from suitability.errors import ResultFileError
from suitability.services.column_scores import score_batch
from suitability.services.result_table import Table, batches, load_polars
from tests.analysis.people import bank, people, person, table

polars = pytest.importorskip("polars")


def scored(form: str, rows: Table) -> list[dict[str, Any]]:
    """Return the rows of scores of a table."""
    return [
        row
        for batch in batches(bank(), rows, form)
        for row in score_batch(bank(), form, batch).iter_rows(named=True)
    ]


def expected(result: Result) -> dict[str, Any]:
    """Return what the domain says about a result, in the columns of the table."""
    found = assess(bank(), result)
    signals = {signal.index: signal.value for signal in found.quality.signals}
    row: dict[str, Any] = {"result.id": result.id, "result.language": result.language}
    for score in found.scores:
        if score.total:
            row[score.scale] = score.pomp
            row[f"{score.scale}.answered"] = score.answered
    for finding in found.findings:
        if finding.total:
            row[f"sign.{finding.sign}"] = finding.index
            row[f"status.{finding.sign}"] = finding.status.value
    for name in ("hits", "false_alarms", "discrimination", "value"):
        row[f"terms.{name}"] = None if found.terms is None else getattr(found.terms, name)
    for index in ("fast_share", "longest_run", "answer_sd", "instructed_failed"):
        row[f"quality.{index}"] = signals[index]
    row["quality.mean_answer"] = signals["yes_saying"]
    row["quality.overclaiming"] = signals.get("overclaiming")
    row["interpretable"] = found.quality.interpretable
    return row


def same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Fail unless the two rows agree: text and truth exactly, numbers to twelve digits.

    The index of a sign is rounded to nine decimals on both sides, so that its last one may differ by one.
    """
    assert found.keys() == wanted.keys()
    for column, value in wanted.items():
        if isinstance(value, float | int) and not isinstance(value, bool):
            near = 1.1e-9 if column.startswith("sign.") else 1e-12
            assert found[column] == pytest.approx(value, rel=1e-12, abs=near), (wanted["result.id"], column)
        else:
            assert found[column] == value, (wanted["result.id"], column)


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("quick", 1000),
        pytest.param("full", 3000, marks=pytest.mark.slow),
        pytest.param("parallel", 1000, marks=pytest.mark.slow),
        ("conditions", 100),
    ],
)
def test_every_score_is_the_one_of_the_domain(form: str, count: int) -> None:
    """Skipped and missing answers, missing times, hasty and careless sittings are among them."""
    results = people(count, form, careless=0.3)
    found = scored(form, table(results))

    assert len(found) == count
    for row, result in zip(found, results, strict=True):
        same(row, expected(result))
    if form == "full":
        verdicts = {row["interpretable"] for row in found}
        statuses = {row["status.trends"] for row in found}
        assert verdicts == {True, False}
        assert statuses == {"raised", "thought", "clear", "unknown"}
        assert any(row["patience"] is None for row in found)
        assert any(row["terms.value"] is None for row in found)


def test_every_quality_signal_fires_somewhere_in_the_comparison() -> None:
    """Otherwise the equality above would not have seen it."""
    raised = {
        (signal.index, signal.level)
        for result in people(3000, "full", careless=0.3)[:600]
        for signal in assess(bank(), result).quality.raised
    }

    assert {index for index, _ in raised} >= {"fast_share", "longest_run", "answer_sd", "instructed_failed"}
    assert {level for _, level in raised} == {Level.SOFT, Level.STRONG}


def test_a_result_of_another_order_is_judged_by_its_own_order() -> None:
    """Runs depend on the order in which the items were shown."""
    one = person(3)
    answers = {item: str(response.answer) for item, response in one.responses.items()}
    other = replace(one, id="other", order=tuple(sorted(one.order, key=lambda item: answers.get(item, ""))))
    rows = scored("full", table([one, other, person(4)]))

    assert [row["result.id"] for row in rows] == ["full-000003", "other", "full-000004"]
    for row, result in zip(rows, (one, other, person(4)), strict=True):
        same(row, expected(result))
    assert rows[0]["quality.longest_run"] != rows[1]["quality.longest_run"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("S01", 6), ("S01", 0), ("K01", 4), ("D01", "nonsense"), ("J01", "a/a")],
)
def test_an_answer_that_the_item_cannot_have_is_refused(column: str, value: int | str) -> None:
    pl = load_polars()
    rows = table(people(5))
    changed = rows.frame.with_columns(pl.lit(value).cast(rows.frame.collect_schema()[column]).alias(column))

    with pytest.raises(ResultFileError, match="table_values") as caught:
        scored("full", replace(rows, frame=changed))

    assert column in caught.value.values["columns"]
