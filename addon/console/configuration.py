"""What the composition root tells the console, and where views find it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import flask
import flask.sansio.app

from addon.console.administrators import Administrators
from addon.console.assets import Assets
from addon.nodes.organizations import EditRights
from addon.web.attached import services

__all__ = ["Console", "ConsoleSettings", "console", "keep", "services"]
STATIC = Path(__file__).parent / "static"
ATLASSIAN_SCRIPT = "https://connect-cdn.atl-paas.net/all.js"
AZURE_DEVOPS_ORIGINS = ("https://dev.azure.com", "https://*.visualstudio.com")

_KEY = "liaise_console"


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """Plain facts of this deployment that only pages need.

    `connect_script_url` is Atlassian's script, or a copy of it in tests. `azuredevops_ancestors` are the origins that
    may frame our Azure DevOps pages. `buy_urls` lead to where licenses are sold, by product; without one nothing is
    offered.
    """

    connect_script_url: str = ATLASSIAN_SCRIPT
    azuredevops_ancestors: tuple[str, ...] = AZURE_DEVOPS_ORIGINS
    jira_ancestors: tuple[str, ...] = ()  # beside the site's own origin; simulators only
    buy_urls: Mapping[str, str] = field(default_factory=dict)
    static_folder: Path = STATIC


@dataclass(frozen=True, slots=True)
class Console:
    """Settings, the bundle, and what is remembered of who may do what, as the views use them."""

    settings: ConsoleSettings
    assets: Assets
    edit_rights: EditRights
    administrators: Administrators = field(default_factory=Administrators)


def keep(app: flask.sansio.app.App, console: Console) -> None:
    """Remember the console of this app."""
    app.extensions[_KEY] = console


def console() -> Console:
    """The console of the app that serves this request."""
    found = flask.current_app.extensions[_KEY]
    assert isinstance(found, Console)
    return found
