"""The recruiter's desk: blind mode, neutral order, ties, sheets, and everything that erasing must reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from suitability.errors import SealError
from suitability.rendering.sheet import to_sheet_page
from suitability.services.candidate_table import (
    TableOrder,
    csv_text,
    json_text,
    records,
    tie_marks,
)
from suitability.services.candidate_text import table_lines
from suitability.services.candidate_view import facts, trust
from suitability.services.candidates import PrintOrder
from suitability.services.forget_lines import forgotten_lines
from suitability.services.formatting import day
from suitability.services.pool import EVERYBODY, Filter, Sort
from suitability.services.sheet_view import sheet_text
from suitability.services.sheets import sheet_for
from suitability.storage.pool_file import INDEX
from tests.recruiting.folders import PEOPLE, WAITING, desk, filled
from tests.sealing import making
from tests.sealing.folders import Office, answered, other_run, run_sql
from tests.services import samples

SCALE = Sort("scale:communication", descending=True)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a folder that no test of this module changes for the next one."""
    return filled(tmp_path_factory.mktemp("office"))


def everything_said(place: Office, *, blind: bool) -> str:
    """Return all that tables, exports, pages and sheets say about everybody."""
    words, open_desk = samples.words("ru"), desk(place, blind=blind)
    order = TableOrder(EVERYBODY, SCALE)
    pieces = [*table_lines(open_desk, samples.bank(), order, words)]
    pieces += [*csv_text(records(open_desk, order)), *json_text(records(open_desk, order))]
    for number in open_desk.listing(EVERYBODY, Sort()).numbers:
        candidate = open_desk.pool.candidate(number)
        pieces.append(open_desk.name(candidate.row))
        pieces += [value for _, value in facts(open_desk, candidate, words, lambda role, _code: role)]
        if candidate.result is not None:
            pieces.append(sheet_text(sheet_for(open_desk, number, words, lambda role, _code: role)))
    open_desk.close()
    return "\n".join(pieces)


def test_blind_mode_hides_every_name_everywhere(shared: Office) -> None:
    seen, hidden = everything_said(shared, blind=False), everything_said(shared, blind=True)

    for name in ("Белова", "Котов", "Mallory", "ДДДДДД", WAITING):
        assert name in seen
        assert name not in hidden
    assert "1.txt" in seen
    assert "1.txt" not in hidden
    assert not set("\x1b\u202e") & set(seen + hidden)


def test_pseudonyms_stay_and_the_folder_remembers_that_it_is_blind(shared: Office) -> None:
    one = desk(shared)
    one.set_blind(blind=True)
    names = [one.name(row) for row in one.pool.rows()]
    one.close()
    other = desk(shared)
    assert other.blind
    assert [other.name(row) for row in other.pool.rows()] == names
    assert len(set(names)) == len(PEOPLE) + 1
    assert all(len(name) == 9 and name[4] == "-" for name in names)
    assert other.name(other.find(names[2].lower())) == names[2]
    with pytest.raises(SealError, match="pool_nobody"):
        other.find("Белова")
    other.set_blind(blind=False)
    assert other.find("белова").name == "Анна Белова"
    other.close()


def test_names_neither_sort_nor_filter_while_they_are_hidden(shared: Office) -> None:
    open_desk, blind = desk(shared), desk(shared, blind=True)
    by_name = list(open_desk.listing(EVERYBODY, Sort()).numbers)
    neutral = list(blind.listing(EVERYBODY, Sort()).numbers)

    assert sorted(neutral) == sorted(by_name)
    assert neutral != by_name
    assert list(blind.listing(Filter(text="Белова"), Sort()).numbers) == []
    pseudonym = blind.name(blind.pool.rows_of([neutral[0]])[0])
    assert list(blind.listing(Filter(text=pseudonym[:6].lower()), Sort()).numbers) == [neutral[0]]
    open_desk.close()
    blind.close()


def test_ties_stand_together_and_their_order_does_not_follow_the_score(shared: Office) -> None:
    open_desk = desk(shared)
    listing = open_desk.listing(EVERYBODY, SCALE)
    rows = open_desk.pool.rows_of(listing.numbers)
    assert listing.ties is not None
    assert list(listing.ties)[-1] == -1, "who has not answered is in no band"
    bands = [band for band in listing.ties if band >= 0]
    assert bands == sorted(bands)
    again = open_desk.listing(EVERYBODY, replace(SCALE, descending=False))
    assert again.ties is not None
    for first, sort in ((listing, SCALE), (again, replace(SCALE, descending=False))):
        assert list(open_desk.listing(EVERYBODY, sort).numbers) == list(first.numbers)
    spans = [row.entry.scales["communication"] for row in rows]
    leader = max((span for span in spans if span.score is not None), key=lambda span: span.score or 0.0)
    tied = [span for span, band in zip(spans, listing.ties, strict=True) if band == 0]
    assert all((span.high or 0.0) >= (leader.low or 0.0) for span in tied)
    open_desk.close()


def test_brackets_join_bands_of_two_or_more() -> None:
    assert tie_marks([0, 0, 0, 1, 2, 2, -1, -1]) == ["┌", "│", "└", " ", "┌", "└", " ", " "]


def test_no_row_has_a_total(shared: Office) -> None:
    open_desk = desk(shared)
    (row, *_) = records(open_desk, TableOrder())
    assert {name.rpartition("_")[2] for name in row if name.startswith("communication")} == {
        "low",
        "score",
        "high",
        "zone",
        "border",
    }
    assert not [name for name in row if any(word in name for word in ("overall", "sum", "rank", "total_"))]
    assert "запечатан" in trust(samples.words("ru")).casefold()
    open_desk.close()


def test_a_sheet_keeps_marks_and_words_and_scores_stay_as_they_are(tmp_path: Path) -> None:
    place = filled(tmp_path)
    open_desk = desk(place)
    number = open_desk.find("Борис Котов").id
    before = open_desk.pool.candidate(number)
    role = lambda name, _code: name  # noqa: E731 - a stand-in
    first = sheet_for(open_desk, number, samples.words("en"), role).rows[0].asked.id

    open_desk.hear(number, first, "good", "Two queues\nat once\x1b[31m")
    sheet = sheet_for(open_desk, number, samples.words("en"), role)

    assert (sheet.rows[0].mark, sheet.filled) == ("good", 1)
    assert "[x] " in sheet_text(sheet)
    assert "\x1b" not in sheet_text(sheet)
    promise = samples.words("en")("recruiting.collect.promise")
    assert promise in " ".join(sheet_text(sheet).split())
    assert promise in to_sheet_page(sheet)
    assert "[x]" not in sheet_text(sheet_for(open_desk, number, samples.words("en"), role, empty=True))
    after = open_desk.pool.candidate(number)
    assert (after.result, after.assessment, after.row.entry.scales) == (
        before.result,
        before.assessment,
        before.row.entry.scales,
    )
    open_desk.hear(number, first, "", "")
    assert open_desk.pool.sheet(number) == ()
    with pytest.raises(ValueError, match="splendid"):
        open_desk.hear(number, first, "splendid", "")
    open_desk.close()


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_filled_sheet_says_when_it_was_filled_in(tmp_path: Path, language: str) -> None:
    place, words = filled(tmp_path), samples.words(language)
    role = lambda name, _code: name  # noqa: E731 - a stand-in
    days = [day(words, datetime(2026, 11, of, tzinfo=UTC)) for of in (25, 27)]
    blank = f"{words('candidates.sheet.date')}: ____"
    for at, (now, said) in enumerate(
        (("2026-11-25T12:00:00Z", days[0]), ("2026-11-27T12:00:00Z", " – ".join(days)))
    ):
        open_desk = desk(place, now=now)
        number = open_desk.find("Борис Котов").id
        question = sheet_for(open_desk, number, words, role).rows[at].asked.id
        open_desk.hear(number, question, "good", "")
        sheet = sheet_for(open_desk, number, words, role)
        empty = sheet_for(open_desk, number, words, role, empty=True)
        open_desk.close()
        assert f"{words('candidates.sheet.date')}: {said}\n" in sheet_text(sheet)
        assert f"<dd>{' '.join(said.split())}</dd>" in " ".join(to_sheet_page(sheet).split())
        assert blank not in sheet_text(sheet)
        assert blank in sheet_text(empty)


def test_two_interviewers_have_a_sheet_each_and_neither_is_lost(tmp_path: Path) -> None:
    place, words = filled(tmp_path), samples.words("en")
    open_desk = desk(place)
    number = open_desk.find("Борис Котов").id
    role = lambda name, _code: name  # noqa: E731 - a stand-in
    first = sheet_for(open_desk, number, words, role).rows[0].asked.id
    for who, mark, note in (
        ("Ольга\x1b[2J", "good", "Calm"),
        ("Пётр", "poor", "Sharp"),
        ("", "middling", ""),
    ):
        open_desk.interviewer = who
        open_desk.hear(number, first, mark, note)

    assert open_desk.interviewers(number) == ("", "Ольга[2J", "Пётр")
    said = {}
    for who in open_desk.interviewers(number):
        open_desk.interviewer = who
        sheet = sheet_for(open_desk, number, words, role)
        said[who] = (sheet.rows[0].mark, sheet.rows[0].note)
        assert f"{words('candidates.sheet.interviewer')}: {who or '____'}" in sheet_text(sheet)
    assert said == {"": ("middling", ""), "Ольга[2J": ("good", "Calm"), "Пётр": ("poor", "Sharp")}

    open_desk.hear(number, first, "", "")
    assert open_desk.interviewers(number) == ("", "Ольга[2J")
    open_desk.forget([number])
    open_desk.close()
    assert not traces(place.folder, ["Ольга".encode(), b"Calm"])


def test_a_sheet_of_before_there_were_interviewers_is_kept(tmp_path: Path) -> None:
    """An index of version 2 has one sheet a person; it becomes that of nobody named."""
    place = filled(tmp_path)
    index = place.folder / INDEX
    old = (
        "CREATE TABLE sheet (owner TEXT NOT NULL, question TEXT NOT NULL, mark TEXT NOT NULL,"
        " note TEXT NOT NULL, changed TEXT NOT NULL, PRIMARY KEY (owner, question)) STRICT"
    )
    for statement in (
        "DROP TABLE sheet",
        old,
        "INSERT INTO sheet SELECT owner, 'I01', 'good', 'Two queues', '2026-11-25' FROM entry WHERE id = 1",
        "PRAGMA user_version = 2",
    ):
        run_sql(index, statement)

    open_desk = desk(place)

    assert [(one.question, one.mark, one.note, one.interviewer) for one in open_desk.pool.sheet(1)] == [
        ("I01", "good", "Two queues", "")
    ]
    open_desk.close()


def traces(folder: Path, needles: list[bytes]) -> list[str]:
    """Return the files below a folder whose bytes hold any of the needles."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


def test_forgetting_leaves_no_trace_in_any_byte_of_any_file(tmp_path: Path) -> None:
    place = filled(tmp_path)
    asked = place.invite("Уникальнова Ева", 77)
    place.put("sub/eva.txt", making.sealed(asked, answered(77), other_run()))
    place.put("eva again.txt", making.sealed(asked, answered(78), other_run()))
    place.collect()
    open_desk = desk(place)
    number = open_desk.find("Уникальнова Ева").id
    open_desk.add_note(number, "Неслыханная заметка")
    open_desk.set_stage(number, "особый этап")
    open_desk.hear(number, "I01", "good", "Несказанные слова")
    result = open_desk.pool.candidate(number).result
    assert result is not None
    open_desk.print_report(number, lambda one: PrintOrder(one, tmp_path, "ru", "text"))
    sheet = open_desk.print_sheet(number, tmp_path / "sheet.txt", "Уникальнова Ева")
    words = ("Уникальнова", "уникальнова", "Неслыханная", "особый этап", "Несказанные")
    needles = [*(word.encode() for word in words), asked.id.encode(), result.id.encode()]
    assert len(traces(tmp_path, needles)) >= 4

    done = open_desk.forget([number])

    assert traces(tmp_path, needles) == []
    assert sorted(path.name for path in done.files) == ["eva again.txt", "eva.txt"]
    assert {path.name for path in done.written} == {sheet.name, f"report-{number}.text"}
    assert (done.people, done.invites, done.stayed, done.shared) == (1, 1, (), ())
    assert sorted(open_desk.name(row)[:5] for row in open_desk.pool.rows()) == sorted(
        ["Анна ", "Борис", "[red]", "ДДДДД", "Ждущи"]
    )
    open_desk.close()
    place.collect()
    assert traces(tmp_path, needles) == []


def test_a_file_that_is_another_one_now_is_left_and_named(tmp_path: Path) -> None:
    place = filled(tmp_path)
    open_desk = desk(place)
    number = open_desk.find("Борис Котов").id
    other = place.put("2.txt", "somebody else's letter")
    elsewhere = tmp_path / "everybody.csv"
    elsewhere.write_text("all", encoding="utf-8")
    open_desk.pool.note_written([], elsewhere, "2026-11-25T12:00:00Z")

    done = open_desk.forget([number])

    assert other.read_text() == "somebody else's letter"
    assert done.stayed == ((other, "changed"),)
    assert done.shared == (elsewhere,)
    said = " ".join(forgotten_lines(done, samples.words("en")))
    assert "2.txt" in said
    assert "everybody.csv" in said
    assert "Out of our reach" in said
    open_desk.close()


def test_a_link_in_place_of_a_result_is_not_followed(tmp_path: Path) -> None:
    place = filled(tmp_path)
    open_desk = desk(place)
    target = tmp_path / "precious.txt"
    result = place.folder / "2.txt"
    result.rename(target)
    result.symlink_to(target)

    done = open_desk.forget([open_desk.find("Борис Котов").id])

    assert target.exists()
    assert done.stayed == ((result, "changed"),)
    open_desk.close()


def test_the_time_runs_from_the_last_day_and_the_shortest_promise_counts(shared: Office) -> None:
    """The invites here end on 24 December 2026 and promise 180 days: until 22 June 2027."""
    early = desk(shared, now="2027-05-22T12:00:00Z")
    assert early.due() == ()
    early.close()
    soon = desk(shared, now="2027-05-23T12:00:00Z")
    found = soon.due()
    assert {one.until for one in found} == {date(2027, 6, 22)}
    assert {one.left for one in found} == {30}
    assert len(found) == len(PEOPLE) + 1
    soon.close()
    over = desk(shared, now="2027-06-23T00:00:00Z")
    assert {one.left for one in over.due()} == {-1}
    over.close()


def test_a_shorter_time_of_the_folder_counts_and_a_longer_one_breaks_no_promise(tmp_path: Path) -> None:
    open_desk = desk(filled(tmp_path), now="2027-01-10T12:00:00Z")
    assert open_desk.due() == ()
    open_desk.set_keep_days(30)
    assert {one.until for one in open_desk.due()} == {date(2027, 1, 23)}
    open_desk.set_keep_days(700)
    assert open_desk.due() == ()
    for days in (0, -1, 731):
        with pytest.raises(SealError, match="keep_days_range"):
            open_desk.set_keep_days(days)
    open_desk.close()


def test_ratings_notes_and_stages_belong_to_the_person(shared: Office) -> None:
    open_desk = desk(shared)
    number = open_desk.find("Анна Белова").id
    open_desk.set_rating(number, "experience", 5)
    with pytest.raises(SealError, match="rating_range"):
        open_desk.set_rating(number, "experience", 6)
    (rating,) = open_desk.pool.candidate(number).ratings
    assert (rating.criterion, rating.value) == ("experience", 5)
    open_desk.set_rating(number, "experience", None)
    assert open_desk.pool.candidate(number).ratings == ()
    open_desk.close()


def test_somebody_without_answers_has_nothing_to_print_or_ask(shared: Office) -> None:
    open_desk = desk(shared)
    number = open_desk.find(WAITING).id
    with pytest.raises(SealError, match="pool_no_result"):
        open_desk.print_report(number, lambda one: PrintOrder(one, shared.folder, "ru"))
    with pytest.raises(SealError, match="pool_no_result"):
        sheet_for(open_desk, number, samples.words("ru"), lambda role, _code: role)
    open_desk.close()
