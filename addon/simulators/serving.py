"""A Flask app on a real port, in a thread of this process."""

import threading
from types import TracebackType

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    """Writes no line per request; the call record is the log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return None


class RunningServer:
    """A threaded server that answers until `stop()`; usable as a context manager."""

    def __init__(self, server: BaseWSGIServer, host: str) -> None:
        self._server = server
        # It looks that often whether it is to end; at the usual half second, most tests wait for nothing else.
        self._thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="simulator-http", daemon=True)
        self.port: int = server.server_port
        self.url = f"http://{host}:{self.port}"
        self._thread.start()

    def wait(self) -> None:
        """Return when the server has ended."""
        self._thread.join()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join(timeout=10)
        self._server.server_close()

    def __enter__(self) -> "RunningServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(app: Flask, host: str = "127.0.0.1", port: int = 0) -> RunningServer:
    """Answer HTTP on `host:port` (0: any free port, read it back from `.port`) in a thread."""
    return RunningServer(make_server(host, port, app, threaded=True, request_handler=QuietHandler), host)
