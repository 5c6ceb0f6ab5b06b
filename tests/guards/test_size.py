"""No room gets too large: module 400 lines, class 250, function 60."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.tree import PYTHON_FOLDERS, ROOT, python_files

MODULE, CLASS, FUNCTION = 400, 250, 60


def too_large(path: Path) -> Iterator[str]:
    """Yield one sentence for each thing in ``path`` that is over its limit."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > MODULE:
        yield f"{path}: {lines} lines, a module has at most {MODULE}"
    for node in ast.walk(ast.parse(text)):
        limit = {ast.ClassDef: CLASS, ast.FunctionDef: FUNCTION, ast.AsyncFunctionDef: FUNCTION}.get(
            type(node)
        )
        if limit is None:
            continue
        assert isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > limit:
            yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most {limit}"


def test_modules_classes_and_functions_stay_within_their_limits() -> None:
    files = python_files(*PYTHON_FOLDERS)

    assert len([path for path in files if path.is_relative_to(ROOT / "suitability")]) >= 15
    assert len([path for path in files if path.is_relative_to(ROOT / "tests")]) >= 5
    assert [sentence for path in files for sentence in too_large(path)] == []


def test_the_measure_sees_each_kind_of_excess(tmp_path: Path) -> None:
    body = "".join(f"    x{n} = {n}\n" for n in range(CLASS))
    comment = "# line\n" * 10
    (tmp_path / "planted.py").write_text(f"class Wide:\n{body}\n\ndef long():\n{body}\n\n{comment}")
    (tmp_path / "module.py").write_text("x = 1\n" * (MODULE + 1))
    (tmp_path / "fits.py").write_text("x = 1\n" * MODULE)

    planted = list(too_large(tmp_path / "planted.py"))

    assert [" Wide has 251 " in "".join(planted), " long has 251 " in "".join(planted)] == [True, True]
    assert len(list(too_large(tmp_path / "module.py"))) == 1
    assert list(too_large(tmp_path / "fits.py")) == []
