"""The folder is the database: whatever lies in it ends in one line, and nothing is done twice."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.errors import SealError
from suitability.services.collecting import TROUBLE
from suitability.services.messages import sentence
from suitability.services.pool import Filter
from suitability.services.results import save_result
from suitability.services.submission import Reading
from suitability.storage.pool_file import INDEX
from tests.sealing import making
from tests.sealing.folders import Office, answered, office, other_run, run_sql
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
    assert (place.collect().unchanged, place.said()) == (2, {"a": "seal_not_ours"})

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
        "UPDATE entry SET scale_patience_score = 1.0, verdict = 'old', raised = 9",
    )
    run_sql(index, "UPDATE meta SET value = 'x' || substr(value, 2)")

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


def test_a_collection_that_was_cut_off_goes_on_where_it_stopped(
    place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threat 14: what was committed stays, what was not is read again, and nothing is there twice."""
    from suitability.services import collecting

    monkeypatch.setattr(collecting, "COMMIT", 2)
    for number in range(7):
        asked = place.invite(f"P{number}", number)
        place.put(f"{number}", making.sealed(asked, answered(number), other_run()))
    store, stored = collecting._Collection._store, itertools.count(1)

    def stopping(self: collecting._Collection, readings: Sequence[Reading]) -> None:
        if next(stored) == 3:
            raise KeyboardInterrupt
        store(self, readings)

    monkeypatch.setattr(collecting._Collection, "_store", stopping)
    with pytest.raises(KeyboardInterrupt):
        place.collect()
    monkeypatch.setattr(collecting._Collection, "_store", store)

    summary = place.collect()

    assert (summary.files, summary.unchanged, summary.outcomes["first"]) == (7, 4, 3)
    pool = place.pool()
    assert pool.count(Filter(everyone=True)) == 7
    pool.close()
