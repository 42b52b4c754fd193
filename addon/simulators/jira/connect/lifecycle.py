"""Installing, updating, disabling and removing apps.

Nothing here holds the site's lock while it talks to an app: the app may call back during `installed`.
"""

import json
import secrets
import uuid
from typing import Any

import requests

from ...deliveries import Delivery
from ..permissions import ADMIN_GROUP
from ..records import User
from ..site import JiraSite
from . import tokens
from .addons import SCOPES, AddOn

TIMEOUT_S = 20


class InstallRefused(Exception):
    """The app could not be installed; the text says what the app or the descriptor did wrong."""


def install(site: JiraSite, descriptor_url: str, by: str | None = None) -> AddOn:
    """Read a descriptor and install the app, or update it with a fresh secret when it is there already.

    Raises InstallRefused; a failed update leaves the old installation as it was.
    """
    descriptor = fetch_descriptor(descriptor_url)
    key = descriptor["key"]
    with site.lock:
        old: AddOn | None = site.addons.get(key)
        addon = AddOn(
            key=key,
            descriptor=descriptor,
            descriptor_url=descriptor_url,
            shared_secret=secrets.token_urlsafe(48),
            account_id=old.account_id if old else _app_user(site, key, descriptor),
            license=old.license if old else None,
            properties=old.properties if old else {},
        )
        # The app may use its new secret before it has answered, so the site knows it before it asks.
        site.addons[key] = addon
    try:
        _installed(site, addon, by)
    except InstallRefused:
        with site.lock:
            if old is not None:
                site.addons[key] = old
            else:
                del site.addons[key]
        raise
    tell(site, addon, "enabled", by)
    return addon


def fetch_descriptor(url: str) -> dict[str, Any]:
    """The descriptor at an address, checked as the product checks it."""
    try:
        answer = requests.get(url, timeout=TIMEOUT_S, headers={"Accept": "application/json"})
        descriptor = answer.json() if answer.status_code == 200 else None
    except (requests.RequestException, ValueError) as wrong:
        raise InstallRefused(f"The app host did not provide a descriptor at {url}: {wrong}") from None
    if not isinstance(descriptor, dict):
        raise InstallRefused(f"The app host answered {answer.status_code} for {url}.")
    missing = [name for name in ("key", "baseUrl", "authentication") if name not in descriptor]
    if missing:
        raise InstallRefused(f"The descriptor lacks {', '.join(missing)}.")
    if descriptor["authentication"].get("type") != "jwt":
        raise InstallRefused("The descriptor's authentication type is not jwt.")
    if "installed" not in descriptor.get("lifecycle", {}):
        raise InstallRefused("Authentication by JWT needs an installed lifecycle callback.")
    if descriptor.get("apiMigrations", {}).get("signed-install") is not True:
        raise InstallRefused("The descriptor does not opt in to signed installs, which are mandatory.")
    unknown = set(descriptor.get("scopes", [])) - {*SCOPES, "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES"}
    if unknown:
        raise InstallRefused(f"Unknown scopes: {', '.join(sorted(unknown))}.")
    return descriptor


def uninstall(site: JiraSite, key: str, by: str | None = None) -> None:
    """Remove an app; `disabled` and `uninstalled` leave at the same time, in no order."""
    with site.lock:
        addon: AddOn = site.addons.pop(key)
    tell(site, addon, "disabled", by)
    tell(site, addon, "uninstalled", by)


def set_state(site: JiraSite, key: str, enabled: bool, by: str | None = None) -> None:
    """Enable or disable an app."""
    with site.lock:
        addon: AddOn = site.addons[key]
        addon.state = "enabled" if enabled else "disabled"
    tell(site, addon, addon.state, by)


def _app_user(site: JiraSite, key: str, descriptor: dict[str, Any]) -> str:
    """The app's own account; it comes back when the app is installed again."""
    account_id = f"557058:{uuid.uuid5(uuid.UUID(site.client_key), key)}"
    user = User(account_id, str(descriptor.get("name") or key), kind="app")
    if "ADMIN" in descriptor.get("scopes", []):
        user.groups.add(ADMIN_GROUP)
    site.users[account_id] = user
    return account_id


def payload(site: JiraSite, addon: AddOn, event: str) -> dict[str, Any]:
    """The body of a lifecycle callback."""
    body: dict[str, Any] = {
        "key": addon.key,
        "clientKey": site.client_key,
        "baseUrl": site.base_url,
        "displayUrl": site.base_url,
        "displayUrlServicedeskHelpCenter": site.base_url,
        "productType": "jira",
        "description": f"Atlassian Jira at {site.base_url}",
        "serverVersion": "100300",
        "pluginsVersion": "1001.0.0-SNAPSHOT",
        "cloudId": site.cloud_id,
        "eventType": event,
    }
    if addon.license is not None:
        body["serviceEntitlementNumber"] = addon.license.get("supportEntitlementNumber", "SEN-1")
    if event == "installed":
        body["sharedSecret"] = addon.shared_secret
    return body


def _installed(site: JiraSite, addon: AddOn, by: str | None) -> None:
    url = addon.url(addon.descriptor["lifecycle"]["installed"])
    token = tokens.sign_lifecycle(site, addon, url, by)
    try:
        answer = _post(url, token, payload(site, addon, "installed"))
    except requests.RequestException as wrong:
        raise InstallRefused(f"The app host did not answer when it was told of the installation: {wrong}") from None
    if answer.status_code not in (200, 204):
        raise InstallRefused(
            f"The app host returned HTTP response code {answer.status_code} when we tried to contact it during "
            f"installation: {answer.text[:300]}"
        )


def tell(site: JiraSite, addon: AddOn, event: str, by: str | None) -> None:
    """Send `enabled`, `disabled` or `uninstalled`, if the descriptor asks for it; nobody waits for the answer."""
    path = addon.descriptor.get("lifecycle", {}).get(event)
    if path is None:
        return
    url = addon.url(path)
    body = payload(site, addon, event)

    def attempt(made: int) -> int | None:
        if event == "uninstalled":
            token = tokens.sign_lifecycle(site, addon, url, by)
        else:
            token = tokens.sign_request(site, addon, "POST", url, by)
        try:
            return _post(url, token, body).status_code
        except requests.RequestException:
            return None

    site.bench.deliveries.submit(Delivery(event, addon.key, attempt))


def _post(url: str, token: str, body: dict[str, Any]) -> requests.Response:
    headers = {"Authorization": f"JWT {token}", "Content-Type": "application/json"}
    return requests.post(url, data=json.dumps(body), headers=headers, timeout=TIMEOUT_S, allow_redirects=False)
