"""All tables of the ledger, by theme; `ALL` in the order in which they are created and copied."""

import peewee

from addon.storage.tables.base import Row
from addon.storage.tables.lines import (
    Budget,
    Effect,
    Error,
    Event,
    Inbox,
    IncomingFile,
    IncomingPiece,
    Job,
    Outbox,
    Received,
    Schedule,
    Stream,
    Turn,
)
from addon.storage.tables.metering import MonthlyUsage
from addon.storage.tables.operations import Audit, HookSubscription, HookUse
from addon.storage.tables.pairs import (
    Baseline,
    Conflict,
    DeferredLink,
    Replica,
    Timeline,
    Trace,
    Twin,
)
from addon.storage.tables.tenancy import (
    Acceptance,
    Connection,
    Node,
    Nonce,
    RuleCase,
    RuleVersion,
    Secret,
    Setting,
    Trigger,
)

ALL: tuple[type[Row], ...] = (
    Node,
    Secret,
    Setting,
    Nonce,
    Connection,
    RuleVersion,
    RuleCase,
    Trigger,
    Acceptance,
    Inbox,
    Stream,
    Event,
    Turn,
    Received,
    Outbox,
    IncomingFile,
    IncomingPiece,
    Effect,
    Error,
    Budget,
    Schedule,
    Job,
    Twin,
    Replica,
    Trace,
    Baseline,
    Conflict,
    DeferredLink,
    Timeline,
    HookSubscription,
    HookUse,
    Audit,
    MonthlyUsage,
)


def sql(text: str) -> peewee.SQL:
    """A piece of SQL, such as the condition of a partial index, word for word."""
    return peewee.SQL(text)


__all__ = [
    "ALL",
    "Acceptance",
    "Audit",
    "Baseline",
    "Budget",
    "Conflict",
    "Connection",
    "DeferredLink",
    "Effect",
    "Error",
    "Event",
    "HookSubscription",
    "HookUse",
    "Inbox",
    "IncomingFile",
    "IncomingPiece",
    "Job",
    "MonthlyUsage",
    "Node",
    "Nonce",
    "Outbox",
    "Received",
    "Replica",
    "Row",
    "RuleCase",
    "RuleVersion",
    "Schedule",
    "Secret",
    "Setting",
    "Stream",
    "Timeline",
    "Trace",
    "Trigger",
    "Turn",
    "Twin",
    "sql",
]
