"""The only module that knows YAML: bytes to a marked tree, or problems with line and column.

The language that is read is small on purpose. Plain text stays text unless it is ``true``, ``false``,
``null``, nothing, a plain integer or a plain decimal. Anchors, aliases, tags, merge keys, directives and
second documents are refused, and limits are counted on the parser's events, before anything is built from
them. Whatever the bytes, the outcome is a tree with problems beside it: no exception leaves this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

import yaml

from suitability.errors import Problem
from suitability.storage.tree import (
    BROKEN,
    COLUMN_BITS,
    NOWHERE,
    START,
    Map,
    Parsed,
    Seq,
    line_of,
    pack,
    problem,
)

MAX_BYTES: Final = 1 << 20
MAX_VALUES: Final = 20_000
MAX_DEPTH: Final = 24
MAX_VALUE_LENGTH: Final = 20_000
_MAX_PER_FILE: Final = 200

_HIDDEN_SET: Final = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_HIDDEN: Final = re.compile(f"[{_HIDDEN_SET}]")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?", re.ASCII)
_CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "": None}
_NUMBER_START: Final = frozenset("-0123456789")

_EXPLAINED: Final = (
    ("mapping values are not allowed", "yaml_colon"),
    ("cannot start any token", "yaml_reserved_start"),
    ("while scanning a quoted scalar", "yaml_open_quote"),
    ("found unknown escape character", "yaml_escape"),
    ("did not find expected hexdecimal number", "yaml_escape"),
    ("expected escape sequence of", "yaml_escape"),
    ("invalid Unicode character escape code", "yaml_escape"),
    ("<document start>", "yaml_second_document"),
    ("while parsing a flow", "yaml_open_bracket"),
    ("while parsing a block", "yaml_indent"),
    ("sequence entries are not allowed", "yaml_dash"),
    ("block collections are not allowed", "yaml_indent"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("undefined alias", "yaml_alias"),
    ("while scanning an a", "yaml_alias"),
    ("while scanning a tag", "yaml_tag"),
    ("while parsing a tag", "yaml_tag"),
    ("undefined tag handle", "yaml_tag"),
    ("while parsing a node", "yaml_tag"),
    ("while scanning a directive", "yaml_directive"),
    ("directive", "yaml_directive"),
)
_FOUND_LATE: Final = ("yaml_open_quote", "yaml_open_bracket", "yaml_escape", "yaml_tag")
"""Mistakes that a parser notices only lines later; they are shown where they began."""


class PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser without its C part: the same events, about nine times slower."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def best_parser() -> type[Any]:
    """Return the C parser where PyYAML was built with it (not inside a zip), else the pure one."""
    if yaml.__with_libyaml__:
        from yaml._yaml import CParser  # noqa: PLC0415 - exists only where the C part was built

        return CParser
    return PureParser


def parse(data: bytes, file: str, parser: type[Any] | None = None) -> Parsed:
    """Return the tree of a content file with every problem that was found in its form.

    Args:
        data: the file's bytes, at most 1 MiB.
        file: the name that problems carry.
        parser: the event parser to use; the best one by default.
    """
    problems: list[Problem] = []
    text = _decode(data, file, problems)
    if text is None:
        return Parsed(file, BROKEN, problems, whole=False)
    text = _without_hidden(text, file, problems)
    builder = _Builder(file, problems)
    whole = builder.run(text, parser or best_parser())
    return Parsed(file, builder.root, problems, whole)


def plain_text(data: bytes, file: str, problems: list[Problem]) -> str | None:
    """Return the text of a content file that is not YAML, under the same rules for bytes and characters.

    Tabs and hidden characters are reported and become spaces; None when the bytes are no text at all.
    """
    text = _decode(data, file, problems)
    return None if text is None else _without_hidden(text, file, problems)


def _decode(data: bytes, file: str, problems: list[Problem]) -> str | None:
    if len(data) > MAX_BYTES:
        problems.append(problem("file_too_large", file, NOWHERE, limit=MAX_BYTES))
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4].count(0) >= 2:
        problems.append(problem("file_utf16", file, NOWHERE))
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(problem("file_bom", file, START))
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        problems.append(
            problem("file_not_utf8", file, pack(line, column), value=f"0x{data[error.start]:02X}")
        )
        return None


def _without_hidden(text: str, file: str, problems: list[Problem]) -> str:
    """Report tabs, control, invisible and direction characters; return the text with spaces instead."""
    text = text.replace("\r\n", "\n")
    line, start, seen = 1, 0, 0
    for found in _HIDDEN.finditer(text):
        seen += 1
        if seen > _MAX_PER_FILE:
            break
        line += text.count("\n", start, found.start())
        start = found.start()
        at = pack(line, start - (text.rfind("\n", 0, start) + 1) + 1)
        if found.group() == "\t":
            problems.append(problem("tab", file, at))
        else:
            problems.append(problem("hidden_character", file, at, value=f"U+{ord(found.group()):04X}"))
    if seen:
        text = _HIDDEN.sub(" ", text)
    if not unicodedata.is_normalized("NFC", text):
        for number, row in enumerate(text.split("\n"), start=1):
            if not unicodedata.is_normalized("NFC", row):
                whole = unicodedata.normalize("NFC", row)
                column = next((i for i, (a, b) in enumerate(zip(row, whole, strict=False)) if a != b), 0)
                problems.append(problem("text_not_composed", file, pack(number, column + 1)))
                break
    return text


def _typed(text: str) -> object:
    """Return the value of a plain scalar: constant, integer, decimal, or the text itself."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _NUMBER_START:
        number = _NUMBER.fullmatch(text)
        if number is not None:
            return float(text) if number.group(1) else int(text)
    return text


def _place(event: Any) -> int:
    """Return where an event begins."""
    return pack(event.start_mark.line + 1, event.start_mark.column + 1)


class _Builder:
    """Builds the tree of one document from parser events, keeping its own stack."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.root: object = None
        self._stack: list[tuple[Map | Seq | None, str | None, int]] = []
        self._here: Map | Seq | None = None
        self._key: str | None = None
        self._key_at = 0
        self._has_root = False
        self._documents = 0
        self._text = ""
        self._broken_keys = 0

    def run(self, text: str, parser_class: type[Any]) -> bool:
        """Consume all events of ``text``; return False when reading stopped before the end."""
        self._text = text
        try:
            parser = parser_class(text)
            return self._consume(parser.get_event)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except Exception as error:  # noqa: BLE001 - a foreign parser on hostile bytes raises far more than its own errors
            self._report("yaml_syntax", START, value="", detail=type(error).__name__)
        return False

    def _report(self, code: str, at: int, **values: object) -> None:
        if len(self.problems) < 2 * _MAX_PER_FILE:
            self.problems.append(problem(code, self.file, at, **values))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        """Report a parser error by its cause where we know it, at the place where the mistake began."""
        if any(found.code == "tab" for found in self.problems):
            return  # the tab is the cause, or hides it
        said = f"{error.context or ''} {error.problem or ''}".strip()
        code = next((code for part, code in _EXPLAINED if part in said), "yaml_syntax")
        mark = error.problem_mark or error.context_mark
        if code in _FOUND_LATE and error.context_mark is not None:
            mark = error.context_mark
        at = START if mark is None else pack(mark.line + 1, mark.column + 1)
        line = "" if mark is None else next(iter(self._text.split("\n")[mark.line : mark.line + 1]), "")
        if code == "yaml_syntax":
            self._report(code, at, value=line.strip(), detail=said)
        else:
            self._report(code, at, value=line.strip())

    def _consume(self, get_event: Callable[[], Any]) -> bool:
        """Take every event. Scalars, most of the events, are taken here: a call each shows in loading."""
        scalar, map_end, list_end = yaml.ScalarEvent, yaml.MappingEndEvent, yaml.SequenceEndEvent
        here, key, key_at, stack = self._here, self._key, self._key_at, self._stack
        for _ in range(2 * MAX_VALUES + 1):
            event = get_event()
            kind = type(event)
            if kind is scalar:
                mark, text, style = event.start_mark, event.value, event.style
                at = (mark.line + 1 << COLUMN_BITS) | (mark.column + 1)  # no file is wide enough for more
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event, at)
                if style == '"' or len(text) > MAX_VALUE_LENGTH:
                    text = self._checked(text, style, at)
                if type(here) is not Map:
                    self._here = here
                    self._add(text if style else _typed(text), at)
                elif key is None:
                    key = self._unfit_key(here, text, style, at) if text in here or text == "<<" else text
                    key_at = at
                else:
                    here[key] = text if style else _typed(text)
                    here.marks[key] = (key_at, at)
                    key = None
            elif kind is map_end or kind is list_end:
                here, key, key_at = stack.pop()
            elif kind is yaml.StreamEndEvent:
                return True
            else:
                self._here, self._key, self._key_at = here, key, key_at
                if not self._other(event, kind):
                    return False
                here, key, key_at = self._here, self._key, self._key_at
        self._report("yaml_too_many_values", _place(event), limit=MAX_VALUES)
        return False

    def _other(self, event: Any, kind: type[Any]) -> bool:
        """Take an event that begins something or refers to something; return False to stop."""
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            return self._open(event, kind is yaml.MappingStartEvent)
        if kind is yaml.DocumentStartEvent:
            self._documents += 1
            return self._document(event, self._documents)
        if kind is yaml.AliasEvent:
            self._report("yaml_alias", _place(event), value=f"*{event.anchor}")
            self._add(BROKEN, _place(event))
        return True

    def _document(self, event: Any, number: int) -> bool:
        at = _place(event)
        if event.version or event.tags:
            self._report("yaml_directive", at)
        if number > 1:
            self._report("yaml_second_document", at)
        return number == 1

    def _refuse(self, event: Any, at: int) -> None:
        if event.anchor is not None:
            self._report("yaml_anchor", at, value=f"&{event.anchor}")
        if event.tag is not None:
            self._report("yaml_tag", at, value=event.tag)

    def _checked(self, text: str, style: str | None, at: int) -> str:
        """Return a scalar without the hidden characters that escapes gave it, and report its faults."""
        if len(text) > MAX_VALUE_LENGTH:
            self._report("value_too_long", at, value=text, length=len(text), limit=MAX_VALUE_LENGTH)
        found = _HIDDEN.search(text) if style == '"' else None
        if found is None:
            return text
        self._report("hidden_character", at, value=f"U+{ord(found.group()):04X}")
        return _HIDDEN.sub(" ", text)

    def _unfit_key(self, here: Map, text: str, style: str | None, at: int) -> str:
        """Report a merge key, or a key that ``here`` has already; return the name to keep its value under."""
        if text == "<<" and not style:
            self._report("yaml_merge_key", at)
        if text not in here:
            return text
        self._report("duplicate_key", at, value=text, first_line=line_of(here.marks[text][0]))
        self._broken_keys += 1
        return f"{text}\x00{self._broken_keys}"

    def _open(self, event: Any, mapping: bool) -> bool:
        mark = event.start_mark
        at = (mark.line + 1 << COLUMN_BITS) | (mark.column + 1)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, at)
        if len(self._stack) >= MAX_DEPTH:
            self._report("yaml_too_deep", at, limit=MAX_DEPTH)
            return False
        new: Map | Seq = Map(at) if mapping else Seq(at)
        if type(self._here) is Map and self._key is None:
            self._report("yaml_key_not_text", at)
            self._broken_keys += 1
            self._stack.append((self._here, f"\x00{self._broken_keys}", at))
        else:
            self._add(new, at)
            self._stack.append((self._here, None, 0))
        self._here, self._key = new, None
        return True

    def _add(self, value: object, at: int) -> None:
        here = self._here
        if type(here) is Map:
            if self._key is None:
                self._broken_keys += 1
                self._key, self._key_at = f"\x00{self._broken_keys}", at
                return
            here[self._key] = value
            here.marks[self._key] = (self._key_at, at)
            self._key = None
        elif type(here) is Seq:
            here.append(value)
            here.marks.append(at)
        elif not self._has_root:
            self.root = value
            self._has_root = True
