"""Our bearer stands for one caller for a quarter of an hour, and for nothing else."""

import jwt
import pytest

from addon.nodes import sessions
from addon.nodes.refusals import Refusal
from addon.nodes.sessions import Caller

KEY = b"k" * 32
NOW = 1_795_000_000_000
ANN = Caller(7, "azuredevops", "u-1", "Ann", admin_checked_at=NOW, entity_id="12")


def test_a_bearer_gives_back_its_caller() -> None:
    assert sessions.read(sessions.issue(ANN, key=KEY, now_ms=NOW), key=KEY, now_ms=NOW + 1) == ANN


def test_a_bearer_ends_after_fifteen_minutes() -> None:
    token = sessions.issue(ANN, key=KEY, now_ms=NOW)
    with pytest.raises(Refusal, match="session_expired"):
        sessions.read(token, key=KEY, now_ms=NOW + 15 * 60 * 1000)


def test_a_bearer_of_another_key_or_kind_is_refused() -> None:
    other = jwt.encode({"sub": "u", "exp": 9e9, "iat": 1, "node": 7}, KEY, algorithm="HS256")
    for token in (sessions.issue(ANN, key=b"x" * 32, now_ms=NOW), other, "", "a.b.c", jwt.encode({}, None, "none")):
        with pytest.raises(Refusal, match="bad_session"):
            sessions.read(token, key=KEY, now_ms=NOW)


def test_somebody_whom_the_tracker_did_not_confirm_is_no_administrator() -> None:
    assert not Caller(7, "jira", "u-2").is_admin
    assert ANN.is_admin
