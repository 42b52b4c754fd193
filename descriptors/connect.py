"""The Atlassian Connect descriptor (`atlassian-connect.json`).

Vendor facts: developer.atlassian.com/cloud/jira/platform, pages on the app descriptor, administration UI locations,
webhooks and entity properties.
"""

from descriptors.variant import CONSOLE_TABS, PRODUCT_NAME, SUMMARY, Manifest, Variant

SECTION_KEY = "liaise-section"
PANEL_KEY = "liaise-panel"
ORIGIN_PROPERTY = "liaise-origin"  # set in the create call, found again by JQL when the answer to it was lost
ORIGIN_ALIAS = "liaiseOrigin"

# Event of Jira → ids that go into the URL. The body is left out, so the ids have to be where qsh covers them.
# Attachments and work logs have no event of their own here: each of them changes the history as well, and
# Jira's attachment events have been seen to arrive without an issue.
WEBHOOK_EVENTS: dict[str, tuple[str, ...]] = {
    "jira:issue_created": ("issue", "project"),
    "jira:issue_updated": ("issue", "project"),
    "jira:issue_deleted": ("issue", "project"),
    "comment_created": ("issue", "project", "comment"),
    "comment_updated": ("issue", "project", "comment"),
    "comment_deleted": ("issue", "project", "comment"),
}
# Both ends of a link stand in the body alone: Jira has no variables for them. A link made or taken off moves neither
# end by an event of its own that Jira promises.
LINK_EVENTS = ("issuelink_created", "issuelink_deleted")

_ADMIN_ONLY = [{"condition": "user_is_admin"}]


def connect(variant: Variant | None = None) -> Manifest:
    """The descriptor for one deployment, as Jira fetches it from `/atlassian-connect.json`."""
    variant = variant or Variant()
    return {
        "key": variant.app_key,
        "name": PRODUCT_NAME,
        "description": SUMMARY,
        "baseUrl": variant.base_url,
        "vendor": {"name": PRODUCT_NAME, "url": variant.base_url},
        "authentication": {"type": "jwt"},
        "apiVersion": 1,
        "enableLicensing": True,
        "apiMigrations": {"signed-install": True, "context-qsh": True, "gdpr": True},
        "lifecycle": lifecycle(),
        "scopes": scopes(variant),
        "modules": modules(),
    }


def lifecycle() -> dict[str, str]:
    """Where Jira reports what happens to the installation."""
    return {event: f"/jira/{event}" for event in ("installed", "uninstalled", "enabled", "disabled")}


def scopes(variant: Variant) -> list[str]:
    """READ, WRITE, DELETE; the variant with administrator scopes serves rules that create versions and the like."""
    return ["READ", "WRITE", "DELETE", *(["PROJECT_ADMIN", "ADMIN"] if variant.admin_scopes else [])]


def modules() -> Manifest:
    """Menu section, one page for each tab, issue panel, webhooks and the indexed property."""
    return {
        "webSections": [
            {
                "key": SECTION_KEY,
                "location": "admin_plugins_menu",
                "name": {"value": PRODUCT_NAME},
                "weight": 200,
                "conditions": _ADMIN_ONLY,
            }
        ],
        "adminPages": [
            {
                "key": tab,
                "location": f"admin_plugins_menu/{SECTION_KEY}",
                "name": {"value": word},
                "url": f"/jira/console/{tab}",
                "weight": 10 * place,
                "conditions": _ADMIN_ONLY,
            }
            for place, (tab, word) in enumerate(CONSOLE_TABS.items(), start=1)
        ],
        "jiraIssueContexts": [
            {
                "key": PANEL_KEY,
                "name": {"value": PRODUCT_NAME},
                "icon": {"url": "/icons/mark.svg", "width": 24, "height": 24},
                "content": {"type": "label", "label": {"value": "Sync status"}},
                "target": {"type": "web_panel", "url": "/jira/panel?issue={issue.id}"},
            }
        ],
        "webhooks": [
            *(
                {"event": event, "url": _hook_url(event, ids), "excludeBody": True}
                for event, ids in WEBHOOK_EVENTS.items()
            ),
            *({"event": event, "url": f"/jira/hooks/{event}", "excludeBody": False} for event in LINK_EVENTS),
        ],
        "jiraEntityProperties": [
            {
                "key": "liaise-origin-index",
                "name": {"value": "Liaise origin"},
                "entityType": "issue",
                "keyConfigurations": [
                    {
                        "propertyKey": ORIGIN_PROPERTY,
                        "extractions": [{"objectName": "key", "type": "string", "alias": ORIGIN_ALIAS}],
                    }
                ],
            }
        ],
    }


def _hook_url(event: str, ids: tuple[str, ...]) -> str:
    query = "&".join(f"{name}={{{name}.id}}" for name in ids)
    return f"/jira/hooks/{event.removeprefix('jira:')}?{query}"
