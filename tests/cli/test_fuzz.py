"""Random command lines and random files: a sentence and an exit code of the table, never a traceback."""

from __future__ import annotations

import copy
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suitability.cli.root import COMMANDS
from tests.cli.running import Cli, Ran, answers_file, result_file
from tests.nasty import NASTY

KNOWN = {0, 1, 2, 3, 4}

WORDS = [
    *(command for command in COMMANDS if command not in {"simulate", "doctor"}),
    "--plain", "--json", "--force", "--all", "--yes", "--new", "--help", "--version", "--output", "--format",
    "--name", "--language", "--form", "--paper", "--theme", "--no-mouse", "ru", "en", "quick", "json", "text",
    "html", "a4", "-", "--", "", ".", "..", "/", "x.json", "here", "abc",
]  # fmt: skip
ARGUMENT = st.one_of(st.sampled_from(WORDS), st.sampled_from(NASTY), st.text(max_size=20))
FUZZ = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def in_words(ran: Ran) -> None:
    """Fail unless the run ended as the table of exit codes says, with a sentence where it went wrong."""
    assert ran.code in KNOWN
    assert ran.code == 0 or ran.err.strip() or ran.out.strip()
    assert "\x1b" not in ran.err


@FUZZ
@given(arguments=st.lists(ARGUMENT, max_size=6))
def test_any_command_line_ends_in_words(cli: Cli, arguments: Sequence[str]) -> None:
    if "pdf" in arguments or (arguments[:1] == ["report"] and "--format" not in arguments):
        arguments = [*arguments, "--format", "text"]
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            in_words(cli(*arguments))
        finally:
            os.chdir(before)


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(NASTY)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
ITEMS = st.sampled_from(["S01", "P02", "E01", "J01", "D01", "D02", "NONE", ""])


@FUZZ
@given(answers=st.dictionaries(ITEMS, JSON, max_size=5), form=st.one_of(st.just("quick"), JSON), rest=JSON)
def test_any_file_of_answers_ends_in_words(
    cli: Cli, tmp_path: Path, answers: Any, form: Any, rest: Any
) -> None:
    for data in ({"form": form, "answers": answers}, {"form": form, "answers": rest, "language": rest}, rest):
        path = tmp_path / "x.json"
        path.write_bytes(json.dumps(data).encode("utf-8", "surrogatepass"))
        in_words(cli("score", path, "--json"))
        in_words(cli("report", path, "--format", "json"))


@FUZZ
@given(data=st.binary(max_size=300))
def test_any_bytes_end_in_words(cli: Cli, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    assert cli("score", path).code == 1


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a result file."""
    return result_file(tmp_path_factory.mktemp("whole")).read_bytes()


@FUZZ
@given(data=st.data())
def test_a_damaged_result_file_is_refused(
    cli: Cli, tmp_path: Path, whole: bytes, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.one_of(
            st.just(whole[:place]),
            st.integers(0, 255).map(lambda byte: whole[:place] + bytes([byte]) + whole[place + 1 :]),
            st.binary(min_size=1, max_size=9).map(lambda more: whole[:place] + more + whole[place:]),
        )
    )
    path = tmp_path / "x.json"
    path.write_bytes(damaged)
    ran = cli("score", path)

    in_words(ran)
    if json_of(damaged) != json_of(whole):
        assert ran.code == 1


def json_of(data: bytes) -> object:
    """Return the value of a JSON text, or something equal to nothing else."""
    try:
        return json.loads(data)
    except ValueError:
        return object()


@FUZZ
@given(data=st.data())
def test_a_result_with_any_field_replaced_is_refused_or_scored(
    cli: Cli, tmp_path: Path, whole: bytes, data: st.DataObject
) -> None:
    """Also with a checksum that fits, as somebody who edits on purpose would write it."""
    from suitability.storage.result_file import checksum

    body = copy.deepcopy(json.loads(whole))
    body.pop("checksum")
    key = data.draw(st.sampled_from(sorted(body)))
    body[key] = data.draw(JSON)
    try:
        body["checksum"] = checksum(body)
    except ValueError:
        body["checksum"] = "0" * 64
    path = tmp_path / "x.json"
    path.write_bytes(json.dumps(body).encode("utf-8", "surrogatepass"))

    in_words(cli("score", path))
    in_words(cli("report", path, "--format", "text"))


def test_the_answers_file_of_the_tests_is_a_good_one(cli: Cli, tmp_path: Path) -> None:
    """Otherwise every refusal above could have one and the same reason."""
    assert cli("score", answers_file(tmp_path)).code == 0
    assert cli("score", result_file(tmp_path)).code == 0
