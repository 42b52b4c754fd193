"""The REST API, one module per area; importing this package fills the route table."""

from . import (
    comments,
    connection,
    core,
    extension_management,
    files,
    graph,
    history,
    hook_types,
    hooks,
    items,
    nodes,
    queries,
    recycle_bin,
    reports,
    security,
    tags,
    types,
)
from .routing import routes

__all__ = [
    "comments",
    "connection",
    "core",
    "extension_management",
    "files",
    "graph",
    "history",
    "hook_types",
    "hooks",
    "items",
    "nodes",
    "queries",
    "recycle_bin",
    "reports",
    "routes",
    "security",
    "tags",
    "types",
]
