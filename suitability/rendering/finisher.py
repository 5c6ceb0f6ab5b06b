"""Small repairs to the PDF right before it is written (WeasyPrint 70; a cure upstream shows in a test).

Added: the language of passages in another one.
Repaired: bounding boxes of figures (pixels from the top left become points from the bottom left), the scope
of header cells, the missing tree of their ids, links announced by their target instead of their text, and
margin boxes, which become pagination artifacts instead of content that no tree holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_POINTS_PER_PIXEL = 0.75


def finish(document: Any, pdf: Any) -> None:
    """Repair the structure of ``pdf`` in place; called by WeasyPrint as its finisher."""
    from pydyf import Array, Dictionary, String  # type: ignore[import-untyped] # noqa: PLC0415 - with WeasyPrint

    if "AF" in pdf.catalog:  # every attached file is named twice
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    inside = list(_elements(pdf, root))
    ids: list[tuple[bytes, Any, Any]] = []
    for element in inside:
        kind = element["S"]
        if kind == "/Figure":
            _put_box_in_points(pdf, element)
        elif kind == "/TH":
            group = _at(pdf, _at(pdf, element["P"])["P"])
            element["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
            ids.append((element["ID"].data, element["ID"], element.reference))
        elif kind == "/Link":
            _describe_link(pdf, element, String)
    if ids:
        names = Array(part for _, name, reference in sorted(ids, key=lambda one: one[0])
                      for part in (name, reference))  # fmt: skip
        tree = Dictionary({"Names": names})
        pdf.add_object(tree)
        root["IDTree"] = tree.reference
    _set_margins_aside(pdf, root, {id(element) for element in inside}, len(document.pages), Dictionary)


def tag_languages() -> None:
    """Let WeasyPrint write the language of every passage that has a ``lang`` of its own.

    It writes that of the whole document only. Its function that makes the structure elements is wrapped: what
    it yields first for a box is the box's own element. Wrapping twice changes nothing.
    """
    from pydyf import String  # noqa: PLC0415 - with WeasyPrint
    from weasyprint.pdf import tags  # noqa: PLC0415 - as above

    build = tags._build_box_tree  # noqa: SLF001 - there is no public way; the version is pinned, a test watches
    if getattr(build, "with_languages", False):
        return

    def with_languages(box: Any, *rest: Any) -> Iterator[Any]:
        for element in build(box, *rest):
            source = getattr(getattr(box, "_box", box), "element", None)
            spoken = None if source is None or source.tag in {"html", "body"} else source.get("lang")
            if spoken:
                element["Lang"] = String(spoken)
            yield element

    with_languages.with_languages = True  # type: ignore[attr-defined]
    tags._build_box_tree = with_languages  # noqa: SLF001 - as above


def _at(pdf: Any, reference: bytes) -> Any:
    """Return the object that ``reference`` ("12 0 R") names."""
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: Any, element: Any) -> Iterator[Any]:
    """Yield every structure element below ``element``, in reading order."""
    for kid in element["K"]:
        if isinstance(kid, bytes):
            child = _at(pdf, kid)
            if child["Type"] == "/StructElem":
                yield child
                yield from _elements(pdf, child)


def _put_box_in_points(pdf: Any, figure: Any) -> None:
    height = _at(pdf, figure["Pg"])["MediaBox"][3]
    left, top, right, bottom = (_POINTS_PER_PIXEL * value for value in figure["A"]["BBox"])
    figure["A"]["BBox"][:] = [left, height - bottom, right, height - top]


def _describe_link(pdf: Any, link: Any, string: Any) -> None:
    """Let the annotation of an internal link say where it leads in words a listener can use: its own text."""
    for kid in link["K"]:
        if isinstance(kid, bytes) and _at(pdf, kid)["Type"] == "/OBJR":
            annotation = _at(pdf, _at(pdf, kid)["Obj"])
            if "Dest" in annotation:
                number = annotation["Dest"].string.removeprefix("source-")
                annotation["Contents"] = string(f"[{number}]")


def _set_margins_aside(pdf: Any, root: Any, inside: set[int], pages: int, dictionary: Any) -> None:
    """Turn marked content that no tree holds (running headers and footers) into pagination artifacts."""
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    for page in range(pages):
        owners = numbers[2 * page + 1]
        outside = {at for at, owner in enumerate(owners) if id(_at(pdf, owner)) not in inside}
        stream = _at(pdf, _at(pdf, pdf.page_references[page])["Contents"]).stream
        for at, part in enumerate(stream):
            # A tag, its properties and the operator stand one after the other: /P <</MCID 3>> BDC
            if part == b"BDC" and stream[at - 1].get("MCID") in outside:
                stream[at - 2] = "/Artifact"
                stream[at - 1] = dictionary({"Type": "/Pagination"})
        for at in outside:
            owners[at] = "null"
