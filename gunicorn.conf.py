"""How gunicorn runs the backend: threads, one process by default, no preload, no recycling.

On SQLite the one web process runs the engine, so there must be one process for ever; on PostgreSQL `WEB_PROCS` may
be raised. The engine starts after the fork, inside the worker (`addon.app`).
"""

import gc
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # gunicorn does so itself, after it has read this

from addon.settings import SettingsRefused, read_settings

try:
    settings = read_settings()
except SettingsRefused as problem:
    sys.exit(f"liaise: the settings cannot work:\n{problem}")

bind = f"0.0.0.0:{settings.port}"
if settings.dev_loopback:
    bind = f"127.0.0.1:{settings.port}"
workers = settings.web_procs
worker_class = "addon.web.patience.PatientWorker"  # gthread, with an end to its patience
threads = settings.web_threads
timeout = 60
graceful_timeout = 30
keepalive = 20
preload_app = False
control_socket_disable = True  # nobody commands it, and two deployments of one user would share its file
max_requests = 0
limit_request_line = 8190
accesslog = None  # paths of Jira pages carry a token; our own structured log leaves it out


def post_worker_init(_: Any) -> None:
    """What the start made stays: looking through all of it again would hold every request for a tenth of a second."""
    gc.collect()
    gc.freeze()


def worker_exit(_: Any, worker: Any) -> None:
    """End the engine while its threads may still begin something: the interpreter's own end comes after that."""
    from addon.app import close  # the settings are read before the application is

    if app := getattr(worker, "wsgi", None):  # none when the start was refused
        close(app)
