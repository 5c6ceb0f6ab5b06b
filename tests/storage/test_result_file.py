"""Result files: what is written is read back; everything else is refused with its own code."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.kinds import Answer, MostLeast
from suitability.domain.session import ContentStamp, Response
from suitability.errors import OutputError, ResultFileError, UserError
from suitability.services.replay import marks
from suitability.storage.result_file import (
    PlainAnswers,
    StoredResult,
    checksum,
    read_answers,
    read_result,
    read_stored,
    result_text,
    write_result,
)
from suitability.storage.strict_json import parse_json
from tests.domain import toy

BANK = toy.bank()
ANSWERS: dict[str, Answer | None] = {
    "C01": 4,
    "S02": None,
    "J01": MostLeast("b", "c"),
    "D01": ("ask", "look", "swap", "fix", "tell"),
    "D02": "c",
}
RESULT = toy.result(BANK, "quick", ANSWERS)

Edit = Callable[[dict[str, Any]], object]


def code_of(path: Path) -> str:
    with pytest.raises(ResultFileError) as caught:
        read_result(path)
    return caught.value.code


def file_with(folder: Path, content: str | bytes) -> Path:
    path = folder / "r.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return path


def edited(edit: Edit, *, resum: bool) -> str:
    """Return the text of a good result file after ``edit``; ``resum`` makes the checksum right again."""
    tree = json.loads(result_text(RESULT))
    edit(tree)
    if resum:
        tree["checksum"] = checksum({key: tree[key] for key in tree if key != "checksum"})
    return json.dumps(tree)


def test_a_result_is_read_back_as_it_was(tmp_path: Path) -> None:
    write_result(tmp_path / "r.json", RESULT, marks=marks(BANK, ANSWERS))
    stored = read_stored(tmp_path / "r.json")
    assert stored.result == RESULT
    assert stored.marks["C01"] == "rating frequency communication people +"
    assert set(stored.marks) == set(ANSWERS)
    assert read_result(tmp_path / "r.json") == RESULT
    found = read_answers(tmp_path / "r.json")
    assert isinstance(found, StoredResult)
    assert found.result == RESULT


def test_a_result_file_is_for_its_owner_and_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_result(path, RESULT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(OutputError, match="output_exists"):
        write_result(path, replace(RESULT, id="other"))
    assert read_result(path).id == RESULT.id
    write_result(path, replace(RESULT, id="other"), force=True)
    assert read_result(path).id == "other"


ITEMS = st.from_regex(r"\A[A-Z]{1,3}[0-9]{2}\Z")
REPLIES = st.from_regex(r"\A[a-z][a-z0-9_]{0,12}\Z")
ANY_ANSWER: st.SearchStrategy[Answer | None] = st.one_of(
    st.none(),
    st.integers(1, 5),
    REPLIES,
    st.lists(REPLIES, max_size=6).map(tuple),
    st.builds(MostLeast, REPLIES, REPLIES),
)


@given(st.dictionaries(ITEMS, st.tuples(ANY_ANSWER, st.none() | st.integers(0, 2**53 - 1)), max_size=30))
def test_every_result_survives_writing_and_reading(
    rows: dict[str, tuple[Answer | None, int | None]],
) -> None:
    responses = {item: Response(item, answer, spent) for item, (answer, spent) in rows.items()}
    result = replace(RESULT, order=tuple(rows), responses=responses)
    path = Path(os.environ["HOME"]) / "r.json"
    write_result(path, result, force=True)
    assert read_result(path) == result


def test_a_file_cut_at_any_byte_is_refused(tmp_path: Path) -> None:
    """Only the last line end may be missing."""
    text = result_text(RESULT)
    codes = {code_of(file_with(tmp_path, text[:length])) for length in range(len(text) - 1)}
    assert codes == {"result_empty", "result_truncated"}
    assert read_result(file_with(tmp_path, text[:-1])) == RESULT


def test_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    data = bytearray(result_text(RESULT).encode())
    noticed = 0
    for place in range(len(data)):
        data[place] ^= 4
        try:
            assert read_result(file_with(tmp_path, bytes(data))) == RESULT
        except ResultFileError:
            noticed += 1
        data[place] ^= 4
    assert noticed > 0.95 * len(data)


def test_random_changes_never_raise_anything_else(tmp_path: Path) -> None:
    import random

    draw = random.Random(7)
    good = result_text(RESULT).encode()
    parts = [
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\",
        b"\\ud800",
        b"1e999",
        b"-",
        b"NaN",
        b"\x00",
        b"\xff",
        b",",
        b":",
    ]
    for _ in range(3000):
        data = bytearray(good)
        for _ in range(draw.randrange(1, 5)):
            place = draw.randrange(len(data))
            data[place : place + draw.randrange(4)] = draw.choice(parts)
        path = file_with(tmp_path, bytes(data))
        try:
            read_answers(path)
        except UserError as error:
            assert error.code.startswith("result_")  # noqa: PT017 - any of many codes, or none


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "result_empty"),
        (" \n\t ", "result_empty"),
        ("{", "result_truncated"),
        ('{"format": "suitability-res', "result_truncated"),
        ('{"a": "\\', "result_truncated"),
        ("hello", "result_not_json"),
        ("<html></html>", "result_not_json"),
        ("{'a': 1}", "result_not_json"),
        ('{"a": 1,}', "result_not_json"),
        ('{"a": 1} x', "result_not_json"),
        ('{"a": 01}', "result_not_json"),
        ('{"a": "\t"}', "result_not_json"),
        ("// comment\n{}", "result_not_json"),
        ("[]", "result_foreign"),
        ("{}", "result_foreign"),
        ("3", "result_foreign"),
        ("null", "result_foreign"),
        ('"text"', "result_foreign"),
        ('{"format": "other", "version": 1}', "result_foreign"),
        ('{"name": "package", "dependencies": {}}', "result_foreign"),
        ('{"format": "suitability-result", "version": 2}', "result_newer"),
        ('{"format": "suitability-result", "version": 99, "program": "\\u001b[2J"}', "result_newer"),
        ('{"format": "suitability-result"}', "result_wrong_shape"),
        ('{"format": "suitability-result", "version": "1"}', "result_wrong_shape"),
        ('{"format": "suitability-result", "version": true}', "result_wrong_shape"),
        ('{"format": "suitability-result", "version": 0}', "result_wrong_shape"),
        ('{"format": "suitability-result", "version": 1}', "result_edited"),
        ('{"a": 1, "a": 1}', "result_duplicate_key"),
        ('{"a": {"b": 1, "b": 2}}', "result_duplicate_key"),
        ('{"a": NaN}', "result_bad_number"),
        ('{"a": Infinity}', "result_bad_number"),
        ('{"a": -Infinity}', "result_bad_number"),
        ('{"a": 1e400}', "result_bad_number"),
        ('{"a": -1e400}', "result_bad_number"),
        ('{"a": 9007199254740992}', "result_bad_number"),
        ('{"a": ' + "9" * 5000 + "}", "result_bad_number"),
        ('{"a": "\\ud800"}', "result_bad_text"),
        ('{"\\udfff": 1}', "result_bad_text"),
        ("[" * 17 + "]" * 17, "result_too_deep"),
        ("[" * 500_000, "result_too_deep"),
        ('{"\\\\": ' * 17 + "1" + "}" * 17, "result_too_deep"),
        ('["\\"' + '",["' * 17 + '"' + "]" * 18, "result_too_deep"),
        ('{"a":' * 100_000, "result_too_deep"),
        (b'{"a": "\xff"}', "result_not_utf8"),
        ('{"a": "Ё"}'.encode("cp1251"), "result_not_utf8"),
        ('{"a": 1}'.encode("utf-16"), "result_not_utf8"),
        (b'{"a": "\xd0', "result_truncated"),
        (b"\x00" * 4096, "result_not_json"),
        (b"SQLite format 3\x00", "result_not_json"),
        ("{" + " " * (1 << 20) + "}", "result_too_large"),
    ],
)
def test_a_bad_file_is_refused_by_name(content: str | bytes, code: str, tmp_path: Path) -> None:
    before = time.process_time()
    assert code_of(file_with(tmp_path, content)) == code
    assert time.process_time() - before < 1.0


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read_result(file_with(tmp_path, b"\xef\xbb\xbf" + result_text(RESULT).encode())) == RESULT


@pytest.mark.parametrize(
    "edit",
    [
        lambda tree: tree["responses"][0].update(answer=5),
        lambda tree: tree.update(created="2020-01-01T00:00:00Z"),
        lambda tree: tree["responses"].pop(),
        lambda tree: tree["order"].reverse(),
        lambda tree: tree.update(extra=1),
        lambda tree: tree.pop("checksum"),
        lambda tree: tree.update(checksum="0" * 64),
        lambda tree: tree.update(checksum=None),
    ],
)
def test_an_edited_file_is_noticed(edit: Edit, tmp_path: Path) -> None:
    assert code_of(file_with(tmp_path, edited(edit, resum=False))) == "result_edited"


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda tree: tree.update(order="C01"), "order"),
        (lambda tree: tree.update(order=["C01", "C01"]), "order"),
        (lambda tree: tree.update(id="../x"), "id"),
        (lambda tree: tree.update(id=""), "id"),
        (lambda tree: tree.update(program="\x1b[2J"), "program"),
        (lambda tree: tree.update(program="suitability\n"), "program"),
        (lambda tree: tree.update(created="yesterday"), "created"),
        (lambda tree: tree.update(created="2026-11-22T10:00:00Z\n"), "created"),
        (lambda tree: tree["content"].update(digest="x"), "content.digest"),
        (lambda tree: tree["responses"][0].update(ms=-1), "responses[0].ms"),
        (lambda tree: tree["responses"][0].update(ms=1.5), "responses[0].ms"),
        (lambda tree: tree["responses"][0].update(ms=True), "responses[0].ms"),
        (lambda tree: tree["responses"][0].update(answer=4.0), "responses[0].answer"),
        (lambda tree: tree["responses"][0].update(answer=[1]), "responses[0].answer[0]"),
        (lambda tree: tree["responses"][0].update(answer="\u202e"), "responses[0].answer"),
        (lambda tree: tree["responses"][0].update(omitted=True), "responses[0]"),
        (lambda tree: tree["responses"][0].pop("answer"), "responses[0]"),
        (lambda tree: tree["responses"][0].update(item="ZZ9"), "responses[0].item"),
        (lambda tree: tree["responses"].append(tree["responses"][0]), "responses[5].item"),
    ],
)
def test_a_wrong_value_with_a_right_checksum_is_named_by_its_place(
    edit: Edit, place: str, tmp_path: Path
) -> None:
    with pytest.raises(ResultFileError) as caught:
        read_result(file_with(tmp_path, edited(edit, resum=True)))
    assert caught.value.code == "result_wrong_shape"
    assert caught.value.values["place"] == place


@pytest.mark.parametrize(
    ("edit", "code", "field"),
    [
        (lambda tree: tree.update(extra=1), "result_unknown_field", "extra"),
        (lambda tree: tree["content"].update(x=1), "result_unknown_field", "content.x"),
        (lambda tree: tree.pop("order"), "result_missing_field", "order"),
        (
            lambda tree: tree["responses"][0].update(answer={"most": "a"}),
            "result_missing_field",
            "responses[0].answer.least",
        ),
    ],
)
def test_a_field_too_many_or_too_few_is_named(edit: Edit, code: str, field: str, tmp_path: Path) -> None:
    with pytest.raises(ResultFileError) as caught:
        read_result(file_with(tmp_path, edited(edit, resum=True)))

    assert (caught.value.code, caught.value.values["field"]) == (code, field)


def test_a_file_of_100_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(100 * 1000 * 1000)
    before = time.process_time()
    with pytest.raises(ResultFileError) as caught:
        read_result(path)
    assert caught.value.code == "result_too_large"
    assert caught.value.values["size"] == "100000000"
    assert time.process_time() - before < 0.05


def test_places_that_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert code_of(tmp_path / "none.json") == "result_missing"
    assert code_of(tmp_path / "none.json" / "x") == "result_missing"
    assert code_of(tmp_path / "a\x00b") == "result_missing"
    assert code_of(tmp_path) == "result_is_folder"
    assert code_of(tmp_path / "pipe") == "result_not_a_file"
    assert code_of(Path("/dev/zero")) == "result_not_a_file"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert code_of(tmp_path / "loop") == "result_unreadable"


def test_plain_answers_are_read_without_judging_them(tmp_path: Path) -> None:
    text = """{"form": "quick", "language": "en", "answers": {"S01": 4, "J01": {"most": "a", "least": "c"},
        "Q01": ["a", "b"], "C01": "b", "S02": null, "X1": 1.5, "X2": true, "X3": {"most": 1}, "X4": [1]}}"""
    found = read_answers(file_with(tmp_path, text))
    assert found == PlainAnswers(
        "quick",
        "en",
        {"S01": 4, "J01": MostLeast("a", "c"), "Q01": ("a", "b"), "C01": "b", "S02": None},
        ("X1", "X2", "X3", "X4"),
    )


@pytest.mark.parametrize("text", ['{"a": "%s"}', '{"a": "\\"%s"}', '{"\\\\": "%s\\\\"}'])
def test_brackets_inside_a_text_are_no_depth(text: str) -> None:
    """With escapes in the file and without, which are counted in different ways."""
    value = parse_json((text % ("[{" * 50)).encode(), Path("r.json"))
    assert isinstance(value, dict)
    assert "[{" * 50 in next(iter(value.values()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"answers": {}}', "result_missing_field"),
        ('{"form": "quick", "answers": []}', "result_wrong_shape"),
        ('{"form": 1, "answers": {}}', "result_wrong_shape"),
        ('{"form": "quick", "answers": {}, "lang": "en"}', "result_unknown_field"),
        ('{"form": "quick"}', "result_foreign"),
        ('{"form": "quick", "answers": {"S01": 1, "S01": 2}}', "result_duplicate_key"),
        ('{"form": "quick", "answers": {"S01": NaN}}', "result_bad_number"),
    ],
)
def test_a_bad_answers_file_is_refused_by_name(text: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(ResultFileError) as caught:
        read_answers(file_with(tmp_path, text))
    assert caught.value.code == code


def test_a_result_without_responses_is_a_result(tmp_path: Path) -> None:
    empty = replace(RESULT, responses={}, content=ContentStamp("core", "2026.11", "a" * 64))
    write_result(tmp_path / "r.json", empty)
    assert read_result(tmp_path / "r.json") == empty
