"""Every code of an error or problem in the program's source, with the values given to its sentence.

Found by reading the source, not by running it: the first constant text of a call that makes a problem or an
error. Codes that are computed are listed in ``test_messages``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from suitability import errors
from suitability.errors import ContentError, SuitabilityError

SOURCE = Path(__file__).parents[2] / "suitability"
PROBLEM_CALLS = {"problem", "wrong", "_report", "_RowError"}
ERROR_CLASSES = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, SuitabilityError) and value is not ContentError
}


@dataclass(frozen=True)
class Use:
    """One place where a code is made.

    ``values`` is None where they cannot be seen in the source. ``bug``: the code says that the program is at
    fault; it reaches a person only with its bare name beside a general sentence.
    """

    kind: str
    code: str
    file: str
    line: int
    values: frozenset[str] | None
    bug: bool = False


@cache
def uses() -> tuple[Use, ...]:
    """Return every place in the program where a constant code is made into a problem or an error."""
    found = [use for path in sorted(SOURCE.rglob("*.py")) for use in _uses_in(path)]
    return (*found, Use("errors", "content_invalid", "errors.py", 0, frozenset({"count"})))


def _uses_in(path: Path) -> Iterator[Use]:
    file = path.relative_to(SOURCE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "Problem":
            kind, arguments = "problems", node.args[3:4]
        elif name == "BadLine":
            kind, arguments = "problems", node.args[1:2]
        elif name in PROBLEM_CALLS:
            kind, arguments = "problems", node.args[:1]
        elif name in ERROR_CLASSES:
            kind, arguments = "errors", node.args[:1]
        else:
            continue
        for code in (code for argument in arguments for code in _constants(argument)):
            yield Use(kind, code, file, node.lineno, _values(node, name), name == "InternalError")


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        return [code for value in node.value.values for code in _constants(value)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return [node.value]
    return []


def _values(node: ast.Call, name: str) -> frozenset[str] | None:
    if name in {"Problem", "BadLine"} or any(keyword.arg is None for keyword in node.keywords):
        return None
    given = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
    return frozenset(given | ({"value"} if name == "wrong" else set()))
