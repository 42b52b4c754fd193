"""What commands share: reading settings, and ending in words."""

import click

from addon.settings import Settings, SettingsRefused, read_settings


def settings_or_exit() -> Settings:
    """The settings, or an error that names what is wrong."""
    try:
        return read_settings()
    except SettingsRefused as problem:
        raise click.ClickException(f"the settings cannot work:\n{problem}") from problem
