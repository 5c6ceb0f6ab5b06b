"""What a kept sitting makes of other clocks, other questions and events that make no sense."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from suitability.domain.bank import Pack
from suitability.domain.kinds import RatingItem
from suitability.errors import RunFileError
from suitability.services import sitting as sittings
from suitability.services.replay import marks
from suitability.storage.run_file import RunFile, read_run
from suitability.storage.runs import list_runs
from tests.services.sittings import (
    BANK,
    NOON,
    ORDER,
    FakeClock,
    settings,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def test_clock_jumps_and_time_zones_are_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeClock()
    these = settings(folder, clock)
    sitting = sittings.start(these, "quick", "ru")
    sitting.respond(1, 1000)
    clock.jump(timedelta(days=-1))
    clock.steady_ms = 5
    sitting.respond(2, 1000)
    clock.jump(timedelta(days=3653))
    sitting.respond(3, 1000)
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setenv("TZ", zone)
        sitting.omit(10)
    clock.now = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=14)))
    sitting.omit(10)
    sitting.close()
    events = read_run(folder / "run0.run").events
    assert [event.seq for event in events] == list(range(1, 8))
    assert [event.at_utc for event in events][1:4] == [
        "2026-11-22T12:00:00.000Z",
        "2026-11-21T12:00:00.000Z",
        "2036-11-21T12:00:00.000Z",
    ]
    assert events[-1].at_utc == "2026-11-22T09:30:00.000Z"
    again = sittings.resume(these, folder / "run0.run")
    assert [again.session.responses[item].answer for item in ORDER[:3]] == [1, 2, 3]
    assert again.session.position == 6
    spent = [response.elapsed_ms for response in again.finish().responses.values()]
    assert all(ms is not None and ms >= 0 for ms in spent)
    again.close()
    (run,) = list_runs(folder)
    assert run.answering_ms == 3030
    assert run.finished


def test_a_time_of_the_wall_clock_in_another_zone_is_stored_in_utc(folder: Path) -> None:
    clock = FakeClock(NOON.astimezone(timezone(timedelta(hours=-5))))
    sitting = sittings.start(settings(folder, clock), "quick", "ru")
    assert sitting.started == "2026-11-22T12:00:00.000Z"
    assert NOON.tzinfo is UTC
    sitting.close()


def left_with_one_answer(folder: Path) -> Path:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(4, 10)
    sitting.close()
    return folder / "run0.run"


def test_a_run_goes_on_when_only_the_digest_of_the_questions_changed(folder: Path) -> None:
    path = left_with_one_answer(folder)
    other = replace(BANK, digest="f" * 64, _orders={})
    again = sittings.resume(settings(folder, bank=other), path)
    assert again.session.answered == 1
    assert again.finish().content.digest == BANK.digest
    again.close()


def test_a_run_whose_questions_mean_something_else_is_refused_and_left_alone(folder: Path) -> None:
    path = left_with_one_answer(folder)
    before = path.read_bytes()
    turned = BANK.items["S01"]
    assert isinstance(turned, RatingItem)
    items = {**BANK.items, "S01": replace(turned, keying="-")}
    changed = replace(BANK, digest="f" * 64, items=items, _orders={})
    with pytest.raises(RunFileError) as caught:
        sittings.resume(settings(folder, bank=changed), path)
    assert (caught.value.code, caught.value.values["items"]) == ("run_content_changed", "S01")
    gone = replace(BANK, digest="e" * 64, forms={"long": BANK.forms["long"]}, _orders={})
    with pytest.raises(RunFileError, match="run_content_changed"):
        sittings.resume(settings(folder, bank=gone), path)
    assert path.read_bytes() == before


def test_a_run_in_a_language_that_is_gone_is_refused(folder: Path) -> None:
    path = left_with_one_answer(folder)
    english = replace(BANK, pack=Pack("toy", "1", ("en",)), _orders={})
    with pytest.raises(RunFileError, match="run_damaged"):
        sittings.resume(settings(folder, bank=english), path)


def test_a_mark_says_what_must_not_change() -> None:
    found = marks(BANK, ("S02", "A01", "D02", "ZZ9"))
    assert {name: mark.split()[:5] for name, mark in found.items()} == {
        "S02": ["rating", "frequency", "stress_tolerance", "stress", "-"],
        "A01": ["instructed", "frequency", "-", "-", "-"],
        "D02": ["choice", "-", "-", "troubleshooting", "-"],
    }
    assert [len(found[name].split()) for name in ("S02", "A01", "D02")] == [5, 6, 6]


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE event SET payload = \'{"answer":9,"ms":1,"position":1}\' WHERE seq = 2',
        'UPDATE event SET payload = \'{"answer":4,"ms":-5,"position":1}\' WHERE seq = 2',
        'UPDATE event SET payload = \'{"answer":4,"ms":1}\' WHERE seq = 2',
        'UPDATE event SET payload = \'{"answer":[1],"ms":1,"position":1}\' WHERE seq = 2',
        "UPDATE event SET item = 'ZZ' WHERE seq = 2",
        "UPDATE event SET item = NULL WHERE seq = 2",
        "UPDATE event SET payload = '{}', kind = 'language' WHERE seq = 2",
    ],
)
def test_events_that_make_no_sense_are_damage_and_release_the_file(change: str, folder: Path) -> None:
    path = left_with_one_answer(folder)
    connection = sqlite3.connect(path)
    connection.execute(change)
    connection.commit()
    connection.close()
    with pytest.raises(RunFileError, match="run_damaged"):
        sittings.resume(settings(folder), path)
    RunFile.open(path, "now").close()
