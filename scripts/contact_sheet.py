"""Lay the pages of PDFs side by side in one picture, in colour and in grey, to look a report over at once.

    python scripts/contact_sheet.py REPORT.pdf [-o SHEET.png] [--grey] [--columns 4] [--dpi 60] [--pages 1-4]

Needs pdftoppm (Debian: poppler-utils).
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

GAP = 8
BEHIND = (128, 132, 136)


def page_pictures(pdf: Path, dpi: int, first: int, last: int | None, folder: Path) -> list[Path]:
    """Return one PNG per page, in order.

    Raises:
        subprocess.CalledProcessError: pdftoppm refused the file.
    """
    command = ["pdftoppm", "-png", "-r", str(dpi), "-f", str(first)]
    if last is not None:
        command += ["-l", str(last)]
    subprocess.run([*command, str(pdf), str(folder / "page")], check=True)
    return sorted(folder.glob("page-*.png"))


def sheet(pictures: list[Path], columns: int, *, grey: bool) -> Image.Image:
    """Return the pictures in rows of ``columns``; ``grey`` shows them as a laser printer would."""
    opened = [Image.open(picture) for picture in pictures]
    pages = [page.convert("L").convert("RGB") if grey else page.convert("RGB") for page in opened]
    width, height = pages[0].size
    rows = -(-len(pages) // columns)
    whole = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), BEHIND)
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        whole.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return whole


def main() -> None:
    """Write the sheet that the command line asks for."""
    parser = argparse.ArgumentParser(description="PDF pages on one picture")
    parser.add_argument("pdf", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--grey", action="store_true")
    parser.add_argument("--columns", type=int, default=4)
    parser.add_argument("--dpi", type=int, default=60)
    parser.add_argument("--pages", default="1-")
    wanted = parser.parse_args()
    first, _, last = wanted.pages.partition("-")
    with tempfile.TemporaryDirectory() as folder:
        pictures = page_pictures(
            wanted.pdf, wanted.dpi, int(first), int(last) if last else None, Path(folder)
        )
        output = wanted.output or wanted.pdf.with_suffix(".png")
        sheet(pictures, min(wanted.columns, len(pictures)), grey=wanted.grey).save(output)
    print(output)


if __name__ == "__main__":
    main()
