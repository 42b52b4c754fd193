"""What Azure DevOps' page and hooks show us."""

import base64
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.platforms.azuredevops.tokens import is_organization_name, verify_app_token, verify_hook
from addon.platforms.tokens import TokenRefused

NOW = 1_800_000_000_000
SECONDS = NOW // 1000
CERTIFICATE = "ey9asfasdmax...the-certificate-string-of-the-extension"
NEXT = "the-certificate-string-after-a-change-of-scopes"
AUDIENCE = "11111111-2222-3333-4444-555555555555"


def claims(**given: Any) -> dict[str, Any]:
    found = {
        "nameid": "user-1",
        "tid": "tenant-1",
        "iss": "app.vstoken.visualstudio.com",
        "aud": AUDIENCE,
        "nbf": SECONDS - 60,
        "exp": SECONDS + 4200,
    }
    return {k: v for k, v in (found | given).items() if v is not ...}


def token(certificate: str = CERTIFICATE, algorithm: str = "HS256", **given: Any) -> str:
    return jwt.encode(claims(**given), certificate, algorithm=algorithm)


def verify(text: str, **given: Any) -> Any:
    return verify_app_token(text, **({"certificates": [CERTIFICATE, NEXT], "now": NOW, "audience": AUDIENCE} | given))


def reason(text: str, **given: Any) -> str:
    with pytest.raises(TokenRefused) as caught:
        verify(text, **given)
    return caught.value.reason


def test_both_certificates_count_while_one_changes() -> None:
    for certificate in (CERTIFICATE, NEXT):
        assert verify(token(certificate)).user_id == "user-1"
    assert reason(token(NEXT), certificates=[CERTIFICATE]) == "bad_signature"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"exp": SECONDS - 31}, "expired"),
        ({"exp": ...}, "missing_claim"),
        ({"nbf": SECONDS + 60}, "from_the_future"),
        ({"iss": "somebody"}, "wrong_issuer"),
        ({"aud": "another"}, "wrong_audience"),
        ({"aud": [AUDIENCE]}, "wrong_audience"),
        ({"nameid": ...}, "missing_claim"),
        ({"nameid": ""}, "no_user"),
        ({"nameid": 7}, "no_user"),
        ({"exp": SECONDS + 10**8}, "lives_too_long"),
    ],
)
def test_what_does_not_fit_is_refused(given: dict[str, Any], expected: str) -> None:
    assert reason(token(**given)) == expected


def test_without_a_certificate_the_missing_setting_is_the_reason() -> None:
    assert reason(token(), certificates=["", ""]) == "no_certificate"


def test_audience_and_issuer_can_be_learned_from_the_first_token() -> None:
    found = verify(token(aud="new", iss="newer"), audience="", issuer="")
    assert (found.audience, found.issuer) == ("new", "newer")


def test_other_algorithms_are_refused() -> None:
    assert reason(jwt.encode(claims(), None, algorithm="none")) == "wrong_algorithm"  # type: ignore[arg-type]
    assert reason(jwt.encode(claims(), CERTIFICATE * 2, algorithm="HS512")) == "wrong_algorithm"


@given(st.text(max_size=60))
def test_no_text_makes_anything_but_a_refusal(text: str) -> None:
    assert reason(text) == "malformed"


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_a_hooks_password_is_checked_against_the_new_and_the_old_one() -> None:
    verify_hook(basic("hook", "new"), passwords=["new", "old"])
    verify_hook(basic("hook", "old"), passwords=["new", "old"])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "no_credentials"),
        ("Bearer x", "no_credentials"),
        ("Basic", "wrong_password"),
        ("Basic ???", "malformed"),
        (basic("hook", "wrong"), "wrong_password"),
        (basic("other", "new"), "wrong_password"),
        (basic("hook", ""), "wrong_password"),
    ],
)
def test_deliveries_without_the_password_are_refused(header: str, expected: str) -> None:
    with pytest.raises(TokenRefused) as caught:
        verify_hook(header, passwords=["new", ""])
    assert caught.value.reason == expected


def test_without_a_password_nothing_is_accepted() -> None:
    with pytest.raises(TokenRefused):
        verify_hook(basic("hook", ""), passwords=[])


@pytest.mark.parametrize("name", ["fabrikam", "a", "A-1", "a" * 50])
def test_organization_names(name: str) -> None:
    assert is_organization_name(name)


@pytest.mark.parametrize("name", ["", "-a", "a-", "a/b", "a.b", "a b", "a@b", "..", "a" * 51, "a\n", "ä"])
def test_what_is_no_organization_name(name: str) -> None:
    assert not is_organization_name(name)
