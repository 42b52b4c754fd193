"""Files of a partner whose node nobody can call: it is asked for them, and sends them in pieces."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from addon.connections import arriving, files, handing
from addon.connections.calls import side_of
from addon.connections.peers import Peers
from addon.nodes.refusals import Refusal
from addon.simulators.faults import Fault
from addon.storage import connections, errors, incoming_files
from addon.storage.errors import Error
from addon.sync import keeping, problems, receiving
from tests.pipeline.cellar import Cellar

PIECE = 1000
CONTENT = bytes(range(256)) * 17  # 4,352 bytes: with the seal five pieces
DOWNLOADS = "*/_apis/wit/attachments/*"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "PIECE", PIECE)


@pytest.fixture
def pair(cellar: Cellar) -> Iterator[tuple[Cellar, str, str]]:
    """A pair of an issue at the public and an item at the private side."""
    issue, item = cellar.pair("As agreed")
    yield cellar, issue, item
    for one in (cellar.public, cellar.private):
        one.ledger.write(lambda tx: tx.change("UPDATE error SET resolved_at = ? WHERE resolved_at IS NULL", tx.now))
        one.ledger.write(lambda tx: tx.change("UPDATE stream SET due_at = NULL, blocked_by = NULL"))
        one.ledger.write(lambda tx: tx.change("UPDATE event SET state = 'done' WHERE state IN ('pending', 'error')"))
        one.ledger.write(
            lambda tx: tx.change("UPDATE connection SET health = 'healthy', health_reason = '', paused_until = 0")
        )


def told(cellar: Cellar) -> None:
    """Let the private side, whom nobody tells of edits, look for them, and work."""
    cellar.private.keep("poll", cellar.private.ado.caller.node_id)
    cellar.private.settle()


def settle(cellar: Cellar) -> None:
    told(cellar)
    cellar.settle()


def hurry(cellar: Cellar) -> None:
    """Let whatever waits for its time be due."""
    for one in (cellar.public, cellar.private):
        one.ledger.write(lambda tx: tx.change("UPDATE stream SET due_at = 0 WHERE due_at IS NOT NULL"))
        one.ledger.write(lambda tx: tx.change("UPDATE connection SET paused_until = 0"))


def until(cellar: Cellar, done: Callable[[], bool], rounds: int = 12) -> None:
    """Let time pass until something is so."""
    for _ in range(rounds):
        settle(cellar)
        if done():
            return
        hurry(cellar)
    raise AssertionError("it does not come to be so")


def kept(cellar: Cellar) -> list[Any]:
    """What the public side still keeps of files."""
    return list(cellar.public.ledger.read(lambda tx: tx.sql("SELECT id FROM incoming_piece")))


def open_errors(cellar: Cellar) -> list[Error]:
    node_id = cellar.public.jira.caller.node_id
    return list(cellar.public.ledger.read(lambda tx: errors.list_page(tx, node_id)).items)


def puts(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The calls about files that the private side makes from now on: method and query."""
    made: list[tuple[str, str]] = []
    real = handing._call

    def call(
        services: Any, connection: Any, side: Any, method: str, tail: str, query: str = "", data: bytes = b""
    ) -> Any:
        made.append((method, query))
        return real(services, connection, side, method, tail, query, data)

    monkeypatch.setattr(handing, "_call", call)
    return made


def test_a_private_sides_file_arrives_with_the_change_that_lists_it_and_nothing_of_it_is_kept(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    made = puts(monkeypatch)
    cellar.private.ado.attach(item, "plan.bin", CONTENT)
    cellar.private.ado.attach(item, "empty.txt", b"")
    cellar.private.ado.set(item, **{"System.Title": "With files"})
    settle(cellar)
    assert cellar.public.jira.files(issue) == {"plan.bin": CONTENT, "empty.txt": b""}
    assert cellar.public.jira.get(issue)["summary"] == "With files"
    assert [one for one in made if one[0] == "PUT"][:5] == [
        ("PUT", "from=0"), ("PUT", "from=1000"), ("PUT", "from=2000"), ("PUT", "from=3000"), ("PUT", "from=4000&last=1"),
    ]  # fmt: skip
    assert kept(cellar) == []
    assert open_errors(cellar) == []
    cellar.private.ado.set(item, **{"System.Title": "Later"})
    settle(cellar)
    assert len(cellar.public.jira.site.issues[issue].attachments) == 2
    assert len(cellar.private.ado.files(item)) == 2, "nothing of it comes back"


def test_a_file_that_was_cut_is_gone_on_with_where_it_ended(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    made = puts(monkeypatch)
    real = Peers._send

    def cut(self: Peers, node_url: str, method: str, tail: str, query: str, *more: Any) -> Any:
        if query == "from=2000":
            raise Refusal("partner_unreachable", "The partner's node broke off.", status=502)
        return real(self, node_url, method, tail, query, *more)

    with monkeypatch.context() as broken:
        broken.setattr(Peers, "_send", cut)
        cellar.private.ado.attach(item, "plan.bin", CONTENT)
        settle(cellar)
        assert cellar.public.jira.files(issue) == {}
        assert len(kept(cellar)) == 2
        assert cellar.private.ledger.read(lambda tx: tx.sql("SELECT health FROM connection")) == [("degraded",)]
    made.clear()
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})
    assert cellar.private.ledger.read(lambda tx: tx.sql("SELECT health FROM connection")) == [("healthy",)]
    assert made == [("GET", ""), ("PUT", "from=2000"), ("PUT", "from=3000"), ("PUT", "from=4000&last=1")]
    assert kept(cellar) == []


def test_a_piece_that_was_stored_while_its_answer_was_lost_is_not_stored_twice(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    real = Peers._send

    def lost(self: Peers, node_url: str, method: str, tail: str, query: str, *more: Any) -> Any:
        answer = real(self, node_url, method, tail, query, *more)
        if query in ("from=1000", "from=4000&last=1"):
            raise Refusal("partner_unreachable", "The partner's node broke off its answer.", status=502)
        return answer

    with monkeypatch.context() as broken:
        broken.setattr(Peers, "_send", lost)
        cellar.private.ado.attach(item, "plan.bin", CONTENT)
        settle(cellar)
        assert len(kept(cellar)) == 2
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})
    assert len(cellar.public.jira.site.issues[issue].attachments) == 1


def test_what_is_altered_on_the_way_is_never_attached_and_asked_for_anew(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    real = files.sealed
    with monkeypatch.context() as altered:
        altered.setattr(
            files, "sealed", lambda pieces, *more: (one.replace(b"\x07", b"\x08") for one in real(pieces, *more))
        )
        cellar.private.ado.attach(item, "plan.bin", CONTENT)
        settle(cellar)
    assert cellar.public.jira.files(issue) == {}
    assert kept(cellar) == []
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})


def test_while_the_private_side_is_away_everything_else_goes_on_and_the_file_comes_when_it_is_back(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    monkeypatch.setattr(receiving, "AGAIN_MS", 0)
    monkeypatch.setattr(receiving, "SILENT_MS", -1)
    cellar.private.ado.attach(item, "plan.bin", CONTENT)
    cellar.private.ado.comment(item, "See the plan")
    told(cellar)  # it sends, and then is switched off
    monkeypatch.setattr(receiving, "PRIVATE_MS", 0)
    for _ in range(3):
        hurry(cellar)
        cellar.public.settle()
    assert any("See the plan" in one for one in cellar.public.jira.comments(issue))
    assert cellar.public.jira.files(issue) == {}
    assert open_errors(cellar) == [], "a partner that has not heard the question is waited for"
    cellar.public.forget_calls()
    hurry(cellar)
    cellar.public.settle()
    assert cellar.public.vendor_calls()["jira"] == 0, "waiting costs no calls"
    monkeypatch.setattr(receiving, "SILENT_MS", 3_600_000)
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})
    assert len(cellar.private.ado.files(item)) == 1


def test_a_file_that_was_deleted_meanwhile_is_left_out_and_the_rest_arrives(pair: tuple[Cellar, str, str]) -> None:
    cellar, issue, item = pair
    cellar.private.ado.attach(item, "plan.bin", CONTENT)
    cellar.private.ado.set(item, **{"System.Title": "Meanwhile"})
    told(cellar)
    cellar.private.ado.simulator.bench.faults.add(Fault("status", path=DOWNLOADS, status=404))
    until(cellar, lambda: cellar.public.jira.get(issue)["summary"] == "Meanwhile")
    assert cellar.public.jira.files(issue) == {}
    assert open_errors(cellar) == []
    assert kept(cellar) == []


def test_a_file_that_is_too_large_is_left_out_with_an_error_that_says_so(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    monkeypatch.setattr(arriving, "LARGEST", 4000)
    cellar.private.ado.attach(item, "plan.bin", CONTENT)
    cellar.private.ado.set(item, **{"System.Title": "All the same"})
    settle(cellar)
    assert cellar.public.jira.get(issue)["summary"] == "All the same"
    assert cellar.waiting() == []
    (error,) = open_errors(cellar)
    assert "“plan.bin” was left out" in error.message
    assert "private" in error.message


def test_more_than_was_announced_is_not_taken(pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    cellar, issue, item = pair
    real = files.sealed
    with monkeypatch.context() as larger:
        larger.setattr(files, "sealed", lambda pieces, *more: real(iter([*pieces, b"x" * 5000]), *more))
        cellar.private.ado.attach(item, "plan.bin", CONTENT)
        settle(cellar)
        assert kept(cellar) == []
        assert cellar.public.jira.files(issue) == {}
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})


def test_files_wait_for_their_turn_where_others_have_the_room(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    monkeypatch.setattr(arriving, "ROOM_OF_CONNECTION", len(CONTENT) + files.SEAL_SIZE)
    for name in ("a.bin", "b.bin", "c.bin"):
        cellar.private.ado.attach(item, name, CONTENT)
    most = 0

    def all_here() -> bool:
        nonlocal most
        most = max(most, len(kept(cellar)))
        return len(cellar.public.jira.files(issue)) == 3

    until(cellar, all_here)
    assert most <= 5
    assert kept(cellar) == []
    assert "healthy" in {cellar.public.ledger.read(lambda tx: tx.sql("SELECT health FROM connection"))[0][0]}


def test_a_partner_that_knows_the_question_and_says_nothing_becomes_an_error_of_the_file(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    monkeypatch.setattr(receiving, "AGAIN_MS", 0)
    monkeypatch.setattr(receiving, "PRIVATE_MS", 0)
    monkeypatch.setattr(receiving, "SILENT_MS", -1)
    with monkeypatch.context() as deaf:
        deaf.setattr(handing, "asked", lambda *_: None)  # as a node does that is too old to know the question
        cellar.private.ado.attach(item, "plan.bin", CONTENT)
        settle(cellar)
        until(cellar, lambda: bool(open_errors(cellar)))
    (error,) = open_errors(cellar)
    assert (error.reason, error.direction) == ("partner_file", "file_in")
    assert "“plan.bin”" in error.message and "private" in error.message
    monkeypatch.setattr(receiving, "SILENT_MS", 3_600_000)
    problems.retry(cellar.public.services, cellar.public.jira.caller, error.id)
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})
    assert open_errors(cellar) == []


def test_only_what_was_asked_for_is_taken_in_and_only_in_whole_pieces(pair: tuple[Cellar, str, str]) -> None:
    cellar, _, item = pair
    public, private = cellar.public, cellar.private
    node_id = public.jira.caller.node_id
    public.ledger.write(
        lambda tx: incoming_files.ask(
            tx, node_id, cellar.connection_id, message_id="asked", entity_key=item, file_id="f", most=2500
        )
    )
    row = private.ledger.read(lambda tx: tx.sql("SELECT id FROM connection"))
    mine = private.ledger.read(lambda tx: connections.get(tx, private.ado.caller.node_id, row[0][0]))
    side = side_of(private.services, mine)

    def put(of: str, query: str, data: bytes) -> Any:
        return Peers(private.services).call(mine.partner_node_url, "PUT", f"/files/{of}", side, query=query, data=data)

    for of, query, data, reason in (
        ("unknown", "from=0", b"x" * PIECE, "file_not_wanted"),
        ("asked", "from=0", b"x", "bad_piece"),
        ("asked", "from=0", b"x" * (PIECE + 1), "bad_piece"),
        ("asked", "from=-1", b"x" * PIECE, "bad_piece"),
        ("asked", "", b"x" * PIECE, "bad_piece"),
    ):
        with pytest.raises(Refusal) as refused:
            put(of, query, data)
        assert refused.value.reason == reason
    assert put("asked", "from=1000", b"x" * PIECE) == {"next": 0, "whole": False}, "nothing may be missing before it"
    assert put("asked", "from=0", b"x" * PIECE) == {"next": 1000, "whole": False}
    assert put("asked", "from=0", b"y" * PIECE) == {"next": 1000, "whole": False}, "a repeat changes nothing"
    assert put("asked", "from=1000", b"x" * PIECE) == {"next": 2000, "whole": False}
    with pytest.raises(Refusal, match="more than was announced"):
        put("asked", "from=2000", b"x" * PIECE)
    assert kept(cellar) == []


def test_what_is_not_gone_on_with_is_forgotten_in_time(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, _, item = pair
    node_id = cellar.public.jira.caller.node_id

    def begin(tx: Any) -> None:
        incoming_files.ask(
            tx, node_id, cellar.connection_id, message_id="half", entity_key=item, file_id="h", most=2500
        )
        found = incoming_files.of_message(tx, node_id, cellar.connection_id, "half")
        assert found is not None
        assert incoming_files.begin(tx, node_id, found, room=10**6, room_of_connection=10**6)
        assert incoming_files.add(tx, node_id, found, 0, b"x", last=False)

    cellar.public.ledger.write(begin)
    keeping._clean_up(cellar.public.services, None)  # type: ignore[arg-type]
    assert len(kept(cellar)) == 1
    monkeypatch.setattr(arriving, "KEEP_MS", -1)
    keeping._clean_up(cellar.public.services, None)  # type: ignore[arg-type]
    assert kept(cellar) == []


def test_a_sign_in_page_in_place_of_a_file_is_not_handed_over_for_it(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cellar, issue, item = pair
    made = puts(monkeypatch)
    cellar.private.ado.simulator.bench.faults.add(
        Fault.from_json({"method": "GET", "path": DOWNLOADS, "kind": "html", "times": 1})
    )
    cellar.private.ado.attach(item, "plan.bin", CONTENT)
    settle(cellar)
    assert [one for one in made if one[0] == "PUT"] == []
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})
    assert open_errors(cellar) == kept(cellar) == []


@pytest.mark.parametrize("given", [CONTENT[:-100], CONTENT + b"more"])
def test_what_a_private_side_sent_and_is_not_as_announced_is_asked_for_anew(
    pair: tuple[Cellar, str, str], monkeypatch: pytest.MonkeyPatch, given: bytes
) -> None:
    """A node that does not look at what its tracker gave it."""
    cellar, issue, item = pair
    real, sent = files.sealed, []

    def sealed(pieces: Iterator[bytes], *more: str) -> Iterator[bytes]:
        sent.append(b"".join(pieces))
        return real(iter([given if len(sent) == 1 else sent[-1]]), *more)

    monkeypatch.setattr(files, "sealed", sealed)
    cellar.private.ado.attach(item, "plan.bin", CONTENT)
    until(cellar, lambda: cellar.public.jira.files(issue) == {"plan.bin": CONTENT})
    assert len(sent) == 2
    assert open_errors(cellar) == kept(cellar) == []
