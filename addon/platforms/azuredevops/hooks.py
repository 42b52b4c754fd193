"""The five service hook subscriptions of a project: made, checked, given a new password, removed.

Their life hangs on the sync identity that made them. Source: learn.microsoft.com/azure/devops/service-hooks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.platforms.azuredevops.events import HANDLED
from addon.platforms.azuredevops.typed import TypedClients
from addon.platforms.errors import PlatformError, Reason

PUBLISHER = "tfs"
CONSUMER = "webHooks"
ACTION = "httpRequest"
USER = "hook"
SERVICE_HOOKS = "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046"
VIEW_AND_EDIT = 3
EVENTS: tuple[str, ...] = tuple(HANDLED)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription as it stands; `status` is `enabled` when deliveries come."""

    id: str
    event: str
    project_id: str
    url: str
    status: str

    @property
    def enabled(self) -> bool:
        """Whether deliveries come; on probation events are lost."""
        return self.status == "enabled"


class HookSubscriptions:
    """Subscriptions as the sync identity; needs View and Edit subscriptions in the project."""

    def __init__(self, typed: TypedClients) -> None:
        self._typed = typed

    def create(
        self, project_id: str, url: str, password: str, events: Sequence[str] = EVENTS
    ) -> tuple[Subscription, ...]:
        """Make one for each event. When one fails, those made before are removed again and the error is raised."""
        made: list[Subscription] = []
        try:
            for event in events:
                made.append(_read(self._typed.hooks().create_subscription(_model(event, project_id, url, password))))
        except PlatformError:
            self.delete([s.id for s in made])
            raise
        return tuple(made)

    def list(self, url: str | None = None, project_id: str | None = None) -> tuple[Subscription, ...]:
        """Web hook subscriptions of this identity, filtered by their address and project; one call."""
        found = self._typed.hooks().list_subscriptions(publisher_id=PUBLISHER, consumer_id=CONSUMER)
        read = [_read(s) for s in found or []]
        return tuple(
            s
            for s in read
            if (url is None or s.url == url) and (project_id is None or s.project_id.lower() == project_id.lower())
        )

    def get(self, subscription_id: str) -> Subscription | None:
        """One subscription, None when it is gone."""
        try:
            return _read(self._typed.hooks().get_subscription(subscription_id))
        except PlatformError as error:
            if error.reason == Reason.NOT_FOUND:
                return None
            raise

    def renew(self, subscription_id: str, event: str, project_id: str, url: str, password: str) -> Subscription:
        """Give it this password and address and switch it on again (also after probation)."""
        model = _model(event, project_id, url, password)
        model.id, model.status = subscription_id, "enabled"
        return _read(self._typed.hooks().replace_subscription(model, subscription_id))

    def delete(self, subscription_ids: Sequence[str]) -> None:
        """Remove them; those that are gone already do not matter. All are tried, the first failure is raised."""
        failure: PlatformError | None = None
        for identifier in subscription_ids:
            try:
                self._typed.hooks().delete_subscription(identifier)
            except PlatformError as error:
                if error.reason != Reason.NOT_FOUND:
                    failure = failure or error
        if failure is not None:
            raise failure


def _model(event: str, project_id: str, url: str, password: str) -> Any:
    from azure.devops.v7_1.service_hooks.models import Subscription as Model

    return Model(
        publisher_id=PUBLISHER,
        event_type=event,
        resource_version="1.0",
        consumer_id=CONSUMER,
        consumer_action_id=ACTION,
        publisher_inputs={"projectId": project_id},
        consumer_inputs={
            "url": url,
            "basicAuthUsername": USER,
            "basicAuthPassword": password,
            "resourceDetailsToSend": "all",
            "messagesToSend": "none",
            "detailedMessagesToSend": "none",
        },
    )


def _read(found: Any) -> Subscription:
    return Subscription(
        str(found.id or "").lower(),
        str(found.event_type or ""),
        str((found.publisher_inputs or {}).get("projectId") or ""),
        str((found.consumer_inputs or {}).get("url") or ""),
        str(found.status or ""),
    )
