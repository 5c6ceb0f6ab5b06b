"""The manual keeps up with the program: commands, item kinds, dependencies, Quick start, links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from suitability.domain.kinds import KINDS
from tests.guards.tree import ROOT, tracked

READMES = ("README.md", "README.ru.md")


def read(name: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """Return what stands between ``heading`` and the next heading of any level; fails when there is none."""
    found = re.search(rf"^#+ {re.escape(heading)}\s*$(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[1]


@pytest.mark.parametrize(
    ("name", "heading"), [("README.md", "Quick start"), ("README.ru.md", "Быстрый старт")]
)
def test_the_quick_start_is_one_block_with_exactly_two_commands(name: str, heading: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", section(read(name), heading), re.MULTILINE | re.DOTALL)

    assert [block.split("\n")[:-1] for block in blocks] == [["make run", "make test"]]


def commands() -> list[str]:
    """Return the names of all commands of the program."""
    from suitability.cli.root import group

    names = group.list_commands(click.Context(group))
    assert len(names) >= 5
    return names


def options(command: click.Command) -> Iterator[str]:
    """Yield the long options of a command."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from (name for name in parameter.opts if name.startswith("--"))


@pytest.mark.parametrize("name", READMES)
def test_every_command_stands_in_the_readme(name: str) -> None:
    text = read(name)

    assert [command for command in commands() if f"`suitability {command}" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_the_readme_promises_no_command_that_does_not_exist(name: str) -> None:
    promised = set(re.findall(r"`suitability ([a-z]+)", read(name)))

    assert promised
    assert promised - set(commands()) == set()


def test_every_option_in_the_readme_exists() -> None:
    from suitability.cli.root import group

    context = click.Context(group)
    loaded = {name: group.get_command(context, name) for name in commands()}
    known = {
        name: set(options(command)) | {"--help"} for name, command in loaded.items() if command is not None
    }
    used = [
        (command, option)
        for name in READMES
        for command, rest in re.findall(r"`suitability ([a-z]+)([^`]*)`", read(name))
        for option in re.findall(r"--[a-z-]+", rest)
    ]

    assert used
    assert [(command, option) for command, option in used if option not in known[command]] == []


def test_every_item_kind_stands_in_the_manual() -> None:
    text = read("CONTRIBUTING.md")

    assert len(KINDS) >= 5
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []


def test_every_dependency_is_argued_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["analysis"]]
    names = {re.split(r"[<>=]", entry)[0] for entry in wanted}
    argued = {
        heading.lower() for heading in re.findall(r"^## ([\w-]+)", read("docs/decisions.md"), re.MULTILINE)
    }

    assert len(names) >= 9
    assert names - argued == set()


def links(text: str) -> list[str]:
    """Return the relative targets of the Markdown links and pictures in ``text``."""
    return [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]


def test_every_link_between_the_documents_leads_somewhere() -> None:
    documents = [path for path in tracked() if re.fullmatch(r"(docs/)?[^/]+\.md", path)]
    broken = [
        (document, target)
        for document in documents
        for target in links(read(document))
        if not (ROOT / Path(document).parent / target).exists()
    ]

    assert sum(len(links(read(document))) for document in documents) >= 5
    assert broken == []


def test_every_file_that_the_architecture_note_names_exists() -> None:
    text = read("docs/architecture.md")
    named = set(
        re.findall(r"`((?:domain|storage|services|rendering|tui|plain|cli)/[\w/]+\.(?:py|tcss))`", text)
    )

    assert len(named) >= 20
    assert [name for name in sorted(named) if not (ROOT / "suitability" / name).is_file()] == []


ONE_EACH = ("cli/commands/", "tui/screens/")
"""Folders with one module per command or screen: the note names the folder."""


def test_every_module_stands_in_the_architecture_note() -> None:
    text = read("docs/architecture.md")
    package = ROOT / "suitability"
    modules = [
        path.relative_to(package).as_posix() for path in package.rglob("*.py") if path.name != "__init__.py"
    ]

    assert len(modules) >= 20
    assert [folder for folder in ONE_EACH if folder not in text] == []
    assert [name for name in modules if name not in text and not name.startswith(ONE_EACH)] == []


def test_the_changelog_begins_with_the_version_of_the_program() -> None:
    from suitability import __version__

    first = re.search(r"^## \[?([^\]\s]+)\]?", read("CHANGELOG.md"), re.MULTILINE)

    assert first is not None
    assert first[1] in {"Unreleased", __version__}
    assert f"## [{__version__}]" in read("CHANGELOG.md")
