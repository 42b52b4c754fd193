"""A server for the benchmark: one endpoint that does nothing, one that stores a webhook durably.

LEDGER_URL, LEDGER_FOLDER, LEDGER_KEY say where; LEDGER_WORKERS > 0 also runs that many workers in the process.
"""

import itertools
import os
import time
from functools import cache
from pathlib import Path

from flask import Flask, request

from addon.storage import Keys, Ledger, StoreUnavailable, inbox
from tests.bench.ledger_engine import Engine

app = Flask(__name__)
_number = itertools.count()
_START = f"{os.getpid()}-{time.time_ns()}"


@cache
def ledger() -> Ledger:
    """Opened in the serving process, not in gunicorn's master."""
    found = Ledger.open(
        os.environ.get("LEDGER_URL", ""),
        data_dir=Path(os.environ["LEDGER_FOLDER"]),
        keys=Keys([os.environ["LEDGER_KEY"]]),
        pool=24,
        wait_s=20,
        settle_ms=0,
    )
    workers = int(os.environ.get("LEDGER_WORKERS", "0"))
    if workers:
        Engine(found, workers, lambda claim: time.sleep(0.05)).start()
    return found


@app.post("/empty")
def empty() -> tuple[dict[str, bool], int]:
    request.get_data()
    return {"ok": True}, 202


@app.post("/ingest")
def ingest() -> tuple[dict[str, bool], int]:
    """The way of the product's own deliveries, with a kibibyte in the hint."""
    with ledger().courtesy.request():
        body = request.get_data(as_text=True)
        number = next(_number)
        hint = inbox.Hint(str(number % 500), body={"body": body})
        try:
            stored = ledger().arrive(inbox.Arrival(1, f"{_START}-{number}", "jira", [hint]))
        except StoreUnavailable:
            return {"stored": False}, 503
        return {"stored": stored}, 202


if os.environ.get("LEDGER_FOLDER"):
    ledger()
