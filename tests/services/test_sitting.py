"""Sittings: every answer on the disk at once, back and forth, pause and resume, trouble with the disk."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from suitability.domain.bank import Pack
from suitability.domain.kinds import MostLeast, RatingItem
from suitability.errors import AnswerError, InternalError, RunFileError
from suitability.services import sitting as sittings
from suitability.services.replay import mark
from suitability.storage import run_file
from suitability.storage.run_file import RunFile, read_run
from suitability.storage.run_schema import Trip
from suitability.storage.runs import list_runs, run_path
from tests.services.sittings import BANK, NOON, FakeClock, Faults, answer_all, answer_for, settings

ORDER = BANK.order("quick")
DISK_ERROR = sqlite3.OperationalError("disk I/O error")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def stored(folder: Path, run_id: str = "run0") -> list[tuple[str, str | None]]:
    """Return kinds and items of the events on the disk; the sitting must be closed."""
    return [(event.kind, event.item) for event in read_run(run_path(folder, run_id)).events]


def saved(sitting: sittings.Sitting) -> bool:
    return sitting.saving.ok


def done(sitting: sittings.Sitting) -> bool:
    return sitting.finished


def test_a_sitting_starts_at_the_first_item_and_is_on_the_disk(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    assert saved(sitting)
    assert sitting.path == folder / "run0.run"
    assert sitting.item is not None
    assert (sitting.item.id, sitting.number, sitting.total) == (ORDER[0], 1, 27)
    assert (sitting.id, sitting.session.language, sitting.started) == (
        "run0",
        "ru",
        "2026-11-22T12:00:00.000Z",
    )
    sitting.close()
    assert stored(folder) == [("started", None)]


def test_an_answer_is_committed_before_respond_returns(folder: Path) -> None:
    """Another reader of the bytes on the disk sees it: the connection is not asked."""
    sitting = sittings.start(settings(folder), "quick", "ru")
    for number in range(1, 6):
        assert sitting.item is not None
        sitting.respond(answer_for(sitting.item.id), 1000)
        image = folder.parent / "image.run"
        image.write_bytes((folder / "run0.run").read_bytes())
        events = read_run(image).events
        assert len(events) == 1 + number
        assert (events[-1].kind, events[-1].item) == ("answered", ORDER[number - 1])
    sitting.close()


def test_a_wrong_answer_changes_nothing(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    before = sitting.session
    for wrong in (0, 6, "a", MostLeast("a", "b"), ("a",)):
        with pytest.raises(AnswerError):
            sitting.respond(wrong, 10)
    assert sitting.session is before
    sitting.close()
    assert stored(folder) == [("started", None)]


def test_behind_the_last_item_nothing_can_be_answered(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.go(999)
    assert sitting.item is None
    assert sitting.number == sitting.total == 27
    with pytest.raises(AnswerError, match="no_item_at_end"):
        sitting.respond(3, 10)
    with pytest.raises(AnswerError, match="no_item_at_end"):
        sitting.omit(10)
    sitting.close()


def test_going_back_keeps_the_answer_and_times_add_up(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(4, 1000)
    sitting.back()
    assert sitting.session.responses[ORDER[0]].answer == 4
    sitting.back()
    sitting.respond(2, 500)
    sitting.omit(None)
    sitting.back()
    sitting.back()
    sitting.forward()
    sitting.forward()
    sitting.forward()
    assert sitting.session.position == 2
    found = sitting.finish().responses
    assert (found[ORDER[0]].answer, found[ORDER[0]].elapsed_ms) == (2, 1500)
    assert (found[ORDER[1]].answer, found[ORDER[1]].elapsed_ms) == (None, None)
    sitting.close()


def test_moves_that_lead_nowhere_are_not_noted(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.back()
    sitting.forward()
    sitting.go(0)
    sitting.set_language("ru")
    sitting.pause()
    sitting.pause()
    sitting.close()
    assert stored(folder) == [("started", None), ("paused", None)]


@pytest.mark.parametrize(
    ("given", "kept"), [(-1, None), (-(10**15), None), (None, None), (0, 0), (10**30, 2**53 - 1)]
)
def test_a_time_on_screen_is_never_negative_or_too_large(
    given: int | None, kept: int | None, folder: Path
) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(3, given)
    assert sitting.finish().responses[ORDER[0]].elapsed_ms == kept
    sitting.close()
    again = sittings.resume(settings(folder), folder / "run0.run")
    assert again.session.responses[ORDER[0]].elapsed_ms == kept
    again.close()


def test_a_long_time_twice_still_fits(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(3, 2**53)
    sitting.back()
    sitting.respond(3, 2**53)
    assert saved(sitting)
    assert sitting.finish().responses[ORDER[0]].elapsed_ms == 2**53 - 1
    sitting.close()


def test_the_language_switches_in_the_middle_and_answers_stay(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(3, 10)
    sitting.set_language("en")
    with pytest.raises(InternalError):
        sitting.set_language("xx")
    sitting.close()
    again = sittings.resume(settings(folder), folder / "run0.run")
    assert again.session.language == "en"
    assert again.session.responses[ORDER[0]].answer == 3
    assert again.finish().language == "en"
    again.close()


def test_resume_stands_where_it_was_left_with_answers_marked(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(4, 1000)
    sitting.omit(50)
    sitting.respond(1, 900)
    sitting.back()
    sitting.pause()
    left = sitting.session
    sitting.close()
    again = sittings.resume(settings(folder), folder / "run0.run")
    assert again.session == left
    assert saved(again)
    assert again.id == "run0"
    again.close()
    assert [kind for kind, _ in stored(folder)][-2:] == ["paused", "resumed"]


def test_a_pause_ends_with_the_next_step(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.pause()
    sitting.respond(3, 10)
    sitting.close()
    assert [kind for kind, _ in stored(folder)] == ["started", "paused", "resumed", "answered"]


def test_an_interrupted_sitting_gives_the_same_result_as_an_uninterrupted_one(tmp_path: Path) -> None:
    straight = sittings.start(settings(tmp_path / "one"), "quick", "en")
    answer_all(straight)
    expected = straight.finish()
    straight.close()

    these = settings(tmp_path / "two")
    sitting = sittings.start(these, "quick", "en")
    while sitting.item is not None:
        sitting.respond(answer_for(sitting.item.id), 3000)
        sitting.pause()
        sitting.close()
        sitting = sittings.resume(these, tmp_path / "two" / "run0.run")
    assert sitting.finish() == expected
    sitting.close()


def test_finishing_twice_is_finishing_once_and_a_change_makes_a_new_result(folder: Path) -> None:
    clock = FakeClock()
    sitting = sittings.start(settings(folder, clock), "quick", "ru")
    sitting.respond(3, 10)
    first = sitting.finish()
    clock.jump(timedelta(hours=1))
    assert sitting.finish() == first
    assert done(sitting)
    sitting.close()
    again = sittings.resume(settings(folder, clock), folder / "run0.run")
    assert done(again)
    assert again.finish() == first
    again.go(0)
    assert not done(again)
    again.respond(5, 10)
    second = again.finish()
    assert (second.created, second.responses[ORDER[0]].answer) == ("2026-11-22T13:00:00.000Z", 5)
    again.close()


def test_a_longer_form_goes_on_with_every_answer(folder: Path) -> None:
    these = settings(folder)
    quick = sittings.start(these, "quick", "ru")
    assert quick.longer_forms == ("long",)
    with pytest.raises(InternalError):
        quick.continue_with("long")
    quick.omit(40)
    answer_all(quick)
    quick.set_language("en")
    result = quick.finish()
    longer = quick.continue_with("long")
    assert saved(longer)
    assert (longer.id, longer.number, longer.total, longer.longer_forms) == ("run1", 28, 41, ())
    assert longer.session.language == "en"
    assert longer.session.responses == dict(result.responses)
    longer.respond(answer_for(longer.session.order[27]), 77)
    left = longer.session
    longer.close()
    again = sittings.resume(these, folder / "run1.run")
    assert again.session == left
    answer_all(again)
    longest = again.finish()
    again.close()
    assert longest.form == "long"
    assert {item: longest.responses[item] for item in result.order} == result.responses
    assert len(longest.responses) == 41
    assert {run.id: run.finished for run in list_runs(folder)} == {"run0": True, "run1": True}


def test_a_continued_form_begins_at_the_first_open_item(folder: Path) -> None:
    quick = sittings.start(settings(folder), "quick", "ru")
    quick.respond(3, 10)
    quick.finish()
    longer = quick.continue_with("long")
    assert longer.number == 2
    with pytest.raises(InternalError):
        longer.continue_with("quick")
    longer.close()


# ---- trouble with the disk ----


def trouble(folder: Path | None, faults: Faults) -> sittings.Sitting:
    return sittings.start(settings(folder, trip=faults), "quick", "ru")


def test_without_a_place_the_sitting_goes_on_in_memory() -> None:
    sitting = sittings.start(settings(None), "quick", "ru")
    assert (saved(sitting), sitting.saving.code, sitting.path) == (False, "run_no_place", None)
    answer_all(sitting)
    assert len(sitting.finish().responses) == 27
    sitting.close()


def test_a_folder_that_cannot_be_made_is_said_and_moving_saves_everything(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the home should be")
    sitting = sittings.start(settings(tmp_path / "home" / "runs"), "quick", "ru")
    assert sitting.saving.code == "run_no_folder"
    assert sitting.saving.values["folder"] == str(tmp_path / "home" / "runs")
    sitting.respond(3, 10)
    assert not saved(sitting)
    assert sitting.move_to(tmp_path / "stick").ok
    assert saved(sitting)
    sitting.respond(4, 10)
    sitting.close()
    assert [kind for kind, _ in stored(tmp_path / "stick")] == ["started", "answered", "answered"]


@pytest.mark.parametrize(
    "point", ["append.begin", "append.event", "append.answer", "append.commit", "append.committed"]
)
@pytest.mark.parametrize(
    ("error", "code"),
    [(DISK_ERROR, "run_write_failed"), (OSError(28, "No space left on device"), "run_disk_full")],
    ids=["error", "full"],
)
def test_a_failed_write_is_said_and_nothing_is_lost_or_doubled(
    point: str, error: Exception, code: str, folder: Path
) -> None:
    """At ``append.committed`` the failed write did reach the disk; it must not be written a second time."""
    faults = Faults()
    sitting = trouble(folder, faults)
    sitting.respond(1, 10)
    faults.at = {point: error}
    sitting.respond(2, 10)
    assert (saved(sitting), sitting.saving.code) == (False, code)
    faults.at |= {"open.locked": error}
    sitting.respond(3, 10)
    assert (saved(sitting), sitting.saving.code) == (False, code)
    faults.at = {}
    sitting.respond(4, 10)
    assert saved(sitting)
    assert sitting.session.answered == 4
    sitting.close()
    assert stored(folder) == [("started", None), *(("answered", item) for item in ORDER[:4])]
    assert [path.name for path in folder.iterdir()] == ["run0.run"]


def test_after_a_disk_error_the_file_is_written_anew(folder: Path) -> None:
    """A failed sync leaves pages that look written and are not; only a new file is sure to reach the disk."""
    faults = Faults()
    sitting = trouble(folder, faults)
    sitting.respond(1, 10)
    before = (folder / "run0.run").stat().st_ino
    faults.at = {"append.commit": DISK_ERROR}
    sitting.respond(2, 10)
    faults.at = {"rewrite.replace": OSError(5, "Input/output error")}
    sitting.respond(3, 10)
    assert sitting.saving.code == "run_write_failed"
    assert (folder / "run0.run").stat().st_ino == before
    faults.at = {}
    assert sitting.retry_saving().ok
    assert (folder / "run0.run").stat().st_ino != before
    sitting.close()
    assert len(stored(folder)) == 4


def test_a_full_disk_at_the_start_is_caught_up_with_later(folder: Path) -> None:
    faults = Faults({"create.tables": OSError(28, "No space left on device")})
    sitting = trouble(folder, faults)
    assert sitting.saving.code == "run_disk_full"
    assert list(folder.iterdir()) == []
    sitting.respond(1, 10)
    assert not saved(sitting)
    faults.at = {}
    sitting.respond(2, 10)
    assert saved(sitting)
    sitting.close()
    assert len(stored(folder)) == 3


def test_what_could_not_be_saved_is_tried_once_more_at_closing(folder: Path) -> None:
    faults = Faults()
    sitting = trouble(folder, faults)
    faults.at = {"append.begin": OSError(28, "No space left on device")}
    sitting.respond(1, 10)
    faults.at = {}
    sitting.close()
    assert saved(sitting)
    assert len(stored(folder)) == 2


def test_a_folder_that_goes_away_is_noticed_and_made_again(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(1, 10)
    folder.rename(folder.with_name("elsewhere"))
    sitting.respond(2, 10)
    assert sitting.saving.code == "run_gone"
    sitting.respond(3, 10)
    assert saved(sitting)
    sitting.close()
    assert len(stored(folder)) == 4


def test_a_file_replaced_by_another_is_left_alone(folder: Path, tmp_path: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    other = sittings.start(settings(tmp_path / "other"), "quick", "en")
    other.close()
    (tmp_path / "other" / "run0.run").replace(folder / "run0.run")
    theirs = (folder / "run0.run").read_bytes()
    sitting.respond(1, 10)
    assert sitting.saving.code == "run_gone"
    sitting.respond(2, 10)
    assert sitting.saving.code == "run_changed"
    assert (folder / "run0.run").read_bytes() == theirs
    assert sitting.move_to(tmp_path / "third").ok
    sitting.close()
    assert len(stored(tmp_path / "third")) == 3


def test_a_lock_held_by_another_copy_is_said_and_waited_for(folder: Path) -> None:
    faults = Faults()
    sitting = trouble(folder, faults)
    faults.at = {"append.begin": OSError(28, "No space left on device")}
    sitting.respond(1, 10)
    faults.at = {}
    thief = RunFile.open(folder / "run0.run", "now")
    sitting.respond(2, 10)
    assert sitting.saving.code == "run_in_use"
    thief.close()
    sitting.respond(3, 10)
    assert saved(sitting)
    sitting.close()
    assert len(stored(folder)) == 4


def test_moving_to_a_place_that_fails_keeps_the_old_one(folder: Path, tmp_path: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    (tmp_path / "file").write_text("x")
    assert sitting.move_to(tmp_path / "file").code == "run_no_folder"
    assert saved(sitting)
    assert sitting.path == folder / "run0.run"
    sitting.respond(1, 10)
    assert sitting.move_to(folder).ok
    sitting.close()
    assert len(stored(folder)) == 2


def test_moving_erases_the_copy_in_the_old_place(folder: Path, tmp_path: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(1, 10)
    assert sitting.move_to(tmp_path / "stick").ok
    assert list(folder.iterdir()) == []
    sitting.respond(2, 10)
    sitting.close()
    assert len(stored(tmp_path / "stick")) == 3


def test_a_second_copy_cannot_resume_what_is_open(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    with pytest.raises(RunFileError, match="run_in_use"):
        sittings.resume(settings(folder), folder / "run0.run")
    sitting.respond(1, 10)
    assert saved(sitting)
    sitting.close()


def test_a_run_that_can_only_be_read_is_gone_on_with_in_memory(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(4, 10)
    sitting.close()
    real = run_file._locked

    def read_only(path: Path, trip: Trip) -> sqlite3.Connection:
        if path.parent == folder:
            raise RunFileError("run_read_only", path=path, folder=path.parent, reason="")
        return real(path, trip)

    monkeypatch.setattr(run_file, "_locked", read_only)
    again = sittings.resume(settings(folder), folder / "run0.run")
    assert again.saving.code == "run_read_only"
    assert again.session.answered == 1
    again.respond(2, 10)
    assert again.saving.code == "run_read_only"
    assert again.move_to(tmp_path / "stick").ok
    again.close()
    assert [kind for kind, _ in stored(tmp_path / "stick")] == ["started", "answered", "resumed", "answered"]


# ---- clocks ----


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


# ---- other content ----


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
    assert mark(BANK.items["S02"]) == "rating frequency stress_tolerance stress -"
    assert mark(BANK.items["A01"]) == "instructed frequency - - -"
    assert mark(BANK.items["D02"]) == "choice - - troubleshooting -"


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
