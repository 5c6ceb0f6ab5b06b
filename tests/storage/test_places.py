"""Where files are: the program's data folders in every kind of install, and the user's folders."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from suitability.errors import ShippedFilesMissing, UserError
from suitability.storage.content_files import read_files
from suitability.storage.places import DATA_FOLDERS, data_folder, find_data_folder, user_folders
from tests.storage.packs import PACK, write


def _checkout(folder: Path) -> Path:
    """Make a folder that looks like a checkout and return it."""
    write(
        folder,
        {"pyproject.toml": "", "questions/pack.yaml": "id: checkout", "content/x.yaml": "", "reports/x": ""},
    )
    (folder / "suitability").mkdir()
    return folder


@pytest.mark.parametrize("name", DATA_FOLDERS)
def test_the_shipped_folders_are_found(name: str) -> None:
    """In this very installation all three folders are there and hold something."""
    assert any(data_folder(name).iterdir())


def test_a_folder_given_by_the_caller_is_the_only_place_looked_at(tmp_path: Path) -> None:
    """An organisation's own content replaces the program's; what it lacks is an error, not a fallback."""
    (tmp_path / "questions").mkdir()

    assert data_folder("questions", tmp_path) == tmp_path / "questions"
    with pytest.raises(UserError) as caught:
        data_folder("content", tmp_path)
    assert (caught.value.code, caught.value.values["name"]) == ("data_folder_missing", "content")


def test_a_wheel_holds_its_data_inside_the_package(tmp_path: Path) -> None:
    """``_data`` inside the package comes before the folder above it."""
    checkout = _checkout(tmp_path)
    inside = checkout / "suitability" / "_data" / "questions"
    inside.mkdir(parents=True)

    assert find_data_folder("questions", checkout / "suitability", checkout) == inside
    assert find_data_folder("content", checkout / "suitability", checkout) == checkout / "content"


def test_a_checkout_holds_its_data_beside_the_package(tmp_path: Path) -> None:
    """Without ``_data`` the folder above counts, if it is a checkout of this project."""
    checkout = _checkout(tmp_path)

    assert find_data_folder("reports", checkout / "suitability", checkout) == checkout / "reports"


@pytest.mark.parametrize("lost", ["pyproject.toml", "questions", "content"])
def test_a_broken_installation_names_the_places(tmp_path: Path, lost: str) -> None:
    """A stray folder called content above the package is not taken for ours."""
    checkout = _checkout(tmp_path)
    (checkout / lost).rename(checkout / "elsewhere")

    with pytest.raises(ShippedFilesMissing) as caught:
        find_data_folder("content", checkout / "suitability", checkout)

    assert str(checkout / "content") in caught.value.values["places"]
    assert "_data" in caught.value.values["places"]


def test_folders_inside_a_zip_are_read_alike(tmp_path: Path) -> None:
    """A zipapp hands out folders that are no paths; the files are the same."""
    with zipfile.ZipFile(tmp_path / "app.pyz", "w") as archive:
        for name, text in PACK.items():
            archive.writestr(f"suitability/_data/questions/{name}", text)
    package = zipfile.Path(tmp_path / "app.pyz", "suitability/")

    found = read_files(find_data_folder("questions", package, tmp_path / "nowhere"))

    assert found == {name: text.encode() for name, text in sorted(PACK.items())}


def test_one_variable_moves_everything(tmp_path: Path) -> None:
    """SUITABILITY_HOME puts data, cache and runs below one folder; an argument comes before it."""
    folders = user_folders({"SUITABILITY_HOME": str(tmp_path)})

    assert (folders.data, folders.cache, folders.runs) == (tmp_path, tmp_path / "cache", tmp_path / "runs")
    assert user_folders({"SUITABILITY_HOME": "/x"}, tmp_path) == folders


def test_without_it_the_system_decides(surroundings: Path) -> None:
    """An empty variable counts as none; the folders lie in the user's home and are not made yet."""
    folders = user_folders({"SUITABILITY_HOME": ""})

    assert folders.runs is not None
    assert folders.cache is not None
    assert folders.runs.is_relative_to(surroundings)
    assert folders.cache.is_relative_to(surroundings)
    assert folders.runs.name == "runs"
    assert not folders.runs.exists()


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later change of the working folder does not move the runs."""
    monkeypatch.chdir(tmp_path)

    assert user_folders({"SUITABILITY_HOME": "mine"}).data == tmp_path / "mine"


def test_a_machine_without_a_home_has_no_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system names no home folder, the run stays in memory instead of landing in a folder "~"."""
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: Path("~/.local/share/suitability"))
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: Path("~/.cache/suitability"))

    folders = user_folders({})

    assert (folders.data, folders.cache, folders.runs) == (None, None, None)
