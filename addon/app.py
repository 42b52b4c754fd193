"""The web application: `gunicorn "addon.app:create_app()"`.

On SQLite this one process also runs the engine. It waits a minute for the database's lock, so that a restart that
overlaps with the old process does not fail; until then everything but `/healthz` answers 503. After that it refuses in
words, and still takes over once the other has left: nobody restarts a process that lives.
"""

import atexit
import sys
import threading
import time
from typing import Any

import flask
import structlog

from addon import logs
from addon.assembly import build_services, console_settings, open_ledger
from addon.console.assets import MissingAssets
from addon.console.blueprints import create_blueprints
from addon.nodes.services import Services
from addon.settings import Settings, SettingsRefused, is_loopback, read_settings
from addon.storage import Ledger, StorageError
from addon.storage.failures import SchemaBehind, StoreLocked
from addon.sync import keeping
from addon.sync.engine import Engine
from addon.web import azuredevops_hooks, front, health, jira_hooks, lifecycle, peer_api
from addon.web.addresses import RowNumber
from addon.web.answers import RETRY_AFTER_S, install_answers
from addon.web.attached import kept
from addon.web.first import DeliveriesFirst
from addon.web.guards import Token, Verifier, install_guards
from addon.web.verifiers import verifiers

log = structlog.get_logger()
LOCK_WAIT_S = 60.0
AGAIN_S = 5.0
NOT_OPEN = {
    StoreLocked.reason: "another process uses its database, and SQLite serves one process",
    SchemaBehind.reason: "its database is of another version, `python -m addon db migrate` says or does what it needs",
}
BOOT_ERROR = 3
MAX_BODY = 8 * 1024 * 1024


def create_app(settings: Settings | None = None, *, engine: bool | None = None) -> flask.Flask:
    """The application; opens its database in the background and starts the engine where it belongs.

    `engine` None runs it on SQLite only. Exits with the reason when settings or the browser bundle are missing.
    """
    settings = settings or _settings()
    logs.configure(settings.log_level, settings.log_format)
    app = bare_app(settings)
    opening = threading.Thread(target=_opened, args=(app, settings, engine), name="open", daemon=True)
    opening.start()
    opening.join(5)
    return app


def bare_app(settings: Settings) -> flask.Flask:
    """The routes without a database: everything but `/healthz` answers 503 until `attach` was called."""
    app = flask.Flask(__name__, static_folder=None)
    app.url_map.converters["int"] = RowNumber
    app.url_map.merge_slashes = False  # else `//` is answered by a redirect to whatever host the request named
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY + 64 * 1024
    app.config["HTTPS"] = not is_loopback(settings.base_url)
    app.config["PROBLEM"] = "starting"
    install_answers(app)

    @app.before_request
    def wait_for_store() -> Any:
        if "liaise" in app.extensions or flask.request.endpoint == "health.healthz":
            return None
        kept().reason = "starting"
        body = {"reason": "starting", "message": f"Liaise is not ready: {app.config['PROBLEM']}."}
        return body, 503, {"Retry-After": RETRY_AFTER_S}

    late: dict[Token, Verifier] = {}  # filled by `attach`: a served application takes no new hooks
    app.extensions["liaise_verifiers"] = late
    install_guards(app, late, lambda: int(app.extensions["liaise"].now()))
    for module in (front, health, lifecycle, jira_hooks, azuredevops_hooks, peer_api):
        app.register_blueprint(module.blueprint)
    try:
        for blueprint in create_blueprints(console_settings(settings)):
            app.register_blueprint(blueprint)
    except MissingAssets as problem:
        raise _refused(str(problem)) from problem
    return app


def attach(app: flask.Flask, settings: Settings, services: Services) -> None:
    """Give the application its database and the verifiers that need it."""
    keys = services.ledger.keys.derive_all("session")
    app.config["SESSION_KEYS"] = keys
    token = settings.operator_token.get_secret_value() if settings.operator_token else ""
    app.extensions["liaise_verifiers"].update(verifiers(services, session_keys=keys, operator_token=token))
    app.extensions["liaise"] = services


def _opened(app: flask.Flask, settings: Settings, engine: bool | None) -> None:
    """Whatever ends the start is in the log and in every answer: else the thread would end without a word."""
    try:
        _open(app, settings, engine)
    except Exception:
        app.config["PROBLEM"] = "its start failed, its log says why"
        log.exception("start_failed")


def _open(app: flask.Flask, settings: Settings, engine: bool | None) -> None:
    ledger = _opened_ledger(app, settings)
    services = build_services(settings, ledger)
    attach(app, settings, services)
    running = None
    if engine if engine is not None else not settings.is_postgresql:
        keeping.ensure_deployment(services)
        running = Engine(services, settings.engine_workers)
        running.start()
    app.wsgi_app = DeliveriesFirst(app.wsgi_app, ledger.courtesy)  # type: ignore[method-assign]
    app.extensions["liaise_running"] = lambda: _close(ledger, running, services)
    atexit.register(close, app)
    log.info("ready", store=ledger.dialect, engine=running is not None)


def _opened_ledger(app: flask.Flask, settings: Settings) -> Ledger:
    """The database, however long it takes to come: one that starts later, is migrated later or is still in use.

    What is wrong is in every answer; its details, which may name a host or a folder, are for the log alone.
    """
    told = ""
    while True:
        try:
            return open_ledger(settings, wait_s=LOCK_WAIT_S)
        except StorageError as problem:
            if told != str(problem):
                told = str(problem)
                log.error("store_refused", reason=problem.reason, problem=told)
            app.config["PROBLEM"] = NOT_OPEN.get(problem.reason, "its database does not open, its log says why")
        time.sleep(AGAIN_S)


def close(app: flask.Flask) -> None:
    """End what `create_app` began; once is enough.

    Whoever serves the application calls it: what is left to the interpreter's own end finds that no thread of a pool
    may begin anything any more.
    """
    app.extensions.pop("liaise_running", lambda: None)()


def _close(ledger: Any, engine: Engine | None, services: Services) -> None:
    if engine is not None:
        engine.stop()
    services.scripts.close()
    ledger.close()


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsRefused as problem:
        raise _refused(f"the settings cannot work:\n{problem}") from problem


def _refused(words: str) -> SystemExit:
    """The end of a start that cannot work; gunicorn would try again for ever with any other exit code."""
    print(f"liaise: {words}", file=sys.stderr, flush=True)
    return SystemExit(BOOT_ERROR)
