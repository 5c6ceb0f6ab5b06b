"""Ordinary files within a limit: whatever else a path is gets named, and nothing waits for a pipe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from suitability.errors import ContentError, ResultFileError, SealError, UserError
from suitability.rendering.logo import logo_of
from suitability.storage.armour import read_small
from suitability.storage.csv_table import Columns, read_csv
from suitability.storage.own_norms import group_bytes
from suitability.storage.plain_file import Unread, read_plain
from suitability.storage.printed_text import read_introduction
from suitability.storage.strict_json import read_json


def why(path: Path, limit: int = 10) -> str:
    """Return why ``path`` is not read."""
    with pytest.raises(Unread) as caught:
        read_plain(path, limit)
    assert caught.value.reason
    return caught.value.why


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    (tmp_path / "link").symlink_to(path)

    assert read_plain(path, 10) == read_plain(tmp_path / "link", 10) == b"0123456789"
    with pytest.raises(Unread) as caught:
        read_plain(path, 9)
    assert (caught.value.why, caught.value.size) == ("too_large", 10)


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    """A pipe that nobody writes to would keep an ``open`` waiting for ever."""
    os.mkfifo(tmp_path / "pipe")

    assert why(tmp_path / "pipe") == "special"
    assert why(tmp_path) == "folder"
    assert why(tmp_path / "none") == "missing"
    assert why(tmp_path / "no\0name") == "missing"
    assert why(Path("/dev/zero")) == "special"


def test_every_reader_of_a_persons_file_refuses_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for read, error in (
        (read_json, ResultFileError),
        (read_small, SealError),
        (lambda path: read_csv(path, Columns({"a": ()})), UserError),
        (logo_of, UserError),
        (read_introduction, UserError),
    ):
        with pytest.raises(error) as caught:
            read(pipe)
        assert not isinstance(caught.value, ContentError)
    assert group_bytes(pipe) is None
