"""What a rule's `httpClient` meets outside may be nested by the thousand: words for the rule, never a failure of ours."""

import socket

import pytest

from tests.pipeline.scripted import Scripted
from tests.unit.transport.servers import raw_server, reply


@pytest.mark.parametrize("status", ["200 OK", "400 Bad Request"])
@pytest.mark.parametrize("depth", [150, 900, 5_000])
def test_whatever_depth_is_sent_or_answered_the_next_change_arrives(
    scripted: Scripted, depth: int, status: str
) -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        connection.sendall(reply(status, b"[" * depth + b"]" * depth))

    failed = "catch (Exception e) { said << e.class.simpleName }"
    with raw_server(answer) as port:
        scripted.rule(
            "jira",
            outgoing=f"""
replica.summary = issue.summary
def deep = "[" * {depth} + "]" * {depth}
def said = []
try {{ httpClient.post("http://127.0.0.1:{port}/x", deep); said << "sent" }} {failed}
def lists = []
{min(depth, 150)}.times {{ lists = [lists] }}
try {{ httpClient.post("http://127.0.0.1:{port}/x", lists); said << "sent" }} {failed}
try {{ httpClient.get("http://127.0.0.1:{port}/x"); said << "read" }} {failed}
try {{ httpClient.get("https://[::1"); said << "called" }} {failed}
log.info said.join(" | ")
""",
            http_hosts=["127.0.0.1"],
        )
        issue = scripted.jira.create("Deep")
        scripted.settle()
    told = scripted.told("jira", issue)
    good = status.startswith("200")
    said = ["sent", "sent", "read"] if good else ["IssueTrackerException"] * 3
    assert f"log: {' | '.join(said)} | SecurityException" in told, (told, scripted.errors("jira"))
    assert scripted.twin_of(issue)
