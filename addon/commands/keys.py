"""`keys`: the keys that encrypt secrets."""

import click

from addon.commands.ledger import keys_of, open_ledger, told
from addon.settings import read_settings
from addon.storage import new_key, secrets
from addon.storage.keys import FILE_NAME, write_key_file


@click.group()
def command() -> None:
    """Make and rotate the keys that encrypt secrets."""


@command.command()
def new() -> None:
    """Print a fresh key for SECRET_KEYS; put it before the old ones and restart."""
    click.echo(new_key())


@command.command()
def rotate() -> None:
    """Encrypt every secret anew with the newest key; afterwards the old keys can go.

    With SECRET_KEYS, put the new key first. Without it, this makes one and keeps the key file in order.
    """
    with told():
        settings = read_settings()
        path = settings.folder / FILE_NAME
        own_file = not settings.secret_keys and not settings.is_postgresql
        if own_file:
            open_ledger().close()  # makes the file on a first run, and refuses while a server uses the database
            fresh = new_key()
            write_key_file(path, [fresh, *path.read_text(encoding="ascii").split()])
        ledger = open_ledger()
        try:
            done = 0
            while count := ledger.write(secrets.rotate_batch):
                done += count
            newest, *old = ledger.keys.ids
        finally:
            ledger.close()
        if own_file:
            write_key_file(path, [fresh])
    click.echo(f"encrypted {done} secret(s) with key {newest}")
    if old and not own_file:
        click.echo(f"no longer needed: {', '.join(old)}; take them out of SECRET_KEYS once every process has restarted")


@command.command(name="list")
def list_keys() -> None:
    """Print the ids of the configured keys, newest first, never the keys."""
    with told():
        for key_id in keys_of(read_settings()).ids:
            click.echo(key_id)
