"""Norm groups of the user: built into the user's folder, in use at once, listed, taken in, taken away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from suitability.services.library import load_own_norms, load_words
from suitability.storage.own_norms import MAX_BYTES
from tests.analysis.people import bank, people, person, save

pytest.importorskip("polars")
pytest.importorskip("numpy")

pytestmark = pytest.mark.xdist_group("own norms")  # one worker builds the group, once

ROOT = Path(__file__).parents[2]


def run(home: Path, *arguments: object, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the program outside the checkout with a home of its own."""
    surroundings = {
        **os.environ,
        "SUITABILITY_LANG": language,
        "SUITABILITY_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "suitability", *map(str, arguments)],
        cwd=home,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which a group was built from 600 results."""
    home, results = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("results")
    save(people(600), results)
    done = run(home, "norms", "build", results, "--form", "full", "--language", "ru", "--name", "Курс")
    assert done.returncode == 0, done.stderr
    assert (home / "norms" / "full-ru.yaml").is_file()
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """Return a home of its own with that group."""
    folder = tmp_path / "home"
    (folder / "norms").mkdir(parents=True)
    (folder / "norms" / "full-ru.yaml").write_bytes((built / "norms" / "full-ru.yaml").read_bytes())
    return folder


def one_result(folder: Path) -> Path:
    save([person(10)], folder)
    (path,) = folder.glob("*.json")
    return path


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_group_is_in_use_and_every_score_line_says_where_it_stands(
    home: Path, tmp_path: Path, language: str
) -> None:
    result = one_result(tmp_path)
    lines = run(home, "score", result, language=language).stdout
    data = json.loads(run(home, "score", result, "--json").stdout)
    assert data["norm_group"]["id"] == "full-ru"
    assert "«Курс»" in lines or "“Курс”" in lines
    scored = [scale for scale in data["scales"] if scale["score"] is not None]
    assert len(scored) == 4
    for scale in scored:
        low, high = (round(one) for one in scale["percentiles"])
        stands = load_words(language)("learning.report.standing_short", low=low, high=high)
        assert " ".join(stands.split()) in " ".join(lines.split())  # lines are wrapped


def test_the_list_names_the_group_and_its_file_and_remove_takes_it_away(home: Path, tmp_path: Path) -> None:
    listed = run(home, "norms")
    assert "full-ru" in listed.stdout
    assert str(home / "norms" / "full-ru.yaml") in listed.stdout
    assert run(home, "norms", "remove", "full-ru").returncode == 0
    assert list((home / "norms").iterdir()) == []
    assert "no norm groups" in run(home, "norms").stdout
    again = run(home, "norms", "remove", "full-ru")
    assert (again.returncode, "full-ru" in again.stderr) == (1, True)
    assert json.loads(run(home, "score", one_result(tmp_path), "--json").stdout)["norm_group"] is None


def test_a_group_from_elsewhere_is_checked_and_taken_in(home: Path, tmp_path: Path) -> None:
    brought = tmp_path / "brought under another name.yaml"
    brought.write_bytes((home / "norms" / "full-ru.yaml").read_bytes())
    there = run(home, "norms", "add", brought)
    assert (there.returncode, "full-ru.yaml" in there.stderr) == (1, True)
    assert run(home, "norms", "add", brought, "--force").returncode == 0
    spoilt = brought.read_text(encoding="utf-8").replace('language: "ru"', 'language: "xx"')
    assert "xx" in spoilt
    brought.write_text(spoilt.replace('id: "full-ru"', 'id: "../full-xx"'), encoding="utf-8")
    refused = run(home, "norms", "add", brought)
    assert refused.returncode == 3
    assert "../full-xx" in refused.stderr
    assert [path.name for path in (home / "norms").iterdir()] == ["full-ru.yaml"]
    missing = run(home, "norms", "add", tmp_path / "nowhere.yaml")
    assert (missing.returncode, "nowhere.yaml" in missing.stderr) == (1, True)


def test_a_broken_group_is_named_and_the_others_stay_in_use(home: Path, tmp_path: Path) -> None:
    good = (home / "norms" / "full-ru.yaml").read_text(encoding="utf-8")
    (home / "norms" / "old.yaml").write_text(
        good.replace('id: "full-ru"', 'id: "old"').replace(
            "rating frequency patience", "rating agreement patience"
        ),
        encoding="utf-8",
    )
    (home / "norms" / "torn.yaml").write_text(good[:300], encoding="utf-8")
    (home / "norms" / "other.yaml").write_text(good, encoding="utf-8")
    (home / "norms" / "huge.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (home / "norms" / "folder.yaml").mkdir()
    done = run(home, "score", one_result(tmp_path), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["norm_group"]["id"] == "full-ru"
    for name in ("old.yaml", "torn.yaml", "other.yaml", "huge.yaml", "folder.yaml"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert run(home, "norms", "remove", "torn").returncode == 0
    assert not (home / "norms" / "torn.yaml").exists()


def test_a_group_with_the_id_of_a_shipped_one_is_not_used(home: Path) -> None:
    own = load_own_norms(bank(), home / "norms")
    shipped = replace(bank(), norms=dict(own.groups))
    again = load_own_norms(shipped, home / "norms")
    assert set(own.groups) == {"full-ru"}
    assert (dict(again.groups), [one.code for one in again.problems]) == ({}, ["norm_id_shipped"])


def test_checked_groups_come_from_the_cache_until_a_file_changes(home: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load_own_norms(bank(), home / "norms", cache)
    assert (cache / "own-norms.json").is_file()
    assert load_own_norms(bank(), home / "norms", cache) == first
    path = home / "norms" / "full-ru.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Курс", "Кружок"), encoding="utf-8")
    assert load_own_norms(bank(), home / "norms", cache).groups["full-ru"].name == "Кружок"


def test_forgetting_everything_says_which_groups_remain(home: Path) -> None:
    done = run(home, "forget", "--all", "--yes")
    assert "full-ru" in done.stdout
    assert (home / "norms" / "full-ru.yaml").is_file()


def test_without_a_folder_nothing_is_read(tmp_path: Path) -> None:
    assert load_own_norms(bank(), tmp_path / "none").groups == {}
    assert load_own_norms(bank(), None).problems == ()
