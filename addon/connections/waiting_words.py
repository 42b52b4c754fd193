"""What a change waits for, in a sentence for a person: what is so, and what ends it.

Every reason that the engine keeps with a line has its words here; a test reads the engine's code for others. What a
partner's node answers may be a word of a later version: `of` has a sentence for any.
"""

from collections.abc import Mapping

TRACKER: Mapping[str, str] = {
    "rate_limited": "The tracker asked to wait.",
    "unavailable": "The tracker does not answer.",
    "timed_out": "The tracker did not answer in time.",
    "bad_answer": "Something other than the tracker seems to answer: a proxy, a sign-in page or maintenance.",
    "conflict": "Somebody edited it at the same moment.",
    "credential_rejected": "The tracker rejected the sync identity. See General settings, and Errors for what to do.",
    "no_sync_identity": "No sync identity is stored. Enter one under General settings.",
    "uninstalled": "Liaise was uninstalled here. Install it again, and this goes on.",
    "forbidden": "The sync identity may not do this. Grant it the permission in the project.",
    "not_found": "The tracker does not show it to the sync identity. Grant access, or see whether it was deleted.",
    "project_gone": "The sync identity does not see the project. Grant access, or select another under Edit.",
    "refused": "The tracker refused it. Errors shows what it says if it goes on.",
    "refused_fields": "The tracker refused some of its fields. Errors shows what it says if it goes on.",
    "too_large": "The tracker takes no more than it says. Shorten or take off what is too much.",
    "bad_query": "A trigger's query cannot be asked. Fix it on the Triggers tab.",
}
"""Of this side's tracker; its reasons are those of `platforms.errors`, some of which an error shows instead."""

HERE: Mapping[str, str] = {
    "licence_needed": "License needed: this side's evaluation or license has ended. See the License tab.",
    "own_create_open": "Waits for an answer about something that is being created.",
    "own_write_open": "Waits for a change that is being written here.",
    "parent_awaited": "Waits for its parent to arrive, because it is to be a sub-task. Without one it becomes an "
    "ordinary issue.",
    "scripts_unavailable": "Scripts cannot run on this deployment. The reason is on the Errors tab.",
    "row_missing": "What it belongs to is not stored here yet. It is looked for again, then becomes an error.",
    "secret_key_missing": "The process that tried lacks a key that encrypts secrets. Whoever runs Liaise has to start "
    "it with all keys.",
    "key_missing": "This connection's key is gone. Remove the connection and create a new one.",
}
"""Of this side itself."""

PARTNER: Mapping[str, str] = {
    "partner_file": "The partner's file cannot be fetched yet.",
    "no_room": "The partner takes other files first.",
    "busy": "The partner takes other files first.",
    "partner_unreachable": "The partner's node cannot be reached. Test connection shows what is in the way.",
    "partner_timeout": "The partner's node did not answer in time.",
    "partner_unavailable": "The partner's node has trouble of its own.",
    "partner_bad_answer": "Something other than the partner's node seems to answer. Ask its administrator.",
    "bad_answer_signature": "The answer was not signed by the partner of this connection. Ask its administrator "
    "whether the node was moved or restored.",
    "store_unavailable": "The partner's node cannot store anything right now.",
    "node_gone": "Liaise was uninstalled at the partner. This waits for it to come back; if it is over, remove the "
    "connection.",
    "unknown_side": "The partner's node no longer knows this connection. Ask its administrator; if it is over, remove "
    "the connection.",
    "unknown_node": "No node of the partner's is at its address any more. Ask its administrator; if it is over, remove "
    "the connection.",
    "clock_skew": "The clocks of the two nodes differ too much. Ask whoever runs them to set them right.",
    "bad_signature": "The partner's node does not take this side's signature. Ask its administrator whether the node "
    "was restored from a backup.",
    "bad_piece": "The partner's node wants a file's pieces in another order. It is asked where to go on.",
    "file_not_wanted": "The partner no longer waits for this file.",
}
"""Of the partner's node, or of the way to it."""

_WORDS: Mapping[str, str] = {**TRACKER, **HERE, **PARTNER}
_TO_PARTNER = ("send", "file_out")


def of(reason: str, direction: str) -> str:
    """What a line of that direction waits for; one sentence or two, whatever the word."""
    if not reason:
        return "It did not work yet."
    if direction not in _TO_PARTNER:
        return _WORDS.get(reason, f"It did not work yet ({reason}).")
    refused = f"The partner's node does not take it ({reason}). Test connection shows what it says."
    return {**_OF_BOTH, **HERE, **PARTNER}.get(reason, refused)


def of_tracker(reason: str) -> str:
    """Why this tenant's tracker is left alone."""
    return TRACKER.get(reason, "The tracker is left alone for a while.")


_FROM_HERE = ("rate_limited", "unavailable", "timed_out", "bad_answer", "credential_rejected", "no_sync_identity")
_OF_BOTH = {reason: TRACKER[reason] for reason in (*_FROM_HERE, "conflict", "uninstalled")}
"""Sending a file reads it from this side's tracker; other words on the way to a partner are the partner's."""
