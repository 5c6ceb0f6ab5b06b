"""The fonts of the PDF: which files, a private list of them for fontconfig, and which characters they have.

System fonts are never consulted: the same report has the same letters on every machine.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from suitability.errors import PdfUnavailable

TEXT_FAMILY = "Source Sans 3"
DISPLAY_FAMILY = "EB Garamond"
FAMILIES = (TEXT_FAMILY, DISPLAY_FAMILY)

_FACES = {
    TEXT_FAMILY: ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf"),
    DISPLAY_FAMILY: ("EBGaramond-Regular.ttf",),
}
"""The faces that the style sheets use; the templates set nothing in italics."""

_LIST = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def font_files(family: str) -> tuple[Path, ...]:
    """Return the files of a bundled family, regular first.

    Raises:
        PdfUnavailable: the package that carries the fonts is missing or incomplete.
    """
    try:
        from rendercv_fonts import path_of  # noqa: PLC0415 - lists every font it carries when imported
    except ImportError as error:
        raise PdfUnavailable("fonts_missing", details=error) from error
    files = tuple(Path(path_of.get(family, family)) / name for name in _FACES[family])
    for file in files:
        if not file.is_file():
            raise PdfUnavailable("fonts_missing", details=file.name)
    return files


@contextmanager
def private_fontconfig() -> Iterator[None]:
    """Make fontconfig see the bundled families and nothing else while the block runs.

    Fontconfig reads its list when a configuration is made, so importing WeasyPrint and making its
    ``FontConfiguration`` must happen inside. The environment is put back afterwards.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    folders = "".join(f"<dir>{escape(str(font_files(family)[0].parent))}</dir>" for family in FAMILIES)
    with tempfile.TemporaryDirectory(prefix="suitability-fonts-") as folder:
        listing = Path(folder) / "fonts.conf"
        listing.write_text(_LIST.format(folders=folders, cache=escape(folder)), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(listing)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@lru_cache(maxsize=1)
def covered_characters() -> frozenset[str]:
    """Return the characters that the bundled faces can draw between them.

    A character counts when every face of at least one family has it: whatever weight the text is set in,
    the letters exist.
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # noqa: PLC0415 - for a PDF only

    covered: set[int] = set()
    for family in FAMILIES:
        faces: list[set[int]] = []
        for file in font_files(family):
            with TTFont(file, lazy=True) as font:
                faces.append(set(font["cmap"].getBestCmap()))
        covered |= set.intersection(*faces)
    return frozenset(map(chr, covered))
