"""Nothing of one machine stands in the repository: no paths, no package registries, no stray large files."""

from __future__ import annotations

import re

import pytest

from tests.guards.tree import ROOT, tracked

# Put together from pieces, so that this file does not find itself.
HOSTS = (
    "py" + r"pi\.org",
    "python" + "hosted",
    r"registry\.np" + "mjs",
    r"(?:deb|security)\.deb" + r"ian\.org",
)
REGISTRY = re.compile("|".join(HOSTS), re.IGNORECASE)
FOLDERS = "work|farm|root"
MACHINE_PATH = re.compile(f"(?<![A-Za-z0-9_./-])/(?:{FOLDERS})/[A-Za-z.]")
LOCK_FILES = ("requirements.lock", "requirements-dev.lock")
LARGEST = 400 * 1024
"""Bytes: nothing here needs more, and a large file in a history stays for ever."""


def text_files() -> dict[str, str]:
    """Return path -> text of every tracked file that is UTF-8."""
    found = {}
    for path in tracked():
        try:
            found[path] = (ROOT / path).read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
    assert {"pyproject.toml", "Makefile", "README.md", *LOCK_FILES} <= set(found)
    return found


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return path and line of every tracked line in which the pattern is found."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in text_files().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "machine path"])
def test_no_tracked_file_names_a_registry_or_a_folder_of_one_machine(pattern: re.Pattern[str]) -> None:
    assert lines_with(pattern) == []


def test_the_patterns_see_what_they_look_for() -> None:
    assert REGISTRY.search("https://files.python" + "hosted.org/x")
    assert REGISTRY.search("index = https://" + "pypi" + ".org/simple")
    assert MACHINE_PATH.search("open('/" + "root/x')")
    assert MACHINE_PATH.search("in /" + "work/anna/project")
    assert not MACHINE_PATH.search("see docs/" + "work/items.md or https://example.org/" + "work/page")


def test_the_lock_files_hold_exact_versions_with_hashes_and_no_address() -> None:
    for name in LOCK_FILES:
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = [entry for entry in text.split("\n") if entry and not entry.startswith(("#", " "))]

        assert len(entries) > 20
        assert [
            entry for entry in entries if not re.match(r"[a-z0-9._-]+==[0-9][^ ]* (; .* )?\\$", entry)
        ] == []
        assert text.count("--hash=sha256:") > len(entries)
        assert "://" not in text
        assert "\n--" not in text


def test_what_runs_is_part_of_what_is_tested() -> None:
    """Every line of the lock of the program stands in the lock of the suite."""
    run, test = ((ROOT / name).read_text(encoding="utf-8").splitlines() for name in LOCK_FILES)

    assert [line for line in run if "==" in line and line not in test] == []


def test_no_tracked_file_is_large() -> None:
    assert [path for path in tracked() if (ROOT / path).stat().st_size > LARGEST] == []
