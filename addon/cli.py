"""The command line: every command by name, each loaded only when it is called.

A command is a module of `addon.commands` with a click command or group named `command`.
Loading on demand keeps `script run` as quick as its own imports.
"""

import importlib
import importlib.util
from collections.abc import Sequence

import click

COMMANDS: dict[str, str] = {
    "connection": "Export and import connections as files.",
    "db": "Create and migrate the database.",
    "demo": "Start the backend and both simulators, to try everything on this machine.",
    "dev": "Run everything in one process.",
    "doctor": "Check the installation and say what is missing.",
    "keys": "Rotate the keys that encrypt secrets.",
    "licence": "Issue signed licence keys.",
    "richtext": "Convert and validate rich text.",
    "script": "Run, check and complete sync rules.",
    "simulate": "Start a simulator of Jira or Azure DevOps.",
    "store": "Copy a database from one store to another.",
    "worker": "Run the sync engine.",
}


class OnDemand(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for name in COMMANDS if _exists(name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS or not _exists(cmd_name):
            return None
        found = importlib.import_module(f"addon.commands.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


def _exists(name: str) -> bool:
    return importlib.util.find_spec(f"addon.commands.{name}") is not None


@click.command(cls=OnDemand)
def main_group() -> None:
    """Liaise: keeps Jira Cloud and Azure DevOps in step."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; click exits the process with 2 when the words are off."""
    main_group(args=arguments, prog_name="python -m addon")
