"""Folders and tables of results: broken files, copies, mixed forms, older editions, damaged tables."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.domain.session import Result
from suitability.errors import ResultFileError, UserError
from suitability.services.replay import marks
from suitability.services.result_folder import Intake, partial, read_folder
from suitability.services.result_source import open_source
from suitability.services.result_table import Table, file_notes, load_polars, open_table
from suitability.services.score_table import write_table
from suitability.storage.result_file import write_result
from tests.analysis.people import bank, other_content, people, person, save, table

polars = pytest.importorskip("polars")


def read(folder: Path, wanted: str | None = None) -> tuple[Intake, list[Result]]:
    """Return what a folder came to and the results handed on."""
    found: list[Result] = []
    intake = read_folder(bank(), folder, lambda result, _fit: found.append(result), wanted)
    return intake, found


def codes(intake: Intake) -> dict[str, str]:
    """Return the code of every file that was left out."""
    return {left.file: left.code for left in [*intake.left_out, *intake.repeated]}


def test_everything_usable_is_used_and_the_rest_is_listed_with_reasons(tmp_path: Path) -> None:
    save(people(30), tmp_path)
    save(people(3, "quick"), tmp_path / "deeper")
    (tmp_path / "cut.json").write_bytes((tmp_path / "full-000001.json").read_bytes()[:500])
    (tmp_path / "empty.json").write_bytes(b"")
    (tmp_path / "foreign.json").write_text("[1, 2, 3]")
    (tmp_path / "zz-copy.json").write_bytes((tmp_path / "full-000002.json").read_bytes())
    edited = (tmp_path / "full-000003.json").read_text().replace('"language": "en"', '"language": "ru"')
    (tmp_path / "full-000003.json").write_text(edited)
    (tmp_path / "notes.txt").write_text("not a result")
    (tmp_path / ".hidden.json").write_text("{}")
    write_result(tmp_path / "zz-clash.json", replace(person(5), id="full-000004"))

    intake, found = read(tmp_path)

    assert (intake.files, intake.used, len(found)) == (38, 32, 32)
    assert codes(intake) == {
        "cut.json": "result_truncated",
        "empty.json": "result_empty",
        "foreign.json": "result_foreign",
        "full-000003.json": "result_edited",
        "zz-copy.json": "result_repeated",
        "zz-clash.json": "result_id_clash",
    }
    assert intake.forms == {("full", "ru"): 15, ("full", "en"): 14, ("quick", "ru"): 2, ("quick", "en"): 1}
    assert intake.partial == sum(partial(result) for result in found) > 0
    assert sum(intake.versions.values()) == 32


def test_another_form_is_counted_and_not_handed_on(tmp_path: Path) -> None:
    save([*people(4), *people(3, "quick")], tmp_path)
    intake, found = read(tmp_path, "quick")

    assert {result.form for result in found} == {"quick"}
    assert (intake.used, sum(intake.forms.values())) == (3, 7)


def test_an_older_edition_is_scored_when_its_items_mean_the_same(tmp_path: Path) -> None:
    old = replace(person(1), content=other_content())
    write_result(tmp_path / "old.json", old, marks=marks(bank(), old.responses))
    save([person(2)], tmp_path)
    intake, found = read(tmp_path)

    assert (intake.rescored, len(found)) == (1, 2)
    assert len(intake.versions) == 2


def test_an_older_edition_with_other_items_is_refused_with_their_names(tmp_path: Path) -> None:
    old = replace(person(2), content=other_content())
    changed = {**marks(bank(), old.responses), "S01": "rating frequency patience self_control -"}
    write_result(tmp_path / "old.json", old, marks=changed)
    intake, found = read(tmp_path)

    assert found == []
    assert [left.code for left in intake.broken] == ["result_does_not_fit"]
    assert intake.broken[0].values["details"] == "S01"


def test_a_folder_without_results_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="results_none"):
        read(tmp_path)
    with pytest.raises(UserError, match="results_no_folder"):
        read(tmp_path / "nowhere")


@pytest.mark.slow
def test_ten_thousand_files_of_which_some_are_broken(tmp_path: Path) -> None:
    """The rest is done, and every broken file is named."""
    text = json.dumps(json.loads(_file(tmp_path, person(1))))
    draw = random.Random(1)
    broken = set(draw.sample(range(10_000), 137))
    from suitability.storage.result_file import result_text

    quick = [person(number, "quick") for number in range(50)]
    for number in range(10_000):
        path = tmp_path / f"{number:05d}.json"
        if number in broken:
            path.write_text(text[: draw.randrange(1, len(text))])
        else:
            path.write_text(result_text(replace(quick[number % 50], id=f"r{number:05d}")))

    source = open_source(bank(), tmp_path)

    assert source.intake is not None
    assert {left.file for left in source.intake.broken} == {f"{number:05d}.json" for number in broken}
    assert source.table.total == 10_000 - 137


def _file(folder: Path, result: Result) -> str:
    path = folder / "one.json"
    write_result(path, result)
    text = path.read_text()
    path.unlink()
    return text


# ---- tables ----


def saved(folder: Path, rows: Table) -> Path:
    """Write a table and return the file."""
    path = folder / "results.parquet"
    write_table(bank(), rows, path)
    return path


def test_a_table_comes_back_as_it_was(tmp_path: Path) -> None:
    before = table([*people(40), *people(10, "quick")])
    after = open_table(bank(), saved(tmp_path, before))

    assert (after.total, after.rows, after.forms) == (50, before.rows, ("full", "quick"))
    assert after.frame.collect().equals(before.frame.collect())
    assert open_source(bank(), saved(tmp_path, before)).intake is None


def test_a_damaged_or_foreign_file_is_refused(tmp_path: Path) -> None:
    pl = load_polars()
    path = saved(tmp_path, table(people(5)))
    whole = path.read_bytes()
    path.write_bytes(whole[:-200])
    with pytest.raises(ResultFileError, match="table_unreadable"):
        open_table(bank(), path)
    path.write_bytes(b"")
    with pytest.raises(ResultFileError, match="table_unreadable"):
        open_table(bank(), path)
    pl.DataFrame({"a": [1]}).write_parquet(path)
    with pytest.raises(ResultFileError, match="table_foreign"):
        open_table(bank(), path)
    with pytest.raises(ResultFileError, match="table_unreadable"):
        open_table(bank(), tmp_path / "nowhere.parquet")


def rewritten(folder: Path, rows: Table, **notes: str) -> Path:
    """Write a table with other notes than it should have."""
    path = folder / "changed.parquet"
    known = file_notes(bank(), rows.forms) | {f"suitability.{name}": text for name, text in notes.items()}
    rows.frame.collect().write_parquet(path, metadata=known)
    return path


def test_a_table_made_with_items_of_another_meaning_is_refused_by_name(tmp_path: Path) -> None:
    rows = table(people(5))
    changed = {**marks(bank(), bank().order("full")), "S01": "rating frequency patience self_control -"}
    path = rewritten(tmp_path, rows, marks=json.dumps({**changed, "Z99": "rating - - - -"}))

    with pytest.raises(ResultFileError, match="table_items_changed") as caught:
        open_table(bank(), path)
    assert caught.value.values["items"] == "S01, Z99"


def test_a_table_that_was_meddled_with_is_refused(tmp_path: Path) -> None:
    pl = load_polars()
    rows = table(people(5))
    cases = {
        "table_column": rows.frame.drop("S01"),
        "table_repeats": pl.concat([rows.frame, rows.frame]),
        "table_form_unknown": rows.frame.with_columns(pl.lit("other").alias("result.form")),
    }
    for code, frame in cases.items():
        with pytest.raises(ResultFileError, match=code):
            open_table(bank(), rewritten(tmp_path, replace(rows, frame=frame)))
    text = rows.frame.with_columns(pl.col("S01").cast(pl.String))
    with pytest.raises(ResultFileError, match="table_column"):
        open_table(bank(), rewritten(tmp_path, replace(rows, frame=text)))
