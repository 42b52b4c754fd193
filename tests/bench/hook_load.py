"""Signed webhooks of Jira on a server, over several keep-alive connections from one thread: `python -m tests.bench.hook_load`.

Every request is one that Jira would send: its own delivery id, its own token whose hash covers method, path and query.
Tokens are made before the clock starts. The job comes as JSON on standard input, the result leaves as JSON.
"""

import json
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import jwt

from addon.simulators.jira.connect.qsh import hash_url
from tests.bench.ledger_load import run_requests

EVENTS = ("issue_updated", "comment_created", "issue_updated", "issue_created")


def signed_hooks(job: dict[str, Any], count: int) -> list[bytes]:
    """So many different deliveries about these issues, by turns."""
    now, issues = int(time.time()), job["entities"]
    found = []
    for number in range(count):
        issue = issues[number % len(issues)]
        path = f"/jira/hooks/{EVENTS[number % len(EVENTS)]}?issue={issue}&project={job['project']}"
        claims = {"iss": job["client_key"], "iat": now, "exp": now + 900, "qsh": hash_url("POST", path, "")}
        token = jwt.encode(claims, job["secret"], algorithm="HS256")
        found.append(
            (
                f"POST {path} HTTP/1.1\r\nHost: {job['host']}\r\nUser-Agent: Atlassian HttpClient\r\n"
                f"Authorization: JWT {token}\r\nX-Atlassian-Webhook-Identifier: {uuid.uuid4()}\r\n"
                f"X-Atlassian-Webhook-Retry: 0\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n"
            ).encode()
        )
    return found


def main() -> None:
    """One load; what was refused is counted, never hidden."""
    job = json.load(sys.stdin)
    requests: Iterator[bytes]
    if job["path"]:
        always = f"GET {job['path']} HTTP/1.1\r\nHost: {job['host']}\r\n\r\n".encode()
        requests = iter(lambda: always, None)
    else:
        most = job["count"] or int((job["rate"] or job["at_most"]) * job["seconds"]) + 64
        requests = iter(signed_hooks(job, most))
    found = run_requests(job["port"], requests, seconds=job["seconds"], rate=job["rate"])
    print(json.dumps(astuple(found)))


if __name__ == "__main__":
    main()
