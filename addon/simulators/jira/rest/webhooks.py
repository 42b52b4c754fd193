"""Failed web hooks, and web hooks that an app registers by REST."""

from flask import request

from ..connect.addons import AddOn, DynamicHook
from ..errors import JiraError, forbidden, invalid
from ..jql.search import problems
from ..present import moment
from ..records import Json
from .api import READ, Call, Table

table = Table()

DAY_MS = 86_400_000
LIFE_MS = 30 * DAY_MS
KEPT_MS = 3 * DAY_MS
EVENTS = {
    "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created", "comment_updated",
    "comment_deleted", "issue_property_set", "issue_property_deleted", "sprint_created", "sprint_updated",
    "sprint_closed", "sprint_deleted", "sprint_started", "jira:version_created", "jira:version_updated",
}  # fmt: skip


def _app(call: Call) -> AddOn:
    if call.addon is None:
        raise forbidden("Only Connect and OAuth 2.0 apps can use this operation.")
    return call.addon


@table.get("/webhook/failed")
def failed(call: Call) -> Json:
    """Web hooks given up in the last 72 hours, oldest first; `after` continues."""
    addon = _app(call)
    oldest = call.site.clock.milliseconds() - KEPT_MS
    after = call.number("after", 0)
    size = call.number("maxResults", 100, 100, 1)
    found = sorted((f for f in addon.failed if f.failed_at > max(after, oldest)), key=lambda f: f.failed_at)
    values = []
    for hook in found[:size]:
        value: dict[str, Json] = {"id": hook.id, "url": hook.url, "failureTime": hook.failed_at}
        if hook.body is not None:
            value["body"] = hook.body
        values.append(value)
    shown: dict[str, Json] = {"values": values, "maxResults": size}
    if len(found) > size:
        last = values[-1]["failureTime"]
        shown["next"] = call.site.url(f"{request.path}?maxResults={size}&after={last}")
    return shown


@table.get("/webhook")
def page(call: Call) -> Json:
    hooks = list(_app(call).dynamic.values())
    return call.page(hooks, _show)


def _show(hook: DynamicHook) -> Json:
    shown: dict[str, Json] = {
        "id": hook.id,
        "url": hook.url,
        "jqlFilter": hook.jql,
        "events": hook.events,
        "expirationDate": hook.expires,
    }
    if hook.property_keys:
        shown["issuePropertyKeysFilter"] = hook.property_keys
    if hook.field_ids:
        shown["fieldIdsFilter"] = hook.field_ids
    return shown


@table.post("/webhook", scope=READ)
def register(call: Call) -> Json:
    addon, body = _app(call), call.body()
    url, asked = body.get("url"), body.get("webhooks")
    if not isinstance(url, str) or not url.startswith(addon.base_url):
        raise invalid("The URL must begin with the app's base URL.")
    if not isinstance(asked, list) or not asked:
        raise invalid("The webhooks are required.")
    return {"webhookRegistrationResult": [_register(call, addon, url, item) for item in asked]}


def _register(call: Call, addon: AddOn, url: str, item: dict[str, Json]) -> Json:
    events, jql = item.get("events") or [], str(item.get("jqlFilter") or "")
    wrong = [event for event in events if event not in EVENTS]
    errors = [f"The event '{wrong[0]}' is not supported."] if wrong or not events else []
    errors += problems(call.site, call.caller, jql)
    if errors:
        return {"errors": errors}
    hook = DynamicHook(
        id=int(call.site.next_id("webhook", 1)),
        url=url,
        events=list(events),
        jql=jql,
        expires=call.site.clock.milliseconds() + LIFE_MS,
        property_keys=list(item.get("issuePropertyKeysFilter") or []),
        field_ids=list(item.get("fieldIdsFilter") or []),
    )
    addon.dynamic[hook.id] = hook
    return {"createdWebhookId": hook.id}


@table.put("/webhook/refresh", scope=READ)
def refresh(call: Call) -> Json:
    addon = _app(call)
    expires = call.site.clock.milliseconds() + LIFE_MS
    for identity in _ids(call):
        if identity in addon.dynamic:
            addon.dynamic[identity].expires = expires
    return {"expirationDate": moment(expires)}


@table.delete("/webhook", scope=READ)
def remove(call: Call) -> Json:
    addon = _app(call)
    for identity in _ids(call):
        addon.dynamic.pop(identity, None)
    return {}, 202


def _ids(call: Call) -> list[int]:
    ids = call.body().get("webhookIds")
    if not isinstance(ids, list) or any(isinstance(i, bool) or not isinstance(i, int) for i in ids):
        raise JiraError(400, "webhookIds must be a list of numbers.")
    return ids
