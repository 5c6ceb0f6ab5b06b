"""Reports, kept sittings and failing disks, on the screen."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from suitability.tui.startup import SaveRequest
from suitability.tui.widgets import RowList
from tests.nasty import NASTY
from tests.tui.support import app_of, bank, opened, prepared, shown, startup, words, write_text_report

EN = words()["en"]


async def choose(pilot: Pilot[None], row: str) -> None:
    """Press the key of a row of the menu."""
    key = next(one.key for one in pilot.app.screen.query_one(RowList).rows if one.id == row)
    await pilot.press(key)
    await pilot.pause()


async def wait_for(pilot: Pilot[None], text: str) -> str:
    """Return the screen once it shows ``text`` (blanks and line ends count alike)."""
    for _ in range(100):
        seen = " ".join(shown(pilot).split())
        if text in seen:
            return seen
        await pilot.pause(0.02)
    raise AssertionError(f"{text!r} did not appear:\n{shown(pilot)}")


async def to_results(pilot: Pilot[None]) -> None:
    """Finish the prepared sitting and open its result."""
    app_of(pilot).course.finish()
    app_of(pilot).go_to_results()
    await pilot.pause()


async def test_the_report_is_saved_and_its_full_path_shown(tmp_path: Path) -> None:
    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, open_at="take", run=run), (160, 30)) as pilot:
        await to_results(pilot)
        await pilot.press("f6")
        await pilot.pause()
        for row in ("format", "paper", "language"):
            await choose(pilot, row)
        assert "HTML" in shown(pilot)
        assert "Letter" in shown(pilot)
        assert "Russian" in shown(pilot)
        await choose(pilot, "save")
        path = tmp_path / "reports" / "report-ru-letter.html"
        await wait_for(pilot, "report-ru-letter.html")
        assert path.exists()
        assert app_of(pilot).course.reports == [path]


async def at_the_question(pilot: Pilot[None], target: Path) -> None:
    """Save a report whose file is there already."""
    await to_results(pilot)
    await pilot.press("f6")
    await pilot.pause()
    await choose(pilot, "save")
    await wait_for(pilot, EN("screens.save.exists", name=target.name))


async def test_an_existing_file_is_asked_about_before_it_is_replaced(tmp_path: Path) -> None:
    """The question is the dialog's own: it names no option of the command line, and Enter alone is no yes."""
    run = prepared(tmp_path, bank())
    target = tmp_path / "reports" / "report-en-a4.pdf"
    async with opened(startup(tmp_path, open_at="take", run=run), (160, 30)) as pilot:
        target.write_text("mine", encoding="utf-8")
        await at_the_question(pilot, target)
        rows = [row.id for row in pilot.app.screen.query_one(RowList).rows]
        assert rows == ["rename", "replace", "unchanged"]
        assert pilot.app.screen.query_one(RowList).cursor == 0
        assert "--force" not in shown(pilot)
        assert target.read_text(encoding="utf-8") == "mine"
        await choose(pilot, "replace")
        await wait_for(pilot, "Saved:")
        assert target.read_text(encoding="utf-8") == "report"
        assert [path.name for path in target.parent.iterdir()] == [target.name]


async def test_an_existing_file_can_be_kept_and_the_report_gets_another_name(tmp_path: Path) -> None:
    """The name on offer is free; a typed one that is taken is asked about again; slashes are refused."""
    run = prepared(tmp_path, bank())
    target = tmp_path / "reports" / "report-en-a4.pdf"
    async with opened(startup(tmp_path, open_at="take", run=run), (160, 30)) as pilot:
        target.write_text("mine", encoding="utf-8")
        await at_the_question(pilot, target)
        await choose(pilot, "rename")
        field = pilot.app.screen.query_one(Input)
        assert field.value == "report-en-a4-2.pdf"
        for bad in ("", "..", "a/b", "a\\b"):
            field.value = bad
            await pilot.press("enter")
            await wait_for(pilot, EN("screens.save.no_name"))
        field.value = "report-en-a4.pdf"
        await pilot.press("enter")
        await wait_for(pilot, EN("screens.save.exists", name=target.name))
        await choose(pilot, "rename")
        field.value = "for Anna"
        await pilot.press("enter")
        await wait_for(pilot, "Saved:")
        assert target.read_text(encoding="utf-8") == "mine"
        assert (target.parent / "for Anna.pdf").read_text(encoding="utf-8") == "report"


@pytest.mark.parametrize("way", ["unchanged", "escape"])
async def test_an_existing_file_stays_when_nothing_is_to_be_saved(tmp_path: Path, way: str) -> None:
    run = prepared(tmp_path, bank())
    target = tmp_path / "reports" / "report-en-a4.pdf"
    async with opened(startup(tmp_path, open_at="take", run=run), (160, 30)) as pilot:
        target.write_text("mine", encoding="utf-8")
        await at_the_question(pilot, target)
        if way == "escape":
            await pilot.press("escape")
            await pilot.pause()
        else:
            await choose(pilot, way)
        assert EN("screens.save.intro")[:40] in shown(pilot)
        assert target.read_text(encoding="utf-8") == "mine"
        assert app_of(pilot).course.reports == []


async def test_a_typed_folder_is_used_and_a_missing_one_is_explained(tmp_path: Path) -> None:
    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, open_at="take", run=run), (160, 30)) as pilot:
        await to_results(pilot)
        await pilot.press("f6")
        await pilot.pause()
        await choose(pilot, "folder")
        field = pilot.app.screen.query_one(Input)
        assert field.has_focus
        field.value = str(tmp_path / "nowhere")
        explained = EN("messages_runs.errors.output_no_folder", folder=tmp_path / "nowhere")
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, "save")
        await wait_for(pilot, " ".join(explained.split())[:60])
        assert app_of(pilot).course.reports == []


async def test_the_keys_stay_alive_while_the_report_is_made(tmp_path: Path) -> None:
    gate = threading.Event()

    def slow(request: SaveRequest) -> Path:
        assert gate.wait(20)
        return write_text_report(request)

    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, open_at="take", run=run, save_report=slow), (160, 30)) as pilot:
        await to_results(pilot)
        await pilot.press("f6")
        await pilot.pause()
        await choose(pilot, "save")
        await wait_for(pilot, "Making the report")
        await choose(pilot, "format")
        assert "HTML" in shown(pilot)
        gate.set()
        await wait_for(pilot, "Saved:")


async def test_a_sitting_is_deleted_only_after_a_second_press(tmp_path: Path) -> None:
    path = prepared(tmp_path, bank(), 4)
    async with opened(startup(tmp_path)) as pilot:
        await choose(pilot, "sessions")
        assert "4 of 28" in shown(pilot)
        await pilot.press("delete")
        await wait_for(pilot, "Press Del again")
        assert path.exists()
        await pilot.press("delete")
        await wait_for(pilot, EN("screens.sessions.gone"))
        assert not path.exists()
        assert EN("screens.sessions.none") in shown(pilot)


async def test_an_unreadable_sitting_is_explained_and_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / f"{'d' * 32}.run").write_bytes(b"not a run file at all" * 100)
    async with opened(startup(tmp_path), (160, 30)) as pilot:
        await choose(pilot, "sessions")
        await pilot.press("1")
        await pilot.pause()
        assert "d" * 32 in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert EN("screens.welcome.heading") in shown(pilot)


async def test_a_failing_disk_is_told_in_words_and_another_folder_rescues_everything(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file stands where the folder should be", encoding="utf-8")
    async with opened(startup(tmp_path, open_at="take"), (160, 30)) as pilot:
        await pilot.press("3", "4")
        await pilot.pause()
        assert "Not saved:" in shown(pilot)
        assert "Saved: question" not in shown(pilot)
        await pilot.press("f10")
        await pilot.pause()
        assert EN("screens.unsaved.heading") in shown(pilot)
        assert app_of(pilot).is_running
        await choose(pilot, "folder")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "elsewhere")
        await pilot.press("enter")
        await wait_for(pilot, "Saved:")
        course = app_of(pilot).course
        assert course.sitting.saving.ok
        assert course.sitting.path is not None
        assert course.sitting.path.parent == tmp_path / "elsewhere"
        await choose(pilot, "go_on")
        assert "3 of" in shown(pilot)
        assert "Not saved" not in shown(pilot)


async def test_leaving_without_saving_must_be_said_twice(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file", encoding="utf-8")
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("3", "f10")
        await pilot.pause()
        assert app_of(pilot).is_running
        await pilot.press("f10")
        await pilot.pause()
        assert not app_of(pilot).is_running
        assert app_of(pilot).course.unsaved()


async def test_nasty_texts_in_fields_and_file_names_reach_the_screen_as_plain_text(tmp_path: Path) -> None:
    """Typed folders, pasted text, names of strange files: no markup is read, no control character drawn."""
    (tmp_path / "runs").mkdir()
    for number, text in enumerate(NASTY):
        name = "".join(character for character in text if character not in "/\0")[:40]
        try:
            (tmp_path / "runs" / f"{number:03}{name}.run").write_bytes(b"x")
        except (OSError, UnicodeEncodeError):
            continue
    run = prepared(tmp_path, bank())
    async with opened(startup(tmp_path, open_at="take", run=run)) as pilot:
        await to_results(pilot)
        await pilot.press("f6")
        await pilot.pause()
        await choose(pilot, "folder")
        field = pilot.app.screen.query_one(Input)
        for text in NASTY:
            field.value = text
            await pilot.pause(0)
            check_segments(pilot)
        field.value = "/tmp/[bold]\x1b]52;c;eA==\x07x[/]"
        await pilot.press("enter")
        await pilot.pause()
        assert "[bold]" in shown(pilot)
        check_segments(pilot)
        await pilot.press("escape")
        app_of(pilot).go_home()
        await pilot.pause()
        await choose(pilot, "sessions")
        check_segments(pilot)
        for _ in range(len(NASTY) // 4):
            await pilot.press("pagedown")
            check_segments(pilot)


def check_segments(pilot: Pilot[None]) -> None:
    """Fail when a control character would go to the terminal."""
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            assert not any(ord(one) < 32 or 127 <= ord(one) < 160 or one == "\u202e" for one in segment.text)
