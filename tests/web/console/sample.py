"""A console over sample data: every state of every page, without the layers below.

`build_app` serves the real routes and templates; the functions of the layers below are replaced by ones that answer
from `Sample`, which also remembers what was asked of it.
"""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import flask

from addon.connections import (
    accepting,
    connection,
    declining,
    edits,
    getting_started,
    invitations,
    jobs,
    previewing,
    triggers,
    wizard,
)
from addon.console import ConsoleSettings, create_blueprints
from addon.nodes import licensing, node, sync_identity, usage
from addon.nodes.entitlement import WARN_DAYS
from addon.nodes.refusals import Refusal
from addon.nodes.sessions import Caller
from addon.platforms.base import Probe, Project
from addon.storage.failures import NoSuchRow
from addon.sync import panel, problems
from addon.web.answers import install_answers
from addon.web.guards import Declaration, Token, install_guards
from tests.web.console import sample_history
from tests.web.console.sample_rules import RulesSample, install_rules

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
NOW = int(time.time() * 1000)
USAGE = usage.Usage(
    connections=8,
    of_script=5,
    basic=3,
    scripted=3,
    queued=112,
    pairs=321,
    sent=6_480,
    received=1,
    file_bytes=1_932_735_283,
)
ALL_CAN = frozenset({"edit", "activate", "deactivate", "remove", "test", "triggers", "bulk", "csv"})
CODE = "liaise1." + "eyJwIjoxLCJuIjoiaHR0cHM6Ly9saWFpc2UuZXhhbXBsZS9uLzRmMmM5MSIsInQiOiJrUjd2UTJ4VDltV2M0WnBMcyJ9" * 2


def row(number: int, name: str, remote: str, **values: Any) -> connection.ConnectionRow:
    """A row of the list; what is not named is a healthy, active Script connection."""
    usual: dict[str, Any] = {
        "partner_label": "dev.azure.com/nordlake-eng",
        "partner_kind": "azuredevops",
        "mode": "script",
        "status": "active",
        "health": "healthy",
        "reason": "",
        "last_change": None,
        "pairs": 0,
        "action": "",
        "can": ALL_CAN,
        "expires_at": None,
    }
    return connection.ConnectionRow(
        id=number, name=name, local_name="Acme support", remote_name=remote, **{**usual, **values}
    )


def rows() -> list[connection.ConnectionRow]:
    """One connection in each state that an administrator meets."""
    return [
        row(1, "Support to engineering", "Nordlake", last_change=NOW - 2 * MINUTE, pairs=1284),
        row(
            2,
            "Release handover",
            "Norvik",
            partner_label="norvik.atlassian.net",
            partner_kind="jira",
            health="degraded",
            reason=f"Norvik asked to wait. Sent on its own after <t:{NOW + 5 * MINUTE}:time>.",
            last_change=NOW - 14 * MINUTE,
            pairs=402,
        ),
        row(
            3,
            "Vendor defects",
            "Umbra Parts",
            partner_label="dev.azure.com/umbra-parts",
            health="blocked",
            reason="License needed: the evaluation has ended. 38 changes are queued; nothing is lost.",
            last_change=NOW - 30 * HOUR,
            pairs=226,
            action="license",
        ),
        row(
            4,
            "Field service",
            "Halden Field",
            partner_label="Not accepted yet",
            partner_kind="",
            mode="basic",
            status="pending",
            health="",
            reason=f"Invitation expires <t:{NOW + 5 * DAY}:deadline>.",
            action="copy_code",
            can=frozenset({"edit", "copy_code", "new_code", "revoke", "remove"}),
        ),
        row(
            5,
            "Security reports",
            "Castell",
            partner_label="castell-sec.atlassian.net",
            partner_kind="jira",
            status="unconfirmed",
            health="",
            reason=f"Accepted by Rosa Lindqvist <t:{NOW - HOUR}:exact>. "
            "Check that this is your partner before anything leaves.",
            action="review",
            can=frozenset({"confirm", "refuse", "remove"}),
        ),
        row(
            6,
            "Mobile team",
            "Tarn Mobile",
            partner_label="dev.azure.com/tarn-mobile",
            mode="basic",
            status="deactivated",
            health="",
            reason=f"Paused by Tarn Mobile (J. Okafor) on <t:{NOW - 3 * DAY}:date>. Only they can lift it. "
            "6 changes are queued.",
            last_change=NOW - 3 * DAY,
            pairs=91,
            can=frozenset({"edit", "deactivate", "remove", "test", "triggers", "csv"}),
        ),
        row(
            7,
            "Legacy portal",
            "Oldwick",
            partner_label="oldwick.atlassian.net",
            partner_kind="jira",
            status="ended",
            health="",
            reason=f"Oldwick removed the connection on <t:{NOW - 7 * DAY}:date>. Both sides keep their data.",
            last_change=NOW - 7 * DAY,
            pairs=318,
            action="csv",
            can=frozenset({"remove", "csv"}),
        ),
        row(
            8,
            "Pilot",
            "Pinecrest",
            partner_label="Not accepted",
            partner_kind="",
            mode="basic",
            status="canceled",
            health="",
            reason=f"The invitation expired on <t:{NOW - 9 * DAY}:date>.",
            action="new_code",
            can=frozenset({"edit", "new_code", "remove"}),
        ),
    ]


PROBES = (
    Probe("Signs in as Liaise Sync", "passed", "liaise-sync@acme.example"),
    Probe("Reads projects", "passed", "214 projects"),
    Probe("Reads and writes work items", "passed", "Tried in Support desk without saving"),
    Probe(
        "Manages service hooks",
        "failed",
        "Missing “Edit subscriptions”. Until then changes are found by polling every 60 seconds.",
        "https://dev.azure.com/acme-engineering/_settings/groups",
    ),
    Probe("Holds more than needed", "warning", "Project administrator in 3 projects. Contributor is enough."),
    Probe("Reads identities", "not_checked", "Checked after service hooks work"),
)


@dataclass
class Sample:
    """What the layers below answer; tests change it, and read `calls` for what was asked."""

    kind: str = "jira"
    admin: bool = True
    entity: str | None = "10017"
    rows: list[connection.ConnectionRow] = field(default_factory=rows)
    errors: list[Any] = field(default_factory=list)
    identity: Any = None
    script_allowed: bool = True
    licence_state: str = "evaluation"
    days_left: int | None = 12
    licence_view: dict[str, Any] = field(default_factory=dict)
    usage: dict[str, int] = field(default_factory=dict)
    panel_rows: tuple[Any, ...] = ()
    panel_busy: bool = False
    trigger_rows: list[triggers.TriggerRow] = field(default_factory=list)
    refuse: dict[str, Refusal] = field(default_factory=dict)
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    names_taken: tuple[str, ...] = ()
    job_polls: int = 0
    probes: tuple[Probe, ...] = PROBES[:4]
    bulk_running: list[Any] = field(default_factory=list)
    conflicts: list[Any] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
    own_edits: tuple[edits.Edit, ...] = ()
    project_total: int = 214
    can_initiate: bool = True
    preview_clash: bool = False
    step_of_newcomer: int = 0
    token: str = ""
    rules: RulesSample = field(default_factory=RulesSample)
    matches: triggers.QueryCheck = field(default_factory=lambda: triggers.QueryCheck(214))

    def asked(self, name: str, *values: Any) -> None:
        """Note a call; raise what the test wants refused."""
        self.calls.append((name, *values))
        if name in self.refuse:
            raise self.refuse[name]

    @property
    def caller(self) -> Caller:
        """The person whose token is shown."""
        checked = NOW if self.admin else None
        kind: Any = self.kind
        return Caller(1, kind, "u-1", "Dana Reyes", admin_checked_at=checked, entity_id=self.entity)


def projects(sample: Sample, query: str) -> wizard.Projects:
    """Three projects, or those that match."""
    known = (
        Project("10000", "SUP", "Support desk"),
        Project("10001", "SUPX", "Support escalations"),
        Project("10002", "HR", "Human resources", can_create=False),
    )
    found = tuple(one for one in known if query.lower() in f"{one.key} {one.name}".lower())
    reason = "" if found else f"No project matches “{query}”."
    return wizard.Projects(found, sample.project_total, True, "", reason)


def install(patch: Any, sample: Sample) -> None:
    """Let the layers below answer from the sample; `patch` is a `pytest.MonkeyPatch` or has its `setattr`."""

    def put(module: ModuleType, name: str, function: Any) -> None:
        patch.setattr(module, name, function)

    _install_node(put, sample)
    _install_connections(put, sample)
    _install_wizard(put, sample)
    _install_others(put, sample)
    sample_history.install(put, sample, NOW)
    install_rules(put, sample)


def _install_node(put: Any, sample: Sample) -> None:
    jira = sample.kind == "jira"
    label = "acme-support.atlassian.net" if jira else "dev.azure.com/acme-engineering"
    view = node.NodeSettings(
        node_url="https://liaise.example/n/a81d04c77e109b3f5d2e6a8841c0f7aa",
        tracker_url=f"https://{label}",
        allow_discovery=True,
        poll_interval_s=60,
        version="0.1.0",
        label=label,
    )
    put(node, "row", lambda *_: None)
    put(node, "settings_view", lambda *_: view)
    put(node, "frame_ancestors", lambda *_: ("https://acme-support.atlassian.net",))
    put(node, "change_slug", lambda *_: sample.asked("change_slug"))
    put(previewing, "allowed", lambda *_: True)
    put(previewing, "set_allowed", lambda _s, _c, yes: sample.asked("set_previews", yes))
    put(node, "set_discovery", lambda _s, _c, allow: sample.asked("set_discovery", allow))
    put(node, "set_keep_mapping", lambda _s, _c, days: sample.asked("set_keep_mapping", days))
    put(node, "set_poll_interval", lambda _s, _c, seconds: sample.asked("set_poll_interval", seconds))

    def save(name: str) -> Any:
        def check_and_save(_s: Any, _c: Any, **values: Any) -> Any:
            sample.asked(name, values)
            sample.identity = working_identity()
            return sample.identity

        return check_and_save

    put(sync_identity, "describe", lambda *_: sample.identity or default_identity(sample.kind))
    put(sync_identity, "check_and_save_pat", save("check_and_save_pat"))
    put(sync_identity, "check_and_save_entra", save("check_and_save_entra"))
    put(sync_identity, "recheck", lambda *_: sample.identity or default_identity(sample.kind))


def default_identity(kind: str) -> Any:
    """The app's user in Jira; in Azure DevOps a token that expires soon."""
    if kind == "jira":
        checks = (
            Probe("Browses, creates, edits and comments", "passed", "In 213 of 214 projects"),
            Probe("Cannot see project HR", "warning", "Its permission scheme leaves out the app role."),
        )
        return sync_identity.SyncIdentity(
            state="working", kind="app", display_name="Liaise (app user)", checked_at=NOW - HOUR, probes=checks
        )
    return replace(working_identity(), state="expiring", expires_at=NOW + 6 * DAY, days_left=6)


def working_identity() -> Any:
    """A stored access token that works."""
    return sync_identity.SyncIdentity(
        state="working",
        kind="pat",
        display_name="Liaise Sync",
        expires_at=NOW + 90 * DAY,
        probes=PROBES,
        checked_at=NOW - 2 * MINUTE,
        organization="acme-engineering",
    )


def no_identity() -> Any:
    """Nothing stored yet."""
    return sync_identity.SyncIdentity(state="none", kind="pat", organization="acme-engineering")


def _install_connections(put: Any, sample: Sample) -> None:
    def page(
        _s: Any,
        _n: int,
        *,
        search: str = "",
        status: str = "",
        descending: bool = False,
        after: str = "",
        limit: int = 50,
        script_allowed: bool | None = None,
    ) -> Any:
        found = [
            one
            for one in sample.rows
            if search.lower() in one.name.lower() and (not status or one.status == status) and one.name > after
        ]
        found = sorted(found, key=lambda one: one.name, reverse=True) if descending else found
        counts = {
            "active": sum(one.status == "active" for one in sample.rows),
            "attention": sum(one.health in ("degraded", "blocked") or one.action == "review" for one in sample.rows),
            "pairs": sum(one.pairs for one in sample.rows),
        }
        waiting = any(one.status in ("pending", "unconfirmed") for one in sample.rows)
        return connection.ConnectionPage(tuple(found[:limit]), len(found), None, counts, waiting)

    def detail(_s: Any, _n: int, connection_id: int) -> connection.ConnectionDetail:
        one = next(one for one in sample.rows if one.id == connection_id)
        acceptor = connection.Acceptor(
            "https://castell-sec.atlassian.net",
            "castell-sec.atlassian.net",
            "Rosa Lindqvist",
            "7C1E04BA93F2D8A65B0CE711",
            False,
        )
        return connection.ConnectionDetail(
            row=one,
            description="Customer defects that support hands over.",
            project=Project("10000", "SUP", "Support desk"),
            own_switch=True,
            partner_switch=one.status != "deactivated",
            node_fingerprint="11AA04BA93F2D8A65B0CE7FF",
            partner_url=f"https://{one.partner_label}",
            partner_admin="Priya Raman",
            partner_node_url="https://liaise.example/n/4f2c91",
            acceptor=acceptor if one.action == "review" else None,
            outgoing_rules="replica.key = issue.key\nreplica.summary = issue.summary\n",
            incoming_rules="issue.summary = replica.summary\n",
            rule_number=1,
            version=3,
            created_by="Dana Reyes",
            created_at=NOW - 10 * DAY,
            initiator=True,
        )

    put(connection, "page", page)
    put(connection, "detail", detail)
    put(edits, "history", lambda *_: sample.own_edits)
    running = ("active", "pending", "unconfirmed", "deactivated")

    def choices(_s: Any, _n: int, chosen: int = 0, limit: int = 200, search: str = "") -> dict[int, str]:
        names = {one.id: one.name for one in sample.rows if one.status in running}
        found = [one for one in names if search.lower() in names[one].lower()][:limit]
        return {one: names[one] for one in dict.fromkeys([*found, chosen]) if one in names}

    put(connection, "choices", choices)
    put(connection, "repair_hooks", lambda _s, _c, number: sample.asked("repair_hooks", number))
    put(connection, "edit", lambda _s, _c, number, **values: sample.asked("edit", number, values))

    def change(name: str, **values: Any) -> Any:
        def act(_s: Any, _c: Any, number: int) -> None:
            sample.asked(name, number)
            if name == "remove":
                sample.rows = [one for one in sample.rows if one.id != number]
            elif values:
                sample.rows = [replace(one, **values) if one.id == number else one for one in sample.rows]

        return act

    put(connection, "activate", change("activate", status="active", health="healthy", reason=""))
    put(connection, "deactivate", change("deactivate", status="deactivated", health="", reason="Paused here."))
    put(connection, "remove", change("remove"))
    put(connection, "pairs_csv", lambda *_: iter(["local_key,local_id\r\n", "SUP-1,10001\r\n"]))
    put(invitations, "revoke", change("revoke", status="canceled", reason="Revoked.", action="new_code"))
    put(invitations, "confirm", change("confirm", status="active", health="healthy", reason="", action=""))
    put(invitations, "refuse_acceptor", change("refuse_acceptor", status="canceled", reason="Refused.", action=""))
    put(invitations, "current_code", lambda _s, _c, number: invitation(sample, "current_code", number))
    put(invitations, "new_code", lambda _s, _c, number: invitation(sample, "new_code", number))

    def job(_s: Any, _n: int, job_id: int) -> Any:
        sample.job_polls += 1
        done = sample.job_polls > 2
        return jobs.Job(
            id=job_id,
            kind="test",
            state="done" if done else "running",
            done=3 if done else 1,
            total=3,
            items=sample.probes if done else sample.probes[:1],
            message="",
        )

    put(jobs, "start_test", lambda _s, _c, number: (sample.asked("start_test", number), 1)[1])
    put(jobs, "job", job)


def invitation(sample: Sample, call: str, number: int = 9, bound: str = "dev.azure.com/nordlake-eng") -> Any:
    """A code to hand over."""
    sample.asked(call, number)
    console_url = "https://dev.azure.com/nordlake-eng/_settings/liaise.liaise.adnode" if bound else None
    return invitations.Invitation(number, CODE, NOW + 7 * DAY, bound, "Nordlake", console_url)


def sample_edits() -> tuple[edits.Edit, ...]:
    """One edit of the first connection: another name, and a description where there was none."""
    changes = (
        edits.Change("Name", "Support handover", "Support to engineering"),
        edits.Change("Description", "", "Customer defects that support hands over."),
    )
    earlier = {"name": "Support handover", "description": "", "project_id": "10001", "project_key": "SUPX",
               "project_name": "Support escalations"}  # fmt: skip
    return (edits.Edit(7, NOW - 3 * HOUR, "Dana Reyes", changes, earlier),)


def _install_wizard(put: Any, sample: Sample) -> None:
    def preconditions(*_: Any) -> wizard.Preconditions:
        needs = bool(sample.identity) and sample.identity.state in ("none", "rejected", "expired")
        problem = wizard.Problem("private_node", "Ask the other side to initiate, then accept here.")
        problems = () if sample.can_initiate else (problem,)
        return wizard.Preconditions(sample.can_initiate and not needs, not needs, needs, problems)

    def discover(_s: Any, _c: Any, text: str) -> wizard.Destination:
        sample.asked("discover", text)
        return wizard.Destination(
            "https://liaise.example/n/4f2c91",
            "azuredevops",
            "dev.azure.com/nordlake-eng",
            "0.1.0",
            ("basic", "script"),
            600,
            "https://dev.azure.com/nordlake-eng/_settings/liaise.liaise.adnode",
        )

    def offers(*_: Any) -> tuple[wizard.ModeOffer, ...]:
        why = "" if sample.script_allowed else "Script and Visual mode need an evaluation or a paid license."
        return (
            wizard.ModeOffer("basic", True),
            wizard.ModeOffer("visual", False, "Not available in this version."),
            wizard.ModeOffer("script", sample.script_allowed, why, "" if sample.script_allowed else "license"),
        )

    def check_names(_s: Any, _c: Any, names: wizard.Names, description: str, except_id: int | None = None) -> Any:
        faults = {}
        if names.local == names.remote:
            faults["remote_name"] = "Use a name that differs from your own short name."
        if names.connection in sample.names_taken:
            faults["name"] = f"A connection named “{names.connection}” exists already."
        if not names.remote:
            faults["remote_name"] = "Enter a short name."
        return faults

    def initiate(_s: Any, _c: Any, draft: invitations.Draft) -> Any:
        made = invitation(sample, "initiate", bound="" if draft.unknown else "dev.azure.com/nordlake-eng")
        sample.calls.append(("draft", draft))
        sample.rows.append(
            row(9, draft.name, draft.remote_name, status="pending", health="", action="copy_code", mode=draft.mode)
        )
        return made

    def preview(_s: Any, _c: Any, code: str) -> accepting.Preview:
        sample.asked("preview", code)
        if not code.startswith("liaise1."):
            raise Refusal(
                "not_a_code", "This is not an invitation code. Paste the one line you received.", field="code"
            )
        return accepting.Preview(
            "Support to engineering",
            "Acme support",
            "Nordlake",
            "script",
            "azuredevops",
            "dev.azure.com/nordlake-eng",
            "Customer defects.",
            NOW + 7 * DAY,
            sample.preview_clash,
            "Support to engineering 2" if sample.preview_clash else "Support to engineering",
            "7C1E04BA93F2D8A65B0CE711",
            "https://liaise.example/n/4f2c91d04c77e109b3f5d2e6a8841c0f",
        )

    put(wizard, "preconditions", preconditions)
    put(wizard, "discover", discover)
    put(wizard, "offers", offers)
    put(wizard, "propose", lambda *_: wizard.Names("Acme support", "Nordlake", "Acme support to Nordlake"))
    put(wizard, "check_names", check_names)
    put(wizard, "projects", lambda _s, _c, query, start=0: projects(sample, query))
    put(invitations, "initiate", initiate)
    put(accepting, "preview", preview)
    put(accepting, "accept", lambda _s, _c, code, **values: (sample.asked("accept", code, values), 1)[1])
    put(accepting, "readable", lambda _s, _c, _code: SimpleNamespace(local_name="Nordlake"))
    put(declining, "decline", lambda _s, _c, code: sample.asked("decline", code))
    put(getting_started, "step", lambda *_: sample.step_of_newcomer)


def _install_others(put: Any, sample: Sample) -> None:
    put(triggers, "page", lambda _s, _n, **values: trigger_page(sample, **values))
    put(triggers, "get", lambda _s, _n, number: trigger_row(sample, number))
    put(triggers, "save", lambda _s, _c, draft: (sample.asked("save_trigger", draft), sample.matches)[1])
    put(triggers, "switch", lambda _s, _c, number, on: sample.asked("switch", number, on))
    put(triggers, "delete", lambda _s, _c, number: sample.asked("delete_trigger", number))
    put(triggers, "matches", lambda _s, _c, number: (sample.asked("matches", number), sample.matches)[1])
    put(triggers, "check", lambda _s, _c, draft: (sample.asked("check", draft), triggers.QueryCheck(198))[1])

    def error_page(_s: Any, _n: int, **values: Any) -> Any:
        search = values.get("search", "").lower()
        found = tuple(one for one in sample.errors if search in f"{one.entity_key} {one.message}".lower())
        return problems.ErrorPage(found, len(found), None)

    def error_detail(_s: Any, _n: int, number: int) -> Any:
        one = next(one for one in sample.errors if one.id == number)
        return problems.ErrorDetail(
            row=one,
            what_to_do="The priority map has no entry for “Lowest”. Add one, then retry.",
            script_line=14,
            script_column=50,
            stack=("14:50  target.toUpperCase()", "13:14  map[issue.priority.name]"),
            lines=("Severity: is required",),
            replica='{\n  "key": "SUP-482",\n  "priority": null\n}',
            attempts=2,
            can=frozenset({"retry", "skip", "unlink"} if one.impact == "entity" else {"dismiss"}),
            script_side="outgoing",
            rule_version=12,
            snippet="replica.priority = nodeHelper.getPriority(target.toUpperCase())\n" + " " * 49 + "^",
        )

    def settle(name: str) -> Any:
        def act(_s: Any, _c: Any, number: int) -> None:
            sample.asked(name, number)
            sample.errors = [one for one in sample.errors if one.id != number]

        return act

    put(problems, "error_page", error_page)
    put(problems, "error_detail", error_detail)
    put(problems, "open_count", lambda *_: len(sample.errors))
    for name in ("retry", "skip", "unlink", "dismiss"):
        put(problems, name, settle(name))
    put(panel, "panel", lambda *_: panel.Panel("SUP-482", sample.panel_rows, sample.panel_busy))
    put(panel, "sync", lambda _s, _c, entity, number, _m: sample.asked("sync", entity, number))
    put(panel, "retry", lambda _s, _c, entity, number, _m: sample.asked("retry", entity, number))
    put(panel, "connect_to", lambda _s, _c, entity, number, key, _m: sample.asked("connect_to", entity, number, key))
    put(panel, "unlink", lambda _s, _c, entity, number: sample.asked("unlink_pair", entity, number))

    def licence(*_: Any) -> licensing.LicenceView:
        view = licensing.LicenceView(
            sample.licence_state,
            sample.days_left,
            NOW + (sample.days_left or 0) * DAY,
            sample.script_allowed,
            "",
            "evaluation",
            min((days for days in WARN_DAYS if (sample.days_left or 99) <= days), default=None),
            total_days=30 if sample.licence_state == "evaluation" else None,
            instance="0d5b8a1e-6c2f-4b7a-9e31-acme",
        )
        return replace(view, **sample.licence_view)

    put(licensing, "licence", licence)
    put(usage, "of_node", lambda *_: replace(USAGE, **sample.usage))
    put(licensing, "enter_key", lambda _s, _c, text: sample.asked("enter_key", text))


def trigger_page(
    sample: Sample, connection_id: int = 0, search: str = "", after: str = "", limit: int = 50
) -> triggers.TriggerPage:
    """The sample's triggers, of one connection or with a word where that is asked for."""
    listed = [one for one in sample.trigger_rows if search.lower() in f"{one.query} {one.notes}".lower()]
    found = tuple(one for one in listed if not connection_id or one.connection_id == connection_id)
    return triggers.TriggerPage(found[:limit], len(found), None)


def trigger_row(sample: Sample, number: int) -> triggers.TriggerRow:
    """One of the sample's triggers."""
    found = next((one for one in sample.trigger_rows if one.id == number), None)
    if found is None:
        raise NoSuchRow("gone")
    return found


def sample_errors() -> list[Any]:
    """Three open errors."""
    return [
        problems.ErrorRow(
            id=1,
            impact="entity",
            entity_key="SUP-482",
            entity_url="https://acme-support.atlassian.net/browse/SUP-482",
            connection_name="Support to engineering",
            reason="script_failed",
            message="Cannot call toUpperCase() on null",
            at=NOW - 5 * MINUTE,
            waiting=2,
            direction="out",
            connection_id=1,
        ),
        problems.ErrorRow(
            id=2,
            impact="entity",
            entity_key="SUP-391",
            entity_url="",
            connection_name="Support to engineering",
            reason="field_required",
            message="Nordlake: field “Severity” is required for type Bug",
            at=NOW - 3 * HOUR,
            waiting=0,
            direction="out",
            connection_id=1,
        ),
        problems.ErrorRow(
            id=3,
            impact="trigger",
            entity_key="",
            entity_url="",
            connection_name="Release handover",
            reason="bad_query",
            message="No field is called “compnent”",
            at=NOW - 2 * DAY,
            waiting=0,
            direction="out",
            connection_id=1,
        ),
    ]


def sample_triggers(kind: str) -> list[triggers.TriggerRow]:
    """One that works, one with a bad query, one that is off."""
    jira = kind == "jira"
    noun = "issue" if jira else "work item"
    project = None if jira else Project("10000", "", "Support desk")

    def one(number: int, query: str, wiql: str, notes: str, active: bool, problem: str) -> triggers.TriggerRow:
        text = query if jira else wiql
        return triggers.TriggerRow(number, 1, "Support to engineering", noun, text, project, notes, active, problem, 1)

    return [
        one(1, "project = SUP AND labels = partner", "[System.Tags] CONTAINS 'partner'", "For Nordlake", True, ""),
        one(
            2,
            "project = SUP AND compnent = Hardware",
            "[System.Aera] = 'Hardware'",
            "",
            True,
            "No field is called “compnent”. Did you mean “component”?",
        ),
        one(3, "project = MOB", "[System.AreaPath] UNDER 'Mobile'", "", False, ""),
    ]


def panel_states() -> tuple[Any, ...]:
    """The panel on five connections, one state each."""

    def one(number: int, name: str, state: str, **values: Any) -> Any:
        usual = {
            "twin_key": "",
            "twin_url": "",
            "twin_title": "",
            "last_sync": None,
            "message": "",
            "who": "",
            "notes": (),
            "partner_name": "Nordlake",
        }
        return panel.PanelRow(
            connection_id=number, connection_name=name, state=state, **{**usual, "can": frozenset(), **values}
        )

    twin = {
        "twin_key": "#10317",
        "twin_url": "https://dev.azure.com/nordlake-eng/_workitems/edit/10317",
        "twin_title": "Login fails after password reset on Android",
    }
    return (
        one(1, "Support to engineering", "not_synced", can=frozenset({"sync", "connect"})),
        one(
            2,
            "Release handover",
            "synced",
            **twin,
            last_sync=NOW - 2 * MINUTE,
            notes=("The description has a table and is kept on each side as it is.",),
            can=frozenset({"sync_now", "unlink"}),
        ),
        one(3, "Vendor defects", "in_progress"),
        one(
            4,
            "Mobile team with a rather long name",
            "failed",
            **twin,
            message="The outgoing rule stopped at line 14",
            who="A Liaise admin can fix the rule.",
            can=frozenset({"retry"}),
        ),
        one(5, "Legacy portal", "remote_deleted", twin_key="#10288", can=frozenset({"sync", "unlink"})),
    )


def build_app(sample: Sample, settings: ConsoleSettings) -> flask.Flask:
    """The console's routes behind the real guards; any token, or exactly `sample.token`, is the sample's person."""
    app = flask.Flask("sample_console")
    app.extensions["liaise"] = SimpleNamespace()
    install_answers(app)

    def verify(declared: Declaration) -> Caller:
        shown = flask.request.headers.get("Authorization", "").partition(" ")[2] or flask.request.args.get("jwt", "")
        if not shown:
            raise Refusal("no_token", "This page was opened outside its product.", status=401)
        if declared.token is Token.CONSOLE and sample.token and shown != sample.token:
            raise Refusal("session_expired", "This page's session has ended.", status=401)
        return sample.caller

    install_guards(app, dict.fromkeys((Token.CONSOLE, Token.JIRA_PAGE), verify), lambda: NOW)
    for blueprint in create_blueprints(settings):
        app.register_blueprint(blueprint)
    return app


def static_stand_in(folder: Path) -> Path:
    """A built bundle in name only, for tests that look at answers and not at browsers."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {
        "jira.js": "jira-A.js",
        "azuredevops.js": "azuredevops-A.js",
        "editor.js": "editor-A.js",
        "plain.js": "plain-A.js",
        "console.css": "console-A.css",
    }
    for name in names.values():
        (folder / name).write_text("/* */")
    files = ", ".join(f'"{name}": {{}}' for name in names.values())
    entries = ", ".join(f'"{entry}": "{name}"' for entry, name in names.items())
    (folder / "manifest.json").write_text(f'{{"entries": {{{entries}}}, "files": {{{files}}}}}')
    return folder
