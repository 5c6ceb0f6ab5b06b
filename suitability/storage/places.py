"""Where files are: the program's own data folders and the user's folders. Nothing else knows a path."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from suitability.errors import ShippedFilesMissing, UserError
from suitability.records import dataclass

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Folder: TypeAlias = "Traversable | Path"
"""A folder on disk or inside a wheel or zip; callers use ``/``, ``iterdir``, ``open``, ``read_bytes``."""

DATA_FOLDERS: Final = ("questions", "content", "reports")
"""The data folders that travel with the program."""

_PACKAGE: Final = "suitability"
_HOME_VARIABLE: Final = "SUITABILITY_HOME"


@dataclass(frozen=True, slots=True)
class UserFolders:
    """The user's folders; none of them need exist yet. None where the system names no home folder."""

    data: Path | None
    cache: Path | None

    @property
    def runs(self) -> Path | None:
        """Folder of saved sittings."""
        return None if self.data is None else self.data / "runs"


def data_folder(name: str, override: Folder | None = None) -> Folder:
    """Return the data folder ``name`` (``questions``, ``content`` or ``reports``).

    Looked for in ``override`` when it is given and nowhere else; otherwise in ``_data`` inside the package
    (wheel, zipapp), then beside the package (editable install, plain checkout).

    Raises:
        UserError: ``override`` has no such folder.
        ShippedFilesMissing: the program's own folders are not there; names the places looked at.
    """
    if override is not None:
        if not (override / name).is_dir():
            raise UserError("data_folder_missing", folder=override, name=name)
        return override / name
    return find_data_folder(name, _package(), Path(__file__).parents[2])


def _package() -> Folder:
    """Return the program's package: on disk by its path, which saves 4 ms of imports; else inside a zip."""
    here = Path(__file__).parents[1]
    if here.is_dir():
        return here
    from importlib.resources import files  # noqa: PLC0415 - as above

    return files(_PACKAGE)


def find_data_folder(name: str, package: Folder, above: Path) -> Folder:
    """Return the data folder ``name`` of a package, or of the checkout ``above`` it.

    Raises:
        ShippedFilesMissing: neither place has it.
    """
    inside = package / "_data" / name
    if inside.is_dir():
        return inside
    if (above / "pyproject.toml").is_file() and (above / "questions").is_dir() and (above / name).is_dir():
        return above / name
    raise ShippedFilesMissing("shipped_files_missing", name=name, places=f"{inside}, {above / name}")


def folder_digest(folders: Sequence[Folder]) -> str:
    """Return the SHA-256 (hexadecimal) of the names and bytes of all files below the folders."""
    import hashlib  # noqa: PLC0415 - batches need it, the first picture of the program does not

    total = hashlib.sha256()
    waiting = [("", folder) for folder in reversed(folders)]
    while waiting:
        name, entry = waiting.pop()
        if entry.is_dir():
            inside = sorted(entry.iterdir(), key=lambda one: one.name, reverse=True)
            waiting += [(f"{name}/{one.name}", one) for one in inside if not one.name.startswith(".")]
        else:
            data = entry.read_bytes()
            total.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return total.hexdigest()


def code_stamp() -> str:
    """Return a text that changes when code that reads or measures content changes: sizes and times of files.

    The number of a version stays the same between two releases; what is kept between runs must not be taken
    for the work of code that has been changed since. Costs 0.2 ms. Inside a zip it is empty.
    """
    here = Path(__file__).parents[1]
    if not here.is_dir():
        return ""
    entries = [entry for name in ("domain", "storage") for entry in os.scandir(here / name)]
    stats = [(one.name, one.stat()) for one in entries if one.name.endswith(".py")]
    facts = sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
    return f"{zlib.crc32(repr(facts).encode()):08x}"


def stylesheet() -> str:
    """Return the text of the full-screen mode's stylesheet; also from inside a zip, where it has no path."""
    return (_package() / "tui" / "app.tcss").read_text(encoding="utf-8")


def user_folders(environ: Mapping[str, str], home: Path | None = None) -> UserFolders:
    """Return where this user's files belong.

    ``home`` or, without it, the variable SUITABILITY_HOME of ``environ`` puts everything below one folder;
    otherwise the system's own folders are used, as platformdirs knows them.
    """
    chosen = home
    if chosen is None and environ.get(_HOME_VARIABLE):
        chosen = Path(environ[_HOME_VARIABLE]).expanduser().absolute()
    if chosen is not None:
        return UserFolders(chosen, chosen / "cache")
    import platformdirs  # noqa: PLC0415 - not needed when the folders are given

    data = platformdirs.user_data_path(_PACKAGE, appauthor=False)
    cache = platformdirs.user_cache_path(_PACKAGE, appauthor=False)
    return UserFolders(_if_absolute(data), _if_absolute(cache))


def _if_absolute(path: Path) -> Path | None:
    return path if path.is_absolute() else None
