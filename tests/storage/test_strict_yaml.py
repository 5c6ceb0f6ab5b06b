"""The strict YAML reader: what it types, where things stand, what it refuses, that nothing else escapes."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from suitability.storage.strict_yaml import MAX_BYTES, PureParser, best_parser, parse
from suitability.storage.tree import Map, Seq, column_of, line_of
from tests.storage.packs import PACK

PARSERS = [pytest.param(PureParser, id="pure"), pytest.param(best_parser(), id="best")]

REFUSED: list[tuple[str, bytes, str, int, int]] = [
    ("utf-16 with mark", "a: б\n".encode("utf-16"), "file_utf16", 0, 0),
    ("utf-16 without mark", "a: b\n".encode("utf-16-be"), "file_utf16", 0, 0),
    ("cp1251", "a: b\nв: привет\n".encode("cp1251"), "file_not_utf8", 2, 1),
    ("byte order mark", "\ufeffa: 1\n".encode(), "file_bom", 1, 1),
    ("two mebibytes", b"a: " + b"x" * (2 << 20), "file_too_large", 0, 0),
    ("tab as indentation", b"a:\n\tb: 1\n", "tab", 2, 1),
    ("tab inside a text", "я: б\tв\n".encode(), "tab", 1, 5),
    ("null character", b"a: b\x00c\n", "hidden_character", 1, 5),
    ("escape code", b"a: 1\nb: \x1b[31mred\n", "hidden_character", 2, 4),
    ("right-to-left override", "a: x\u202ey\n".encode(), "hidden_character", 1, 5),
    ("zero-width space", "a: x\u200by\n".encode(), "hidden_character", 1, 5),
    ("soft hyphen", "a: при\u00adвет\n".encode(), "hidden_character", 1, 7),
    ("carriage return alone", b"a: 1\rb: 2\n", "hidden_character", 1, 5),
    ("escaped override", b'a: "\\u202e"\n', "hidden_character", 1, 4),
    ("decomposed letter", "a: мои\u0306\n".encode(), "text_not_composed", 1, 6),
    ("anchor", b"a: &x 1\n", "yaml_anchor", 1, 4),
    ("anchor on a map", b"a: &x\n  b: 1\n", "yaml_anchor", 1, 4),
    ("alias", b"a: 1\nb: *x\n", "yaml_alias", 2, 4),
    ("tag", b"a: !!int 3\n", "yaml_tag", 1, 4),
    ("python tag", b"a: !!python/object/apply:os.system [ls]\n", "yaml_tag", 1, 4),
    ("own tag on a list", b"a: !mine [1]\n", "yaml_tag", 1, 4),
    ("merge key", b"a:\n  <<: {b: 1}\n", "yaml_merge_key", 2, 3),
    ("directive", b"%YAML 1.1\n---\na: 1\n", "yaml_directive", 1, 1),
    ("tag directive", b"%TAG ! tag:x,2000:\n---\na: 1\n", "yaml_directive", 1, 1),
    ("second document", b"a: 1\n---\nb: 2\n", "yaml_second_document", 2, 1),
    ("text after the end", b"a: 1\n...\nb: 2\n", "yaml_second_document", 3, 1),
    ("duplicate key", b"a: 1\nb: 2\na: 3\n", "duplicate_key", 3, 1),
    ("duplicate key in a flow", b"x: {a: 1, a: 2}\n", "duplicate_key", 1, 11),
    ("list as key", b"? [a, b]\n: 1\n", "yaml_key_not_text", 1, 3),
    ("map as key", b"? {a: b}\n: 1\n", "yaml_key_not_text", 1, 3),
    ("deep nesting", b"a: " + b"[" * 100_000, "yaml_too_deep", 1, 27),
    ("deep maps", b"- " * 50_000, "yaml_too_deep", 1, 49),
    ("many values", b"".join(b"k%d: v\n" % i for i in range(30_000)), "yaml_too_many_values", 19_999, 9),
    ("long value", b"a: " + b"1:59" * 6_000, "value_too_long", 1, 4),
    ("colon in a text", b"a: b: c\n", "yaml_colon", 1, 5),
    ("reserved start", b"a: 1\nb: @c\n", "yaml_reserved_start", 2, 4),
    ("open quote", b"a: 1\nb: 'c\nd: e\n", "yaml_open_quote", 2, 4),
    ("open bracket", b"a: 1\nb: [c, d\ne: f\n", "yaml_open_bracket", 2, 4),
    ("unknown escape", b'a: "\\q"\n', "yaml_escape", 1, 4),
    ("indentation", b"a:\n  - b\n c: 1\n", "yaml_indent", 3, 2),
    ("dash as value", b"keying: -\nb: 1\n", "yaml_dash", 1, 9),
    ("no colon", b"a: 1\nbc\nd: 2\n", "yaml_no_colon", 3, 1),
    ("broken tag", b"a: !<tag:%FF> z\n", "yaml_tag", 1, 4),
]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(
    ("data", "code", "line", "column"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_mistake_is_reported_at_its_place(
    parser: type[Any], data: bytes, code: str, line: int, column: int
) -> None:
    """Each bad file gives its problem, at the same line and column with either parser."""
    found = [(one.code, one.line, one.column) for one in parse(data, "f.yaml", parser).problems]

    assert (code, line, column) in found, found


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("data", [row[1] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_hostile_files_cost_little(parser: type[Any], data: bytes) -> None:
    """No file of the corpus takes more than four seconds of processor time, with either parser."""
    before = time.process_time()
    parse(data, "f.yaml", parser)

    assert time.process_time() - before < 4.0


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(
    "data",
    [
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
        + b"".join(b"d%d: [*c, *c]\n" % i for i in range(60)),
        b"base: &b {x: 1}\n" + b"".join(b"k%d:\n  <<: *b\n" % i for i in range(60)),
        b"a: " + b"1:59:" * 60_000,
        b"a: " + b"9" * 5_000,
        b"? " * 20_000,
        b"{a: " * 20_000,
        b'"' + b"\\x41" * 100_000,
        b"a: |\n" + b" \n" * 200_000,
        b"\x01" * 900_000,
        b"a:\tb\n" * 150_000,
        b"- - - - - a\n" * 20_000,
        b"#" * 1_000_000,
        b"a: !<tag:%FF%FE> b\n",
        b'a: "\\ud800"\n',
        b'a: "\\U00110000"\n',
        b"%" * 1000,
        b"\xff" * 100,
        b"\x00" * 100,
    ],
)
def test_bombs_end_quickly_and_quietly(parser: type[Any], data: bytes) -> None:
    """Bombs that cost other loaders seconds, memory or the process end in problems or in plain text."""
    before = time.process_time()
    parsed = parse(data, "f.yaml", parser)

    assert time.process_time() - before < 4.0
    assert len(parsed.problems) <= 400


def test_plain_text_stays_text() -> None:
    """Only true, false, null, nothing, plain integers and plain decimals are more than text."""
    data = b"""\
norway: no
on: on
big_true: True
tilde: ~
base60: 1:30
date: 2020-01-01
hex: 0x1f
octal: 017
exponent: 1e3
underscore: 1_000
half: .5
plus: +5
long: 123456789012345678901234567890
equals: =
quoted: '1'
int: 12
minus: -3
zero: 0
decimal: 0.25
yes_it_is: true
no_it_is: false
nothing:
null_: null
"""
    tree = parse(data, "f.yaml").tree

    assert isinstance(tree, dict)
    texts = {key: value for key, value in tree.items() if isinstance(value, str)}
    assert list(texts.values()) == [
        *("no", "on", "True", "~", "1:30", "2020-01-01", "0x1f", "017", "1e3", "1_000", ".5", "+5"),
        *("123456789012345678901234567890", "=", "1"),
    ]
    assert {key: tree[key] for key in tree if key not in texts} == {
        "int": 12,
        "minus": -3,
        "zero": 0,
        "decimal": 0.25,
        "yes_it_is": True,
        "no_it_is": False,
        "nothing": None,
        "null_": None,
    }


def test_keys_are_always_text() -> None:
    """A key that looks like a number, a truth value or nothing is the text that was written."""
    assert parse(b"1: a\ntrue: b\nnull: c\n2.50: d\n", "f").tree == {
        "1": "a",
        "true": "b",
        "null": "c",
        "2.50": "d",
    }


def test_every_problem_of_a_file_is_found_in_one_go() -> None:
    """Mistakes of different kinds do not hide each other."""
    data = "a: &x 1\nb: !t 2\nb: 3\nc: *x\nd: я\u200bя\ne: [1\n".encode()

    codes = {one.code for one in parse(data, "f").problems}

    assert codes == {
        *("hidden_character", "yaml_anchor", "yaml_tag", "duplicate_key", "yaml_alias", "yaml_open_bracket"),
    }


def test_line_ends_of_other_systems_are_read() -> None:
    """A file with CR LF gives the same tree and places as one with LF."""
    first, second = parse(b"a: 1\nb:\n  - x\n", "f"), parse(b"a: 1\r\nb:\r\n  - x\r\n", "f")

    assert first.tree == second.tree == {"a": 1, "b": ["x"]}
    assert not second.problems
    assert _marks(first.tree) == _marks(second.tree)


def test_an_empty_file_is_an_empty_tree() -> None:
    """No document and a document of comments only are nothing, not a mistake."""
    assert parse(b"", "f").tree is None
    assert parse(b"# nothing\n", "f").tree is None
    assert not parse(b"# nothing\n", "f").problems


@pytest.mark.parametrize("size", [MAX_BYTES, MAX_BYTES + 1])
def test_the_size_limit_is_exactly_one_mebibyte(size: int) -> None:
    """A file of 1,048,576 bytes is read, one byte more is not."""
    codes = [one.code for one in parse(b"#" * size, "f").problems]

    assert codes == (["file_too_large"] if size > MAX_BYTES else [])


@pytest.mark.parametrize("levels", [24, 25])
def test_the_nesting_limit_is_exactly_twenty_four(levels: int) -> None:
    """Twenty-four brackets are read, the twenty-fifth is not."""
    parsed = parse(b"[" * levels + b"]" * levels, "f")

    assert [one.code for one in parsed.problems] == (["yaml_too_deep"] if levels > 24 else [])
    assert parsed.whole is (levels <= 24)


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"a: !<%")
@example(b"\xef\xbb\xbf")
def test_any_bytes_end_in_a_tree_or_in_problems(data: bytes) -> None:
    """Neither parser lets an exception out, whatever it is fed."""
    for parser in (PureParser, best_parser()):
        parsed = parse(data, "f", parser)
        assert parsed.whole or parsed.problems


_SYNTAX = st.text(alphabet="ab01 \n\t:-[]{},'\"&*!%@#|>?~<\\.яё\u202e\x00", max_size=120)


@given(_SYNTAX)
def test_any_yaml_like_text_ends_in_a_tree_or_in_problems(text: str) -> None:
    """The characters that mean something in YAML, in any order, raise nothing."""
    for parser in (PureParser, best_parser()):
        parsed = parse(text.encode(), "f", parser)
        assert parsed.whole or parsed.problems


@given(st.sampled_from(sorted(PACK)), st.data())
def test_any_damage_to_a_good_file_is_harmless(file: str, data: st.DataObject) -> None:
    """Bytes changed, cut or inserted anywhere in a real file raise nothing."""
    good = PACK[file].encode()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, len(good)))
    damaged = good[:start] + data.draw(st.binary(max_size=8)) + good[end:]

    parsed = parse(damaged, file)

    assert parsed.whole or parsed.problems


_TEXT = st.text(alphabet="abcяё ОК1:-#'\"[]{}&*!%@?,.", max_size=12)
_TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | _TEXT,
    lambda part: (
        st.lists(part, max_size=4) | st.dictionaries(_TEXT.filter(lambda key: key != "<<"), part, max_size=4)
    ),
    max_leaves=12,
)


class Interrupted(PureParser):
    """A parser in the middle of which something else happens."""

    trouble: BaseException = ValueError("odd bytes")

    def get_event(self) -> Any:
        raise self.trouble


def test_what_a_parser_cannot_stand_is_a_mistake_in_the_file() -> None:
    assert [one.code for one in parse(b"a: 1\n", "f", Interrupted).problems] == ["yaml_syntax"]


def test_a_time_limit_that_rings_meanwhile_is_not_taken_for_a_mistake_in_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor is anything else that is no mistake of the parser's: it is raised as a BaseException."""
    monkeypatch.setattr(Interrupted, "trouble", KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        parse(b"a: 1\n", "f", Interrupted)


@given(_TREES)
def test_what_pyyaml_writes_is_read_back_alike_by_both_parsers(tree: object) -> None:
    """PyYAML's safe dumper is the second implementation: same values, same places from both parsers."""
    data = yaml.safe_dump(tree, allow_unicode=True, width=10_000).encode()

    pure, best = parse(data, "f", PureParser), parse(data, "f", best_parser())

    assert not pure.problems
    assert pure.tree == best.tree == tree
    assert _marks(pure.tree) == _marks(best.tree)


@given(_TREES)
def test_marks_point_at_what_they_mark(tree: object) -> None:
    """At the place of a plain value stands that value, in a file that PyYAML wrote."""
    text = yaml.safe_dump(tree, allow_unicode=True, width=10_000)
    lines = text.split("\n")
    for at, value in _marks(parse(text.encode(), "f").tree):
        rest = lines[line_of(at) - 1][column_of(at) - 1 :]
        if isinstance(value, bool) or value is None:
            assert rest.startswith(("true", "false", "null"))
        elif isinstance(value, int):
            assert rest.startswith(str(value))
        elif isinstance(value, str):
            assert rest.startswith((value, "'", '"'))
        else:
            assert rest


def _marks(tree: object) -> list[tuple[int, object]]:
    """Return every value of a tree with its place."""
    if isinstance(tree, Map):
        own = [(tree.marks[key][1], value) for key, value in tree.items()]
        return own + [one for value in tree.values() for one in _marks(value)]
    if isinstance(tree, Seq):
        own = list(zip(tree.marks, tree, strict=True))
        return own + [one for value in tree for one in _marks(value)]
    return []
