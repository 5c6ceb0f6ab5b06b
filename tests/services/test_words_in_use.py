"""No word without a reader: every text of the program is asked for somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.services import samples

ROOT = Path(__file__).parents[2]
AREAS = (
    "report",
    "plain",
    "commands",
    "guide",
    "conditions",
    "advice",
    "edition",
    "messages_cli",
    "messages_plain",
    "recruiting",
    "consent",
    "letters",
    "pay_answer",
    "vacancies",
    "messages_pay",
    "messages_csv",
    "messages_fairness",
    "messages_recruiter",
    "batch",
)

BUILT = re.compile(
    r"report\.(labels|zones|status|quality|notes|tasks\.(summary|verdict)_|sign|outcome|comparison|evidence|terms)"
    r"|edition\.(labels|names|about|front|reading|roles\.(fits|legends|asks)|brief\.(zones|quality|signals|method|conditions))"
    r"|advice\.(kinds|states|fits|interview|reason\.(tasks_|strongest|weakest))"
    r"|guide\.(labels|levels|months|usual|depends)|conditions\.(labels|role)"
    r"|recruiting\.(collect\.(counts|outcome|remarks)|keys\.where)|letters"
    r"|pay_answer\.(differs|moves|tax|steps|then)|messages_pay\.problems\.vacancy_"
    r"|commands\.\w+\.(short|help|options|terminal|gates)|commands\.sessions\.(open|finished)"
    r"|commands\.simulate\.gates|commands\.guide\.languages"
)
"""Keys that are put together from parts: the last part is looked for alone."""


def source() -> str:
    """Return all program text that may ask for words."""
    files = [*(ROOT / "suitability").rglob("*.py"), *(ROOT / "reports").rglob("*.j2")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def unused(keys: Iterable[str], text: str) -> list[str]:
    """Return the keys that ``text`` asks for neither whole nor, where they are built, by their last part."""
    found = []
    for key in keys:
        area, _, rest = key.partition(".")
        last = key.rpartition(".")[2]
        names = (rest, rest.removeprefix("errors."), rest.removeprefix("problems."))
        whole = key in text or any(f"{mark}{name}{mark}" in text for mark in "'\"" for name in names)
        piece = re.search(rf"[\"'.\[{{_ ]{re.escape(last.rpartition('_')[2])}\b", text)
        if not whole and not (area != "plain" and BUILT.match(key) and piece):
            found.append(key)
    return found


def test_every_text_is_asked_for_somewhere() -> None:
    keys = [key for area in AREAS for key in samples.words("en").keys(f"{area}.")]
    options = re.compile(
        r"commands\.\w+\.(options|arguments|values)\.|plain\.ask\.|report\.notes\.\w+\.p\d"
        r"|vacancies\.(columns|bounds|values_\w+)\."
    )  # named by parameters, counted through

    assert len(keys) > 200
    assert unused([key for key in keys if not options.match(key)], source()) == []


def test_the_search_sees_a_text_that_nobody_asks_for() -> None:
    assert unused(["plain.nobody_asks", "report.labels.nobodyasks"], source()) == [
        "plain.nobody_asks",
        "report.labels.nobodyasks",
    ]
