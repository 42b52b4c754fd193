"""Service hooks: what can be subscribed to and where it can go."""

from typing import Any

from ..errors import VendorError
from ..hook_catalog import EVENT_TYPES, action, consumer, event_type, publisher
from .routing import ApiCall, routes


@routes.add("GET", "hooks/publishers", "vso.work")
def publishers(call: ApiCall) -> Any:
    return {"count": 1, "value": [publisher(call.organization)]}


@routes.add("GET", "hooks/publishers/{publisher}", "vso.work")
def one_publisher(call: ApiCall) -> Any:
    _require_known(call.values["publisher"], "tfs", "publisher")
    return publisher(call.organization)


@routes.add("GET", "hooks/publishers/{publisher}/eventtypes", "vso.work")
def event_types(call: ApiCall) -> Any:
    _require_known(call.values["publisher"], "tfs", "publisher")
    value = [event_type(call.organization, name) for name in EVENT_TYPES]
    return {"count": len(value), "value": value}


@routes.add("GET", "hooks/publishers/{publisher}/eventtypes/{event}", "vso.work")
def one_event_type(call: ApiCall) -> Any:
    if call.values["event"] not in EVENT_TYPES:
        raise VendorError(404, "EventTypeNotFoundException", f"The event type {call.values['event']} does not exist.")
    return event_type(call.organization, call.values["event"])


@routes.add("GET", "hooks/consumers", "vso.work")
def consumers(call: ApiCall) -> Any:
    return {"count": 1, "value": [consumer(call.organization)]}


@routes.add("GET", "hooks/consumers/{consumer}", "vso.work")
def one_consumer(call: ApiCall) -> Any:
    _require_known(call.values["consumer"], "webHooks", "consumer")
    return consumer(call.organization)


@routes.add("GET", "hooks/consumers/{consumer}/actions", "vso.work")
def actions(call: ApiCall) -> Any:
    _require_known(call.values["consumer"], "webHooks", "consumer")
    return {"count": 1, "value": [action(call.organization)]}


@routes.add("GET", "hooks/consumers/{consumer}/actions/{action}", "vso.work")
def one_action(call: ApiCall) -> Any:
    _require_known(call.values["consumer"], "webHooks", "consumer")
    _require_known(call.values["action"], "httpRequest", "action")
    return action(call.organization)


def _require_known(value: str, expected: str, what: str) -> None:
    if value.lower() != expected.lower():
        raise VendorError(404, f"{what.capitalize()}NotFoundException", f"The {what} {value} does not exist.")
