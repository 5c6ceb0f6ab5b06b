"""Folders full of what should not be there: each thing ends in one line, the rest goes on, all is left whole.

The list of docs/trust.md, "Bad input". Nothing here is run, fetched, followed or written over.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.errors import SealError
from suitability.services import collecting
from suitability.services.collecting import TROUBLE
from suitability.services.messages import sentence
from suitability.services.pool import Filter
from suitability.services.results import save_result
from suitability.storage import database
from suitability.storage.inbox import bytes_of
from suitability.storage.pool_sent import _BEFORE
from suitability.storage.register_file import RegisterFile
from tests.sealing import making
from tests.sealing.folders import Office, answered, office, other_run, row_of
from tests.services import samples


@pytest.fixture
def place(tmp_path: Path) -> Office:
    return office(tmp_path)


def everything(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every ordinary file, the index included."""
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 1 << 30
    }


WHATEVER: dict[str, Callable[[str], str | bytes]] = {
    "cut": lambda good: good[:700],
    "damaged": lambda good: good.replace("Q", "*"),
    "edited": lambda good: good[:400] + ("A" if good[400] != "A" else "B") + good[401:],
    "two": lambda good: good + good,
    "empty": lambda _: "",
    "page.html": lambda good: f"<html>{good}",
    "picture.png": lambda _: b"\x89PNG\r\n\x1a\n\0\0",
    "other.json": lambda _: '{"hello": 1}',
    "bad.json": lambda _: '{"format": "suitability-result", "version": 1, "x": NaN}',
    "deep.json": lambda _: "{" + '"a":[' * 60_000,
    "\u001b[2Jname\u202e": lambda _: "hello",
    os.fsdecode(b"\xff\xfe-name"): lambda _: "hello",
    "hex:zz": lambda _: "hello",
    ".hidden": lambda good: good,
    "sub/good.txt": lambda good: f"Здравствуйте!\n\n{good}\n-- \nАнна",
}
"""Names of files, and what lies in them, made from a sound sealed result."""

SAID = {
    "sub/good.txt": "first",
    "cut": "seal_cut",
    "damaged": "seal_damaged",
    "edited": "seal_does_not_open",
    "two": "seal_several_blocks",
    "empty": "collect_other",
    "page.html": "collect_page",
    "picture.png": "collect_other",
    "other.json": "result_foreign",
    "bad.json": "result_bad_number",
    "deep.json": "result_too_deep",
    "huge.txt": "seal_too_large",
    "link": "collect_link",
    "folder-link": "collect_link",
    "round": "collect_link",
    "pipe": "collect_link",
    "[2Jname": "collect_other",
    "hex:fffe2d6e616d65": "collect_other",
    "hex:6865783a7a7a": "collect_other",
    "consent": "collect_other_consent",
    "pack": "collect_other_questions",
    "form": "collect_other_form",
    "own.suitinvite": "collect_invite",
    "strange.suitinvite": "collect_strange_invite",
}


def put_everything(place: Office, outside: Path) -> None:
    """Fill the folder with all that can lie in it; links lead to ``outside``."""
    asked = place.invite("Анна", 1)
    good = making.sealed(asked, answered(1))
    for name, make in WHATEVER.items():
        place.put(name, make(good))
    with (place.folder / "huge.txt").open("wb") as file:
        file.truncate(1 << 30)
    (place.folder / "link").symlink_to(outside)
    (place.folder / "folder-link").symlink_to(outside.parent)
    (place.folder / "round").symlink_to(place.folder)
    os.mkfifo(place.folder / "pipe")
    other = replace(asked, consent=replace(asked.consent, text="Other."))
    place.put("consent", making.sealed(other, answered(2)))
    stamp = replace(answered(3).content, digest="0" * 64)
    place.put("pack", making.sealed(asked, replace(answered(3), content=stamp)))
    place.put("form", making.sealed(asked, replace(making.result(4, form="full"), id="f" * 32)))
    place.put("own.suitinvite", making.invite_text(id=asked.id))
    place.put("strange.suitinvite", making.invite_text(making.new_party(), id="dd" * 16))


def test_whatever_lies_there_ends_in_one_line_each(place: Office, tmp_path: Path) -> None:
    """The list of bad input: each file is named with its reason, the good one among them is read."""
    outside = tmp_path / "secret.txt"
    outside.write_text("private")
    put_everything(place, outside)

    place.collect()

    assert place.said() == SAID
    for one in place.news:
        if one.code:
            error = SealError(one.code, **one.values)
            for language in samples.LANGUAGES:
                text = sentence(samples.words(language), error)
                assert text != str(error), one
                assert "\u001b" not in text
    assert outside.read_text() == "private"
    assert place.collect().unchanged == len(SAID)


def test_what_is_in_trouble_is_told_every_time_and_changes_nothing(place: Office, tmp_path: Path) -> None:
    """A second collection says what the first said of every file of no use, without reading it again."""
    put_everything(place, tmp_path / "secret.txt")
    newer = making.sealed(place.invite("Борис", 2), answered(9)).replace(
        "RESULT-----\nA", "RESULT-----\nB", 1
    )
    place.put("newer", newer)
    place.put("not-ours", making.sealed(making.invite(id="ee" * 16), answered(6)))
    first = place.collect()
    said = {one.file: (one.outcome, one.code, one.values) for one in place.news}
    before = everything(place.folder)

    second = place.collect()

    trouble = {name: told for name, told in said.items() if told[0] in TROUBLE}
    assert {told[0] for told in trouble.values()} == TROUBLE
    assert {one.file: (one.outcome, one.code, one.values) for one in place.news} == trouble
    assert all(one.again for one in place.news)
    assert second.still == {name: first.outcomes[name] for name in TROUBLE}
    assert (first.trouble, second.trouble, second.outcomes) == (True, True, {})
    assert everything(place.folder) == before


def test_trouble_that_went_away_is_told_no_more(place: Office) -> None:
    path = place.put("a", "-----BEGIN SUITABILITY RESULT-----\n")
    place.collect()
    asked = place.invite("Анна", 1)
    place.put("a", making.sealed(asked, answered(1)))

    assert not place.collect().trouble
    path.write_text("-----BEGIN SUITABILITY RESULT-----\n")
    assert place.collect().trouble
    assert [one.again for one in place.news] == [False]
    path.unlink()
    assert not place.collect().trouble


def test_nothing_in_the_folder_is_changed_opened_for_writing_or_followed(
    place: Office, tmp_path: Path
) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("private")
    put_everything(place, outside)
    names = sorted(str(path) for path in place.folder.rglob("*"))
    before = everything(place.folder)

    place.collect()

    mine = {name: data for name, data in everything(place.folder).items() if ".suitability" not in name}
    assert mine == before
    left = sorted(str(path) for path in place.folder.rglob("*") if ".suitability" not in str(path))
    assert left == names
    assert outside.read_text() == "private"


def test_results_for_another_key_and_edited_ones_are_named(place: Office) -> None:
    """Wrong key, edited after saving, bound to an invite whose key is not here."""
    asked = place.invite("Анна", 1)
    stranger = making.new_party()
    wrong = replace(asked, keys=stranger.keys)
    place.put("wrong-key", making.sealed(wrong, answered(1)))
    gone = making.invite(stranger, id="cd" * 16)
    book = RegisterFile.open(place.home)
    book.add([row_of("Борис", gone, stranger, "batch-1")])
    book.close()
    place.put("key-gone", making.sealed(gone, answered(2)))
    save_result(samples.bank(), answered(3), place.folder / "edited.json")
    text = (place.folder / "edited.json").read_text(encoding="utf-8")
    place.put("edited.json", text.replace('"answer": 1', '"answer": 5', 1))

    place.collect()

    assert place.said() == {
        "wrong-key": "seal_does_not_open",
        "key-gone": "collect_key_gone",
        "edited.json": "result_edited",
    }


def test_a_folder_within_that_cannot_be_listed_is_named_every_time(
    place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it is not gone: it is out of reach."""
    asked = place.invite("Анна", 1)
    place.put("closed/a", making.sealed(asked, answered(1)))
    place.collect()
    real = os.scandir

    def closed(path: str | Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    first, said = place.collect(), place.said()
    second = place.collect()
    monkeypatch.setattr(os, "scandir", real)

    assert said == place.said() == {"closed": "seal_unreadable"}
    assert (first.gone, second.gone, first.trouble, second.trouble) == ((), (), True, True)
    assert (place.collect().trouble, place.news) == (False, [])


def test_a_folder_that_goes_away_is_said_to_be_gone(place: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    place.put("a", making.sealed(place.invite("Анна", 1), answered(1)))
    store = collecting._Collection._store

    def removing(self: collecting._Collection, readings: list[object]) -> None:
        shutil.rmtree(place.folder)
        store(self, readings)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting._Collection, "_store", removing)
    with pytest.raises(SealError, match="collect_no_folder"):
        place.collect()


def test_what_takes_the_place_of_a_file_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    """A pipe or a link may be put there between looking and reading."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "secret").write_text("private")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    for name in ("pipe", "link"):
        with pytest.raises(OSError):  # noqa: PT011 - whatever the system calls it
            bytes_of(tmp_path / name, 100)
    assert bytes_of(tmp_path / "secret", 100) == b"private"
    assert bytes_of(tmp_path / "secret", 3) == b"pri"


def test_two_collections_at_once_take_every_file_once(place: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threat 14: a second copy waits for the first one's commits and finds its files known."""
    monkeypatch.setattr(collecting, "COMMIT", 3)
    for number in range(20):
        asked = place.invite(f"P{number:02}", number)
        place.put(f"{number:02}", making.sealed(asked, answered(number), other_run()))
    samples.bank()
    second = Office(place.home, place.folder, place.party)
    failed: list[BaseException] = []

    def run(one: Office) -> None:
        try:
            one.collect()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    copies = [threading.Thread(target=run, args=(one,)) for one in (place, second)]
    for copy in copies:
        copy.start()
    for copy in copies:
        copy.join(60)

    assert not failed
    pool = place.pool()
    assert pool.count(Filter(everyone=True)) == 20
    assert {one.outcome for one in (*place.news, *second.news)} == {"first"}
    pool.close()
    assert place.collect().unchanged == 20


def test_a_full_disk_is_said_and_the_next_collection_goes_on(
    place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threat 14: what was committed before the disk was full stays."""
    monkeypatch.setattr(collecting, "COMMIT", 5)
    for number in range(60):
        asked = place.invite(f"P{number:02}", number)
        place.put(f"{number:02}", making.sealed(asked, answered(number), other_run()))
    real = database._prepare

    def small(connection: object, path: Path, kind: database.Kind) -> None:
        real(connection, path, kind)  # type: ignore[arg-type]
        connection.execute("PRAGMA max_page_count = 50")  # type: ignore[attr-defined]

    monkeypatch.setattr(database, "_prepare", small)
    with pytest.raises(SealError, match="base_disk_full"):
        place.collect()
    stored = len(place.news)
    monkeypatch.setattr(database, "_prepare", real)

    summary = place.collect()

    assert 0 < stored < 60
    assert (summary.unchanged, summary.outcomes) == (stored, {"first": 60 - stored})


def test_many_files_with_one_invite_are_placed_through_an_index(place: Office) -> None:
    """A person may send thousands: no question about what was sent before reads the whole table."""
    asked = place.invite("Анна", 1, attempts=2)
    for number in range(6):
        place.put(f"{number}", making.sealed(asked, answered(number), other_run()))
    place.collect()
    assert [one.outcome for one in place.news] == ["first", *["second"] * 5]
    assert ["more_than_allowed" in one.remarks for one in place.news] == [False, False, *[True] * 4]

    pool = place.pool()
    given = {"owner": asked.id, "run_key": "", "most": 100}
    plan = pool._file._connection.execute(f"EXPLAIN QUERY PLAN {_BEFORE}", given).fetchall()
    steps = [str(row[3]) for row in plan if " entry" in str(row[3])]
    assert len(steps) == 5
    assert all("INDEX entry_submission (owner=?" in step for step in steps)
    pool.close()
