"""What is said when Enter comes too early is taken back with the next mark."""

from __future__ import annotations

from pathlib import Path

from tests.tui.support import app_of, bank, opened, shown, startup, words


async def test_the_word_on_a_missing_mark_goes_with_the_mark(tmp_path: Path) -> None:
    order = bank().order("quick")
    first = next(place for place, name in enumerate(order) if bank().items[name].kind == "situation")
    async with opened(startup(tmp_path, open_at="take")) as pilot:
        app_of(pilot).course.sitting.go(first)
        app_of(pilot).screen.show_item()  # type: ignore[attr-defined]  # the item screen stands there
        await pilot.pause()
        await pilot.press("3", "enter")
        await pilot.pause()
        missing = words()["en"]("screens.item.missing.least").split(".")[0]
        assert missing in " ".join(shown(pilot).split())
        await pilot.press("2")
        await pilot.pause()
        assert missing not in " ".join(shown(pilot).split())
