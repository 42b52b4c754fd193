"""The page for whoever writes a peer says field by field what the code reads and writes."""

import ast
import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import jwt
import pytest
from pydantic import BaseModel

from addon.connections import codes, door, inbound, keys, models, questions, signing
from addon.connections.codes import Payload
from addon.connections.signing import Signed

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "protocol.md").read_text("utf-8")
FLAT = " ".join(PAGE.split())
PRIVATE = keys.new_private_key()


def section(title: str) -> str:
    return PAGE.split(f". {title}\n", 1)[1].split("\n## ", 1)[0]


def first_column(text: str, head: str) -> set[str]:
    """The names in the first column of the table that begins with this head."""
    rows = text.split(f"| {head} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def examples(text: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)]


def names(shape: type[BaseModel]) -> set[str]:
    return set(shape.model_fields)


def optional(shape: type[BaseModel]) -> set[str]:
    return {name for name, one in shape.model_fields.items() if not one.is_required()}


def told(*parts: str) -> bool:
    return all(part in FLAT for part in parts)


def test_an_invitation_code_holds_what_the_page_lists() -> None:
    listed = first_column(section("The invitation code"), "name")
    assert listed == {one.name for one in fields(Payload)} - {"written"}
    assert {one for one in listed if one.startswith("meant_for")} == codes._MAY_BE_ABSENT
    assert first_column(section("Acceptance"), "`state`") == set(get_args(annotation(models.AcceptanceAnswer, "state")))


def annotation(shape: type[BaseModel], name: str) -> Any:
    return shape.model_fields[name].annotation


def test_signatures_carry_the_claims_that_the_page_lists() -> None:
    how: dict[str, Any] = {"private_key": PRIVATE, "sender": "me", "receiver": "you", "now_ms": 0}
    request = signing.sign_request(Signed("GET", "/", "", b""), nonce="n", **how)[len(signing.SCHEME) :]
    answer = signing.sign_answer(b"", status=200, request_nonce="n", **how)
    unproven: Any = {"options": {"verify_signature": False}}
    assert set(jwt.decode(request, **unproven)) == first_column(section("Signatures"), "claim")
    said = re.search(r"by the answering side's key: (.*?)\. The receiver", FLAT)
    assert said is not None
    assert set(jwt.decode(answer, **unproven)) == set(re.findall(r"`([a-z]+)`", said[1].replace("`jti`", "")))


def test_the_limits_of_signatures_are_those_of_the_page() -> None:
    assert told(
        f"`exp` at most {signing.LIFETIME_S} after `iat`",
        f"Clocks may differ by {signing.SKEW_S} s",
        f"fresh for each request, 1 to {signing.NONCE_MAX} characters of ASCII",
    )


@pytest.mark.parametrize(
    ("title", "at", "path", "shape", "may_be_left_out"),
    [
        ("Acceptance", 0, [], models.AcceptanceRequest, set()),
        ("Acceptance", 0, ["acceptor"], models.Acceptor, {"admin", "version", "reachable"}),
        ("Acceptance", 1, [], models.AcceptanceAnswer, {"initiator"}),
        ("Acceptance", 1, ["initiator"], models.InitiatorFacts, {"url", "label", "admin", "kind", "console_url"}),
        ("Messages", 0, [], models.Message, {"entity", "epoch", "seq", "at", "body"}),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else "",
)
def test_an_example_has_every_field_of_its_shape_and_no_other(
    title: str, at: int, path: list[str], shape: type[BaseModel], may_be_left_out: set[str]
) -> None:
    example = examples(section(title))[at]
    for name in path:
        example = example[name]
    assert set(example) == names(shape)
    assert optional(shape) == may_be_left_out


@pytest.mark.parametrize(
    ("before", "shape"),
    [
        ("which has to answer ", models.CallbackAnswer),
        ("`POST /declines` with ", models.Decline),
        ('"payload_hash", "decliner": ', models.Decliner),
        ("`GET {node URL}/declines/{nonce}`, which has to answer ", models.DeclineAnswer),
        ("`POST /messages`, signed, carries ", models.Envelope),
        ("`POST /previews` with ", models.PreviewRequest),
        ("`POST /checks` with ", models.CheckRequest),
        ('`POST /checks` with `{"pairs": [', models.CheckedPair),
        ("only then sends `POST /outbox/ack` with ", models.Acknowledgement),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else "",
)
def test_a_shape_within_a_sentence_names_every_field_and_no_other(before: str, shape: type[BaseModel]) -> None:
    text = FLAT.split(before, 1)[1].lstrip("`")
    assert text.startswith("{")
    assert outermost(text) == names(shape)


def outermost(text: str) -> set[str]:
    """The names of the object that begins the text, without those of objects within."""
    deep, found = 0, set()
    for one in re.finditer(r"[{\[\]}]|\"([a-z_]+)\"", text):
        if one[1]:
            if deep == 1:
                found.add(one[1])
        else:
            deep += 1 if one[0] in "{[" else -1
        if not deep:
            break
    return found


def test_the_limits_of_messages_are_those_of_the_page() -> None:
    assert told(
        f'carries `{{"messages": [message, …]}}` (at most {models.MAX_MESSAGES})',
        f"(signed, at most {most(models.CheckRequest, 'pairs')} pairs)",
        f"(at most {most(models.Acknowledgement, 'ids')})",
    )
    assert told("from 0 to below 2^53", "ids have at most 200 characters")
    for changes, fits in (
        ({"id": "i" * 200, "seq": 2**53 - 1, "entity": "e" * 200, "kind": "k" * 40}, True),
        ({"id": "i" * 201}, False),
        ({"id": ""}, False),
        ({"entity": "e" * 201}, False),
        ({"seq": 2**53}, False),
        ({"epoch": -1}, False),
        ({"at": 2**53}, False),
        ({"seq": True}, False),
        ({"kind": "k" * 41}, False),
        ({"body": {"replica": []}}, False),
    ):
        message = {"id": "1", "kind": "ping"} | changes  # type: ignore[operator]
        raw = json.dumps({"messages": [message]}).encode()
        try:
            models.read(models.Envelope, raw)
            assert fits, changes
        except models.Refusal as no:
            assert (no.reason, fits) == ("bad_body", False), changes


def most(shape: type[BaseModel], name: str) -> int:
    return next(one.max_length for one in shape.model_fields[name].metadata if hasattr(one, "max_length"))


def test_every_kind_of_message_that_is_understood_is_listed() -> None:
    tree = ast.parse(Path(inbound.__file__).read_text("utf-8"))
    notices = {
        case.pattern.value.value
        for case in (one for node in ast.walk(tree) if isinstance(node, ast.Match) for one in node.cases)
        if isinstance(case.pattern, ast.MatchValue) and isinstance(case.pattern.value, ast.Constant)
    }
    assert len(notices) > 3
    assert first_column(section("Messages"), "kind") == inbound.ABOUT_ENTITIES | questions.KINDS | notices


def test_every_address_that_is_served_is_described() -> None:
    for method, path in door._ROUTES:
        assert f"`{method} {path}" in FLAT, path
