"""Service hooks: what is sent, how often, and when a subscription is put aside."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Receiver:
    """An HTTP server that keeps what it gets and answers what it is told."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[tuple[dict[str, str], dict]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.got.append((dict(self.headers), body))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                return None

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def bodies(self) -> list[dict]:
        return [body for _, body in self.got]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def subscribe(api, simulator, receiver, kind="updated", project="Fabrikam Fiber", **publisher_inputs):
    return api.post("/_apis/hooks/subscriptions", subscription(simulator, receiver, kind, project, **publisher_inputs))


def subscription(simulator, receiver, kind="updated", project="Fabrikam Fiber", **publisher_inputs):
    inputs = dict(publisher_inputs)
    if project:
        inputs["projectId"] = simulator.organization.projects.get(project).id
    return {
        "publisherId": "tfs",
        "eventType": f"workitem.{kind}",
        "resourceVersion": "1.0",
        "consumerId": "webHooks",
        "consumerActionId": "httpRequest",
        "publisherInputs": inputs,
        "consumerInputs": {
            "url": receiver.url,
            "basicAuthUsername": "hook",
            "basicAuthPassword": "secret",
            "resourceDetailsToSend": "all",
            "messagesToSend": "none",
            "detailedMessagesToSend": "none",
        },
    }


def settle(simulator) -> None:
    assert simulator.hooks.settle()


def test_a_change_is_sent_with_the_password_and_a_number_beyond_32_bits(api, simulator, receiver):
    made = subscribe(api, simulator, receiver)
    assert made["consumerInputs"]["basicAuthPassword"] == "********"
    number = api.create()["id"]
    api.change(number, System__Title="Changed", System__AssignedTo="Jamal Hartnett")
    settle(simulator)
    [(headers, body)] = receiver.got
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"hook:secret").decode()
    resource = body["resource"]
    assert resource["workItemId"] == resource["revision"]["id"] == number
    assert resource["id"] > 2**53 and resource["rev"] == 2
    assert resource["fields"]["System.Title"] == {"oldValue": "A work item", "newValue": "Changed"}
    assert resource["revision"]["fields"]["System.AssignedTo"] == "Jamal Hartnett <jamal.hartnett@fabrikam.example>"
    assert body["message"] is None
    containers = body["resourceContainers"]
    assert containers["collection"]["id"] == simulator.organization.instance_id
    assert (body["subscriptionId"], body["eventType"]) == (made["id"], "workitem.updated")


def test_created_names_the_work_item_by_id(api, simulator, receiver):
    subscribe(api, simulator, receiver, "created")
    number = api.create("Bug")["id"]
    settle(simulator)
    [body] = receiver.bodies()
    assert body["resource"]["id"] == number
    assert body["resource"]["fields"]["System.CreatedBy"] == "Liaise Sync <liaise.sync@fabrikam.example>"


def test_one_comment_fires_both_commented_and_updated(api, simulator, receiver):
    for kind in ("updated", "commented"):
        subscribe(api, simulator, receiver, kind)
    api.post("/Fabrikam Fiber/_apis/wit/workItems/1/comments", {"text": "Hello"}, version="7.1-preview.4")
    settle(simulator)
    by_kind = {body["eventType"]: body["resource"] for body in receiver.bodies()}
    assert set(by_kind) == {"workitem.updated", "workitem.commented"}
    commented = by_kind["workitem.commented"]
    assert commented["id"] == 1 and commented["fields"]["System.History"] == "Hello"
    assert commented["commentVersionRef"]["version"] == 1
    assert commented["rev"] == by_kind["workitem.updated"]["rev"]


def test_a_link_is_told_for_both_ends_without_a_new_rev(api, simulator, receiver):
    subscribe(api, simulator, receiver)
    one, two = api.create()["id"], api.create()["id"]
    value = {"rel": "System.LinkTypes.Related", "url": f"x/_apis/wit/workItems/{two}"}
    api.change(one, {"op": "add", "path": "/relations/-", "value": value})
    settle(simulator)
    told = sorted((body["resource"]["workItemId"], body["resource"]["rev"]) for body in receiver.bodies())
    assert told == [(one, 1), (two, 1)]


def test_deleted_and_restored_are_told(api, simulator, receiver):
    for kind in ("deleted", "restored"):
        subscribe(api, simulator, receiver, kind)
    number = api.create()["id"]
    api.delete(f"/_apis/wit/workitems/{number}")
    api.patch(f"/_apis/wit/recyclebin/{number}", {"IsDeleted": False}, content_type="application/json")
    settle(simulator)
    assert {body["eventType"] for body in receiver.bodies()} == {"workitem.deleted", "workitem.restored"}
    deleted = next(body for body in receiver.bodies() if body["eventType"] == "workitem.deleted")
    assert "recyclebin" in deleted["resource"]["url"]


def test_filters_keep_other_items_out(api, simulator, receiver):
    subscribe(api, simulator, receiver, "created", workItemType="Bug")
    subscribe(api, simulator, receiver, "updated", changedFields="System.State")
    number = api.create("Task")["id"]
    api.create("Bug", project="Fabrikam Mobile")
    api.change(number, System__Title="Not the state")
    settle(simulator)
    assert receiver.got == []
    api.change(number, System__State="Active")
    settle(simulator)
    assert len(receiver.got) == 1


def test_hooks_need_the_permission_and_for_all_projects_an_administrator(api, admin, simulator, receiver):
    member = simulator.organization.people.find("Jamal Hartnett")
    own = simulator.organization.credentials.issue("pat", member.id).secret
    api.post("/_apis/hooks/subscriptions", subscription(simulator, receiver, project=None), status=403)
    admin.post("/_apis/hooks/subscriptions", subscription(simulator, receiver, project=None))
    api.pat = own
    api.post("/_apis/hooks/subscriptions", subscription(simulator, receiver), status=403)
    assert api.get("/_apis/hooks/subscriptions")["count"] == 0


def status_of(api, made) -> str:
    return api.get(f"/_apis/hooks/subscriptions/{made['id']}")["status"]


def test_503_is_tried_again_after_one_two_four_seconds(api, simulator, receiver):
    made = subscribe(api, simulator, receiver)
    receiver.status = 503
    api.change(1, System__Title="Again")
    settle(simulator)
    for pause in (1, 2, 4):
        simulator.bench.clock.advance(pause)
        settle(simulator)
    assert len(receiver.got) == 4 and status_of(api, made) == "enabled"
    receiver.status = 200
    simulator.bench.clock.advance(8)
    settle(simulator)
    assert api.get(f"/_apis/hooks/subscriptions/{made['id']}/notifications")["value"][0]["result"] == "succeeded"
    assert len({body["notificationId"] for body in receiver.bodies()}) == 1


def test_410_ends_a_subscription_at_once(api, simulator, receiver):
    made = subscribe(api, simulator, receiver)
    receiver.status = 410
    api.change(1, System__Title="Gone")
    settle(simulator)
    assert status_of(api, made) == "disabledBySystem"


def test_another_error_means_probation_and_events_meanwhile_are_lost(api, simulator, receiver):
    made = subscribe(api, simulator, receiver)
    receiver.status = 500
    api.change(1, System__Title="First")
    settle(simulator)
    assert status_of(api, made) == "onProbation"
    receiver.status = 200
    api.change(1, System__Title="Lost")
    settle(simulator)
    assert len(receiver.got) == 1
    simulator.bench.clock.advance(20 * 60)
    settle(simulator)
    assert status_of(api, made) == "enabled"
    titles = [body["resource"]["fields"]["System.Title"]["newValue"] for body in receiver.bodies()]
    assert titles == ["First", "First"]


def test_probation_that_never_ends_well_disables(api, simulator, receiver):
    made = subscribe(api, simulator, receiver)
    receiver.status = 401
    api.change(1, System__Title="First")
    settle(simulator)
    for minutes in (20, 40, 80, 160, 320, 640, 900):
        simulator.bench.clock.advance(minutes * 60)
        settle(simulator)
    assert status_of(api, made) == "disabledBySystem" and len(receiver.got) == 8
    body = {**subscription(simulator, receiver), "status": "enabled"}
    assert api.put(f"/_apis/hooks/subscriptions/{made['id']}", body)["status"] == "enabled"


def test_a_creator_without_access_disables(api, admin, simulator, receiver):
    made = subscribe(api, simulator, receiver)
    sync = simulator.organization.people.find("Liaise Sync")
    simulator.organization.access.grant(sync.id, frozenset())
    admin.change(1, System__Title="Unheard")
    settle(simulator)
    assert receiver.got == [] and status_of(admin, made) == "disabledByInactiveIdentity"


def test_disorder_drops_and_doubles(api, simulator, receiver):
    subscribe(api, simulator, receiver)
    control = simulator.app.test_client()
    control.post("/__control__/webhooks", json={"drop": 1})
    api.change(1, System__Title="Dropped")
    control.post("/__control__/webhooks", json={"double": 1})
    api.change(1, System__Title="Doubled")
    settle(simulator)
    assert [body["resource"]["rev"] for body in receiver.bodies()] == [3, 3]


def test_a_trial_event_can_be_sent_before_the_subscription_exists(api, simulator, receiver):
    described = subscription(simulator, receiver, "created")
    sent = api.post("/_apis/hooks/testnotifications", {"details": described})
    settle(simulator)
    assert receiver.bodies()[0]["eventType"] == "workitem.created" and sent["details"]["eventType"]
    assert api.get("/_apis/hooks/subscriptions")["count"] == 0


def test_subscriptions_are_queried_by_their_inputs_and_deleted(api, simulator, receiver):
    made = subscribe(api, simulator, receiver)
    conditions = [{"inputId": "url", "operator": "equals", "inputValue": receiver.url}]
    query = {"publisherId": "tfs", "consumerInputFilters": [{"conditions": conditions}]}
    results = api.post("/_apis/hooks/subscriptionsquery", query)["results"]
    assert [item["id"] for item in results] == [made["id"]]
    api.delete(f"/_apis/hooks/subscriptions/{made['id']}", status=204)
    api.get(f"/_apis/hooks/subscriptions/{made['id']}", status=404)
