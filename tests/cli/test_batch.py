"""``suitability batch`` as it is typed: what is made, kept, refused and left whole.

Workers that stand ready do the work, but for the batch that Ctrl-C stops, which is a program of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from suitability.cli import batching, progress
from suitability.cli.reports import Wanted
from suitability.rendering.batch import JOURNAL
from suitability.services.blind import salt_of, set_blind, veiled
from suitability.services.forgetting import forget_people
from suitability.services.library import load_words
from suitability.services.pile import Paper, pile_of
from suitability.services.pool import Filter, Heard
from suitability.storage.pool_file import INDEX
from tests.analysis.people import people, save
from tests.cli.running import PROGRAM, Cli, changed
from tests.sealing import making
from tests.sealing.folders import answered, office, other_run
from tests.services import samples

pytestmark = [pytest.mark.xdist_group("standing workers"), pytest.mark.usefixtures("standing")]
TEXT = ("--format", "text", "--language", "en")


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Return a folder with the results of five people."""
    save(people(5, "quick"), tmp_path / "results")
    return tmp_path / "results"


def documents(folder: Path) -> list[str]:
    """Return the names of the documents in a folder, sorted; nothing half made is among them."""
    names = sorted(path.name for path in folder.iterdir())
    assert not [name for name in names if name.endswith(".part")]
    return [name for name in names if name != JOURNAL]


SAID = {
    "en": ("Made 5 reports", "5 reports were there already"),
    "ru": ("Сделано 5 отчётов", "уже были готовы"),
}


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_folder_is_printed_once(cli: Cli, results: Path, tmp_path: Path, language: str) -> None:
    made, kept = SAID[language]
    cli.speak(language)
    out = tmp_path / "new" / "out"
    first = cli("batch", results, "--out", out, *TEXT)
    assert first.code == 0, first.err
    assert made in first.said
    assert len(documents(out)) == 5
    assert out.stat().st_mode & 0o777 == 0o700
    stamps = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    again = cli("batch", results, "--out", out, *TEXT)
    assert again.code == 0
    assert kept in again.said
    assert {path: path.stat().st_mtime_ns for path in out.iterdir() if path.name != JOURNAL} == {
        path: stamp for path, stamp in stamps.items() if path.name != JOURNAL
    }


def test_broken_files_are_listed_with_reasons_and_the_rest_is_made(
    cli: Cli, results: Path, tmp_path: Path
) -> None:
    cli.speak("en")
    (results / "a-broken.json").write_text('{"format":')
    (results / "b-foreign.json").write_text("{}")
    ran = cli("batch", results, "--out", tmp_path / "out", *TEXT)
    assert ran.code == 1
    assert "a-broken.json" in ran.said
    assert "b-foreign.json" in ran.said
    assert len(documents(tmp_path / "out")) == 5


def test_a_file_of_somebody_else_is_spared_and_with_force_replaced(
    cli: Cli, results: Path, tmp_path: Path
) -> None:
    cli.speak("en")
    out = tmp_path / "out"
    cli("batch", results, "--out", out, *TEXT)
    mine = out / documents(out)[0]
    mine.write_text("my own notes")
    ran = cli("batch", results, "--out", out, *TEXT)
    assert ran.code == 1
    assert mine.name in ran.said
    assert mine.read_text() == "my own notes"
    assert cli("batch", results, "--out", out, *TEXT, "--force").code == 0
    assert mine.read_text() != "my own notes"


def test_what_we_made_is_replaced_when_the_options_changed(cli: Cli, results: Path, tmp_path: Path) -> None:
    cli.speak("en")
    out = tmp_path / "out"
    html = ("batch", results, "--out", out, "--format", "html")
    assert cli(*html).code == 0
    grey = cli(*html, "--grey")
    assert grey.code == 0, grey.err
    assert "Made 5 reports" in grey.said
    assert "#123A5E" not in (out / documents(out)[0]).read_text(encoding="utf-8")


def test_a_collected_folder_is_printed_by_name_or_blind(cli: Cli, tmp_path: Path) -> None:
    cli.speak("en")
    mine = office(tmp_path)
    anna = mine.invite("Анна / Петрова", 1)
    mine.invite("Boris", 2)
    mine.put("a.txt", making.sealed(anna, answered(1)))
    mine.collect()
    assert (mine.folder / INDEX).is_file()
    asked = ("batch", mine.folder, *TEXT, "--edition", "recruiter")
    ran = cli(*asked, "--out", tmp_path / "named")
    assert ran.code == 0, ran.err
    (name,) = documents(tmp_path / "named")
    assert name.startswith("Анна-Петрова-")
    assert "Анна" in (tmp_path / "named" / name).read_text(encoding="utf-8")
    assert "1 invited person has not answered" in ran.said
    blind = cli(*asked, "--out", tmp_path / "blind", "--blind")
    assert blind.code == 0
    (name,) = documents(tmp_path / "blind")
    with closing(mine.pool()) as pool:
        ((alias, _),) = veiled(pool, salt_of(pool, bytes), Filter(statuses=("received",)))
    assert name == f"{alias}-2026-11-20-recruiter-en.txt"
    assert alias in (tmp_path / "blind" / name).read_text(encoding="utf-8")
    assert "Анна" not in (tmp_path / "blind" / name).read_text(encoding="utf-8")


def test_a_folder_in_blind_mode_prints_no_names_and_remembers_what_it_printed(
    cli: Cli, tmp_path: Path
) -> None:
    """Nobody has to say ``--blind`` twice, and erasing a person takes their printed reports along."""
    cli.speak("en")
    mine = office(tmp_path)
    mine.put("a.txt", making.sealed(mine.invite("Анна", 1), answered(1), other_run()))
    mine.put("b.txt", making.sealed(mine.invite("Борис", 2), answered(2), other_run()))
    mine.collect()
    with closing(mine.pool()) as pool:
        set_blind(pool, blind=True)
    out = tmp_path / "out"
    assert cli("batch", mine.folder, *TEXT, "--edition", "recruiter", "--out", out).code == 0
    files = documents(out)
    assert len(files) == 2
    assert not any(answered(number).id in name for number in (1, 2) for name in files)
    with closing(mine.pool()) as pool:
        number = pool.find("анна")[0].id
        gone = forget_people(pool, [number])
    assert len(gone.written) == 1
    assert set(documents(out)) == set(files) - {gone.written[0].name}


def test_the_kit_of_a_stage_holds_its_people_and_none_of_the_recruiters_notes(
    cli: Cli, tmp_path: Path
) -> None:
    """What a recruiter wrote stays in the index: notes, ratings and sheets are on no page, named or blind."""
    cli.speak("en")
    mine = office(tmp_path)
    for number, name in enumerate(("Анна", "Борис", "Вера"), start=1):
        mine.put(f"{number}.txt", making.sealed(mine.invite(name, number), answered(number), other_run()))
    mine.invite("Глеб", 9)
    mine.collect()
    at = "2026-11-25T12:00:00Z"
    with closing(mine.pool()) as pool:
        for number in (1, 3):
            pool.set_stage(number, "talk", at)
            pool.add_note(number, "Unwritten note", at)
            pool.set_rating(number, "Unwritten criterion", 5, at)
            pool.set_heard(number, Heard("I01", "good", "Unwritten words", at, "Unwritten interviewer"))
    asked = ("batch", mine.folder, *TEXT, "--edition", "recruiter", "--stage", "talk")
    ran = cli(*asked, "--out", tmp_path / "kit")
    assert ran.code == 0, ran.err
    assert "Made 2 reports" in ran.said
    assert "has not answered" not in ran.said
    pages = [(tmp_path / "kit" / name).read_text(encoding="utf-8") for name in documents(tmp_path / "kit")]
    assert sorted(name for name in ("Анна", "Борис", "Вера") if any(name in page for page in pages)) == [
        "Анна",
        "Вера",
    ]
    assert cli(*asked, "--out", tmp_path / "blind", "--blind").code == 0
    hidden = [
        (tmp_path / "blind" / name).read_text(encoding="utf-8") for name in documents(tmp_path / "blind")
    ]
    assert len(hidden) == 2
    assert not any(name in page for name in ("Анна", "Вера") for page in hidden)
    assert not any("Unwritten" in page for page in (*pages, *hidden))
    assert all(samples.words("en")("edition.labels.probe") in page for page in pages)
    plain = cli("batch", tmp_path / "kit", *TEXT, "--stage", "talk", "--out", tmp_path / "no")
    assert (plain.code, "not collected" in plain.err) == (1, True)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_one_pdf_of_all_is_made_once(cli: Cli, results: Path, tmp_path: Path, language: str) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    cli.speak(language)
    for path in sorted(results.iterdir())[2:]:
        path.unlink()
    bound = ("--merge", tmp_path / "all.pdf")
    asked = ("batch", results, "--out", tmp_path / "out", "--edition", "recruiter", *bound)
    ran = cli(*asked)
    assert ran.code == 0, ran.err
    with pikepdf.open(tmp_path / "all.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title[:8] for item in outline.root] == ["quick-00", "quick-00"]
        assert str(pdf.Root.Lang) == language
    before = (tmp_path / "all.pdf").stat().st_mtime_ns
    assert cli(*asked).code == 0
    assert (tmp_path / "all.pdf").stat().st_mtime_ns == before
    (tmp_path / "all.pdf").write_bytes(b"mine")
    refused = cli(*asked)
    assert refused.code == 1
    assert (tmp_path / "all.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--merge", "all.pdf", "--format", "text"), "Only PDFs"),
        (("--merge", "all.docx"), "all.docx"),
        (("--workers", "0"), "--workers"),
        (("--logo", "nowhere.png"), "nowhere.png"),
    ],
)
def test_options_that_cannot_be_meant_are_refused_before_any_work(
    cli: Cli, results: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    cli.speak("en")
    ran = cli("batch", results, "--out", tmp_path / "out", *options)
    assert ran.code in {1, 2}
    assert said in ran.said
    assert not list(tmp_path.glob("out/*.pdf"))


def test_folders_that_cannot_be_used_are_named(cli: Cli, results: Path, tmp_path: Path) -> None:
    cli.speak("en")
    assert "nowhere" in cli("batch", tmp_path / "nowhere", "--out", tmp_path / "out").said
    (tmp_path / "empty").mkdir()
    assert cli("batch", tmp_path / "empty", "--out", tmp_path / "out").code == 1
    (tmp_path / "file").write_text("x")
    assert "file" in cli("batch", results, "--out", tmp_path / "file").said
    inside = cli("batch", results, "--out", results / "reports", "--format", "json")
    assert inside.code == 1
    assert "folder of its own" in inside.said
    assert not (results / "reports").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_leaves_whole_files_and_says_how_to_go_on(cli: Cli, tmp_path: Path) -> None:
    cli.speak("en")
    save(people(40, "quick"), tmp_path / "results")
    out = tmp_path / "out"
    asked = ("batch", str(tmp_path / "results"), "--out", str(out), *TEXT, "--edition", "counsellor")
    command = [*PROGRAM, *asked]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=changed({}), stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as batch:
        deadline = time.monotonic() + 60
        while not out.is_dir() or len(list(out.glob("*.txt"))) < 2:
            assert time.monotonic() < deadline
            assert batch.poll() is None
            time.sleep(0.01)
        os.killpg(batch.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
        said, err = batch.communicate(timeout=60)
    assert batch.returncode == 1
    assert "Traceback" not in said + err
    assert "The same command goes on from here" in " ".join(err.split())
    made = documents(out)
    assert 2 <= len(made) < 40
    for name in made:
        assert (out / name).read_bytes().endswith(b"\n")
    rest = cli(*asked)
    assert rest.code == 0, rest.err
    assert "there already" in rest.said
    assert len(documents(out)) == 40


def test_the_name_of_a_file_holds_nothing_but_letters_and_digits() -> None:
    result = people(1, "quick")[0]
    name = batching.file_name(Paper(result, "../Об*й ;rm\n" + "я" * 300), Wanted("ru", "pdf", "recruiter"))
    assert name.startswith("Об-й-rm-я")
    assert name.endswith(f"-{result.id}-recruiter-ru.pdf")
    assert len(name.encode()) < 255


def test_counting_takes_nothing(results: Path) -> None:
    pile = pile_of(samples.bank(), results)
    assert pile.total == 5
    assert pile.intake is None
    assert len(list(pile.taken())) == 5


def test_progress_is_drawn_on_a_terminal_and_told_in_ten_lines_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words, ticks = load_words("en"), iter(range(0, 100_000, 1000))
    plain = progress.Progress(words, "batch.progress", 100, lambda: next(ticks))
    for done in range(101):
        if done % 2 == 0:
            plain.at(done, done)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 10
    assert told[0].startswith("10 of 100, about 0:00:5")
    assert told[-1] == "100 of 100"
    monkeypatch.setattr(progress, "_can_draw", lambda: True)
    drawn = progress.Progress(words, "batch.progress", 4, lambda: next(ticks))
    drawn.at(2, 2)
    drawn.close()
    assert capsys.readouterr().err.startswith(f"\r[{'#' * 12}{'.' * 12}] 2 of 4")
