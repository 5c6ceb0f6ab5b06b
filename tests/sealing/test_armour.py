"""Mail does many things to text: thirteen of them leave a result readable, the rest is refused in words."""

from __future__ import annotations

import os
import quopri
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.errors import SealError
from suitability.services.messages import sentence
from suitability.storage.armour import MAX_ARMOURED, RESULT, armoured, read_small, unarmoured
from tests.sealing.making import NOWHERE
from tests.services import samples

DATA = bytes(range(256)) * 4 + b"x"


def quoted(text: str, mark: str = "> ") -> str:
    return "".join(f"{mark}{line}\n" for line in text.splitlines())


MANGLINGS: dict[str, Callable[[str], str]] = {
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "quoted once": quoted,
    "quoted twice": lambda text: quoted(quoted(text), ">"),
    "indented": lambda text: textwrap.indent(text, "\t    "),
    "trailing blanks": lambda text: text.replace("\n", "  \t\n"),
    "rewrapped": lambda text: "\n".join(textwrap.wrap(text, 41, break_long_words=True)),
    "one line": lambda text: text.replace("\n", " "),
    "text around it": lambda text: f"Здравствуйте!\n\nВот мой результат:\n{text}\nС уважением\n",
    "byte order mark": lambda text: "\ufeff" + text,
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "no-break spaces": lambda text: text.replace("\n", "\u00a0\n\u00a0\u200b"),
    "signature dashes": lambda text: f"{text}\n-- \nИван Петров\n+7 000 000-00-00\n",
    "blank lines": lambda text: text.replace("\n", "\n\n"),
}


@pytest.mark.parametrize("name", MANGLINGS)
def test_mail_mangles_and_we_still_read(name: str) -> None:
    mangled = MANGLINGS[name](armoured(RESULT, DATA))

    assert mangled != armoured(RESULT, DATA)
    assert unarmoured(RESULT, mangled.encode(), NOWHERE) == DATA


def test_there_are_thirteen_manglings() -> None:
    assert len(MANGLINGS) == 13


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251"])
def test_the_file_may_be_saved_in_any_usual_encoding(encoding: str) -> None:
    text = f"Привет\n{armoured(RESULT, DATA)}"

    assert unarmoured(RESULT, text.encode(encoding), NOWHERE) == DATA


def test_an_outlook_that_makes_long_dashes_is_forgiven() -> None:
    text = armoured(RESULT, DATA).replace("-----", "\u2014\u2014-")

    assert unarmoured(RESULT, text.encode(), NOWHERE) == DATA


def without_a_line(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:3] + lines[4:-2] + ["!!\n"] + lines[-1:])


DESTRUCTIVE: dict[str, tuple[Callable[[str], str], str]] = {
    "the end is missing": (lambda text: text[: len(text) // 2], "seal_cut"),
    "the beginning is missing": (lambda text: text[60:], "seal_cut"),
    "letters became stars": (lambda text: text.replace("Q", "*"), "seal_damaged"),
    "a letter of another alphabet": (lambda text: text.replace("Q", "\u0420"), "seal_damaged"),
    "something typed into it": (without_a_line, "seal_damaged"),
    "nothing between the lines": (lambda _: armoured(RESULT, b""), "seal_damaged"),
    "two blocks": (lambda text: text + text, "seal_several_blocks"),
    "another kind of block": (lambda text: text.replace("RESULT", "INVITE"), "seal_no_block"),
    "zeros in it": (lambda text: text + "\0", "seal_not_text"),
    "far too long": (lambda text: text + " " * MAX_ARMOURED, "seal_too_large"),
}


@pytest.mark.parametrize("name", DESTRUCTIVE)
def test_what_destroys_the_bytes_is_refused_in_words(name: str) -> None:
    mangle, code = DESTRUCTIVE[name]

    with pytest.raises(SealError) as caught:
        unarmoured(RESULT, mangle(armoured(RESULT, DATA)).encode(), NOWHERE)

    assert caught.value.code == code
    for language in samples.LANGUAGES:
        assert "letter.txt" in sentence(samples.words(language), caught.value)


def test_spare_bits_must_be_zero() -> None:
    """To a lenient reader "QQ==" and "QR==" are the same byte; two texts for it would hide an edit."""
    text = armoured(RESULT, b"A")
    assert "QQ==" in text

    with pytest.raises(SealError):
        unarmoured(RESULT, text.replace("QQ==", "QR==").encode(), NOWHERE)


@given(st.binary(min_size=1, max_size=2000))
def test_any_bytes_come_back(data: bytes) -> None:
    assert unarmoured(RESULT, armoured(RESULT, data).encode(), NOWHERE) == data


@given(st.binary(max_size=500))
def test_any_file_gives_bytes_or_our_own_error(raw: bytes) -> None:
    with pytest.raises(SealError):
        unarmoured(RESULT, raw, NOWHERE)


def test_only_small_plain_files_are_read(tmp_path: Path) -> None:
    big, pipe, folder = tmp_path / "big", tmp_path / "pipe", tmp_path / "folder"
    with big.open("wb") as file:
        file.truncate(1 << 30)
    os.mkfifo(pipe)
    folder.mkdir()
    wanted = {
        big: "seal_too_large",
        pipe: "seal_not_a_file",
        folder: "seal_is_folder",
        tmp_path / "none": "seal_missing",
        tmp_path / "a\0b": "seal_missing",
    }

    for path, code in wanted.items():
        with pytest.raises(SealError) as caught:
            read_small(path)
        assert caught.value.code == code
