"""The engine as a process of its own: `python -m addon worker`, any number of them on PostgreSQL.

On SQLite the web process runs the engine; a worker says so and idles, so that a platform which insists on starting
one is content.
"""

import gc
import signal
import threading
from types import FrameType

import structlog

from addon import logs
from addon.assembly import build_services, open_ledger
from addon.settings import Settings
from addon.storage import StorageError
from addon.sync import keeping
from addon.sync.engine import Engine

log = structlog.get_logger()


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT."""
    logs.configure(settings.log_level, settings.log_format)
    stopping = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if not settings.is_postgresql:
        log.info("worker_idles", why="On SQLite the engine runs inside the web process.")
        stopping.wait()
        return
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
    stopping.wait()
    log.info("worker_stopping")
    engine.stop()
    services.scripts.close()
    ledger.close()
