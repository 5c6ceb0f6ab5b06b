"""What loads between the command and the first question stays within a list, seen in the real program.

Every module in it costs each start time (bench/first_frame.py measures how much); a screen, a guide page or a
report that somebody may open later must not. A module is added here only with a reason.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from suitability.tui.page import Page
from suitability.tui.screens import SCREENS, screen
from tests.guards.tree import ROOT
from tests.pty.terminal import start_python

OURS = {
    "": {"cli", "domain", "errors", "records", "services", "storage", "tui"},
    "cli": {"environment", "fullscreen", "output", "running", "taking"},
    "domain": {"answers", "bank", "joined", "kinds", "norms", "session", "text", "three_point"},
    "services": {
        *("files", "language", "library", "messages", "pace", "parts", "spaces", "terminal"),
        *("words", "wrapping"),
    },
    "storage": {
        *("bank_reader", "cache", "clean_text", "content_files", "digest", "draft", "places"),
        *("safe_write", "shapes", "tree", "words_reader"),
    },
    "tui": {
        *("answering", "app", "course", "items", "keys", "lines", "marks", "page", "presenters", "screens"),
        *("startup", "themes", "widgets"),
    },
    "tui.screens": {"item"},
}
"""Package -> its modules that the first question needs; nothing else of ours may be loaded."""

HEAVY = {
    *("click", "yaml", "babel", "jinja2", "weasyprint", "pydyf", "fontTools", "PIL", "numpy", "polars"),
    *("msgspec", "sqlite3", "_hashlib", "importlib.resources", "zipfile", "cryptography", "keyring"),
    *("xlsxwriter", "dask", "distributed"),
}
"""Modules that take milliseconds and that no first question needs."""

CALLS: Sequence[list[str]] = ([], ["take"], ["take", "--new"])
"""The command lines that people begin with; without "take" the first screen is the start, not a question."""

WATCH = """
import json, os, sys
from pathlib import Path
place = Path(sys.argv.pop(1))
sys.argv = ["suitability", *sys.argv[1:]]
from textual.drivers.linux_driver import LinuxDriver
write = LinuxDriver.write
def watch(self, data):
    write(self, data)
    if os.environ["WATCHED"] in data:
        place.with_suffix(".part").write_text(json.dumps(sorted(sys.modules)))
        place.with_suffix(".part").rename(place)
        os._exit(0)
LinuxDriver.write = watch
before = set(sys.modules)
from suitability.cli import main
main()
"""
"""Runs the program, and when the awaited text is drawn writes down which modules are loaded and ends."""


def loaded_until(text: str, arguments: Sequence[str], folder: Path) -> set[str]:
    """Return the names of all modules loaded when ``text`` is drawn by the program run with ``arguments``."""
    place = folder / "modules.json"
    place.unlink(missing_ok=True)
    variables = {"WATCHED": text, "PYTHONPATH": str(ROOT)}
    session = start_python(
        ["-c", WATCH, str(place), *arguments], folder, size=(80, 24), environment=variables
    )
    try:
        session.end(30.0)
    finally:
        session.close()
    return set(json.loads(place.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose cache is warm: the first run of all reads YAML once."""
    folder = tmp_path_factory.mktemp("home")
    assert "yaml" in loaded_until("Very often", ["take", "--new"], folder)
    return folder


def ours(loaded: set[str]) -> set[str]:
    """Return which of our modules are among ``loaded``, without the package itself."""
    return {name.removeprefix("suitability.") for name in loaded if name.startswith("suitability.")}


def test_only_what_the_first_question_needs_is_loaded(home: Path) -> None:
    loaded = loaded_until("Very often", ["take", "--new"], home)
    allowed = {f"{package}.{name}".lstrip(".") for package, names in OURS.items() for name in names}

    assert ours(loaded) == allowed
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_no_usual_way_to_begin_loads_anything_heavy(home: Path, arguments: list[str]) -> None:
    loaded = loaded_until("Very often" if "--new" in arguments else "quit", arguments, home)

    assert loaded & (HEAVY - {"sqlite3", "_hashlib"}) == set()  # looking for kept sittings needs these two


def test_the_watch_sees_what_other_ways_load(home: Path) -> None:
    """An option that only click understands loads click; otherwise the tests above would prove nothing."""
    loaded = loaded_until("Very often", ["take", "--new", "--no-mouse"], home)

    assert "click" in loaded
    assert "cli.root" in ours(loaded)


def test_every_screen_is_found_by_its_name() -> None:
    files = {path.stem for path in (ROOT / "suitability" / "tui" / "screens").glob("*.py")}

    assert set(SCREENS) == files - {"__init__", "menu_page", "text_page"}
    for name, kind in SCREENS.items():
        found = getattr(importlib.import_module(f"suitability.tui.screens.{name}"), kind)
        assert issubclass(found, Page)
        assert found.name_id == name
    assert type(screen("pause")).__name__ == "PauseScreen"
