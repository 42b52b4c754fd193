"""Which file a picture is: asked only where its name does not say so, and no reason to keep an issue from leaving."""

from types import SimpleNamespace
from typing import Any

import pytest

from addon.platforms.errors import PlatformError, Reason
from addon.sync.references import pictured

REPLICA = {
    "description": {"rich": {"k": "doc", "c": [{"k": "media", "a": {"id": "m-1"}}]}},
    "attachments": [{"id": "1", "filename": "a.png"}],
}


def asked(answer: Any) -> dict[str, str]:
    def picture(attachment_id: str, filename: str) -> str:
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    work: Any = SimpleNamespace(node=SimpleNamespace(kind="jira"), tracker=SimpleNamespace(picture=picture))
    found: Any = SimpleNamespace(pair=SimpleNamespace(twin=None))
    return pictured(work, found, REPLICA)


def test_a_file_that_may_not_be_seen_is_left_out_and_one_that_cannot_be_asked_for_now_is_waited_for() -> None:
    assert asked("m-1") == {"m-1": "1"}
    assert asked(PlatformError(Reason.FORBIDDEN, "no", permanent=True)) == {}
    with pytest.raises(PlatformError):
        asked(PlatformError(Reason.UNAVAILABLE, "later"))
