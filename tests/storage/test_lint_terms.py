"""Mistakes about terms, three-point formats and signs that rest on too little, in a sound pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.packs import problems_of, spoil, write_pack

Q, L = "forms/quick.yaml", "ledger.yaml"


def test_a_form_that_is_not_provisional_needs_four_items_for_a_sign(tmp_path: Path) -> None:
    """The toy form has two tasks on troubleshooting, five ratings of self-control; the rules ask for four."""
    write_pack(tmp_path)
    spoil(tmp_path, Q, "provisional: true", "provisional: false")

    found = [one for one in problems_of(tmp_path) if one.code == "sign_too_few_items"]

    assert [(one.file, one.values["value"], one.values["count"], one.values["needed"]) for one in found] == [
        (Q, "troubleshooting", "2", "4")
    ]


THREE = """\
- id: known
  options:
    - {code: 1, text: {ru: нет, en: "no"}}
    - {code: 2, text: {ru: слышно, en: heard}}
    - {code: 3, text: {ru: да, en: "yes"}}
"""
TERM = """\
- id: K0{number}
  kind: familiarity
  format: {format}
  sign: self_control
  real: {real}
  text: {{ru: Слово {number}, en: Word {number}}}
"""


def with_terms(folder: Path, real: tuple[str, ...], format: str = "known") -> None:  # noqa: A002
    """Write a pack whose form asks for terms, as many as ``real`` has entries."""
    write_pack(folder)
    spoil(folder, "formats.yaml", "- id: frequency\n", THREE + "- id: frequency\n")
    rows = [TERM.format(number=n, format=format, real=one) for n, one in enumerate(real)]
    (folder / "items" / "terms.yaml").write_text("".join(rows), encoding="utf-8")
    names = [f"K0{n}" for n in range(len(real))]
    spoil(folder, Q, "[J01, D01, D02]", f"[J01, D01, D02, {', '.join(names)}]")
    keyed = ["+" if one == "true" else "-" for one in real]
    lines = [
        f"{name}: familiarity {format} - self_control {key}" for name, key in zip(names, keyed, strict=True)
    ]
    spoil(folder, L, "P99: retired", "P99: retired\n" + "\n".join(lines))


@pytest.mark.parametrize(
    ("real", "count"),
    [(("true", "true"), "2"), (("false", "false", "false"), "0"), (("true", "false"), None)],
)
def test_a_form_with_terms_has_real_and_invented_ones(
    tmp_path: Path, real: tuple[str, ...], count: str | None
) -> None:
    with_terms(tmp_path, real)

    found = [(one.file, one.code, one.values["count"]) for one in problems_of(tmp_path)]

    assert found == ([] if count is None else [(Q, "terms_one_sided", count)])


def test_terms_are_answered_on_three_points_and_statements_on_five(tmp_path: Path) -> None:
    with_terms(tmp_path / "terms", ("true", "false"), format="frequency")
    write_pack(tmp_path / "statements")
    for code, text in ((4, "{ru: часто, en: often}"), (5, "{ru: всегда, en: always}")):
        spoil(tmp_path / "statements", "formats.yaml", f"    - {{code: {code}, text: {text}}}\n", "")

    terms = [(one.code, one.values["count"], one.values["needed"]) for one in problems_of(tmp_path / "terms")]
    statements = [(one.code, one.values["needed"]) for one in problems_of(tmp_path / "statements")]

    assert terms == [("format_points", "5", "3")] * 2
    assert statements == [("format_points", "5")] * 6
