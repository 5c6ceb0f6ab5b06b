"""Sittings: every answer on the disk at once, back and forth, pause and resume, a longer form."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from suitability.domain.kinds import MostLeast
from suitability.errors import AnswerError, InternalError
from suitability.services import sitting as sittings
from suitability.storage.run_file import read_run
from suitability.storage.runs import list_runs
from tests.services.sittings import (
    ORDER,
    FakeClock,
    answer_all,
    answer_for,
    done,
    saved,
    settings,
    stored,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs"


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
    (folder.parent / "image.run").write_bytes((folder / "run0.run").read_bytes())
    assert [event.kind for event in read_run(folder.parent / "image.run").events] == ["started"]
    sitting.close()


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
    sitting.respond(3, 10)
    sitting.close()
    assert [kind for kind, _ in stored(folder)] == ["started", "answered"]


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
    sitting.omit(None)
    sitting.pause()
    sitting.pause()
    sitting.close()
    assert [kind for kind, _ in stored(folder)] == ["started", "omitted", "paused"]


@pytest.mark.parametrize("touched", ["nothing", "language", "pause", "move"])
def test_a_sitting_that_is_left_before_any_response_keeps_no_file(touched: str, folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    assert (folder / "run0.run").exists()
    if touched == "language":
        sitting.set_language("en")
    elif touched == "pause":
        sitting.pause()
    elif touched == "move":
        sitting.go(5)
    sitting.close()
    sitting.close()
    assert list(folder.iterdir()) == []
    assert sitting.saving.ok


@pytest.mark.parametrize("way", ["answered", "skipped", "finished"])
def test_anything_said_is_kept(way: str, folder: Path) -> None:
    """A skipped question is a response, and so is the decision to finish."""
    sitting = sittings.start(settings(folder), "quick", "ru")
    {
        "answered": lambda: sitting.respond(3, 1),
        "skipped": lambda: sitting.omit(1),
        "finished": sitting.finish,
    }[way]()
    sitting.close()
    assert (folder / "run0.run").exists()


def test_an_empty_sitting_that_was_closed_can_still_be_answered(folder: Path) -> None:
    """The first screen lets go of a sitting that a person may yet go back to."""
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.close()
    sitting.respond(3, 10)
    assert saved(sitting)
    sitting.close()
    assert [kind for kind, _ in stored(folder)] == ["started", "answered"]


def test_a_file_that_is_not_ours_any_more_is_not_erased(folder: Path, tmp_path: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    other = sittings.start(settings(tmp_path / "other"), "quick", "en")
    other.respond(3, 10)
    other.close()
    (tmp_path / "other" / "run0.run").replace(folder / "run0.run")
    sitting.close()
    assert (folder / "run0.run").exists()


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
