"""What must hold on every screen: contrast, size, words, help, nothing but printable text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style
from textual.pilot import Pilot

from suitability.services.terminal import SMALLEST
from suitability.tui.app import SuitabilityApp
from suitability.tui.page import Page
from suitability.tui.themes import OWN
from tests.tui.settling import looked_at_only_when_asked
from tests.tui.support import app_of, opened, shown, startup, words
from tests.tui.tour import KINDS, SCREENS, questions, tour


def luminance(colour: Color) -> float:
    """Return the relative luminance of WCAG 2.2 for an sRGB colour."""
    assert colour.triplet is not None
    parts = []
    for part in colour.triplet:
        share = part / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def drawn_styles(pilot: Pilot[None]) -> Iterator[tuple[str, Style]]:
    """Yield every piece of visible text with its style, as it goes to the terminal."""
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.text.strip() and segment.style is not None:
                yield segment.text, segment.style


def test_the_ratio_is_that_of_the_standard() -> None:
    """Black on white is 21; #777777 on white is 4.48 (a well-known near miss of 4.5)."""
    white, black, grey = Color.parse("#ffffff"), Color.parse("#000000"), Color.parse("#777777")
    assert ratio(white, black) == pytest.approx(21.0)
    assert ratio(grey, white) == pytest.approx(4.48, abs=0.01)


WITHOUT_SWITCH = {"unsaved folder", "save folder"}
"""Screens whose state is a text being typed."""

SMALL = (60, 20)


@dataclass(frozen=True)
class Walk:
    """One walk through all screens: its look, its language, a small and a larger window."""

    theme: str
    language: str
    sizes: tuple[tuple[int, int], tuple[int, int]]
    switched: tuple[int, int]
    """The size at which every screen turns to the other language and back."""


WALKS = (
    Walk("dark", "en", (SMALL, (80, 24)), SMALL),
    Walk("light", "ru", (SMALLEST, (120, 40)), (120, 40)),
)
"""Both languages meet a small window."""


@pytest.fixture
def pictures_when_asked() -> Iterator[None]:
    """Draw only what is looked at."""
    with looked_at_only_when_asked():
        yield


def low_contrast(pilot: Pilot[None]) -> list[tuple[str, float]]:
    """Return every text below 7 to 1 with its ratio; text without colours of its own counts as 0."""
    found = []
    for text, style in drawn_styles(pilot):
        one, other = style.color, style.bgcolor
        reached = 0.0 if one is None or other is None or style.dim else ratio(one, other)
        if reached < 7.0:
            found.append((text, reached))
    return found


def coloured(pilot: Pilot[None]) -> list[str]:
    """Return every text that is sent with a colour other than the terminal's own."""
    return [
        text
        for text, style in drawn_styles(pilot)
        if any(colour is not None and not colour.is_default for colour in (style.color, style.bgcolor))
    ]


def is_legible_and_fits(pilot: Pilot[None], name: str, size: tuple[int, int]) -> None:
    """Text reaches 7 to 1, lines fit the window."""
    assert low_contrast(pilot) == [], name
    lines = shown(pilot).split("\n")
    assert len(lines) == size[1], name
    assert all(len(line) <= size[0] for line in lines), name
    assert len([line for line in lines if line.strip()]) >= 4, name


def names_the_way_out(pilot: Pilot[None], name: str, language: str) -> None:
    """Help is on the key bar and in the words files, in the language that was asked for."""
    assert "F1 " in shown(pilot).split("\n")[-1], name
    page = pilot.app.screen
    assert isinstance(page, Page), name
    stop = name.partition(" ")[0]
    assert page.name_id == {"sign": "signs"}.get(stop, stop)
    assert page.words.language == language, name
    for code in ("ru", "en"):
        assert words()[code](f"screens_help.{page.name_id}"), name


async def says_what_is_below(pilot: Pilot[None], name: str, language: str) -> bool:
    """The word stands there exactly while something is hidden below; return whether something was."""
    hint = words()[language]("screens.below")
    body = pilot.app.screen.query_one("#body")
    hidden = body.max_scroll_y > body.scroll_offset.y
    assert (hint in shown(pilot)) == hidden, (name, language)
    if hidden:
        before = body.scroll_offset.y
        body.scroll_end(animate=False)
        await pilot.pause()
        assert hint not in shown(pilot), (name, language)
        body.scroll_to(y=before, animate=False)
        await pilot.pause()
    return hidden


OF_BOTH_LANGUAGES = re.compile(
    r"Русский|English|русский|F\d+|Esc|Enter|Backspace|PgUp|PgDn|Ctrl|Del|Tab|Space|Home|End"
    r"|NET|Database|May|Специалист|технической|поддержки"  # names of a source and of a role on hh.ru
)


async def follows_the_language(pilot: Pilot[None], name: str, language: str, folder: str) -> None:
    """F2 leaves nothing of the language before on the lines of state and keys; another F2 undoes it."""
    letters = re.compile("[а-яё]{3,}" if language == "ru" else "[a-z]{3,}", re.IGNORECASE)
    await pilot.press("f2")
    await pilot.pause()
    state = "\n".join(shown(pilot).split("\n")[-4:])
    assert letters.findall(OF_BOTH_LANGUAGES.sub("", state.replace(folder, ""))) == [], name
    await pilot.press("f2")
    await pilot.pause()


def sends_no_colour_where_none_is_wanted(pilot: Pilot[None], name: str) -> None:
    """What the look without colour adds is a filter on what is sent: it leaves none on this screen."""
    app = app_of(pilot)
    assert not app._colourless.enabled
    app._colourless.enabled = True
    assert coloured(pilot) == [], name
    app._colourless.enabled = False


@pytest.mark.usefixtures("pictures_when_asked")
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.language)
async def test_every_screen_keeps_the_promises_of_all_screens(tmp_path: Path, walk: Walk) -> None:
    """One walk a language, because the walk is what takes time; each promise is a function above.

    The window changes its size on every screen, so that each screen is seen in two, and in two more in the
    other walk.
    """
    visited = []
    told = {size: {True: set[str](), False: set[str]()} for size in walk.sizes}
    async for name, pilot in tour(tmp_path, walk.sizes[0], theme=walk.theme, language=walk.language):
        visited.append(name)
        names_the_way_out(pilot, name, walk.language)
        now = tuple(pilot.app.size)
        for size in sorted(walk.sizes, key=lambda one: one != now):
            if size != now:
                await pilot.resize_terminal(*size)
            is_legible_and_fits(pilot, name, size)
            told[size][await says_what_is_below(pilot, name, walk.language)].add(name)
            if size != walk.switched:
                continue
            sends_no_colour_where_none_is_wanted(pilot, name)
            if name not in WITHOUT_SWITCH:
                await follows_the_language(pilot, name, walk.language, str(tmp_path))
    assert sorted(visited) == sorted(SCREENS)
    assert {"welcome", "results", "review", "page", "guide", "pay", "advice"} <= told[walk.sizes[0]][True]
    assert "item rating fresh" in told[walk.sizes[1]][False]


async def test_states_of_every_item_kind_differ_without_colour(tmp_path: Path) -> None:
    """The text alone tells a fresh item, the cursor and a chosen answer apart."""
    captures: dict[str, str] = {}
    async for name, pilot in questions(tmp_path, theme="none"):
        captures[name] = "\n".join(shown(pilot).split("\n")[2:-3])
    for kind in KINDS:
        states = {captures[f"item {kind} {state}"] for state in ("fresh", "cursor", "chosen")}
        assert len(states) == 3, kind
        assert ">  1" in captures[f"item {kind} cursor"]


async def test_help_names_the_keys_of_the_screen_below_and_returns_to_it(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take"), (100, 60)) as pilot:
        page = pilot.app.screen
        await pilot.press("f1")
        await pilot.pause()
        text = shown(pilot)
        assert words()["en"]("screens_help.item")[:40] in text
        for key in ("Backspace", "Enter", "F10", "Ctrl+C", "↑"):
            assert key in text, key
        assert "Й" not in text
        await pilot.press("f2")
        await pilot.pause()
        assert words()["ru"]("screens_help.item")[:40] in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is page


async def test_what_was_saved_is_said_in_the_language_just_chosen(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert "Saved: question 1" in shown(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "Сохранено: вопрос 1" in shown(pilot)
        assert "Saved" not in shown(pilot)
        await pilot.press("f2", "backspace", "enter", "f2", "2", "f2")
        await pilot.pause()
        assert "Saved: question" in shown(pilot)
        assert "Сохранено" not in shown(pilot)


async def test_a_larger_window_takes_the_word_away(tmp_path: Path) -> None:
    hint = words()["en"]("screens.below")
    async with opened(startup(tmp_path), SMALL) as pilot:
        assert hint in shown(pilot)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert hint not in shown(pilot)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert hint in shown(pilot)


async def test_a_window_that_is_too_small_says_so_and_nothing_is_lost(tmp_path: Path) -> None:
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        await pilot.press("3")
        for size in ((39, 20), (80, 14), (20, 5), (1, 1)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.resize_terminal(SMALLEST[0] - 1, 20)
        await pilot.pause()
        assert "window is too small" in shown(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "2 of" in shown(pilot)
        await pilot.press("4")
        await pilot.pause()
        assert app_of(pilot).course.sitting.session.answered == 2


def test_only_our_own_looks_can_be_chosen(tmp_path: Path) -> None:
    app = SuitabilityApp(startup(tmp_path))
    assert set(app.available_themes) == set(OWN) == {"dark", "light", "none"}
    assert not app.ENABLE_COMMAND_PALETTE
    assert app.animation_level == "none"
