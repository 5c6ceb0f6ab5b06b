"""What a report's PDF must be, checked with pikepdf: structure for readers, fonts, bookmarks, page furniture.

The numbers in comments are clauses of PDF/UA-1 (ISO 14289-1). It is a net for our own templates, not a
general validator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from tests.rendering.drawn_boxes import Box, drawn_boxes

PAINTING = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh", "BI"})
PARENTS = {
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/Lbl": {"/LI"},
}


@dataclass(slots=True)
class Node:
    """One structure element: its type, its PDF object, its children, and the marked content it owns."""

    kind: str
    element: Any
    parent: Node | None
    children: list[Node] = field(default_factory=list)
    owned: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Checked:
    """A PDF opened for checking: its pages, its structure tree, and what each page's stream marks."""

    def __init__(self, data: bytes) -> None:
        self.pdf = Pdf.open(BytesIO(data))
        self._pages = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.root = Node("/StructTreeRoot", self.pdf.Root.StructTreeRoot, None)
        self._grow(self.root)
        self.marks: list[list[int]] = []
        self.furniture: list[int] = []
        self.bare: list[str] = []
        for page in self.pdf.pages:
            self._read_page(page)

    def _grow(self, node: Node) -> None:
        kids = node.element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                node.owned.append((self._pages[node.element.Pg.objgen], kid))
            elif kid.get("/Type") == Name.StructElem:
                child = Node(str(kid.S), kid, node)
                node.children.append(child)
                self._grow(child)

    def _read_page(self, page: pikepdf.Page) -> None:
        depth: list[str] = []
        marks: list[int] = []
        furniture = 0
        for one in pikepdf.parse_content_stream(page):
            operands, name = list(one.operands), str(one.operator)
            if name in {"BDC", "BMC"}:
                properties: Any = operands[1] if len(operands) > 1 else {}
                depth.append(str(operands[0]))
                furniture += properties.get("/Type") == Name.Pagination if properties else 0
                if properties and "/MCID" in properties:
                    marks.append(int(properties["/MCID"]))
            elif name == "EMC":
                depth.pop()
            elif name in PAINTING and not depth:
                self.bare.append(f"page {len(self.marks) + 1}: {name}")
        self.marks.append(marks)
        self.furniture.append(furniture)

    def of(self, *kinds: str) -> list[Node]:
        """Return the nodes of these types, in reading order."""
        return [node for node in self.root.walk() if node.kind in kinds]

    def page_of(self, node: Node) -> int:
        """Return the number of the page a node stands on, from 0."""
        return self._pages[node.element.Pg.objgen]

    def outline(self) -> list[str]:
        """Return the bookmark titles, in order."""
        with self.pdf.open_outline() as outline:
            return [title for item in outline.root for title in _titles(item)]

    def fonts(self) -> list[Any]:
        """Return every font of every page, each once."""
        found = {}
        for page in self.pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                found[font.objgen] = font
        return list(found.values())


def _titles(item: pikepdf.OutlineItem) -> Iterator[str]:
    yield item.title
    for child in item.children:
        yield from _titles(child)


def problems(
    data: bytes, language: str, families: frozenset[str], *, archive: bool = False, html: str = ""
) -> list[str]:
    """Return what is wrong with a report's PDF, in words; an empty list means it conforms.

    An ``archive`` must hold one file and be PDF/A-3a too; any other PDF must hold none. With the ``html``
    that it was made from, bookmarks and languages of passages are compared.
    """
    seen = Checked(data)
    found: list[str] = []
    for check in (_document, _content, _headings, _tables, _figures_and_links):
        found += check(seen)
    found += _archive(seen) if archive else _no_files(seen)
    if html:
        found += _as_in_page(seen, html, language)
    if str(seen.pdf.Root.get("/Lang", "")) != language:
        found.append(f"7.2 language is {seen.pdf.Root.get('/Lang')}")
    found += _fonts(seen, families)
    return found


def _document(seen: Checked) -> list[str]:
    root, found = seen.pdf.Root, []
    if not root.MarkInfo.get("/Marked") or root.MarkInfo.get("/Suspects", False):
        found.append("6.2 not marked as tagged")
    if not root.ViewerPreferences.get("/DisplayDocTitle"):
        found.append("7.1 title is not displayed")
    with seen.pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        title = meta.get("dc:title")
        if not title or title != str(seen.pdf.docinfo.get("/Title", "")):
            found.append(f"7.1 title differs: {title}")
        if meta.get("pdfuaid:part") != "1":
            found.append("5 not announced as PDF/UA-1")
    if seen.pdf.is_encrypted:
        found.append("7.16 encrypted")
    found += [
        f"7.18.3 page {n} has no tab order"
        for n, page in enumerate(seen.pdf.pages)
        if page.get("/Tabs") != Name.S
    ]
    return found


def _no_files(seen: Checked) -> list[str]:
    files = "/EmbeddedFiles" in seen.pdf.Root.get("/Names", {}) or "/AF" in seen.pdf.Root
    return ["7.11 holds files"] if files else []


def _archive(seen: Checked) -> list[str]:
    """PDF/A-3a beside PDF/UA: announced, colours defined, one named and related file, nothing smoothed."""
    root, found = seen.pdf.Root, []
    with seen.pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("3", "A"):
            found.append("6.6.4 not announced as PDF/A-3a")
    if b"pdfaExtension" not in root.Metadata.read_bytes():
        found.append("6.6.2.3.1 the schema of PDF/UA is not described")
    if not len(root.get("/OutputIntents", [])):
        found.append("6.2.3 no output intent")
    if "/ID" not in seen.pdf.trailer:
        found.append("6.1.3 no file identifier")
    related = list(root.get("/AF", []))
    if len(related) != 1 or related[0].get("/AFRelationship") != Name.Data or not str(related[0].UF):
        found.append("6.8 the file inside has no name or no relationship")
    for page in seen.pdf.pages:
        found += [
            "6.3.2 a link does not print"
            for note in page.get("/Annots", [])
            if not int(note.get("/F", 0)) & 4
        ]
        images = page.Resources.get("/XObject", {}).values()
        found += ["6.2.8 a picture is smoothed" for image in images if image.get("/Interpolate", False)]
    return found


def _as_in_page(seen: Checked, html: str, language: str) -> list[str]:
    found = []
    titles = [_bare(title) for title in re.findall(r"(?s)<h[123][^>]*>(.*?)</h[123]>", html)]
    outline = [_bare(title) for title in seen.outline()]
    if outline != titles:
        odd = [pair for pair in zip(outline, titles, strict=False) if pair[0] != pair[1]][:2]
        found.append(f"bookmarks differ from headings: {odd or (len(outline), len(titles))}")
    others = set(re.findall(r'<span lang="([^"]+)"', html)) - {language}
    spoken = {str(node.element.get("/Lang", "")) for node in seen.root.walk()}
    return found + [f"3.1.2 no passage is said to be in {other}" for other in others - spoken]


def _bare(text: str) -> str:
    """Return a heading without tags, entities and the kinds of blanks."""
    return "".join(unescape(re.sub("<[^>]+>", "", text)).split())


def _content(seen: Checked) -> list[str]:
    found = [f"7.1 drawn outside of any mark: {where}" for where in seen.bare]
    owned = Counter(mark for node in seen.root.walk() for mark in node.owned)
    for page, marks in enumerate(seen.marks):
        if len(marks) != len(set(marks)):
            found.append(f"page {page + 1} uses a mark twice")
        found += [
            f"7.1 page {page + 1} mark {mark} is in no tree" for mark in marks if owned[page, mark] != 1
        ]
        if seen.furniture[page] < 2:
            found.append(f"page {page + 1} has no running content set aside")
    for node in seen.root.walk():
        if node.kind in PARENTS and (node.parent is None or node.parent.kind not in PARENTS[node.kind]):
            found.append(f"7.2 {node.kind} stands in {node.parent.kind if node.parent else None}")
    return found


def _headings(seen: Checked) -> list[str]:
    levels = [int(node.kind[2]) for node in seen.of("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")]
    found = [] if levels[:1] == [1] and levels.count(1) == 1 else ["7.4.2 not exactly one H1, first"]
    found += [f"7.4.2 H{a} is followed by H{b}" for a, b in pairwise(levels) if b > a + 1]
    if not seen.outline():
        found.append("no bookmarks")
    return found


def _tables(seen: Checked) -> list[str]:
    found = []
    ids = [str(name) for name in seen.root.element.get("/IDTree", {}).get("/Names", [])][::2]
    before = len(seen.marks)
    for table in seen.of("/Table"):
        rows = [
            [cell for cell in row.children if cell.kind in {"/TH", "/TD"}]
            for row in table.walk()
            if row.kind == "/TR"
        ]
        widths = {sum(int(cell.element.get("/A", {}).get("/ColSpan", 1)) for cell in row) for row in rows}
        if len(widths) != 1:
            found.append(f"7.2 a table has rows of {sorted(widths)} columns")
        captioned = any(child.kind == "/Caption" for child in table.children)
        page = seen.page_of(table)
        if not captioned and page != before + 1:  # the rest of a table that began a page earlier
            found.append(f"a table on page {page + 1} has no caption")
        before = page
        for cell in (cell for row in rows for cell in row):
            attributes = cell.element.get("/A", {})
            if cell.kind == "/TH" and attributes.get("/Scope") not in {Name.Row, Name.Column}:
                found.append("a header cell has no scope")
            if cell.kind == "/TH" and str(cell.element.get("/ID")) not in ids:
                found.append("a header cell is not in the tree of ids")
            if cell.kind == "/TD" and not len(attributes.get("/Headers", [])):
                found.append("7.5 a cell has no header")
    return found


def _figures_and_links(seen: Checked) -> list[str]:
    found = []
    boxes = [drawn_boxes(page) for page in seen.pdf.pages]
    for figure in seen.of("/Figure"):
        if not str(figure.element.get("/Alt", "")).strip():
            found.append("7.3 a figure has no text")
        box = [float(value) for value in figure.element.A.BBox]
        sheet = [float(value) for value in figure.element.Pg.MediaBox]
        inside = sheet[0] <= box[0] < box[2] <= sheet[2] and sheet[1] <= box[1] < box[3] <= sheet[3]
        drawn = [boxes[page][mark] for page, mark in figure.owned if mark in boxes[page]]
        if not inside or any(_outside(one, box) for one in drawn):
            found.append(f"a figure's box {box} is not where it is drawn")
    for page in seen.pdf.pages:
        for note in page.get("/Annots", []):
            if not str(note.get("/Contents", "")).strip() or "/StructParent" not in note:
                found.append("7.18.5 a link says nothing")
            elif "/Dest" in note and not str(note.Contents).startswith("["):
                found.append(f"a link within the report is announced as {note.Contents}")
    return found


def _outside(drawn: Box, box: list[float]) -> bool:
    """Return whether something is drawn more than two points beyond a box."""
    low = drawn[0] < box[0] - 2 or drawn[1] < box[1] - 2
    return low or drawn[2] > box[2] + 2 or drawn[3] > box[3] + 2


def _fonts(seen: Checked, families: frozenset[str]) -> list[str]:
    found = []
    for font in seen.fonts():
        name = str(font.BaseFont).lstrip("/")
        family = name.partition("+")[2].replace("-", " ").rstrip(",")
        descriptor = font.DescendantFonts[0].FontDescriptor
        if not any(family.startswith(known) for known in families):
            found.append(f"a font that is not ours: {name}")
        if "+" not in name or not any(key in descriptor for key in ("/FontFile2", "/FontFile3")):
            found.append(f"7.21 not embedded as a subset: {name}")
        if "/ToUnicode" not in font or font.Encoding != Name("/Identity-H"):
            found.append(f"7.21 no way back to text: {name}")
    return found
