"""Evaluation, paid, free, open: who may use Script mode, and until when."""

import base64

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from addon.nodes.entitlement import LicensePolicy, licence_of, read_key
from addon.nodes.refusals import Refusal
from addon.storage.nodes import DAY_MS

INSTALLED = 1_795_000_000_000
SIGNER = Ed25519PrivateKey.generate()
PUBLIC = base64.urlsafe_b64encode(
    SIGNER.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
).decode()


def ask(provider: str = "evaluation", days: float = 0, evaluation_days: int = 30, **more: object):  # type: ignore[no-untyped-def]
    policy = LicensePolicy(provider, evaluation_days, PUBLIC)  # type: ignore[arg-type]
    now = INSTALLED + int(days * DAY_MS)
    return licence_of(policy, installed_at=INSTALLED, node_instance="i-1", key_text=None, now_ms=now, **more)  # type: ignore[arg-type]


def key(node: str = "i-1", days: int = 100, signer: Ed25519PrivateKey = SIGNER) -> str:
    claims = {"sub": "Acme", "aud": "liaise-license", "node": node, "exp": (INSTALLED + days * DAY_MS) // 1000}
    return jwt.encode(claims, signer, algorithm="EdDSA")


def test_an_evaluation_has_everything_for_thirty_days() -> None:
    assert (ask(days=0).state, ask(days=0).days_left) == ("evaluation", 30)
    assert (ask(days=29.5).state, ask(days=29.5).days_left) == ("evaluation", 1)
    assert ask(days=29.5).script_allowed


def test_after_the_evaluation_only_basic_is_left() -> None:
    assert ask(days=30).state == "free"
    assert not ask(days=30).script_allowed


def test_an_evaluation_of_no_days_has_ended() -> None:
    assert ask(evaluation_days=0).state == "free"


def test_the_end_is_warned_of_7_3_and_1_days_before() -> None:
    at = {20: None, 22.9: None, 23.5: 7, 26.9: 7, 27: 3, 28.9: 3, 29: 1, 29.99: 1, 30: None, 40: None}
    assert {days: ask(days=days).warning for days in at} == at


def test_a_license_key_for_this_instance_makes_it_paid_until_its_end() -> None:
    policy = LicensePolicy("key", 0, PUBLIC)
    now = INSTALLED + 10 * DAY_MS
    made = licence_of(policy, installed_at=INSTALLED, node_instance="i-1", key_text=key(), now_ms=now)
    assert (made.state, made.days_left) == ("paid", 90)
    late = licence_of(policy, installed_at=INSTALLED, node_instance="i-1", key_text=key(days=5), now_ms=now)
    assert (late.state, late.lapsed, late.until) == ("free", True, INSTALLED + 5 * DAY_MS)


def test_a_key_that_ran_out_leaves_the_rest_of_the_evaluation() -> None:
    policy = LicensePolicy("evaluation", 30, PUBLIC)
    late = licence_of(
        policy, installed_at=INSTALLED, node_instance="i-1", key_text=key(days=5), now_ms=INSTALLED + 10 * DAY_MS
    )
    assert (late.state, late.lapsed) == ("evaluation", False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (key(node="i-2"), "license_other_instance"),
        (key(signer=Ed25519PrivateKey.generate()), "license_unknown"),
        ("hello", "license_unknown"),
        ("", "license_unknown"),
    ],
)
def test_other_keys_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_key(LicensePolicy("key", 0, PUBLIC), text, "i-1")
    assert refused.value.reason == reason


def test_the_marketplace_decides_where_it_sells() -> None:
    assert ask("marketplace", sold=lambda: (True, False)).state == "paid"
    assert ask("marketplace", sold=lambda: (True, True)).state == "evaluation"
    assert ask("marketplace", sold=lambda: (False, False)).state == "free"
    assert ask("marketplace", sold=lambda: None).state == "evaluation"


def test_an_open_installation_has_no_limits() -> None:
    assert ask("open", days=9999).script_allowed
