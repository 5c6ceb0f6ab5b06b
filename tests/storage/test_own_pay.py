"""The file of a refresh: it comes back as it was written, holds aggregates only, and a bad one is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from suitability.domain.refresh import OwnCell, OwnPay
from suitability.errors import SuitabilityError
from suitability.storage.own_pay import own_pay_file, read_own_pay, write_own_pay

OWN = OwnPay(
    "2026-11-22",
    (
        OwnCell(83, None, None, "net", 7, 60_600, 61_500, 63_000, 64_500, 65_400),
        OwnCell(121, "moscow", "1-3", "gross", 40, 1, 2, 3, 4, 5),
    ),
    {"83:none": ('"v1"', '"v2"')},
)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    path = own_pay_file(tmp_path)
    assert path is not None
    assert read_own_pay(path) is None

    write_own_pay(path, OWN)
    write_own_pay(path, OWN)

    assert read_own_pay(path) == OWN
    assert own_pay_file(None) is None


def test_only_aggregates_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    write_own_pay(path, OWN)

    tree = json.loads(path.read_text("utf-8"))

    assert set(tree) == {"format", "version", "date", "cells", "marks"}
    assert set(tree["cells"][0]) == {
        "professional_role", "place", "step", "basis", "n", "p10", "p25", "median", "p75", "p90",
    }  # fmt: skip


BROKEN: list[tuple[str, object]] = [
    ("format", "other"),
    ("version", 2),
    ("date", None),
    ("cells", {}),
    ("cells", [{"professional_role": 83}]),
    ("extra", 1),
]


@pytest.mark.parametrize(("key", "value"), BROKEN)
def test_a_file_that_is_not_ours_is_named(tmp_path: Path, key: str, value: object) -> None:
    path = tmp_path / "own.json"
    write_own_pay(path, OWN)
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), key: value}), "utf-8")

    with pytest.raises(SuitabilityError) as caught:
        read_own_pay(path)

    assert caught.value.code in {"own_pay_foreign", "own_pay_damaged"}
    assert "own.json" in caught.value.values["path"]


@pytest.mark.parametrize("change", [{"p25": 99_000.0}, {"p10": 0.0}, {"n": 0}])
def test_numbers_that_cannot_be_are_refused(tmp_path: Path, change: dict[str, float]) -> None:
    path = tmp_path / "own.json"
    write_own_pay(path, OWN)
    tree = json.loads(path.read_text("utf-8"))
    tree["cells"][0].update(change)
    path.write_text(json.dumps(tree), "utf-8")

    with pytest.raises(SuitabilityError, match="own_pay_damaged"):
        read_own_pay(path)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    write_own_pay(path, OWN)
    path.write_text(path.read_text("utf-8")[:80], "utf-8")

    with pytest.raises(SuitabilityError):
        read_own_pay(path)
