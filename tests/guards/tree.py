"""What the guards look at: the checkout, its tracked files, copies of it."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA_FOLDERS = ("questions", "content", "reports")
PYTHON_FOLDERS = ("suitability", "tests", "bench", "scripts")


@cache
def tracked() -> tuple[str, ...]:
    """Return the paths of all files under version control, or new and not ignored, relative to the root.

    Raises:
        AssertionError: there are none, so a guard over them would see nothing.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    paths = tuple(path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file())
    assert len(paths) > 30, "git lists hardly any file"
    return paths


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under ``folders`` of the root (also those not yet under version control)."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def copy_tree(target: Path, *, only: str = "") -> Path:
    """Copy the tracked files whose path begins with ``only`` into ``target`` and return it."""
    for path in tracked():
        if path.startswith(only):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, target / path)
    return target
