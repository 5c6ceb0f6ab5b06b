"""Render every edition of every extreme result, check each PDF, and lay the pages out on contact sheets.

    python scripts/gallery.py FOLDER [--only WORD ...] [--some] [--sheets] [--grey-sheets]

Without options: all editions x languages x papers x extremes, and the options of printing. ``--only`` keeps
the documents whose name holds one of the words, ``--some`` the dozen that the test suite makes. Sheets need
pdftoppm (Debian: poppler-utils). Exit code 1 when anything is wrong with any document.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.rendering import gallery  # noqa: E402 - the path is set above


def sheet(pdf: Path, *, grey: bool) -> None:
    """Write the contact sheet of a PDF beside it."""
    output = pdf.with_suffix(".grey.png" if grey else ".png")
    command = [sys.executable, str(ROOT / "scripts" / "contact_sheet.py"), str(pdf), "-o", str(output)]
    subprocess.run(
        [*command, "--columns", "6", *(["--grey"] if grey else [])], check=True, capture_output=True
    )


def main() -> int:
    """Make the gallery and return the exit code."""
    parser = argparse.ArgumentParser(description="every edition of every extreme result")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--some", action="store_true")
    parser.add_argument("--sheets", action="store_true")
    parser.add_argument("--grey-sheets", action="store_true")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    cases = gallery.some_cases() if wanted.some else list(gallery.all_cases())
    chosen = [case for case in cases if not wanted.only or any(word in case.name for word in wanted.only)]
    wrong = 0
    for number, case in enumerate(chosen, start=1):
        start = time.perf_counter()
        one = gallery.made(case)
        path = wanted.folder / f"{case.name}.pdf"
        path.write_bytes(one.data)
        found = gallery.problems(one)
        wrong += bool(found)
        taken = time.perf_counter() - start
        print(
            f"{number:3}/{len(chosen)} {case.name}: {len(one.document.pages)} pages, {taken:.1f} s",
            flush=True,
        )
        for line in found:
            print(f"      {line}", flush=True)
        if wanted.sheets or wanted.grey_sheets:
            sheet(path, grey=wanted.grey_sheets)
    print(f"{len(chosen)} documents, something wrong in {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
