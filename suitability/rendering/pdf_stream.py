"""Writes a PDF object by object: nothing is kept but where each object stands.

Objects without a stream are packed into compressed object streams, as PDF 1.5 has them (ISO 32000-1, 7.5.7);
the cross-reference is a stream too (7.5.8).
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from typing import BinaryIO

PACKED = 400
"""Objects in one object stream."""

CHUNK = 10_000
"""Rows of the cross-reference that are put together at once."""

_HERE, _INSIDE = 1, 2
"""Kinds of entries of a cross-reference: at an offset, inside an object stream; 0 is none."""


class ObjectWriter:
    """Writes to ``stream``; numbers below ``first_free`` are the caller's own, others are reserved."""

    def __init__(self, stream: BinaryIO, first_free: int) -> None:
        self._stream = stream
        self._next = first_free
        self._kinds = bytearray(first_free)
        self._places = array("Q", bytes(8 * first_free))
        self._at = array("H", bytes(2 * first_free))
        self._waiting: list[tuple[int, bytes]] = []
        self._hash = hashlib.sha256()
        self._offset = 0
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self, count: int) -> int:
        """Reserve numbers for ``count`` objects and return the number before the first."""
        before = self._next - 1
        self._next += count
        more = self._next - len(self._kinds)
        self._kinds.extend(bytes(more))
        self._places.extend([0] * more)
        self._at.extend([0] * more)
        return before

    def add(self, number: int, text: bytes) -> None:
        """Write an object without a stream, sooner or later."""
        self._waiting.append((number, text))
        if len(self._waiting) == PACKED:
            self._pack()

    def add_stream(self, number: int, head: bytes, data: bytes) -> None:
        """Write a stream; ``head`` is its dictionary, whose length is added where it is missing."""
        if b"/Length" not in head:
            head = head.rstrip()[:-2] + b"/Length %d >>" % len(data)
        self._note(number, _HERE, self._offset)
        self._put(b"%d 0 obj\n%s\nstream\n" % (number, head))
        self._put(data)
        self._put(b"\nendstream\nendobj\n")

    def finish(self, catalog: int, info: int) -> None:
        """Write what waits, the cross-reference and the end; the numbers are of catalog and information."""
        if self._waiting:
            self._pack()
        own = self.reserve(1) + 1
        start = self._offset
        self._note(own, _HERE, start)
        data = self._rows()
        mark = self._hash.hexdigest()[:32].encode()
        about = (len(self._kinds), catalog, info, mark, mark)
        head = b"<< /Type /XRef /Size %d /W [ 1 6 2 ] /Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ]" % about
        head += b" /Filter /FlateDecode >>"
        self.add_stream(own, head, data)
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _rows(self) -> bytes:
        """Return the rows of the cross-reference, compressed: 1 byte kind, 6 bytes place, 2 bytes index."""
        press = zlib.compressobj()
        pieces = []
        for start in range(0, len(self._kinds), CHUNK):
            part = slice(start, start + CHUNK)
            rows = bytearray()
            for kind, place, at in zip(self._kinds[part], self._places[part], self._at[part], strict=True):
                rows += (kind << 64 | place << 16 | at).to_bytes(9, "big")
            pieces.append(press.compress(bytes(rows)))
        return b"".join([*pieces, press.flush()])

    def _pack(self) -> None:
        own = self.reserve(1) + 1
        offset, places = 0, []
        for at, (number, text) in enumerate(self._waiting):
            self._note(number, _INSIDE, own)
            self._at[number] = at
            places.append(b"%d %d" % (number, offset))
            offset += len(text) + 1
        first = b" ".join(places) + b"\n"
        data = zlib.compress(first + b"\n".join(text for _, text in self._waiting))
        head = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode >>" % (len(self._waiting), len(first))
        self._waiting.clear()
        self.add_stream(own, head, data)

    def _note(self, number: int, kind: int, place: int) -> None:
        self._kinds[number] = kind
        self._places[number] = place

    def _put(self, data: bytes) -> None:
        self._hash.update(data)
        self._stream.write(data)
        self._offset += len(data)
