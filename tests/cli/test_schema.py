"""The schemas of formats at the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import Cli


@pytest.mark.parametrize("name", ["result", "invite", "sealed"])
def test_the_schema_of_a_format_is_json(cli: Cli, name: str) -> None:
    made = json.loads(cli("schema", name).out)

    assert made["$schema"].startswith("https://json-schema.org/")
    assert "\\A" not in json.dumps(made)
    assert len(made["$defs"]) >= 2
