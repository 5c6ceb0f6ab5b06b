"""The result file: one JSON text that holds everything scoring needs, and the plain answers file beside it.

Version 1 is the first. The checksum shows careless edits and damage; it is no proof of origin, since whoever
edits the file can compute it again. Everything that comes in is checked against the types below
and against patterns that leave no room for escape codes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, TypeVar

import msgspec

from suitability.domain.kinds import Answer, MostLeast
from suitability.domain.session import ContentStamp, Response, Result
from suitability.errors import ResultFileError
from suitability.records import dataclass
from suitability.storage.answer_codec import canonical, from_plain, to_plain
from suitability.storage.safe_write import shown, write_text
from suitability.storage.strict_json import check_size, parse_json, read_json

Shape = TypeVar("Shape")

FORMAT = "suitability-result"
VERSION = 1

Name = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}\Z")]
Label = Annotated[str, msgspec.Meta(pattern=r"\A[ -~]{1,120}\Z")]
Moment = Annotated[str, msgspec.Meta(pattern=r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z\Z")]
Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Millis = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


class PairWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a situation."""

    most: Name
    least: Name


AnswerWire = int | Name | tuple[Name, ...] | PairWire


class ResponseWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item: either ``answer`` or ``omitted``. ``mark`` is what the item meant when it was answered."""

    item: Name
    answer: AnswerWire | None = None
    omitted: bool = False
    ms: Millis | None = None
    mark: Label | None = None


class ContentWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which questions were answered."""

    pack: Name
    version: Label
    digest: Digest


class ResultWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A result file, version 1."""

    format: str
    version: int
    id: Name
    created: Moment
    program: Label
    content: ContentWire
    form: Name
    language: Name
    order: tuple[Name, ...]
    responses: tuple[ResponseWire, ...]
    checksum: Digest


class AnswersWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plain answers file, written by a person or a script. A null answer is an omitted item."""

    form: Name
    answers: dict[str, object]
    language: Name | None = None


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A result as it was read, with what its items meant then (``marks``, by item id)."""

    result: Result
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlainAnswers:
    """A plain answers file as it was read, not yet checked against the questions; None is an omitted item.

    ``unreadable`` lists the items whose value is no kind of answer at all.
    """

    form: str
    language: str | None
    answers: Mapping[str, Answer | None]
    unreadable: tuple[str, ...] = ()


_MISSHAPEN = {
    re.compile(r"Object contains unknown field `(?P<field>.*)`", re.DOTALL): "result_unknown_field",
    re.compile(r"Object missing required field `(?P<field>.*)`", re.DOTALL): "result_missing_field",
}

_NO_MARKS: Mapping[str, str] = MappingProxyType({})


def write_result(
    path: Path, result: Result, *, force: bool = False, marks: Mapping[str, str] = _NO_MARKS
) -> None:
    """Write ``result`` to ``path`` atomically, mode 0600; ``marks`` says what each item means, by item id.

    Raises:
        OutputError: the file exists (and no ``force``), or cannot be written.
    """
    write_text(path, result_text(result, marks), force=force)


def result_text(result: Result, marks: Mapping[str, str] = _NO_MARKS) -> str:
    """Return the text of a result file: JSON, one response a line, ending with a line end."""
    return _pretty(result_map(result, marks))


def result_map(result: Result, marks: Mapping[str, str] = _NO_MARKS) -> dict[str, object]:
    """Return what a result file holds, checksum included, as values for JSON."""
    body: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "id": result.id,
        "created": result.created,
        "program": result.program,
        "content": {
            "pack": result.content.pack,
            "version": result.content.version,
            "digest": result.content.digest,
        },
        "form": result.form,
        "language": result.language,
        "order": list(result.order),
        "responses": [_response_map(response, marks) for response in _in_order(result)],
    }
    return body | {"checksum": checksum(body)}


def checksum(body: Mapping[str, object]) -> str:
    """Return the SHA-256 of the canonical JSON of a result file without its checksum, in hexadecimal."""
    return hashlib.sha256(canonical(dict(body)).encode()).hexdigest()


def read_result(path: Path) -> Result:
    """Return the result that the file ``path`` holds.

    Raises:
        ResultFileError: missing, too large, cut off, not JSON, foreign, from a newer version, edited, or with
            values of the wrong type.
    """
    return read_stored(path).result


def read_stored(path: Path) -> StoredResult:
    """Return the result of the file ``path`` with the marks of its items. Raises as ``read_result``."""
    return stored_from(read_json(path), path)


def stored_of(data: bytes, path: Path) -> StoredResult:
    """Return the result whose file holds ``data``; ``path`` is named in errors. Raises as ``read_result``."""
    return stored_from(_from_bytes(data, path), path)


def read_answers(path: Path, data: bytes | None = None) -> StoredResult | PlainAnswers:
    """Return what ``suitability score`` reads: a result file, or a plain answers file.

    With ``data`` nothing is opened: these are the bytes, and ``path`` is how errors call their origin.

    Raises:
        ResultFileError: neither of the two, or one of the faults that ``read_result`` names.
    """
    tree = read_json(path) if data is None else _from_bytes(data, path)
    if not isinstance(tree, dict) or "format" in tree or "answers" not in tree:
        return stored_from(tree, path)
    wire = _converted(tree, AnswersWire, path)
    answers: dict[str, Answer | None] = {}
    unreadable: list[str] = []
    for item, value in wire.answers.items():
        try:
            answers[item] = from_plain(value)
        except ValueError:
            unreadable.append(item)
    return PlainAnswers(wire.form, wire.language, MappingProxyType(answers), tuple(unreadable))


def _from_bytes(data: bytes, path: Path) -> object:
    check_size(data, path)
    return parse_json(data, path)


def stored_from(tree: object, path: Path) -> StoredResult:
    """Return the result that a JSON value is; ``path`` is named in errors. Raises as ``read_result``."""
    name = shown(path)
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise ResultFileError("result_foreign", path=name)
    version = tree.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise ResultFileError(
            "result_newer", path=name, version=version, program=shown(str(tree.get("program")))
        )
    if version != VERSION or isinstance(version, bool):
        raise ResultFileError("result_wrong_shape", path=name, place="version", reason=shown(repr(version)))
    if tree.get("checksum") != checksum({key: tree[key] for key in tree if key != "checksum"}):
        raise ResultFileError("result_edited", path=name)
    wire = _converted(tree, ResultWire, path)
    for place, reason in _contradictions(wire):
        raise ResultFileError("result_wrong_shape", path=name, place=place, reason=reason)
    return _from_wire(wire)


def _converted(tree: object, shape: type[Shape], path: Path) -> Shape:
    try:
        return msgspec.convert(tree, shape, strict=True)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at ")
        raise _misshapen(reason, place.strip("`$."), path) from error


def _misshapen(reason: str, place: str, path: Path) -> ResultFileError:
    """Return the error for what msgspec said, which is English; its commonest messages have a sentence."""
    for pattern, code in _MISSHAPEN.items():
        found = pattern.fullmatch(reason)
        if found is not None:
            field = ".".join(part for part in (place, found["field"]) if part)
            return ResultFileError(code, path=shown(path), field=shown(field))
    return ResultFileError(
        "result_wrong_shape", path=shown(path), place=shown(place) or "-", reason=shown(reason)
    )


def _contradictions(wire: ResultWire) -> Iterator[tuple[str, str]]:
    """Yield place and reason where well-typed values contradict each other."""
    order = frozenset(wire.order)
    if len(order) != len(wire.order):
        yield "order", "duplicate"
    seen: set[str] = set()
    for number, response in enumerate(wire.responses):
        place = f"responses[{number}]"
        if response.item in seen or response.item not in order:
            yield f"{place}.item", response.item
        if (response.answer is None) != response.omitted:
            yield place, "answer / omitted"
        seen.add(response.item)


def _from_wire(wire: ResultWire) -> StoredResult:
    responses = {row.item: Response(row.item, _answer(row.answer), row.ms) for row in wire.responses}
    content = ContentStamp(wire.content.pack, wire.content.version, wire.content.digest)
    result = Result(
        id=wire.id,
        created=wire.created,
        program=wire.program,
        content=content,
        form=wire.form,
        language=wire.language,
        order=wire.order,
        responses=MappingProxyType(responses),
    )
    marks = {row.item: row.mark for row in wire.responses if row.mark is not None}
    return StoredResult(result, MappingProxyType(marks))


def _answer(value: AnswerWire | None) -> Answer | None:
    return MostLeast(value.most, value.least) if isinstance(value, PairWire) else value


def _in_order(result: Result) -> Iterator[Response]:
    return (result.responses[item] for item in result.order if item in result.responses)


def _response_map(response: Response, marks: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {"item": response.item}
    if response.answer is None:
        found["omitted"] = True
    else:
        found["answer"] = to_plain(response.answer)
    if response.elapsed_ms is not None:
        found["ms"] = response.elapsed_ms
    if response.item in marks:
        found["mark"] = marks[response.item]
    return found


def _pretty(body: Mapping[str, object]) -> str:
    """Return JSON that a person can read: one key a line, and one response a line."""
    lines: list[str] = []
    for key, value in body.items():
        if key == "responses" and isinstance(value, list) and value:
            rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
            lines.append(f' "responses": [\n{rows}\n ]')
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
