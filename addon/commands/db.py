"""`db`: the database's schema."""

import sys

import click

from addon.commands.ledger import open_ledger, told
from addon.storage.failures import StoreLocked


@click.group()
def command() -> None:
    """Create and migrate the database that DATABASE_URL names."""


@command.command()
def migrate() -> None:
    """Bring the schema up to date; a PaaS calls this in its release step."""
    with told():
        try:
            ledger = open_ledger(migrate=True)
        except StoreLocked as problem:  # a release that failed by this could never replace the running process
            click.echo(f"{problem} Nothing was migrated: on SQLite the web process does it when it starts.")
            return
        try:
            for name, _ in ledger.store.status():
                click.echo(f"applied {name}")
        finally:
            ledger.close()


@command.command()
def status() -> None:
    """List migrations; ends with 1 when some are pending."""
    with told():
        ledger = open_ledger(read_only=True, check=False)
        try:
            found = ledger.store.status()
        finally:
            ledger.close()
    for name, applied in found:
        click.echo(f"{'applied' if applied else 'pending'} {name}")
    if not all(applied for _, applied in found):
        sys.exit(1)
