"""What can go wrong at a tracker, each with a stable reason word and whether trying again can help.

The reason is shown in small text for support, used as the metric's label and stored with the error;
`message` is for people. Sources: `docs/adding-a-platform.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from addon.replica.values import Value


class Reason(StrEnum):
    """Why a tracker refused or did not answer."""

    CREDENTIAL_REJECTED = "credential_rejected"  # 401; Azure DevOps 203 or 302 to a sign-in page
    FORBIDDEN = "forbidden"  # 403
    NOT_FOUND = "not_found"  # 404: gone, or invisible for the sync identity
    CONFLICT = "conflict"  # 409, 412, TF26071: somebody wrote in between
    REFUSED_FIELDS = "refused_fields"  # 400 with words about single fields
    REFUSED = "refused"  # any other 4xx
    TOO_LARGE = "too_large"  # 413, TF237082
    RATE_LIMITED = "rate_limited"  # 429
    UNAVAILABLE = "unavailable"  # 5xx, connection refused or cut
    TIMED_OUT = "timed_out"  # no answer in time: a write may have happened
    BAD_ANSWER = "bad_answer"  # HTML instead of JSON, half an answer, a missing field
    PROJECT_GONE = "project_gone"
    BAD_QUERY = "bad_query"  # JQL or WIQL that the tracker does not accept


@dataclass(eq=False)
class PlatformError(Exception):
    """A tracker's refusal or failure.

    `permanent`: the same call will fail again until somebody changes something.
    `whole_credential`: not this entity's fault; everything with this credential is affected.
    `uncertain`: the call may have been carried out although no answer came.
    `retry_after`: seconds the tracker asked to wait, if it did.
    `fields`: tracker's words by field name.
    `only_entity`: a rate limit on writes to this one entity; others may be written.
    `at_tracker`: the tracker itself was asked and answered with trouble of its own, or not at all.
    `stored`: how fields stand after a call of several steps stopped on its way.
    """

    reason: Reason
    message: str
    status: int | None = None
    permanent: bool = False
    whole_credential: bool = False
    uncertain: bool = False
    retry_after: float | None = None
    fields: dict[str, str] = field(default_factory=dict)
    only_entity: bool = False
    at_tracker: bool = False
    stored: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"
