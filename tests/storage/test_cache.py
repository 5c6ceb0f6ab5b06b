"""The cache of checked content: what it saves, and that it can never do harm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suitability.services.library import load_bank, load_guide, load_words
from suitability.storage import cache
from suitability.storage.digest import digest
from tests.storage.packs import PACK, WORDS, spoil, write

FILES = {"a.yaml": b"x: 1\n", "b/c.yaml": b"y: 2\n"}
VALUE: dict[str, object] = {"a": [1, 2.5, None, True, "текст"], "b": {"c": {}}}


def _root(folder: Path) -> Path:
    write(folder / "questions", PACK)
    write(folder / "content", WORDS)
    return folder


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """A value kept under a key comes back under that key and under no other."""
    key = cache.key_of("bank", FILES, "1")

    assert cache.store(tmp_path / "new" / "deep", "bank", key, VALUE)
    assert cache.load(tmp_path / "new" / "deep", "bank", key) == VALUE
    assert cache.load(tmp_path / "new" / "deep", "bank", cache.key_of("bank", FILES, "2")) is None
    assert cache.load(tmp_path / "new" / "deep", "words-ru", key) is None
    assert [path.name for path in (tmp_path / "new" / "deep").iterdir()] == ["bank.json"]


@pytest.mark.parametrize(
    ("name", "files", "version"),
    [
        ("other", FILES, "1"),
        ("bank", FILES, "2"),
        ("bank", {**FILES, "a.yaml": b"x: 2\n"}, "1"),
        ("bank", {"a2.yaml": b"x: 1\n", "b/c.yaml": b"y: 2\n"}, "1"),
        ("bank", {**FILES, "d.yaml": b""}, "1"),
        ("bank", {"a.yaml": b"x: 1\ny: 2\n", "b/c.yaml": b""}, "1"),
    ],
)
def test_anything_that_differs_changes_the_key(name: str, files: dict[str, bytes], version: str) -> None:
    """Name, file names, bytes, their division into files, and program version all count."""
    assert cache.key_of(name, files, version) != cache.key_of("bank", FILES, "1")


def test_the_order_of_files_does_not_change_the_key() -> None:
    """Folders list their files in any order."""
    assert cache.key_of("bank", dict(reversed(FILES.items())), "1") == cache.key_of("bank", FILES, "1")


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_cache_is_as_good_as_none(tmp_path: Path, data: st.DataObject) -> None:
    """Any byte changed, cut or added is noticed; nothing raises."""
    key = cache.key_of("bank", FILES, "1")
    cache.store(tmp_path, "bank", key, VALUE)
    path = tmp_path / "bank.json"
    good = path.read_bytes()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, len(good)))
    bad = good[:start] + data.draw(st.binary(max_size=4)) + good[end:]
    path.write_bytes(bad)

    assert cache.load(tmp_path, "bank", key) == (VALUE if bad == good else None)


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"[" * 100_000, b"\xff\xfe", b"null"])
def test_foreign_files_in_place_of_the_cache_are_ignored(tmp_path: Path, content: bytes) -> None:
    """Whatever lies there, the answer is None."""
    (tmp_path / "bank.json").write_bytes(content)

    assert cache.load(tmp_path, "bank", cache.key_of("bank", FILES, "1")) is None


def test_a_body_that_is_no_map_is_ignored_even_with_a_true_checksum(tmp_path: Path) -> None:
    """The checksum proves that the bytes are those written, not what they mean."""
    import hashlib

    key = cache.key_of("bank", FILES, "1")
    for body in (b"[1]", b"[" * 200_000, b"nonsense"):
        header = f"suitability-cache 2 {key} {hashlib.blake2b(body, digest_size=32).hexdigest()}".encode()
        (tmp_path / "bank.json").write_bytes(header + b"\n" + body)
        assert cache.load(tmp_path, "bank", key) is None


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tmp_path: Path) -> None:
    """A file where the folder should be, a folder where the file should be, no folder at all."""
    root = _root(tmp_path / "root")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "taken" / "bank.json").mkdir(parents=True)

    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "taken", None):
        assert load_bank(root, folder).pack.id == "toy"
        assert cache.store(folder, "bank", "k", {}) is False
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["bank.json"]


@pytest.mark.skipif(os.name != "posix", reason="folder modes are a matter of POSIX")
def test_the_folder_is_private(tmp_path: Path) -> None:
    """The cache folder is made for its owner only."""
    cache.store(tmp_path / "cache", "bank", "k", {})

    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


def test_the_second_load_gives_the_same_without_yaml(tmp_path: Path) -> None:
    """From the cache the same bank, words and guide come without importing yaml; proved in a process."""
    root, folder = _root(tmp_path / "root"), tmp_path / "cache"
    first = load_bank(root, folder)
    assert load_bank(root, folder) == first
    load_words("ru", root, folder)
    load_bank(None, folder / "own")
    load_guide(None, None, folder / "own")
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from suitability.services.library import load_bank, load_guide, load_words\n"
        f"root, folder = Path({str(root)!r}), Path({str(folder)!r})\n"
        "bank = load_bank(root, folder); words = load_words('ru', root, folder)\n"
        "own = load_bank(None, folder / 'own'); guide = load_guide(None, None, folder / 'own')\n"
        "loaded = [name for name in ('yaml', 'babel', 'suitability.storage.lint') if name in sys.modules]\n"
        "print(bank.digest, words('screens.welcome.title', minutes=5), len(own.signs), loaded, sep='|')"
    )
    checkout = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )

    assert done.stdout.strip() == f"{first.digest}|Это займёт 5 мин.|10|[]"


def test_a_change_in_the_content_is_seen_at_once(tmp_path: Path) -> None:
    """An edited file has other bytes, so the cache does not apply."""
    root, folder = _root(tmp_path / "root"), tmp_path / "cache"
    load_bank(root, folder)
    load_words("en", root, folder)
    spoil(root, "questions/pack.yaml", "id: toy", "id: other")
    spoil(root, "content/en/words/screens.yaml", "This takes", "It takes")

    assert load_bank(root, folder).pack.id == "other"
    assert load_words("en", root, folder)("screens.welcome.title", minutes=5) == "It takes 5 min."


def test_a_damaged_cache_file_is_rewritten(tmp_path: Path) -> None:
    """The program heals its cache by itself."""
    root, folder = _root(tmp_path / "root"), tmp_path / "cache"
    load_bank(root, folder)
    good = (folder / "bank.json").read_bytes()
    (folder / "bank.json").write_bytes(good[:-10])

    assert load_bank(root, folder).pack.id == "toy"
    assert (folder / "bank.json").read_bytes() == good


def test_a_cache_of_another_shape_is_read_afresh(tmp_path: Path) -> None:
    """Trees kept by a program with other types under the same version are thrown away."""
    root, folder = _root(tmp_path / "root"), tmp_path / "cache"
    load_bank(root, folder)
    header, _, body = (folder / "bank.json").read_bytes().partition(b"\n")
    key = header.decode().split()[2]
    for spoilt in ("rules.yaml", "trees", "digest", "orders"):
        found = json.loads(body)
        del found["trees" if spoilt == "rules.yaml" else spoilt]
        if spoilt == "rules.yaml":
            found["trees"] = {name: one for name, one in json.loads(body)["trees"].items() if name != spoilt}
        cache.store(folder, "bank", key, found)

        assert load_bank(root, folder).rules.band_percent == 90
        assert (folder / "bank.json").read_bytes() == header + b"\n" + body


def test_the_cache_knows_digest_and_orders(tmp_path: Path) -> None:
    """What takes long to work out is kept as well, and is what would be worked out."""
    root, folder = _root(tmp_path / "root"), tmp_path / "cache"
    fresh = load_bank(root, folder)
    kept = load_bank(root, folder)

    assert kept.digest == fresh.digest == digest(kept)
    for form in fresh.forms:
        assert kept.order(form) == load_bank(root).order(form)


def test_changed_code_reads_content_afresh(tmp_path: Path) -> None:
    """Between two releases the version stays the same; the time and size of the files that matter do not."""
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(__file__).parents[2] / "suitability", copy / "suitability", ignore=left_out)
    code = "from suitability.storage.places import code_stamp; print(code_stamp())"

    def stamp() -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=True).stdout.strip()

    before = stamp()
    assert len(before) == 8
    assert stamp() == before
    with (copy / "suitability" / "storage" / "digest.py").open("a", encoding="utf-8") as stream:
        stream.write("# changed")
    assert stamp() != before
