"""A tracker or a partner that answers nobody: its lines wait together, and one asks for all of them.

Three different entities met with silence, without an answer between them, and a look at who we are that fails too, are
an outage of the tracker; a partner's node is away with the first call that it does not take. Who waits is not claimed
(`storage.outages` holds the tenant or the connection, for all processes), so that an outage costs one attempt each
time and not one for each line. The pauses double up to a minute. The first answer to anything ends it.

An entity that nobody answers for while others are served is no outage: it is asked about by itself (`alone`).
"""

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.silences import Scope
from addon.nodes.trackers import NoSyncIdentity
from addon.platforms.errors import PlatformError, Reason
from addon.storage import outages
from addon.storage.outages import Outage
from addon.storage.queue import Claim
from addon.storage.transaction import Tx
from addon.sync import alone
from addon.sync.work import Later

FEW = 3
"""Different entities: one that times out by itself is nobody else's business, and two may share what fails."""
FIRST_MS = 2_000
LONGEST_MS = 60_000
AHEAD_MS = 90_000
"""So long whoever asks for all others is waited for; then another does."""
TO_PARTNER = ("send", "file_out")
SILENT = (Reason.UNAVAILABLE, Reason.TIMED_OUT)


class Watched:
    """While this is open a claimed line runs; raises `Later` at its door where another asks for all in an outage.

    What a line met is told by `of_tracker` and `of_partner` afterwards; one that asked nobody lets the next ask.
    """

    def __init__(self, services: Services, claim: Claim) -> None:
        self._services = services
        self._claim = claim
        self._ahead: Scope | None = None

    def __enter__(self) -> None:
        scope = scope_of(self._claim)
        if scope is not None and self._services.trackers.silences.suspected(scope):
            self._ahead = scope if _goes_ahead(self._services, self._claim, scope) else None

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: object) -> None:
        if self._ahead is not None and not (problem is not None and silent(self._claim, problem)):
            _asked_nobody(self._services, self._ahead)


def silent(claim: Claim, problem: BaseException) -> bool:
    """Whether this is what an outage looks like from such a line."""
    if claim.direction in TO_PARTNER:
        return isinstance(problem, Refusal) and not isinstance(problem, NoSyncIdentity)
    return isinstance(problem, PlatformError) and problem.reason in SILENT and problem.at_tracker


def scope_of(claim: Claim) -> Scope | None:
    """Whom the line depends on; None for a notice to a partner, which waits by itself."""
    if claim.direction in TO_PARTNER:
        return (claim.node_id, claim.connection_id) if claim.connection_id else None
    return claim.node_id, 0


def of_tracker(services: Services, claim: Claim, reason: str) -> int | None:
    """A line met a tracker's silence: until when (ms) it waits with all others; None where it waits by itself."""
    scope: Scope = (claim.node_id, 0)
    silences = services.trackers.silences
    ahead = silences.is_ahead(scope, claim.stream_id)
    many = silences.failed(scope, claim.local_entity or claim.entity_key)
    known = services.ledger.read(lambda tx: outages.find(tx, *scope))
    if known is not None:
        silences.keep(scope)
        if known.until > services.now() and not ahead:
            return known.until  # it was on its way when somebody else found out
    elif many < FEW:
        return None
    with silences.judging(scope) as mine:
        if not mine:
            return None
        away = alone.is_away(services, claim)
        if away:
            until, wait = services.ledger.write(lambda tx: _hold(tx, scope, reason))
            silences.keep(scope)
            silences.send_ahead(scope, 0)
    if not away:
        if silences.answered(scope):
            services.ledger.write(lambda tx: outages.end(tx, *scope))
        return None
    return until + (wait if ahead else 0)  # so that another asks next: this one may be silent for reasons of its own


def of_partner(tx: Tx, services: Services, claim: Claim, reason: str, *, wait_ms: int | None = None) -> tuple[int, int]:
    """A line was not taken by the partner, in the transaction that says so: until when (ms) its connection waits, and
    since when nothing was taken. `wait_ms` where it is known how long to leave it alone."""
    scope: Scope = (claim.node_id, claim.connection_id)
    silences = services.trackers.silences
    known = outages.find(tx, *scope)
    if known is not None and known.until > tx.now and not silences.is_ahead(scope, claim.stream_id):
        until, since = known.until, known.since
    else:
        until, _ = _hold(tx, scope, reason, wait_ms)
        since = known.since if known is not None else tx.now
    tx.after_commit(lambda: _noted(services, scope, claim))
    return until, since


def partner_answered(tx: Tx, services: Services, node_id: int, connection_id: int) -> None:
    """The partner took something: what waits for it goes on."""
    outages.end(tx, node_id, connection_id)

    def heard() -> None:
        services.trackers.silences.answered((node_id, connection_id))

    tx.after_commit(heard)


def _noted(services: Services, scope: Scope, claim: Claim) -> None:
    silences = services.trackers.silences
    silences.failed(scope, claim.entity_key)
    silences.keep(scope)
    if silences.is_ahead(scope, claim.stream_id):
        silences.send_ahead(scope, 0)


def _hold(tx: Tx, scope: Scope, reason: str, wait_ms: int | None = None) -> tuple[int, int]:
    known = outages.find(tx, *scope)
    wait = wait_ms if wait_ms is not None else _pause(known, tx.now)
    outages.hold(tx, *scope, tx.now + wait, reason)
    return tx.now + wait, wait


def _pause(known: Outage | None, now: int) -> int:
    """As long again as it has lasted."""
    return min(LONGEST_MS, max(FIRST_MS, now - known.since if known is not None else 0))


def _goes_ahead(services: Services, claim: Claim, scope: Scope) -> bool:
    """Whether this line asks for all others; raises `Later` where another does."""

    def go(tx: Tx) -> tuple[Outage | None, bool]:
        known = outages.find(tx, *scope)
        if known is None:
            return None, False
        if outages.is_lifted(tx, *scope, known):
            outages.end(tx, *scope)
            return None, False
        return known, known.until <= tx.now and outages.send_ahead(tx, *scope, tx.now + AHEAD_MS)

    silences = services.trackers.silences
    if services.ledger.read(lambda tx: outages.find(tx, *scope)) is None:
        return False
    known, mine = services.ledger.write(go)
    if known is None:
        return False
    silences.keep(scope)
    if mine:
        silences.send_ahead(scope, claim.stream_id)
        return True
    found = services.ledger.read(lambda tx: outages.find(tx, *scope))
    if found is None:
        return False
    raise Later(max(50, found.until - services.now()), found.reason)


def _asked_nobody(services: Services, scope: Scope) -> None:
    silences = services.trackers.silences
    if silences.suspected(scope):
        silences.send_ahead(scope, 0)
        services.ledger.write(lambda tx: outages.ask_now(tx, *scope))
