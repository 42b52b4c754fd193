"""How commands open the ledger: the settings' one, with failures told in a line instead of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from addon.settings import Settings, SettingsRefused, read_settings
from addon.storage import Keys, Ledger, StorageError, load_keys
from addon.storage.database import is_postgresql


def keys_of(settings: Settings) -> Keys:
    """The configured keys, or those in the file of the data folder."""
    given = [key.get_secret_value() for key in settings.secret_keys]
    return load_keys(given, None if settings.is_postgresql else settings.folder)


def open_ledger(*, migrate: bool | None = None, read_only: bool = False, check: bool = True) -> Ledger:
    """The ledger of this deployment."""
    settings = read_settings()
    return open_at(settings.ledger_url, settings, migrate=migrate, read_only=read_only, check=check)


def open_at(
    url: str, settings: Settings, *, migrate: bool | None = None, read_only: bool = False, check: bool = True
) -> Ledger:
    """A ledger at another address, with this deployment's keys."""
    return Ledger.open(
        url,
        data_dir=settings.folder,
        keys=keys_of(settings),
        pool=2,
        migrate=migrate,
        read_only=read_only and not is_postgresql(url),
        check=check,
    )


@contextmanager
def told() -> Iterator[None]:
    """Turn what the operator can mend into one line and exit code 1."""
    try:
        yield
    except (StorageError, SettingsRefused, ValueError) as problem:
        raise click.ClickException(str(problem)) from problem
