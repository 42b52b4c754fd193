"""What comes round by the clock: polls, repeated acceptances, hook health, credentials, erasure, clean-up.

Each schedule has exactly one runner at a time. A node's schedules exist from its first connection on.
"""

import secrets as random_source
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog

from addon.connections import accepting, arriving, inbound, invitations
from addon.connections.calls import acknowledge, fetch
from addon.connections.models import Envelope
from addon.connections.notices import line_of
from addon.nodes import rejection, sync_identity
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.trackers import NoSyncIdentity
from addon.platforms.azuredevops.hooks import EVENTS, HookSubscriptions
from addon.platforms.errors import PlatformError, Reason
from addon.storage import (
    budgets,
    connections,
    effects,
    erase,
    errors,
    hooks,
    inbox,
    incoming_files,
    jobs,
    messages,
    nodes,
    nonces,
    queue,
    schedules,
    secrets,
    timeline,
    usage,
)
from addon.storage.connections import Connection
from addon.storage.failures import Fenced
from addon.storage.hooks import Hook
from addon.storage.nodes import DAY_MS
from addon.storage.schedules import Schedule
from addon.storage.transaction import Tx
from addon.sync import lifecycle, polling, vanished

log = structlog.get_logger()
HOUR_MS = 3600 * 1000
KEEP_DELIVERIES_MS = 3 * DAY_MS
KEEP_HISTORY_MS = 30 * DAY_MS
KEEP_USAGE_MS = 400 * DAY_MS
HOOK_PASSWORD = "hook_password"  # noqa: S105 - the name of a purpose
FIRST_WAIT_MS = 2_000
LONGEST_WAIT_MS = 60_000
LONGEST_NEAR_LIMIT_MS = 5 * 60_000
"""Near a limit, asking what changed is put off for at most so long: it is one call, and finds what else is lost."""
NEAR_LIMIT = "near_limit"
RETRY_FAILED_HOOK_MS = 15 * 60_000
_ASK_TRACKERS = frozenset({"poll", vanished.KIND, "hooks", "credential"})


def ensure_deployment(services: Services) -> None:
    """The schedules of the deployment itself, and versions later than all before; done at every start of an engine."""

    def work(tx: Tx) -> None:
        queue.count_anew(tx)
        schedules.ensure(tx, 0, "acceptances", 2_000)
        schedules.ensure(tx, 0, "expiry", 60_000)
        schedules.ensure(tx, 0, "clean_up", HOUR_MS)
        schedules.ensure(tx, 0, "nodes", 5_000)

    services.ledger.write(work)


class Postponed(Exception):
    """Nothing is wrong, but this is not the moment: in `wait_ms`, because of `reason`."""

    def __init__(self, wait_ms: int, reason: str) -> None:
        super().__init__(reason)
        self.wait_ms = wait_ms
        self.reason = reason


def run_due(services: Services) -> bool:
    """Run the schedules that are due one after the other, in this thread; False when none was."""
    found = services.ledger.write(lambda tx: schedules.claim(tx, 4))
    for schedule in found:
        run(services, schedule)
    return bool(found)


def run(services: Services, schedule: Schedule) -> None:
    """Run a claimed schedule and give it back, whatever happens to it; raises only when the store fails."""
    runner = _RUNNERS.get(schedule.kind)
    try:
        if schedule.kind in _ASK_TRACKERS:
            _wait_for_limits(services, schedule)
        watermark = runner(services, schedule) if runner else None
    except Postponed as no:
        wait, why = no.wait_ms, no.reason
        services.ledger.write(lambda tx: schedules.finish(tx, schedule, result=why, again_in_ms=wait))
    except lifecycle.Over:
        log.info("schedule_over", kind=schedule.kind, subject=schedule.subject)
    except Fenced:
        log.warning("schedule_taken_over", kind=schedule.kind, node=schedule.node_id)
    except PlatformError as problem:
        if problem.reason is Reason.CREDENTIAL_REJECTED:
            rejection.note(services, schedule.node_id, problem.message)
        _failed(services, schedule, str(problem), _wait_after(schedule, problem))
    except Refusal as problem:
        _failed(services, schedule, str(problem), LONGEST_WAIT_MS)
    except Exception as problem:
        log.exception("schedule_failed", kind=schedule.kind, node=schedule.node_id)
        _failed(services, schedule, type(problem).__name__, LONGEST_WAIT_MS)
    else:
        services.ledger.write(lambda tx: schedules.finish(tx, schedule, watermark=watermark))


def _wait_for_limits(services: Services, schedule: Schedule) -> None:
    """What is not urgent leaves a tracker alone that asked for it; raises `Postponed`."""
    node_id = schedule.node_id
    calls, near = services.ledger.read(
        lambda tx: [budgets.paused_until(tx, node_id, scope) for scope in (budgets.CALLS_SCOPE, budgets.BULK_SCOPE)]
    )
    now = services.now()
    if calls[0] > now:
        raise Postponed(calls[0] - now, calls[1])
    if near[0] > now and schedule.last_result != NEAR_LIMIT:  # put off once, not for ever
        raise Postponed(min(near[0] - now, LONGEST_NEAR_LIMIT_MS), NEAR_LIMIT)


def _wait_after(schedule: Schedule, problem: PlatformError) -> int:
    """How long to leave a tracker alone after a failure: short at first, since what was lost waits for this."""
    asked = int((problem.retry_after or 0) * 1000)
    if problem.reason is Reason.RATE_LIMITED:
        return asked or 30_000
    if problem.permanent:
        return LONGEST_WAIT_MS
    return max(asked, min(LONGEST_WAIT_MS, FIRST_WAIT_MS << min(schedule.attempts, 10)))


def _failed(services: Services, schedule: Schedule, words: str, wait_ms: int) -> None:
    services.ledger.write(lambda tx: schedules.fail(tx, schedule, words, again_in_ms=wait_ms))


def _acceptances(services: Services, _: Schedule) -> None:
    accepting.repeat_due(services)


def _expiry(services: Services, _: Schedule) -> None:
    invitations.expire(services)


def _nodes(services: Services, _: Schedule) -> None:
    """See to it that each tenant with a running connection is polled, checked and hooked up."""

    def work(tx: Tx) -> None:
        after = 0
        while found := nodes.list_all(tx, after=after, status="active"):
            for node in found:
                running = polling.watched(tx, node.id)
                if not running:
                    continue
                every = int(node.settings.get("poll_seconds", services.deployment.poll_interval_s)) * 1000
                schedules.ensure(tx, node.id, "poll", every)
                polling.notice(tx, node.id)
                if node.kind == "jira":
                    rarely = vanished.POLLS_BETWEEN * every
                    schedules.ensure(tx, node.id, vanished.KIND, rarely, first_in_ms=rarely)
                schedules.ensure(tx, node.id, "credential", DAY_MS, first_in_ms=DAY_MS)
                if node.kind == "azuredevops":
                    for one in running:
                        if one.project_id:
                            hooks.need(tx, node.id, one.project_id, one.id, "incoming")
                    schedules.ensure(tx, node.id, "hooks", 15_000)
                for one in running:
                    if one.transport == "polling":
                        every = services.deployment.private_poll_s * 1000
                        schedules.ensure(tx, node.id, "outbox", every, connection_id=one.id)
            after = found[-1].id

    services.ledger.write(work)


def _credential(services: Services, schedule: Schedule) -> None:
    with suppress(NoSyncIdentity):  # nothing is stored, or not any more: nothing to check
        sync_identity.check_stored(services, schedule.node_id)


def _outbox(services: Services, schedule: Schedule) -> None:
    """A private side fetches what its partner has for it: store first, acknowledge after."""
    row = services.ledger.read(lambda tx: connections.find(tx, schedule.node_id, schedule.connection_id))
    if row is None or row.status not in ("active", "deactivated"):
        services.ledger.write(lambda tx: connections.find(tx, schedule.node_id, schedule.connection_id))
        return
    before: set[str] = set()
    while waiting := _fetched(services, row):
        arrived = Envelope.model_validate({"messages": waiting}).messages
        acknowledge(services, row, inbound.take_in(services, row, arrived))
        if before and before >= {one.id for one in arrived}:
            break  # told of it and offered once more: not again before the next round
        before = {one.id for one in arrived}


def _fetched(services: Services, row: Connection) -> list[dict[str, Any]]:
    try:
        found = fetch(services, row)
    except Refusal as no:
        lifecycle.partner_refuses(services, row, no)
        raise
    lifecycle.partner_answers(services, row)
    return found


def _hooks(services: Services, schedule: Schedule) -> None:
    """Make the subscriptions that are needed, mend broken ones, remove those that nobody needs."""
    node_id = schedule.node_id
    needed = services.ledger.read(lambda tx: hooks.projects_needed(tx, node_id))
    subscribed = services.trackers.subscriptions(node_id)
    for project_id in needed:
        for event in EVENTS:
            row = services.ledger.write(
                lambda tx, project_id=project_id, event=event: hooks.want(tx, node_id, project_id, event)  # type: ignore[misc]
            )
            if row.status == "wanted" or (
                row.status == "failed" and services.now() - row.updated_at > RETRY_FAILED_HOOK_MS
            ):
                _subscribe(services, subscribed, row)
    _check_hooks(services, subscribed, node_id)
    gone = services.ledger.read(lambda tx: [one for one in hooks.list_for(tx, node_id) if one.project_id not in needed])
    if gone:
        subscribed.delete([one.subscription_id for one in gone if one.subscription_id])
        services.ledger.write(lambda tx: [hooks.remove(tx, node_id, one.id) for one in gone])


def _subscribe(services: Services, subscribed: HookSubscriptions, row: Hook) -> None:
    """Make one subscription; one that an earlier attempt made is found by its address."""
    url = hook_url(services, row)
    password = random_source.token_urlsafe(32)
    subject = secrets.of_hook(row.id)
    services.ledger.write(lambda tx: secrets.put(tx, row.node_id, HOOK_PASSWORD, password, subject=subject))
    try:
        known = subscribed.list(url=url)
        if known:
            made = subscribed.renew(known[0].id, row.event, row.project_id, url, password)
        else:
            made = subscribed.create(row.project_id, url, password, [row.event])[0]
    except PlatformError as problem:
        if problem.reason in (Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.REFUSED, Reason.REFUSED_FIELDS):
            words = f"Service hooks cannot be made: {problem.message}. Changes are found by polling."
            services.ledger.write(lambda tx: hooks.update(tx, row.node_id, row.id, status="failed", problem=words))
            return
        raise
    services.ledger.write(
        lambda tx: hooks.update(tx, row.node_id, row.id, status="active", subscription_id=made.id, problem="")
    )


def _check_hooks(services: Services, subscribed: HookSubscriptions, node_id: int) -> None:
    """Once an hour: is each subscription still enabled? One on probation or disabled is switched on again."""
    now = services.now()
    rows = services.ledger.read(lambda tx: hooks.list_for(tx, node_id, status="active"))
    due = [one for one in rows if now - (one.checked_at or one.created_at) > HOUR_MS]
    if not due:
        return
    found = {one.id: one for one in subscribed.list()}
    for row in due:
        there = found.get(row.subscription_id.lower())
        if there is None:
            services.ledger.write(
                lambda tx, row=row: hooks.update(tx, node_id, row.id, status="wanted", subscription_id="")  # type: ignore[misc]
            )
            continue
        if not there.enabled:
            subject = secrets.of_hook(row.id)
            password = services.ledger.read(
                lambda tx, subject=subject: secrets.get(tx, node_id, HOOK_PASSWORD, subject=subject)  # type: ignore[misc]
            )
            subscribed.renew(there.id, row.event, row.project_id, hook_url(services, row), password or "")
            log.warning("hook_mended", node=node_id, hook_event=row.event, was=there.status)
        services.ledger.write(lambda tx, row=row: hooks.update(tx, node_id, row.id, checked_at=now))  # type: ignore[misc]


def hook_url(services: Services, row: Hook) -> str:
    """The address of a subscription: our row's id, no secret."""
    return f"{services.deployment.base_url}/azuredevops/hooks/{row.node_id}/{row.id}"


def _erase_connection(services: Services, schedule: Schedule) -> None:
    """Erase a removed connection piece by piece, once its last message has left or is given up."""
    node_id, connection_id = schedule.node_id, schedule.connection_id
    row = services.ledger.read(lambda tx: connections.find(tx, node_id, connection_id))
    if row is None:
        services.ledger.write(lambda tx: schedules.remove(tx, node_id, "erase_connection", connection_id=connection_id))
        return
    if _leaving(services, row):
        return
    while not services.ledger.write(lambda tx: erase.erase_connection(tx, node_id, connection_id)):
        pass
    log.info("connection_erased", node=node_id, connection=connection_id)


def _leaving(services: Services, row: Connection) -> bool:
    line = services.ledger.read(lambda tx: queue.line(tx, row.node_id, "send", line_of(row.id)))
    return line is not None and (line.due_at is not None or line.owner is not None)


def _clean_up(services: Services, _: Schedule) -> None:
    """Forget what is old: deliveries, done events, messages, timelines; erase uninstalled tenants after the grace."""
    now = services.now()
    old, older = now - KEEP_DELIVERIES_MS, now - KEEP_HISTORY_MS
    purges: tuple[Callable[[Tx], int], ...] = (
        lambda tx: inbox.purge(tx, old),
        lambda tx: queue.purge_done(tx, old),
        lambda tx: messages.purge(tx, older),
        lambda tx: timeline.purge(tx, older),
        lambda tx: effects.purge(tx, older),
        lambda tx: errors.purge(tx, older),
        lambda tx: incoming_files.purge(tx, now - arriving.KEEP_MS, unanswered_before=older),
        lambda tx: jobs.purge(tx, old),
        lambda tx: nonces.purge(tx),
        lambda tx: budgets.purge(tx, older),
        lambda tx: usage.purge(tx, now - KEEP_USAGE_MS),
    )
    for purge in purges:
        while services.ledger.write(purge) >= 1_000:
            pass
    lifecycle.erase_overdue(services)


_RUNNERS: dict[str, Callable[[Services, Schedule], Any]] = {
    "acceptances": _acceptances,
    "expiry": _expiry,
    "nodes": _nodes,
    "poll": polling.poll,
    vanished.KIND: vanished.look,
    "credential": _credential,
    "outbox": _outbox,
    "hooks": _hooks,
    "erase_connection": _erase_connection,
    "clean_up": _clean_up,
    lifecycle.PRESENCE: lifecycle.tell_partners,
    lifecycle.SWITCHED_OFF: lifecycle.look_again,
}
