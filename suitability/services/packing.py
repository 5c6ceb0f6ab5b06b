"""A result as a few hundred bytes for the index, and back; what the form says anyway is left out."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from suitability.domain.bank import ItemBank
from suitability.domain.session import ContentStamp, Response, Result
from suitability.services.replay import marks
from suitability.storage.answer_codec import Plain, from_plain, to_plain
from suitability.storage.result_file import StoredResult

Known = tuple[tuple[str, ...], Mapping[str, str]]
"""Order of a form's items in some content, and what each item means there."""

MAX_UNPACKED: Final = 1 << 20

Row = tuple[Plain, int | None] | None


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """The parts of a result; ``order`` and ``meanings`` are None where they are those of the content."""

    id: str
    created: str
    program: str
    content: tuple[str, str, str]
    form: str
    language: str
    order: tuple[str, ...] | None
    meanings: dict[str, str] | None
    rows: tuple[Row, ...]


def known_content(bank: ItemBank, form: str) -> Known:
    """Return order and meaning of the items of a form as ``bank`` has them."""
    order = bank.order(form)
    return order, marks(bank, order)


def pack(stored: StoredResult, known: Known | None) -> bytes:
    """Return ``stored`` packed; ``known`` is the content it was answered with, if the index keeps it."""
    result = stored.result
    order, meanings = ((), {}) if known is None else known
    same = stored.marks.items() <= meanings.items()
    rows = tuple([_row(result.responses.get(item)) for item in result.order])
    packed = _Packed(
        id=result.id,
        created=result.created,
        program=result.program,
        content=(result.content.pack, result.content.version, result.content.digest),
        form=result.form,
        language=result.language,
        order=None if order == result.order else result.order,
        meanings=None if known is not None and same else dict(stored.marks),
        rows=rows,
    )
    return zlib.compress(msgspec.msgpack.encode(packed), 6)


def unpack(data: bytes, known: Known | None) -> StoredResult:
    """Return what ``pack`` packed; ``known`` is the content that the index keeps for it.

    Raises:
        ValueError: the bytes are damaged, or the content is missing.
    """
    engine = zlib.decompressobj()
    try:
        packed = msgspec.msgpack.decode(engine.decompress(data, MAX_UNPACKED), type=_Packed)
    except (zlib.error, msgspec.DecodeError) as error:
        raise ValueError("damaged") from error
    order = packed.order if packed.order is not None else (() if known is None else known[0])
    if len(order) != len(packed.rows):
        raise ValueError("order is missing")
    given = {
        item: Response(item, from_plain(row[0]), row[1])
        for item, row in zip(order, packed.rows, strict=True)
        if row is not None
    }
    result = Result(
        id=packed.id,
        created=packed.created,
        program=packed.program,
        content=ContentStamp(*packed.content),
        form=packed.form,
        language=packed.language,
        order=order,
        responses=MappingProxyType(given),
    )
    meanings = packed.meanings if packed.meanings is not None else dict({} if known is None else known[1])
    return StoredResult(result, MappingProxyType(meanings))


def _row(response: Response | None) -> Row:
    if response is None:
        return None
    answer = response.answer
    return (answer if type(answer) is int else to_plain(answer), response.elapsed_ms)
