"""`connection export|import`: connections as files, to keep and review beside other code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from addon import assembly
from addon.commands.ledger import open_ledger, told
from addon.connections import as_code
from addon.nodes.node import label_of
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.settings import read_settings
from addon.storage import Ledger, nodes
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

INSTANCE = click.option("--node", "instance", default="", help="The site or organization, where there are several.")
WHO = "Command line"


@click.group()
def command() -> None:
    """Export and import connections as files: names, project, rules, triggers."""


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@INSTANCE
def export(folder: Path, instance: str) -> None:
    """Write each connection of an instance into a folder of its own below FOLDER; no secret is in it."""
    with told():
        ledger = open_ledger(read_only=True)
        try:
            made = as_code.write_files(as_code.read_out(ledger, _node(ledger, instance).id), folder)
        finally:
            ledger.close()
    for place in made:
        click.echo(str(place))
    click.echo(f"{len(made)} connection(s) written")


@command.command("import")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@INSTANCE
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--prune", is_flag=True, help="Delete triggers that the files do not have.")
def import_(folder: Path, instance: str, dry_run: bool, prune: bool) -> None:
    """Make connections what the files in FOLDER say. A connection is found by its name; none is made anew.

    On SQLite the server has to be stopped. Ends with 1 when one could not be put back; the others are.
    """
    failed = 0
    with told():
        codes = as_code.read_files(folder)
        with _services() as services:
            node = _node(services.ledger, instance)
            caller = Caller(node.id, node.kind, "command-line", WHO, services.now())  # type: ignore[arg-type]
            for code in codes:
                try:
                    said = as_code.put_back(services, caller, code, only_say=dry_run, prune=prune)
                except Refusal as no:
                    click.echo(f"{code.name}: {no.message}", err=True)
                    failed += 1
                    continue
                click.echo(f"{code.name}: {'; '.join(said) or 'nothing to change'}")
    if failed:
        raise click.exceptions.Exit(1)


@contextmanager
def _services() -> Iterator[Services]:
    settings = read_settings()
    ledger = assembly.open_ledger(settings)
    try:
        yield assembly.build_services(settings, ledger)
    finally:
        ledger.close()


def _node(ledger: Ledger, instance: str) -> Node:
    found = ledger.read(_all_nodes)
    wanted = instance.strip().split("://")[-1].rstrip("/").lower()
    matching = [one for one in found if not wanted or wanted in (label_of(one).lower(), one.instance_id.lower())]
    if len(matching) == 1:
        return matching[0]
    known = ", ".join(sorted(label_of(one) for one in found)) or "none"
    if not wanted:
        raise ValueError(f"Name the instance with --node. There are: {known}.")
    raise ValueError(f"There is no instance {instance}. There are: {known}.")


def _all_nodes(tx: Tx) -> list[Node]:
    found: list[Node] = []
    while more := nodes.list_all(tx, after=found[-1].id if found else 0):
        found += more
    return found
