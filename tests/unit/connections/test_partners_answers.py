"""What a partner's node answers is somebody else's: whatever it is, it is refused in words and costs next to nothing."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from addon.connections import keys, partner_files, peers, signing
from addon.connections.peers import ANSWER_HEADER, PeerAnswer, Peers, Side
from addon.nodes.refusals import Refusal
from addon.platforms.errors import PlatformError
from addon.transport.exchange import Answer

NODE = "https://partner.example/n/" + "0" * 32
OURS, THEIRS = keys.new_private_key(), keys.new_private_key()
SIDE = Side("we", OURS, "they", keys.public_key_of(THEIRS))
DEEP = [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 700 + b"]" * 700]


def services(status: int, body: bytes, *, signed: bool = False) -> Any:
    """What is asked at this partner is answered so."""

    def request(*_: Any, **__: Any) -> Answer:
        made = {}
        if signed:
            made[ANSWER_HEADER] = signing.sign_answer(
                body,
                status=status,
                private_key=THEIRS,
                sender="they",
                receiver="we",
                request_nonce="nonce",
                now_ms=0,
            )
        return Answer(status, made, body, NODE)

    return SimpleNamespace(
        deployment=SimpleNamespace(base_url="https://liaise.example"),
        outside=SimpleNamespace(request=request),
        now=lambda: 0,
        random_token=lambda: "nonce",
    )


def refused(status: int, body: bytes, *, signed: bool) -> Refusal:
    with pytest.raises(Refusal) as caught:
        Peers(services(status, body, signed=signed)).call(NODE, "POST", "/messages", SIDE, body={})
    return caught.value


@pytest.mark.parametrize("body", DEEP, ids=["lists", "objects", "seven hundred"])
@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
def test_brackets_by_the_hundred_are_a_bad_answer(body: bytes, status: int, signed: bool) -> None:
    assert refused(status, body, signed=signed).reason in ("partner_bad_answer", "bad_answer_signature")
    with pytest.raises(Refusal) as caught:
        PeerAnswer(status, {}, body).json()
    assert caught.value.reason == "partner_bad_answer"


@pytest.mark.parametrize("body", [b"[]", b'"no"', b"7", b"null", b'{"reason": 7, "message": "x"}', b'{"reason": "no"}'])
@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
def test_a_no_of_another_shape_is_a_bad_answer(body: bytes, signed: bool) -> None:
    no = refused(400, body, signed=signed)
    assert (no.reason, no.message) == ("partner_bad_answer", "The partner's node answered with status 400.")


@pytest.mark.parametrize("reason", ["x" * 41, "Two words", "line\nbreak", "<b>", "", "\u202ereversed"])
def test_what_is_no_word_is_not_stored_and_counted_as_one(reason: str) -> None:
    body = json.dumps({"reason": reason, "message": "No."}).encode()
    assert refused(400, body, signed=True).reason == "partner_bad_answer"


def test_a_partners_own_no_keeps_its_word_and_a_sentence_with_an_end() -> None:
    body = json.dumps({"reason": "revoked", "message": "This is no more. " * 9_000}).encode()
    no = refused(403, body, signed=True)
    assert (no.reason, no.status, len(no.message)) == ("revoked", 403, peers.LONGEST_WORDS)


class Endless:
    """The pieces of an answer without an end, of which nobody needs more than the beginning."""

    def __init__(self) -> None:
        self.given = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        self.given += 1
        if self.given > 1_000:
            raise AssertionError("more was read than is ever understood")
        return b"x" * 65_536

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_comes_instead_of_a_file_is_neither_collected_nor_kept_open(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    endless = Endless()
    asked = services(200, b"")
    asked.outside.stream = lambda *_, **__: (status, {}, endless)
    asked.ledger = SimpleNamespace(read=lambda _: None)
    monkeypatch.setattr(partner_files, "side_of", lambda *_: SIDE)
    row: Any = SimpleNamespace(node_id=1, id=1, transport="push", partner_node_url=NODE)
    with pytest.raises(PlatformError):
        next(partner_files.PartnerFiles(asked, row, "9", {}).open("1"))
    assert endless.given < 5
    assert endless.closed
