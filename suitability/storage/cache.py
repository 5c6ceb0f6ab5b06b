"""Checked content kept as JSON in the user's cache folder, keyed by the bytes it came from and the version.

The cache only saves time: a missing, read-only, foreign or damaged one is as good as none. A file is one
header line with key and checksum, then the body that the checksum covers.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:  # as the standard library's own ``random`` does: the module behind hashlib loads no OpenSSL (4 ms)
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

_FORMAT: Final = "suitability-cache 2"
_MAX_BYTES: Final = 32 << 20
_DIGEST_BYTES: Final = 32


def key_of(name: str, files: Mapping[str, bytes], version: str) -> str:
    """Return the key (64 hex digits) of content: its name, every file's name and bytes, program version."""
    total = blake2b(digest_size=_DIGEST_BYTES)
    for part in (_FORMAT.encode(), version.encode(), name.encode()):
        total.update(len(part).to_bytes(8, "big") + part)
    for file, data in sorted(files.items()):
        for part in (file.encode("utf-8", "surrogateescape"), data):
            total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()


def load(folder: Path | None, name: str, key: str) -> dict[str, object] | None:
    """Return what ``store`` kept under ``name`` if it has this key and is undamaged, else None."""
    if folder is None:
        return None
    try:
        with (folder / f"{name}.json").open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except (OSError, ValueError):
        return None
    header, _, body = data.partition(b"\n")
    if len(data) > _MAX_BYTES or header != _header(key, body):
        return None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def store(folder: Path | None, name: str, key: str, value: Mapping[str, object]) -> bool:
    """Keep ``value`` under ``name`` in place of what was there; return False when that cannot be done."""
    if folder is None:
        return False
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}-", suffix=".tmp")
    except (OSError, ValueError):
        return False
    path = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_header(key, body) + b"\n" + body)
        path.replace(folder / f"{name}.json")
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        return False
    return True


def _header(key: str, body: bytes) -> bytes:
    return f"{_FORMAT} {key} {blake2b(body, digest_size=_DIGEST_BYTES).hexdigest()}".encode("ascii")
