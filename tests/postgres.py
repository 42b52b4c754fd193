"""A PostgreSQL server for tests: started when first asked for, one for each test process, gone with it.

PostgreSQL refuses to run as root, so root starts it as another user. It listens on a socket in its own folder
only: no port to collide. Use it so:

    from tests.postgres import server
    url = server().new_database()           # empty; `server().drop(url)` when done
    url = server().new_database(migrated=True)

Tests that use it carry the marker `postgresql`; where there is none they are skipped and named at the end.
"""

import atexit
import ctypes
import functools
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.rings import postgres_binaries


class Server:
    """A running server with trust authentication on a private socket."""

    def __init__(self, *, fsync: bool = False, preload: Path | None = None) -> None:
        found = postgres_binaries()
        assert found is not None, "no PostgreSQL: mark the test with `postgresql`"
        self.folder = Path(tempfile.mkdtemp(prefix="liaise-pg-", dir="/tmp"))
        self._user = self._other_user()
        self._count = itertools.count(1)
        self._templated = False
        if self._user is not None:
            shutil.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        data = self.folder / "data"
        subprocess.run(
            [found / "initdb", "-D", data, "-U", "liaise", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            **self._as_user(),
        )
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "100",
            "shared_buffers": "64MB",
            "fsync": "on" if fsync else "off",
            "autovacuum": "on",
        }
        arguments = [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [found / "postgres", "-D", data, *arguments],
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,
                env={**os.environ, "LD_PRELOAD": str(preload)} if preload else None,
                **self._as_user(),
            )
        self._wait_until_up()

    def url(self, database: str = "postgres") -> str:
        """The address of a database on this server."""
        return f"postgresql://liaise@/{database}?host={self.folder}"

    def new_database(self, *, migrated: bool = False) -> str:
        """A fresh database, with the ledger's tables if wanted; its address."""
        name = f"test_{next(self._count)}"
        if migrated and not self._templated:
            self._make_template()
        self._execute(f"CREATE DATABASE {name}" + (" TEMPLATE liaise_template" if migrated else ""))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected."""
        name = url.split("@/")[1].split("?")[0]
        self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_template(self) -> None:
        from addon.storage import Keys, Ledger, new_key

        self._execute("CREATE DATABASE liaise_template")
        url = self.url("liaise_template")
        Ledger.open(url, data_dir=self.folder, keys=Keys([new_key()]), migrate=True).close()
        self._templated = True

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def _wait_until_up(self) -> None:
        import psycopg

        deadline = time.monotonic() + 120
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=20).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self.folder / "server.log").read_text()) from None
                time.sleep(0.05)

    def _other_user(self) -> pwd.struct_passwd | None:
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise RuntimeError("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")

    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {"cwd": self.folder}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": [], "cwd": self.folder}


def _die_with_parent() -> None:
    """A test run that is killed leaves no server behind (Linux: PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


@functools.cache
def server() -> Server:
    """The server of this test process."""
    running = Server()
    atexit.register(running.stop)
    return running
