"""`store`: moving from one store to another."""

import click

from addon.commands.ledger import open_at, told
from addon.settings import read_settings
from addon.storage.copy import Copied, copy_store
from addon.storage.database import is_postgresql, sqlite_path
from addon.storage.keys import FILE_NAME


@click.group()
def command() -> None:
    """Copy a database from one store to another."""


@command.command()
@click.option("--from", "source_url", required=True, help="Address of the store to read, such as sqlite:///data/x.")
@click.option("--to", "target_url", required=True, help="Address of an empty store, such as postgresql://….")
def copy(source_url: str, target_url: str) -> None:
    """Copy everything, with the server and all workers stopped; counts and last ids are compared."""
    with told():
        settings = read_settings()
        if not is_postgresql(source_url) and not (path := sqlite_path(source_url, settings.folder)).is_file():
            raise click.ClickException(f"there is no {path} to copy from; give the file of the store with --from")
        source = open_at(source_url, settings)
        try:
            target = open_at(target_url, settings, migrate=True)
            try:
                done = copy_store(source, target, _tell)
            finally:
                target.close()
        finally:
            source.close()
    rows = sum(copied.rows for copied in done)
    click.echo(f"copied {rows} rows in {len(done)} tables; set DATABASE_URL to the new one")
    if is_postgresql(target_url) and not settings.secret_keys:
        click.echo(f"and SECRET_KEYS to what is in {settings.folder / FILE_NAME}, line by line with commas between")


def _tell(copied: Copied) -> None:
    if copied.rows:
        click.echo(f"{copied.table}: {copied.rows}")
