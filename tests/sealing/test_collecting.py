"""The folder is the database: whatever lies in it ends in one line, and nothing is done twice."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

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
