"""The domain reads no clock, no random numbers, no files and no environment: its imports are counted."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import suitability.domain

ALLOWED = {
    "__future__", "abc", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "hashlib", "itertools", "math", "operator", "re", "statistics", "string", "types", "typing",
    "unicodedata", "suitability",
}  # fmt: skip
FORBIDDEN_CALLS = {
    "open",
    "input",
    "print",
    "eval",
    "exec",
    "__import__",
    "now",
    "today",
    "utcnow",
    "breakpoint",
}
FILES = sorted(Path(suitability.domain.__path__[0]).glob("*.py"))


def offences(source: str) -> list[str]:
    """Return the modules and calls in a source text that the domain must not use."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] not in ALLOWED]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if module.split(".")[0] not in ALLOWED:
                found.append(module)
            if module.startswith("suitability") and not module.startswith(
                ("suitability.domain", "suitability.errors", "suitability.records")
            ):
                found.append(module)
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in FORBIDDEN_CALLS:
                found.append(name)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_domain_knows_nothing_of_the_outside(file: Path) -> None:
    assert offences(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import random", ["random"]),
        ("import os.path", ["os.path"]),
        ("from time import monotonic", ["time"]),
        ("from datetime import datetime\nx = datetime.now()", ["now"]),
        ("x = open('a')", ["open"]),
        ("from suitability.storage import places", ["suitability.storage"]),
        ("import math\nfrom suitability.domain.kinds import KINDS", []),
    ],
)
def test_the_guard_sees_what_it_should(source: str, expected: list[str]) -> None:
    assert offences(source) == expected


def test_the_guard_looks_at_every_module() -> None:
    assert {"kinds", "bank", "scoring", "signs", "quality", "session", "assessment"} <= {
        file.stem for file in FILES
    }
