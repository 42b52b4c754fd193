"""`simulate jira|azuredevops`: a simulated site on a port of this machine, until Ctrl-C."""

import importlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click

from addon.simulators.serving import RunningServer

FOLDER = click.Path(path_type=Path, file_okay=False)
STATE = click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Go on with what this file holds, if it is there; write it at the end.",
)


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
@STATE
def jira(
    port: int,
    host: str,
    app_url: str | None,
    seed_demo: bool,
    projects: int,
    npm_folder: Path | None,
    title: str,
    state: Path | None,
) -> None:
    """A Jira Cloud site."""
    from addon.simulators.jira import JiraSite, seed, serve
    from addon.simulators.jira.connect.lifecycle import InstallRefused, install
    from addon.simulators.jira.permissions import administrator

    kept = _kept(state)
    site = _read(kept, JiraSite.take_up) if kept is not None else JiraSite(title)
    if kept is None and seed_demo:
        seed.demo(site, projects)
    elif kept is None:
        seed.basics(site)
        seed.add_many_projects(site, projects)
    with _until_interrupted(serve(site, host, port, npm_folder), "Jira", state, site.keep) as server:
        if app_url is not None:
            try:
                addon = install(site, app_url.rstrip("/") + "/atlassian-connect.json", administrator(site))
                click.echo(f"Installed {addon.name} from {addon.base_url}")
            except InstallRefused as refused:
                # The site stays up: the app can be installed from Manage apps once its server answers.
                click.echo(f"Not installed: {refused}", err=True)
        click.echo(f"Apps: {server.url}/plugins/servlet/upm")
        _say_who(f"curl -u ada@example.com:ada-token {server.url}/rest/api/3/myself")
    site.close()


@command.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8082, show_default=True, help="0: any free port.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--app-url", help="Base URL of the backend: its extension is installed at start.")
@click.option("--seed-demo/--no-seed-demo", default=True, show_default=True, help="Projects and work items to look at.")
@click.option("--projects", type=click.IntRange(0), default=0, help="That many empty projects more (with the demo's).")
@click.option("--npm-folder", type=FOLDER, help="The node_modules with the browser files of the host pages.")
@STATE
def azuredevops(
    port: int,
    host: str,
    app_url: str | None,
    seed_demo: bool,
    projects: int,
    npm_folder: Path | None,
    state: Path | None,
) -> None:
    """An Azure DevOps organization."""
    simulator: Any = importlib.import_module("addon.simulators.azuredevops")

    def make(kept: Path | None) -> Any:
        return simulator.create_app(
            app_url=app_url, seed_demo=seed_demo, projects=projects, npm_folder=npm_folder, kept=kept
        )

    kept = _kept(state)
    app = make(None) if kept is None else _read(kept, make)
    keep = app.extensions["azuredevops"].keep
    with _until_interrupted(simulator.serve(app, host, port), "Azure DevOps", state, keep) as server:
        if kept is not None or seed_demo:  # without, nobody is there
            secret = importlib.import_module("addon.simulators.azuredevops.seed").ADMIN_PAT
            _say_who(f'curl -u :{secret} "{server.url}/fabrikam/_apis/projects?api-version=7.1"')


def _say_who(example: str) -> None:
    """One call of the API that works at once, and where the other accounts are."""
    click.echo(f"As an administrator: {example}")
    click.echo("Other people and their tokens: docs/simulators.md")


def _kept(state: Path | None) -> Path | None:
    return state if state is not None and state.exists() else None


def _read(kept: Path, take_up: Callable[[Path], Any]) -> Any:
    try:
        return take_up(kept)
    except (OSError, ValueError) as problem:
        raise click.ClickException(str(problem)) from problem


@contextmanager
def _until_interrupted(
    server: RunningServer, product: str, state: Path | None, keep: Callable[[Path], None]
) -> Iterator[RunningServer]:
    """Say where the server is, run the block, wait for Ctrl-C or SIGTERM, then keep what there is in `state`.

    A signal is noted, not raised: raised between two steps of the block's own coming and going it would end the command
    as a failure and keep nothing. One that comes within the block waits until the block is done.
    """
    told = _told_to_end()
    try:
        click.echo(f"{product} simulator: {server.url}/")
        sys.stdout.flush()
        yield server
        sys.stdout.flush()
        while not told():
            time.sleep(0.2)
        server.stop()
        if state is not None:
            keep(state)
    finally:
        click.echo("Stopped.")
        server.stop()


def _told_to_end() -> Callable[[], bool]:
    """Whether Ctrl-C or SIGTERM came; more of them, as to a whole group, disturb no end.

    Set here because a command that a shell script starts in the background inherits an ignored Ctrl-C.
    """
    told: list[int] = []  # an event's lock would be asked for twice when one signal interrupts the other's handler

    def note(sent: int, _frame: FrameType | None) -> None:
        told.append(sent)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    return lambda: bool(told)
