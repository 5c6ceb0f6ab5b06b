"""One candidate report: ours, WeasyPrint alone on the same HTML, and Chromium on the same HTML.

    python bench/report_pdf.py [--rounds 5] [--language ru] [--keyed 1.0]

Interleaved rounds in one run; medians. Processor seconds count every process that works on the document:
for Chromium the whole browser. WeasyPrint alone sees the same private list of fonts, tags the PDF as we do
and keeps one font configuration, which is faster than its default call. "child" is what the app does: a
process that has loaded its libraries while the last questions were answered draws the page.

Chromium is the best other engine that takes the same HTML (research: 0.2 s a report against 0.8 s here, but
its files fail PDF/UA, and contents lists get no page numbers); Typst and ReportLab would need the templates
written a second time. It is left out where no browser is found. Aim: at most 1.15 times WeasyPrint alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._processes import peak_mib, processor_seconds, tree
from suitability.rendering import documents, pdf
from suitability.rendering.engine import engine, render_in_process
from suitability.rendering.fonts import private_fontconfig
from suitability.services.edition_types import FrontMatter
from suitability.services.editions import EditionOrder, build_edition
from suitability.services.library import load_words
from tests.rendering.gallery import stock
from tests.services import samples

AIM = 1.15


@dataclass
class Cost:
    """What one document took: processor and wall seconds, size in bytes, pages."""

    processor: float
    wall: float
    size: int
    pages: int


def measured(call: Callable[[], bytes], processes: Callable[[], list[int]]) -> Cost:
    """Return what one call costs in the given processes."""
    own = processes()
    before, start = processor_seconds(own), time.perf_counter()
    data = call()
    wall = time.perf_counter() - start
    after = processor_seconds(list(dict.fromkeys([*own, *processes()])))
    with pikepdf.Pdf.open(BytesIO(data)) as made:
        return Cost(after - before, wall, len(data), len(made.pages))


@contextmanager
def chromium() -> Iterator[tuple[Callable[[str], bytes], Callable[[], list[int]]] | None]:
    """Yield how a warm Chromium prints a page, and its processes; None where there is no browser."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody has it
    except ImportError:
        program = None
    if program is None:
        yield None
        return
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab: Any = browser.new_page()

        def draw(html: str) -> bytes:
            tab.set_content(html)
            return bytes(tab.pdf(prefer_css_page_size=True, tagged=True, outline=True))

        def processes() -> list[int]:
            return [one for one in tree(os.getpid()) if one != os.getpid()]

        yield draw, processes
        browser.close()


def page(language: str, seed: float) -> Callable[[], str]:
    """Return the maker of a candidate's page: a person near the top of every scale, few signs marked."""
    words, result = load_words(language), samples.result(samples.keyed(seed), "quick")
    order = EditionOrder("candidate", FrontMatter("Анна"))
    return lambda: documents.to_html(build_edition(stock(), words, result, order))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="one report against WeasyPrint alone and Chromium")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--language", default="ru")
    parser.add_argument("--keyed", type=float, default=1.0, help="keyed value of all answers, 0-1")
    wanted = parser.parse_args()
    make = page(wanted.language, wanted.keyed)
    html = make()
    own = lambda: [os.getpid()]  # noqa: E731 - one line of a table
    family = lambda: tree(os.getpid())  # noqa: E731 - as above
    with private_fontconfig(), chromium() as browser:
        tools = engine()
        alone = tools.weasyprint.HTML

        def weasyprint() -> bytes:
            return bytes(alone(string=html).write_pdf(font_config=tools.font_config, pdf_variant="pdf/ua-1"))

        ways: dict[str, tuple[Callable[[], bytes], Callable[[], list[int]]]] = {
            "WeasyPrint alone": (weasyprint, own),
            "ours: model, page, PDF": (lambda: render_in_process(make()), own),
            "ours: PDF of a finished page": (lambda: render_in_process(html), own),
        }
        if browser is not None:
            draw, processes = browser
            ways["Chromium, warm"] = (lambda: draw(html), processes)
        for call, _ in ways.values():
            call()
        rounds = [
            {name: measured(call, processes) for name, (call, processes) in ways.items()}
            for _ in range(wanted.rounds)
        ]
        memory = {"WeasyPrint and ours": peak_mib([os.getpid()])}
        if browser is not None:
            memory["Chromium"] = peak_mib(browser[1]())
    _print(ways, rounds, memory, len(html))
    _print_child(html, family)


def _print(ways: Any, rounds: list[dict[str, Cost]], memory: dict[str, float], length: int) -> None:
    print(f"{len(rounds)} rounds, {length} characters of HTML, medians")
    print(f"{'':30}{'pages':>6}{'CPU s':>8}{'ratio':>7}{'pages/s':>9}{'wall s':>8}{'kB':>7}")
    for name in ways:
        costs = [one[name] for one in rounds]
        processor = statistics.median(cost.processor for cost in costs)
        ratio = statistics.median(one[name].processor / one["WeasyPrint alone"].processor for one in rounds)
        wall = statistics.median(cost.wall for cost in costs)
        pages, size = costs[0].pages, costs[0].size
        figures = f"{processor:8.2f}{ratio:7.2f}{pages / processor:9.1f}{wall:8.2f}{size / 1000:7.0f}"
        print(f"{name:30}{pages:6}{figures}")
    for name, value in memory.items():
        print(f"memory held at the end, {name}: {value:.0f} MiB")
    print(f"aim: {AIM} for the report against WeasyPrint alone")


def _print_child(html: str, family: Callable[[], list[int]]) -> None:
    cold = statistics.median(measured(lambda: pdf.write_pdf(html), family).wall for _ in range(3))
    taken = []
    for _ in range(3):
        child = pdf.WaitingChild()
        time.sleep(3)  # the last questions are being answered
        taken.append(measured(lambda child=child: pdf.write_pdf(html, child=child), family).wall)  # type: ignore[misc]
    print(
        f"child process, wall: {cold:.2f} s from nothing, {statistics.median(taken):.2f} s when it has waited"
    )


if __name__ == "__main__":
    main()
