"""The folder is the database: whatever lies in it ends in one line, and nothing is done twice."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.errors import SealError
from suitability.services.messages import sentence
from suitability.services.forgetting import forget_people
from suitability.services.pool import Filter, Sort
from suitability.services.results import Fit, save_result
from suitability.storage.pool_file import INDEX
from tests.sealing import making
from tests.sealing.folders import Office, answered, office, other_run
from tests.services import samples


@pytest.fixture
def place(tmp_path: Path) -> Office:
    return office(tmp_path)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_sealed_result_becomes_a_line_with_name_scores_and_signs(place: Office) -> None:
    asked = place.invite("Иван Петров", 1)
    place.put("a.suitresult", making.sealed(asked, answered(7)))

    summary = place.collect()
    pool = place.pool()
    (row,) = pool.rows()
    whole = pool.candidate(row.id)

    assert (summary.files, dict(summary.outcomes)) == (1, {"first": 1})
    assert (row.name, row.entry.status, row.entry.grade) == ("Иван Петров", "received", "sealed")
    assert whole.result == answered(7)
    assert whole.assessment is not None
    by_scale = {one.scale: (one.low, one.pomp, one.high) for one in whole.assessment.scores}
    assert {key: (one.low, one.score, one.high) for key, one in row.entry.scales.items()} == by_scale
    assert {one.sign: one.status.value for one in whole.assessment.findings} == row.entry.signs
    assert row.entry.remarks == ()
    pool.close()


def test_twice_changes_nothing(place: Office) -> None:
    asked = place.invite("Иван", 1)
    place.put("a.suitresult", making.sealed(asked, answered(7)))
    place.put("b.txt", "hello")
    place.collect()
    before = everything(place.folder)

    summary = place.collect()

    assert (summary.files, summary.unchanged, place.news) == (2, 2, [])
    assert everything(place.folder) == before


def test_the_seven_outcomes_of_the_register(place: Office) -> None:
    """Threat 5: replayed, changed, taken again, late, foreign, newer: labelled, and nothing is deleted."""
    asked = place.invite("Анна", 1)
    late = place.invite("Борис", 2, expires="2026-11-10T00:00:00Z")
    run = other_run()
    place.put("1-first", making.sealed(asked, answered(1), run))
    place.put("2-resent", making.sealed(asked, answered(1), run, "2026-11-23T09:00:00Z"))
    place.put("3-changed", making.sealed(asked, replace(answered(1), language="en"), run))
    place.put("4-second", making.sealed(asked, answered(4), other_run()))
    place.put("5-late", making.sealed(late, answered(5)))
    place.put("6-not-ours", making.sealed(making.invite(id="ee" * 16), answered(6)))
    newer = making.sealed(asked, answered(1)).replace("RESULT-----\nA", "RESULT-----\nB", 1)
    place.put("7-newer", newer)

    summary = place.collect()
    outcomes = {one.file: one.outcome for one in place.news}

    assert outcomes == {
        "1-first": "first",
        "2-resent": "resent",
        "3-changed": "changed",
        "4-second": "second",
        "5-late": "late",
        "6-not-ours": "not_ours",
        "7-newer": "newer",
    }
    assert len(summary.outcomes) == 7
    pool = place.pool()
    assert [row.name for row in pool.rows()] == ["Анна", "Борис"]
    assert pool.count(Filter(everyone=True)) == 4
    (anna,) = pool.rows(Filter(text="анн"))
    whole = pool.candidate(anna.id)
    assert whole.files == ("1-first", "2-resent")
    assert sorted(one.entry.outcome for one in whole.others) == ["changed", "second"]
    second = next(one for one in whole.others if one.entry.outcome == "second")
    assert "more_than_allowed" in second.entry.remarks
    assert len(list(place.folder.iterdir())) == 8
    pool.close()


def test_two_allowed_attempts_are_no_remark(place: Office) -> None:
    asked = place.invite("Анна", 1, attempts=2)
    place.put("1", making.sealed(asked, answered(1), other_run()))
    place.put("2", making.sealed(asked, answered(2), other_run()))

    place.collect()

    assert [one.outcome for one in place.news] == ["first", "second"]
    assert all(one.remarks == () for one in place.news)


def test_whatever_lies_there_ends_in_one_line_each(place: Office, tmp_path: Path) -> None:
    """The list of bad input: each file is named with its reason, the good one among them is read."""
    asked = place.invite("Анна", 1)
    good = making.sealed(asked, answered(1))
    place.put("sub/good.txt", f"Здравствуйте!\n\n{good}\n-- \nАнна")
    place.put("cut", good[:700])
    place.put("damaged", good.replace("Q", "*"))
    place.put("edited", good[:400] + ("A" if good[400] != "A" else "B") + good[401:])
    place.put("two", good + good)
    place.put("empty", "")
    place.put("page.html", f"<html>{good}")
    place.put("picture.png", b"\x89PNG\r\n\x1a\n\0\0")
    place.put("other.json", '{"hello": 1}')
    place.put("bad.json", '{"format": "suitability-result", "version": 1, "x": NaN}')
    place.put("deep.json", "{" + '"a":[' * 60_000)
    with (place.folder / "huge.txt").open("wb") as file:
        file.truncate(1 << 30)
    outside = tmp_path / "secret.txt"
    outside.write_text("private")
    (place.folder / "link").symlink_to(outside)
    (place.folder / "folder-link").symlink_to(tmp_path)
    (place.folder / "round").symlink_to(place.folder)
    os.mkfifo(place.folder / "pipe")
    place.put("\u001b[2Jname\u202e", "hello")
    place.put(os.fsdecode(b"\xff\xfe-name"), "hello")
    place.put("hex:zz", "hello")
    place.put(".hidden", good)
    other = replace(asked, consent=replace(asked.consent, text="Other."))
    place.put("consent", making.sealed(other, answered(2)))
    place.put(
        "pack",
        making.sealed(asked, replace(answered(3), content=replace(answered(3).content, digest="0" * 64))),
    )
    place.put("form", making.sealed(asked, replace(making.result(4, form="full"), id="f" * 32)))
    place.put("own.suitinvite", making.invite_text(id=asked.id))
    place.put("strange.suitinvite", making.invite_text(making.new_party(), id="dd" * 16))

    place.collect()
    said = place.said()

    assert said == {
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
    for one in place.news:
        if one.code:
            for language in samples.LANGUAGES:
                text = sentence(samples.words(language), SealError(one.code, **one.values))
                assert text != str(SealError(one.code, **one.values)), one
                assert "\u001b" not in text
    assert outside.read_text() == "private"
    assert place.collect().unchanged == len(said)


def test_odd_clocks_are_remarks_and_never_errors(place: Office) -> None:
    asked = place.invite("Анна", 1, attempts=9)
    far = replace(answered(1), created="2036-01-01T00:00:00Z")
    early = replace(answered(2), created="2020-01-01T00:00:00Z")
    place.put("1-future", making.sealed(asked, answered(3), other_run(), "2036-01-01T00:00:00Z"))
    place.put("2-future", making.sealed(asked, far, other_run()))
    place.put("3-early", making.sealed(asked, early, other_run(), "2020-01-02T00:00:00Z"))

    place.collect()
    remarks = {one.file: set(one.remarks) for one in place.news}

    assert remarks == {
        "1-future": {"made_in_future"},
        "2-future": {"made_in_future", "answered_after_sealing"},
        "3-early": {"sealed_before_invite", "answered_before_invite"},
    }


def test_a_file_with_another_time_and_the_same_bytes_is_nothing_new(place: Office) -> None:
    asked = place.invite("Анна", 1)
    path = place.put("a", making.sealed(asked, answered(1)))
    place.collect()
    os.utime(path, (1, 1))

    assert (place.collect().unchanged, place.news) == (1, [])
    pool = place.pool()
    assert pool.count(Filter(everyone=True)) == 1
    pool.close()


def test_what_could_not_be_read_is_tried_again_once_register_or_keys_have_grown(place: Office) -> None:
    asked = making.invite(id="ab" * 16)
    place.put("a", making.sealed(asked, answered(1)))
    place.put("b", "hello")
    place.collect()
    assert place.said() == {"a": "seal_not_ours", "b": "collect_other"}
    assert (place.collect().unchanged, place.news) == (2, [])

    place.register([("Анна", asked)])
    summary = place.collect()

    assert (summary.unchanged, place.said()) == (1, {"a": "first"})
    assert (place.collect().unchanged, place.news) == (2, [])


def test_other_questions_score_again_and_say_nothing_new(place: Office) -> None:
    """After an update the table shows today's scores, and no file counts as new."""
    place.put("a", making.sealed(place.invite("Анна", 1), answered(1)))
    place.collect()
    index = place.folder / INDEX
    run_sql(
        index,
        "UPDATE entry SET scale_patience_score = 1.0, verdict = 'old', sign_respect = 'clear', raised = 9",
    )
    run_sql(index, "UPDATE meta SET value = 'f' || substr(value, 2)")

    summary = place.collect()
    pool = place.pool()
    (row,) = pool.rows()
    whole = pool.candidate(row.id)

    assert (summary.unchanged, place.news) == (1, [])
    assert whole.assessment is not None
    assert row.entry.verdict == whole.assessment.outcome.id
    assert row.entry.raised == sum(one.status.value == "raised" for one in whole.assessment.findings)
    assert row.entry.scales["patience"].score == next(
        one.pomp for one in whole.assessment.scores if one.scale == "patience"
    )
    pool.close()


def test_a_plain_copy_belongs_to_the_sealed_one_whichever_comes_first(place: Office) -> None:
    asked = place.invite("Анна", 1)
    save_result(samples.bank(), answered(1), place.folder / "a.json")
    place.collect()
    pool = place.pool()
    pool.set_stage(pool.rows()[0].id, "talk", "2026-11-25T12:00:00Z")
    pool.close()
    place.put("b.suitresult", making.sealed(asked, answered(1)))
    save_result(samples.bank(), answered(1), place.folder / "c.json")

    place.collect()
    pool = place.pool()

    assert [one.outcome for one in place.news] == ["first", "resent"]
    (row,) = pool.rows()
    assert (row.name, row.stage, row.entry.grade) == ("Анна", "talk", "sealed")
    assert len(pool.candidate(row.id).others) == 1
    pool.close()


def test_one_person_invited_twice_is_remarked(place: Office) -> None:
    first, second = place.invite("Анна", 1), place.invite("Анна", 2)
    place.put("1", making.sealed(first, answered(1), other_run()))
    place.put("2", making.sealed(second, answered(2), other_run()))

    place.collect()

    assert [one.remarks for one in place.news] == [(), ("invited_twice",)]


def test_those_who_have_not_answered_are_listed_too(place: Office) -> None:
    asked = place.invite("Анна", 1)
    place.invite("Борис", 2)
    place.put("1", making.sealed(asked, answered(1)))

    summary = place.collect()
    pool = place.pool()

    assert summary.waiting == 1
    assert [(row.name, row.entry.status) for row in pool.rows()] == [
        ("Анна", "received"),
        ("Борис", "waiting"),
    ]
    assert pool.candidate(pool.rows()[1].id).result is None
    assert pool.count(Filter(statuses=("waiting",))) == 1
    pool.close()


def test_a_file_that_went_away_is_named_and_its_line_stays(place: Office) -> None:
    asked = place.invite("Анна", 1)
    path = place.put("a", making.sealed(asked, answered(1)))
    place.collect()
    path.unlink()

    assert place.collect().gone == ("a",)
    assert place.collect().gone == ()
    pool = place.pool()
    assert pool.count() == 1
    pool.close()


def test_many_files_in_worker_processes_give_the_same_table(
    place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from suitability.services import collecting

    monkeypatch.setattr(collecting, "ALONE_BELOW", 3)
    monkeypatch.setattr(collecting, "CHUNK", 2)
    monkeypatch.setattr(collecting, "COMMIT", 5)
    asked = [place.invite(f"Person {number:02}", number) for number in range(11)]
    for number, one in enumerate(asked):
        place.put(f"{number:02}", making.sealed(one, answered(number), other_run()))
    place.workers = 2

    summary = place.collect()
    pool = place.pool()

    assert summary.outcomes == {"first": 11}
    assert [one.file for one in place.news] == [f"{number:02}" for number in range(11)]
    assert [pool.candidate(row.id).result for row in pool.rows(limit=20)] == [answered(n) for n in range(11)]
    pool.close()


def test_rows_are_filtered_sorted_and_paged(place: Office) -> None:
    for number in range(12):
        asked = place.invite(f"P{number:02}", number)
        if number:
            place.put(f"{number:02}", making.sealed(asked, answered(number), other_run()))
    place.collect()
    pool = place.pool()
    by_score = Sort("scale:patience", descending=True)
    rows = pool.rows(sort=by_score, limit=50)
    scores = [row.entry.scales["patience"].score for row in rows if "patience" in row.entry.scales]
    known = [score for score in scores if score is not None]

    assert known == sorted(known, reverse=True)
    assert len(known) < len(rows) or rows[-1].entry.status == "received"
    assert rows[-1].entry.scales["patience"].score is None
    assert [row.id for row in pool.rows(sort=by_score, limit=4, offset=4)] == [row.id for row in rows[4:8]]
    assert list(pool.numbers(sort=by_score)) == [row.id for row in rows]
    raised = pool.rows(Filter(raised=("respect",)), limit=50)
    assert [row.id for row in raised] == [
        row.id for row in pool.rows(limit=50) if row.entry.signs.get("respect") == "raised"
    ]
    low = pool.rows(Filter(zones=(("patience", "low"),)), limit=50)
    assert {row.entry.scales["patience"].zone for row in low} <= {"low"}
    assert pool.count(Filter(text="p1")) == 2
    assert pool.count(Filter(text="%")) == 0
    for nonsense in (Filter(raised=("x",)), Filter(zones=(("x'--", "low"),))):
        with pytest.raises(KeyError):
            pool.rows(nonsense)
    with pytest.raises(KeyError):
        pool.rows(sort=Sort("id; DROP TABLE entry"))
    pool.close()


def test_stage_rating_and_notes_are_kept_cleaned_and_survive_another_collection(place: Office) -> None:
    asked = place.invite("Анна", 1)
    place.put("1", making.sealed(asked, answered(1)))
    place.collect()
    pool = place.pool()
    number = pool.rows()[0].id
    at = "2026-11-25T12:00:00Z"
    pool.set_stage(number, "interview\u001b[2J", at)
    pool.set_rating(number, "listening", 4, at)
    pool.set_rating(number, "writing", 2, at)
    pool.set_rating(number, "writing", None, at)
    note = pool.add_note(number, "First line\n\n\u202eSecond", at)
    assert pool.add_note(number, " \u200b ", at) is None
    pool.close()
    place.put("2", making.sealed(asked, answered(2), other_run()))
    place.collect()
    pool = place.pool()

    whole = pool.candidate(number)

    assert whole.row.stage == "interview[2J"
    assert [(one.criterion, one.value) for one in whole.ratings] == [("listening", 4)]
    assert [one.text for one in whole.notes] == ["First line\n\nSecond"]
    assert pool.count(Filter(stages=("interview[2J",))) == 1
    assert note is not None
    pool.erase_note(note.id)
    assert pool.candidate(number).notes == ()
    pool.close()


def test_deleting_a_person_leaves_no_trace_in_the_folder(place: Office) -> None:
    asked = place.invite("Неповторимова", 1)
    stays = place.invite("Борис", 2)
    place.put("1", making.sealed(asked, answered(1), other_run()))
    place.put("2", making.sealed(asked, answered(2), other_run()))
    place.put("3", making.sealed(stays, answered(3), other_run()))
    place.collect()
    pool = place.pool()
    number = pool.find("неповторимова")[0].id
    pool.add_note(number, "Удивительная заметка", "2026-11-25T12:00:00Z")

    erased = forget_people(pool, [number])

    assert sorted(path.name for path in erased.files) == ["1", "2"]
    assert [row.name for row in pool.rows()] == ["Борис"]
    with pytest.raises(SealError):
        pool.candidate(number)
    pool.close()
    raw = b"".join(everything(place.folder).values())
    assert "Неповторимова".encode() not in raw
    assert "неповторимова".encode() not in raw
    assert "заметка".encode() not in raw
    assert asked.id.encode() not in raw


def test_a_person_is_found_by_number_name_or_the_beginning_of_an_id(place: Office) -> None:
    place.invite("Анна", 0xABC << 100)
    place.invite("Анна Белова", 2)
    asked = place.invite("Борис", 3)
    place.put("3", making.sealed(asked, answered(1)))
    place.collect()
    pool = place.pool()

    assert [row.name for row in pool.find("анна")] == ["Анна"]
    assert [row.name for row in pool.find("бел")] == ["Анна Белова"]
    assert [row.name for row in pool.find("0000abc")] == ["Анна"]
    assert [row.name for row in pool.find(str(pool.find("Борис")[0].id))] == ["Борис"]
    assert pool.find("nobody") == ()
    pool.close()


def test_the_index_is_for_its_owner_only_and_may_lie_elsewhere(place: Office) -> None:
    place.collect()
    index = place.folder / INDEX

    assert index.stat().st_mode & 0o777 == 0o600
    assert index.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_bytes(b"no database at all, just text" * 50), "base_damaged"),
        (lambda path: run_sql(path, "PRAGMA application_id = 7"), "base_foreign"),
        (lambda path: run_sql(path, "PRAGMA user_version = 99"), "base_newer"),
    ],
)
def test_an_index_that_cannot_be_used_is_left_alone_and_named(
    place: Office, spoil: object, code: str
) -> None:
    place.collect()
    path = place.folder / INDEX
    spoil(path)  # type: ignore[operator]  # a function of the parameters above
    before = path.read_bytes()

    with pytest.raises(SealError) as caught:
        place.collect()

    assert caught.value.code == code
    assert path.read_bytes() == before
    for language in samples.LANGUAGES:
        assert "index.sqlite" in sentence(samples.words(language), caught.value)


def run_sql(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_result_that_no_longer_fits_the_questions_is_shown_without_scores(place: Office) -> None:
    """Questions change after the collection: the line stays, and the candidate says why nothing is scored."""
    place.put("1", making.sealed(place.invite("Анна", 1), answered(1)))
    place.collect()
    changed = replace(samples.bank(), digest="f" * 64, items={})
    from suitability.services.pool import open_pool

    pool = open_pool(changed, place.folder)
    whole = pool.candidate(pool.rows()[0].id)

    assert (whole.result, whole.assessment, whole.fit) == (None, None, Fit.REFUSED)
    pool.close()
