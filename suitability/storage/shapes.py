"""From a tree to the frozen dataclasses of the domain, guided by their type hints.

A reader is built once per type and kept. It takes dataclasses, ``X | None``, ``str``, ``int``, ``float``,
``bool``, ``Literal``, ``tuple[T, ...]``, fixed tuples, ``Mapping[str, T]``, ``LocalizedText`` and unions of
dataclasses told apart by a class attribute ``kind``. Every mistake becomes a problem; nothing is repaired.
Trees without marks (from the cache) are read by the same code.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal, TypeVar

from suitability.domain.text import LocalizedText
from suitability.errors import InternalError, Problem
from suitability.storage.tree import START, Broken, Map, Seq, problem

T = TypeVar("T")

_MAX_GUESSED_NAME: Final = 40
_MAX_GUESSES: Final = 50


class _Bad:
    """Outcome of a value that has problems."""


_BAD: Final = _Bad()


class _Where:
    """File, languages and problem list of one reading."""

    __slots__ = ("file", "guesses", "languages", "problems")

    def __init__(self, file: str, languages: Sequence[str] | None, problems: list[Problem]) -> None:
        self.file = file
        self.languages = None if languages is None else frozenset(languages)
        self.problems = problems
        self.guesses = 0

    def problem(self, code: str, at: int, /, **values: object) -> _Bad:
        """Record a problem and return the outcome that stands for it."""
        self.problems.append(problem(code, self.file, at, **values))
        return _BAD

    def wrong(self, code: str, at: int, value: object, /, **values: object) -> _Bad:
        """Record that ``value`` is not what was expected, unless it was reported when the file was parsed."""
        return _BAD if isinstance(value, Broken) else self.problem(code, at, value=value, **values)

    def nearest(self, name: str, known: Sequence[str]) -> str | None:
        """Return the known name most like ``name``; costs are bounded, whatever the file holds."""
        self.guesses += 1
        if len(name) > _MAX_GUESSED_NAME or self.guesses > _MAX_GUESSES:
            return None
        return next(iter(difflib.get_close_matches(name, known, n=1)), None)


_Reader = Callable[[object, int, _Where], Any]


def read(
    tree: object, kind: type[T], problems: list[Problem], file: str, languages: Sequence[str] | None = None
) -> T | None:
    """Return ``tree`` as a value of ``kind``, or None after adding at least one problem to ``problems``.

    Args:
        tree: what ``strict_yaml.parse`` or the cache gave, or any part of it.
        kind: the type to build; see the module for what is understood.
        problems: the list that problems are added to.
        file: the name that problems carry.
        languages: the languages that every text must have; None accepts any.

    Raises:
        InternalError: ``kind`` uses a type hint that is not understood.
    """
    at = tree.at if isinstance(tree, (Map, Seq)) else START
    value = _reader(typing.cast(Any, kind))(tree, at, _Where(file, languages, problems))
    return None if value is _BAD else typing.cast(T, value)


@cache
def _reader(kind: Any) -> _Reader:
    """Return the reader of one type hint."""
    simple = _SIMPLE.get(kind)
    if simple is not None:
        return simple
    if dataclasses.is_dataclass(kind):
        return _record(typing.cast(type, kind))
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return _one_of(arguments)
    if origin is tuple:
        return _list_of(arguments[0]) if arguments[-1] is Ellipsis else _fixed_list(arguments)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _map_of(arguments[1])
    if origin in (types.UnionType, typing.Union):
        return _union(arguments)
    raise InternalError("shape_not_understood", kind=kind)


def _text(value: object, at: int, where: _Where) -> Any:
    if not isinstance(value, str):
        return where.wrong("expected_text", at, value)
    return value if value.strip() else where.problem("text_empty", at)


def _whole_number(value: object, at: int, where: _Where) -> Any:
    if type(value) is not int:
        return where.wrong("expected_whole_number", at, value)
    return value


def _number(value: object, at: int, where: _Where) -> Any:
    if type(value) is float:
        return value
    return float(value) if type(value) is int else where.wrong("expected_number", at, value)


def _truth(value: object, at: int, where: _Where) -> Any:
    return value if value is True or value is False else where.wrong("expected_true_false", at, value)


def _localized(value: object, at: int, where: _Where) -> Any:
    if not isinstance(value, dict):
        return where.wrong("expected_languages", at, value, languages=_listed(where.languages or ()))
    outcome: Any = LocalizedText()
    marks = value.marks if isinstance(value, Map) else None
    for language, text in value.items():
        key_at, text_at = marks[language] if marks is not None else (at, at)
        if "\x00" in language:
            outcome = _BAD
        elif where.languages is not None and language not in where.languages:
            outcome = _not_a_language(language, text, key_at, where)
        else:
            found = text.strip() if isinstance(text, str) else ""
            if not found:
                outcome = _text(text, text_at, where)
            elif outcome is not _BAD:
                outcome[language] = found
    if where.languages is not None and not where.languages <= value.keys():
        for language in sorted(where.languages - value.keys()):
            outcome = where.problem("language_missing", at, value=language)
    return outcome


def _not_a_language(name: str, text: object, at: int, where: _Where) -> _Bad:
    """Report a key that is no language: in ``{ru: one, two, en: ...}`` it is the rest of a text."""
    if text is None:
        return where.problem("text_cut_by_comma", at, value=name)
    return where.problem("language_unknown", at, value=name, allowed=_listed(where.languages or ()))


_SIMPLE: Final[Mapping[Any, _Reader]] = types.MappingProxyType(
    {
        str: _text,
        int: _whole_number,
        float: _number,
        bool: _truth,
        LocalizedText: _localized,
    }
)


def _listed(names: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _one_of(allowed: tuple[object, ...]) -> _Reader:
    listed = ", ".join(str(one) for one in allowed)

    def read_one_of(value: object, at: int, where: _Where) -> Any:
        if any(value == one and type(value) is type(one) for one in allowed):
            return value
        return where.wrong("expected_one_of", at, value, allowed=listed)

    return read_one_of


def _list_of(part: Any) -> _Reader:
    read_part = _reader(part)

    def read_list(value: object, at: int, where: _Where) -> Any:
        if not isinstance(value, list):
            return where.wrong("expected_list", at, value)
        if isinstance(value, Seq):
            found = tuple([read_part(one, mark, where) for one, mark in zip(value, value.marks, strict=True)])
        else:
            found = tuple([read_part(one, at, where) for one in value])
        return _BAD if _BAD in found else found

    return read_list


def _fixed_list(parts: tuple[Any, ...]) -> _Reader:
    readers = [_reader(part) for part in parts]

    def read_fixed(value: object, at: int, where: _Where) -> Any:
        if not isinstance(value, list):
            return where.wrong("expected_list", at, value)
        if len(value) != len(readers):
            return where.problem("expected_length", at, value=len(value), length=len(readers))
        marks = value.marks if isinstance(value, Seq) else [at] * len(value)
        found = tuple(read(one, mark, where) for read, one, mark in zip(readers, value, marks, strict=True))
        return _BAD if _BAD in found else found

    return read_fixed


def _map_of(part: Any) -> _Reader:
    read_part = _reader(part)

    def read_map(value: object, at: int, where: _Where) -> Any:
        if not isinstance(value, dict):
            return where.wrong("expected_map", at, value)
        marks = value.marks if isinstance(value, Map) else None
        found: dict[str, object] = {}
        bad = False
        for key, one in value.items():
            result = read_part(one, marks[key][1] if marks is not None else at, where)
            bad = bad or result is _BAD or "\x00" in key
            found[key] = result
        return _BAD if bad else found

    return read_map


def _union(arguments: tuple[Any, ...]) -> _Reader:
    rest = tuple(one for one in arguments if one is not type(None))
    if len(rest) == len(arguments):
        return _tagged(rest)
    read_rest = _reader(rest[0] if len(rest) == 1 else typing.Union[rest])  # noqa: UP007 - built from a tuple

    def read_optional(value: object, at: int, where: _Where) -> Any:
        return None if value is None else read_rest(value, at, where)

    return read_optional


def _tagged(kinds: tuple[Any, ...]) -> _Reader:
    """Return the reader of a union of dataclasses that a key ``kind`` tells apart."""
    if not all(
        dataclasses.is_dataclass(kind) and isinstance(getattr(kind, "kind", None), str) for kind in kinds
    ):
        raise InternalError("shape_not_understood", kind=kinds)
    readers = {kind.kind: _record(kind, "kind") for kind in kinds}
    allowed = ", ".join(readers)

    def read_tagged(value: object, at: int, where: _Where) -> Any:
        if not isinstance(value, dict):
            return where.wrong("expected_map", at, value)
        if "kind" not in value:
            return where.problem("kind_missing", at, allowed=allowed)
        tag = value["kind"]
        reader = readers.get(tag) if isinstance(tag, str) else None
        if reader is None:
            mark = value.marks["kind"][1] if isinstance(value, Map) else at
            return where.wrong("expected_one_of", mark, tag, allowed=allowed)
        return reader(value, at, where)

    return read_tagged


def _record(kind: type, *extra: str) -> _Reader:
    """Return the reader of a dataclass; ``extra`` names keys that are allowed and carry no field."""
    hints = typing.get_type_hints(kind)
    fields = [
        (
            field.name,
            _reader(hints[field.name]),
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
    ]
    known = frozenset([*extra, *(name for name, _, _ in fields)])

    def read_record(value: object, at: int, where: _Where) -> Any:
        if not isinstance(value, dict):
            return where.wrong("expected_map", at, value)
        marks = value.marks if isinstance(value, Map) else None
        found: dict[str, object] = {}
        bad = False
        for name, read_field, required in fields:
            if name in value:
                one = read_field(value[name], marks[name][1] if marks is not None else at, where)
                bad = bad or one is _BAD
                found[name] = one
            elif required:
                where.problem("field_missing", at, field=name)
                bad = True
        if not value.keys() <= known:
            _report_unknown(value, known, at, where)
            bad = True
        return _BAD if bad else kind(**found)

    return read_record


def _report_unknown(value: dict[str, object], known: frozenset[str], at: int, where: _Where) -> None:
    for name in value:
        if name in known or "\x00" in name:
            continue
        mark = value.marks[name][0] if isinstance(value, Map) else at
        near = where.nearest(name, sorted(known))
        if near is None:
            where.problem("field_unknown", mark, field=name, known=_listed(known))
        else:
            where.problem("field_unknown_near", mark, field=name, nearest=near)
