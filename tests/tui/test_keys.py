"""Shortcuts under a Russian layout, over every binding of every screen and widget."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from textual.binding import Binding, BindingsMap

import suitability.tui
from suitability.domain.kinds import KINDS
from suitability.tui.items import WIDGETS
from suitability.tui.keys import CYRILLIC, LATIN, TWIN, with_twins
from tests.tui.support import words


def own_bindings() -> dict[str, list[Binding]]:
    """Return the bindings of each class of the package that declares any."""
    found: dict[str, list[Binding]] = {}
    for module in pkgutil.walk_packages(suitability.tui.__path__, "suitability.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and value.__module__ == module.name and "BINDINGS" in vars(value):
                made = BindingsMap(vars(value)["BINDINGS"])
                found[value.__name__] = [one for each in made.key_to_bindings.values() for one in each]
    return found


def test_the_table_is_the_keyboard() -> None:
    """The three letter rows of a US and of a Russian keyboard, left to right, and the key left of 1."""
    assert len(LATIN) == len(CYRILLIC) == len(set(CYRILLIC)) == 33
    assert TWIN["q"] == "й"
    assert TWIN["a"] == "ф"
    assert TWIN["z"] == "я"
    assert TWIN["/" if "/" in TWIN else "."] == "ю"


def test_every_letter_and_ctrl_binding_has_its_cyrillic_twin() -> None:
    every = own_bindings()
    assert {"SuitabilityApp", "RowList", "ItemWidget", "WelcomeScreen", "ResultsScreen"} <= set(every)
    letters = 0
    for name, bindings in every.items():
        keys = {(one.id, one.key) for one in bindings}
        for one in bindings:
            modifiers, _, base = one.key.rpartition("+")
            if base in TWIN:
                letters += 1
                twin = f"{modifiers}+{TWIN[base]}" if modifiers else TWIN[base]
                assert (one.id, twin) in keys, (name, one.key)
    assert letters >= 6


def test_every_binding_has_an_id_and_words_and_ids_are_unique() -> None:
    owners: dict[str, str] = {}
    for name, bindings in own_bindings().items():
        for one in bindings:
            assert one.id, (name, one.key)
            assert owners.setdefault(one.id, name) == name, one.id
            for code in ("ru", "en"):
                assert words()[code](f"screens.{one.description}")


def test_one_key_does_one_thing_in_a_class() -> None:
    for name, bindings in own_bindings().items():
        keys = [one.key for one in bindings]
        assert len(keys) == len(set(keys)), name


@pytest.mark.parametrize(
    ("keys", "expected"),
    [("r", "r,R,к,К"), ("f1", "f1"), ("ctrl+q", "ctrl+q,ctrl+й"), ("delete,f8", "delete,f8"), ("1", "1")],
)
def test_twins_are_added_to_letters_only(keys: str, expected: str) -> None:
    assert with_twins(keys) == expected


def test_every_item_kind_has_a_widget() -> None:
    assert set(WIDGETS) == set(KINDS)
