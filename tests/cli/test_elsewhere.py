"""One person in several places: who has answered, and everything that erasing them has to find."""

from __future__ import annotations

import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from suitability.cli import environment, recruiting
from suitability.storage.pool_file import INDEX
from suitability.storage.register_file import RegisterFile
from tests.cli.running import Cli
from tests.recruiting.folders import PEOPLE, WAITING, desk, filled
from tests.sealing import making
from tests.sealing.folders import Office, answered, other_run, row_of, run_sql
from tests.services import samples

ANNA, BORIS = PEOPLE[:2]


@pytest.fixture
def place(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """Return a recruiter at this computer with a folder that has not been collected by command."""
    cli.speak("en")
    monkeypatch.setattr(environment, "utc_now", lambda: datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    made = filled(tmp_path)
    home = cli.home / "recruiter"
    home.mkdir(parents=True, exist_ok=True)
    (made.home / "register.sqlite").rename(home / "register.sqlite")
    made.home = home
    keys = SimpleNamespace(secrets={made.party.keys.opening: made.party.secret})
    monkeypatch.setattr(recruiting, "unlocked", lambda: keys)
    return made


@pytest.fixture
def both(cli: Cli, place: Office, tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders that were collected: Anna's and Boris's results also lie in the second."""
    other = tmp_path / "second round"
    other.mkdir()
    for name in ("1.txt", "2.txt"):
        shutil.copy(place.folder / name, other / f"again-{name}")
    for folder in (place.folder, other):
        assert cli("collect", folder).code == 0
    return place.folder, other


def holding(folders: tuple[Path, ...], *needles: str) -> list[Path]:
    """Return the files below these folders that hold any of the needles."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(one.encode() in path.read_bytes() for one in needles)]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_list_of_invites_says_who_has_answered(
    cli: Cli, place: Office, both: tuple[Path, Path], language: str
) -> None:
    """Also of a list none of whom has answered, and of somebody whose last day is over."""
    cli.speak(language)
    late = making.invite(place.party, id=f"{70:032x}", expires="2026-11-24T00:00:00Z")
    open_still = making.invite(place.party, id=f"{71:032x}")
    place.register([("Lena Late", late), ("Nobody Yet", open_still)], batch="batch-2")
    words = environment.words(language)
    said = cli("recruiter", "invites")
    assert said.code == 0, said.err
    lines = {name: line for line in said.out.split("\n") for name in (*PEOPLE, WAITING) if name in line}
    assert words("recruiting.invites.answered") in lines[ANNA]
    assert words("recruiting.invites.waiting") in lines[WAITING]
    (overdue,) = [line for line in said.out.split("\n") if "Lena Late" in line]
    (never,) = [line for line in said.out.split("\n") if "Nobody Yet" in line]
    assert words("recruiting.invites.over") in overdue
    assert words("recruiting.invites.waiting") in never
    total = words("recruiting.invites.total", n=7, answered=4, waiting=2, over=1)
    assert flat(total) in flat(said.out)
    for folder in both:
        assert flat(words("recruiting.invites.seen", folder=folder)) in flat(said.out)
    alone = cli("recruiter", "invites", "--folder", both[1])
    assert flat(words("recruiting.invites.total", n=7, answered=2, waiting=4, over=1)) in flat(alone.out)
    assert cli("recruiter", "invites", "--folder", both[1].parent / "nowhere").code == 1
    shutil.rmtree(both[1])
    gone = cli("recruiter", "invites")
    assert flat(words("recruiting.invites.missed", folder=both[1])) in flat(gone.err)
    assert flat(total) in flat(gone.out)


def test_before_anything_is_collected_nobody_is_said_to_have_answered(cli: Cli, place: Office) -> None:
    """A register of the version before knows no folders and is read as it is."""
    register = place.home / "register.sqlite"
    run_sql(register, "DROP TABLE collected")
    run_sql(register, "PRAGMA user_version = 2")
    before = register.read_bytes()
    said = cli("recruiter", "invites")
    words = environment.words("en")
    assert (said.code, register.read_bytes() == before) == (0, True)
    assert flat(words("recruiting.invites.total", n=5, answered=0, waiting=5, over=0)) in flat(said.out)
    assert flat(words("recruiting.invites.unseen")) in flat(said.out)
    assert cli("collect", place.folder).code == 0
    book = RegisterFile.open(place.home, write=False)
    assert book.collected() == ((str(place.folder), str(place.folder / INDEX)),)
    assert book.count() == 5
    book.close()
    assert flat(words("recruiting.invites.unseen")) not in flat(cli("recruiter", "invites").out)


def test_forgetting_reaches_every_folder_that_was_collected(
    cli: Cli, place: Office, both: tuple[Path, Path]
) -> None:
    first, second = both
    words = environment.words("en")
    asked = cli("forget", "--candidate", BORIS, "--folder", first, typed="no\n", terminal=True)
    assert (asked.code, flat(words("candidates.elsewhere.too", folder=second)) in flat(asked.out)) == (
        1,
        True,
    )
    assert (second / "again-2.txt").exists()

    done = cli("forget", "--candidate", BORIS, "--folder", first, "--yes")

    assert done.code == 0, done.err
    assert not (first / "2.txt").exists()
    assert not (second / "again-2.txt").exists()
    assert holding((first, second, place.home), "Котов", f"{2:032x}", answered(2).id) == []
    assert flat(words.plural("candidates.forget.people", 1)) in flat(done.out)
    assert holding((second,), "Белова")
    assert flat(f"{second}/again-2.txt") in flat(done.out)
    assert flat(words("candidates.elsewhere.done", folder=second)) in flat(done.out)


def test_what_is_due_is_erased_here_and_named_there(
    cli: Cli, both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long a folder keeps people is its own matter: the command for the other is ready to be typed."""
    first, second = both
    monkeypatch.setattr(environment, "utc_now", lambda: datetime(2027, 7, 1, tzinfo=UTC))
    done = cli("forget", "--due", "--folder", first, "--yes")
    assert done.code == 0, done.err
    assert (second / "again-1.txt").exists()
    (command,) = [line for line in done.out.split("\n") if line.startswith("  suitability forget")]
    typed = shlex.split(command)
    assert typed[-2:] == ["--folder", str(second)]
    again = cli(*typed[1:], "--yes")
    assert again.code == 0, again.err
    assert holding(both, "Белова", "Котов") == []


def test_folders_that_are_gone_or_unreadable_are_said(cli: Cli, both: tuple[Path, Path]) -> None:
    first, second = both
    words = environment.words("en")
    shutil.rmtree(second / ".suitability")
    unread = cli("forget", "--candidate", BORIS, "--folder", first, "--yes")
    assert (unread.code, flat(words("candidates.elsewhere.unread", folder=second)) in flat(unread.out)) == (
        1,
        True,
    )
    shutil.rmtree(second)
    gone = cli("forget", "--candidate", ANNA, "--folder", first, "--yes")
    assert (gone.code, flat(words("candidates.elsewhere.gone", folder=second)) in flat(gone.out)) == (0, True)


def test_another_invite_to_the_same_name_is_named_and_left(cli: Cli, place: Office) -> None:
    """It may be somebody else of that name: only the command is given, and it erases that invite alone."""
    again = making.invite(place.party, id=f"{71:032x}", role="field_support")
    book = RegisterFile.open(place.home)
    book.add([row_of(BORIS, again, place.party, "batch-2")])
    book.close()
    place.put("later.txt", making.sealed(again, answered(7), other_run()))
    assert cli("collect", place.folder).code == 0
    number = str(desk(place).find(f"{2:032x}").id)

    done = cli("forget", "--candidate", number, "--folder", place.folder, "--yes")

    assert done.code == 0, done.err
    words = environment.words("en")
    assert flat(words.plural("candidates.elsewhere.alike", 1)) in flat(done.out)
    assert (place.folder / "later.txt").exists()
    (command,) = [line for line in done.out.split("\n") if line.startswith("  suitability forget")]
    assert cli(*shlex.split(command)[1:], "--yes").code == 0
    assert holding((place.folder, place.home), "Котов", again.id) == []


def test_a_colleague_without_a_list_is_still_told_that_there_is_none(cli: Cli, place: Office) -> None:
    """Collecting makes an empty register to remember the folder in; that is no list of invites."""
    (place.home / "register.sqlite").unlink()
    assert cli("collect", place.folder).code == 0
    done = cli("forget", "--candidate", BORIS, "--folder", place.folder, "--yes")
    assert flat(environment.words("en")("candidates.forget.no_register")) in flat(done.out)
