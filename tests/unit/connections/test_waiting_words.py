"""Every reason that the engine keeps with a waiting change has a sentence for a person."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.connections import waiting_words
from addon.nodes.trackers import NoSyncIdentity, NotInstalled
from addon.platforms.errors import Reason
from addon.sync.way_out import PARTNER_GONE

ADDON = Path(waiting_words.__file__).parents[1]
ENGINE = sorted((ADDON / "sync").glob("*.py"))
WAITS = {"Later": 1, "_later": 3, "_release": 3, "_again": 2}
"""Calls that let a line wait, and which of their arguments is the reason."""
ASKED_BY_SENDING = ["door", "peers", "calls", "signing", "arriving"]
NOT_HEARD_WHEN_SENDING = {"unknown_nonce", "unknown_invitation", "not_found", "too_large"}
"""Of acceptances, and of what is no call of a line."""


def calls(path: Path) -> Iterator[ast.Call]:
    return (one for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.Call))


def text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def engine_reasons() -> set[str]:
    found = set()
    for path in ENGINE:
        for call in calls(path):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            place = WAITS.get(name)
            if place is not None and len(call.args) > place:
                found.add(text(call.args[place]))
            found.update(text(one.value) for one in call.keywords if one.arg == "waiting_for")
    return found - {""}


def partner_reasons() -> set[str]:
    found = set(PARTNER_GONE)
    for name in ASKED_BY_SENDING:
        for call in calls(ADDON / "connections" / f"{name}.py"):
            if isinstance(call.func, ast.Name) and call.func.id == "Refusal" and call.args:
                found.add(text(call.args[0]))
    return found - {""} - NOT_HEARD_WHEN_SENDING


def is_a_sentence(words: str, reason: str) -> bool:
    return words.endswith(".") and " " in words and f"({reason})" not in words and words != "It did not work yet."


def test_the_engine_is_read_where_it_lets_changes_wait() -> None:
    assert {
        "licence_needed",
        "own_create_open",
        "own_write_open",
        "scripts_unavailable",
        "row_missing",
    } <= engine_reasons()
    assert {"node_gone", "unknown_side", "partner_bad_answer", "clock_skew"} <= partner_reasons()


@pytest.mark.parametrize("reason", sorted(engine_reasons() | {NoSyncIdentity().reason, NotInstalled().reason}))
def test_what_the_engine_waits_for_is_said(reason: str) -> None:
    direction = "send" if reason in waiting_words.PARTNER else "in"
    assert is_a_sentence(waiting_words.of(reason, direction), reason)


@pytest.mark.parametrize("reason", sorted(map(str, Reason)))
def test_every_trouble_of_a_tracker_is_said(reason: str) -> None:
    assert is_a_sentence(waiting_words.of(reason, "in"), reason)


@pytest.mark.parametrize("reason", sorted(partner_reasons()))
def test_every_refusal_of_a_partners_node_is_said(reason: str) -> None:
    assert is_a_sentence(waiting_words.of(reason, "send"), reason)


@pytest.mark.parametrize(
    ("reason", "way_out"),
    [
        ("node_gone", "remove the connection"),
        ("uninstalled", "Install it again"),
        ("credential_rejected", "General settings"),
        ("no_sync_identity", "General settings"),
        ("licence_needed", "License tab"),
        ("scripts_unavailable", "Errors tab"),
        ("unknown_side", "Ask its administrator"),
        ("partner_unreachable", "Test connection"),
    ],
)
def test_what_a_person_can_end_says_how(reason: str, way_out: str) -> None:
    assert way_out in waiting_words.of(reason, "send")


def test_a_word_of_a_later_version_is_named_to_support() -> None:
    assert waiting_words.of("new_word", "send") == (
        "The partner's node does not take it (new_word). Test connection shows what it says."
    )
    assert waiting_words.of("new_word", "in") == "It did not work yet (new_word)."
    assert waiting_words.of("too_large", "send").startswith("The partner's node does not take it")
