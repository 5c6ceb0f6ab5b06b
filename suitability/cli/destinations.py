"""Where a file that was asked for goes, and whether its name fits what will stand in it.

One rule for every command that writes: a name that ends with a slash is a folder and has to be there; a
folder gets the file's usual name; an ending that belongs to another kind of file is refused before any work.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from suitability.domain.session import Result
from suitability.errors import OutputError
from suitability.services import files

KIND_OF_ENDING = {
    "pdf": "pdf",
    "html": "html",
    "htm": "html",
    "txt": "text",
    "json": "json",
    "csv": "csv",
    "parquet": "parquet",
    "yaml": "yaml",
    "yml": "yaml",
    "doc": "doc",
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "md": "md",
    "xlsx": "xlsx",
    "zip": "zip",
    "png": "png",
}
"""Ending of a name -> the kind of file that a reader expects behind it. Other endings promise nothing."""

ENDINGS = {kind: ending for ending, kind in reversed(KIND_OF_ENDING.items())}
"""Kind of file -> its usual ending."""

FOLDER_MARKS = tuple(mark for mark in (os.sep, os.altsep) if mark)


class OutputPath(click.ParamType):
    """A place to write to; ``kind`` is what will stand in the file, None where the command decides later."""

    name = "path"

    def __init__(self, kind: str | None = None) -> None:
        self.kind = kind

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002
        """Return the place.

        Raises:
            OutputError: it names a folder that is not there, or a file of another kind.
        """
        if isinstance(value, Path):
            return value
        text = str(value)
        path = Path(text)
        if text.endswith(FOLDER_MARKS) and not files.is_folder(path):
            code = "output_folder_is_file" if files.is_there(path) else "output_no_folder"
            raise OutputError(code, path=files.shown(path), folder=files.shown(path))
        if self.kind is not None and not files.is_folder(path):
            check_ending(path, self.kind)
        return path


def kind_of(path: Path) -> str | None:
    """Return the kind of file that the ending of a name promises, or None where it promises nothing."""
    return KIND_OF_ENDING.get(path.suffix.removeprefix(".").lower())


def check_ending(path: Path, kind: str) -> None:
    """Raise OutputError when the name's ending belongs to another kind of file than ``kind``."""
    promised = kind_of(path)
    if promised is not None and promised != kind:
        wanted = f".{ENDINGS[kind]}"
        raise OutputError("output_wrong_ending", path=files.shown(path), ending=path.suffix, wanted=wanted)


def placed(asked: Path, name: str) -> Path:
    """Return the file to write: ``asked`` itself, or ``name`` in it when it is a folder."""
    return asked / name if files.is_folder(asked) else asked


def result_name(result: Result) -> str:
    """Return the usual name of a result file: its date and the first letters of its id."""
    return f"suitability-{result.created[:10]}-{result.id[:8]}.json"
