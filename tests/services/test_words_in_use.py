"""No word without a reader: every text of the program is asked for somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from suitability.tui.screens import SCREENS
from tests.services import samples

ROOT = Path(__file__).parents[2]

FOUND_BY_NAME = re.compile(
    r"commands\.\w+\.(short|help|options|arguments|values)|vacancies\.(columns|bounds|values_\w+)\.|plain\.ask\."
    r"|report\.notes\.\w+\.p\d"
)
"""Keys named after commands, their parameters and columns of a table, or counted through."""

BUILT_APART = re.compile(
    r"rendering\.|letters\.|candidates\.compare\.warned\.|advice\.(states|reason\.(strongest|weakest))|conditions\.labels"
    r"|messages_learning\.errors\.norm_|messages_pay\.problems\.vacancy_|messages_pdf\.health\."
)
"""Keys whose beginning stands nowhere as it is; the last part is looked for alone."""


def source() -> str:
    """Return all program text that may ask for words: Python, templates, the page's program."""
    files = [
        *(ROOT / "suitability").rglob("*.py"),
        *(ROOT / "reports").rglob("*.j2"),
        *(ROOT / "reports").rglob("*.js"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def beginnings(text: str) -> tuple[str, ...]:
    """Return the beginnings of keys that the program puts together, such as ``pay.basis.``.

    They have at least two parts: one part alone would let a whole area through.
    """
    filled = re.findall(r"[\"'`]([a-z_]+(?:\.\w+)+[._])\$?\{", text)
    joined = re.findall(r"[\"']([a-z_]+(?:\.\w+)+\.)[\"']", text)
    listed = [f"{prefix}." for prefix in re.findall(r"labels\(\s*[\w.]+,\s*[\"']([\w.]+)[\"']", text)]
    return tuple(sorted({*filled, *joined, *listed}))


def unused(keys: Iterable[str], text: str) -> list[str]:
    """Return the keys that ``text`` asks for neither whole nor, where put together, by their last part."""
    built = beginnings(text)
    found = []
    for key in keys:
        rest = key.partition(".")[2]
        names = (rest, rest.removeprefix("errors."), rest.removeprefix("problems."))
        if key in text or any(f"{mark}{name}{mark}" in text for mark in "'\"" for name in names):
            continue
        last = re.escape(key.rpartition(".")[2].rpartition("_")[2])
        put_together = key.startswith(built) or BUILT_APART.match(key)
        if not (put_together and re.search(rf"[\"'.\[{{_ ]{last}\b", text)) and not _of_a_screen(key, text):
            found.append(key)
    return found


def _of_a_screen(key: str, text: str) -> bool:
    """Return whether a key is the title or the help of a screen, or of a text shown on one, that there is."""
    of = re.fullmatch(r"screens\.(\w+)\.title|screens_help\.(\w+)(?:\.\w+)*", key)
    name = "" if of is None else of[1] or of[2]
    return name in SCREENS or (name != "" and f'"{name}"' in text)


def test_every_text_is_asked_for_somewhere() -> None:
    keys = [key for key in samples.words("en").keys("") if not FOUND_BY_NAME.match(key)]

    assert len(keys) > 2000
    assert unused(keys, source()) == []


def test_the_search_sees_a_text_that_nobody_asks_for() -> None:
    strays = [
        *("plain.nobody_asks", "report.labels.nobodyasks", "kept.nobody_asks", "pay.trust.nobodyasks"),
        *(
            "screens.nobody.title",
            "screens_help.nobody",
            "messages.errors.nobody_raises",
            "rendering.nobodyasks",
        ),
    ]

    assert unused(strays, source()) == strays
