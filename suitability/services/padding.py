"""The frame inside an encrypted result: method, length, body, zeros up to a step of 512 bytes."""

from __future__ import annotations

import zlib
from typing import Final

from suitability.errors import SealError

PAD_TO: Final = 512
"""The encrypted part is padded to a multiple of this many bytes, so that its length says little."""

MAX_INFLATED: Final = 1 << 20
"""Largest body, in bytes, that is inflated."""

_STORED: Final = 0
_ZLIB: Final = 1


def packed(body: bytes) -> bytes:
    """Return method, length, the body as zlib where that is shorter, and zeros up to a multiple of 512."""
    squeezed = zlib.compress(body, 9)
    method, content = (_ZLIB, squeezed) if len(squeezed) < len(body) else (_STORED, body)
    plain = bytes([method]) + len(content).to_bytes(4, "little") + content
    return plain + bytes(-len(plain) % PAD_TO)


def unpacked(plain: bytes, name: str) -> bytes:
    """Return the body of a decrypted message; never more than ``MAX_INFLATED`` bytes are inflated.

    Raises:
        SealError: it is not framed as ``packed`` does it, or inflates to too much; ``name`` is the file's.
    """
    length = int.from_bytes(plain[1:5], "little")
    content, padding = plain[5 : 5 + length], plain[5 + length :]
    if len(plain) % PAD_TO or len(plain) < PAD_TO or len(content) != length or len(padding) >= PAD_TO:
        raise SealError("seal_bad_padding", path=name)
    if padding.strip(b"\0"):
        raise SealError("seal_bad_padding", path=name)
    if plain[0] == _STORED:
        return content
    if plain[0] != _ZLIB:
        raise SealError("seal_newer", path=name, version=f"1.{plain[0]}")
    engine = zlib.decompressobj()
    try:
        body = engine.decompress(content, MAX_INFLATED + 1)
    except zlib.error as error:
        raise SealError("seal_bad_padding", path=name) from error
    if len(body) > MAX_INFLATED or engine.unconsumed_tail:
        raise SealError("seal_bomb", path=name, limit=MAX_INFLATED)
    if not engine.eof or engine.unused_data:
        raise SealError("seal_bad_padding", path=name)
    return body
