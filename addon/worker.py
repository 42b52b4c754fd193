"""The engine as a process of its own: `python -m addon worker`, any number of them on PostgreSQL.

On SQLite the web process runs the engine; a worker says so and idles, so that a platform which insists on starting
one is content.
"""

import gc
from collections.abc import Callable

import structlog

from addon import logs
from addon.assembly import build_services, open_ledger
from addon.settings import Settings
from addon.signals import told_to_end
from addon.storage import StorageError
from addon.sync import keeping
from addon.sync.engine import Engine

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
    engine.start()
    gc.collect()
    gc.freeze()  # what a start made stays: looking through all of it again holds every thread for a tenth of a second
    log.info("worker_ready", workers=settings.engine_workers)
    until()
    log.info("worker_stopping")
    engine.stop()
    services.scripts.close()
    ledger.close()
