"""`python -m addon worker`: run the sync engine."""

import click

from addon.commands.common import settings_or_exit
from addon.worker import run


@click.command()
def command() -> None:
    """Run the sync engine until it is told to stop."""
    run(settings_or_exit())
