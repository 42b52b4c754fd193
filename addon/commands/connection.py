"""`connection export|import|check`: connections as files beside other code, and their pairs compared now."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from addon import assembly
from addon.commands.ledger import open_ledger, told
from addon.connections import as_code, jobs
from addon.nodes.node import label_of
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.settings import read_settings
from addon.storage import Ledger, connections, nodes
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.sync import drift, rule_cases
from addon.sync.drift import Difference, Drift

INSTANCE = click.option("--node", "instance", default="", help="The site or organization, where there are several.")
WHO = "Command line"


@click.group()
def command() -> None:
    """Export and import connections as files (names, project, rules and their settings, triggers); compare pairs."""


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
@click.option("--share-internal", is_flag=True, help="Confirm that internal comments may begin to be shared.")
def import_(folder: Path, instance: str, dry_run: bool, prune: bool, share_internal: bool) -> None:
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
                    said = as_code.put_back(
                        services,
                        caller,
                        code,
                        only_say=dry_run,
                        prune=prune,
                        share_internal=share_internal,
                        failing=lambda number, texts: rule_cases.failing(services, node, number, texts),
                    )
                except Refusal as no:
                    click.echo(f"{code.name}: {no.message}", err=True)
                    failed += 1
                    continue
                click.echo(f"{code.name}: {'; '.join(said) or 'nothing to change'}")
    if failed:
        raise click.exceptions.Exit(1)


@command.command("check")
@click.argument("name")
@INSTANCE
def check(name: str, instance: str) -> None:
    """Compare all pairs of the connection NAME as they stand now on both sides; nothing is written to a tracker.

    On SQLite the server has to be stopped. Ends with 1 when something differs or could not be compared; to repair,
    choose a side in the console.
    """
    with told(), _services() as services:
        node = _node(services.ledger, instance)
        found = services.ledger.read(lambda tx: connections.by_name(tx, node.id, name))
        if found is None:
            raise ValueError(f"There is no connection “{name}” here.")
        caller = Caller(node.id, node.kind, "command-line", WHO, services.now())  # type: ignore[arg-type]
        try:
            result = _checked(services, caller, found.id)
        except Refusal as no:
            raise ValueError(no.message) from no
    for one in result.differences:
        click.echo(_line(one))
    if result.state != "done":
        raise click.ClickException(result.message or "Stopped.")
    click.echo(f"{result.done} pair(s) compared, {result.differing} with differences")
    if result.differing:
        raise click.exceptions.Exit(1)


def _checked(services: Services, caller: Caller, connection_id: int) -> Drift:
    """Run a check to its end, here or, on PostgreSQL, in whichever worker takes it."""
    job_id = drift.start(services, caller, connection_id)
    said = ""
    try:
        while True:
            ran = jobs.run_next(services, {drift.KIND: drift.run}, kinds=(drift.KIND,))
            now = drift.state(services, caller.node_id, connection_id, job_id)
            if now.state != "running":
                return now
            if now.message != said:
                said = now.message
                click.echo(f"waiting: {said}", err=True)
            if not ran:
                time.sleep(1)
    except KeyboardInterrupt:
        drift.stop(services, caller, connection_id, job_id)
        raise


def _line(one: Difference) -> str:
    pair = f"{one.local_key} ↔ {one.remote_key}"
    return f"{pair}: {one.problem}" if one.problem else f"{pair}, {one.field}: {one.here!r} here, {one.there!r} there"


@contextmanager
def _services() -> Iterator[Services]:
    settings = read_settings()
    ledger = assembly.open_ledger(settings)
    try:
        services = assembly.build_services(settings, ledger)
        try:
            yield services
        finally:
            services.scripts.close()
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
