"""The command line under test: inside this process with streams of its own, or as a real process."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from suitability.cli import environment, main
from suitability.services.results import save_result
from tests.plain.scripted import all_lines
from tests.services import samples

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "suitability")
ANSWERED = "".join(f"{line}\n" for line in [*all_lines(), ""])
"""What is typed to go through the quick form and finish it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str
    raw: bytes = b""

    @property
    def said(self) -> str:
        """Both streams with single blanks, since plain text is wrapped."""
        return " ".join((self.out + " " + self.err).split())


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Cli:
    """The command line with its home."""

    home: Path
    patch: pytest.MonkeyPatch

    @property
    def runs(self) -> list[Path]:
        """Return the files of kept sittings."""
        return sorted((self.home / "runs").glob("*.run"))

    def speak(self, language: str) -> None:
        """Let the environment ask for a language."""
        self.patch.setenv("SUITABILITY_LANG", language)
        environment.language.cache_clear()
        environment.words.cache_clear()

    def __call__(self, *arguments: str | Path, typed: str = "", terminal: bool = False) -> Ran:
        """Run a command in this process; fails on a traceback."""
        stream = Terminal if terminal else io.TextIOWrapper
        out, err = io.BytesIO(), io.BytesIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", stream(io.BytesIO(typed.encode("utf-8", "surrogateescape")), "utf-8"))
            patch.setattr(sys, "stdout", stream(out, "utf-8", write_through=True))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", write_through=True))
            code = main([str(argument) for argument in arguments])
            shown, told = out.getvalue(), err.getvalue()  # the streams close them when they go
        ran = Ran(code, shown.decode(errors="replace"), told.decode(), shown)
        assert_no_traceback(ran)
        return ran

    def process(
        self,
        *arguments: str | Path,
        typed: str = "",
        env: Mapping[str, str | None] | None = None,
        **more: Any,
    ) -> Ran:
        """Run a command in a process of its own; fails on a traceback."""
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            input=typed.encode(),
            capture_output="stdout" not in more,
            env=changed(env or {}),
            check=False,
            timeout=60,
            **more,
        )
        out = done.stdout or b""
        ran = Ran(
            done.returncode, out.decode(errors="replace"), (done.stderr or b"").decode(errors="replace"), out
        )
        assert_no_traceback(ran)
        return ran

    def finished(self, language: str = "en") -> str:
        """Take the quick form and return the id of the sitting."""
        before = set(self.runs)
        ran = self("take", "--plain", "--new", "--language", language, typed=ANSWERED)
        assert ran.code == 0, ran.err
        (path,) = set(self.runs) - before
        return path.stem


def changed(env: Mapping[str, str | None]) -> dict[str, str]:
    """Return the environment with some variables changed or (None) taken away."""
    merged = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return {name: value for name, value in merged.items() if value is not None}


def assert_no_traceback(ran: Ran) -> None:
    """Fail when anything looks like Python speaking."""
    for sign in ("Traceback", 'File "', "Exception ignored"):
        assert sign not in ran.err, ran.err
        assert sign not in ran.out, ran.out


def answers_file(folder: Path, answers: Mapping[str, object] | None = None, **more: object) -> Path:
    """Write a plain answers file and return it; without ``answers`` all ratings are answered."""
    bank = samples.bank()
    given: dict[str, object] = {
        item: 1 + number % 5
        for number, item in enumerate(bank.order("quick"))
        if bank.items[item].kind == "rating"
    }
    given |= {
        "J01": {"most": "c", "least": "b"},
        "D01": ["b", "e", "d", "a", "f", "c"],
        "D02": "d",
        "J02": None,
    }
    path = folder / "answers.json"
    data = {"form": "quick", "language": "en", "answers": given if answers is None else answers, **more}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def result_file(folder: Path, name: str = "result.json") -> Path:
    """Write a result file and return it."""
    path = folder / name
    save_result(samples.bank(), samples.result(samples.drawn(19)), path)
    return path
