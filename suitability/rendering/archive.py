"""The archive form of a report: PDF/A-3a and PDF/UA-1 in one file, with the result file inside.

WeasyPrint writes either standard. A PDF/A-3a file lacks only the announcement of PDF/UA-1, and PDF/A wants
the schema of that announcement described; both must stand inside the one RDF block (readers ignore a second).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

VARIANT = "pdf/a-3a"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"


@dataclass(frozen=True, slots=True)
class Attached:
    """The file inside an archive: its name, its bytes, what it is in words, its moment (ISO 8601)."""

    name: str
    data: bytes
    description: str
    created: str


def attachment(weasyprint: Any, attached: Attached) -> Any:
    """Return ``attached`` as WeasyPrint wants it, with a moment of its own and not of the clock."""
    moment = datetime.fromisoformat(attached.created)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return weasyprint.Attachment(
        string=attached.data,
        name=attached.name,
        description=attached.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def announce_both(metadata: Any) -> None:
    """Make a document's metadata name PDF/UA-1 beside PDF/A, and describe the schema of that name."""
    alone = metadata.generate_rdf_metadata

    def both(variant: str, version: int, conformance: str) -> bytes:
        rdf = fromstring(alone(variant, version, conformance))  # noqa: S314 - made a moment ago, by ourselves
        for prefix, address in (
            ("pdfuaid", _UA),
            ("pdfaExtension", _EXTENSION),
            ("pdfaSchema", _SCHEMA),
            ("pdfaProperty", _PROPERTY),
        ):
            register_namespace(prefix, address)
        _description(rdf).attrib[f"{{{_UA}}}part"] = "1"
        _describe_schema(rdf)
        return bytes(tostring(rdf, encoding="utf-8"))

    metadata.generate_rdf_metadata = both


def _description(rdf: Element) -> Element:
    return SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})


def _describe_schema(rdf: Element) -> None:
    bag = SubElement(SubElement(_description(rdf), f"{{{_EXTENSION}}}schemas"), f"{{{_RDF}}}Bag")
    schema = SubElement(bag, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
    SubElement(schema, f"{{{_SCHEMA}}}namespaceURI").text = _UA
    SubElement(schema, f"{{{_SCHEMA}}}prefix").text = "pdfuaid"
    SubElement(schema, f"{{{_SCHEMA}}}schema").text = "PDF/UA identification schema"
    listed = SubElement(SubElement(schema, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq")
    one = SubElement(listed, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
    for name, value in (
        ("category", "internal"),
        ("description", "PDF/UA version identifier"),
        ("name", "part"),
        ("valueType", "Integer"),
    ):
        SubElement(one, f"{{{_PROPERTY}}}{name}").text = value
