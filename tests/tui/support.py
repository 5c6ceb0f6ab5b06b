"""A ready-made start of the app for tests: real questions or the toy bank, fixed clock, keys for answers."""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from suitability.domain.bank import ItemBank
from suitability.domain.guide import Guide
from suitability.domain.kinds import Answer, Item, MostLeast
from suitability.domain.session import Result
from suitability.errors import OutputError
from suitability.services import kept
from suitability.services import sitting as sittings
from suitability.services.guide_pages import Stock
from suitability.services.report_model import Library, build_report
from suitability.services.report_types import Report
from suitability.services.sitting import SittingSettings
from suitability.services.words import Words
from suitability.tui.app import SuitabilityApp
from suitability.tui.presenters import item_rows
from suitability.tui.screens.guide import GuideScreen
from suitability.tui.startup import SaveRequest, Startup
from tests.services import persons, samples
from tests.services.sittings import FakeClock
from tests.tui.settling import waiting_for_events


def bank() -> ItemBank:
    """Return the program's own questions."""
    return samples.bank()


@cache
def words() -> Mapping[str, Words]:
    """Return the words of both languages."""
    return {code: samples.words(code) for code in ("ru", "en")}


def guide() -> Guide:
    """Return roles and pay figures."""
    return samples.guide()


def stock() -> Stock:
    """Return what the guide is made from, coaching included."""
    return persons.stock()


def drawn(result: Result, language: str, own: ItemBank) -> Report:
    """Return the report of a result."""
    return build_report(Library(own, guide(), words()[language]), result)


def settings(folder: Path | None, own: ItemBank | None = None) -> SittingSettings:
    """Return settings with a clock that stands still and ids in a row."""
    clock = FakeClock()
    taken = len(list(folder.glob("*.run"))) if folder is not None and folder.is_dir() else 0
    numbers = itertools.count(taken + 1)
    return SittingSettings(
        bank=own or bank(),
        runs_folder=folder,
        clock=clock.wall,
        steady=clock.steady,
        new_id=lambda: f"{next(numbers):032x}",
        program="suitability test",
    )


def write_text_report(request: SaveRequest) -> Path:
    """Stand in for the report writer: one small file named by language and format."""
    path = request.folder / (request.name or f"report-{request.language}-{request.paper}.{request.format}")
    if not request.folder.is_dir():
        raise OutputError("output_no_folder", path=path, folder=request.folder)
    if path.exists() and not request.replace:
        raise OutputError("output_exists", path=path, folder=request.folder)
    path.write_text("report", encoding="utf-8")
    return path


def startup(folder: Path, own: ItemBank | None = None, **changes: Any) -> Startup:
    """Return a start below ``folder``; held keys are not filtered, because tests type fast."""
    questions = own or bank()
    (folder / "reports").mkdir(exist_ok=True)

    def forget(run: str) -> None:
        kept.forget(folder / "runs", [run])

    made = Startup(
        bank=questions,
        words=words(),
        language="en",
        settings=lambda: settings(folder / "runs", questions),
        runs_folder=folder / "runs",
        form="quick",
        report_folder=folder / "reports",
        build_report=lambda result, code: drawn(result, code, questions),
        save_report=write_text_report,
        list_runs=lambda: kept.kept_runs(folder / "runs"),
        forget_run=forget,
        stock=stock,
        repeat_ms=0,
    )
    return replace(made, **changes)


@asynccontextmanager
async def opened(start: Startup, size: tuple[int, int] = (80, 24)) -> Any:
    """Run the app on a screen of ``size`` that exists in memory only; yield its pilot."""
    app = SuitabilityApp(start)
    with waiting_for_events():
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot
    app.course.close()


def shown(pilot: Pilot[None]) -> str:
    """Return what stands on the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def found(pilot: Pilot[None]) -> None:
    """Wait until the guide has looked for what was typed."""
    page = pilot.app.screen
    assert isinstance(page, GuideScreen)
    for _ in range(200):
        if not page._waits:
            break
        await pilot.pause(0.02)
    assert not page._waits
    await pilot.pause()


def app_of(pilot: Pilot[None]) -> SuitabilityApp:
    """Return the app by its own type."""
    assert isinstance(pilot.app, SuitabilityApp)
    return pilot.app


def keys_for(own: ItemBank, item: Item, answer: Answer) -> list[str]:
    """Return the keys that give ``answer`` to a fresh ``item``."""
    count = len(item_rows(own, item, own.pack.languages[0]))
    if isinstance(answer, int):
        return [str(answer)]
    if isinstance(answer, MostLeast):
        ids = [reply.id for reply in item.replies]  # type: ignore[union-attr]  # only situations have such answers
        return [str(ids.index(answer.most) + 1), str(ids.index(answer.least) + 1), "enter"]
    if isinstance(answer, tuple):
        ids = [step.id for step in item.steps]  # type: ignore[union-attr]  # only sequences have such answers
        return [*(str(ids.index(step) + 1) for step in answer[: count - 1]), "enter"]
    ids = [option.id for option in item.options]  # type: ignore[union-attr]  # only choices have such answers
    return [str(ids.index(answer) + 1), "enter"]


def plan(own: ItemBank, form: str = "quick", seed: int = 7) -> Iterator[tuple[Item, Answer]]:
    """Yield every item of a form with a plausible answer."""
    draws = random.Random(seed)
    for name in own.order(form):
        yield own.items[name], own.items[name].simulate(0.4, draws.random)


async def answer_all(pilot: Pilot[None], own: ItemBank, form: str = "quick", seed: int = 7) -> None:
    """Type a plausible answer to every question from the one at hand on."""
    begin = app_of(pilot).course.session.position
    for item, answer in itertools.islice(plan(own, form, seed), begin, None):
        await pilot.press(*keys_for(own, item, answer))


def prepared(
    folder: Path, own: ItemBank, count: int | None = None, elapsed_ms: int = 5000, language: str = "en"
) -> Path:
    """Return a kept sitting below ``folder`` with the first ``count`` questions (or all) answered."""
    runs = folder / "runs"
    if own is not bank() or count == 0:  # without an answer there is no file
        return _answered(runs, own, (count, elapsed_ms, language))
    runs.mkdir(exist_ok=True)
    name, data = _answered_before(len(list(runs.glob("*.run"))), (count, elapsed_ms, language))
    (runs / name).write_bytes(data)
    return runs / name


def _answered(runs: Path, own: ItemBank, how: tuple[int | None, int, str]) -> Path:
    """Answer the first so many questions (or all), at so many ms each, in a language; return the file."""
    count, elapsed_ms, language = how
    sitting = sittings.start(settings(runs, own), "quick", language)
    for item, answer in itertools.islice(plan(own), count):
        assert sitting.item == item
        sitting.respond(answer, elapsed_ms)
    sitting.close()
    assert sitting.path is not None
    return sitting.path


@cache
def _answered_before(taken: int, how: tuple[int | None, int, str]) -> tuple[str, bytes]:
    """Return name and bytes of a kept sitting where there are ``taken`` already: every answer is a write."""
    with tempfile.TemporaryDirectory() as place:
        for number in range(taken):
            (Path(place) / f"{number}.run").touch()
        path = _answered(Path(place), bank(), how)
        assert [one.name for one in Path(place).glob(f"{path.stem}*")] == [path.name]
        return path.name, path.read_bytes()


@cache
def sample_result(seed: int = 7, elapsed_ms: int = 5000) -> Result:
    """Return a finished result of the real short form, answered at a plausible pace."""
    sitting = sittings.start(settings(None), "quick", "en")
    for _, answer in plan(bank(), seed=seed):
        sitting.respond(answer, elapsed_ms)
    return sitting.finish()
