"""The way through the program, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.domain.session import Result
from suitability.errors import InternalError, RunFileError
from suitability.services.report_types import Report
from suitability.tui.course import Course
from tests.domain import toy
from tests.tui.support import bank, drawn, plan, prepared, startup


def course_at(folder: Path, count: int) -> Course:
    """Return a course with ``count`` answered questions."""
    course = Course(startup(folder))
    course.begin()
    for _, answer in list(plan(bank()))[:count]:
        course.answer(answer, 5000)
    return course


def test_answers_lead_to_the_review_after_the_last_question(tmp_path: Path) -> None:
    course = course_at(tmp_path, 27)
    last = list(plan(bank()))[-1][1]
    assert course.answer(last, 5000) == "review"
    assert course.item is None
    course.close()


def test_a_visited_question_returns_to_the_review_by_answer_back_and_forward(tmp_path: Path) -> None:
    course = course_at(tmp_path, 5)
    course.visit([1])
    assert course.answer(4, 100) == "review"
    course.visit([2, 3])
    assert course.forward() == "item"
    assert course.forward() == "review"
    course.visit([0])
    assert course.back() == "review"
    assert course.proceed()
    assert course.sitting.session.position == 5
    course.close()


def test_proceeding_with_nothing_open_stands_at_the_end(tmp_path: Path) -> None:
    course = course_at(tmp_path, 28)
    course.visit([3])
    assert not course.proceed()
    assert course.item is None
    course.close()


def test_time_adds_up_when_a_question_is_visited_again(tmp_path: Path) -> None:
    course = course_at(tmp_path, 2)
    course.visit([0])
    course.answer(2, 700)
    name = course.sitting.session.order[0]
    assert course.sitting.session.responses[name].elapsed_ms == 5700
    course.close()


def test_a_finished_sitting_opens_as_its_result_in_the_present_language(tmp_path: Path) -> None:
    path = prepared(tmp_path, bank())
    course = Course(startup(tmp_path, language="ru"))
    course.resume(path)
    assert course.result is None
    result = course.finish()
    course.close()
    again = Course(startup(tmp_path, language="ru"))
    again.resume(path)
    assert again.result == result
    assert again.language == "ru"
    assert again.report().language == "ru"
    assert again.report("en").language == "en"
    again.close()


def test_the_report_is_made_once_for_each_language_and_anew_after_a_change(tmp_path: Path) -> None:
    made: list[str] = []

    def build(result: Result, code: str) -> Report:
        made.append(code)
        return drawn(result, code, bank())

    course = Course(startup(tmp_path, build_report=build))
    course.resume(prepared(tmp_path, bank()))
    course.finish()
    first = course.report("ru")
    assert course.report("ru") is first
    course.report("en")
    assert made == ["ru", "en"]
    course.finish()
    assert course.report("ru") is not first
    course.close()


def test_an_unfinished_sitting_is_found_and_an_empty_or_finished_one_is_not(tmp_path: Path) -> None:
    course = Course(startup(tmp_path))
    assert course.unfinished() is None
    course.begin()
    course.close()
    assert Course(startup(tmp_path)).unfinished() is None
    path = prepared(tmp_path, bank(), 3)
    found = Course(startup(tmp_path)).unfinished()
    assert found is not None
    assert found.path == path


def test_a_folder_that_cannot_be_listed_offers_nothing_and_does_not_stop_the_program(tmp_path: Path) -> None:
    def refuse() -> list[object]:
        raise RunFileError("run_denied", path="x", folder="y")

    assert Course(startup(tmp_path, list_runs=refuse)).unfinished() is None


def test_without_a_place_to_save_the_course_goes_on_and_says_why(tmp_path: Path) -> None:
    course = Course(startup(tmp_path))
    blocked = tmp_path / "runs"
    blocked.write_text("a file where the folder should be")
    course.begin()
    course.answer(3, 1000)
    assert course.unsaved()
    assert str(blocked) in course.saving_text()
    outcome = course.close()
    assert outcome.unsaved
    assert outcome.answered == 1


def test_the_longer_form_carries_every_answer_over(tmp_path: Path) -> None:
    own = toy.bank()
    course = Course(startup(tmp_path, own))
    course.resume(prepared(tmp_path, own))
    course.finish()
    answers = dict(course.sitting.session.responses)
    course.extend(own.forms["long"])
    assert course.result is None
    assert course.sitting.session.form == "long"
    assert course.sitting.session.responses == answers
    course.close()


def test_forgetting_the_open_sitting_lets_go_of_it_first(tmp_path: Path) -> None:
    course = course_at(tmp_path, 3)
    path, run = course.sitting.path, course.sitting.id
    assert path is not None
    course.forget(run)
    assert not path.exists()
    assert not course.in_progress
    with pytest.raises(InternalError):
        _ = course.sitting
