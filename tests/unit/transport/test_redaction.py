"""Nothing secret is left in what may be logged."""

import pytest

from addon.transport.redaction import redacted_text


def test_credentials_in_addresses_are_hidden() -> None:
    found = redacted_text("https://example.com/a?jwt=eyJhbGciOi.x.y&lic=none&access_token=zzz#frag")
    assert found == "https://example.com/a?jwt=[hidden]&lic=none&access_token=[hidden]#frag"


@pytest.mark.parametrize(
    "text",
    [
        "bad token eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.abcdef",
        "Authorization: Basic OmRlbW8tc3luYy1wYXQ=",
        "sent Bearer abcdef.ghijkl",
        "https://x/?client_secret=abcdefghij",
    ],
)
def test_tokens_in_text_are_hidden(text: str) -> None:
    found = redacted_text(text)
    assert "[hidden]" in found
    assert not any(word in found for word in ("abcdef", "OmRlbW8", "eyJ"))
