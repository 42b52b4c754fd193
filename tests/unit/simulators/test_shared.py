"""The parts that both simulators share: clock, faults, call record, deliveries, control contract."""

import threading
from collections.abc import Iterator

import pytest
import requests
from flask import Flask, jsonify, request

from addon.simulators.calls import IDENTITY
from addon.simulators.chrome import Choice, Chrome
from addon.simulators.clock import SettableClock
from addon.simulators.control import Bench
from addon.simulators.deliveries import Deliveries, Delivery
from addon.simulators.faults import Fault
from addon.simulators.serving import serve


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


@pytest.fixture
def site(bench: Bench) -> Iterator[str]:
    app = Flask(__name__)
    written: list[str] = []

    @app.post("/api/things")
    def write() -> object:
        request.environ[IDENTITY] = "user:kim"
        written.append(request.get_data(as_text=True))
        return jsonify(count=len(written), padding="x" * 2000)

    @app.get("/api/things")
    def read() -> object:
        return jsonify(written)

    @app.get("/page")
    def page() -> str:
        return "page"

    bench.attach(app, is_api=lambda path: path.startswith("/api"), error_body=lambda status: ("text/plain", b"own"))
    with serve(app) as server:
        yield server.url


def test_the_clock_goes_forward_only_and_tells_its_listeners() -> None:
    clock = SettableClock(source=lambda: 1000.0)
    told: list[float] = []
    clock.on_advance(lambda: told.append(clock.seconds()))
    clock.advance(60)
    assert told == [1060.0]
    with pytest.raises(ValueError):
        clock.advance(-1)


def test_api_calls_are_listed_with_identity_and_status_but_pages_are_not(site: str) -> None:
    requests.post(site + "/api/things?a=1", data="one", timeout=30)
    requests.get(site + "/page", timeout=30)
    [call] = requests.get(site + "/__control__/calls", timeout=30).json()
    assert (call["method"], call["path"], call["query"], call["identity"], call["status"]) == (
        "POST",
        "/api/things",
        "a=1",
        "user:kim",
        200,
    )
    requests.delete(site + "/__control__/calls", timeout=30)
    assert requests.get(site + "/__control__/calls", timeout=30).json() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "abc"},
        {"status": 42},
        {"rate": "often"},
        {"rate": 2},
        {"times": "twice"},
        {"hold_s": -1},
        {"headers": ["a"]},
        {"body": 7},
        {"path": None},
    ],
)
def test_a_fault_that_could_not_be_played_is_refused_with_the_part_that_is_wrong(
    site: str, wrong: dict[str, object]
) -> None:
    answer = requests.post(site + "/__control__/faults", json={"kind": "status", **wrong}, timeout=30)
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.json()["error"]


def test_a_status_fault_prevents_the_write_and_ends_after_its_times(site: str) -> None:
    fault = {"method": "POST", "path": "/api/*", "kind": "status", "status": 503, "times": 1}
    assert requests.post(site + "/__control__/faults", json=fault, timeout=30).status_code == 201
    refused = requests.post(site + "/api/things", data="one", timeout=30)
    assert (refused.status_code, refused.text) == (503, "own")
    assert requests.post(site + "/api/things", data="two", timeout=30).status_code == 200
    assert requests.get(site + "/api/things", timeout=30).json() == ["two"]


def test_a_write_whose_answer_never_comes_is_done_nevertheless(site: str) -> None:
    fault = {"method": "POST", "path": "/api/things", "kind": "timeout-after-write", "times": 1}
    requests.post(site + "/__control__/faults", json=fault, timeout=30)
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.post(site + "/api/things", data="one", timeout=(30, 0.5))
    while not requests.get(site + "/api/things", timeout=30).json():  # it may be at work yet
        threading.Event().wait(0.01)
    assert requests.get(site + "/api/things", timeout=30).json() == ["one"]
    spoiled = requests.get(site + "/__control__/calls", timeout=30).json()[0]
    assert (spoiled["status"], spoiled["fault"]) == (0, "timeout-after-write")


def test_an_answer_that_never_comes_ends_with_the_connection(site: str) -> None:
    fault = {"method": "POST", "path": "/api/things", "kind": "timeout-after-write", "times": 1, "hold_s": 0.1}
    requests.post(site + "/__control__/faults", json=fault, timeout=30)
    with requests.Session() as kept, pytest.raises(requests.exceptions.ConnectionError) as ended:
        kept.post(site + "/api/things", data="one", timeout=60)
    assert not isinstance(ended.value, requests.exceptions.Timeout)


def test_a_cut_answer_breaks_in_the_middle_after_the_write(site: str) -> None:
    requests.post(site + "/__control__/faults", json={"path": "/api/things", "kind": "cut", "times": 1}, timeout=30)
    with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.exceptions.ConnectionError)):
        requests.post(site + "/api/things", data="one", timeout=30)
    assert requests.get(site + "/api/things", timeout=30).json() == ["one"]


def test_an_html_fault_answers_a_page_with_success(site: str) -> None:
    requests.post(site + "/__control__/faults", json={"kind": "html", "times": 1, "status": 203}, timeout=30)
    answer = requests.get(site + "/api/things", timeout=30)
    assert answer.status_code == 203 and answer.headers["Content-Type"].startswith("text/html")


def test_faults_end_when_they_are_deleted(site: str) -> None:
    requests.post(site + "/__control__/faults", json={"kind": "status", "status": 500}, timeout=30)
    assert requests.get(site + "/api/things", timeout=30).status_code == 500
    requests.delete(site + "/__control__/faults", timeout=30)
    assert requests.get(site + "/api/things", timeout=30).status_code == 200


@pytest.mark.parametrize("fault", [{"kind": "melt"}, {"kind": "cut", "rate": 2}, {"kind": "cut", "odd": 1}, 7])
def test_a_fault_that_makes_no_sense_is_refused(fault: object) -> None:
    with pytest.raises(ValueError):
        Fault.from_json(fault)


def test_control_is_for_this_machine_only(bench: Bench) -> None:
    app = Flask(__name__)
    bench.attach(app, is_api=lambda path: True, error_body=lambda status: ("text/plain", b""))
    answer = app.test_client().get("/__control__/calls", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 403


class Receiver:
    """Notes what is sent to it and answers as told."""

    def __init__(self, *answers: int | None) -> None:
        self.answers = list(answers)
        self.got: list[str] = []
        self.lock = threading.Lock()

    def delivery(self, label: str, plan: object = None) -> Delivery:
        def attempt(made: int) -> int | None:
            with self.lock:
                self.got.append(label)
                return self.answers.pop(0) if self.answers else 200

        return Delivery(label, "app", attempt, plan or (lambda attempts, status: None))  # type: ignore[arg-type]


@pytest.fixture
def deliveries() -> Iterator[tuple[Deliveries, SettableClock]]:
    clock = SettableClock(source=lambda: 1000.0)
    deliveries = Deliveries(clock, workers=1)
    yield deliveries, clock
    deliveries.close()


def test_a_failed_delivery_is_tried_again_when_the_clock_says_so(
    deliveries: tuple[Deliveries, SettableClock],
) -> None:
    line, clock = deliveries
    receiver = Receiver(500, None, 204)
    line.submit(receiver.delivery("created", lambda attempts, status: 300.0))
    assert line.settle() and receiver.got == ["created"]
    clock.advance(301)
    assert line.settle() and receiver.got == ["created"] * 2
    clock.advance(301)
    assert line.settle() and receiver.got == ["created"] * 3
    assert line.log()[0].as_json() == {
        "event": "created",
        "target": "app",
        "attempts": 3,
        "status": 204,
        "state": "delivered",
    }


def test_deliveries_are_dropped_doubled_and_swapped_on_request(
    deliveries: tuple[Deliveries, SettableClock],
) -> None:
    line, _ = deliveries
    receiver = Receiver()
    line.HELD_S = 60.0  # the one that is held back waits for the next, however long that takes
    line.disorder.set({"drop": 1})
    line.submit(receiver.delivery("lost"))
    line.disorder.set({"reorder": 1})
    line.submit(receiver.delivery("first"))
    line.submit(receiver.delivery("second"))
    assert line.settle()
    line.disorder.set({"double": True})
    line.submit(receiver.delivery("third"))
    assert line.settle()
    assert receiver.got == ["second", "first", "third", "third"]
    assert line.log()[0].state == "dropped"


def test_a_held_back_delivery_leaves_alone_when_no_other_comes(
    deliveries: tuple[Deliveries, SettableClock],
) -> None:
    line, _ = deliveries
    receiver = Receiver()
    line.disorder.set({"reorder": True})
    line.submit(receiver.delivery("only"))
    assert line.settle() and receiver.got == ["only"]


def test_the_bar_switches_viewer_and_theme_by_cookie() -> None:
    app = Flask(__name__)
    chrome = Chrome("Jira", lambda: [Choice("ada", "Ada (admin)"), Choice("max", "Max <member>")])
    chrome.attach(app)

    @app.get("/")
    def home() -> object:
        return f"{chrome.view().user} {chrome.view().scheme} {chrome.bar()}"

    client = app.test_client()
    assert client.get("/").text.startswith("ada light")
    moved = client.post("/__view__", data={"user": "max", "scheme": "dark", "back": "https://elsewhere.example/x"})
    assert moved.headers["Location"] == "/x"
    page = client.get("/").text
    assert page.startswith("max dark") and "Max &lt;member&gt;" in page


def test_a_fault_of_too_many_requests_says_when_to_come_back(site: str) -> None:
    fault = {"kind": "status", "status": 429, "times": 2}
    requests.post(site + "/__control__/faults", json=fault, timeout=30)
    assert requests.get(site + "/api/things", timeout=30).headers["Retry-After"] == "1"
    requests.delete(site + "/__control__/faults", timeout=30)
    requests.post(site + "/__control__/faults", json={**fault, "headers": {"Retry-After": "7"}}, timeout=30)
    assert requests.get(site + "/api/things", timeout=30).headers["Retry-After"] == "7"


def test_a_plan_may_wait_for_a_site_that_is_submitting(bench: Bench) -> None:
    lock, planning = threading.Lock(), threading.Event()

    def plan(attempts: int, status: int | None) -> float | None:
        planning.set()
        with lock:  # as a site's own lock, under which it publishes
            return None

    with lock:
        bench.deliveries.submit(Delivery("first", "one", attempt=lambda made: None, plan=plan))
        assert planning.wait(30)
        submitting = threading.Thread(
            target=lambda: bench.deliveries.submit(Delivery("second", "one", attempt=lambda made: 200)), daemon=True
        )
        submitting.start()
        submitting.join(30)
        assert not submitting.is_alive()
    assert bench.deliveries.settle(30)
