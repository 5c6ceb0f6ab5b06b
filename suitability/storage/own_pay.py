"""The file that a refresh leaves: aggregates with their day, written whole or not at all, read with care."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from suitability.domain.refresh import OwnCell, OwnPay
from suitability.errors import Problem, UserError
from suitability.storage import shapes
from suitability.storage.safe_write import shown, write_text
from suitability.storage.strict_json import read_json

NAME: Final = "own_refresh.json"
FORMAT: Final = "suitability-own-pay"
VERSION: Final = 1


def own_pay_file(data: Path | None) -> Path | None:
    """Return where the refresh is kept below the user's data folder, or None where there is none."""
    return None if data is None else data / "pay" / NAME


def write_own_pay(path: Path, own: OwnPay) -> None:
    """Write a refresh in place of an earlier one; makes the folder if need be.

    Raises:
        OutputError: the folder or file cannot be written.
        OSError: the folder cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": FORMAT, "version": VERSION, **asdict(own)}, ensure_ascii=False, indent=1)
    write_text(path, text + "\n", force=True)


def erase_own_pay(path: Path) -> bool:
    """Erase the kept refresh and its folder if nothing else is in it; return whether there was one.

    Raises:
        OSError: it is there and cannot be erased.
    """
    if not path.is_file():
        return False
    path.unlink()
    with contextlib.suppress(OSError):
        path.parent.rmdir()
    return True


def read_own_pay(path: Path) -> OwnPay | None:
    """Return the kept refresh, or None where there is none.

    Raises:
        ResultFileError: the file is damaged JSON.
        UserError: it is JSON of another kind or version, or its parts are not what they should be.
    """
    if not path.is_file():
        return None
    tree = read_json(path)
    if not isinstance(tree, dict) or tree.get("format") != FORMAT or tree.get("version") != VERSION:
        raise UserError("own_pay_foreign", path=shown(path))
    body = {key: value for key, value in tree.items() if key not in {"format", "version"}}
    problems: list[Problem] = []
    own = shapes.read(body, OwnPay, problems, str(path))
    if own is None or not all(_sound(one) for one in own.cells):
        raise UserError("own_pay_damaged", path=shown(path))
    return own


def _sound(cell: OwnCell) -> bool:
    ordered = (cell.p10, cell.p25, cell.median, cell.p75, cell.p90)
    return cell.n > 0 and ordered[0] > 0 and list(ordered) == sorted(ordered)
