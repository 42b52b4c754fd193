"""Web hooks: which app hears of an event, and the signed delivery with its retries.

Source: Atlassian's web hook page: up to 5 retries 5 to 15 minutes apart for 408, 409, 425, 429, 5xx and no
answer; the identifier stays the same across retries; deletions of an issue's parts are the secondary flow.
"""

import json
import random
import re
import uuid
from typing import Any
from urllib.parse import quote

import requests

from ...deliveries import Delivery
from ..caller import Caller
from ..events import Event
from ..jql.search import matches
from ..permissions import administrator
from ..site import JiraSite
from . import tokens
from .addons import AddOn, FailedHook

TIMEOUT_S = 20
MAXIMUM_BODY = 25_000_000
RETRIES = 5


class WebHooks:
    """Listens to a site and tells its apps. `secondary_delay_s` holds back the secondary flow."""

    def __init__(self, site: JiraSite, seed: int = 3) -> None:
        self._site = site
        self._dice = random.Random(seed)
        self.secondary_delay_s = 0.0
        site.listeners.append(self.hear)

    def hear(self, event: Event) -> None:
        """Queue a delivery for each web hook that asked for the event; called under the site's lock."""
        for addon in self._site.addons.values():
            if addon.state != "enabled":
                continue
            for module in addon.modules("webhooks"):
                keys = module.get("propertyKeys")
                if module.get("event") != event.name or (keys and event.property_key not in keys):
                    continue
                if self._filtered(event, module.get("filter")):
                    continue
                url = addon.url(substitute(module["url"], event.variables))
                self._queue(addon, event, url, None if module.get("excludeBody") else event.body())
            self._dynamic(addon, event)

    def _dynamic(self, addon: AddOn, event: Event) -> None:
        """Web hooks registered by REST; one delivery per address names all that matched."""
        now = self._site.clock.milliseconds()
        found: dict[str, list[int]] = {}
        for hook in addon.dynamic.values():
            if event.name not in hook.events or hook.expires <= now:
                continue
            if hook.property_keys and event.property_key not in hook.property_keys:
                continue
            if not self._filtered(event, hook.jql):
                found.setdefault(hook.url, []).append(hook.id)
        for url, ids in found.items():
            self._queue(addon, event, url, {**event.body(), "matchedWebhookIds": ids})

    def _filtered(self, event: Event, jql: str | None) -> bool:
        """Whether a filter keeps the event back."""
        if not jql or event.issue_id is None:
            return False
        # Filters are asked with an administrator's eyes, like the product's own listener.
        found, _ = matches(self._site, Caller(administrator(self._site)), jql, [event.issue_id])
        return not found

    def _queue(self, addon: AddOn, event: Event, url: str, body: dict[str, Any] | None) -> None:
        identifier = str(uuid.uuid4())
        stamped = None if body is None else {"timestamp": self._site.clock.milliseconds(), **body}
        text = None if stamped is None else json.dumps(stamped)
        if text is not None:  # bodies have version 2's shape, addresses included
            text = text.replace(f"{self._site.base_url}/rest/api/3/", f"{self._site.base_url}/rest/api/2/")
        if text is not None and len(text) > MAXIMUM_BODY:
            return
        trace = event.caller.trace if event.caller.app_key == addon.key else None
        key = addon.key

        def attempt(made: int) -> int | None:
            present = self._site.addons.get(key)
            if present is None or present.state != "enabled":
                return 410
            headers = {
                "Authorization": f"JWT {tokens.sign_request(self._site, present, 'POST', url)}",
                "Content-Type": "application/json",
                "User-Agent": "Atlassian Webhook HTTP Client",
                "X-Atlassian-Webhook-Identifier": identifier,
                "X-Atlassian-Webhook-Flow": "Primary" if event.primary else "Secondary",
            }
            if made:
                headers["X-Atlassian-Webhook-Retry"] = str(made)
            if trace:
                headers["X-Atlassian-Webhook-Trace"] = trace
            return post(url, headers, text)

        def finished(delivery: Delivery) -> None:
            if delivery.state == "failed" and delivery.attempts > RETRIES:
                addon.failed.append(FailedHook(identifier, url, text, self._site.clock.milliseconds()))

        delivery = Delivery(event.name, addon.key, attempt, self._plan, finished)
        self._site.bench.deliveries.submit(delivery, 0.0 if event.primary else self.secondary_delay_s)

    def _plan(self, attempts: int, status: int | None) -> float | None:
        again = status is None or status in (408, 409, 425, 429) or status >= 500
        if not again or attempts > RETRIES:
            return None
        return self._dice.uniform(300, 900)


def substitute(url: str, variables: dict[str, str]) -> str:
    """Fill `{issue.id}` (and the older `${issue.id}`) in a module's address; unknown names become empty."""
    return re.sub(r"\$?\{([\w.]+)\}", lambda found: quote(variables.get(found.group(1), ""), safe=""), url)


def post(url: str, headers: dict[str, str], body: str | None) -> int | None:
    """Send a web hook once; None when no answer came."""
    try:
        data = body.encode() if body is not None else None
        return requests.post(url, data=data, headers=headers, timeout=TIMEOUT_S, allow_redirects=False).status_code
    except requests.RequestException:
        return None
