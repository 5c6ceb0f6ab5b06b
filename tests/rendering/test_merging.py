"""One PDF of many reports: bookmarks, tags, links, page labels, and memory that does not grow."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pikepdf = pytest.importorskip("pikepdf")

from suitability.errors import OutputError, UserError  # noqa: E402 - the extra comes first
from suitability.rendering import batch_merge  # noqa: E402
from suitability.rendering.batch import render_one  # noqa: E402
from suitability.rendering.fonts import FAMILIES as OURS  # noqa: E402
from suitability.rendering.making import DocumentOrder  # noqa: E402
from suitability.rendering.merging import Cover, Part, merge, pdf_text  # noqa: E402
from suitability.services.edition_types import EditionName  # noqa: E402
from suitability.services.editions import EditionOrder  # noqa: E402
from suitability.services.results import result_bytes  # noqa: E402
from tests.cli.running import ROOT, changed  # noqa: E402
from tests.rendering.conformance import Checked, problems  # noqa: E402
from tests.services import samples  # noqa: E402

pytestmark = pytest.mark.xdist_group("merging")  # one worker makes the parts, once

ONE_H1 = "7.4.2 not exactly one H1, first"
"""Every part keeps its own; PDF/UA asks only that no level is left out."""

FLAT_IDS = "a header cell is not in the tree of ids"
"""The checker reads a tree without floors; the links of header cells are followed in a test of their own."""

FAMILIES = frozenset(OURS)

COVER = Cover("Отчёты (все) <1>", "ru")
TITLES = ("Анна (первая) \\ 1 0 R", "Boris & Co", "Вера")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Part]:
    """Return three reports of two editions as parts."""
    folder = tmp_path_factory.mktemp("parts")
    people: list[tuple[EditionName, samples.Pick]] = [
        ("candidate", samples.keyed(1.0)),
        ("recruiter", samples.drawn(1)),
        ("recruiter", samples.drawn(2)),
    ]
    for number, (edition, pick) in enumerate(people):
        result = replace(samples.result(pick), id=f"{number:032x}")
        order = DocumentOrder("ru", edition=EditionOrder(edition))
        data = render_one(result_bytes(samples.bank(), result), order, f"{number}.pdf")
        (folder / f"{number}.pdf").write_bytes(data)
    return [Part(folder / f"{number}.pdf", title) for number, title in enumerate(TITLES)]


@pytest.fixture(scope="module")
def merged(parts: list[Part], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the three as one file."""
    path = tmp_path_factory.mktemp("merged") / "all.pdf"
    heard: list[None] = []
    merge(parts, COVER, path, lambda: heard.append(None))
    assert len(heard) == 3
    return path


def walk(element: Any) -> Iterator[Any]:
    """Yield every structure element below ``element``, in reading order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid
            yield from walk(kid)


def outline_below(path: Path) -> list[tuple[str, int]]:
    """Return the bookmarks with their depth."""
    found: list[tuple[str, int]] = []

    def down(items: Any, depth: int) -> None:
        for item in items:
            found.append((item.title, depth))
            down(item.children, depth + 1)

    with pikepdf.open(path) as pdf, pdf.open_outline(max_depth=9) as outline:
        down(outline.root, 0)
    return found


def test_it_is_a_sound_pdf_that_conforms_like_its_parts(parts: list[Part], merged: Path) -> None:
    with pikepdf.open(merged) as pdf:
        assert pdf.check_pdf_syntax() == []
    told = problems(merged.read_bytes(), "ru", FAMILIES)
    for part in parts:
        assert problems(part.path.read_bytes(), "ru", FAMILIES) == []
    assert set(told) <= {ONE_H1, FLAT_IDS}


def test_pages_say_what_they_said(parts: list[Part], merged: Path) -> None:
    with pikepdf.open(merged) as whole:
        said = [page.Contents.read_bytes() for page in whole.pages]
        labels = [page.label for page in whole.pages]
    single: list[bytes] = []
    expected: list[str] = []
    for number, part in enumerate(parts, 1):
        with pikepdf.open(part.path) as pdf:
            single += [page.Contents.read_bytes() for page in pdf.pages]
            expected += [f"{number}-{page}" for page in range(1, len(pdf.pages) + 1)]
    assert said == single
    assert labels == expected


def test_each_report_has_a_bookmark_with_its_own_below(parts: list[Part], merged: Path) -> None:
    expected: list[tuple[str, int]] = []
    for part in parts:
        expected += [(part.title, 0), *((title, depth + 1) for title, depth in outline_below(part.path))]
    assert outline_below(merged) == expected
    with pikepdf.open(merged) as pdf:
        starts = [page.label for page in pdf.pages]
        item = pdf.Root.Outlines.First
        for number in range(1, 4):
            page = pikepdf.Page(item.Dest[0])
            assert starts[page.index] == f"{number}-1"
            assert int(item.Count) < 0  # closed
            item = item.get("/Next")


def test_the_tags_of_every_part_are_there_and_lead_to_their_pages(parts: list[Part], merged: Path) -> None:
    with pikepdf.open(merged) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert [str(part.T) for part in document.K] == list(TITLES)
        kinds = [str(one.S) for one in walk(document)]
        owners: dict[int, Any] = {}
        for kid in pdf.Root.StructTreeRoot.ParentTree.Kids:
            keys = [int(key) for key in list(kid.Nums)[::2]]
            assert [min(keys), max(keys)] == [int(key) for key in kid.Limits]
            owners.update(zip(keys, list(kid.Nums)[1::2], strict=True))
        for page in pdf.pages:
            for owner in owners[int(page.StructParents)]:
                if isinstance(owner, pikepdf.Dictionary):
                    assert owner.Pg.objgen == page.obj.objgen
        assert len(owners) == pdf.Root.StructTreeRoot.ParentTreeNextKey
    single = []
    for part in parts:
        with pikepdf.open(part.path) as pdf:
            top, *below = walk(pdf.Root.StructTreeRoot)
            assert str(top.S) == "/Document"
            single += ["/Part", *(str(one.S) for one in below)]
    assert kinds == single


def test_links_and_headers_lead_into_their_own_part(merged: Path) -> None:
    """The parts have the same names inside: each keeps its own."""
    with pikepdf.open(merged) as pdf:
        dests = pikepdf.NameTree(pdf.Root.Names.Dests)
        links = 0
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                if "/Dest" in note:
                    target = pikepdf.Page(dests[str(note.Dest)][0])
                    assert target.label.split("-")[0] == page.label.split("-")[0]
                    links += 1
        assert links
        ids = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        cells = [one for one in walk(pdf.Root.StructTreeRoot) if "/Headers" in one.get("/A", {})]
        assert cells
        for cell in cells:
            for name in cell.A.Headers:
                assert (
                    pikepdf.Page(ids[str(name)].K[0].Pg).label.split("-")[0]
                    == (pikepdf.Page(cell.K[0].Pg).label.split("-")[0])
                )


def test_the_same_parts_give_the_same_bytes(parts: list[Part], merged: Path, tmp_path: Path) -> None:
    merge(parts, COVER, tmp_path / "again.pdf", lambda: None)
    assert (tmp_path / "again.pdf").read_bytes() == merged.read_bytes()
    assert len(Checked(merged.read_bytes()).pdf.pages) > 20


def test_a_file_is_not_replaced_and_a_part_that_is_none_is_named(parts: list[Part], tmp_path: Path) -> None:
    there = tmp_path / "there.pdf"
    there.write_bytes(b"mine")
    with pytest.raises(OutputError, match="output_exists"):
        merge(parts, COVER, there, lambda: None)
    for data in (b"", b"hello", parts[0].path.read_bytes()[:5000]):
        (tmp_path / "bad.pdf").write_bytes(data)
        with pytest.raises(UserError, match=r"merge_failed.*bad\.pdf"):
            merge([parts[0], Part(tmp_path / "bad.pdf", "x")], COVER, tmp_path / "new.pdf", lambda: None)
    assert there.read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.pdf", "there.pdf"]


def test_binding_is_done_again_only_when_something_changed(parts: list[Part], tmp_path: Path) -> None:
    out = parts[0].path.parent
    named = [(part.path.name, part.title) for part in parts[:2]]
    binding = batch_merge.Binding(out, tmp_path / "all.pdf", COVER)
    assert batch_merge.bind(binding, named, lambda: None, force=False)
    assert not batch_merge.bind(binding, named, lambda: None, force=False)
    assert batch_merge.bind(binding, named[:1], lambda: None, force=False)  # it is ours: it may be replaced
    (tmp_path / "all.pdf").write_bytes(b"edited")
    with pytest.raises(OutputError, match="output_exists"):
        batch_merge.refuse_foreign(binding)
    with pytest.raises(OutputError, match="output_exists"):
        batch_merge.bind(binding, named, lambda: None, force=False)
    assert batch_merge.bind(binding, named, lambda: None, force=True)


def test_titles_are_written_so_that_nothing_in_them_is_syntax() -> None:
    assert pdf_text("Ы)") == b"<FEFF042B0029>"


MEASURED = """
import resource, sys
from pathlib import Path
from suitability.rendering.merging import Cover, Part, merge
parts = [Part(Path(sys.argv[1]), "x")] * int(sys.argv[2])
merge(parts, Cover("t", "ru"), Path(sys.argv[3]), lambda: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB there")
def test_memory_does_not_grow_with_the_number_of_parts(parts: list[Part], tmp_path: Path) -> None:
    """Sixty reports take at most a quarter more than six; all held at once would take many times that."""
    peaks = []
    for count in (6, 60):
        made = str(tmp_path / f"{count}.pdf")
        command = [sys.executable, "-c", MEASURED, str(parts[1].path), str(count), made]
        done = subprocess.run(command, env=changed({}), cwd=ROOT, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.25 * peaks[0]
