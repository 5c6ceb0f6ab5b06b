"""The commands norms, items and change, run as a person runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.analysis.people import people, person, save
from tests.analysis.test_change import steady

pytest.importorskip("polars")
pytest.importorskip("numpy")

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: object, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the program in ``folder``."""
    surroundings = {**os.environ, "SUITABILITY_LANG": language, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "suitability", *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of 640 results, most of them of the full form, and two broken files."""
    folder = tmp_path_factory.mktemp("results")
    save([*people(640), *people(6, "quick")], folder)
    (folder / "broken.json").write_text("{")
    (folder / "foreign.json").write_text('{"hello": 1}')
    return folder


class Page(HTMLParser):
    """Collects tags, texts and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "rect", "br"}:
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "xlink:href"}]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its name
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_items_lists_the_broken_writes_every_file_and_ends_with_one(results: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "items", results, "--csv", "a.csv", "--html", "a.html", "--parquet", "a.parquet")

    assert done.returncode == 1, done.stderr
    assert "broken.json:" in done.stderr
    assert "foreign.json:" in done.stderr
    assert "Full form" in done.stdout
    assert "Quick form" in done.stdout
    page = Page()
    page.feed((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert page.open == []
    assert page.addresses == []
    assert page.tags.count("svg") > 2 * 86 * 2
    assert "script" not in page.tags
    assert page.tags.count("title") == page.tags.count("svg") + 1
    assert (tmp_path / "a.csv").read_text().count("\n") > 200
    again = run(tmp_path, "items", "a.parquet", "--form", "full", "--scores", "s.parquet")
    assert again.returncode == 0, again.stderr
    own = done.stdout[: done.stdout.index("\n\n", done.stdout.index("Differences"))]
    assert again.stdout.startswith(own)
    assert (tmp_path / "s.parquet").stat().st_size > 1000


def test_items_replaces_no_file_and_says_so_before_the_work(results: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    done = run(tmp_path, "items", results, "--csv", "a.csv")

    assert done.returncode == 1
    assert done.stdout == ""
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_items_speaks_russian(results: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "items", results, "--form", "full", "--html", "a.html", language="ru")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")

    assert "Анализ вопросов: Полная форма" in done.stdout
    assert "файла использовать не удалось" in done.stderr
    assert '<html lang="ru">' in page
    assert "Омега общая" in page


def test_scores_of_two_forms_do_not_go_into_one_file(results: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "items", results, "--scores", "s.parquet")

    assert done.returncode == 1
    assert "--form" in done.stderr
    assert not (tmp_path / "s.parquet").exists()


def test_norms_builds_where_the_questions_lie_and_lists_what_was_left_out(
    results: Path, tmp_path: Path
) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "pack.yaml").write_text("id: core\n")
    asked = ("norms", "build", results, "--form", "full", "--language", "en", "--name", "Course, spring")
    done = run(tmp_path, *asked)

    assert done.returncode == 1, done.stderr  # two files were broken
    text = (tmp_path / "questions" / "norms" / "full-en.yaml").read_text()
    assert 'name: "Course, spring"' in text
    assert "suitability norms build FOLDER --form full --language en" in text
    assert "Left out: not interpretable" in done.stdout
    assert "fewer than 400" in done.stdout
    again = run(tmp_path, *asked)
    assert "full-en.yaml" in again.stderr
    assert again.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("norms", "build"), "norms build FOLDER"),
        (("norms", "build", "nowhere"), "no folder nowhere"),
        (("norms", "build", "{results}"), "--form and --language"),
        (("norms", "build", "{results}", "--form", "quick", "--language", "ru"), "at least 200"),
        (("norms", "build", "{results}", "--id", "../x"), "does not fit"),
        (("items", "nowhere"), "no folder nowhere"),
        (("items", "{results}", "--form", "other"), "other"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    results: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(tmp_path, *(argument.format(results=results) for argument in arguments))

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_groups_the_list_says_so(tmp_path: Path) -> None:
    assert "no norm groups" in run(tmp_path, "norms").stdout


def test_change_compares_two_files_in_both_languages_and_as_json(tmp_path: Path) -> None:
    save([steady(0.5), steady(0.75, day="2026-09-01"), person(1, "conditions")], tmp_path)
    old, new = (tmp_path / f"{steady(*one).id}.json" for one in ((0.5,), (0.75, "full", "2026-09-01")))
    english, russian = (run(tmp_path, "change", old, new, language=one) for one in ("en", "ru"))

    assert english.returncode == russian.returncode == 0, english.stderr
    assert english.stdout.count("more than measurement error") == 4
    assert russian.stdout.count("больше погрешности измерения") == 4
    assert '"relation": "same"' in run(tmp_path, "change", old, new, "--json").stdout
    same = run(tmp_path, "change", old, old)
    assert same.returncode == 1
    assert "same result" in same.stderr
    assert "no scale in common" in run(tmp_path, "change", old, tmp_path / "conditions-000001.json").stderr


@pytest.mark.parametrize("missing", ["polars", "numpy"])
def test_without_the_extra_the_command_says_what_to_install(
    results: Path, tmp_path: Path, missing: str
) -> None:
    """A module of that name that cannot be imported stands before the real one."""
    (tmp_path / f"{missing}.py").write_text("raise ImportError('not here')")
    code = (
        "import runpy, sys; sys.argv[0] = 'suitability'; runpy.run_module('suitability', run_name='__main__')"
    )
    surroundings = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "SUITABILITY_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-c", code, "items", str(results), "--form", "full"],
        cwd=tmp_path, env=surroundings, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "suitability[analysis]" in done.stderr
