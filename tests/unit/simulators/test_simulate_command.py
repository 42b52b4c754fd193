"""`simulate` as a process: it says where it is, installs the app, and ends on Ctrl-C."""

import base64
import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.unit.simulators.jira.tiny_app import TinyApp

pytestmark = pytest.mark.process


def _without_interrupts() -> None:
    """What a shell script does to a command that it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def simulate(*arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address that the command prints, while it runs."""
    command = [sys.executable, "-m", "addon", "simulate", *arguments, "--port", "0"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_without_interrupts,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None
        yield found.group(0).rstrip("/"), process
    finally:
        process.kill()
        process.wait(timeout=60)


def get(url: str) -> object:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


def post(url: str, body: object) -> dict[str, int]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        found: dict[str, int] = json.load(answer)
        return found


def test_a_jira_site_is_up_with_the_app_installed() -> None:
    tiny = TinyApp().start()
    assert tiny.server is not None
    descriptor = tiny.server.url
    # The command asks for /atlassian-connect.json below the given address.
    with tiny.server, simulate("jira", "--app-url", descriptor + "/base", "--projects", "5") as (url, process):
        assert process.stdout is not None
        assert "Installed Tiny" in process.stdout.readline()
        assert get(url + "/rest/api/3/serverInfo")["baseUrl"] == url  # type: ignore[index]
        assert [app["key"] for app in get(url + "/__control__/apps")] == ["tiny-app"]  # type: ignore[attr-defined]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


def test_a_backend_that_does_not_answer_leaves_the_site_up() -> None:
    with simulate("jira", "--app-url", "http://127.0.0.1:9") as (url, process):
        assert process.stderr is not None
        assert "Not installed" in process.stderr.readline()
        assert get(url + "/__control__/apps") == []


@pytest.mark.parametrize("product", ["jira", "azuredevops"])
def test_the_call_that_it_proposes_works(product: str) -> None:
    with simulate(product) as (_, process):
        assert process.stdout is not None
        told = next(line for line in process.stdout if line.startswith("As an administrator: curl -u "))
        name, secret, url = re.search(r'-u ([^:]*):(\S+) "?([^"\s]+)', told).groups()  # type: ignore[union-attr]
        wanted = urllib.request.Request(url)
        wanted.add_header("Authorization", "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode())
        with urllib.request.urlopen(wanted, timeout=60) as answer:
            assert answer.status == 200 and json.load(answer)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_azure_devops_organization_is_up_until_a_signal(sent: signal.Signals) -> None:
    with simulate("azuredevops") as (url, process):
        assert isinstance(get(url + "/__control__/calls"), list)
        process.send_signal(sent)
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("product", "many", "counted"),
    [("jira", "/__control__/projects", "total"), ("azuredevops", "/__control__/projects/many", "projects")],
)
def test_what_a_simulator_held_is_there_again_after_a_restart(
    product: str, many: str, counted: str, tmp_path: Path
) -> None:
    state = tmp_path / "site.state"
    with simulate(product, "--state", str(state)) as (url, process):
        before = post(url + many, {"count": 3})[counted]
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)  # as those who end a whole group and then each of it
        assert process.wait(timeout=60) == 0
    with simulate(product, "--state", str(state)) as (url, _):
        assert post(url + many, {"count": 0})[counted] == before


def test_a_file_of_another_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "site.state").write_bytes(b"older")
    command = [sys.executable, "-m", "addon", "simulate", "jira", "--port", "0", "--state", tmp_path / "site.state"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "another version" in done.stderr
    assert "Remove it to begin anew" in done.stderr
