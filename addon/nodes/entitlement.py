"""What a node may do: in its evaluation, with a paid license, free, or without limits on an own installation.

One function answers, `licence_of`; what differs is where the answer comes from (`LICENSING`).
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from addon.nodes.refusals import Refusal
from addon.storage.nodes import DAY_MS

WARN_DAYS = (7, 3, 1)
Provider = Literal["evaluation", "marketplace", "key", "open"]
State = Literal["evaluation", "paid", "free", "open"]


@dataclass(frozen=True, slots=True)
class Licence:
    """What a node is entitled to now. `until` (ms) ends it; `days_left` counts begun days."""

    state: State
    until: int | None
    days_left: int | None
    reason: str
    provider: Provider
    lapsed: bool = False  # it is a license that ended, not only the evaluation

    @property
    def script_allowed(self) -> bool:
        """Whether Script and Visual connections run; Basic always does."""
        return self.state != "free"

    @property
    def warning(self) -> int | None:
        """Which of the warnings is due: the one of 7, 3 or 1 days before the end; None before, and afterwards."""
        left = self.days_left
        return min((days for days in WARN_DAYS if left <= days), default=None) if left else None


@dataclass(frozen=True, slots=True)
class LicensePolicy:
    """How this deployment licenses its nodes.

    `marketplace` asks Atlassian for a node: (active, evaluation) or None where it does not sell to that node.
    """

    provider: Provider
    evaluation_days: int
    public_key: str = ""


def licence_of(
    policy: LicensePolicy,
    *,
    installed_at: int,
    node_instance: str,
    key_text: str | None,
    now_ms: int,
    sold: Callable[[], tuple[bool, bool] | None] = lambda: None,
) -> Licence:
    """What one node may do now. `sold` asks the marketplace and is called only where that is the provider."""
    if policy.provider == "open":
        return Licence("open", None, None, "This installation has no license limits.", "open")
    key = _from_key(policy, node_instance, key_text, now_ms)
    if key and not key.lapsed:
        return key
    if policy.provider == "marketplace":
        answer = sold()
        if answer is not None and answer[0]:
            words = "Evaluation license from the Atlassian Marketplace." if answer[1] else "Licensed through Atlassian."
            return Licence("evaluation" if answer[1] else "paid", None, None, words, policy.provider)
        if answer is not None:
            return Licence("free", None, 0, "The Marketplace license of this site is not active.", policy.provider)
    evaluation = _evaluation(policy, installed_at, now_ms)
    return key if key and evaluation.state == "free" else evaluation


def _evaluation(policy: LicensePolicy, installed_at: int, now_ms: int) -> Licence:
    until = installed_at + policy.evaluation_days * DAY_MS
    if now_ms < until:
        left = -((now_ms - until) // DAY_MS)
        return Licence("evaluation", until, left, "Evaluation with everything included.", policy.provider)
    return Licence(
        "free", until, 0, "The evaluation has ended. Script and Visual mode need a paid license.", policy.provider
    )


def _from_key(policy: LicensePolicy, node_instance: str, key_text: str | None, now_ms: int) -> Licence | None:
    if not key_text:
        return None
    try:
        claims = read_key(policy, key_text, node_instance)
    except Refusal:
        return None
    until = int(claims["exp"]) * 1000
    if until <= now_ms:
        words = "The license has ended. Script and Visual mode need a new one."
        return Licence("free", until, 0, words, policy.provider, lapsed=True)
    return Licence("paid", until, -((now_ms - until) // DAY_MS), f"Licensed to {claims['sub']}.", policy.provider)


def read_key(policy: LicensePolicy, text: str, node_instance: str) -> dict[str, Any]:
    """The claims of a license key for this node; raises `Refusal` license_unknown or license_other_instance."""
    if not policy.public_key:
        raise Refusal("license_unknown", "This deployment does not use license keys.", field="key")
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(policy.public_key + "=="))
        claims: dict[str, Any] = jwt.decode(
            "".join(text.split()),
            public,
            algorithms=["EdDSA"],
            audience="liaise-license",
            options={"require": ["exp", "sub", "aud", "node"], "verify_exp": False},
        )
    except (jwt.InvalidTokenError, ValueError) as problem:
        raise Refusal(
            "license_unknown", "This is not a license key of this deployment. Paste the whole text you received.", "key"
        ) from problem
    if claims["node"] != node_instance:
        raise Refusal(
            "license_other_instance", "This license key is for another instance. Ask for one for this instance.", "key"
        )
    return claims
