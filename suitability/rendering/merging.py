"""Many reports in one PDF: a bookmark for each, its own bookmarks below, tags and links alive.

The parts are read one after the other and written on at once, so that memory does not grow with their number.
WeasyPrint could join laid-out documents, but would have to hold all of them; libraries that copy pages lose
the structure that screen readers need. Here every object of a part is written on under a new number, and the
trees of a PDF (pages, structure, bookmarks, names) get one more floor on top. Lost: the files attached to
archive PDFs, and with them the claim to be PDF/A.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from suitability.errors import UserError
from suitability.rendering.pdf_stream import ObjectWriter
from suitability.storage.safe_write import shown, write_made

CATALOG, PAGES, STRUCTURE, DOCUMENT, OUTLINES, METADATA, INFO, FIRST_FREE = range(1, 9)
"""Numbers of the objects that the merged file has of its own; bookmarks of the parts follow."""

_PIECE = re.compile(rb"\((?:[^\\)]|\\.)*\)|<[0-9A-Fa-f]+>|\b(\d+) (\d+) R\b", re.DOTALL)
"""A string, which is left as it is, or a reference. Inside a string qpdf writes brackets with a slash."""

_HIDDEN = frozenset({"/ObjStm", "/XRef"})


@dataclass(frozen=True, slots=True)
class Part:
    """One report: its file and the title of its bookmark."""

    path: Path
    title: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What the merged file says about itself: title and language."""

    title: str
    language: str


@dataclass(slots=True)
class _Trees:
    """The new floor of each tree: references to what the parts bring, and what has been counted."""

    pages: list[int] = field(default_factory=list)
    page_count: int = 0
    documents: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    next_parent: int = 0
    ids: list[int] = field(default_factory=list)
    dests: list[int] = field(default_factory=list)
    labels: list[bytes] = field(default_factory=list)


def require_merging() -> None:
    """Raise UserError where pikepdf, which reads the parts, is not installed (``merge_extra_missing``)."""
    try:
        import pikepdf  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise UserError("merge_extra_missing") from error


def merge(
    parts: Sequence[Part], cover: Cover, place: Path, on_part: Callable[[], None], *, force: bool = False
) -> None:
    """Write the PDFs of ``parts``, in their order, as one PDF to ``place``; ``on_part`` hears of each.

    The same parts and cover give the same bytes.

    Raises:
        UserError: pikepdf is missing, or a part cannot be read as a tagged PDF.
        OutputError: the file exists and ``force`` is False, or cannot be written.
    """
    require_merging()
    write_made(place, partial(_write, parts, cover, on_part), force=force)


def _write(parts: Sequence[Part], cover: Cover, on_part: Callable[[], None], path: Path) -> None:
    import pikepdf  # noqa: PLC0415 - an extra

    trees = _Trees()
    with path.open("wb") as stream:
        writer = ObjectWriter(stream, FIRST_FREE + len(parts))
        for number, part in enumerate(parts):
            try:
                with pikepdf.open(part.path) as pdf:
                    _Merged(pdf, number, trees).write(writer, part, last=number + 1 == len(parts))
            except (pikepdf.PdfError, AttributeError, KeyError, OSError) as error:
                raise UserError("merge_failed", name=part.path.name, reason=shown(str(error))) from error
            on_part()
        _write_top(writer, trees, cover, len(parts))
        writer.finish(CATALOG, INFO)


class _Merged:
    """One part on its way into the merged file: named apart from the others, then written on."""

    def __init__(self, pdf: Any, number: int, trees: _Trees) -> None:
        self._pdf = pdf
        self._number = number
        self._prefix = b"%08d-" % number
        self._trees = trees

    def write(self, writer: ObjectWriter, part: Part, *, last: bool) -> None:
        """Write every object of the part and hang its trees into those of the whole."""
        root = self._pdf.Root
        structure = root.StructTreeRoot
        homes = ((root.get("/Names", {}), "/Dests"), (structure, "/ParentTree"), (structure, "/IDTree"))
        for home, name in homes:
            if name in home and not home[name].is_indirect:
                home[name] = self._pdf.make_indirect(home[name])
        self._tell_apart()
        outlines = root.get("/Outlines")
        above = {root.objgen[0]: PAGES, root.StructTreeRoot.objgen[0]: STRUCTURE}
        for own in root.StructTreeRoot.K:
            own.S, own.T = self._name("/Part"), part.title
            own.P = root.StructTreeRoot
        dropped = {*above, root.Metadata.objgen[0]}
        if outlines is not None:
            above[outlines.objgen[0]] = FIRST_FREE + self._number
            dropped.add(outlines.objgen[0])
        root.Pages.Parent = root
        start = writer.reserve(max(one.objgen[0] for one in self._pdf.objects))
        renumber = partial(_renumbered, above=above, start=start)
        self._hang(start)
        writer.add(FIRST_FREE + self._number, self._bookmark(part.title, renumber, last=last))
        for one in self._pdf.objects:
            number = one.objgen[0]
            if number in dropped or self._is_hidden(one):
                continue
            if one._type_name == "stream":  # noqa: SLF001 - as above
                head = renumber(one.stream_dict.unparse(resolved=True))
                writer.add_stream(start + number, head, one.read_raw_bytes())
            else:
                writer.add(start + number, renumber(one.unparse(resolved=True)))

    def _is_hidden(self, one: Any) -> bool:
        return one._type_name == "stream" and str(one.get("/Type", "")) in _HIDDEN  # noqa: SLF001 - as above

    def _name(self, name: str) -> Any:
        import pikepdf  # noqa: PLC0415 - loaded already

        return pikepdf.Name(name)

    def _tell_apart(self) -> None:
        """Give the names and numbers that parts have in common another one in each."""
        root, shift = self._pdf.Root, self._trees.next_parent
        for one in self._pdf.objects:
            kind = one._type_name  # noqa: SLF001 - as above
            if kind not in {"dictionary", "stream"}:
                continue
            for key in ("/StructParents", "/StructParent"):
                if key in one:
                    one[key] = int(one[key]) + shift
            if "/Dest" in one and one["/Dest"]._type_name == "string":  # noqa: SLF001 - as above
                one["/Dest"] = self._mine(one["/Dest"])
            if one.get("/Type") == "/StructElem":
                self._rename_cells(one)
        tree = root.StructTreeRoot.ParentTree
        keys = [int(number) for number in list(tree.Nums)[::2]]
        for at, number in enumerate(keys):
            tree.Nums[2 * at] = number + shift
        tree.Limits = [min(keys, default=0) + shift, max(keys, default=0) + shift]
        self._trees.next_parent += max(keys, default=0) + 1
        for names in self._name_trees():
            if names is None:
                continue
            for at in range(0, len(names.Names), 2):
                names.Names[at] = self._mine(names.Names[at])
            names.Limits = [names.Names[0], names.Names[len(names.Names) - 2]]

    def _name_trees(self) -> tuple[Any, Any]:
        """Return the trees of destinations and of ids; None for one that is missing or empty."""
        root = self._pdf.Root
        found = (root.get("/Names", {}).get("/Dests"), root.StructTreeRoot.get("/IDTree"))
        dests, ids = (None if tree is None or not len(tree.Names) else tree for tree in found)
        return dests, ids

    def _rename_cells(self, element: Any) -> None:
        """Rename the id of a header cell, and in other cells the ids of their header cells."""
        if "/ID" in element:
            element.ID = self._mine(element.ID)
        about = element.get("/A")
        if about is not None and "/Headers" in about:
            about.Headers = [self._mine(one) for one in about.Headers]

    def _mine(self, name: Any) -> Any:
        import pikepdf  # noqa: PLC0415 - loaded already

        return pikepdf.String(self._prefix + bytes(name))

    def _hang(self, start: int) -> None:
        """Note what the trees of the whole hold of this part."""
        root, trees = self._pdf.Root, self._trees
        trees.labels.append(b"%d << /S /D /P %s >>" % (trees.page_count, pdf_text(f"{self._number + 1}-")))
        trees.pages.append(start + root.Pages.objgen[0])
        trees.page_count += len(self._pdf.pages)
        trees.documents.extend(start + own.objgen[0] for own in root.StructTreeRoot.K)
        trees.parents.append(start + root.StructTreeRoot.ParentTree.objgen[0])
        dests, ids = self._name_trees()
        if dests is not None:
            trees.dests.append(start + dests.objgen[0])
        if ids is not None:
            trees.ids.append(start + ids.objgen[0])

    def _bookmark(self, title: str, renumber: Callable[[bytes], bytes], *, last: bool) -> bytes:
        """Return the bookmark of the part, closed, its own bookmarks below it."""
        mine = FIRST_FREE + self._number
        page = b"%d %d R" % self._pdf.pages[0].obj.objgen
        pieces = [b"<< /Title %s /Parent %d 0 R" % (pdf_text(title), OUTLINES)]
        pieces.append(renumber(b"/Dest [%s /Fit]" % page))
        if self._number:
            pieces.append(b"/Prev %d 0 R" % (mine - 1))
        if not last:
            pieces.append(b"/Next %d 0 R" % (mine + 1))
        outlines = self._pdf.Root.get("/Outlines")
        if outlines is not None and "/First" in outlines:
            ends = b"/First %d %d R /Last %d %d R" % (*outlines.First.objgen, *outlines.Last.objgen)
            pieces.append(renumber(ends) + b" /Count -%d" % abs(int(outlines.get("/Count", 1))))
        return b" ".join([*pieces, b">>"])


def _renumbered(text: bytes, above: dict[int, int], start: int) -> bytes:
    """Return the text of an object with the numbers that the merged file gives to what it refers to."""

    def new(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        number = int(found[1])
        return b"%d 0 R" % above.get(number, start + number)

    return _PIECE.sub(new, text)


def pdf_text(text: str) -> bytes:
    """Return a text as a string of a PDF (UTF-16 with its mark, in hexadecimal)."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def _references(numbers: Sequence[int]) -> bytes:
    return b"[ " + b" ".join(b"%d 0 R" % number for number in numbers) + b" ]"


def _write_top(writer: ObjectWriter, trees: _Trees, cover: Cover, parts: int) -> None:
    """Write what the merged file has of its own: the catalog and the top of every tree."""
    writer.add(PAGES, b"<< /Type /Pages /Count %d /Kids %s >>" % (trees.page_count, _references(trees.pages)))
    ids = b"/IDTree << /Kids %s >>" % _references(trees.ids) if trees.ids else b""
    writer.add(
        STRUCTURE,
        b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree << /Kids %s >> /ParentTreeNextKey %d %s >>"
        % (DOCUMENT, _references(trees.parents), trees.next_parent, ids),
    )
    writer.add(
        DOCUMENT,
        b"<< /Type /StructElem /S /Document /P %d 0 R /K %s >>" % (STRUCTURE, _references(trees.documents)),
    )
    writer.add(
        OUTLINES,
        b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
        % (FIRST_FREE, FIRST_FREE + parts - 1, parts),
    )
    writer.add(INFO, b"<< /Title %s >>" % pdf_text(cover.title))
    writer.add_stream(METADATA, b"<< /Type /Metadata /Subtype /XML >>", _xmp(cover))
    names = b"/Names << /Dests << /Kids %s >> >>" % _references(trees.dests) if trees.dests else b""
    writer.add(
        CATALOG,
        b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines /Metadata %d 0 R /Lang %s "
        b"/MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /StructTreeRoot %d 0 R "
        b"/PageLabels << /Nums [ %s ] >> %s >>"
        % (PAGES, OUTLINES, METADATA, pdf_text(cover.language), STRUCTURE, b" ".join(trees.labels), names),
    )


def _xmp(cover: Cover) -> bytes:
    """Return the metadata: title, language, and that the file follows PDF/UA-1."""
    title, language = escape(cover.title), escape(cover.language)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
