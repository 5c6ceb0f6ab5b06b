"""Doing exactly what docs/pay.md says adds a source and a figure that load."""

from __future__ import annotations

import re
import shutil
import textwrap
from datetime import date
from pathlib import Path

from suitability.storage.guide_reader import guide_problems, read_guide

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "en")
TODAY = date(2026, 11, 23)


def examples() -> list[str]:
    """Return the YAML blocks of the manual, in order."""
    text = (ROOT / "docs" / "pay.md").read_text(encoding="utf-8")
    return [textwrap.dedent(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def test_the_steps_of_the_manual_add_a_figure(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    sources, russia = tmp_path / "content" / "sources.yaml", tmp_path / "content" / "salaries" / "ru.yaml"
    source, figure = examples()

    sources.write_text(sources.read_text("utf-8") + "\n" + source, "utf-8")
    head, gaps = russia.read_text("utf-8").split("\ngaps:\n")
    entry = textwrap.indent(figure, "  ") + "\n"
    russia.write_text(f"{head}\n{entry}\ngaps:\n{gaps}", "utf-8")

    after_step_3 = guide_problems(tmp_path / "content", LANGUAGES, TODAY)
    assert [(one.code, one.values) for one in after_step_3] == [("pay_gap_needless", {"value": "team_lead"})]

    russia.write_text(f"{head}\n{entry}\ngaps:\n{gaps[: gaps.index('  - role: team_lead')]}", "utf-8")
    row = next(
        row
        for row in read_guide(tmp_path / "content", LANGUAGES, TODAY).pay("ru")
        if row.role.id == "team_lead"
    )
    assert [one.id for one in row.figures] == ["ru_example_lead_2026"]
    assert [one.id for one in row.history] == ["ru_support_lead_2022"]
