"""Page frames: the addresses of an app's modules, with context, signature and what the bridge needs."""

from typing import Any
from urllib.parse import urlencode

from ..permissions import is_admin
from ..records import Issue
from ..site import JiraSite
from . import tokens
from .addons import AddOn
from .hooks import substitute

ISSUE_PANELS = ("jiraIssueContexts", "jiraIssueGlances", "webPanels", "jiraIssueContents")
PAGES = ("adminPages", "generalPages", "configurePage", "postInstallPage", "jiraProjectAdminTabPanels")
PANEL_LOCATIONS = ("atl.jira.view.issue.right.context", "atl.jira.view.issue.left.context")


def meets(site: JiraSite, account_id: str | None, module: dict[str, Any]) -> bool:
    """Whether a module's conditions let this viewer see it."""
    return all(_condition(site, account_id, item) for item in module.get("conditions", []))


def _condition(site: JiraSite, account_id: str | None, item: dict[str, Any]) -> bool:
    if "or" in item:
        return any(_condition(site, account_id, part) for part in item["or"])
    if "and" in item:
        return all(_condition(site, account_id, part) for part in item["and"])
    known = {
        "user_is_admin": is_admin(site, account_id),
        "user_is_sysadmin": is_admin(site, account_id),
        "user_is_logged_in": account_id in site.users,
    }
    answer = known.get(item.get("condition", ""), True)
    return not answer if item.get("invert") else answer


def context_claim(site: JiraSite, issue: Issue | None) -> dict[str, Any]:
    """The signed `context` claim of a frame or context token."""
    jira: dict[str, Any] = {}
    if issue is not None:
        project = site.project_of(issue)
        jira = {
            "project": {"id": project.id, "key": project.key},
            "issue": {"id": issue.id, "key": issue.key, "issuetype": {"id": issue.fields["issuetype"]}},
        }
    return {"jira": jira, "url": {"displayUrl": site.base_url, "displayUrlServicedeskHelpCenter": site.base_url}}


def variables(site: JiraSite, issue: Issue | None) -> dict[str, str]:
    """What `{…}` in a module's address may stand for."""
    if issue is None:
        return {}
    project = site.project_of(issue)
    return {
        "issue.id": issue.id,
        "issue.key": issue.key,
        "issuetype.id": issue.fields["issuetype"],
        "project.id": project.id,
        "project.key": project.key,
    }


def frame_url(site: JiraSite, addon: AddOn, module: dict[str, Any], account_id: str | None, issue: Issue | None) -> str:
    """The address that the frame of a module loads."""
    path = module.get("url") or module.get("content", {}).get("url") or module.get("target", {}).get("url")
    url = addon.url(substitute(str(path), variables(site, issue)))
    if module.get("cacheable"):
        return url
    parameters = {
        "xdm_e": site.base_url,
        "xdm_c": f"channel-{addon.key}__{module['key']}",
        "cp": "",
        "xdm_deprecated_addon_key_do_not_use": addon.key,
        "lic": "active" if addon.license and addon.license.get("active") else "none",
        "cv": "1001.0.0-SNAPSHOT",
    }
    url += ("&" if "?" in url else "?") + urlencode(parameters)
    token = tokens.sign_request(site, addon, "GET", url, account_id, context_claim(site, issue))
    return f"{url}&jwt={token}"


def admin_menu(site: JiraSite, account_id: str | None) -> list[dict[str, Any]]:
    """Sections of Settings → Apps that apps contribute, with their pages, in order of weight."""
    sections = []
    for addon in site.addons.values():
        if addon.state != "enabled":
            continue
        for section in addon.modules("webSections"):
            if section.get("location") != "admin_plugins_menu" or not meets(site, account_id, section):
                continue
            location = f"admin_plugins_menu/{section['key']}"
            pages = [page for page in addon.modules("adminPages") if page.get("location") == location]
            sections.append(_section(site, account_id, addon, section["name"]["value"], section, pages))
        loose = [
            page
            for page in addon.modules("adminPages")
            if page.get("location", "advanced_menu_section/advanced_section") != "none"
            and not str(page.get("location", "")).startswith("admin_plugins_menu/")
        ]
        if loose:
            sections.append(_section(site, account_id, addon, addon.name, {}, loose))
    return sorted(sections, key=lambda section: section["weight"])


def _section(
    site: JiraSite,
    account_id: str | None,
    addon: AddOn,
    title: str,
    section: dict[str, Any],
    pages: list[dict[str, Any]],
) -> dict[str, Any]:
    shown = [page for page in pages if meets(site, account_id, page)]
    return {
        "title": title,
        "weight": section.get("weight", 100),
        "pages": [
            {
                "key": page["key"],
                "name": page["name"]["value"],
                "href": f"/plugins/servlet/ac/{addon.key}/{page['key']}",
            }
            for page in sorted(shown, key=lambda page: page.get("weight", 100))
        ],
    }


def issue_panels(site: JiraSite, account_id: str | None, issue: Issue) -> list[dict[str, Any]]:
    """The app panels of an issue view, each with title and frame address."""
    panels = []
    for addon in site.addons.values():
        if addon.state != "enabled":
            continue
        for kind in ISSUE_PANELS:
            for module in addon.modules(kind):
                if kind == "webPanels" and module.get("location") not in PANEL_LOCATIONS:
                    continue
                if meets(site, account_id, module):
                    panels.append(_panel(site, addon, kind, module, account_id, issue))
    return panels


def _panel(
    site: JiraSite, addon: AddOn, kind: str, module: dict[str, Any], account_id: str | None, issue: Issue
) -> dict[str, Any]:
    inner = module
    if kind in ("jiraIssueContexts", "jiraIssueGlances"):
        inner = {**module, "url": module["target"]["url"]}
    label = module.get("content", {}).get("label", {}).get("value") if kind == "jiraIssueContexts" else None
    icon = module.get("icon", {}).get("url")
    return {
        "addon": addon.key,
        "module": module["key"],
        "title": module["name"]["value"],
        "label": label or module["name"]["value"],
        "icon": addon.url(icon) if icon else None,
        "url": frame_url(site, addon, inner, account_id, issue),
        "token_context": issue.id,
    }
