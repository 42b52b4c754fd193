"""Service hooks: subscriptions, notifications, trial events."""

import uuid
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from ..access import EDIT_HOOKS, VIEW_HOOKS
from ..errors import VendorError, access_denied, bad_argument
from ..hook_catalog import EVENT_TYPES, RESOURCE_VERSIONS
from ..hook_center import ENABLED, Notification, Subscription, masked, notification_json
from ..identifiers import is_guid, written
from ..views import identity_ref
from .routing import Answer, ApiCall, routes

MASK = "********"
STATUSES = ("enabled", "disabledByUser")


@routes.add("GET", "hooks/subscriptions", "vso.work")
def subscriptions(call: ApiCall) -> Any:
    wanted = {
        name: call.argument(argument)
        for name, argument in (
            ("publisher_id", "publisherId"),
            ("event_type", "eventType"),
            ("consumer_id", "consumerId"),
            ("consumer_action_id", "consumerActionId"),
        )
    }
    found = [
        item
        for item in call.site.hooks.all()
        if all(value is None or getattr(item, name) == value for name, value in wanted.items())
        and _may(call, item, VIEW_HOOKS)
    ]
    return {"count": len(found), "value": [_subscription(call, item) for item in found]}


@routes.add("POST", "hooks/subscriptions", "vso.work")
def create(call: ApiCall) -> Any:
    body, now = call.object(), call.organization.clock.now()
    subscription = Subscription(
        str(uuid.uuid4()), "", "", None, "", "", {}, {}, call.caller.id, now, call.caller.id, now
    )
    _fill(call, subscription, body)
    call.site.hooks.add(subscription)
    return _subscription(call, subscription)


@routes.add("GET", "hooks/subscriptions/{subscription}", "vso.work")
def get(call: ApiCall) -> Any:
    return _subscription(call, _find(call, VIEW_HOOKS))


@routes.add("PUT", "hooks/subscriptions/{subscription}", "vso.work")
def replace(call: ApiCall) -> Any:
    """Change a subscription; `status: enabled` also ends a system's or probation's stop."""
    subscription, body = _find(call, EDIT_HOOKS), call.object()
    _fill(call, subscription, body)
    status = body.get("status", ENABLED)
    if status not in STATUSES:
        raise bad_argument(f"The status '{status}' cannot be set.", "SubscriptionInputException")
    subscription.status, subscription.probes = status, 0
    subscription.modified_by, subscription.modified = call.caller.id, call.organization.clock.now()
    return _subscription(call, subscription)


@routes.add("DELETE", "hooks/subscriptions/{subscription}", "vso.work")
def delete(call: ApiCall) -> Any:
    call.site.hooks.remove(_find(call, EDIT_HOOKS).id)
    return Answer(None, 204)


@routes.add("POST", "hooks/subscriptionsquery", "vso.work")
def query(call: ApiCall) -> Any:
    """Subscriptions by publisher, event, consumer and input values."""
    body = call.object()
    results = [
        item
        for item in call.site.hooks.all()
        if _may(call, item, VIEW_HOOKS)
        and all(
            body.get(key) in (None, "", getattr(item, name))
            for key, name in (
                ("publisherId", "publisher_id"),
                ("eventType", "event_type"),
                ("consumerId", "consumer_id"),
                ("consumerActionId", "consumer_action_id"),
            )
        )
        and _inputs_match(item.publisher_inputs, body.get("publisherInputFilters"))
        and _inputs_match(item.consumer_inputs, body.get("consumerInputFilters"))
    ]
    return {**body, "results": [_subscription(call, item) for item in results]}


@routes.add("GET", "hooks/subscriptions/{subscription}/notifications", "vso.work")
def notifications(call: ApiCall) -> Any:
    subscription = _find(call, VIEW_HOOKS)
    found = _recent(call, subscription)
    most = call.number("maxResults", 100, least=1) or 100
    wanted = [
        item
        for item in reversed(found)
        if call.argument("status") in (None, item.status) and call.argument("result") in (None, item.result)
    ][:most]
    return {
        "count": len(wanted),
        "value": [notification_json(call.organization, subscription, item) for item in wanted],
    }


@routes.add("GET", "hooks/subscriptions/{subscription}/notifications/{id}", "vso.work")
def notification(call: ApiCall) -> Any:
    subscription = _find(call, VIEW_HOOKS)
    for item in subscription.notifications:
        if item.id == call.id():
            return notification_json(call.organization, subscription, item)
    raise VendorError(404, "NotificationNotFoundException", f"The notification {call.id()} does not exist.")


@routes.add("POST", "hooks/notificationsquery", "vso.work")
def notifications_query(call: ApiCall) -> Any:
    body = call.object()
    ids = [str(item).lower() for item in body.get("subscriptionIds") or []]
    chosen = [item for item in call.site.hooks.all() if _may(call, item, VIEW_HOOKS) and (not ids or item.id in ids)]
    results = [
        notification_json(call.organization, subscription, item)
        for subscription in chosen
        for item in _recent(call, subscription)
        if body.get("status") in (None, item.status) and body.get("resultType") in (None, item.result)
    ]
    summary = [
        {
            "subscriptionId": subscription.id,
            "results": [
                {"result": result, "notificationCount": count}
                for result, count in Counter(item.result for item in _recent(call, subscription)).items()
            ],
        }
        for subscription in chosen
    ]
    return {**body, "results": results, "summary": summary}


@routes.add("POST", "hooks/testnotifications", "vso.work")
def test(call: ApiCall) -> Any:
    """Send a trial event to a stored subscription or to one that is only described."""
    body = call.object()
    known = call.site.hooks.find(str(body.get("subscriptionId") or ""))
    if known is None:
        now = call.organization.clock.now()
        known = Subscription(
            str(uuid.UUID(int=0)), "", "", None, "", "", {}, {}, call.caller.id, now, call.caller.id, now
        )
        _fill(call, known, body.get("details") or {})
        sent = call.site.hooks.test(known)
    elif _may(call, known, EDIT_HOOKS):
        sent = call.site.hooks.test(known)
    else:
        raise _denied()
    return notification_json(call.organization, known, sent)


def _recent(call: ApiCall, subscription: Subscription) -> list[Notification]:
    """The history goes back seven days."""
    now = call.organization.clock.now()
    return [item for item in subscription.notifications if (now - item.created).days < 7]


def _fill(call: ApiCall, subscription: Subscription, body: dict[str, Any]) -> None:
    """Take the values of a body after checking them."""
    if body.get("publisherId") != "tfs" or body.get("eventType") not in EVENT_TYPES:
        raise bad_argument(
            f"Event type '{body.get('eventType')}' of publisher '{body.get('publisherId')}' does not exist.",
            "EventTypeNotFoundException",
        )
    version = body.get("resourceVersion")
    if version not in (None, "", "latest", *RESOURCE_VERSIONS):
        raise bad_argument(f"The resource version '{version}' is not supported.", "SubscriptionInputException")
    if body.get("consumerId") != "webHooks" or body.get("consumerActionId") != "httpRequest":
        raise bad_argument(f"The consumer '{body.get('consumerId')}' does not exist.", "ConsumerNotFoundException")
    consumer_inputs = {str(key): str(value) for key, value in (body.get("consumerInputs") or {}).items()}
    publisher_inputs = {str(key): str(value) for key, value in (body.get("publisherInputs") or {}).items()}
    target = urlsplit(consumer_inputs.get("url", ""))
    if target.scheme not in ("http", "https") or not target.hostname:
        raise bad_argument("The input 'url' is missing or not valid.", "SubscriptionInputException")
    if consumer_inputs.get("basicAuthPassword") == MASK:
        consumer_inputs["basicAuthPassword"] = subscription.consumer_inputs.get("basicAuthPassword", "")
    project_id = publisher_inputs.get("projectId", "")
    if project_id and (not is_guid(project_id) or call.organization.projects.find(project_id) is None):
        raise bad_argument(f"The project '{project_id}' does not exist.", "SubscriptionInputException")
    subscription.publisher_id, subscription.event_type = "tfs", str(body["eventType"])
    subscription.resource_version = body.get("resourceVersion")
    subscription.consumer_id, subscription.consumer_action_id = "webHooks", "httpRequest"
    subscription.publisher_inputs, subscription.consumer_inputs = publisher_inputs, consumer_inputs
    if not _may(call, subscription, EDIT_HOOKS):
        raise _denied()


def _may(call: ApiCall, subscription: Subscription, permission: str) -> bool:
    if not subscription.project_id:
        return call.caller.is_admin
    project = call.organization.projects.find(subscription.project_id)
    return project is not None and permission in call.organization.permissions(call.caller, project)


def _denied() -> VendorError:
    return access_denied("Access denied: you need the permission Edit subscriptions for service hooks in this project.")


def _find(call: ApiCall, permission: str) -> Subscription:
    found = call.site.hooks.find(call.values["subscription"])
    if found is None:
        raise VendorError(
            404,
            "SubscriptionNotFoundException",
            f"A subscription with the id {call.values['subscription']} does not exist.",
        )
    if not _may(call, found, permission):
        raise _denied()
    return found


def _inputs_match(inputs: dict[str, str], filters: Any) -> bool:
    """Whether one of the filters holds; a filter is a list of conditions that must all hold."""
    if not filters:
        return True
    return any(
        all(
            (str(inputs.get(condition.get("inputId"), "")) == str(condition.get("inputValue", "")))
            is (str(condition.get("operator", "equals")).lower() != "notequals")
            for condition in item.get("conditions", [])
        )
        for item in filters
    )


def _subscription(call: ApiCall, item: Subscription) -> dict[str, Any]:
    organization = call.organization
    name = EVENT_TYPES[item.event_type][0]
    body: dict[str, Any] = {
        "id": item.id,
        "url": f"{organization.url}/_apis/hooks/subscriptions/{item.id}",
        "status": item.status,
        "publisherId": item.publisher_id,
        "eventType": item.event_type,
        "subscriber": None,
        "resourceVersion": item.resource_version,
        "eventDescription": name,
        "consumerId": item.consumer_id,
        "consumerActionId": item.consumer_action_id,
        "actionDescription": f"To host {urlsplit(item.consumer_inputs.get('url', '')).hostname}",
        "probationRetries": item.probes,
        "createdBy": identity_ref(organization, item.created_by),
        "createdDate": written(item.created),
        "modifiedBy": identity_ref(organization, item.modified_by),
        "modifiedDate": written(item.modified),
        "publisherInputs": {**item.publisher_inputs, "tfsSubscriptionId": item.id},
        "consumerInputs": masked(item.consumer_inputs),
    }
    if item.last_probe is not None:
        body["lastProbationRetryDate"] = written(item.last_probe)
    return body
