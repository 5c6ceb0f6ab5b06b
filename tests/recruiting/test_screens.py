"""The recruiter's screens with real keys: table, person, sheet, stage, notes, printing, erasing."""

from __future__ import annotations

import shutil
from array import array
from pathlib import Path

import pytest

from suitability.services.elsewhere import note_collected
from suitability.services.pool import Filter, Listing, PoolRow
from suitability.storage.pool_file import INDEX
from suitability.tui.candidate_lines import Seen, columns_for, head_line, person_line, side_by_side
from suitability.tui.lines import cells, plain
from suitability.tui.screens import screen
from suitability.tui.screens.candidates import CandidatesScreen
from tests.recruiting.folders import WAITING, desk, filled
from tests.recruiting.screens import recruiting_start, table
from tests.services import samples
from tests.tui.support import app_of, bank, opened, shown, words


async def test_every_interviewer_fills_in_a_sheet_of_their_own(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path), size=(80, 24)) as pilot:
        open_desk, number = pilot.app.screen.desk, table(pilot).number
        await pilot.press("enter", "3")
        for name, digit in (("Olga", "3"), ("Peter", "1")):
            pilot.app.screen.choose("whose")
            await pilot.pause()
            await pilot.press(*["backspace"] * 8, *name, "enter")
            await pilot.pause()
            pilot.app.screen.choose("q:1")
            await pilot.pause()
            await pilot.press(digit, "escape")
            await pilot.pause()
        assert {one.interviewer: one.mark for one in open_desk.pool.sheet(number)} == {
            "Olga": "good",
            "Peter": "poor",
        }
        said = samples.words("en")
        assert said("candidates.sheet.others", people="Olga") in str(pilot.app.screen.blocks())
        assert said("candidates.sheet.whose", name="Peter") in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert said("candidates.menu.sheet", number=1) in shown(pilot)


async def test_from_the_table_to_a_printed_person(tmp_path: Path) -> None:
    """Open, mark an answer, write it down, set the stage, print: all of it stays in the folder."""
    async with opened(recruiting_start(tmp_path)) as pilot:
        assert "overall score" in shown(pilot)
        assert "Sealed" in shown(pilot)
        await pilot.press("f", "1")
        await pilot.press(*"Котов", "enter", "escape")
        await pilot.pause()
        assert len(table(pilot).listing.numbers) == 1
        open_desk = pilot.app.screen.desk
        number = table(pilot).number
        await pilot.press("enter", "3", "1", "3", "4", *"Said it", "enter", "escape", "escape")
        await pilot.pause()
        (heard,) = open_desk.pool.sheet(number)
        assert (heard.mark, heard.note) == ("good", "Said it")
        await pilot.press("5", "2")
        await pilot.press("7", "1", *"Call back", "enter", "escape")
        await pilot.pause()
        candidate = open_desk.pool.candidate(number)
        assert candidate.row.stage == "talk"
        assert [note.text for note in candidate.notes] == ["Call back"]
        await pilot.press("4", "1")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert list((tmp_path / "reports").glob("report-*.pdf"))
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "interview" in shown(pilot)


async def test_sorting_shows_brackets_and_says_what_they_mean(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path), (120, 40)) as pilot:
        assert "┌" not in shown(pilot)
        await pilot.press("s", "3")
        await pilot.pause()
        text = shown(pilot)
        assert "┌" in text
        assert "└" in text
        assert "random and means nothing" in " ".join(text.split())


async def test_another_order_is_shown_from_its_top_and_the_cursor_stays_in_sight(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path), (80, 15)) as pilot:
        people = table(pilot)
        await pilot.press("end", "space", "s", "3")
        await pilot.pause()
        assert (people.cursor, people.top) == (0, 0)
        assert len(people.marked) == 1
        await pilot.press("end")
        for height in (24, 15):
            await pilot.resize_terminal(80, height)
            await pilot.pause()
            assert ("Sealed means" in shown(pilot)) == (height == 24)
            assert people.top <= people.cursor < people.top + people.room
            assert any(line.lstrip().startswith("> ") for line in shown(pilot).splitlines())


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_side_by_side_the_word_about_a_sign_is_never_cut(tmp_path: Path, language: str) -> None:
    said, questions = samples.words(language), samples.bank()
    open_desk = desk(filled(tmp_path))
    rows = open_desk.pool.rows()[:4]
    states = {state for row in rows for state in row.entry.signs.values()}
    beside = [(f"{number}", row) for number, row in enumerate(rows, start=1)]
    open_desk.close()
    assert len(states & {"raised", "thought", "clear"}) > 1
    for width in (76, 116):
        lines = plain(side_by_side(questions, beside, said, width)).splitlines()
        text = "\n".join(lines)
        assert not [line for line in lines if "…" in line]
        ways = ("report.status", "candidates.compare.warned")
        assert any(all(said(f"{way}.{one}") in text for one in states if one) for way in ways)


async def test_blind_mode_by_a_key_of_the_russian_layout(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path, language="ru")) as pilot:
        assert "Анна Белова" in shown(pilot)
        await pilot.press("и")
        await pilot.pause()
        text = shown(pilot)
        assert "Анна Белова" not in text
        assert "имена скрыты" in text
        await pilot.press("enter")
        await pilot.pause()
        assert not any(name in shown(pilot) for name in ("Белова", "Котов", "Mallory", "Пётр"))
        await pilot.press("escape", "и")
        await pilot.pause()
        assert "Анна Белова" in shown(pilot)


async def test_comparing_needs_two_to_four(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path), (120, 40)) as pilot:
        await pilot.press("space", "c")
        await pilot.pause()
        assert "Choose two to 4" in shown(pilot)
        await pilot.press("down", "space", "c")
        await pilot.pause()
        assert "Side by side" in shown(pilot)
        assert "Compare one scale at a time" in shown(pilot)


async def test_erasing_asks_and_says_what_it_cannot_reach(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path), (100, 40)) as pilot:
        open_desk = pilot.app.screen.desk
        before = open_desk.pool.count()
        at = list(table(pilot).listing.numbers).index(open_desk.find("Борис Котов").id)
        table(pilot).move_to(at)
        await pilot.press("enter", "8", "1")
        await pilot.pause()
        assert open_desk.pool.count() == before
        await pilot.press("8", "2")
        await pilot.pause()
        text = " ".join(shown(pilot).split())
        assert "2.txt" in text
        assert "Out of our reach" in text
        assert open_desk.pool.count() == before - 1
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app_of(pilot).screen, CandidatesScreen)
        assert "Борис" not in shown(pilot)


async def test_hostile_names_are_drawn_as_text(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path)) as pilot:
        text = shown(pilot)
        assert "[red]Mall" in text
        assert not {"\x1b", "\u202e"} & set(text)
        assert all(len(line) <= 80 for line in text.split("\n"))


async def test_only_rows_in_sight_are_read(tmp_path: Path) -> None:
    """A hundred thousand rows: a page down reads one window of them."""
    async with opened(recruiting_start(tmp_path)) as pilot:
        own = table(pilot)
        (like, *_) = own._fetch(own.listing.numbers[:1])
        read: list[int] = []

        def fetch(numbers: object) -> tuple[PoolRow, ...]:
            wanted = list(numbers)  # type: ignore[call-overload]  # numbers
            read.extend(wanted)
            return tuple(PoolRow(number, like.entry, "") for number in wanted)

        own.show(Listing(array("q", range(1, 100_001))), fetch, own._head, own._draw)
        await pilot.pause()
        assert own.number == like.id
        await pilot.press("end")
        await pilot.pause()
        assert own.number == 100_000
        assert "100,000 of 100,000" in shown(pilot)
        for _ in range(3):
            await pilot.press("pageup")
        await pilot.pause()
        assert own.cursor == 99_999 - 3 * own.room
        assert len(read) <= 6 * own.room


async def test_an_empty_table_says_so_and_keys_do_no_harm(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path)) as pilot:
        page = pilot.app.screen
        page.wanted = Filter(text="nobody of that name")
        page.relabel()
        await pilot.pause()
        assert "Nobody." in shown(pilot)
        await pilot.press("down", "end", "pageup", "space", "enter", "p", "c")
        await pilot.pause()
        assert pilot.app.screen is page


@pytest.mark.parametrize("language", ["ru", "en"])
def test_rows_fit_any_width_and_stand_below_their_heads(tmp_path: Path, language: str) -> None:
    """A row of one cell too many would be wrapped, and a blank line would follow every person."""
    open_desk = desk(filled(tmp_path))
    scales = list(open_desk.pool.scales)
    for width in range(36 + (language == "ru"), 221, 2):  # the odd ones in the other language
        head = plain([head_line(bank(), scales, words()[language], width)])
        assert cells(head) <= width
        for row in open_desk.pool.rows():
            seen = Seen(row, open_desk.name(row), "┌", here=True, marked=True)
            line = person_line(bank(), scales, seen, words()[language], width)
            assert sum(cells(text) for text, _ in line) <= width, width  # blanks at its end count too
            assert plain([line]).startswith("> *┌ ")
    assert columns_for(200, 4).bar == 24
    open_desk.close()


async def test_who_has_not_answered_has_no_bars(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path)) as pilot:
        (line,) = [line for line in shown(pilot).split("\n") if WAITING in line]
        assert "not answered" in line
        assert not set("█▒") & set(line)


@pytest.mark.parametrize("language", samples.LANGUAGES)
async def test_eighty_columns_name_every_key_that_the_table_needs(tmp_path: Path, language: str) -> None:
    """The key bar has no room for all: Enter and Space stand on the line of state, the rest in the bar."""
    said = samples.words(language)
    async with opened(recruiting_start(tmp_path, language=language)) as pilot:
        *_, state, bar = [line for line in shown(pilot).split("\n") if line.strip()]
        assert said("candidates.screen.how") in state
        for key, name in zip("FSCPB", ("filter", "sort", "compare", "print", "blind"), strict=True):
            assert f"{key} {said(f'screens.hints.{name}')}" in bar
        await pilot.press("space")
        await pilot.pause()
        assert said("candidates.screen.chosen", number=1) in shown(pilot)
        await pilot.press("f1")
        await pilot.pause()
        for name in ("open_person", "mark_person", "filter", "sort", "blind", "compare", "print", "due"):
            assert said(f"screens.keys.{name}") in shown(pilot)


async def test_enter_and_space_of_the_key_bar_can_be_clicked(tmp_path: Path) -> None:
    async with opened(recruiting_start(tmp_path), (140, 30)) as pilot:
        assert {"Enter open", "Space choose"} <= set(shown(pilot).split("\n")[-1].strip().split("   "))
        await pilot.app.run_action("at_cursor('mark')", pilot.app.screen)
        assert table(pilot).marked == [table(pilot).number]
        await pilot.app.run_action("at_cursor('open')", pilot.app.screen)
        await pilot.pause()
        assert pilot.app.screen.name_id == "candidate"


async def test_erasing_on_the_screen_names_what_is_in_another_folder(tmp_path: Path) -> None:
    start = recruiting_start(tmp_path)
    home, results = tmp_path / "office" / "recruiter", tmp_path / "office" / "results"
    other = tmp_path / "other"
    shutil.copytree(results, other)
    note_collected(home, other, other / INDEX)
    note_collected(home, tmp_path / "lost", tmp_path / "lost" / INDEX)
    async with opened(start, (100, 40)) as pilot:
        number = pilot.app.screen.desk.find("Борис Котов").id
        app_of(pilot).push_screen(screen("forgetting", pilot.app.screen.desk, [number]))
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        text = " ".join(str(pilot.app.screen.blocks()).split())
        said = samples.words("en")
        assert said.plural("candidates.elsewhere.same", 1, folder=other) in text
        assert f"suitability forget --candidate {number} --folder {other}" in text
        assert said("candidates.elsewhere.gone", folder=tmp_path / "lost") in text
    assert (other / "2.txt").exists()
