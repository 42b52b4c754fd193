"""Labels and tags in the form that they have here already.

Jira's labels have no spaces, Azure DevOps' tags neither commas nor semicolons; each takes `_` for them. A label that
went across and came back is the one that is here, not another one beside it.
"""

import re
from dataclasses import replace

from addon.replica.entity import Entity
from addon.rules.ruleset import Edits
from addon.sync.work import Work

FIELD = "labels"
_FOREIGN = re.compile(r"[\s,;]+")


def with_labels_as_here(work: Work, local: Entity | None, edits: Edits) -> Edits:
    """The edits, each wanted label spelled as here; between two of one product a spelling means what it says."""
    wanted, here = edits.fields.get(FIELD), local.fields.get(FIELD) if local is not None else None
    if work.node.kind == work.agreed.partner_kind or not isinstance(wanted, tuple) or not isinstance(here, tuple):
        return edits
    known = {_plain(one): one for one in here if isinstance(one, str)}
    spelled = tuple(one if one in here or not isinstance(one, str) else known.get(_plain(one), one) for one in wanted)
    if spelled == wanted:
        return edits
    return replace(edits, fields={**edits.fields, FIELD: tuple(dict.fromkeys(spelled))})


def _plain(label: str) -> str:
    return _FOREIGN.sub("_", label.strip())
