"""What rules read of the answers to their own calls."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from addon.sandbox.services import HelperFailed
from addon.sync.helpers import http
from addon.transport.exchange import Answer

PAT = "OnBhdEJ5OEV2MUhjNUxxM1dvN1NtOVRk"
SAID = f"HTTP_HOST: dev.example HTTP_AUTHORIZATION: Basic {PAT}"


def session(status: int, body: bytes) -> Any:
    answer = Answer(status=status, headers={}, body=body, url="https://dev.example/x")
    calls = SimpleNamespace(base_url="https://dev.example", raw=lambda *_, **__: answer)
    return SimpleNamespace(headers={}, hosts=(), tracker=SimpleNamespace(raw_calls=calls))


@pytest.mark.parametrize(
    "body", [json.dumps({"message": SAID, "errors": [{SAID: SAID}]}).encode(), f"<pre>{SAID}</pre>".encode()]
)
def test_a_broken_tracker_that_repeats_our_credential_does_not_tell_it_to_a_rule(body: bytes) -> None:
    with pytest.raises(HelperFailed) as failed:
        http.get(session(403, body), ["/x"])
    shown = http.http(session(502, body), ["GET", "/x"])
    for said in (str(failed.value), json.dumps(shown)):
        assert PAT not in said
        assert "HTTP_HOST: dev.example" in said


def test_what_goes_right_is_read_as_it_is() -> None:
    entity = {"title": f"Basic {PAT} is what the log says"}
    assert http.get(session(200, json.dumps(entity).encode()), ["/x"]) == entity


@pytest.mark.parametrize("path", [None, "", "  "])
def test_a_call_without_a_path_says_so_and_asks_nobody(path: Any) -> None:
    with pytest.raises(HelperFailed, match="got no path"):
        http.get(SimpleNamespace(headers={}), [path])  # type: ignore[arg-type]
