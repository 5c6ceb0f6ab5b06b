"""The walker from trees to dataclasses: every hint it understands, with and without marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import pytest

from suitability.domain.bank import Rules, ZoneRule
from suitability.domain.kinds import Item, RatingItem
from suitability.domain.text import LocalizedText
from suitability.errors import InternalError, Problem
from suitability.storage import shapes
from suitability.storage.strict_yaml import parse


@dataclass(frozen=True, slots=True)
class Part:
    """A nested record."""

    id: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Whole:
    """One field of every sort."""

    name: LocalizedText
    count: int
    share: float
    fine: bool
    level: Literal["low", "high"]
    parts: tuple[Part, ...]
    pair: tuple[str, int]
    table: Mapping[str, float]
    note: str | None = None
    more: tuple[str, ...] = field(default_factory=tuple)


GOOD = """\
name: {ru: Имя, en: Name}
count: 3
share: 1
fine: true
level: high
parts:
  - {id: a}
  - {id: b, weight: 0.5}
pair: [x, 7]
table: {"4": 1.5, "5": 2}
note:
"""


def _read(
    text: str, kind: Any, languages: tuple[str, ...] | None = ("ru", "en")
) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    return shapes.read(parse(text.encode(), "f").tree, kind, problems, "f", languages), problems


def _plain(tree: object) -> object:
    """Return a tree as the cache gives it: dicts and lists without marks."""
    if isinstance(tree, dict):
        return {key: _plain(value) for key, value in tree.items()}
    return [_plain(part) for part in tree] if isinstance(tree, list) else tree


def test_every_sort_of_field_is_read() -> None:
    """Texts, numbers, truth values, literals, tuples, maps, nested records and defaults come out typed."""
    whole, problems = _read(GOOD, Whole)

    assert problems == []
    assert whole == Whole(
        name=LocalizedText(ru="Имя", en="Name"),
        count=3,
        share=1.0,
        fine=True,
        level="high",
        parts=(Part("a"), Part("b", 0.5)),
        pair=("x", 7),
        table={"4": 1.5, "5": 2.0},
        note=None,
    )
    assert isinstance(whole.share, float)
    assert isinstance(whole.name, LocalizedText)


def test_a_tree_without_marks_gives_the_same() -> None:
    """What comes from the cache is read by the same code."""
    problems: list[Problem] = []
    plain = _plain(parse(GOOD.encode(), "f").tree)

    assert shapes.read(plain, Whole, problems, "f", ("ru", "en")) == _read(GOOD, Whole)[0]
    assert problems == []


def test_a_tree_without_marks_reports_too() -> None:
    """Without marks a problem names the file and what is wrong, and nothing raises."""
    problems: list[Problem] = []
    bad = {"name": {"ru": 1, "de": "x"}, "count": "a", "parts": [{"weight": []}, 5], "pair": [1], "tabel": {}}

    assert shapes.read(bad, Whole, problems, "f", ("ru", "en")) is None
    assert {one.file for one in problems} == {"f"}
    assert {one.code for one in problems} == {
        *("expected_text", "language_unknown", "language_missing", "expected_whole_number", "field_missing"),
        *("expected_number", "expected_map", "expected_length", "field_unknown_near"),
    }


def test_all_problems_of_a_value_are_collected() -> None:
    """One reading reports every field that is wrong."""
    bad = (
        GOOD.replace("count: 3", "count: three")
        .replace("fine: true", "fine: 1")
        .replace("level: high", "level: top")
    )

    value, problems = _read(bad, Whole)

    assert value is None
    assert [(one.code, one.line, one.column, one.values["value"]) for one in problems] == [
        ("expected_whole_number", 2, 8, "three"),
        ("expected_true_false", 4, 7, "1"),
        ("expected_one_of", 5, 8, "top"),
    ]


def test_a_truth_value_is_no_number_and_zero_is_one() -> None:
    """The truth value true is not 1, and 0 is a number like any other."""
    assert (
        _read("low_below: true\nhigh_above: 75\nborder_sems: 0\n", ZoneRule)[1][0].code == "expected_number"
    )
    assert _read("low_below: 0\nhigh_above: 75\nborder_sems: 0\n", ZoneRule)[0] == ZoneRule(0.0, 75.0, 0.0)


def test_texts_lose_the_line_end_of_folded_blocks() -> None:
    """A folded block ends in a line end that belongs to YAML, not to the text."""
    value, problems = _read("ru: >\n  Один\n  два\nen: one\n", LocalizedText)

    assert problems == []
    assert value == {"ru": "Один два", "en": "one"}


def test_without_given_languages_any_are_taken() -> None:
    """Languages are only compared where the pack names them."""
    assert _read("de: ja\n", LocalizedText, None) == ({"de": "ja"}, [])


def test_the_kind_selects_the_class() -> None:
    """A union of dataclasses is told apart by ``kind``, which is no field of the outcome."""
    text = 'kind: rating\nid: P01\nformat: f\nsign: s\nkeying: "-"\ntext: {ru: а, en: b}\n'

    value, problems = _read(text, Item)

    assert problems == []
    assert isinstance(value, RatingItem)
    assert value.keying == "-"


def test_a_refused_alias_is_not_reported_a_second_time() -> None:
    """The parser has said what is wrong with it; the walker adds nothing."""
    parsed = parse(b"id: *x\nweight: 2\n", "f")
    problems: list[Problem] = []

    assert shapes.read(parsed.tree, Part, problems, "f") is None
    assert problems == []
    assert [one.code for one in parsed.problems] == ["yaml_alias"]


def test_a_duplicate_field_is_not_reported_as_unknown() -> None:
    """The second of two equal keys has been reported by the parser."""
    value, problems = _read("id: a\nid: b\n", Part)

    assert (value, problems) == (None, [])


def test_guessing_names_stays_cheap() -> None:
    """Thousands of unknown fields cost no more than reporting them; only the first fifty are guessed at."""
    text = "id: a\n" + "".join(f"weigh{i}: 1\n" for i in range(5_000))

    _, problems = _read(text, Part)

    assert len(problems) == 5_000
    assert sum(one.code == "field_unknown_near" for one in problems) == 50


def test_values_in_problems_are_short_and_harmless() -> None:
    """A problem may be printed anywhere: long values are cut, control characters named."""
    _, problems = _read('count: "\\e[31m' + "x" * 500 + '"\n', Whole)
    found = next(one for one in problems if one.code == "expected_whole_number")

    assert len(found.values["value"]) < 200
    assert "\x1b" not in found.values["value"]


def test_a_hint_that_is_not_understood_is_our_bug() -> None:
    """Sets have no place in content files; asking for one is a mistake in the program."""

    @dataclass(frozen=True)
    class Odd:
        names: set[str]

    with pytest.raises(InternalError, match="shape_not_understood"):
        shapes.read({}, Odd, [], "f")


def test_a_union_without_kinds_is_our_bug() -> None:
    """A union that nothing tells apart cannot be read."""

    @dataclass(frozen=True)
    class Tagged:
        kind: ClassVar[str] = "tagged"

    with pytest.raises(InternalError, match="shape_not_understood"):
        shapes.read({}, tuple[Tagged | int, ...], [], "f")


def test_the_rules_are_read_with_their_optional_parts() -> None:
    """A real nested type: absent optional numbers are None, not zero."""
    from tests.storage.packs import PACK

    value, problems = _read(PACK["rules.yaml"], Rules)

    assert problems == []
    assert value.quality.yes_saying.soft is None
    assert value.quality.longest_run.strong is None
    assert value.outcomes[0].signs_raised_from == 4
    assert value.outcomes[0].zones_low_from is None
