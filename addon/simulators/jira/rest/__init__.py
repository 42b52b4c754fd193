"""The public REST API, versions 2 and 3, and the Connect resources."""

from flask import Flask

from ..site import JiraSite
from . import (
    addons,
    attachments,
    boards,
    catalogue,
    comments,
    issues,
    links,
    metadata,
    permissions,
    projects,
    properties,
    search,
    users,
    webhooks,
    worklogs,
)
from .api import mount

TABLES = (
    addons.table,
    attachments.table,
    boards.table,
    catalogue.table,
    comments.table,
    issues.table,
    links.table,
    metadata.table,
    permissions.table,
    projects.table,
    properties.table,
    search.table,
    users.table,
    webhooks.table,
    worklogs.table,
)


def attach(app: Flask, site: JiraSite) -> None:
    """Add every endpoint to an app."""
    mount(app, site, TABLES)
