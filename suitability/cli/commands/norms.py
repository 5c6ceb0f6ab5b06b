"""``suitability norms``: the norm groups in use; builds one from many results, takes one in or away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.destinations import OutputPath, placed
from suitability.cli.output import tell, tell_wrapped
from suitability.cli.translated import command as translated
from suitability.domain.bank import ItemBank
from suitability.domain.norms import FULL_CONFIDENCE_FROM, NormGroup
from suitability.errors import EXIT_DONE, UserError
from suitability.services.formatting import fixed, when
from suitability.services.words import Words

BANK_FILE = Path("questions", "pack.yaml")
"""Where the folder one works in shows that it holds the questions."""


@translated("norms")
@click.argument("action", type=click.Choice(["list", "build", "add", "remove"]), default="list")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--form")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
@click.option("--name")
@click.option("--id", "group_id")
@click.option("--output", type=OutputPath("yaml"))
@click.option("--force", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    action: str,
    folder: Path | None,
    *,
    form: str | None,
    language: str | None,
    name: str | None,
    group_id: str | None,
    output: Path | None,
    force: bool,
) -> int:
    """List the norm groups, build one from the results in FOLDER, add a file, or remove a group."""
    words, bank = environment.words(), environment.bank()
    if action == "list":
        for line in _listing(bank, words):
            tell_wrapped(line)
        return EXIT_DONE
    if action in {"add", "remove"}:
        from suitability.cli import own_norms  # noqa: PLC0415 - only here

        if folder is None:
            raise UserError(f"norm_{action}_what")
        if action == "remove":
            return own_norms.remove(str(folder), words)
        return own_norms.add(folder, words, force=force)
    from suitability.cli.learning import opened_and_told  # noqa: PLC0415 - only for building
    from suitability.services import files, norms  # noqa: PLC0415 - as above

    if folder is None:
        raise UserError("norm_folder_needed")
    if group_id is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,39}", group_id, re.ASCII):
        raise UserError("norm_bad_id", id=files.shown(group_id))
    source, code = opened_and_told(bank, folder, words)
    wanted = norms.NormWanted(form, language, group_id, files.clean_name(name) if name else None)
    group = norms.build_norm(bank, source, wanted, words)
    asked = {"form": form, "language": language, "id": group_id}
    options = "".join(f" --{key} {value}" for key, value in asked.items() if value)
    text = norms.norm_text(group, f"suitability norms build FOLDER{options}")
    path = _place(group) if output is None else placed(output, f"{group.id}.yaml")
    if path.parent.name == "norms" and not path.parent.exists():
        path.parent.mkdir()
    files.write_text(path, text, force=force)
    for line in _group_lines(bank, group, words):
        tell_wrapped(line)
    tell(words("commands.written", path=path))
    return code


def _place(group: NormGroup) -> Path:
    """Return where the group belongs: among the questions if they lie here, else the user's own groups."""
    here = environment.here()
    if (here / BANK_FILE).is_file():
        return here / BANK_FILE.parent / "norms" / f"{group.id}.yaml"
    from suitability.cli.own_norms import norms_folder  # noqa: PLC0415 - only for building

    return norms_folder() / f"{group.id}.yaml"


def _listing(bank: ItemBank, words: Words) -> Iterator[str]:
    if not bank.norms:
        yield words("learning.norm.none")
    own = environment.own_norms()
    for group in bank.norms.values():
        yield from _group_lines(bank, group, words)
        path = None if own is None else own.files.get(group.id)
        if path is not None:
            yield "  " + words("commands.norms.own", id=group.id, path=path)


def _group_lines(bank: ItemBank, group: NormGroup, words: Words) -> Iterator[str]:
    yield words(
        "learning.norm.heading",
        name=group.name,
        n=fixed(words, group.n, 0),
        first=when(words, group.first),
        last=when(words, group.last),
    )
    for row in group.scales:
        reliability = row.omega if row.basis == "omega" and row.omega is not None else row.alpha
        yield "  " + words(
            "learning.norm.scale",
            scale=bank.scales[row.scale].name.on(words.language),
            mean=fixed(words, row.mean, 1),
            sd=fixed(words, row.sd, 1),
            reliability=fixed(words, reliability, 2),
            basis=words(f"learning.norm.basis.{row.basis}"),
            sem=fixed(words, min(row.sem.values()), 1),
        )
    if group.dropped:
        reasons = [
            words(f"learning.norm.reasons.{reason}", count=count) for reason, count in group.dropped.items()
        ]
        yield words("learning.norm.dropped", list=", ".join(reasons))
    if group.cautious:
        yield words("learning.norm.caution", least=FULL_CONFIDENCE_FROM)
