"""Who wins where both sides edited a field: a policy for each connection and field.

Each side has its own settings and tells them with its messages, so that both sides come to the same answer:
`settings["conflicts"]` of the rule version maps a field (or `*`) to one of `POLICIES`.
"""

from collections.abc import Mapping
from typing import Any, Literal, cast

Policy = Literal["newest", "here", "there", "union", "ask"]
POLICIES: tuple[Policy, ...] = ("newest", "here", "there", "union", "ask")
Winner = Literal["here", "there", "union", "ask"]
_MIRRORED: Mapping[str, Policy] = {"here": "there", "there": "here"}


def policies_of(settings: Mapping[str, Any]) -> dict[str, Policy]:
    """The policies that a rule version names; what is no policy is left out."""
    found = settings.get("conflicts")
    return _checked(found)


def told(body: Mapping[str, Any]) -> dict[str, Policy]:
    """The partner's policies as seen from here: what the partner calls `here` is `there`."""
    return {name: _MIRRORED.get(policy, policy) for name, policy in _checked(body.get("policies")).items()}


def policy_for(name: str, policies: Mapping[str, Policy]) -> Policy:
    """The policy of a field, else that of all fields, else the newer edit."""
    return policies.get(name) or policies.get("*") or "newest"


def winner(ours: Policy, theirs: Policy, here_at: int, there_at: int, *, initiator: bool) -> Winner:
    """Who wins, alike on both sides: asking and uniting by either, then a side that both or one of them names.

    Two that name different sides, and two that name none, leave it to the newer edit; at the same moment the
    initiator's stands.
    """
    for policy in ("ask", "union"):
        if policy in (ours, theirs):
            return cast(Winner, policy)
    named = {ours, theirs} - {"newest"}
    if len(named) == 1:
        return cast(Winner, named.pop())
    return "there" if there_at > here_at or (there_at == here_at and not initiator) else "here"


def _checked(found: Any) -> dict[str, Policy]:
    if not isinstance(found, Mapping):
        return {}
    return {str(name): policy for name, policy in found.items() if policy in POLICIES}
