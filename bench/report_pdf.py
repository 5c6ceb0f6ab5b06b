"""One report (model, page, PDF) against WeasyPrint alone on the same HTML, everything imported.

    python bench/report_pdf.py [--rounds 7] [--language ru]

Interleaved rounds; processor and wall time; the ratio is the median over rounds. Aim: at most 1.15.
WeasyPrint sees the same private list of fonts, tags the PDF as we do and keeps one font configuration for
all its documents, which is faster than its default call. Last line: a child process and its imports.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from suitability.domain.bank import ItemBank
from suitability.domain.session import ContentStamp, Response, Result
from suitability.rendering import documents, pdf
from suitability.rendering.engine import engine, render_in_process
from suitability.rendering.fonts import private_fontconfig
from suitability.services import library
from suitability.services.report_model import Library, build_report

AIM = 1.15


def sample_result(bank: ItemBank) -> Result:
    """Return a finished quick form with plausible answers, the same every time."""
    draw = random.Random(2026)  # noqa: S311 - answers, not secrets
    order = bank.order("quick")
    answers = {item: bank.items[item].simulate(draw.gauss(0.0, 1.0), draw.random) for item in order}
    return Result(
        id="0" * 32,
        created="2026-11-22T16:50:00+00:00",
        program="bench",
        content=ContentStamp(bank.pack.id, bank.pack.version, bank.digest),
        form="quick",
        language="ru",
        order=order,
        responses={item: Response(item, answer, 9000) for item, answer in answers.items()},
    )


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Return (processor, wall) milliseconds of one call, the collector off."""
    gc.collect()
    gc.disable()
    processor, wall = process_time(), perf_counter()
    call()
    taken = 1000 * (process_time() - processor), 1000 * (perf_counter() - wall)
    gc.enable()
    return taken


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="one report against WeasyPrint alone")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--language", default="ru")
    wanted = parser.parse_args()
    bank = library.load_bank()
    shelf = Library(bank, library.load_guide(bank.pack.languages), library.load_words(wanted.language))
    result = sample_result(bank)

    def page() -> str:
        return documents.to_html(build_report(shelf, result, "Анна"))

    html = page()
    with private_fontconfig():
        tools = engine()
        page_class, fonts = tools.weasyprint.HTML, tools.font_config
        ways: dict[str, Callable[[], object]] = {
            "WeasyPrint alone": lambda: page_class(string=html).write_pdf(
                font_config=fonts, pdf_variant="pdf/ua-1"
            ),
            "WeasyPrint, default call": lambda: page_class(string=html).write_pdf(pdf_variant="pdf/ua-1"),
            "report: model, page, PDF": lambda: render_in_process(page()),
            "PDF of a finished page": lambda: render_in_process(html),
            "model and page only": page,
        }
        for call in ways.values():
            call()
        rounds = [{name: timed(call) for name, call in ways.items()} for _ in range(wanted.rounds)]
    print(f"{wanted.rounds} rounds, {len(html)} characters of HTML, medians")
    print(f"{'':28}{'CPU ms':>10}{'ratio':>8}{'wall ms':>10}{'ratio':>8}")
    for name in ways:
        line = f"{name:28}"
        for clock in (0, 1):
            taken = statistics.median(one[name][clock] for one in rounds)
            ratio = statistics.median(one[name][clock] / one["WeasyPrint alone"][clock] for one in rounds)
            line += f"{taken:10.1f}{ratio:8.3f}"
        print(line)
    child = statistics.median(timed(lambda: pdf.write_pdf(html))[1] for _ in range(3))
    print(f"{'child process, wall':28}{'':28}{child:10.1f}")
    print(f"aim: {AIM} for the report")


if __name__ == "__main__":
    main()
