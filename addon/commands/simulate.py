"""`simulate jira|azuredevops`: a simulated site on a port of this machine, until Ctrl-C."""

import importlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from addon.commands.interruption import interruptible
from addon.simulators.serving import RunningServer

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def command() -> None:
    """Start a simulator of Jira or Azure DevOps on loopback."""


@command.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8081, show_default=True, help="0: any free port.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--app-url", help="Base URL of the backend: its app is installed at start.")
@click.option("--seed-demo/--no-seed-demo", default=True, show_default=True, help="Projects and issues to look at.")
@click.option("--projects", type=click.IntRange(0), default=0, help="That many empty projects more.")
@click.option("--npm-folder", type=FOLDER, help="The node_modules with the browser files of the host pages.")
@click.option("--title", default="Example", help="The site's name.")
def jira(
    port: int, host: str, app_url: str | None, seed_demo: bool, projects: int, npm_folder: Path | None, title: str
) -> None:
    """A Jira Cloud site."""
    from addon.simulators.jira import JiraSite, seed, serve
    from addon.simulators.jira.connect.lifecycle import InstallRefused, install
    from addon.simulators.jira.permissions import administrator

    site = JiraSite(title)
    if seed_demo:
        seed.demo(site, projects)
    else:
        seed.basics(site)
        seed.add_many_projects(site, projects)
    with _until_interrupted(serve(site, host, port, npm_folder), "Jira") as server:
        if app_url is not None:
            try:
                addon = install(site, app_url.rstrip("/") + "/atlassian-connect.json", administrator(site))
                click.echo(f"Installed {addon.name} from {addon.base_url}")
            except InstallRefused as refused:
                # The site stays up: the app can be installed from Manage apps once its server answers.
                click.echo(f"Not installed: {refused}", err=True)
        click.echo(f"Apps: {server.url}/plugins/servlet/upm")
    site.close()


@command.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8082, show_default=True, help="0: any free port.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--app-url", help="Base URL of the backend: its extension is installed at start.")
@click.option("--seed-demo/--no-seed-demo", default=True, show_default=True, help="Projects and work items to look at.")
@click.option("--projects", type=click.IntRange(0), default=0, help="That many empty projects more (with the demo's).")
@click.option("--npm-folder", type=FOLDER, help="The node_modules with the browser files of the host pages.")
def azuredevops(
    port: int, host: str, app_url: str | None, seed_demo: bool, projects: int, npm_folder: Path | None
) -> None:
    """An Azure DevOps organization."""
    simulator: Any = importlib.import_module("addon.simulators.azuredevops")
    app = simulator.create_app(app_url=app_url, seed_demo=seed_demo, projects=projects, npm_folder=npm_folder)
    with _until_interrupted(simulator.serve(app, host, port), "Azure DevOps"):
        pass


@contextmanager
def _until_interrupted(server: RunningServer, product: str) -> Iterator[RunningServer]:
    """Say where the server is, run the block, then wait for Ctrl-C."""
    click.echo(f"{product} simulator: {server.url}/")
    sys.stdout.flush()
    try:
        with interruptible():
            yield server
            sys.stdout.flush()
            while True:
                time.sleep(0.5)
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        server.stop()
