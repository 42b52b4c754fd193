"""`doctor`: is everything there that this deployment needs? One line each, worst first at the end."""

import os
import platform
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
import requests

from addon import __version__
from addon.assembly import open_ledger
from addon.console.assets import Assets, MissingAssets
from addon.console.configuration import STATIC
from addon.richtext import schema_is_installed
from addon.sandbox.launcher import Sandbox, SandboxUnavailable
from addon.settings import Settings, SettingsRefused, is_loopback, read_settings
from addon.storage import StorageError, queue
from addon.storage.database import sqlite_path
from addon.storage.failures import StoreLocked
from addon.transport.addresses import is_public

SQLITE_FIXED = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: str  # ok, warning, problem
    name: str
    words: str


@click.command()
def command() -> None:
    """Check settings, database, bundle and address; ends with 1 when something is missing."""
    found = list(_look())
    for one in found:
        click.echo(f"{one.state:8} {one.name}: {one.words}")
    if any(one.state == "problem" for one in found):
        sys.exit(1)


def _look() -> Iterator[Finding]:
    yield Finding("ok", "version", f"Liaise {__version__}, Python {platform.python_version()}, {platform.system()}")
    try:
        settings = read_settings()
    except SettingsRefused as problem:
        yield Finding("problem", "settings", str(problem).replace("\n", "; "))
        return
    yield Finding("ok", "settings", f"BASE_URL is {settings.base_url}")
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _bundle,
        _schema,
        _azuredevops,
        _scripts,
        _store,
        _disk,
        _name,
        _address,
    )
    for look in looks:
        yield from look(settings)


def _bundle(_: Settings) -> Iterator[Finding]:
    try:
        Assets.load(STATIC)
        yield Finding("ok", "browser bundle", "built")
    except MissingAssets as problem:
        yield Finding("problem", "browser bundle", str(problem))


def _schema(_: Settings) -> Iterator[Finding]:
    if schema_is_installed():
        yield Finding("ok", "document schema", "installed")
    else:
        words = "Atlassian's schema is not here (`make assets` fetches it); rich text is held to our own check alone"
        yield Finding("warning", "document schema", words)


def _azuredevops(settings: Settings) -> Iterator[Finding]:
    if settings.ado_certificates:
        yield Finding("ok", "extension certificate", f"{len(settings.ado_certificates)} set")
    else:
        words = "ADO_CERTIFICATES is not set: pages in Azure DevOps will say so and not open"
        yield Finding("warning", "extension certificate", words)
    if not settings.ado_app_audience and not is_loopback(settings.base_url):
        yield Finding(
            "warning", "app token audience", "not pinned; the first session logs it, then set ADO_APP_AUDIENCE"
        )


def _scripts(settings: Settings) -> Iterator[Finding]:
    sandbox = Sandbox(settings.script_wall_required)
    try:
        wall = sandbox.wall()
    except SandboxUnavailable as problem:
        yield Finding("problem", "scripts", str(problem))
        return
    finally:
        sandbox.close()
    if wall.stands:
        yield Finding("ok", "scripts", "they run behind the system call filter")
        return
    why = wall.missing or "possible in a locked process: " + ", ".join(wall.failures)
    if settings.script_wall_required:
        words = "the rules of Script connections are refused; run on Linux with seccomp"
        yield Finding("problem", "scripts", f"the system call filter does not hold here ({why}): {words}")
    else:
        words = "scripts run without the system call filter, which is for loopback or rules that are all your own"
        yield Finding("warning", "scripts", f"{words} ({why})")


def _store(settings: Settings) -> Iterator[Finding]:
    if not settings.is_postgresql and not (file := sqlite_path(settings.ledger_url, settings.folder)).exists():
        if can_write(file.parent):
            more = "" if file.parent.is_dir() else f", with its folder {file.parent}"
            yield Finding("ok", "database", f"SQLite; it is made at the first start{more}")
        else:
            words = f"{file} cannot be made: this user cannot write to {file.parent}, or cannot make that folder"
            yield Finding("problem", "database", words)
        return
    try:
        ledger = open_ledger(settings, migrate=False)
    except StoreLocked:
        yield Finding("ok", "database", "in use by a running process, as it should be")
        return
    except StorageError as problem:
        yield Finding("problem", "database", f"{problem.reason}: {problem}")
        return
    try:
        age = ledger.read(queue.queue_age)
        state = "warning" if age > 15 * 60_000 else "ok"
        yield Finding(state, "database", f"{ledger.dialect}; the oldest due change waits {age // 1000} s")
    finally:
        ledger.close()


def _disk(settings: Settings) -> Iterator[Finding]:
    if settings.is_postgresql:
        return
    version = ".".join(map(str, sqlite3.sqlite_version_info))
    if sqlite3.sqlite_version_info < SQLITE_FIXED:
        words = f"{version}; before 3.51.3 two writers could corrupt its log, so one process alone may open it"
        yield Finding("warning", "SQLite", words)
    else:
        yield Finding("ok", "SQLite", version)
    folder = Path(settings.folder)
    if not can_write(folder):
        words = f"{folder} cannot be written to; give another folder, or let the user that runs Liaise write there"
        yield Finding("problem", "DATA_DIR", words)
    elif not folder.is_dir():
        yield Finding("warning", "DATA_DIR", f"{folder} does not exist yet; it is made at start")
    elif not is_loopback(settings.base_url):
        kept = " and ".join(dict.fromkeys((str(folder), str(sqlite_path(settings.ledger_url, folder).parent))))
        words = f"{kept} must be on a disk that outlives a restart, with one web process"
        yield Finding("warning", "DATA_DIR", words)


def can_write(folder: Path) -> bool:
    """Whether this user may make files in a folder, or the folder itself where there is none yet."""
    held = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return held.is_dir() and os.access(held, os.W_OK | os.X_OK)


def addresses_of(host: str) -> list[str]:
    """What a name leads to from here; raises `OSError` when it leads nowhere."""
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


def _name(settings: Settings) -> Iterator[Finding]:
    host = urlsplit(settings.base_url).hostname or ""
    if is_loopback(settings.base_url) or urlsplit(settings.base_url).scheme != "https":
        return
    try:
        found = addresses_of(host)
    except (OSError, UnicodeError) as problem:  # a name that no resolver can be asked for is a UnicodeError
        words = f"{host} leads to no address from here ({type(problem).__name__}); enter it in the public name service"
        yield Finding("problem", "name", words)
        return
    inner = [address for address in found if not is_public(address)]
    if inner:
        words = (
            f"{host} leads to {', '.join(inner)} from here, which the products and partners cannot reach. Look it up "
            "from outside too: a name may lead elsewhere there"
        )
        yield Finding("warning" if len(inner) < len(found) else "problem", "name", words)
    else:
        yield Finding("ok", "name", f"{host} leads to {', '.join(found)}")


def _address(settings: Settings) -> Iterator[Finding]:
    url = f"{settings.base_url}/healthz"
    try:
        answer = requests.get(url, timeout=5, allow_redirects=False)
    except requests.RequestException as problem:
        yield Finding("warning", "address", f"{url} does not answer ({type(problem).__name__}); is the web process up?")
        return
    if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("application/json"):
        yield Finding("ok", "address", f"{url} answers")
    else:
        yield Finding("problem", "address", f"{url} answers with status {answer.status_code}, not as Liaise does")
