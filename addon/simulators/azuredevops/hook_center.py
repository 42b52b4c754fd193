"""Service hook subscriptions: whom an event goes to, how often it is tried, when a subscription is put aside."""

import base64
import json
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import requests

from ..deliveries import Deliveries, Delivery
from .access import VIEW
from .hook_payloads import matches_item, payload, sample, trimmed
from .identifiers import written
from .organization import Event, Organization

TRANSIENT = (408, 502, 503, 504)
RETRIES_S = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0)
MINUTE = 60.0
PROBES_S = tuple(minutes * MINUTE for minutes in (20, 40, 80, 160, 320, 640, 900))
TIMEOUT_S = 20.0
LARGEST_BODY = 2 * 1024 * 1024
ENABLED, PROBATION, BY_SYSTEM = "enabled", "onProbation", "disabledBySystem"
BY_USER, BY_INACTIVE = "disabledByUser", "disabledByInactiveIdentity"


@dataclass
class Subscription:
    id: str
    publisher_id: str
    event_type: str
    resource_version: str | None
    consumer_id: str
    consumer_action_id: str
    publisher_inputs: dict[str, str]
    consumer_inputs: dict[str, str]
    created_by: str
    created: datetime
    modified_by: str
    modified: datetime
    status: str = ENABLED
    probes: int = 0
    last_probe: datetime | None = None
    notifications: list["Notification"] = field(default_factory=list)

    @property
    def project_id(self) -> str:
        return self.publisher_inputs.get("projectId", "").lower()


@dataclass
class Notification:
    """One event for one subscription."""

    id: int
    subscription_id: str
    created: datetime
    modified: datetime
    event: dict[str, Any]
    result: str = "pending"
    status: str = "queued"
    attempts: int = 0
    request: str = ""
    response: str = ""
    error: str | None = None
    duration_s: float = 0.0


class HookCenter:
    """Subscriptions of one organization and the way of each event to them."""

    def __init__(self, organization: Organization, deliveries: Deliveries) -> None:
        self._organization = organization
        self._deliveries = deliveries
        self._subscriptions: dict[str, Subscription] = {}
        organization.listeners.append(self._publish)

    def add(self, subscription: Subscription) -> None:
        self._subscriptions[subscription.id] = subscription

    def find(self, identifier: str) -> Subscription | None:
        return self._subscriptions.get(identifier.lower())

    def remove(self, identifier: str) -> None:
        self._subscriptions.pop(identifier.lower(), None)

    def all(self) -> list[Subscription]:
        return list(self._subscriptions.values())

    def settle(self, timeout_s: float = 60.0) -> bool:
        """Wait until nothing is due any more."""
        return self._deliveries.settle(timeout_s)

    def test(self, subscription: Subscription) -> Notification:
        """Send a trial event."""
        body = sample(self._organization, subscription.event_type, str(uuid.uuid4()))
        return self._send(subscription, body, trial=True)

    def _publish(self, event: Event) -> None:
        """Queue an event for every subscription that wants it; on probation it is lost."""
        body: dict[str, Any] | None = None
        for subscription in self.all():
            if subscription.event_type != f"workitem.{event.kind}":
                continue
            if not matches_item(event.item, event, subscription.publisher_inputs):
                continue
            if self._creator_is_gone(subscription):
                subscription.status = BY_INACTIVE
            if subscription.status != ENABLED:
                continue
            body = body or payload(self._organization, event, str(uuid.uuid4()))
            self._send(subscription, body)

    def _creator_is_gone(self, subscription: Subscription) -> bool:
        organization = self._organization
        person = organization.people.get(subscription.created_by)
        if person is None or not person.active or person.role == "guest":
            return True
        project = organization.projects.find(subscription.project_id)
        return project is not None and VIEW not in organization.permissions(person, project)

    def _send(self, subscription: Subscription, body: dict[str, Any], *, trial: bool = False) -> Notification:
        now = self._organization.clock.now()
        number = self._organization.next_number("notification")
        event = {"subscriptionId": subscription.id, "notificationId": number, **body}
        notification = Notification(number, subscription.id, now, now, event)
        subscription.notifications.append(notification)
        whole = json.dumps(trimmed(event, subscription.consumer_inputs), ensure_ascii=False).encode()
        if len(whole) > LARGEST_BODY:
            notification.result, notification.status = "failed", "completed"
            notification.error = "The event is larger than 2 MB."
            return notification
        self._deliveries.submit(
            Delivery(
                subscription.event_type,
                subscription.consumer_inputs.get("url", ""),
                attempt=lambda made: self._attempt(subscription, notification, whole, trial),
                plan=(lambda made, status: None)
                if trial
                else (lambda made, status: self._next_try(subscription, notification, made, status)),
                finished=lambda delivery: self._finish(subscription, notification, delivery, trial),
            )
        )
        return notification

    def _attempt(self, subscription: Subscription, notification: Notification, body: bytes, trial: bool) -> int | None:
        if not trial and self.find(subscription.id) is not subscription:
            return 410
        headers = request_headers(subscription)
        url = subscription.consumer_inputs.get("url", "")
        notification.attempts += 1
        notification.status = "requestInProgress"
        notification.request = f"Method: POST\nURI: {url}\nHTTP Version: 1.1\nContent-Length: {len(body)}"
        begun = time.monotonic()
        try:
            with requests.Session() as session:
                session.trust_env = False
                response = session.post(url, body, headers=headers, timeout=TIMEOUT_S, allow_redirects=False)
        except requests.RequestException as error:
            notification.error = f"{type(error).__name__}"
            return None
        finally:
            notification.duration_s = time.monotonic() - begun
            notification.modified = self._organization.clock.now()
        notification.response = f"Status Code: {response.status_code}\nReason Phrase: {response.reason}"
        notification.error = None if response.ok else f"{response.reason} ({response.status_code})"
        return response.status_code

    def _next_try(
        self, subscription: Subscription, notification: Notification, made: int, status: int | None
    ) -> float | None:
        """Seconds until the next attempt; moves the subscription to probation or out of use."""
        with self._organization.lock:
            if self.find(subscription.id) is not subscription or subscription.status in (BY_USER, BY_INACTIVE):
                return None
            if status == 410:
                subscription.status = BY_SYSTEM
                return None
            on_probation = subscription.status == PROBATION
            if (status is None or status in TRANSIENT) and not on_probation and made <= len(RETRIES_S):
                return RETRIES_S[made - 1]
            if not on_probation:
                subscription.status, subscription.probes = PROBATION, 0
            elif subscription.notifications and self._probe_of(subscription) is not notification:
                return None
            subscription.last_probe = self._organization.clock.now()
            if subscription.probes >= len(PROBES_S):
                subscription.status = BY_SYSTEM
                return None
            subscription.probes += 1
            notification.status = "queued"
            return PROBES_S[subscription.probes - 1]

    def _probe_of(self, subscription: Subscription) -> Notification | None:
        """The notification that is tried again while on probation: the first unfinished one."""
        return next((item for item in subscription.notifications if item.status != "completed"), None)

    def _finish(self, subscription: Subscription, notification: Notification, delivery: Delivery, trial: bool) -> None:
        with self._organization.lock:
            good = delivery.state == "delivered"
            notification.result = "succeeded" if good else "failed"
            notification.status = "completed"
            if good and not trial and subscription.status == PROBATION:
                subscription.status, subscription.probes = ENABLED, 0


def request_headers(subscription: Subscription) -> dict[str, str]:
    """Headers of a delivery: Basic authentication and the subscription's own lines."""
    inputs = subscription.consumer_inputs
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "VSServices/19.264.36505.3 (NetStandard)",
        "X-VSS-SubscriptionId": subscription.id,
    }
    if inputs.get("basicAuthUsername") or inputs.get("basicAuthPassword"):
        pair = f"{inputs.get('basicAuthUsername', '')}:{inputs.get('basicAuthPassword', '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    for line in inputs.get("httpHeaders", "").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip()] = value.strip()
    return headers


def notification_json(organization: Organization, subscription: Subscription, item: Notification) -> dict[str, Any]:
    return {
        "id": item.id,
        "subscriptionId": item.subscription_id,
        "subscriberId": subscription.created_by,
        "eventId": item.event["id"],
        "result": item.result,
        "status": item.status,
        "createdDate": written(item.created),
        "modifiedDate": written(item.modified),
        "details": {
            "publisherId": subscription.publisher_id,
            "eventType": subscription.event_type,
            "consumerId": subscription.consumer_id,
            "consumerActionId": subscription.consumer_action_id,
            "consumerInputs": masked(subscription.consumer_inputs),
            "publisherInputs": dict(subscription.publisher_inputs),
            "event": item.event,
            "request": item.request,
            "response": item.response,
            "errorMessage": item.error,
            "requestAttempts": item.attempts,
            "requestDuration": round(item.duration_s, 3),
            "queuedDate": written(item.created),
            "completedDate": written(item.modified),
        },
    }


def masked(inputs: dict[str, str]) -> dict[str, str]:
    """Consumer inputs as they are shown: the password is not."""
    return {key: "********" if key == "basicAuthPassword" and value else value for key, value in inputs.items()}
