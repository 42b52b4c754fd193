"""`python -m addon dev`: web and engine in one process, for development and the demo."""

import contextlib

import click
from werkzeug.serving import make_server

from addon.app import close, create_app
from addon.commands.common import settings_or_exit
from addon.commands.interruption import interruptible


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def command(host: str) -> None:
    """Run everything in one process; Ctrl-C ends it."""
    settings = settings_or_exit()
    app = create_app(settings, engine=True)
    server = make_server(host, settings.port, app, threaded=True)
    click.echo(f"Liaise listens on http://{host}:{server.port}")
    with contextlib.suppress(KeyboardInterrupt), interruptible():
        server.serve_forever()
    close(app)
