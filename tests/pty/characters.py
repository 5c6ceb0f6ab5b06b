"""Take the written characters through the real program in a pseudo-terminal, as a new user would.

    python tests/pty/characters.py [NAME ...] [--languages ru en] [--modes screen plain] [--jobs 2]

Each character of ``tests/characters/*.yaml`` opens the program, chooses the full form on the first screen (or
``take --plain``), answers every question by its keys when the question is drawn, finishes, and leaves. The
result file that ``export`` then writes has to hold the answers that the same person gives through the
services, and, at the character's own pace, say what a practitioner expects.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from suitability.domain.assessment import assess
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer
from suitability.domain.session import Result
from suitability.services.library import load_bank, load_words
from suitability.services.results import open_result
from tests.content.test_full_characters import FILES, answers, read, said, take
from tests.plain.scripted import typed
from tests.pty.terminal import ROOT, Session, plain, start
from tests.tui.support import keys_for

LANGUAGES = ("ru", "en")
MODES = ("screen", "plain")
FORM = "full"
HELD_S = 0.35
"""The same key again within 90 ms counts as held down. People are slower, busy machines read late."""
SKIP = {"screen": "0", "plain": "s"}
LEAVE = "\x1b[21~"
"""What a terminal sends for F10."""


@dataclass(frozen=True, slots=True)
class Round:
    """One character in one language and one mode."""

    character: str
    language: str
    mode: str

    def __str__(self) -> str:
        return f"{self.character} {self.language} {self.mode}"


@cache
def bank() -> ItemBank:
    """Return the shipped questions."""
    return load_bank()


class Typist:
    """Types keys one after the other, never the same one twice within ``held`` seconds of a held key."""

    def __init__(self, session: Session, held: float = HELD_S) -> None:
        self.session = session
        self._held = held
        self._last = ("", 0.0)

    def type(self, keys: Sequence[str]) -> None:
        """Send keys; what was drawn so far is forgotten, so that only what follows is waited for."""
        self.session.output.clear()
        for key in keys:
            before, at = self._last
            if key == before:
                time.sleep(max(0.0, self._held - (time.monotonic() - at)))
            self.session.type("\r" if key == "enter" else key)
            self._last = (key, time.monotonic())


def case_of(name: str) -> Mapping[str, Any]:
    """Return the description of a character."""
    return read(next(file for file in FILES if file.stem == name))


def play(one: Round, home: Path) -> Result:
    """Take a character through the program and return the result that it exported.

    Raises:
        AssertionError: something expected was not drawn, or the program did not end well.
    """
    given = answers(bank(), case_of(one.character))
    if one.mode == "screen":
        _on_screen(one, home, given)
    else:
        _in_lines(one, home, given)
    file = home / "result.json"
    _run(home, one.language, "export", "--output", str(file), "--force")
    return open_result(bank(), file).result


def _on_screen(one: Round, home: Path, given: Mapping[str, Answer | None]) -> None:
    words = load_words(one.language)
    order = bank().order(FORM)
    session = start(home, SUITABILITY_LANG=one.language)
    try:
        hand = Typist(session)
        form = bank().forms[FORM].name.on(one.language)
        seen = session.until(form)
        hand.type([_row(seen, form)])
        for number, name in enumerate(order, start=1):
            session.until(words("screens.item.count", number=number, total=len(order)))
            answer = given[name]
            item = bank().items[name]
            hand.type([SKIP["screen"]] if answer is None else keys_for(bank(), item, answer))
        session.until(words("screens.review.heading"))
        hand.type(["0"])
        note, result = words("screens.quality.result"), words("screens.results.advice")
        seen = _either(session, note, result)
        if note in seen:  # typed faster than anybody reads: the note comes first
            hand.type([_row(seen, note)])
            session.until(result)
        hand.type([LEAVE])
        assert session.end() == 0
        assert session.modes_left_on() == set()
    finally:
        session.close()


def _in_lines(one: Round, home: Path, given: Mapping[str, Answer | None]) -> None:
    words = load_words(one.language)
    order = bank().order(FORM)
    session = start(home, ["take", "--plain", "--form", FORM], SUITABILITY_LANG=one.language)
    try:
        hand = Typist(session, held=0.0)  # lines are never held down
        for number, name in enumerate(order, start=1):
            session.until(words("plain.number", number=number, total=len(order)))
            answer = given[name]
            line = SKIP["plain"] if answer is None else typed(bank().items[name], answer)
            hand.type([f"{line}\r"])
        for _ in range(3):  # finish; after the note on quality once more
            time.sleep(0.2)
            session.type("\r")
        assert session.end(20.0) == 0
    finally:
        session.close()


def _row(seen: str, text: str) -> str:
    """Return the digit before the row that begins with ``text``."""
    found = re.search(rf"(\d)[.:)\s]*(?:\[.\]\s*)?{re.escape(text[:20])}", seen)
    assert found is not None, seen[-1500:]
    return found[1]


def _either(session: Session, *texts: str) -> str:
    end = time.monotonic() + 20.0
    while time.monotonic() < end and session.read(0.05):
        seen = plain(bytes(session.output))
        if any(text in seen for text in texts):
            session.read(0.2)
            return plain(bytes(session.output))
    raise AssertionError(f"none of {texts} was drawn:\n{plain(bytes(session.output))[-2000:]}")


def _run(home: Path, language: str, *arguments: str) -> None:
    surroundings = {**os.environ, "SUITABILITY_HOME": str(home), "SUITABILITY_LANG": language}
    done = subprocess.run(
        [sys.executable, "-m", "suitability", *arguments],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def differences(one: Round, found: Result) -> list[str]:
    """Return what differs between a result from the terminal and the same person's through the services."""
    case = case_of(one.character)
    expected = take(bank(), case, one.language, None)
    lines = [
        f"{name}: {got!r} instead of {wanted!r}"
        for name, got, wanted in (
            ("form", found.form, expected.form),
            ("language", found.language, expected.language),
            ("order", found.order, expected.order),
            ("content", found.content, expected.content),
        )
        if got != wanted
    ]
    for item in expected.order:
        got, wanted = found.responses.get(item), expected.responses[item]
        if got is None or got.answer != wanted.answer:
            lines.append(f"{item}: {got and got.answer!r} instead of {wanted.answer!r}")
        elif got.elapsed_ms is None:
            lines.append(f"{item}: no time was measured")
    paced = {item: replace(one, elapsed_ms=case["elapsed_ms"]) for item, one in found.responses.items()}
    told = said(assess(bank(), replace(found, responses=MappingProxyType(paced))))
    if told != case["expected"]:
        lines.append(f"says {told} instead of {case['expected']}")
    return lines


def check(one: Round, before: Path | None = None) -> list[str]:
    """Play one round in a home of its own, new or a copy of ``before``; return a line for each difference."""
    with tempfile.TemporaryDirectory() as folder:
        if before is not None:
            shutil.copytree(before, folder, dirs_exist_ok=True)
        try:
            return [f"{one}: {line}" for line in differences(one, play(one, Path(folder)))]
        except AssertionError as error:
            return [f"{one}: {error}"]


def main(arguments: list[str] | None = None) -> int:
    """Run the program of this file and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", default=[file.stem for file in FILES])
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--modes", nargs="+", choices=MODES, default=MODES)
    parser.add_argument("--jobs", type=int, default=1, help="rounds at the same time")
    options = parser.parse_args(arguments)
    rounds = [
        Round(name, language, mode)
        for name in options.names
        for language in options.languages
        for mode in options.modes
    ]
    began = time.monotonic()
    wrong: list[str] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for one, lines in zip(rounds, pool.map(check, rounds), strict=True):
            print(f"{one}: {'as expected' if not lines else 'DIFFERS'}", flush=True)
            wrong += lines
    for line in wrong:
        print(line)
    print(f"{len(rounds)} rounds, {len(wrong)} differences, {time.monotonic() - began:.0f} s")
    return 1 if wrong or not rounds else 0


if __name__ == "__main__":
    raise SystemExit(main())
