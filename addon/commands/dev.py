"""`python -m addon dev`: web and engine in one process, for development and the demo."""

import contextlib
import signal
import threading

import click
from werkzeug.serving import make_server

from addon.app import create_app
from addon.commands.common import settings_or_exit


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def command(host: str) -> None:
    """Run everything in one process; Ctrl-C ends it."""
    settings = settings_or_exit()
    app = create_app(settings, engine=True)
    server = make_server(host, settings.port, app, threaded=True)
    click.echo(f"Liaise listens on http://{host}:{server.port}")
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
