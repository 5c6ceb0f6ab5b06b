"""Files a person asked for: whole or not at all, and every refusal has its own code."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from suitability.errors import OutputError
from suitability.storage.safe_write import shown, write_bytes, write_text
from tests.nasty import NASTY


def refusal(path: Path, *, force: bool = False) -> OutputError:
    with pytest.raises(OutputError) as caught:
        write_bytes(path, b"new", force=force)
    return caught.value


def test_a_new_file_holds_the_bytes_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_bytes(path, b"\x00\xff" * 70_000)
    assert path.read_bytes() == b"\x00\xff" * 70_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_text_is_written_as_utf8_without_changed_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "Ёж\n1 ₽\n")
    assert (tmp_path / "a.txt").read_bytes() == "Ёж\n1 ₽\n".encode()


def test_an_existing_file_stays_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    assert refusal(path).code == "output_exists"
    assert path.read_text() == "old"
    write_bytes(path, b"new", force=True)
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_places_that_cannot_hold_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path).code == "output_is_folder"
    assert refusal(tmp_path, force=True).code == "output_is_folder"
    assert refusal(tmp_path / "no" / "a").code == "output_no_folder"
    assert refusal(tmp_path / "file" / "a").code == "output_folder_is_file"
    assert refusal(tmp_path / ("x" * 300)).code == "output_name_too_long"
    assert refusal(tmp_path / "a\x00b").code == "output_bad_name"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_device_or_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe", force=True).code == "output_not_a_file"
    assert refusal(Path("/dev/null"), force=True).code == "output_not_a_file"
    assert Path("/dev/null").is_char_device()


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert refusal(tmp_path / "link").code == "output_exists"
    write_bytes(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refusal(tmp_path / "loop").code in {"output_bad_name", "output_exists"}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "output_disk_full"),
        (errno.EDQUOT, "output_disk_full"),
        (errno.EFBIG, "output_disk_full"),
        (errno.EROFS, "output_read_only"),
        (errno.EACCES, "output_denied"),
        (errno.EIO, "output_failed"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_failing_disk_leaves_the_old_file_and_nothing_else(
    number: int, code: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def fail(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    error = refusal(path, force=True)
    monkeypatch.undo()
    assert error.code == code
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_short_write_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:7])))
    write_bytes(tmp_path / "a", bytes(range(256)))
    assert (tmp_path / "a").read_bytes() == bytes(range(256))


def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    real: Callable[[int], None] = os.fsync

    def slow(handle: int) -> None:
        real(handle)
        if not path.exists():
            path.write_text("theirs")

    monkeypatch.setattr(os, "fsync", slow)
    assert refusal(path).code == "output_exists"
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_without_hard_links_the_file_is_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_message_quotes_a_control_character(text: str, tmp_path: Path) -> None:
    path = tmp_path / "no" / f"x{text}".replace("/", "|")
    for value in (*refusal(path).values.values(), shown(text)):
        value.encode("utf-8")
        assert value.isprintable() or "\u200c" in value or "\u200d" in value
        assert len(value) <= 300


@pytest.mark.parametrize(
    ("name", "seen"), [("\u0301\u0301", "\\u0301\\u0301"), ("\x1b", "\\x1b"), ("", ""), ("a\x1b", "a")]
)
def test_a_name_that_cannot_be_seen_is_told_in_numbers(name: str, seen: str) -> None:
    assert shown(name) == seen
    assert len(shown("\u0301" * 1000)) <= 300
