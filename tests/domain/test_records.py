"""``records.dataclass`` against the standard library's own: whatever the second does, the first does too."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from suitability import records
from suitability.domain import bank as bank_module


@records.dataclass(frozen=True, slots=True)
class Point:
    """At module level, so that it can be pickled."""

    x: int
    y: Sequence[int] = ()


def family(dataclass: Callable[..., Any]) -> dict[str, Any]:
    """Return classes of every sort that the program uses, made by ``dataclass``."""

    @dataclass(frozen=True, slots=True)
    class Frozen:
        """Required, default, made by a factory and not compared, not shown; a class variable."""

        kind: ClassVar[str] = "frozen"
        a: int
        b: str = "b"
        c: list[int] = field(default_factory=list, compare=False)
        d: float = field(default=1.0, repr=False)

        @property
        def twice(self) -> int:
            return self.a * 2

    @dataclass(slots=True)
    class Changeable:
        a: int
        b: list[int] = field(default_factory=list)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named:
        a: int = 1
        b: int

    @dataclass(frozen=True, slots=True)
    class Single:
        a: int

        def __repr__(self) -> str:
            return "own"

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    return {cls.__name__: cls for cls in (Frozen, Changeable, Named, Single, Empty)}


def outcome(act: Callable[[], object]) -> object:
    """Return what an action gave, or the type of what it raised."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - every kind is compared
        return type(error)


ACTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "by place": lambda of: repr(of["Frozen"](1, "x", [2], 3.0)),
    "by name": lambda of: repr(of["Frozen"](d=3.0, a=1)),
    "missing": lambda of: of["Frozen"](),
    "too many": lambda of: of["Frozen"](1, "x", [], 1.0, 5),
    "unknown": lambda of: of["Frozen"](1, z=5),
    "twice": lambda of: of["Frozen"](1, a=1),
    "kw only by place": lambda of: of["Named"](1),
    "kw only": lambda of: repr(of["Named"](b=2)),
    "equal": lambda of: of["Frozen"](1, c=[1]) == of["Frozen"](1, c=[2]),
    "unequal": lambda of: of["Frozen"](1) == of["Frozen"](2),
    "other class": lambda of: of["Single"](1) == of["Frozen"](1),
    "other thing": lambda of: of["Frozen"](1) == 1,
    "hash": lambda of: hash(of["Frozen"](1)) == hash(of["Frozen"](1, c=[9])),
    "as a key": lambda of: {of["Single"](1): 1}[of["Single"](1)],
    "no hash": lambda of: hash(of["Changeable"](1)),
    "set": lambda of: setattr(of["Frozen"](1), "a", 2),
    "delete": lambda of: delattr(of["Frozen"](1), "a"),
    "change": lambda of: setattr(of["Changeable"](1), "a", 2),
    "change unknown": lambda of: setattr(of["Changeable"](1), "zz", 2),
    "own list each": lambda of: of["Changeable"](1).b is of["Changeable"](1).b,
    "own repr": lambda of: repr(of["Single"](1)),
    "replace": lambda of: repr(replace(of["Frozen"](1), a=5, d=2.0)),
    "replace unknown": lambda of: replace(of["Frozen"](1), z=5),
    "fields": lambda of: [(one.name, one.type, one.default, one.kw_only) for one in fields(of["Frozen"])],
    "is dataclass": lambda of: dataclasses.is_dataclass(of["Empty"]) and dataclasses.asdict(of["Frozen"](1)),
    "match": lambda of: of["Frozen"].__match_args__,
    "slots": lambda of: (of["Frozen"].__slots__, hasattr(of["Frozen"](1), "__dict__")),
    "copy": lambda of: copy.copy(of["Frozen"](1, c=[3])).c,
    "deep copy": lambda of: repr(copy.deepcopy(of["Frozen"](1, c=[3]))),
    "empty": lambda of: (
        repr(of["Empty"]()),
        of["Empty"]() == of["Empty"](),
        hash(of["Empty"]()) == hash(of["Empty"]()),
    ),
    "property": lambda of: of["Frozen"](4).twice,
    "class variable": lambda of: of["Frozen"].kind,
    "arguments": lambda of: [
        list(inspect.signature(one.__init__).parameters) for one in of.values() if _made(one)
    ],
}


def _made(cls: type) -> bool:
    """Make an instance, so that ``__init__`` stands."""
    outcome(lambda: cls(a=1, b=2))
    outcome(cls)
    outcome(lambda: cls(1))
    return True


@pytest.mark.parametrize("name", ACTS)
def test_a_record_does_what_a_dataclass_does(name: str) -> None:
    theirs, ours = family(dataclasses.dataclass), family(records.dataclass)

    assert outcome(lambda: ACTS[name](ours)) == outcome(lambda: ACTS[name](theirs))


def test_the_comparison_sees_a_difference() -> None:
    """Some acts succeed and some fail; otherwise the test above would prove nothing."""
    theirs = family(dataclasses.dataclass)
    found = [outcome(partial(act, theirs)) for act in ACTS.values()]

    assert TypeError in found
    assert dataclasses.FrozenInstanceError in found
    assert len([one for one in found if not isinstance(one, type)]) > 15


def test_records_travel_to_other_processes() -> None:
    for value in (Point(1), Point(2, (3, 4))):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes


def test_a_plain_subclass_keeps_its_own_way_of_being_made() -> None:
    class Child(Point):
        def __init__(self, x: int) -> None:
            super().__init__(x, (x,))

    assert Child(5).y == (5,)
    assert Child(6).y == (6,)
    assert Point(1).y == ()


def test_records_without_slots_are_refused() -> None:
    with pytest.raises(TypeError):
        records.dataclass(frozen=True, slots=False)


def test_defining_a_record_compiles_nothing() -> None:
    """That is what the module is for: the standard library compiles several functions for each class."""
    code = (
        "import sys, builtins\n"
        "seen = []\n"
        "sys.addaudithook(lambda what, of: (what, of[1:]) == ('compile', ('<string>',)) and seen.append(1))\n"
        "{imports}\n"
        "before = len(seen)\n"
        "@dataclass(frozen=True, slots=True)\n"
        "class A:\n    'a'\n    x: int\n    y: int = 2\n"
        "defined = len(seen) - before\n"
        "A(1); A(2)\n"
        "print(defined, len(seen) - before - defined)"
    )

    def compiled(imports: str) -> list[int]:
        command = [sys.executable, "-c", code.format(imports=imports)]
        done = subprocess.run(
            command, cwd=Path(bank_module.__file__).parents[2], capture_output=True, text=True, check=True
        )
        return [int(word) for word in done.stdout.split()]

    # From 3.13 on the standard library compiles a function for each class even when there is none to write.
    unavoidable = 0 if sys.version_info < (3, 13) else 1
    assert compiled("from suitability.records import dataclass") == [unavoidable, 1]
    assert compiled("from dataclasses import dataclass")[0] >= 1


def test_what_is_worked_out_is_never_handed_over_to_a_changed_copy() -> None:
    """A field that is no argument begins anew in every instance."""

    @records.dataclass(frozen=True, slots=True)
    class Kept:
        name: str
        found: dict[str, int] = field(init=False, default_factory=dict, compare=False)

    one = Kept("a")
    one.found["x"] = 1
    assert replace(one, name="b").found == {}
    assert (one, copy.copy(one).found) == (Kept("a"), {"x": 1})
    with pytest.raises(TypeError):
        Kept("a", {})  # type: ignore[call-arg]
