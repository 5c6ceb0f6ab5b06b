"""What a recruiter types and reads in an unusual moment: hidden names, nobody there yet, a stage in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from suitability.cli import environment, recruiting
from suitability.services.blind import set_blind
from suitability.services.candidate_table import record
from suitability.services.export_columns import Wanted, dictionary, table_dictionary
from suitability.services.pool import open_pool
from suitability.storage.register_file import RegisterFile
from tests.cli.running import Cli
from tests.recruiting.folders import desk, filled
from tests.sealing import making
from tests.sealing.folders import Office, row_of
from tests.services import samples


@pytest.fixture
def place(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """Return a recruiter at this computer, whose folder was collected."""
    cli.speak("en")
    monkeypatch.setattr(environment, "utc_now", lambda: datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    made = filled(tmp_path)
    home = cli.home / "recruiter"
    home.mkdir(parents=True, exist_ok=True)
    (made.home / "register.sqlite").rename(home / "register.sqlite")
    made.home = home
    return made


def hide_names(folder: Path) -> None:
    """Put a folder into blind mode."""
    pool = open_pool(samples.bank(), folder)
    set_blind(pool, blind=True)
    pool.close()


def test_who_withdraws_by_name_is_found_where_names_are_hidden(cli: Cli, place: Office) -> None:
    hide_names(place.folder)
    shown = cli("candidate", "Борис Котов", "--folder", place.folder)
    assert shown.code == 1
    assert "Names are hidden" in " ".join(shown.err.split())

    done = cli("forget", "--candidate", "Борис Котов", "--folder", place.folder, "--yes")

    assert done.code == 0, done.err
    assert not (place.folder / "2.txt").exists()
    assert "Котов".encode() not in (place.home / "register.sqlite").read_bytes()


def test_who_was_only_invited_can_be_erased_too(cli: Cli, place: Office) -> None:
    invites = [making.invite(place.party, id=f"{number:032x}") for number in (70, 71, 72)]
    names = ("Olga Only", "Twice Asked", "Twice Asked")
    book = RegisterFile.open(place.home)
    book.add([row_of(name, one, place.party, "batch-9") for name, one in zip(names, invites, strict=True)])
    before = book.count()
    book.close()

    asked = cli("forget", "--candidate", "olga only", "--folder", place.folder, typed="no\n", terminal=True)
    assert (asked.code, "Olga Only (invited" in asked.out) == (1, True)
    several = cli("forget", "--candidate", "Twice Asked", "--folder", place.folder, "--yes")
    assert (several.code, invites[1].id[:8] in several.err) == (1, True)
    nobody = cli("forget", "--candidate", "Nobody At All", "--folder", place.folder, "--yes")
    assert nobody.code == 1
    done = cli("forget", "--candidate", "olga only", "--folder", place.folder, "--yes")

    assert done.code == 0, done.err
    words = environment.words("en")
    assert words.plural("candidates.forget.invites", 1) in " ".join(done.out.split())
    assert words.plural("candidates.forget.people", 0) not in done.out
    book = RegisterFile.open(place.home)
    assert book.count() == before - 1
    book.close()
    assert b"Olga Only" not in (place.home / "register.sqlite").read_bytes()


def test_collecting_names_nobody_where_names_are_hidden(
    cli: Cli, place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = SimpleNamespace(secrets={place.party.keys.opening: place.party.secret})
    monkeypatch.setattr(recruiting, "unlocked", lambda: keys)
    place.put("copy-1.txt", (place.folder / "1.txt").read_bytes())
    assert "Белова" in cli("collect", place.folder).out
    place.put("copy-2.txt", (place.folder / "2.txt").read_bytes())
    hide_names(place.folder)
    hidden = cli("collect", place.folder)

    assert "copy-2.txt" in hidden.out
    assert "Котов" not in hidden.out


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_an_empty_folder_says_what_to_do(cli: Cli, place: Office, tmp_path: Path, language: str) -> None:
    cli.speak(language)
    empty = tmp_path / "empty"
    empty.mkdir()
    words = environment.words(language)

    assert words("recruiting.collect.empty") in " ".join(cli("collect", empty).out.split())
    table = cli("candidates", empty, "--format", "table")
    assert words("candidates.table.empty") in " ".join(table.out.split())
    none = cli("candidates", place.folder, "--format", "table", "--stage", "nowhere")
    assert words("candidates.table.filtered") in " ".join(none.out.split())
    assert words("candidates.table.empty") not in " ".join(none.out.split())


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_stage_typed_in_ones_own_language_is_the_one_on_offer(
    cli: Cli, place: Office, language: str
) -> None:
    cli.speak(language)
    words = environment.words(language)
    stage = words("candidates.stages.talk").upper()
    criterion = words("candidates.stages.experience")
    given = ("--stage", stage, "--rating", f"{criterion}=4", "--rating", "own words=2")
    assert cli("candidate", "2", "--folder", place.folder, *given).code == 0

    pool = open_pool(samples.bank(), place.folder)
    found = pool.candidate(2)
    pool.close()
    assert found.row.stage == "talk"
    assert {one.criterion for one in found.ratings} == {"experience", "own words"}
    said = cli("candidates", place.folder, "--format", "csv", "--stage", words("candidates.stages.talk"))
    assert said.out.count("\n") == 2


def test_the_columns_of_the_table_are_those_of_the_dictionary(place: Office) -> None:
    words = samples.words("en")
    explained = {row[0] for row in dictionary(samples.bank(), Wanted(), words)}
    own = {row[0] for row in table_dictionary(words)}
    open_desk = desk(place)
    (row,) = open_desk.pool.rows_of([2])
    columns = set(record(open_desk, row, None))
    open_desk.close()

    assert columns - explained == own
