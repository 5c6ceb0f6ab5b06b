"""How Textual calls our handlers: each class's own, so none may be written twice on one line of classes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

from textual.message_pump import MessagePump

import suitability.tui
from suitability.tui.page import Page
from suitability.tui.screens.item import ItemScreen
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.screens.pause import PauseScreen
from suitability.tui.screens.pick import PickScreen
from suitability.tui.widgets import RowList
from tests.tui.support import app_of, opened, startup


def ours(kind: type) -> list[type]:
    """Return every class of the program below ``kind``."""
    found: dict[type, None] = {}
    below: type
    for below in kind.__subclasses__():
        found |= dict.fromkeys((below, *ours(below)) if _own(below) else ours(below))
    return list(found)


def _own(kind: type) -> bool:
    return kind.__module__.startswith("suitability.")


def handlers(kind: type) -> set[str]:
    """Return the names of the handlers that a class itself has."""
    return {name for name in vars(kind) if name.startswith("on_") and name != "on_event"}


def test_no_handler_is_written_where_a_class_above_has_it() -> None:
    """Textual calls both: the work would be done twice, and the general one could undo the special one."""
    for module in pkgutil.walk_packages(suitability.tui.__path__, "suitability.tui."):
        importlib.import_module(module.name)
    classes = ours(MessagePump)
    assert len(classes) > 40
    assert any("on_mount" in handlers(one) for one in classes)
    twice = [
        f"{one.__name__}.{name}"
        for one in classes
        for above in one.__mro__[1:]
        if _own(above)
        for name in handlers(one) & handlers(above)
    ]
    assert twice == []


def leaves(kind: type) -> list[type]:
    """Return the classes of the program that no other class of it is built on."""
    return [one for one in ours(kind) if not any(map(_own, one.__subclasses__()))]


def left_open(kind: type) -> list[str]:
    """Return the names under which a class still has a method that only says that it is missing."""
    found = ((name, inspect.getattr_static(kind, name)) for name in dir(kind) if not name.startswith("__"))
    codes = ((name, getattr(value, "__code__", None)) for name, value in found)
    return [name for name, code in codes if code is not None and "NotImplementedError" in code.co_names]


def test_every_screen_fills_in_what_its_base_leaves_open() -> None:
    for module in pkgutil.walk_packages(suitability.tui.__path__, "suitability.tui."):
        importlib.import_module(module.name)
    assert left_open(MenuPage) == ["choose"]
    finished = [one for one in leaves(MessagePump) if issubclass(one, Page)]
    assert len(finished) > 20
    assert [(one.__name__, left_open(one)) for one in finished if left_open(one)] == []


async def test_a_screen_is_drawn_once_when_it_opens(tmp_path: Path) -> None:
    drawn: list[str] = []

    class Counted(PauseScreen):
        def relabel(self) -> None:
            drawn.append(self.name_id)
            super().relabel()

    async with opened(startup(tmp_path, open_at="take")) as pilot:
        app_of(pilot).push_screen(Counted())
        await pilot.pause()
        assert isinstance(pilot.app.screen, MenuPage)
        assert drawn == ["pause"]


async def test_a_list_of_choices_opens_at_the_choice_so_far(tmp_path: Path) -> None:
    def choices() -> list[tuple[str, str]]:
        return [("a", "A"), ("b", "B"), ("c", "C")]

    async with opened(startup(tmp_path)) as pilot:
        app_of(pilot).push_screen(PickScreen(lambda: "Which?", choices, "b", lambda _row: None))
        await pilot.pause()
        assert pilot.app.screen.query_one(RowList).cursor == 1


async def test_nothing_is_mounted_while_the_program_is_left(tmp_path: Path) -> None:
    """The timer that makes the other widgets ready may fire after the last key."""
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        page = pilot.app.screen
        assert isinstance(page, ItemScreen)
        app_of(pilot).exit()
        page._mount_others()
        assert not page.is_attached
    page._mount_others()  # and once everything has ended
