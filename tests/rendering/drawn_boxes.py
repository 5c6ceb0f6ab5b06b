"""Where the marked pieces of a page are drawn: the corners of their paths, through every transformation."""

from __future__ import annotations

from typing import Any

import pikepdf

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn_boxes(page: pikepdf.Page) -> dict[int, Box]:
    """Return mark -> (left, bottom, right, top) in points for every mark under which a path is drawn."""
    corners: dict[int, list[tuple[float, float]]] = {}
    matrix, saved, marks = _SAME, [], []  # type: tuple[Matrix, list[Matrix], list[int | None]]
    for one in pikepdf.parse_content_stream(page):
        operands: list[Any] = list(one.operands)
        name = str(one.operator)
        if name == "q":
            saved.append(matrix)
        elif name == "Q":
            matrix = saved.pop()
        elif name == "cm":
            matrix = _times(tuple(map(float, operands)), matrix)
        elif name in {"BDC", "BMC"}:
            marks.append(_mark(operands))
        elif name == "EMC":
            marks.pop()
        mark = next((mark for mark in reversed(marks) if mark is not None), None)
        if mark is not None:
            corners.setdefault(mark, []).extend(_apply(matrix, point) for point in _points(name, operands))
    return {mark: _around(found) for mark, found in corners.items() if found}


def _mark(operands: list[Any]) -> int | None:
    properties: Any = operands[1] if len(operands) > 1 else {}
    return int(properties["/MCID"]) if properties and "/MCID" in properties else None


def _points(name: str, operands: list[Any]) -> list[tuple[float, float]]:
    if name == "re":
        x, y, width, height = map(float, operands)
        return [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
    if name in {"m", "l"}:
        return [(float(operands[0]), float(operands[1]))]
    return []


def _times(first: tuple[float, ...], second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _apply(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
