"""Bytes as text that survives the mail: a block between BEGIN and END lines, base64 in 64-column lines.

Mail programs quote, indent, rewrap, add blanks of every kind and encode equals signs. All of that is taken
out again; what would change the bytes themselves is refused. Nothing here knows what the bytes mean.
"""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Final

from suitability.errors import SealError
from suitability.storage.plain_file import Unread, read_plain
from suitability.storage.safe_write import shown

INVITE: Final = "INVITE"
RESULT: Final = "RESULT"
KEY: Final = "KEY"

MAX_ARMOURED: Final = 256 * 1024
"""Largest file that is read, in bytes. A sealed result of the full form takes about 8 KB."""

_COLUMNS = 64
_DASH = "[-\u2010-\u2015\u2212]"
_GAP = "[\\s>|]*"
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_QUOTED = re.compile(r"=(?:\r\n|\n|\r)|=20|=09|=0D|=0A|=C2=A0|=E2=80=8B", re.IGNORECASE)
_NOISE = re.compile(r"[\s>|]+")


def armoured(kind: str, data: bytes) -> str:
    """Return ``data`` as a block of text of the given kind, ending with a line end."""
    text = base64.b64encode(data).decode("ascii")
    lines = [text[start : start + _COLUMNS] for start in range(0, len(text), _COLUMNS)]
    body = "".join(f"{line}\n" for line in lines)
    return f"-----BEGIN SUITABILITY {kind}-----\n{body}-----END SUITABILITY {kind}-----\n"


def unarmoured(kind: str, raw: bytes, path: Path) -> bytes:
    """Return the bytes of the one block of ``kind`` in the text ``raw``; ``path`` is named in errors.

    Raises:
        SealError: too large, not text, no such block, several, cut off, or the block is not sound base64.
    """
    name = shown(path)
    if len(raw) > MAX_ARMOURED:
        raise SealError("seal_too_large", path=name, size=len(raw), limit=MAX_ARMOURED)
    text = _decoded(raw, name)
    if not text.isascii():
        text = _INVISIBLE.sub("", text).replace("\u00a0", " ")
    begins = list(_line("BEGIN", kind).finditer(text))
    ends = list(_line("END", kind).finditer(text))
    if not begins:
        raise SealError("seal_no_block" if not ends else "seal_cut", path=name, kind=kind)
    if len(begins) > 1 or len(ends) > 1:
        raise SealError("seal_several_blocks", path=name, kind=kind, count=max(len(begins), len(ends)))
    if not ends or ends[0].start() < begins[0].end():
        raise SealError("seal_cut", path=name, kind=kind)
    return _strict(text[begins[0].end() : ends[0].start()], name)


def has_block(kind: str, raw: bytes) -> bool:
    """Return whether the first bytes of a file look as if a block of ``kind`` might stand in it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.replace(b"\0", b"")
    return re.search(rb"SUITABILITY[\s>|]{0,9}" + kind.encode(), raw) is not None


def read_small(path: Path, limit: int = MAX_ARMOURED) -> bytes:
    """Return the bytes of a plain file of at most ``limit`` bytes; nothing else is opened.

    Raises:
        SealError: missing, a folder, no plain file, too large, or not readable.
    """
    try:
        return read_plain(path, limit)
    except Unread as error:
        raise SealError(
            {
                "missing": "seal_missing",
                "folder": "seal_is_folder",
                "special": "seal_not_a_file",
                "too_large": "seal_too_large",
                "unreadable": "seal_unreadable",
            }[error.why],
            path=shown(path),
            size=error.size,
            limit=limit,
            reason=error.reason,
        ) from error


def _decoded(raw: bytes, name: str) -> str:
    """Return the text of a file that a mail program or an editor may have saved in any usual encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SealError("seal_not_text", path=name) from error
    if b"\0" in raw:
        raise SealError("seal_not_text", path=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")  # words around the block in another encoding; the block itself is ASCII


def _line(word: str, kind: str) -> re.Pattern[str]:
    gap = _GAP
    return re.compile(f"{_DASH}{{2,8}}{gap}{word}{gap}SUITABILITY{gap}{kind}{gap}{_DASH}{{2,8}}")


def _strict(body: str, name: str) -> bytes:
    """Return the bytes of a block; a second try takes it for quoted-printable, where "=" ends a line."""
    for quoted in (False, True):
        text = re.sub("=3D", "=", _QUOTED.sub("", body), flags=re.IGNORECASE) if quoted else body
        plain = _NOISE.sub("", text)
        try:
            data = base64.b64decode(plain.encode("ascii"), validate=True)
        except (UnicodeEncodeError, binascii.Error):
            continue
        if data and base64.b64encode(data).decode("ascii") == plain:  # spare bits must be zero
            return data
    raise SealError("seal_damaged", path=name)
