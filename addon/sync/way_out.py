"""What an administrator can do about an error, in a sentence or two: the cause is named beside it."""

from addon.platforms.errors import Reason

WHAT_TO_DO = {
    Reason.FORBIDDEN: "Grant the sync identity the permission in the project, then retry.",
    Reason.NOT_FOUND: "The entity or project is gone, or hidden from the sync identity. Grant access, then retry.",
    Reason.PROJECT_GONE: "Let the sync identity see the project again, or select another one for the incoming sync "
    "under Edit, then retry.",
    Reason.REFUSED_FIELDS: "Fix the rules or the fields named here, then retry, or skip this event.",
    Reason.REFUSED: "Read what the tracker says, fix it there or in the rules, then retry, or skip this event.",
    Reason.BAD_ANSWER: "Something other than the tracker seems to answer: a proxy, a sign-in page or maintenance. "
    "Open its address in a browser, then retry.",
    Reason.CONFLICT: "Somebody or something keeps editing the entity. Wait until it is quiet, then retry.",
    Reason.TOO_LARGE: "The tracker takes no more than it says here. Shorten or take off what is too much, there or on "
    "the other side, then retry, or skip this event.",
    Reason.UNAVAILABLE: "The tracker fails on this entity and works for others. Open it there: an app, an automation "
    "or one of its fields may make it fail. Then retry, or skip this event.",
    Reason.TIMED_OUT: "The tracker takes too long for this entity and works for others. Open it there: an automation "
    "may hold it up, or it may be too large. Then retry, or skip this event.",
}
IN_BASIC = {
    Reason.REFUSED_FIELDS: "Change what is named here on the other side, or what this project asks for, then retry, or "
    "skip this event. The rules of Basic mode are fixed; those of Script mode can be edited.",
    Reason.REFUSED: "Read what the tracker says and fix it there or on the other side, then retry, or skip this event. "
    "The rules of Basic mode are fixed; those of Script mode can be edited.",
}
"""The same where nobody can change a rule."""
PARTNER_GONE = {
    "node_gone": "Liaise was uninstalled at the partner. Changes wait for it to come back; if it is over, remove the "
    "connection.",
    "unknown_side": "The partner's node no longer knows this connection. Ask its administrator; if it is over, remove "
    "the connection.",
    "unknown_node": "No node of the partner's is at its address any more. Ask its administrator; if it is over, remove "
    "the connection.",
}
FILE_TODO = (
    "See whether the file opens on the other side. Then retry, or skip to leave it out; everything else of the entity "
    "goes on meanwhile."
)

PRIVATE_FILE_TODO = (
    "Look on the other side, under Errors and in the sync queue: its tracker may not give the file, or its node may be "
    "too old to know the question. Then retry, or skip to leave it out; everything else goes on meanwhile."
)
GONE_TODO = "Name another field or none in the rules, then retry; or make the field again, or skip this event."
TEXT_TODO = (
    "The other side's node may be newer: update this one, then retry. Or let somebody there write that text anew, and "
    "skip this event."
)
