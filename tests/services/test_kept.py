"""The kept sittings as commands ask for them: by the beginning of an id, the latest, and erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.errors import RunFileError, UserError
from suitability.services import kept
from suitability.services.sitting import Sitting, SittingSettings, start
from tests.services import sittings

IDS = ("aa11", "aa22", "bb33", "BB33cc")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with four sittings; aa22 is finished."""
    ids: Iterator[str] = iter(IDS)
    clock = sittings.FakeClock()
    settings: SittingSettings = replace(sittings.settings(tmp_path, clock), new_id=lambda: next(ids))
    for name in IDS:
        clock.now = clock.now.replace(minute=IDS.index(name))
        one: Sitting = start(settings, "quick", "en")
        one.respond(sittings.answer_for(str(one.session.current)), 10)
        if name == "aa22":
            one.finish()
        one.close()
    return tmp_path


def test_a_sitting_is_found_by_the_beginning_of_its_id_or_the_whole_of_it(folder: Path) -> None:
    assert kept.find_run(folder, "aa2").id == "aa22"
    assert kept.find_run(folder, "AA22").id == "aa22"
    assert kept.find_run(folder, "bb33c").id == "BB33cc"
    assert kept.find_run(folder, "bb33").id == "bb33"  # the whole id of one, the beginning of another


@pytest.mark.parametrize(
    ("name", "code"), [("", "session_unknown"), ("zz", "session_unknown"), ("a", "session_ambiguous")]
)
def test_what_no_id_or_more_than_one_begins_with_is_refused(folder: Path, name: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        kept.find_run(folder, name)

    assert caught.value.code == code


def test_a_hostile_id_is_quoted_without_anything_a_terminal_obeys(folder: Path) -> None:
    with pytest.raises(UserError) as caught:
        kept.find_run(folder, "\x1b]0;x\x07" + "y" * 500)

    assert caught.value.values["id"] == "]0;x" + "y" * 36


def test_the_latest_open_and_finished_ones_are_told_apart(folder: Path) -> None:
    assert [run.id for run in kept.open_runs(folder)] == ["BB33cc", "bb33", "aa11"]
    assert kept.open_runs(folder, "quick") == kept.open_runs(folder)
    assert kept.open_runs(folder, "full") == ()
    assert kept.latest_finished(folder).id == "aa22"
    assert kept.open_runs(None) == ()
    assert kept.kept_runs(None) == ()
    with pytest.raises(UserError, match="session_none_finished"):
        kept.latest_finished(None)


def test_erasing_one_leaves_the_others_and_naming_it_twice_is_no_mistake(folder: Path) -> None:
    done = kept.forget(folder, ["aa22", "aa2"])

    assert [path.name for path in done.files] == ["aa22.run"]
    assert done.stayed == ()
    assert {run.id for run in kept.kept_runs(folder)} == {"aa11", "bb33", "BB33cc"}


def test_an_unknown_id_among_known_ones_erases_nothing(folder: Path) -> None:
    with pytest.raises(UserError):
        kept.forget(folder, ["aa22", "zz"])

    assert len(kept.kept_runs(folder)) == 4


def test_what_is_in_use_stays_and_is_named(folder: Path) -> None:
    used = start(sittings.settings(folder), "quick", "en")
    done = kept.forget_all(folder)

    assert len(done.files) == 4
    assert done.stayed == ((folder / f"{used.id}.run", "run_in_use"),)
    used.close()
    assert kept.forget_all(folder).stayed == ()
    assert kept.forget_all(None) == kept.Forgotten((), ())


def test_a_folder_that_is_a_file_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunFileError):
        kept.kept_runs(tmp_path / "file")


def test_where_the_only_sitting_is_open_elsewhere_that_is_said(tmp_path: Path) -> None:
    used = start(sittings.settings(tmp_path), "quick", "en")

    with pytest.raises(RunFileError, match="run_in_use"):
        kept.latest_finished(tmp_path)

    used.close()
    with pytest.raises(UserError, match="session_none_finished"):
        kept.latest_finished(tmp_path)
