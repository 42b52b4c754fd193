"""Web and worker as a platform runs them: starting, waiting, refusing, stopping."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from addon.storage import new_key
from tests.ports import free_port
from tests.postgres import server
from tests.process.deployment import ANSWER_S, ROOT, Process, eventually
from tests.rings import has_bundle

pytestmark = [pytest.mark.process, pytest.mark.timeout(600)]
needs_bundle = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")
GUNICORN = ["-m", "gunicorn", "-c", "gunicorn.conf.py", "addon.app:create_app()"]
SHELL = "import os, sys; os.execv('/bin/sh', ['sh', '-c', f'exec {sys.argv[1]}'])"
"""What runs a line of the Procfile as platforms do, and ends with its exit code."""
WAITING = "import addon.app; addon.app.LOCK_WAIT_S = {0}; from addon.cli import main; main(['dev'])"
"""The product's own process with another patience for the lock: a minute is too long to see it end, and on a slow
machine too short to see what it does until then."""

Start = Callable[..., Process]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts processes that end with the test."""
    started: list[Process] = []

    def begin(arguments: list[str], **settings: str) -> Process:
        process = Process(arguments, settings, tmp_path / f"{len(started)}.log").start()
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()


def loopback(tmp_path: Path, port: int) -> dict[str, str]:
    return {"BASE_URL": f"http://127.0.0.1:{port}", "PORT": str(port), "DATA_DIR": str(tmp_path / "data")}


def answers(port: int, path: str = "/readyz", status: int = 200) -> Callable[[], bool]:
    return lambda: requests.get(f"http://127.0.0.1:{port}{path}", timeout=ANSWER_S).status_code == status


def of_procfile(name: str) -> list[str]:
    """The process that the Procfile names."""
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    return ["-c", SHELL, lines[name]]


def on_path() -> dict[str, str]:
    """The programs of this environment come first, as where its packages are installed for all."""
    return {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@needs_bundle
def test_a_second_web_process_on_sqlite_refuses_in_words_when_its_patience_ends(tmp_path: Path, start: Start) -> None:
    first, second = free_port(), free_port()
    one = start(["-m", "addon", "dev"], **loopback(tmp_path, first))
    eventually(answers(first), lambda: one.said)
    two = start(["-c", WAITING.format(0.2)], **loopback(tmp_path, second))
    eventually(lambda: "store_refused" in two.said, lambda: two.said)
    eventually(answers(second, "/healthz"), lambda: two.said)
    for method, path in (("GET", "/readyz"), ("POST", "/jira/hooks/issue_updated"), ("GET", "/console/connections")):
        refused = requests.request(method, f"http://127.0.0.1:{second}{path}", timeout=ANSWER_S)
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert "SQLite serves one process" in refused.json()["message"]
        assert str(tmp_path) not in refused.text
    assert requests.get(f"http://127.0.0.1:{second}/healthz", timeout=ANSWER_S).status_code == 200
    assert requests.get(f"http://127.0.0.1:{first}/readyz", timeout=ANSWER_S).status_code == 200
    one.signal(signal.SIGTERM)
    eventually(answers(second), lambda: two.said)
    assert two.said.count("store_refused") == 1


@needs_bundle
def test_a_second_web_process_takes_over_when_the_first_leaves(tmp_path: Path, start: Start) -> None:
    first, second = free_port(), free_port()
    one = start(["-m", "addon", "dev"], **loopback(tmp_path, first))
    eventually(answers(first), lambda: one.said)
    two = start(["-c", WAITING.format(600)], **loopback(tmp_path, second))
    eventually(answers(second, "/healthz"), lambda: two.said)
    waiting = requests.get(f"http://127.0.0.1:{second}/readyz", timeout=ANSWER_S)
    assert (waiting.status_code, waiting.json()["message"]) == (503, "Liaise is not ready: starting.")
    one.signal(signal.SIGTERM)
    eventually(answers(second), lambda: two.said)


@needs_bundle
@pytest.mark.parametrize("arguments", [["-m", "addon", "dev"], GUNICORN], ids=["dev", "gunicorn"])
def test_sigterm_ends_a_web_process_cleanly_and_it_starts_again(
    tmp_path: Path, start: Start, arguments: list[str]
) -> None:
    port = free_port()
    for _ in range(2):
        process = start(arguments, **loopback(tmp_path, port), DEV_LOOPBACK="1")
        eventually(answers(port), lambda process=process: process.said)  # type: ignore[misc]
        process.signal(signal.SIGTERM)
        assert process.ended() == 0, process.said
        assert "Traceback" not in process.said


def test_a_worker_on_sqlite_says_that_it_idles_and_ends_when_told(tmp_path: Path, start: Start) -> None:
    process = start(["-m", "addon", "worker"], **loopback(tmp_path, 8080))
    eventually(lambda: "worker_idles" in process.said, lambda: process.said)
    assert "the engine runs inside the web process" in process.said
    assert process.running is not None
    assert process.running.poll() is None
    process.signal(signal.SIGTERM)
    assert process.ended() == 0
    assert not (tmp_path / "data").exists()


@needs_bundle
@pytest.mark.postgresql
@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_platform_releases_then_runs_web_and_worker_on_postgresql(tmp_path: Path, start: Start, scheme: str) -> None:
    url = server().new_database().replace("postgresql://", f"{scheme}://")
    port = free_port()
    settings = loopback(tmp_path, port) | {"DATABASE_URL": url, "SECRET_KEYS": new_key(), "DEV_LOOPBACK": "1"}
    settings |= on_path()
    early = start(of_procfile("worker"), **settings)
    assert early.ended() != 0
    assert "migrate" in early.said
    assert "Traceback" not in early.said, early.said
    web = start(of_procfile("web"), **settings)  # so is a web process that came too early, and it needs no restart
    eventually(answers(port, status=503), lambda: web.said)
    assert "db migrate" in requests.get(f"http://127.0.0.1:{port}/readyz", timeout=ANSWER_S).json()["message"]
    for _ in range(2):  # a release may be repeated
        release = start(of_procfile("release"), **settings)
        assert release.ended() == 0, release.said
    assert "applied 0001" in release.said
    monitored = free_port()
    workers = [start(of_procfile("worker"), **settings, WORKER_PORT=str(at)) for at in (0, monitored)]
    eventually(answers(port), lambda: web.said)
    for worker in workers:
        eventually(lambda worker=worker: "worker_ready" in worker.said, lambda worker=worker: worker.said)  # type: ignore[misc]
    eventually(answers(monitored), lambda: workers[1].said)
    counted = requests.get(f"http://127.0.0.1:{monitored}/metrics", timeout=ANSWER_S)
    assert "liaise_steps_total" in counted.text
    assert requests.get(f"http://127.0.0.1:{monitored}/console/connections", timeout=ANSWER_S).status_code == 404
    for process in (*workers, web):
        process.signal(signal.SIGTERM)
        assert process.ended() == 0, process.said
    assert not (tmp_path / "data").exists()


@needs_bundle
def test_a_platform_releases_beside_the_process_that_it_will_replace_on_sqlite(tmp_path: Path, start: Start) -> None:
    port = free_port()
    settings = loopback(tmp_path, port) | {"DEV_LOOPBACK": "1"} | on_path()
    for _ in range(2):
        release = start(of_procfile("release"), **settings)
        assert (release.ended(), "applied 0001" in release.said) == (0, True), release.said
    web = start(of_procfile("web"), **settings)
    eventually(answers(port), lambda: web.said)
    release = start(of_procfile("release"), **settings)
    assert release.ended() == 0, release.said
    assert "the web process does it when it starts" in release.said
    web.signal(signal.SIGTERM)
    assert web.ended() == 0, web.said


@needs_bundle
def test_the_port_of_the_platform_is_honored(tmp_path: Path, start: Start) -> None:
    port = free_port()
    process = start(of_procfile("web"), PORT=str(port), DATA_DIR=str(tmp_path / "data"), DEV_LOOPBACK="1", **on_path())
    eventually(answers(port, "/healthz"), lambda: process.said)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"BASE_URL": "http://liaise.example", "DATABASE_URL": "sqlite:///x"}, "BASE_URL has to be https"),
        ({"BASE_URL": "https://liaise.example"}, "DATA_DIR"),
        ({"BASE_URL": "nonsense"}, "BASE_URL: give a whole address"),
        ({"DATABASE_URL": "postgres://db/x"}, "PostgreSQL needs SECRET_KEYS"),
        ({"DEV_LOOPBACK": "1", "BASE_URL": "https://liaise.example"}, "DEV_LOOPBACK=1 is for loopback only"),
        ({"PORT": "many"}, "PORT"),
        ({"LICENSING": "key"}, "LICENSE_PUBLIC_KEY"),
        ({"ENGINE_WORKERS": "0"}, "ENGINE_WORKERS"),
    ],
)
def test_settings_that_cannot_work_end_the_start_with_their_reason(
    start: Start, settings: dict[str, str], words: str
) -> None:
    process = start(["-m", "addon", "dev"], **settings)
    assert process.ended() == 1
    assert words in process.said
    assert "Traceback" not in process.said


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"BASE_URL": "nonsense"}, "BASE_URL: give a whole address"),
        ({"WEB_PROCS": "two"}, "WEB_PROCS: "),
        ({"SECRET_KEYS": "abc", "DEV_LOOPBACK": "1"}, "SECRET_KEYS: a key is 32 bytes"),
    ],
)
def test_settings_that_cannot_work_end_gunicorn_too(start: Start, settings: dict[str, str], words: str) -> None:
    process = start(GUNICORN, **{"PORT": str(free_port())} | settings)
    assert process.ended() != 0
    assert words in process.said
    assert "Traceback" not in process.said


def test_a_start_without_the_browser_bundle_names_the_command_that_builds_it(tmp_path: Path, start: Start) -> None:
    code = (
        "from pathlib import Path; import addon.assembly as a;"
        "import dataclasses; real = a.console_settings;"
        f"fake = lambda s: dataclasses.replace(real(s), static_folder=Path({str(tmp_path)!r}));"
        "import addon.app as app; app.console_settings = fake; from addon.cli import main; main(['dev'])"
    )
    process = start(["-c", code], **loopback(tmp_path, free_port()))
    assert process.ended() != 0
    assert "make assets" in process.said
    assert "Traceback" not in process.said


def test_a_secret_in_the_settings_is_not_repeated_when_they_are_refused(start: Start) -> None:
    process = start(
        ["-m", "addon", "dev"],
        SECRET_KEYS="k1:very-secret-material",
        BASE_URL="nonsense",
        OPERATOR_TOKEN="hush-hush-hush",
    )
    assert process.ended() == 1
    assert "very-secret" not in process.said
    assert "hush-hush" not in process.said
