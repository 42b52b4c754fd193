"""The zygote and its children: the wall, the counts outside it, the parent's part."""

import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from addon.sandbox import process
from addon.sandbox.launcher import Sandbox, SandboxUnavailable, WallReport
from addon.sandbox.runlimits import RunLimits
from addon.sandbox.services import HelperFailed, HelperRefused

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def sandbox() -> Any:
    made = Sandbox(require_wall=True, limits=RunLimits(seconds=60.0, grace=20.0, helper_calls=50, http_calls=5))
    yield made
    made.close()


def run(sandbox: Sandbox, source: str, services: Any = None, **more: Any) -> dict[str, Any]:
    return sandbox.execute({"kind": "run", "source": source, "name": "Rule", **more}, services)


class Recorder:
    """Services that note what they were asked."""

    def __init__(self, answer: Any = None) -> None:
        self.asked: list[tuple[str, list[Any]]] = []
        self.answer = answer

    def call(self, name: str, arguments: list[Any]) -> Any:
        self.asked.append((name, arguments))
        return self.answer(name, arguments) if callable(self.answer) else self.answer


LIVE = {"helpers": True, "platform": "jira", "entity": {"summary": "old", "labels": [], "created": {"$date": 0}}}


def test_the_wall_stands_here(sandbox: Sandbox) -> None:
    report = sandbox.wall()
    assert report.stands, report
    assert report.limits and report.seccomp
    assert report.failures == ()


def test_a_run_answers_with_value_and_type(sandbox: Sandbox) -> None:
    answer = run(sandbox, "def m = [a: 1.50]; m.a + 1")
    assert answer == {"status": "ok", "result": 2.5, "typed": {"BigDecimal": "2.50"}}


def test_runs_do_not_see_each_other(sandbox: Sandbox) -> None:
    assert run(sandbox, "secret = 'mine'")["status"] == "ok"
    assert run(sandbox, "secret")["error"]["message"] == "No such property: secret for class: Rule"


def test_many_runs_at_once_answer_each_their_own(sandbox: Sandbox) -> None:
    answers: dict[int, Any] = {}

    def one(number: int) -> None:
        answers[number] = run(sandbox, f"(1..{number}).sum()")["result"]

    threads = [threading.Thread(target=one, args=(number,)) for number in range(2, 22)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: number * (number + 1) // 2 for number in range(2, 22)}


def test_a_dead_zygote_is_started_again(sandbox: Sandbox) -> None:
    run(sandbox, "1")
    assert sandbox._zygote is not None
    os.kill(sandbox._zygote.process.pid, signal.SIGKILL)
    assert run(sandbox, "40 + 2")["result"] == 42


def test_the_zygote_ends_with_its_parent_side() -> None:
    made = Sandbox(require_wall=True)
    run(made, "1")
    assert made._zygote is not None
    zygote = made._zygote.process
    made.close()
    assert zygote.wait(60) == 0


def test_an_engine_that_does_not_start_says_what_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "ROOT", tmp_path)
    with pytest.raises(SandboxUnavailable, match="did not start: ModuleNotFoundError: No module named 'addon'"):
        run(Sandbox(require_wall=True), "1")


def test_a_run_that_takes_too_long_is_told_so_with_its_line() -> None:
    for seconds in (1.5, 6.0, 24.0):  # a busy machine may not even have begun after the first
        made = Sandbox(require_wall=True, limits=RunLimits(seconds=seconds, grace=20.0))
        try:
            error = run(made, "def l = [1]\nwhile (true) {\n  l.each { it + 1 }\n}")["error"]
        finally:
            made.close()
        assert error["reason"] == "time", error
        if error["line"] in (2, 3):
            return
    raise AssertionError(error)


def test_a_child_that_does_not_stop_itself_is_killed_from_outside() -> None:
    made = Sandbox(require_wall=True, limits=RunLimits(seconds=0.1, grace=0.2))
    try:
        # Serving a helper pauses both clocks; a parent that answers nonsense leaves the child waiting for ever.
        answer = run(made, "while (true) { }")
    finally:
        made.close()
    assert answer["status"] == "limit"
    assert answer["error"]["reason"] == "time"


def test_a_live_run_hands_back_only_what_the_script_changed(sandbox: Sandbox) -> None:
    source = "issue.summary = replica.summary\nissue.labels << [label: 'x']"
    answer = run(sandbox, source, Recorder(), replica={"summary": "new"}, **LIVE)
    assert answer["changes"] == {"summary": "new", "labels": [{"label": "x"}]}


def test_helper_calls_go_to_the_services_of_this_run(sandbox: Sandbox) -> None:
    services = Recorder({"id": "7", "name": "Bug"})
    answer = run(sandbox, "issue.typeName = nodeHelper.getIssueType('Bug', 'APP')?.name", services, **LIVE)
    assert services.asked == [("nodeHelper.getIssueType", ["Bug", "APP"])]
    assert answer["changes"] == {"typeName": "Bug"}


def test_a_helper_that_fails_throws_in_the_script(sandbox: Sandbox) -> None:
    def fail(name: str, arguments: list[Any]) -> Any:
        raise HelperFailed("IssueTrackerException", "needs PROJECT_ADMIN")

    source = "try { nodeHelper.createVersion(issue, 'x') } catch (Exception e) { issue.summary = e.message }"
    assert run(sandbox, source, Recorder(fail), **LIVE)["changes"] == {"summary": "needs PROJECT_ADMIN"}


def test_a_refused_helper_ends_the_run_whatever_it_catches(sandbox: Sandbox) -> None:
    def refuse(name: str, arguments: list[Any]) -> Any:
        raise HelperRefused("permission", "This tenant may not do that.")

    answer = run(sandbox, "try { nodeHelper.getUser('x') } catch (Throwable t) { 1 }", Recorder(refuse), **LIVE)
    assert (answer["status"], answer["error"]["reason"]) == ("limit", "permission")


def test_helper_calls_are_counted_outside(sandbox: Sandbox) -> None:
    services = Recorder()
    answer = run(sandbox, "while (true) { nodeHelper.getUser('x') }", services, **LIVE)
    assert answer["error"]["reason"] == "helpers"
    assert len(services.asked) == 50


def test_http_calls_are_counted_outside(sandbox: Sandbox) -> None:
    services = Recorder({})
    answer = run(sandbox, "while (true) { httpClient.get('/x') }", services, **LIVE)
    assert answer["error"]["reason"] == "http"
    assert len(services.asked) == 5


def test_a_run_stopped_while_a_helper_works_names_the_line_that_called_it() -> None:
    def slow(name: str, arguments: list[Any]) -> Any:
        time.sleep(0.3)

    for allowed in (0.5, 2.0, 8.0):  # a busy machine may not have begun before the first is over
        made = Sandbox(require_wall=True, limits=RunLimits(seconds=60.0, with_helpers=allowed))
        try:
            answer = run(made, "def n = 0\n\nwhile (true) {\n  nodeHelper.getUser('x')\n}", Recorder(slow), **LIVE)
        finally:
            made.close()
        error = answer["error"]
        assert error["reason"] == "time", error
        if error["line"] == 4:
            return
    raise AssertionError(error)


def test_writing_down_what_helpers_are_asked_is_the_script_s_own_time() -> None:
    """The clock within counts it, and so the run ends itself instead of being killed."""
    made = Sandbox(require_wall=True, limits=RunLimits(seconds=1.5, grace=60.0))
    try:
        source = "def s = 'x' * 3_000_000\nwhile (true) nodeHelper.getUser(s)"
        error = run(made, source, Recorder(), **LIVE)["error"]
    finally:
        made.close()
    assert error["message"] == "The script took longer than 1.5 seconds."
    assert error["line"] == 2


def test_store_writes_the_changes_so_far_and_goes_on(sandbox: Sandbox) -> None:
    services = Recorder({"id": 10001, "key": "APP-1"})
    source = "issue.summary = 'first'\nstore(issue)\nissue.description = issue.key"
    answer = run(sandbox, source, services, **LIVE)
    assert services.asked == [("store", [{"summary": "first"}])]
    assert answer["changes"] == {"description": "APP-1"}


def test_rich_text_is_text_to_the_script_and_a_document_when_handed_on(sandbox: Sandbox) -> None:
    rich = {"text": "h2. Hi", "$rich": {"type": "doc", "n": 1}}
    source = "issue.description = replica.description\nissue.summary = replica.description.replace('h2. ', '') + '!'"
    answer = run(sandbox, source, Recorder(), replica={"description": rich}, **LIVE)
    assert answer["changes"] == {"description": {"$rich": {"type": "doc", "n": 1}}, "summary": "Hi!"}


def test_writing_an_unknown_name_changes_nothing_and_warns(sandbox: Sandbox) -> None:
    answer = run(sandbox, "issue.sumary = 'x'", Recorder(), **LIVE)
    assert answer["changes"] == {}
    assert answer["warnings"] == ["issue.sumary is no field here: nothing was written. Did you mean summary?"]


def test_writing_a_read_only_field_is_an_error(sandbox: Sandbox) -> None:
    answer = run(sandbox, "issue.created = new Date(0)", Recorder(), **LIVE)
    assert answer["error"]["class"] == "groovy.lang.ReadOnlyPropertyException"


def test_a_replica_that_is_too_large_is_refused(sandbox: Sandbox) -> None:
    answer = run(sandbox, "def n = 6\nreplica.big = (1..n).collect { 'x' * 1000000 }", Recorder(), **LIVE)
    assert answer["error"]["reason"] == "output"
    assert answer["error"]["line"] == 2


def test_a_result_that_is_too_large_is_refused_at_the_line_that_makes_it(sandbox: Sandbox) -> None:
    answer = run(sandbox, "def all = []\n200.times { all << 'x' * 100000 }\n  all\n\n// the end")
    assert answer["status"] == "limit"
    assert answer["error"] == {
        "class": "Limit",
        "message": "What the script made is larger than a run may hand over.",
        "line": 3,
        "column": 3,
        "reason": "message",
    }


def test_a_result_of_very_many_small_values_is_refused_though_its_text_is_short(sandbox: Sandbox) -> None:
    """The parent, whose memory nobody caps, would hold each of them."""
    assert run(sandbox, "\n[null] * 1_300_000")["error"]["reason"] == "message"
    assert len(run(sandbox, "(1..200_000).toList()")["result"]) == 200_000


def test_an_error_too_long_to_be_handed_over_is_cut_and_keeps_its_line(sandbox: Sandbox) -> None:
    answer = run(sandbox, "def s = '日' * 8_000_000\nthrow new IllegalStateException(s)")
    error = answer["error"]
    assert (answer["status"], error["class"], error["line"]) == ("error", "java.lang.IllegalStateException", 2)
    assert error["message"].startswith("日日") and error["message"].endswith("日…")


def test_a_script_reaches_no_listener(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        for source in (f"new URL('http://127.0.0.1:{port}/').text", f"new Socket('127.0.0.1', {port})"):
            assert run(sandbox, source)["status"] in ("error", "compile-error")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_without_the_filter_scripts_are_refused_where_the_wall_is_required() -> None:
    made = Sandbox(require_wall=True)
    made._report = WallReport(True, False, 0, "seccomp: errno 22", ())
    with pytest.raises(SandboxUnavailable, match="REQUIRE_SCRIPT_WALL=0"):
        run(made, "1")


def test_a_hole_in_the_wall_refuses_scripts_and_is_named() -> None:
    made = Sandbox(require_wall=True)
    made._report = WallReport(True, True, 0, "", ("open a file",))
    with pytest.raises(SandboxUnavailable, match="open a file"):
        run(made, "1")


def test_without_the_filter_scripts_run_where_the_wall_is_not_required() -> None:
    made = Sandbox(require_wall=False)
    try:
        made._report = WallReport(True, False, 0, "seccomp: errno 22", ())
        assert run(made, "6 * 7")["result"] == 42
    finally:
        made.close()


def test_a_fresh_interpreter_for_each_run_answers_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("addon.sandbox.launcher.has_zygote", lambda: False)
    made = Sandbox(require_wall=False, limits=RunLimits(seconds=60.0, grace=20.0))
    assert run(made, "6 * 7")["result"] == 42
    assert made.wall().limits


def test_a_fresh_interpreter_is_killed_when_its_clock_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("addon.sandbox.launcher.has_zygote", lambda: False)
    made = Sandbox(require_wall=False, limits=RunLimits(seconds=0.01, grace=0.01))
    made._report = WallReport(True, False, 0, "", ())
    assert run(made, "6 * 7")["error"]["reason"] == "time"


def test_a_run_stopped_from_outside_names_the_line_it_had_reached() -> None:
    slow = "def text = 'ab' * 200_000\n\nint found = 0\nif (text.find(/a.*c/)) found++\nfound"
    error: dict[str, Any] = {}
    for _ in range(8):  # a busy machine may not even have begun by then; after 2 s the expression has its own limit
        made = Sandbox(require_wall=True, limits=RunLimits(seconds=1.1, grace=0.7))
        try:
            run(made, "1")  # the zygote is there; on a busy machine even this may be over late
            error = run(made, slow)["error"]
        finally:
            made.close()
        assert error["reason"] == "time", error
        if error["line"] == 4:
            return
    raise AssertionError(error)
