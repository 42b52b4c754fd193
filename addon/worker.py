"""The engine as a process of its own: `python -m addon worker`, any number of them on PostgreSQL.

On SQLite the web process runs the engine; a worker says so and idles, so that a platform which insists on starting
one is content.
"""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from werkzeug.serving import WSGIRequestHandler, make_server

from addon import logs
from addon.assembly import build_services, open_ledger
from addon.nodes.services import Services
from addon.settings import Settings
from addon.signals import told_to_end
from addon.storage import StorageError
from addon.sync import keeping
from addon.sync.engine import Engine
from addon.web.health import health_app

log = structlog.get_logger()


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT."""
    logs.configure(settings.log_level, settings.log_format)
    with told_to_end() as wait:
        if settings.is_postgresql:
            _work(settings, wait)
        else:
            log.info("worker_idles", why="On SQLite the engine runs inside the web process.")
            wait()


def _work(settings: Settings, until: Callable[[], None]) -> None:
    try:
        ledger = open_ledger(settings)
    except StorageError as problem:
        raise SystemExit(f"liaise: {problem}") from problem
    services = build_services(settings, ledger)
    keeping.ensure_deployment(services)
    engine = Engine(services, settings.engine_workers)
    with _answering(settings, services):
        engine.start()
        gc.collect()
        gc.freeze()  # what a start made stays: looking through it all again holds every thread for a tenth of a second
        log.info("worker_ready", workers=settings.engine_workers)
        until()
        log.info("worker_stopping")
    engine.stop()
    services.scripts.close()
    ledger.close()


@contextmanager
def _answering(settings: Settings, services: Services) -> Iterator[None]:
    """Answer monitoring on a port of the worker's own, where one is set: what the engine counts is counted here."""
    if not settings.worker_port:
        yield
        return
    token = settings.operator_token.get_secret_value() if settings.operator_token else ""
    host = "127.0.0.1" if settings.dev_loopback else "0.0.0.0"  # noqa: S104 - as the web process does
    server = make_server(
        host, settings.worker_port, health_app(services, token), threaded=True, request_handler=_Unlogged
    )
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Unlogged(WSGIRequestHandler):
    """Requests have our own line in the log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""
