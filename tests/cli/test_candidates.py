"""The recruiter's commands on a collected folder: tables, one person, side by side, interview, erasing."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from suitability.cli import environment
from tests.cli.running import Cli, Ran
from tests.recruiting.folders import PEOPLE, WAITING, filled


@pytest.fixture
def folder(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a collected folder; its recruiter sits at this computer."""
    cli.speak("en")
    monkeypatch.setattr(environment, "utc_now", lambda: datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    place = filled(tmp_path)
    (cli.home / "recruiter").mkdir(parents=True, exist_ok=True)
    (place.home / "register.sqlite").rename(cli.home / "recruiter" / "register.sqlite")
    return place.folder


def test_the_table_says_what_it_is_not(cli: Cli, folder: Path) -> None:
    said = cli("candidates", folder, "--sort", "patience")
    assert said.code == 0, said.err
    assert "Анна Белова" in said.out
    assert WAITING in said.out
    assert "no overall score" in said.out
    assert "bracket" in said.out
    assert not {"\x1b", "\u202e"} & set(said.out)


def test_csv_and_json_hold_everybody_and_blind_ones_no_name(cli: Cli, folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("candidates", folder, "--format", "csv").out)))
    whole = json.loads(cli("candidates", folder, "--format", "json").out)
    assert len(rows) == len(whole) == len(PEOPLE) + 1
    assert {row["person"] for row in rows} >= {"Анна Белова", WAITING}
    hidden = cli("candidates", folder, "--format", "json", "--blind").out
    assert not any(name in hidden for name in ("Белова", "Котов", "Mallory", WAITING))
    waiting = json.loads(cli("candidates", folder, "--format", "json", "--status", "waiting", "--names").out)
    assert [row["person"] for row in waiting] == [WAITING]
    assert waiting[0]["patience_score"] is None
    assert cli("candidates", folder, "--format", "json", "--text", "nobody").out == "[]\n"


def test_filters_and_columns_that_do_not_exist_are_explained(cli: Cli, folder: Path) -> None:
    for option, value in (("--sort", "karma"), ("--sign", "luck")):
        said = cli("candidates", folder, option, value)
        assert said.code == 1
        assert value in said.err
        assert option in said.err
    missing = cli("candidates", folder.parent / "nowhere")
    assert missing.code == 1
    assert "nowhere" in missing.err


def test_notes_stages_and_ratings_by_command(cli: Cli, folder: Path) -> None:
    given = ("--note", "Call on Monday", "--stage", "talk", "--rating", "experience=4")
    said = cli("candidate", "Борис Котов", "--folder", folder, *given)
    assert said.code == 0, said.err
    for piece in ("Call on Monday", "Stage: interview", "Experience: 4 of 5", "The four scales"):
        assert piece in said.out, piece
    assert "Call on Monday" not in cli("candidate", "2", "--folder", folder, "--blind").out
    assert cli("candidate", "2", "--folder", folder, "--erase-note", "1").code == 0
    assert "Call on Monday" not in cli("candidate", "2", "--folder", folder).out
    for wrong in (("--rating", "experience=6"), ("--rating", "good"), ("--erase-note", "99")):
        assert cli("candidate", "2", "--folder", folder, *wrong).code == 1
    nobody = cli("candidate", "Nobody", "--folder", folder)
    assert (nobody.code, "Nobody" in nobody.err) == (1, True)


def test_side_by_side_says_where_ranges_overlap(cli: Cli, folder: Path) -> None:
    said = cli("compare", "1", "2", "--folder", folder)
    assert said.code == 0, said.err
    assert "Анна Белова" in said.out
    assert "overlap" in said.out
    for too in (("1",), ("1", "1"), ("1", "2", "3", "4", "5")):
        assert cli("compare", *too, "--folder", folder).code == 1, too


def test_the_interview_sheet_is_filled_in_and_written(cli: Cli, folder: Path) -> None:
    said = cli("interview", "2", "--folder", folder, "--mark", "1=good", "--note", "1=<b>two</b> queues")
    assert said.code == 0, said.err
    assert "[x] " in said.out
    assert "<b>two</b> queues" in said.out
    page = cli("interview", "2", "--folder", folder, "--output", "sheet.html")
    assert page.code == 0, page.err
    text = Path("sheet.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;two&lt;/b&gt; queues" in text
    assert "☒" in text
    assert "http" not in text
    assert cli("interview", "2", "--folder", folder, "--output", "sheet.html").code == 1
    empty = cli("interview", "2", "--folder", folder, "--format", "html", "--empty").out
    assert "☒" not in empty
    for wrong in (("--mark", "1=splendid"), ("--mark", "99=good"), ("--note", "nothing")):
        assert cli("interview", "2", "--folder", folder, *wrong).code == 1, wrong
    waiting = cli("interview", WAITING, "--folder", folder)
    assert (waiting.code, "no result" in waiting.err) == (1, True)


def test_interviewers_do_not_write_over_each_other(cli: Cli, folder: Path) -> None:
    def said(*options: str) -> Ran:
        return cli("interview", "2", "--folder", folder, *options)

    assert said("--interviewer", "Olga", "--mark", "1=good", "--note", "1=Calm").code == 0
    assert said("--interviewer", "Peter", "--mark", "1=poor", "--note", "1=Sharp").code == 0
    both, olga = said("--format", "text").out, said("--interviewer", "Olga").out
    assert both.count("[x] ") == 2
    assert all(word in both for word in ("Olga", "Peter", "Calm", "Sharp"))
    assert ("Calm" in olga, "Sharp" in olga) == (True, False)
    page = said("--output", "sheet.html")
    assert (page.code, "Olga, Peter" in page.err) == (1, True)
    assert said("--interviewer", "Peter", "--output", "sheet.html").code == 0
    assert "Peter" in Path("sheet.html").read_text(encoding="utf-8")
    again = said("--interviewer", "Peter", "--mark", "1=middling")
    assert (again.code, "“poor” stood there" in again.err) == (0, True)
    assert "stood there" not in said("--interviewer", "Peter", "--mark", "1=middling").err


def test_whose_time_is_over_is_told_and_erased_after_a_yes(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nobody is due" in cli("forget", "--due", "--folder", folder).out
    monkeypatch.setattr(environment, "utc_now", lambda: datetime(2027, 7, 1, tzinfo=UTC))
    told = " ".join(cli("candidates", folder, "--format", "table").err.split())
    assert environment.words("en").plural("candidates.due.over", 5) in told
    assert cli("forget", "--due", "--folder", folder).code == 1
    done = cli("forget", "--due", "--folder", folder, "--yes")
    assert done.code == 0, done.err
    said, words = " ".join(done.out.split()), environment.words("en")
    assert words.plural("candidates.forget.people", 5) in said
    assert words("candidates.forget.beyond") in said
    assert words.plural("candidates.forget.invites", 5) in said
    assert sorted(path.name for path in folder.iterdir()) == [".suitability"]
    raw = (folder / ".suitability" / "index.sqlite").read_bytes()
    raw += (cli.home / "recruiter" / "register.sqlite").read_bytes()
    assert "Белова".encode() not in raw


def test_one_candidate_is_forgotten_and_shared_tables_are_named(cli: Cli, folder: Path) -> None:
    assert cli("candidates", folder, "--format", "csv", "--output", "all.csv").code == 0
    assert cli("export", folder, "--output", "wide.csv").code == 0
    done = cli("forget", "--candidate", "Борис Котов", "--folder", folder, "--yes")
    assert done.code == 0, done.err
    assert "all.csv" in done.out
    assert "wide.csv" in done.out
    assert not (folder / "2.txt").exists()
    assert cli("candidate", "Борис Котов", "--folder", folder).code == 1
    for wrong in (("--due", "--candidate", "1"), ("--folder", folder), ("--all", "--due")):
        assert cli("forget", *wrong).code == 1, wrong


def test_a_blind_folder_exports_no_name_even_unasked(cli: Cli, folder: Path) -> None:
    from suitability.services.blind import set_blind
    from suitability.services.pool import open_pool

    pool = open_pool(environment.bank(), folder)
    set_blind(pool, blind=True)
    pool.close()
    assert cli("export", folder, "--output", "wide.csv").code == 0
    assert "Белова" not in Path("wide.csv").read_text(encoding="utf-8-sig")
    assert "Белова" not in cli("candidates", folder, "--format", "csv").out


def test_days_are_kept_with_the_folder_and_checked(cli: Cli, folder: Path) -> None:
    assert cli("candidates", folder, "--format", "csv", "--keep-days", "30").code == 0
    assert cli("candidates", folder, "--format", "csv", "--keep-days", "0").code == 1
    said = cli("collect", folder, "--keep-days", "31")
    soon = environment.words("en").plural("candidates.due.soon", 5)
    assert soon not in " ".join(said.err.split())
    assert cli("collect", folder, "--keep-days", "1").code == 0
    assert soon in " ".join(cli("collect", folder).err.split())
