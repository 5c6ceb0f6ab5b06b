"""The table of a folder: pages of rows, one candidate in full, what people add, erasing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from suitability.domain.session import Result
from suitability.errors import SealError
from suitability.services.forgetting import forget_people
from suitability.services.messages import sentence
from suitability.services.pool import Filter, ScaleRange, Sort, open_pool
from suitability.services.results import Fit
from suitability.storage.pool_file import INDEX
from tests.sealing import making
from tests.sealing.folders import Office, answered, office, other_run, run_sql
from tests.services import samples


@pytest.fixture
def place(tmp_path: Path) -> Office:
    return office(tmp_path)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


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


def hasty(seed: int) -> Result:
    """Return a result whose every answer came faster than a question can be read."""
    found = answered(seed)
    return replace(
        found, responses={name: replace(one, elapsed_ms=300) for name, one in found.responses.items()}
    )


def test_who_cannot_be_judged_has_no_range_and_no_sign_anywhere(place: Office) -> None:
    """The page of one person says that there are none; table, order and filters must not know better."""
    for number in range(4):
        asked = place.invite(f"P{number}", number)
        found = hasty(number) if number % 2 else answered(number)
        place.put(f"{number}", making.sealed(asked, found, other_run()))
    place.collect()
    pool = place.pool()
    strong = [row for row in pool.rows() if row.entry.quality == "strong"]
    others = [row for row in pool.rows() if row.entry.quality != "strong"]

    assert (len(strong), len(others)) == (2, 2)
    assert all(set(row.entry.scales.values()) <= {ScaleRange()} for row in strong)
    assert {value for row in strong for value in row.entry.signs.values()} <= {""}
    assert {row.entry.raised + row.entry.thought for row in strong} == {0}
    assert all(any(one.low is not None for one in row.entry.scales.values()) for row in others)
    for descending in (True, False):
        rows = pool.rows(sort=Sort("scale:patience", descending=descending))
        assert {row.entry.quality for row in rows[-2:]} == {"strong"}
        rows = pool.rows(sort=Sort("raised", descending=descending))
        assert {row.entry.quality for row in rows[-2:]} == {"strong"}
    candidate = pool.candidate(strong[0].id)
    assert candidate.result is not None
    assert candidate.result.responses
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


def test_a_result_that_no_longer_fits_the_questions_is_shown_without_scores(place: Office) -> None:
    """Questions change after the collection: the line stays, and the candidate says why nothing is scored."""
    place.put("1", making.sealed(place.invite("Анна", 1), answered(1)))
    place.collect()
    changed = replace(samples.bank(), digest="f" * 64, items={})
    pool = open_pool(changed, place.folder)
    whole = pool.candidate(pool.rows()[0].id)

    assert (whole.result, whole.assessment, whole.fit) == (None, None, Fit.REFUSED)
    pool.close()


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
