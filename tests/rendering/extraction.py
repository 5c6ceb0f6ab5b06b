"""The text of a PDF as a reader program gets it: glyph codes through the fonts' tables back to letters."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f]*)>")


@lru_cache(maxsize=4)
def page_texts(data: bytes, *, furniture: bool = True) -> list[str]:
    """Return the text of each page, in the order in which it is drawn, without spaces between pieces.

    ``furniture`` False leaves out what is marked as running content.
    """
    pdf = pikepdf.Pdf.open(BytesIO(data))
    return [_page_text(page, furniture=furniture) for page in pdf.pages]


def squeezed(text: str) -> str:
    """Return ``text`` without blanks and hyphens, which line ends add and drop."""
    return re.sub(r"[\s\u00a0\u00ad-]+", "", text)


def _page_text(page: pikepdf.Page, *, furniture: bool) -> str:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[int, str] = {}
    pieces: list[str] = []
    marks: list[bool] = []
    for one in pikepdf.parse_content_stream(page):
        operands, name = list(one.operands), str(one.operator)
        if name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in {"BDC", "BMC"}:
            properties: Any = operands[1] if name == "BDC" else {}
            marks.append(bool(properties) and properties.get("/Type") == pikepdf.Name.Pagination)
        elif name == "EMC":
            marks.pop()
        elif name in {"Tj", "TJ"} and (furniture or not any(marks)):
            shown = operands[0] if name == "TJ" else [operands[0]]
            pieces += [_decoded(bytes(part), letters) for part in shown if isinstance(part, pikepdf.String)]
    return "".join(pieces)


def _decoded(codes: bytes, letters: dict[int, str]) -> str:
    pairs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
    return "".join(letters.get(code, "\ufffd") for code in pairs)


def _letters(font: Any) -> dict[int, str]:
    """Return glyph code -> letters, from the font's ToUnicode table."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(font.ToUnicode.read_bytes()):
        codes = _CODE.findall(body)
        if kind == b"bfchar":
            found |= {int(a, 16): _utf16(b) for a, b in zip(codes[::2], codes[1::2], strict=True)}
        else:
            for first, last, start in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    found[int(first, 16) + step] = chr(int(start, 16) + step)
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
