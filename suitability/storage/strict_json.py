"""JSON from strangers, read with limits: everything that a lenient reader lets through is refused by name.

The size is checked before a byte is read, the depth before anything is built. Duplicate keys, NaN,
infinities, numbers that do not fit and lone surrogates are errors, not surprises.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

from suitability.errors import ResultFileError
from suitability.storage.plain_file import Unread, read_plain
from suitability.storage.safe_write import shown

MAX_BYTES = 1 << 20
"""Largest file that is read: 1 MiB. A result with 100 answers takes about 10 KB."""

MAX_DEPTH = 16
"""Deepest nesting of brackets. A result needs 4."""

_MAX_INT = 2**53 - 1
_MAX_DIGITS = 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BRACKET = re.compile(r"[\[{\]}]")


def read_json(path: Path) -> object:
    """Return the value that the JSON file ``path`` holds.

    Raises:
        ResultFileError: missing, not a file, unreadable, too large, not UTF-8, cut off, not JSON, or JSON
            with something in it that is not to be trusted.
    """
    return parse_json(_read_bytes(path), path)


def check_size(data: bytes, path: Path) -> None:
    """Raise ResultFileError when ``data`` is larger than any file that is read."""
    if len(data) > MAX_BYTES:
        raise ResultFileError("result_too_large", path=shown(path), size=len(data), limit=MAX_BYTES)


def parse_json(data: bytes, path: Path) -> object:
    """Return the value of the JSON text ``data``; ``path`` is named in errors. Raises as ``read_json``."""
    name = shown(path)
    if not data.strip():
        raise ResultFileError("result_empty", path=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        code = "result_truncated" if error.reason == "unexpected end of data" else "result_not_utf8"
        raise ResultFileError(code, path=name, offset=error.start) from error
    depth, unclosed = _depth(text)
    if depth > MAX_DEPTH:
        raise ResultFileError("result_too_deep", path=name, limit=MAX_DEPTH)
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_bounded,
        )
    except _Refused as error:
        raise ResultFileError(error.code, path=name, value=shown(error.value)) from error
    except json.JSONDecodeError as error:
        begins = text.lstrip()[:1] in {"{", "["}
        code = "result_truncated" if unclosed and begins else "result_not_json"
        offset = len(text[: error.pos].encode("utf-8", "replace"))
        raise ResultFileError(
            code, path=name, offset=offset, line=error.lineno, column=error.colno
        ) from error
    except (RecursionError, ValueError) as error:
        raise ResultFileError("result_not_json", path=name, line=1, column=1) from error
    if "\\u" in text:  # only an escape can bring one in: the text itself is sound UTF-8
        _no_surrogates(value, name)
    return value


class _Refused(Exception):
    """Something that JSON allows and we do not."""

    def __init__(self, code: str, value: str) -> None:
        super().__init__(code)
        self.code, self.value = code, value


def _read_bytes(path: Path) -> bytes:
    """Return the file's bytes; a file over the limit, or one that is no plain file, is not read."""
    try:
        return read_plain(path, MAX_BYTES)
    except Unread as error:
        raise ResultFileError(
            {
                "missing": "result_missing",
                "folder": "result_is_folder",
                "special": "result_not_a_file",
                "too_large": "result_too_large",
                "unreadable": "result_unreadable",
            }[error.why],
            path=shown(path),
            size=error.size,
            limit=MAX_BYTES,
            reason=error.reason,
        ) from error


def _depth(text: str) -> tuple[int, bool]:
    """Return the deepest nesting and whether a bracket or a string is still open at the end."""
    if "\\" not in text:
        pieces = text.split('"')  # every other one stands in quotes
        outside, opened = "".join(pieces[::2]), len(pieces) % 2 == 0
    else:
        outside, quote, _ = _STRING.sub("", text).partition('"')  # a quote that is left over opens a string
        opened = bool(quote)
    depth = deepest = 0
    for bracket in _BRACKET.findall(outside):
        if bracket in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest, depth > 0 or opened


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Refused("result_duplicate_key", next(name for name in names if names.count(name) > 1))
    return found


def _no_constant(text: str) -> object:
    raise _Refused("result_bad_number", text)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _Refused("result_bad_number", text)
    return value


def _bounded(text: str) -> int:
    if len(text) > _MAX_DIGITS or abs(int(text)) > _MAX_INT:
        raise _Refused("result_bad_number", text)
    return int(text)


def _no_surrogates(value: object, name: str) -> None:
    """Refuse texts that cannot be written as UTF-8."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            waiting.extend(here.keys())
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, str) and not here.isascii() and _SURROGATE.search(here):
            raise ResultFileError("result_bad_text", path=name, value=shown(here))
