"""Puts the parts together from settings: what the web application, workers and commands share."""

import secrets as random_source
import time

from addon import __version__
from addon.connections import door
from addon.console.configuration import ConsoleSettings
from addon.nodes.entitlement import LicensePolicy
from addon.nodes.services import AzureDevOpsApp, Deployment, JiraApp, Services
from addon.nodes.trackers import Trackers
from addon.platforms import pem
from addon.platforms.access import OwnApplication, Surroundings
from addon.platforms.jira.install_keys import InstallKeys, key_server
from addon.sandbox.launcher import Sandbox
from addon.settings import Settings
from addon.storage import Ledger, load_keys
from addon.sync import comparing, preview
from addon.transport.guarded import Guard, GuardedSession


def open_ledger(settings: Settings, *, wait_s: float = 0.0, migrate: bool | None = None) -> Ledger:
    """Open the database with its keys; raises what `Ledger.open` raises, in words for the operator."""
    keys = load_keys(
        ",".join(key.get_secret_value() for key in settings.secret_keys),
        None if settings.is_postgresql and not settings.data_dir else settings.folder,
    )
    return Ledger.open(
        settings.ledger_url,
        data_dir=settings.folder,
        keys=keys,
        pool=settings.database_pool,
        wait_s=wait_s,
        migrate=migrate,
        settle_ms=settings.coalesce_ms,
    )


def build_services(settings: Settings, ledger: Ledger, *, scripts: Sandbox | None = None) -> Services:
    """Everything a use case needs. `scripts` is whose sandbox to share; without, there is one of its own."""
    now = _system_now
    deployment = _deployment(settings)
    app = deployment.azuredevops
    surroundings = Surroundings(now=now, dev_loopback=settings.dev_loopback, grace=settings.lookup_grace_s)
    fetch = key_server(now, base_url=settings.jira_key_server, dev_loopback=settings.dev_loopback)
    return Services(
        ledger=ledger,
        now=now,
        random_token=lambda: random_source.token_urlsafe(16),
        deployment=deployment,
        licensing=LicensePolicy(settings.licensing, settings.evaluation_days, settings.license_public_key),
        trackers=Trackers(
            ledger,
            surroundings,
            app_key=settings.jira_app_key,
            ado_base_url=app.base_url,
            ado_graph_url=app.graph_url,
            own_application=app.own_application,
        ),
        outside=GuardedSession(Guard(dev_loopback=settings.dev_loopback)),
        install_keys=InstallKeys(fetch, now),
        door=door.answer,
        preview_for_partner=preview.for_partner,
        check_for_partner=comparing.for_partner,
        scripts=scripts or Sandbox(settings.script_wall_required),
    )


def console_settings(settings: Settings) -> ConsoleSettings:
    """What only pages need to know."""
    return ConsoleSettings(
        connect_script_url=settings.jira_script_url,
        azuredevops_ancestors=settings.ado_frame_ancestors,
        buy_urls={"jira": settings.jira_buy_url, "azuredevops": settings.ado_buy_url},
    )


def _deployment(settings: Settings) -> Deployment:
    loopback_hosts = tuple(host for host in settings.jira_hosts if not host.startswith("."))
    return Deployment(
        base_url=settings.base_url,
        version=__version__,
        dev_loopback=settings.dev_loopback,
        reachable=settings.node_reachable,
        invitation_ms=settings.invitation_days * 24 * 3600 * 1000,
        retention_ms=settings.retention_days * 24 * 3600 * 1000,
        coalesce_ms=settings.coalesce_ms,
        poll_interval_s=settings.poll_interval_s,
        private_poll_s=settings.private_poll_s,
        match_retry_s=settings.match_retry_s,
        lookup_grace_s=settings.lookup_grace_s,
        jira=JiraApp(
            settings.jira_app_key,
            loopback_hosts if settings.dev_loopback else (),
            settings.jira_admin_scopes,
            settings.jira_hosts,
        ),
        azuredevops=AzureDevOpsApp(
            publisher=settings.ado_publisher,
            extension=settings.ado_extension,
            certificates=tuple(one.get_secret_value() for one in settings.ado_certificates),
            audience=settings.ado_app_audience,
            issuer=settings.ado_app_issuer,
            base_url=settings.ado_base_url,
            graph_url=settings.ado_graph_url,
            login_url=settings.entra_authority,
            own_application=_own_application(settings),
        ),
    )


def _own_application(settings: Settings) -> OwnApplication | None:
    if not settings.entra_app_id:
        return None
    key, certificate = pem.halves(settings.entra_app_certificate.get_secret_value())
    secret = settings.entra_app_secret.get_secret_value()
    return OwnApplication(settings.entra_app_id, secret, key, certificate, settings.entra_authority)


def _system_now() -> int:
    return time.time_ns() // 1_000_000
